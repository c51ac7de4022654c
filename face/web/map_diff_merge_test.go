package web

import (
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// Two lists are laid over each other whatever their orders: all that is, in its order, each
// with what it was, then what only was.
func TestPair(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		lists := rapid.SliceOfNDistinct(rapid.IntRange(0, 9), 0, 8, rapid.ID[int])
		was, is := lists.Draw(t, "was"), lists.Draw(t, "is")
		var want, got [][2]int
		for _, n := range is {
			then := -1
			if slices.Contains(was, n) {
				then = n
			}
			want = append(want, [2]int{then, n})
		}
		for _, n := range was {
			if !slices.Contains(is, n) {
				want = append(want, [2]int{n, -1})
			}
		}
		for _, p := range pair(was, is, func(n *int) int { return *n }) {
			one := [2]int{-1, -1}
			if p.was != nil {
				one[0] = *p.was
			}
			if p.is != nil {
				one[1] = *p.is
			}
			got = append(got, one)
		}
		if !slices.Equal(got, want) {
			t.Fatalf("%v over %v: %v, want %v", is, was, got, want)
		}
	})
}
