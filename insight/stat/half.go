package stat

import "slices"

// HalfHeldBy is the fewest people who together hold at least half.
//
//	min k: x_(1) + ... + x_(k) >= sum x / 2, x descending
//
// Own; in the tradition of the bus factor (Avelino and others 2016). Range 1 to
// half the holders, rounded up; unit people, a whole number. Zeros change
// nothing. Undefined without people or with nothing held.
func HalfHeldBy(x []float64) Result {
	p, none := shares(x)
	if p == nil {
		return none
	}
	slices.Sort(p)
	const slack = 1e-12 // thirds that make a half must not miss it by rounding
	k, held := 0, 0.0
	for held < 0.5-slack {
		k++
		held += p[len(p)-k]
	}
	return Known(float64(k))
}
