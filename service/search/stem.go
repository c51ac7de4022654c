package search

import (
	"strings"
	"unicode/utf8"

	"github.com/blevesearch/snowballstem"
	"github.com/blevesearch/snowballstem/danish"
	"github.com/blevesearch/snowballstem/dutch"
	"github.com/blevesearch/snowballstem/english"
)

// A text does not say its language, and one organisation writes in several. So
// each word goes into the index by its stem in every one of them, marked with
// the languages in which that is its stem: "7" before a stem that all three
// agree on. Two words are the same where one language at least says so; that the
// Dutch stem of one is the Danish stem of another makes no match.

var stemmers = [...]func(*snowballstem.Env) bool{dutch.Stem, danish.Stem, english.Stem}

// tongues are the languages of the stemmers, in their order.
var tongues = [len(stemmers)]string{"nl", "da", "en"}

// allTongues marks a stem that all languages agree on.
const allTongues = 1<<len(stemmers) - 1

// longestWord is how many letters of a word count.
const longestWord = 60

func cut(word string) string {
	if len(word) <= longestWord {
		return word
	}
	n := 0
	for i := range word {
		if n++; n > longestWord {
			return word[:i]
		}
	}
	return word
}

// stemsOf returns the stems of a word, one for each language.
func stemsOf(word string) (stems [len(stemmers)]string) {
	env := snowballstem.NewEnv(word)
	for i, stem := range stemmers {
		env.SetCurrent(word)
		stem(env)
		if stems[i] = env.Current(); stems[i] == "" {
			stems[i] = word
		}
	}
	return stems
}

// tokens appends the tokens of a word to what goes into the index.
func tokens(to []string, stems [len(stemmers)]string) []string {
	var done int
	for i, s := range stems {
		if done&(1<<i) != 0 {
			continue
		}
		mask := 0
		for j, other := range stems {
			if other == s {
				mask |= 1 << j
			}
		}
		done |= mask
		to = append(to, token(mask, s))
	}
	return to
}

func token(mask int, stem string) string { return string(rune('0'+mask)) + stem }

// indexed returns the tokens of a text, separated by blanks.
func indexed(text string) string {
	var all []string
	seen := map[string][]string{}
	for _, w := range words(text) {
		f := cut(inText(w))
		if f == "" {
			continue
		}
		if seen[f] == nil {
			seen[f] = tokens(nil, stemsOf(f))
		}
		all = append(all, seen[f]...)
	}
	return strings.Join(all, " ")
}

// textQuery is a query as texts are compared with it.
type textQuery struct {
	words []asked
	known map[string]uint // what which said before
}

type asked struct {
	stems [len(stemmers)]string
	start string // what a word may begin with to be found; the last word is still being written
}

// newTextQuery returns nil where a query asks for no text: one letter is for
// names.
func newTextQuery(query string) *textQuery {
	q := &textQuery{known: map[string]uint{}}
	letters := 0
	for _, w := range words(query) {
		if f := cut(inText(w)); f != "" && len(q.words) < mostWords {
			letters += utf8.RuneCountInString(f)
			q.words = append(q.words, asked{stems: stemsOf(f), start: f})
		}
	}
	if letters < 2 {
		return nil
	}
	for i := range q.words {
		if i < len(q.words)-1 || utf8.RuneCountInString(q.words[i].start) < 3 {
			q.words[i].start = ""
		}
	}
	return q
}

// match returns the query in the language of FTS5. Nothing of what was asked is
// in it but letters and digits, in quotes.
func (q *textQuery) match() string {
	var b strings.Builder
	for i, a := range q.words {
		if i > 0 {
			b.WriteString(" AND ")
		}
		sep := "("
		add := func(token, star string) {
			b.WriteString(sep + `"` + token + `"` + star)
			sep = " OR "
		}
		for mask := 1; mask <= allTongues; mask++ {
			last := ""
			for j, s := range a.stems {
				if mask&(1<<j) != 0 && s != last { // a stem twice does no harm
					add(token(mask, s), "")
					last = s
				}
			}
			if a.start != "" {
				add(token(mask, a.start), "*")
			}
		}
		b.WriteString(")")
	}
	return b.String()
}

// which returns the words of the query that a word of a text is, a bit each.
func (q *textQuery) which(word string) uint {
	f := cut(inText(word))
	bits, known := q.known[f]
	if !known {
		bits = q.find(f)
		q.known[f] = bits
	}
	return bits
}

func (q *textQuery) find(f string) (bits uint) {
	if f == "" {
		return 0
	}
	stems := stemsOf(f)
	for i, a := range q.words {
		for j := range stems {
			if stems[j] == a.stems[j] || a.start != "" && strings.HasPrefix(stems[j], a.start) {
				bits |= 1 << i
			}
		}
	}
	return bits
}
