// Package alike finds people who may be one person, by their names and addresses. It decides
// nothing: whoever brings them in is asked.
package alike

import (
	"cmp"
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// Someone is a person as a source or an organisation calls them.
type Someone struct{ Name, Mail string }

// Pair is two of a list, by their places in it, the first one first.
type Pair struct {
	A, B int
	Mail bool // they have the same address
}

// mostSame is how many of one family name, or of one name but for a letter, are compared with each
// other: more is a name that says nothing.
const mostSame = 100

// Pairs are those of a list who may be one person, each pair once, in the order of the list:
//
//   - they have the same address;
//   - their names have the same words, in whatever order, without accents, case and signs;
//   - one has the first letter where the other has the first name, and all else is the same;
//   - their names, in which there is no number, differ by one letter, that is another, missing, or
//     changed places with the next.
//
// The work grows with the list and not with its square: only who has a word or all but a letter in
// common is compared.
func Pairs(all []Someone) []Pair {
	names := make([]name, len(all))
	rooms := map[string][]int{}
	enter := func(room string, i int) {
		if in := rooms[room]; len(in) < mostSame && (len(in) == 0 || in[len(in)-1] != i) {
			rooms[room] = append(in, i)
		}
	}
	for i, one := range all {
		names[i] = nameOf(one.Name)
		if mail := mailOf(one.Mail); mail != "" {
			enter("@"+mail, i)
		}
		if len(names[i].words) == 0 {
			continue
		}
		enter("="+names[i].sorted, i)
		if family := names[i].words[len(names[i].words)-1]; len(names[i].words) > 1 {
			enter("."+string([]rune(names[i].words[0])[:1])+" "+family, i)
		}
		if letters := []rune(names[i].whole); names[i].lettered() {
			enter("~"+names[i].whole, i)
			for k := range letters {
				enter("~"+string(letters[:k])+string(letters[k+1:]), i)
			}
		}
	}
	var out []Pair
	for _, in := range rooms {
		for k, i := range in {
			for _, j := range in[k+1:] {
				if p := (Pair{A: min(i, j), B: max(i, j), Mail: sameMail(all[i], all[j])}); p.Mail || names[i].like(names[j]) {
					out = append(out, p)
				}
			}
		}
	}
	slices.SortFunc(out, func(a, b Pair) int { return cmp.Or(cmp.Compare(a.A, b.A), cmp.Compare(a.B, b.B)) })
	return slices.Compact(out)
}

func mailOf(mail string) string { return strings.ToLower(strings.TrimSpace(mail)) }

func sameMail(a, b Someone) bool { return mailOf(a.Mail) != "" && mailOf(a.Mail) == mailOf(b.Mail) }

// leastLetters is how long a name is of which one letter may differ: "Jan" and "Jon" are two.
const leastLetters = 7

// name is a name as it is compared.
type name struct {
	words  []string // the first name first
	whole  string   // the words in that order
	sorted string   // the words in alphabetical order
}

// nameOf reads a name: "Vries, Jan de" begins with Jan.
func nameOf(said string) name {
	if family, first, ok := strings.Cut(said, ","); ok {
		said = first + " " + family
	}
	var plain strings.Builder
	for _, r := range norm.NFKD.String(strings.ToLower(said)) {
		switch {
		case unicode.Is(unicode.Mn, r), r == '\'', r == '’':
		case unicode.IsLetter(r), unicode.IsDigit(r):
			plain.WriteString(cmp.Or(letters[r], string(r)))
		default:
			plain.WriteByte(' ')
		}
	}
	words := strings.Fields(plain.String())
	return name{words, strings.Join(words, " "), strings.Join(slices.Sorted(slices.Values(words)), " ")}
}

// letters are those with a mark that is no accent, and what people write for them.
var letters = map[rune]string{'ø': "o", 'æ': "ae", 'œ': "oe", 'ß': "ss", 'ł': "l", 'đ': "d", 'ı': "i"}

// like is whether two names may be of one person.
func (n name) like(m name) bool {
	if len(n.words) == 0 || len(m.words) == 0 {
		return false
	}
	if n.sorted == m.sorted {
		return true
	}
	if len(n.words) > 1 && slices.Equal(n.words[1:], m.words[1:]) && (begins(n.words[0], m.words[0]) || begins(m.words[0], n.words[0])) {
		return true
	}
	return n.lettered() && m.lettered() && oneLetter([]rune(n.whole), []rune(m.whole))
}

// begins is whether a text is the first letter of a word.
func begins(letter, word string) bool {
	return len([]rune(letter)) == 1 && strings.HasPrefix(word, letter)
}

// lettered is whether one letter in a name may be a slip: in a short one, or beside a number, as in
// "Temp 12", it is somebody else.
func (n name) lettered() bool {
	return len([]rune(n.whole)) >= leastLetters && !strings.ContainsFunc(n.whole, unicode.IsDigit)
}

// oneLetter is whether two texts differ by one letter that is another, missing, or changed places
// with the next one.
func oneLetter(a, b []rune) bool {
	if len(a) > len(b) {
		a, b = b, a
	}
	k := 0
	for k < len(a) && a[k] == b[k] {
		k++
	}
	switch len(b) - len(a) {
	case 0:
		if k == len(a) {
			return false
		}
		if slices.Equal(a[k+1:], b[k+1:]) {
			return true
		}
		return k+1 < len(a) && a[k] == b[k+1] && a[k+1] == b[k] && slices.Equal(a[k+2:], b[k+2:])
	case 1:
		return slices.Equal(a[k:], b[k+1:])
	}
	return false
}
