package graph

import (
	"math"
	"slices"

	"orpheus/insight/stat"
)

// DegreeAssortativity says whether people with many ties are tied to each other (above
// 0) or to people with few (below 0): the correlation, over ties, of the
// ties at both ends; with direction of the ties from the one to the ties to the other.
//
// Newman 2002, 2003. Range -1 to 1; no unit. Undefined without ties and where all
// have as many.
func DegreeAssortativity(g *Graph) stat.Result {
	return correlation(g, floats(OutDegrees(g)), floats(InDegrees(g)))
}

// NumericAssortativity is the correlation, over ties, of a number x that people have:
// a level, years of service. Range -1 to 1; no unit. Undefined without ties,
// where all have the same, and where there is no number for somebody.
func NumericAssortativity(g *Graph, x []float64) stat.Result {
	if len(x) != g.n {
		return stat.Result{}
	}
	return correlation(g, x, x)
}

// correlation is Pearson's, over ties, of from at one end and to at the other.
func correlation(g *Graph, from, to []float64) stat.Result {
	if len(g.out.to) == 0 {
		return stat.Meaningless(Ties, 1, 0)
	}
	var a, b []float64
	for v := range g.n {
		for _, w := range g.out.of(v) {
			a, b = append(a, from[v]), append(b, to[w])
		}
	}
	if slices.Max(a) == slices.Min(a) || slices.Max(b) == slices.Min(b) {
		return stat.Result{}
	}
	meanA, meanB := mean(a), mean(b)
	var both, alone, other float64
	for i := range a {
		x, y := a[i]-meanA, b[i]-meanB
		both, alone, other = both+x*y, alone+x*x, other+y*y
	}
	return stat.Known(both / math.Sqrt(alone*other))
}

func mean(x []float64) float64 {
	var sum float64
	for _, v := range x {
		sum += v
	}
	return sum / float64(len(x))
}

// UnitAssortativity says whether ties stay within units (above 0) or lead out of them
// (below 0), beyond what the number of ties of each unit makes likely.
//
//	r = (sum_k e_kk - sum_k a_k b_k) / (1 - sum_k a_k b_k)
//
// with e_kl the share of ties from unit k to unit l, a_k from it and b_k to it.
// Newman 2003. Range -1 to 1; no unit. unit has the unit of each person; undefined with
// units for another number of people, without ties, and where all ties begin and end in one unit.
func UnitAssortativity(g *Graph, unit []int) stat.Result {
	if len(unit) != g.n {
		return stat.Result{}
	}
	m := len(g.out.to)
	if m == 0 {
		return stat.Meaningless(Ties, 1, 0)
	}
	within := 0
	from, to := map[int]int{}, map[int]int{}
	for v := range g.n {
		for _, w := range g.out.of(v) {
			from[unit[v]]++
			to[unit[w]]++
			if unit[v] == unit[w] {
				within++
			}
		}
	}
	likely := 0 // whole numbers, so that the order of the units changes nothing
	for k, a := range from {
		likely += a * to[k]
	}
	if likely == m*m {
		return stat.Meaningless(Units, 2, 1)
	}
	chance := float64(likely) / (float64(m) * float64(m))
	return stat.Known((float64(within)/float64(m) - chance) / (1 - chance))
}
