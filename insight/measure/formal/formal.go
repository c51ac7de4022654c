// Package formal measures who holds the roles that lead, out of a state alone. It is
// what a public record tells of an organisation: seats and who stands above whom, not
// who acted. Flat seats may go with decisions in two hands.
package formal

import (
	"maps"
	"slices"

	"orpheus/insight/measure"
	"orpheus/insight/measure/graph"
	"orpheus/insight/stat"
	"orpheus/org"
)

// Figure is one measure at one moment.
type Figure struct {
	ID      string       `json:"id"`
	Formula string       `json:"formula,omitzero"`
	Unit    measure.Unit `json:"unit"`
	stat.Wire
	Chance *measure.Range `json:"chance,omitempty"` // nine in ten of what chance alone gives
	Of     Of             `json:"about"`
	M      int            `json:"m"` // how many of that it stands on
	Reason measure.Reason `json:"reason,omitzero"`
}

// Of is what a figure counts: a reader has to know whether 40 are people or pairs.
type Of string

// What is counted.
const (
	People  Of = "people"
	Circles Of = "circles"
	Seats   Of = "seats"
	Pairs   Of = "pairs" // one of whom leads a circle in which the other takes part, or leads one inside it
	Spells  Of = "spells"
)

// leastSpells is how many seats have to have been begun for a length of holding them.
const leastSpells = 20

// Measure returns the figures of s at a moment, in a fixed order. before is the state a
// window earlier, nil for none: turnover is measured against it. first is when the record
// begins: of seats held by then nobody knows since when.
func Measure(s *org.State, at org.Time, before *org.State, first org.Time) []Figure {
	r := measure.Of(s, measure.Scope{At: at}).Structure
	out := []Figure{
		count("people", People, r.People),
		count("circles", Circles, r.Circles),
		{ID: "leaderless", Formula: "k/n", Unit: measure.Share, Wire: stat.Wilson(r.Leaderless, r.Circles).Wire(), Of: Circles, M: r.Circles},
	}
	out = append(out, held(s)...)
	out = append(out, upper(s)...)
	out = append(out, turnover(s, before), tenure(s, at, first))
	out = append(out, ties(s)...)
	if least := stat.ForNumber().People; r.People < least { // statistics of few would speak of persons
		for i := range out {
			if out[i].Unit != measure.Count {
				out[i].Wire, out[i].Chance, out[i].Reason = stat.TooFew(stat.People, least, r.People).Wire(), nil, ""
			}
		}
	}
	return out
}

func count(id string, of Of, v int) Figure {
	return Figure{ID: id, Unit: measure.Count, Wire: stat.Known(float64(v)).Wire(), Of: of, M: v}
}

// held measures how the seats that lead are held, by all people.
func held(s *org.State) []Figure {
	x := each(s, func(*org.Circle) bool { return true })
	holders := led(x)
	m := sum(x)
	here := slices.Repeat([]float64{1}, len(x))
	of := func(id, formula string, unit measure.Unit, r stat.Result) Figure {
		return Figure{ID: id, Formula: formula, Unit: unit, Wire: r.Wire(), Of: Seats, M: m}
	}
	beside := func(f Figure, low, high float64, ok bool) Figure { // what as many seats give that fall on people by lot
		if ok && f.Value != nil {
			f.Chance = &measure.Range{Low: low, High: high}
		}
		return f
	}
	chance := func(f Figure, of func([]float64, int) (low, high float64, ok bool)) Figure {
		low, high, ok := of(here, m)
		return beside(f, low, high, ok)
	}
	share := Figure{ID: "lead_share", Formula: "0D/n", Unit: measure.Share, Wire: stat.Wilson(len(holders), len(x)).Wire(), Of: People, M: len(x)}
	low, high, ok := stat.ChanceParticipation(here, m, m)
	return []Figure{
		count("lead_seats", Seats, m),
		count("lead_holders", People, len(holders)),
		beside(share, low, high, ok),
		of("effective", "1/HHI", measure.OfPeople, stat.Effective(holders)),
		chance(of("d2", "D2", measure.OfPeople, stat.D2(x, stat.ForNumber())), stat.ChanceD2),
		of("hhi", "HHI", measure.Share, stat.HHI(holders)),
		of("gini_holders", "Gini", measure.Share, stat.Gini(holders)),
		chance(of("gini_people", "Gini", measure.Share, stat.Gini(stat.Floats(x))), stat.ChanceGini),
		of("excess", "G*", measure.Number, stat.Excess(x, here, stat.ForNumber())),
		of("half", "k50", measure.OfPeople, stat.HalfHeldBy(holders)),
		count("most", Seats, most(x)),
	}
}

// upper measures the same of the circles that lie directly in the organisation: what lies
// inside them may be kept in the record in another way.
func upper(s *org.State) []Figure {
	x := each(s, func(c *org.Circle) bool { return c.Parent() == org.Root })
	holders, m := led(x), sum(x)
	of := func(id, formula string, unit measure.Unit, r stat.Result) Figure {
		return Figure{ID: id, Formula: formula, Unit: unit, Wire: r.Wire(), Of: Seats, M: m}
	}
	return []Figure{
		count("upper_seats", Seats, m),
		count("upper_holders", People, len(holders)),
		of("upper_effective", "1/HHI", measure.OfPeople, stat.Effective(holders)),
		of("upper_hhi", "HHI", measure.Share, stat.HHI(holders)),
		of("upper_gini", "Gini", measure.Share, stat.Gini(holders)),
		of("upper_half", "k50", measure.OfPeople, stat.HalfHeldBy(holders)),
		count("upper_most", Seats, most(x)),
	}
}

// each is how many seats that lead everybody holds in circles, zeros included: members, and
// whoever else holds one. In ascending order: nobody is named.
func each(s *org.State, in func(*org.Circle) bool) []int {
	n := map[org.PersonID]int{}
	for id, p := range s.People() {
		if p.Present() && !p.Guest {
			n[id] = 0
		}
	}
	for _, role := range s.Roles() {
		if c := s.Circle(role.Circle); role.Leads && c.Live() && in(c) {
			for _, t := range role.Seats {
				n[s.Seat(t).Person]++
			}
		}
	}
	return slices.Sorted(maps.Values(n))
}

// led are the numbers of those who hold one at least.
func led(x []int) []float64 {
	return slices.DeleteFunc(stat.Floats(x), func(v float64) bool { return v == 0 })
}

func sum(x []int) (n int) {
	for _, v := range x {
		n += v
	}
	return n
}

func most(x []int) int {
	if len(x) == 0 {
		return 0
	}
	return slices.Max(x)
}

type seat struct {
	role   org.RoleID
	person org.PersonID
}

func seats(s *org.State) (out []seat) {
	for id, role := range s.Roles() {
		if role.Leads && s.Circle(role.Circle).Live() {
			for _, t := range s.Role(id).Seats {
				out = append(out, seat{id, s.Seat(t).Person})
			}
		}
	}
	return out
}

func turnover(s, before *org.State) Figure {
	now := seats(s)
	f := Figure{ID: "turnover", Formula: "1-J", Unit: measure.Share, Of: Seats, M: len(now)}
	if before != nil {
		f.Wire = stat.Turnover(seats(before), now).Wire()
	}
	return f
}

// tenure is how long lead seats are held, of those that began within the record, in days.
func tenure(s *org.State, at, first org.Time) Figure {
	f := Figure{ID: "tenure", Formula: "KM", Unit: measure.Days, Of: Spells}
	var spells []stat.Spell
	for _, t := range s.Seats() {
		if !s.Role(t.Role).Leads || t.Since <= first {
			continue
		}
		end := t.Until
		if end == 0 {
			end = at
		}
		spells = append(spells, stat.Spell{Exit: float64(end-t.Since) / float64(org.Day), Event: t.Until != 0})
	}
	f.M = len(spells)
	if len(spells) < leastSpells {
		f.Wire = stat.TooFew(stat.Spells, leastSpells, len(spells)).Wire()
		return f
	}
	median := stat.Survival(spells).Median(stat.Confidence)
	if !median.Reached {
		f.State, f.Reason = stat.NotEnough, measure.MedianNotYet
		return f
	}
	f.Wire = stat.Known(median.At).Wire()
	if median.LowReached {
		f.Low = new(median.Low)
	}
	if median.HighReached {
		f.High = new(median.High)
	}
	return f
}

// ties measures who stands above whom by their seats: who leads a circle is tied to
// everybody else in it, and to who leads a circle inside it.
func ties(s *org.State) []Figure {
	index := map[org.PersonID]int{}
	for id, p := range s.People() {
		if p.Present() && !p.Guest {
			index[id] = len(index)
		}
	}
	seen := map[[2]int]bool{}
	var list []graph.Tie
	tie := func(from, to org.PersonID) {
		a, ok := index[from]
		b, ok2 := index[to]
		if p := [2]int{a, b}; ok && ok2 && a != b && !seen[p] {
			seen[p] = true
			list = append(list, graph.Tie{From: a, To: b, Weight: 1})
		}
	}
	for id, c := range s.Circles() {
		if !c.Live() {
			continue
		}
		for _, from := range leading(s, id) {
			for _, to := range s.Members(id) {
				tie(from, to)
			}
			for _, kid := range c.Children {
				if s.Circle(kid).Parent() == id {
					for _, to := range leading(s, kid) {
						tie(from, to)
					}
				}
			}
		}
	}
	of := func(id, formula string, unit measure.Unit, r stat.Result) Figure {
		return Figure{ID: id, Formula: formula, Unit: unit, Wire: r.Wire(), Of: Pairs, M: len(list)}
	}
	out := []Figure{of("ties", "", measure.Count, stat.Known(float64(len(list))))}
	g, err := graph.New(len(index), true, list)
	if err != nil { // the ties are of those counted
		panic(err)
	}
	return append(out,
		of("density", "m/(n(n-1))", measure.Share, graph.Density(g)),
		of("centralised", "C_out", measure.Share, graph.OutCentralisation(g)),
		of("mutual", "r", measure.Share, graph.Reciprocity(g)),
		of("mutual_chance", "rho", measure.Correlation, graph.ReciprocityByChance(g)),
		of("connectedness", "GTD", measure.Share, graph.Connectedness(g)),
		of("hierarchy", "GTD", measure.Share, graph.Hierarchy(g)),
		of("efficiency", "GTD", measure.Share, graph.Efficiency(g)),
		of("one_above", "GTD LUB", measure.Share, graph.LeastUpperBound(g)),
	)
}

// leading are those who hold a role that leads the circle.
func leading(s *org.State, c org.CircleID) (out []org.PersonID) {
	for _, id := range s.Circle(c).Roles {
		if r := s.Role(id); r.Leads {
			for _, t := range r.Seats {
				out = append(out, s.Seat(t).Person)
			}
		}
	}
	return out
}
