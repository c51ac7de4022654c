package search

import "strings"

// Match is a query that single names are compared with, as Find compares all of them.
type Match struct{ q *nameQuery }

// NewMatch reads a query. One without a word fits everything.
func NewMatch(query string) Match { return Match{newNameQuery(query)} }

// Any reports whether the query has a word.
func (m Match) Any() bool { return len(m.q.words) > 0 }

// Fits reports whether every word of the query begins a word of the name.
func (m Match) Fits(name string) bool { return !m.Any() || m.FitsFolded(Fold(name)) }

// Fold is a name as it is compared: who compares it often keeps it.
func Fold(name string) string {
	text, _ := nameWords(name)
	return text
}

// FitsFolded is Fits for a name that was folded.
func (m Match) FitsFolded(text string) bool {
	if !m.Any() {
		return true
	}
	e := &entry{text: text}
	return m.q.hasAny(e, m.q.words[m.q.longest]) && m.q.fits(e)
}

// Whole reports whether the query is the whole name.
func (m Match) Whole(name string) bool {
	_, whole := nameWords(name)
	return m.Any() && whole == m.q.whole
}

// Parts cuts a name where a word of it begins as a word of the query does, so that
// it can be shown which letters were found.
func (m Match) Parts(name string) []Part {
	var out []Part
	add := func(text string, found bool) {
		if text == "" {
			return
		}
		if n := len(out); n > 0 && out[n-1].Found == found {
			out[n-1].Text += text
			return
		}
		out = append(out, Part{Text: text, Found: found})
	}
	for rest := name; rest != ""; {
		start := strings.IndexFunc(rest, func(r rune) bool { return !outside(r) })
		if start < 0 {
			add(rest, false)
			break
		}
		end := strings.IndexFunc(rest[start:], outside)
		if end < 0 {
			end = len(rest) - start
		}
		word := rest[start : start+end]
		n := m.found(word)
		add(rest[:start], false)
		add(word[:n], true)
		add(word[n:], false)
		rest = rest[start+end:]
	}
	return out
}

// found is how many bytes of a word are those that were asked for: the shortest
// beginning of it that begins as the query does.
func (m Match) found(word string) int {
	for i := range word {
		if i > 0 && m.begun(word[:i]) {
			return i
		}
	}
	if m.begun(word) {
		return len(word)
	}
	return 0
}

func (m Match) begun(beginning string) bool {
	for _, f := range forms(beginning) {
		for _, asked := range m.q.words {
			for _, start := range asked {
				if strings.HasPrefix(f, start) {
					return true
				}
			}
		}
	}
	return false
}
