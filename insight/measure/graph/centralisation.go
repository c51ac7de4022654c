package graph

import (
	"slices"

	"orpheus/insight/stat"
)

// Centralisation is how far a graph is from nobody standing out to one person
// standing out as far as can be (Freeman 1979).
//
//	C = sum over people of (c* - c_v) / max, c* the largest c
//
// where max is the largest such sum that any graph of as many people has. Range 0 to 1;
// no unit. 0 for a circle and a complete graph, 1 for a star. Undefined below three
// people and for an empty graph, which is even and says nothing. People without
// ties change it.

// DegreeCentralisation is of the number of others that people are tied to, either way;
// max = (n-1)(n-2).
func DegreeCentralisation(g *Graph) stat.Result {
	return freeman(g, floats(Degrees(g)), float64(g.n-1)*float64(g.n-2))
}

// InCentralisation is of the number of ties to people, none to oneself;
// max = (n-1)^2 with direction, and (n-1)(n-2) without.
func InCentralisation(g *Graph) stat.Result { return freeman(g, floats(InDegrees(g)), degreeMax(g)) }

// OutCentralisation is of the number of ties from people; max as for InCentralisation.
func OutCentralisation(g *Graph) stat.Result { return freeman(g, floats(OutDegrees(g)), degreeMax(g)) }

func degreeMax(g *Graph) float64 {
	if g.directed {
		return float64(g.n-1) * float64(g.n-1)
	}
	return float64(g.n-1) * float64(g.n-2)
}

// BetweennessCentralisation is of Betweenness; max = (n-1)^2 (n-2) with direction, half
// of that without. Undefined also where paths could not be counted.
func BetweennessCentralisation(g *Graph) stat.Result {
	if none, is := noStar(g); is {
		return none
	}
	b, err := Betweenness(g)
	if err != nil {
		return stat.Result{}
	}
	most := float64(g.n-1) * float64(g.n-1) * float64(g.n-2)
	if !g.directed {
		most /= 2
	}
	return freeman(g, b, most)
}

// ClosenessCentralisation is of Closeness; max = (n-1)(n-2)/(2n-3). Undefined where
// somebody is out of reach, and with direction, for which there is no agreed maximum.
func ClosenessCentralisation(g *Graph) stat.Result {
	if none, is := noStar(g); is {
		return none
	}
	if g.directed {
		return stat.Result{}
	}
	c, ok := Closeness(g)
	if !ok {
		return stat.Result{}
	}
	return freeman(g, c, float64(g.n-1)*float64(g.n-2)/float64(2*g.n-3))
}

// HarmonicCentralisation is of Harmonic, for graphs in which somebody is out of reach
// too; max = (n-2)/2, and n-1 with direction, where one person is tied to all and
// nobody back. (Ours; a test finds no graph of few people with more.)
func HarmonicCentralisation(g *Graph) stat.Result {
	if none, is := noStar(g); is {
		return none
	}
	most := float64(g.n-2) / 2
	if g.directed {
		most = float64(g.n - 1)
	}
	return freeman(g, Harmonic(g), most)
}

func freeman(g *Graph, c []float64, most float64) stat.Result {
	if none, is := noStar(g); is {
		return none
	}
	top, sum := slices.Max(c), 0.0
	for _, x := range c {
		sum += top - x
	}
	return stat.Known(min(sum/most, 1)) // above 1 by rounding alone
}

func floats(x []int) []float64 { return stat.Floats(x) }
