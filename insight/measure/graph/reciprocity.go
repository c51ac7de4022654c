package graph

import (
	"math"

	"orpheus/insight/stat"
)

// Dyads is how many pairs of people are tied both ways, one way and not at all.
type Dyads struct{ Mutual, OneWay, Null int }

// Census counts the pairs. Without direction every tie is mutual.
func Census(g *Graph) Dyads {
	var d Dyads
	for v := range g.n {
		for _, w := range g.out.of(v) {
			if _, back := g.out.find(int(w), v); !back {
				d.OneWay++
			} else if int(w) > v {
				d.Mutual++
			}
		}
	}
	d.Null = g.n*(g.n-1)/2 - d.Mutual - d.OneWay
	return d
}

// oneWay is why nothing can be said of how ties are returned, if so: they have no
// direction, or there are none.
func oneWay(g *Graph) (stat.Result, bool) {
	switch {
	case !g.directed:
		return stat.Result{}, true
	case len(g.out.to) == 0:
		return stat.Meaningless(Ties, 1, 0), true
	}
	return stat.Result{}, false
}

// Reciprocity is the share of ties that are returned ("edgewise").
//
//	r = 2M / (2M + A)
//
// Range 0 to 1; no unit. Undefined without ties and without direction.
func Reciprocity(g *Graph) stat.Result {
	if none, is := oneWay(g); is {
		return none
	}
	d := Census(g)
	return stat.Known(float64(2*d.Mutual) / float64(2*d.Mutual+d.OneWay))
}

// ReciprocityByChance is Reciprocity beside what ties thrown at random would have: 0 is
// chance, above it ties are returned more often, below it less.
//
//	rho = (r - d) / (1 - d), d the density
//
// Garlaschelli and Loffredo 2004. Range -1 to 1; no unit. States as for Reciprocity;
// undefined also where everybody is tied to everybody.
func ReciprocityByChance(g *Graph) stat.Result {
	r, ok := Reciprocity(g).Value()
	if !ok {
		return Reciprocity(g)
	}
	return stat.Known((r - density(g)) / (1 - density(g))) // a density of 1 makes it no number, so undefined
}

// WeightedReciprocity is the share of the weight of ties that is returned.
//
//	r_w = 2 sum over pairs of min(w_ij, w_ji) / sum of w
//
// Squartini et al. 2013. Range 0 to 1; no unit; Reciprocity where all weigh the same.
// States as for Reciprocity.
func WeightedReciprocity(g *Graph) stat.Result {
	if none, is := oneWay(g); is {
		return none
	}
	var both, all float64
	for v := range g.n {
		for i, w := range g.out.of(v) {
			there := g.out.weights(v)[i]
			all += there
			both += math.Min(there, g.Weight(int(w), v)) // each pair is met from both of its ends
		}
	}
	return stat.Known(min(both/all, 1))
}

// DyadicReciprocity is the share of all pairs that are alike in both directions: tied
// both ways or not at all. (M + N) / (M + A + N). It is named because programs
// give it as reciprocity; in a sparse graph it is near 1 whatever people do.
// Undefined below two people and without direction.
func DyadicReciprocity(g *Graph) stat.Result {
	if !g.directed {
		return stat.Result{}
	}
	if g.n < 2 {
		return stat.Meaningless(stat.People, 2, g.n)
	}
	d := Census(g)
	return stat.Known(float64(d.Mutual+d.Null) / float64(d.Mutual+d.OneWay+d.Null))
}

// TiedReciprocity is the share of the pairs with a tie that are tied both ways,
// M / (M + A). States as for Reciprocity.
func TiedReciprocity(g *Graph) stat.Result {
	if none, is := oneWay(g); is {
		return none
	}
	d := Census(g)
	return stat.Known(float64(d.Mutual) / float64(d.Mutual+d.OneWay))
}
