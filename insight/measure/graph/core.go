package graph

import (
	"slices"

	"orpheus/insight/stat"
)

// Cores is, for each person, the largest k for which they are in the k-core: the
// largest group in which everybody has k contacts or more within it.
//
// Seidman 1983; computed as in Batagelj and Zaversnik 2003. Range 0 to n-1; unit
// contacts. Cost m.
func Cores(g *Graph) []int {
	u := g.Undirected()
	left := OutDegrees(u) // contacts among those not yet taken away
	most := 0
	for _, d := range left {
		most = max(most, d)
	}
	begin := make([]int, most+2) // where those with d contacts begin in order
	for _, d := range left {
		begin[d+1]++
	}
	for d := range most + 1 {
		begin[d+1] += begin[d]
	}
	order, place := make([]int, u.n), make([]int, u.n)
	next := slices.Clone(begin)
	for v, d := range left {
		place[v] = next[d]
		order[place[v]] = v
		next[d]++
	}
	for _, v := range order { // order changes behind v only among those still ahead
		for _, x := range u.out.of(v) {
			w := int(x)
			if left[w] <= left[v] {
				continue
			}
			first := order[begin[left[w]]] // changes places with w, and w falls into the group before
			order[place[w]], order[place[first]] = first, w
			place[w], place[first] = place[first], place[w]
			begin[left[w]]++
			left[w]--
		}
	}
	return left
}

// MaxCore is the largest of Cores; 0 without ties. Undefined without people.
func MaxCore(g *Graph) stat.Result {
	if g.n == 0 {
		return stat.Meaningless(stat.People, 1, 0)
	}
	return stat.Known(float64(slices.Max(Cores(g))))
}

// CoreShare is the share of the people that are in the largest core. Undefined
// without ties.
func CoreShare(g *Graph) stat.Result {
	if len(g.out.to) == 0 {
		return stat.Meaningless(Ties, 1, 0)
	}
	cores := Cores(g)
	top, in := slices.Max(cores), 0
	for _, k := range cores {
		if k == top {
			in++
		}
	}
	return stat.Known(float64(in) / float64(g.n))
}
