package graph

import (
	"math/bits"

	"orpheus/insight/stat"
)

// LeastUpperBound is the share of pairs of people who have a nearest superior: somebody
// who reaches both along the ties, or is one of them, and whom everybody else who reaches
// both reaches too.
//
//	1 - pairs without / ((n_i - 1) (n_i - 2) / 2), summed over groups that hang together
//
// Krackhardt 1994. Range 0 to 1; no unit. Direction matters: ties go from superior to
// subordinate, else ask of g.Reversed(). Undefined where no three people hang together,
// and without direction.
func LeastUpperBound(g *Graph) stat.Result { return bounded(g, hierarchy.nearest) }

// UpperBound is the same with a highest superior in the place of the nearest: one who
// reaches everybody who reaches both. It is what the package sna of R calls lubness,
// and is named so that figures can be compared.
func UpperBound(g *Graph) stat.Result { return bounded(g, hierarchy.highest) }

func bounded(g *Graph, has func(h hierarchy, common set, count int) bool) stat.Result {
	if !g.directed {
		return stat.Result{}
	}
	room := 0
	for _, n := range sizes(Components(g)) {
		if n > 2 {
			room += (n - 1) * (n - 2) / 2
		}
	}
	if room == 0 {
		return stat.Meaningless(stat.People, 3, min(g.n, 2))
	}
	h := above(g)
	group := make([]int, len(h.size)) // which of those that hang together
	for v, c := range Components(g) {
		group[h.of[v]] = c
	}
	lacking := make([]int, len(h.size)) // by who comes first; of two who hang together one is above
	inParts(len(h.size), func() set { return newSet(len(h.size)) }, func(common set, _, from, to int) {
		for a := from; a < to; a++ {
			for b := a; b < len(h.size); b++ {
				if group[b] != group[a] {
					continue
				}
				pairs := h.size[a] * h.size[b]
				if a == b {
					pairs = h.size[a] * (h.size[a] - 1) / 2
				}
				if pairs > 0 && !has(h, common, common.both(h.anc[a], h.anc[b])) {
					lacking[a] += pairs
				}
			}
		}
	})
	without := 0
	for _, n := range lacking {
		without += n
	}
	return stat.Known(1 - float64(without)/float64(room))
}

// hierarchy is who is above whom, among groups of people that all reach each other.
type hierarchy struct {
	of, size  []int
	anc, desc []set // who reaches a group, and whom it reaches; itself among them
	above     []int // how many are in anc
}

// above works the hierarchy out. Every group is reached only by groups with a larger number.
func above(g *Graph) hierarchy {
	h := hierarchy{of: strong(g)}
	h.size = sizes(h.of)
	n := len(h.size)
	h.anc, h.desc, h.above = make([]set, n), make([]set, n), make([]int, n)
	for c := range n {
		h.anc[c], h.desc[c] = newSet(n), newSet(n)
		h.anc[c].add(c)
		h.desc[c].add(c)
	}
	inside := make([][]int, n)
	for v, c := range h.of {
		inside[c] = append(inside[c], v)
	}
	for c := range n { // those below come first
		for _, v := range inside[c] {
			for _, w := range g.out.of(v) {
				if d := h.of[w]; d != c {
					h.desc[c].addAll(h.desc[d])
				}
			}
		}
	}
	for c := n - 1; c >= 0; c-- {
		for _, v := range inside[c] {
			for _, w := range g.in.of(v) {
				if d := h.of[w]; d != c {
					h.anc[c].addAll(h.anc[d])
				}
			}
		}
		h.above[c] = h.anc[c].count()
	}
	return h
}

// nearest says whether one of those above both is reached by all of them. It can be the
// lowest only, the one with the smallest number, and all that reach it are above both.
func (h hierarchy) nearest(common set, count int) bool {
	return count > 0 && h.above[common.first()] == count
}

// highest says whether one of those above both reaches all of them: the last if anybody.
func (h hierarchy) highest(common set, count int) bool {
	return count > 0 && common.within(h.desc[common.last()])
}

// set is a set of small numbers.
type set []uint64

func newSet(n int) set       { return make(set, (n+63)/64) }
func (s set) add(i int)      { s[i/64] |= 1 << (i % 64) }
func (s set) has(i int) bool { return s[i/64]>>(i%64)&1 == 1 }

func (s set) addAll(o set) {
	for i, w := range o {
		s[i] |= w
	}
}

// both becomes what is in a and in b, and returns how many that are.
func (s set) both(a, b set) int {
	n := 0
	for i, w := range a {
		s[i] = w & b[i]
		n += bits.OnesCount64(s[i])
	}
	return n
}

func (s set) count() int { return s.both(s, s) }

func (s set) within(o set) bool {
	for i, w := range s {
		if w&^o[i] != 0 {
			return false
		}
	}
	return true
}

func (s set) first() int {
	for i, w := range s {
		if w != 0 {
			return i*64 + bits.TrailingZeros64(w)
		}
	}
	return -1
}

func (s set) last() int {
	for i := len(s) - 1; i >= 0; i-- {
		if s[i] != 0 {
			return i*64 + 63 - bits.LeadingZeros64(s[i])
		}
	}
	return -1
}
