package source

import (
	"slices"
	"strings"
)

// Fields are the names of fields that a place of a format may have.
type Fields []string

// Knows says whether name is one of them, as it is written.
func (f Fields) Knows(name string) bool { return slices.Contains(f, name) }

// Near gives the one of them that name seems to be a slip for: but for case and
// hyphens at most two letters away, one where it is short. "" where none is.
// What is known as it is written is near itself.
func (f Fields) Near(name string) string {
	best, least := "", 3
	for _, known := range f {
		n := distance(plainField(known), plainField(name))
		if n < least && (n < 2 || len(known) > 4) {
			best, least = known, n
		}
	}
	return best
}

func plainField(s string) string {
	return strings.NewReplacer("-", "", "_", "", " ", "").Replace(strings.ToLower(s))
}

// distance is how many letters have to be put in, taken out or changed to make
// a into b; beyond any slip where their lengths differ much.
func distance(a, b string) int {
	if len(a)-len(b) > 2 || len(b)-len(a) > 2 {
		return 3
	}
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		corner := row[0]
		row[0] = i + 1
		for j := range len(b) {
			change := corner
			if a[i] != b[j] {
				change++
			}
			corner = row[j+1]
			row[j+1] = min(change, row[j]+1, corner+1)
		}
	}
	return row[len(b)]
}
