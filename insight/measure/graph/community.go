package graph

import (
	"math/rand/v2"

	"orpheus/insight/stat"
)

// tries is from how many beginnings communities are looked for.
const tries = 8

// Communities is, for each person, the number of the group in which they are with those
// they have most ties with; groups are numbered by their first person.
//
// Blondel et al. 2008 (Louvain), on ties either way with their weights: of several tries
// from fixed beginnings the one with the largest modularity. Who is in a group hangs
// together within it, which Louvain alone does not promise (Traag et al. 2019): a group that
// does not is parted, which makes modularity larger. It is a good division, not always the
// best, and others may be as good: these groups are one way to see the ties.
func Communities(g *Graph) []int {
	u := g.Undirected()
	best := make([]int, u.n)
	for v := range best {
		best[v] = v
	}
	if len(u.out.to) == 0 {
		return best
	}
	found := make([][]int, tries)
	inParts(parts, func() struct{} { return struct{}{} }, func(_ struct{}, part, _, _ int) {
		if part < tries {
			found[part] = u.apart(louvain(u, rand.New(rand.NewPCG(uint64(part), 1))))
		}
	})
	top, _ := Modularity(u, best).Value()
	for _, of := range found {
		if q, _ := Modularity(u, of).Value(); q > top {
			best, top = of, q
		}
	}
	return best
}

// apart parts groups that do not hang together, and numbers them by their first person.
func (g *Graph) apart(of []int) []int {
	var arcs []arc
	for v := range g.n {
		for _, w := range g.out.of(v) {
			if of[v] == of[w] {
				arcs = append(arcs, arc{int32(v), w, 1})
			}
		}
	}
	inside := &Graph{n: g.n, out: rowsOf(g.n, arcs)}
	return Components(inside)
}

// Modularity is how much more weight ties within groups have than they would if ties were
// thrown at random among people with the same weights.
//
//	Q = sum over groups c of (w_c / w - (s_c / 2w)^2)
//
// with w_c the weight within c, s_c that of all ties of its people, w of all. Newman and
// Girvan 2004, on ties either way. Range -1/2 to 1; no unit. of has the group of each
// person, from 0; undefined with groups for another number of people and without ties.
func Modularity(g *Graph, of []int) stat.Result {
	if len(of) != g.n {
		return stat.Result{}
	}
	u := g.Undirected()
	if len(u.out.to) == 0 {
		return stat.Meaningless(Ties, 1, 0)
	}
	groups := count(of)
	in, all := make([]float64, groups), make([]float64, groups)
	var twice float64
	for v := range u.n {
		for i, w := range u.out.of(v) {
			x := u.out.weights(v)[i]
			twice += x
			all[of[v]] += x
			if of[v] == of[w] {
				in[of[v]] += x
			}
		}
	}
	var q float64
	for c := range groups {
		q += in[c]/twice - all[c]/twice*(all[c]/twice)
	}
	return stat.Known(q)
}
