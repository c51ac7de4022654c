package graph

import "orpheus/insight/stat"

// The four dimensions of Krackhardt 1994 ("Graph theoretical dimensions of informal
// organizations"). An organisation that is a tree, from its head down, has 1 in each.

// Connectedness is the share of pairs of people that hang together by ties either way.
//
//	1 - V / (n (n-1) / 2), V the pairs that do not
//
// Range 0 to 1; no unit. Undefined below two people.
func Connectedness(g *Graph) stat.Result {
	if g.n < 2 {
		return stat.Meaningless(stat.People, 2, g.n)
	}
	together := 0
	for _, n := range sizes(Components(g)) {
		together += n * (n - 1) / 2
	}
	return stat.Known(float64(together) / float64(g.n*(g.n-1)/2))
}

// Hierarchy is the share of the pairs in which one reaches the other along the ties
// that are not reached back.
//
//	1 - mutual / (mutual + one way), pairs in reach of each other
//
// Range 0 to 1; no unit. Undefined without ties, and without direction.
func Hierarchy(g *Graph) stat.Result {
	if none, is := oneWay(g); is {
		return none
	}
	h := above(g)
	mutual, all := 0, 0
	for c, size := range h.size {
		mutual += size * (size - 1) / 2
		all += size * (size - 1) / 2
		for other := range h.size {
			if other != c && h.anc[c].has(other) {
				all += size * h.size[other]
			}
		}
	}
	return stat.Known(1 - float64(mutual)/float64(all))
}

// Efficiency is how few ties there are beyond those that hold people together.
//
//	1 - extra / most extra
//
// summed over the groups that hang together: n_i - 1 ties are needed in one of n_i
// people, and there is room for n_i (n_i - 1), without direction half of that. Range 0 to 1; no
// unit. Undefined where there is no room for a tie too many.
func Efficiency(g *Graph) stat.Result {
	need, room := 0, 0
	for _, n := range sizes(Components(g)) {
		need += n - 1
		if g.directed {
			room += n * (n - 1)
		} else {
			room += n * (n - 1) / 2
		}
	}
	return stat.Known(1 - float64(g.Ties()-need)/float64(room-need)) // 0 by 0 without room, so undefined
}
