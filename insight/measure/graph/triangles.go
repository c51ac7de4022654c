package graph

import (
	"cmp"
	"slices"

	"orpheus/insight/stat"
)

// Triangles is how many groups of three have all three ties, either way.
//
// Each is found once, at the one of the three with the fewest contacts (Schank and
// Wagner 2005). Cost m^1.5.
func Triangles(g *Graph) int {
	u := g.Undirected()
	order := make([]int, u.n)
	for v := range order {
		order[v] = v
	}
	slices.SortFunc(order, func(a, b int) int { return cmp.Or(u.out.degree(a)-u.out.degree(b), a-b) })
	place := make([]int32, u.n)
	for at, v := range order {
		place[v] = int32(at)
	}
	ahead := make([][]int32, u.n) // contacts that come later in order
	for v := range u.n {
		for _, w := range u.out.of(v) {
			if place[w] > place[v] {
				ahead[v] = append(ahead[v], w)
			}
		}
	}
	found := make([]int, parts)
	inParts(u.n, func() []int32 { return filled(u.n) }, func(mark []int32, part, from, to int) {
		for v := from; v < to; v++ {
			for _, w := range ahead[v] {
				mark[w] = int32(v)
			}
			for _, w := range ahead[v] {
				for _, x := range ahead[w] {
					if mark[x] == int32(v) {
						found[part]++
					}
				}
			}
		}
	})
	n := 0
	for _, f := range found {
		n += f
	}
	return n
}

// Transitivity is how often two contacts of the same person are each other's contacts.
//
//	3 triangles / pairs of ties that meet
//
// Wasserman and Faust 1994, on ties either way. Range 0 to 1; no unit. Undefined
// where no two ties meet.
func Transitivity(g *Graph) stat.Result {
	u := g.Undirected()
	meet := 0
	for v := range u.n {
		d := u.out.degree(v)
		meet += d * (d - 1) / 2
	}
	if meet == 0 {
		return stat.Meaningless(Ties, 2, min(u.Ties(), 1))
	}
	return stat.Known(3 * float64(Triangles(u)) / float64(meet))
}
