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
	seen := map[string]bool{}
	for _, w := range words(text) {
		small := strings.ToLower(w)
		if len([]rune(small)) < 4 || hollow[small] {
			continue
		}
		f := cut(inText(small))
		if f == "" {
			continue
		}
		all = add(all, seen, Word{w, tokens(nil, stemsOf(f))})
	}
	return all
}

// Union are some words and others, each once, in their order.
func Union(parts ...[]Word) (all []Word) {
	seen := map[string]bool{}
	for _, part := range parts {
		for _, w := range part {
			all = add(all, seen, w)
		}
	}
	return all
}

// add appends a word that is the same as none before: seen are the tokens of those.
func add(all []Word, seen map[string]bool, w Word) []Word {
	if slices.ContainsFunc(w.tokens, func(t string) bool { return seen[t] }) {
		return all
	}
	for _, t := range w.tokens {
		seen[t] = true
	}
	return append(all, w)
}

// Is reports whether two words are the same, whatever their endings.
func (w Word) Is(other Word) bool {
	return slices.ContainsFunc(w.tokens, func(t string) bool { return slices.Contains(other.tokens, t) })
}

// Shared are those of some words that are among others, in any of several places.
func Shared(of []Word, among ...[]Word) (out []Word) {
	for _, w := range of {
		if slices.ContainsFunc(among, func(some []Word) bool { return slices.ContainsFunc(some, w.Is) }) {
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
