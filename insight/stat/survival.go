package stat

import (
	"cmp"
	"math"
	"slices"
)

// Spell is a stretch of time that ended in an event, or was last seen going on: a seat
// held, an issue waiting. Times are counted from where the stretch begins. Enter is when
// it came under observation: 0, or later where it was known of only once it had lasted
// so long (an import), since those that ended before were never seen.
type Spell struct {
	Enter, Exit float64
	Event       bool
}

// Survival is the share of spells that last longer than t.
//
//	S(t) = prod over event times up to t (1 - d/n), Var = S^2 sum d / (n (n - d))
//
// d spells end in an event at a time at which n are under observation: those with Enter
// before it and Exit not before it. A spell without an event counts up to its Exit
// (censored). Kaplan and Meier 1958; variance Greenwood 1926; late entry Turnbull 1976.
// Range 1 to 0; it falls by steps. With late entries n may be small at first, and then
// the curve falls to 0 too early and stays there: such a beginning has to be left out.
// A spell that ends where it is entered, other than at 0, was never under observation.
// Unknown without spells, and where a time is negative, infinite or not a number, or a
// spell ends before it was entered.
func Survival(spells []Spell) Curve {
	in, out := make([]float64, 0, len(spells)), make([]Spell, 0, len(spells))
	for _, s := range spells {
		if !(s.Enter >= 0 && s.Exit >= s.Enter) || math.IsInf(s.Exit, 0) {
			return Curve{}
		}
		if s.Enter == s.Exit && s.Enter > 0 {
			continue // entered and left at once, it was never under observation
		}
		in, out = append(in, s.Enter), append(out, s)
	}
	slices.Sort(in)
	slices.SortFunc(out, func(a, b Spell) int { return cmp.Compare(a.Exit, b.Exit) })
	c := Curve{Known: len(out) > 0, N: len(out)}
	alive, greenwood, entered := 1.0, 0.0, 0
	for left := 0; left < len(out); {
		t := out[left].Exit
		for entered < len(in) && (in[entered] < t || in[entered] == 0) {
			entered++
		}
		n, d := float64(entered-left), 0.0
		for ; left < len(out) && out[left].Exit == t; left++ {
			if out[left].Event {
				d++
			}
		}
		if d == 0 {
			continue
		}
		c.Events += int(d)
		alive *= 1 - d/n
		if n > d {
			greenwood += d / (n * (n - d))
		}
		c.steps = append(c.steps, step{t, alive, alive * alive * greenwood})
	}
	return c
}
