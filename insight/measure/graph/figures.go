package graph

import (
	"orpheus/insight/stat"
)

// Figure is one measure of the whole, under the name that reference figures have.
type Figure struct {
	ID string
	stat.Result
}

// Figures are the measures of g, in a fixed order; none is about one person. unit has the
// unit of each person, nil where there are none. C_ is a centralisation, as Freeman
// defines it. Where the same measure is taken in two ways, each has its name.
func Figures(g *Graph, unit []int) []Figure {
	u := g.Undirected().Binary()
	number := func(n int) stat.Result { return stat.Known(float64(n)) }
	out := []Figure{
		{"n", number(g.n)},
		{"m", number(g.Ties())},
		{"density", Density(g)},
		{"components", number(count(Components(u)))},
	}
	add := func(more ...Figure) { out = append(out, more...) }
	led := Degrees(g)
	if g.directed {
		led = InDegrees(g)
		d := Census(g)
		add(Figure{"M", number(d.Mutual)}, Figure{"A", number(d.OneWay)}, Figure{"N", number(d.Null)},
			Figure{"recip_edgewise", Reciprocity(g)}, Figure{"recip_rho", ReciprocityByChance(g)},
			Figure{"recip_weighted", WeightedReciprocity(g)},
			Figure{"recip_dyadic_sna", DyadicReciprocity(g)}, Figure{"recip_dyadic_nonnull", TiedReciprocity(g)},
			Figure{"C_in", InCentralisation(g)}, Figure{"C_out", OutCentralisation(g)}, Figure{"C_bet", BetweennessCentralisation(g)},
			Figure{"C_har", HarmonicCentralisation(g)})
	} else {
		add(Figure{"C_deg", DegreeCentralisation(g)}, Figure{"C_bet", BetweennessCentralisation(g)},
			Figure{"C_clo", ClosenessCentralisation(g)}, Figure{"C_har", HarmonicCentralisation(g)})
	}
	add(Figure{"connectedness", Connectedness(g)})
	if g.directed {
		add(Figure{"hierarchy_krack", Hierarchy(g)})
	}
	add(Figure{"efficiency", Efficiency(g)})
	if g.directed {
		add(Figure{"lubness", UpperBound(g)}, Figure{"lubness_least", LeastUpperBound(g)})
	}
	add(Figure{"transitivity_undirected", Transitivity(u)}, Figure{"max_core", MaxCore(u)}, Figure{"core_share", CoreShare(u)},
		Figure{"artic", ArticulationPoints(u)})
	x := stat.Floats(led)
	add(Figure{"gini_x", stat.Gini(x)}, Figure{"hhi", stat.HHI(x)}, Figure{"hill0", stat.Hill(x, 0)}, Figure{"hill1", stat.Hill(x, 1)},
		Figure{"hill2", stat.Hill(x, 2)}, Figure{"shannon", stat.Shannon(x)},
		Figure{"constraint_mean", ConstraintMean(u)}, Figure{"constraint_min", ConstraintLeast(u)})
	if g.directed || g.valued {
		add(Figure{"constraint_weighted_mean", ConstraintMean(g)}, Figure{"constraint_weighted_min", ConstraintLeast(g)})
	}
	add(Figure{"assort_deg", DegreeAssortativity(u)})
	if g.directed {
		add(Figure{"assort_deg_directed", DegreeAssortativity(g)})
	}
	if unit != nil {
		mean, z := CrossingByChance(g, unit)
		add(Figure{"EI", Crossing(g, unit)}, Figure{"EI_chance", mean}, Figure{"EI_z", z}, Figure{"assort_nom", UnitAssortativity(g, unit)})
	}
	groups := Communities(g)
	return append(out, Figure{"communities", number(count(groups))}, Figure{"modularity", Modularity(g, groups)})
}
