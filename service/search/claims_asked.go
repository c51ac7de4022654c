package search

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// shortestPart is how many letters each part of a compound has at least.
const shortestPart = 3

// wish is one word that is asked about: the words that mean the same, and with less weight
// those that have it as a part.
type wish struct {
	text   string
	stems  [len(stemmers)]string
	whole  []*term
	partly []*term
	tail   bool // the last word may still be being written
}

// asksAbout reads what somebody asks about: the words that say something. Where the query
// is still being written its last word may be the beginning of one.
func (l *lexicon) asksAbout(query string, unfinished bool, said func(*term) bool) (all []*wish) {
	written := words(query)
	add := func(text string, last bool) {
		if slices.ContainsFunc(all, func(w *wish) bool { return w.text == text }) || len(all) == mostWords {
			return
		}
		all = append(all, &wish{text: text, stems: stemsOf(text), tail: last && unfinished})
	}
	for i, w := range written {
		if text := telltale(w); text != "" {
			add(text, i == len(written)-1)
		}
	}
	for i := 0; i < len(all); i++ {
		w := all[i]
		if w.whole = l.same(w.stems, said); len(w.whole) == 0 && w.tail {
			w.whole = keep(l.begun(w.text), said)
		}
		if len(w.whole) > 0 {
			continue
		}
		if first, second, ok := l.split(w, said); ok { // asked as one word, written as two
			all = slices.Delete(all, i, i+1)
			i--
			add(first, false)
			add(second, false)
		}
	}
	for _, w := range all {
		w.partly = l.compounds(w, all, said)
	}
	return all
}

func keep(all []*term, said func(*term) bool) []*term {
	return slices.DeleteFunc(all, func(w *term) bool { return !said(w) })
}

// begun returns the words that begin with some letters, three at least.
func (l *lexicon) begun(start string) (all []*term) {
	if utf8.RuneCountInString(start) < 3 {
		return nil
	}
	for _, e := range between(l.heads, start) {
		if !slices.Contains(all, e.of) {
			all = append(all, e.of)
		}
	}
	return all
}

// between returns the endings that begin with a text.
func between(all []ending, start string) []ending {
	from, _ := slices.BinarySearchFunc(all, start, func(e ending, s string) int { return strings.Compare(e.text, s) })
	to := from
	for to < len(all) && strings.HasPrefix(all[to].text, start) {
		to++
	}
	return all[from:to]
}

// compounds returns the words of which a word that is asked about is the first or the last
// part, where the other part is a word too.
func (l *lexicon) compounds(w *wish, asked []*wish, said func(*term) bool) (all []*term) {
	add := func(e ending, rest string) {
		if len(rest) > 0 && !slices.Contains(w.whole, e.of) && !slices.Contains(all, e.of) && said(e.of) && l.part(e.lang, rest, asked, said) {
			all = append(all, e.of)
		}
	}
	for lang, stem := range w.stems[:compounding] {
		if utf8.RuneCountInString(stem) < shortestPart {
			continue
		}
		for _, e := range between(l.ends, backwards(stem)) {
			if e.lang == lang {
				add(e, strings.TrimSuffix(e.of.stems[lang], stem))
			}
		}
		for _, e := range between(l.heads, stem) {
			if e.lang == lang {
				rest := strings.TrimPrefix(e.text, stem)
				add(e, rest)
				last, _ := utf8.DecodeLastRuneInString(stem) // nat, nattevagt
				if doubled, ok := strings.CutPrefix(rest, string(last)+"e"); ok {
					add(e, doubled)
				}
			}
		}
	}
	return all
}

// links are the letters that stand between the parts of a compound.
var links = []string{"", "s", "e", "en", "n"}

// part reports whether what is left of a compound is a word, with or without the letters
// that join it to the other part.
func (l *lexicon) part(lang int, rest string, asked []*wish, said func(*term) bool) bool {
	for _, link := range links {
		for _, text := range []string{strings.TrimSuffix(rest, link), strings.TrimPrefix(rest, link)} {
			if utf8.RuneCountInString(text) < shortestPart {
				continue
			}
			stems := stemsOf(text)
			if slices.ContainsFunc(asked, func(w *wish) bool { return w.stems[lang] == stems[lang] }) ||
				slices.ContainsFunc(l.by[stemKey(lang, stems[lang])], said) {
				return true
			}
		}
	}
	return false
}

// split takes a compound apart into two words that are written.
func (l *lexicon) split(w *wish, said func(*term) bool) (first, second string, ok bool) {
	r := []rune(w.text)
	for i := shortestPart; i <= len(r)-shortestPart; i++ {
		second = string(r[i:])
		last := stemsOf(second)
		for lang := range compounding {
			if !slices.ContainsFunc(l.by[stemKey(lang, last[lang])], said) {
				continue
			}
			for _, link := range links {
				first = strings.TrimSuffix(string(r[:i]), link)
				if utf8.RuneCountInString(first) >= shortestPart && slices.ContainsFunc(l.by[stemKey(lang, stemsOf(first)[lang])], said) {
					return first, second, true
				}
			}
		}
	}
	return "", "", false
}
