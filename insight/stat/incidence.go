package stat

import (
	"cmp"
	"math"
	"slices"
)

// Outcome is how one case ended, and after how long: by a cause, or by none so far.
type Outcome struct {
	Time  float64
	Cause int // 0: not ended when it was last seen (censored)
}

// Incidence is the share of cases that end by the cause within t, while others end by
// other causes and can then no longer do so: an issue that is closed without anybody
// having acted will never be acted on.
//
//	F(t) = sum over times up to t of S(before) d/n
//
// n cases are open at a time, d of them end by the cause, S is the share that has not ended
// by any. Aalen and Johansen 1978; variance by the delta method (Marubini and Valsecchi
// 1995), which without other causes is Greenwood's. Range 0 up to 1; it rises by steps, and
// to less than 1 where other causes take their part. One minus the [Survival] that takes
// other causes for censoring would be too high.
// Unknown without cases, for a cause below 1, and where a cause or a time is negative or
// a time infinite or not a number.
func Incidence(cases []Outcome, cause int) Curve {
	if len(cases) == 0 || cause < 1 {
		return Curve{}
	}
	for _, o := range cases {
		if !(o.Time >= 0) || math.IsInf(o.Time, 0) || o.Cause < 0 {
			return Curve{}
		}
	}
	cases = slices.Clone(cases)
	slices.SortFunc(cases, func(a, b Outcome) int { return cmp.Compare(a.Time, b.Time) })
	c := Curve{Known: true, N: len(cases), rising: true}
	// The variance is a sum over times u up to t in which F(t) occurs; its powers of F(t)
	// are kept apart: sum a, sum a F(u), sum a F(u)^2 and so on.
	var f, a, af, aff, b, r, rf float64
	open := 1.0
	for left := 0; left < len(cases); {
		t, n := cases[left].Time, float64(len(cases)-left)
		var own, all float64
		for ; left < len(cases) && cases[left].Time == t; left++ {
			if cases[left].Cause != 0 {
				all++
			}
			if cases[left].Cause == cause {
				own++
			}
		}
		if all == 0 {
			continue
		}
		f += open * own / n
		if n > all { // else none is left, and F rises no more: the term is 0
			v := all / (n * (n - all))
			a, af, aff = a+v, af+v*f, aff+v*f*f
		}
		b += open * open * own * (n - own) / (n * n * n)
		v := open * own / (n * n)
		r, rf = r+v, rf+v*f
		open *= 1 - all/n
		if own > 0 {
			c.Events += int(own)
			without := 1 - f
			if without < 1e-12 { // none, but for rounding
				without = 0
			}
			c.steps = append(c.steps, step{t, without, max(f*f*a-2*f*af+aff+b-2*(f*r-rf), 0)})
		}
	}
	return c
}
