package graph_test

import (
	"errors"
	"math"
	"slices"
	"testing"

	"orpheus/insight/measure/graph"
	"orpheus/insight/stat"
)

// One person who stands out as far as can be has 1, nobody standing out 0, and where
// neither can be said there is no number.
func TestCentralisationAtItsEnds(t *testing.T) {
	all := map[string]func(*graph.Graph) stat.Result{
		"degree": graph.DegreeCentralisation, "in": graph.InCentralisation, "out": graph.OutCentralisation,
		"betweenness": graph.BetweennessCentralisation, "closeness": graph.ClosenessCentralisation, "harmonic": graph.HarmonicCentralisation,
	}
	for name, c := range all {
		for _, n := range []int{3, 5, 100} {
			value(t, name+" of a star", c(star(n)), 1)
			value(t, name+" of a circle", c(circle(n, false)), 0)
			value(t, name+" of a complete graph", c(complete(n)), 0)
			undefined(t, name+" of nothing", c(of(n, false)))
		}
		for n := range 3 {
			undefined(t, name+" of too few", c(star(n)))
			if l, ok := c(star(n)).Lack(); !ok || l != (stat.Lack{Of: stat.People, Need: 3, Have: n}) {
				t.Errorf("%s of %d people lacks %v", name, n, l)
			}
		}
	}
	apart := of(4, false, 0, 1, 2, 3)
	undefined(t, "closeness of two pairs", graph.ClosenessCentralisation(apart))
	value(t, "harmonic of two pairs", graph.HarmonicCentralisation(apart), 0)
	undefined(t, "closeness with direction", graph.ClosenessCentralisation(circle(4, true)))

	to := of(5, true, 1, 0, 2, 0, 3, 0, 4, 0)
	value(t, "in of all ties to one", graph.InCentralisation(to), 1)
	value(t, "out of all ties to one", graph.OutCentralisation(to), 1./16)
	value(t, "harmonic of all ties from one", graph.HarmonicCentralisation(to.Reversed()), 1)
	value(t, "betweenness of all ties to one", graph.BetweennessCentralisation(to), 0)
	both := of(4, true, 0, 1, 1, 0, 0, 2, 2, 0, 0, 3, 3, 0)
	value(t, "betweenness both ways", graph.BetweennessCentralisation(both), 1)
}

// Loops are counted and left out; the same tie twice is one of the sum of the weights.
func TestTiesAreSummed(t *testing.T) {
	ties := []graph.Tie{{From: 0, To: 1}, {From: 1, To: 1}, {From: 0, To: 1, Weight: 2.5}, {From: 1, To: 0}}
	g, err := graph.New(3, true, ties)
	if err != nil {
		t.Fatal(err)
	}
	if g.Loops() != 1 || g.Ties() != 2 || g.Weight(0, 1) != 3.5 || g.Weight(1, 0) != 1 || g.Weight(0, 2) != 0 || !g.Valued() {
		t.Errorf("%+v", g)
	}
	u, err := graph.New(3, false, ties)
	if err != nil {
		t.Fatal(err)
	}
	if u.Ties() != 1 || u.Weight(0, 1) != 4.5 || u.Weight(1, 0) != 4.5 || g.Undirected().Weight(1, 0) != 4.5 {
		t.Errorf("%+v", u)
	}
	if g.AtLeast(2).Ties() != 1 || g.AtLeast(2).Weight(0, 1) != 1 || g.Binary().Valued() || g.AtLeast(3.5).Ties() != 1 || g.AtLeast(4).Ties() != 0 {
		t.Error("ties of a least weight are others")
	}
	value(t, "weighted reciprocity", graph.WeightedReciprocity(g), 2/4.5)
	value(t, "reciprocity", graph.Reciprocity(g), 1)
	for _, c := range []struct {
		n    int
		tie  graph.Tie
		want error
	}{
		{-1, graph.Tie{}, graph.ErrSize},
		{2, graph.Tie{From: 2}, graph.ErrPerson},
		{2, graph.Tie{To: -1}, graph.ErrPerson},
		{2, graph.Tie{To: 1, Weight: -1}, graph.ErrWeight},
		{2, graph.Tie{To: 1, Weight: math.NaN()}, graph.ErrWeight},
		{2, graph.Tie{To: 1, Weight: math.Inf(1)}, graph.ErrWeight},
	} {
		if _, err := graph.New(c.n, true, []graph.Tie{c.tie}); !errors.Is(err, c.want) {
			t.Errorf("%+v: %v", c, err)
		}
	}
	large := graph.Tie{To: 1, Weight: math.MaxFloat64}
	if _, err := graph.New(2, true, []graph.Tie{large, large}); !errors.Is(err, graph.ErrWeight) {
		t.Errorf("a sum without end: %v", err)
	}
}

// What has no meaning is said to have none, for every graph that is too small for it.
func TestNothingBecomesZero(t *testing.T) {
	none, lonely, pair := of(0, true), of(5, true), of(2, true, 0, 1, 1, 0)
	for name, c := range map[string]func(*graph.Graph) stat.Result{
		"reciprocity": graph.Reciprocity, "rho": graph.ReciprocityByChance, "weighted": graph.WeightedReciprocity, "tied": graph.TiedReciprocity,
		"hierarchy": graph.Hierarchy, "efficiency": graph.Efficiency, "least": graph.LeastUpperBound, "highest": graph.UpperBound,
		"constraint": graph.ConstraintMean, "least constraint": graph.ConstraintLeast, "transitivity": graph.Transitivity,
		"degree": graph.DegreeAssortativity, "share": graph.CoreShare,
		"modularity": func(g *graph.Graph) stat.Result { return graph.Modularity(g, graph.Communities(g)) },
		"E-I":        func(g *graph.Graph) stat.Result { return graph.Crossing(g, make([]int, g.People())) },
		"units":      func(g *graph.Graph) stat.Result { return graph.UnitAssortativity(g, make([]int, g.People())) },
	} {
		undefined(t, name+" of nobody", c(none))
		undefined(t, name+" without ties", c(lonely))
	}
	for name, c := range map[string]func(*graph.Graph) stat.Result{
		"density": graph.Density, "connectedness": graph.Connectedness, "dyadic": graph.DyadicReciprocity, "core": graph.MaxCore, "articulation": graph.ArticulationPoints,
	} {
		undefined(t, name+" of nobody", c(none))
		if _, ok := c(lonely).Value(); !ok {
			t.Errorf("%s of people without ties is %v", name, c(lonely))
		}
	}
	undefined(t, "rho of a complete graph", graph.ReciprocityByChance(pair))
	undefined(t, "efficiency of two", graph.Efficiency(star(2)))
	undefined(t, "least of two", graph.LeastUpperBound(pair))
	undefined(t, "reciprocity without direction", graph.Reciprocity(star(3)))
	undefined(t, "E-I of one unit", graph.Crossing(pair, []int{7, 7}))
	undefined(t, "E-I of other people", graph.Crossing(pair, []int{7}))
	undefined(t, "assortativity of one unit", graph.UnitAssortativity(pair, []int{7, 7}))
	if l, _ := graph.UnitAssortativity(pair, []int{7, 7}).Lack(); l != (stat.Lack{Of: graph.Units, Need: 2, Have: 1}) {
		t.Errorf("assortativity of one unit lacks %v", l)
	}
	undefined(t, "assortativity where all have the same", graph.NumericAssortativity(pair, []float64{.1, .1}))
	undefined(t, "assortativity where all have the same, summed", graph.NumericAssortativity(circle(3, true), []float64{.1, .1, .1}))
	undefined(t, "assortativity of other people", graph.NumericAssortativity(pair, nil))
	undefined(t, "modularity of other people", graph.Modularity(pair, nil))
	if _, z := graph.CrossingByChance(pair, []int{0, 1}); z.State() != stat.Undefined {
		t.Errorf("chance leaves nothing open: %v", z)
	}
	if c := graph.Constraint(of(3, false, 0, 1)); c[0] != 1 || !math.IsNaN(c[2]) {
		t.Errorf("%v", c)
	}
}

// A tree, from its head down, has 1 in each of Krackhardt's dimensions; the same from
// below, and a complete graph, do not.
func TestDimensionsOfATree(t *testing.T) {
	tree := of(7, true, 0, 1, 0, 2, 1, 3, 1, 4, 2, 5, 2, 6)
	for name, c := range map[string]func(*graph.Graph) stat.Result{
		"connectedness": graph.Connectedness, "hierarchy": graph.Hierarchy, "efficiency": graph.Efficiency, "least": graph.LeastUpperBound, "highest": graph.UpperBound,
	} {
		value(t, name, c(tree), 1)
	}
	if v, _ := graph.LeastUpperBound(tree.Reversed()).Value(); v >= 1 {
		t.Errorf("from below it is %v too", v)
	}
	value(t, "hierarchy of a circle", graph.Hierarchy(circle(4, true)), 0)
	value(t, "efficiency of everybody tied", graph.Efficiency(complete(5)), 0)
	value(t, "efficiency of a star", graph.Efficiency(star(5)), 1)
	value(t, "connectedness of two pairs", graph.Connectedness(of(4, true, 0, 1, 2, 3)), 1./3)
	// Two superiors above the same two, none of them above the other: nobody is nearest, and
	// a chain has a nearest that is not the highest.
	value(t, "two superiors", graph.LeastUpperBound(of(4, true, 0, 2, 0, 3, 1, 2, 1, 3)), 1-2./3)
}

// A length that is lost beside a long one leads nowhere and back: who is behind it is behind it.
func TestLengthsThatAreLost(t *testing.T) {
	for _, chain := range [][]int{{0, 1, 2, 3}, {3, 2, 1, 0}} {
		g, err := graph.New(4, false, []graph.Tie{
			{From: chain[0], To: chain[1], Weight: 1e16}, {From: chain[1], To: chain[2], Weight: .25}, {From: chain[2], To: chain[3], Weight: .25},
		})
		if err != nil {
			t.Fatal(err)
		}
		if b, err := graph.BetweennessByLength(g); err != nil || !slices.Equal(b, []float64{0, 2, 2, 0}) {
			t.Errorf("%v: %v, %v", chain, b, err)
		}
	}
}

// More paths than a number holds is an error and not a figure.
func TestPathsThatCannotBeCounted(t *testing.T) {
	var pairs []int
	layers := 1100 // two people each, all tied to the next two
	for l := range layers - 1 {
		for a := range 2 {
			for b := range 2 {
				pairs = append(pairs, 2*l+a, 2*l+2+b)
			}
		}
	}
	g := of(2*layers, true, pairs...)
	if _, err := graph.Betweenness(g); !errors.Is(err, graph.ErrPaths) {
		t.Errorf("%v", err)
	}
	if _, err := graph.BetweennessByLength(g); !errors.Is(err, graph.ErrPaths) {
		t.Errorf("%v", err)
	}
	undefined(t, "its centralisation", graph.BetweennessCentralisation(g))
}
