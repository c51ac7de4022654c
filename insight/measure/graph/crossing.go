package graph

import (
	"math"

	"orpheus/insight/stat"
)

// Crossing is the E-I index: whether ties lead out of units or stay within.
//
//	(E - I) / (E + I), E ties between units, I within one
//
// Krackhardt and Stern 1988. Range -1 (all within) to 1; no unit. By itself it says more
// about the sizes of units than about people: CrossingByChance goes beside it. unit
// has the unit of each person; undefined with units for another number of people, without ties, and with
// one unit.
func Crossing(g *Graph, unit []int) stat.Result {
	if none, is := oneUnit(g, unit); is {
		return none
	}
	m := len(g.out.to)
	return stat.Known(float64(m-2*within(g, unit)) / float64(m))
}

func within(g *Graph, unit []int) int {
	n := 0
	for v := range g.n {
		for _, w := range g.out.of(v) {
			if unit[v] == unit[w] {
				n++
			}
		}
	}
	return n
}

func oneUnit(g *Graph, unit []int) (stat.Result, bool) {
	if len(unit) != g.n {
		return stat.Result{}, true
	}
	if len(g.out.to) == 0 {
		return stat.Meaningless(Ties, 1, 0), true
	}
	for _, k := range unit {
		if k != unit[0] {
			return stat.Result{}, false
		}
	}
	return stat.Meaningless(Units, 2, 1), true
}

// CrossingByChance is where the E-I index lies among what chance gives, if everybody had
// as many ties as they have, to people drawn at random: its mean, and z, how many
// standard deviations the index is above it. Above 1.64 people reach out more than chance.
//
// Each person's ties within their unit are then hypergeometric, and those of different
// people independent: mean and variance are exact sums, nothing is drawn. z has no unit. Of ties with
// direction; states as for Crossing, and z undefined where chance leaves nothing open.
func CrossingByChance(g *Graph, unit []int) (mean, z stat.Result) {
	if none, is := oneUnit(g, unit); is {
		return none, none
	}
	if !g.directed {
		return stat.Result{}, stat.Result{}
	}
	size := map[int]int{}
	for _, k := range unit {
		size[k]++
	}
	var expected, variance float64 // of the ties within units
	others := float64(g.n - 1)
	for v := range g.n {
		ties, near := float64(g.out.degree(v)), float64(size[unit[v]]-1)/others
		expected += ties * near
		if others > 1 {
			variance += ties * near * (1 - near) * (others - ties) / (others - 1)
		}
	}
	m := float64(len(g.out.to))
	// A variance of 0 makes z no number, so undefined.
	return stat.Known(1 - 2*expected/m), stat.Known((expected - float64(within(g, unit))) / math.Sqrt(variance))
}
