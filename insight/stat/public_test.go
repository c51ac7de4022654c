package stat

import (
	"slices"
	"testing"
)

// held is a small copy of a public figure: how many people hold how many of
// something, without their names, and what was published about it.
type held struct {
	source string
	each   map[int]int // so many hold, by how many each
	of     int         // people there are, those without included

	hhi, effective, giniHolders, giniPeople float64
	half                                    int
}

var published = []held{
	{
		source: "United States Department of Justice and Federal Trade Commission, on the Herfindahl-Hirschman index: four firms with shares of 30, 30, 20 and 20 have 2,600 points of 10,000",
		each:   map[int]int{30: 2, 20: 2}, of: 4,
		hhi: .26, effective: 1 / .26, giniHolders: .1, giniPeople: .1, half: 2,
	},
	{
		source: "github.com/rust-lang/team on 1 January 2019, leads of teams and working groups: 42 seats, 30 people of 114",
		each:   map[int]int{5: 2, 2: 4, 1: 24}, of: 114,
		hhi: .051020, effective: 19.6, giniHolders: .247619, giniPeople: .802005, half: 9,
	},
	{
		source: "github.com/kubernetes/community, sigs.yaml on 1 January 2019, chairs and technical leads: 112 seats, 98 people",
		each:   map[int]int{2: 14, 1: 84}, of: 98,
		hhi: .011161, effective: 89.6, giniHolders: .107143, giniPeople: .107143, half: 42,
	},
}

// The formulas give the figures that were published, on any machine.
func TestPublishedFigures(t *testing.T) {
	for _, p := range published {
		var x []float64
		for many, people := range p.each {
			x = append(x, slices.Repeat([]float64{float64(many)}, people)...)
		}
		all := append(slices.Clone(x), make([]float64, p.of-len(x))...)
		near(t, p.source+": HHI", value(t, HHI(x)), p.hhi)
		within(t, p.source+": effective", value(t, Effective(x)), p.effective, 5.1e-4)
		near(t, p.source+": Gini of holders", value(t, Gini(x)), p.giniHolders)
		near(t, p.source+": Gini of all", value(t, Gini(all)), p.giniPeople)
		within(t, p.source+": half held by", value(t, HalfHeldBy(x)), float64(p.half), 0)
	}
}
