// Package search finds things by name, in memory, and texts by their words, in
// an index on the side that can be thrown away at any time. Neither holds
// anything that its source does not: names come from the state and the profiles,
// the words of a text are shown from the records.
package search

import (
	"slices"
	"strings"

	"orpheus/org"
)

// Sees reports whether the one who searches may see a thing.
type Sees func(org.Ref) bool

// Touched returns the things whose names or texts an act may have changed. What
// a redaction touches is what the redacted entry touched.
func Touched(e *org.Entry) []org.Ref {
	refs := org.About(e.Act)
	if about, _ := org.Concern(e); about.N != 0 && !slices.Contains(refs, about) {
		refs = append(refs, about)
	}
	return refs
}

// kinds are the things that are found by name, in the order in which they are
// shown.
const kinds = "PCRTIDM"

func order(letter byte) int { return strings.IndexByte(kinds, letter) }

// parseRef reads an id as people write it: C12, r45.
func parseRef(s string) (org.Ref, bool) {
	if s = strings.ToUpper(strings.TrimSpace(s)); len(s) < 2 || order(s[0]) < 0 || s[1] < '0' || s[1] > '9' {
		return org.Ref{}, false
	}
	n, err := org.ParseID[org.TextID](s[1:])
	return org.Ref{Letter: s[0], N: uint32(n)}, err == nil
}

// Asks reports whether a query asks for anything at all.
func Asks(query string) bool { return len(newNameQuery(query).words) > 0 }

// AsksTexts reports whether a query asks for texts: one letter is for names.
func AsksTexts(query string) bool { return newTextQuery(query) != nil }
