package search

import (
	"slices"
	"strings"
)

// Word is a word that says something, with the tokens by which it is compared: two words
// are the same where one language at least has them by one stem.
type Word struct {
	Text   string // as it was written
	tokens []string
}

// Telling returns the words of a text that say something, each once, in their order.
func Telling(text string) (all []Word) {
	for _, w := range words(text) {
		small := strings.ToLower(w)
		if len([]rune(small)) < 4 || hollow[small] {
			continue
		}
		f := cut(inText(small))
		if f == "" {
			continue
		}
		word := Word{w, tokens(nil, stemsOf(f))}
		if !slices.ContainsFunc(all, word.Is) {
			all = append(all, word)
		}
	}
	return all
}

// Is reports whether two words are the same, whatever their endings.
func (w Word) Is(other Word) bool {
	return slices.ContainsFunc(w.tokens, func(t string) bool { return slices.Contains(other.tokens, t) })
}

// Shared are those of some words that are among others.
func Shared(of, among []Word) (out []Word) {
	for _, w := range of {
		if slices.ContainsFunc(among, w.Is) {
			out = append(out, w)
		}
	}
	return out
}

// Lexicon finds what words stand in, however much that is.
type Lexicon map[string][]int

// Add says that a word stands in something.
func (x Lexicon) Add(w Word, in int) {
	for _, t := range w.tokens {
		if all := x[t]; len(all) == 0 || all[len(all)-1] != in {
			x[t] = append(all, in)
		}
	}
}

// In is in what a word stands, each once, in the order in which it was added.
func (x Lexicon) In(w Word) []int {
	if len(w.tokens) == 1 {
		return x[w.tokens[0]]
	}
	var all []int
	for _, t := range w.tokens {
		all = append(all, x[t]...)
	}
	slices.Sort(all)
	return slices.Compact(all)
}
