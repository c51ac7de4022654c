package stat

import "math"

// Wilson is the share k of n with its score interval.
//
//	(k + z^2/2 -+ z sqrt(k(n-k)/n + z^2/4)) / (n + z^2)
//
// z is the normal quantile of Confidence. Wilson 1927. Range 0 to 1; no unit.
// It keeps its bounds inside that range, and at 0 of n it still has a width.
// Undefined for n = 0 and for k outside 0..n.
func Wilson(k, n int) Result {
	switch {
	case k < 0 || k > n:
		return Result{}
	case n == 0:
		return Meaningless(Acts, 1, 0)
	}
	z := math.Sqrt2 * math.Erfinv(Confidence)
	x, m := float64(k), float64(n)
	p := x / m
	mid := x + z*z/2
	half := z * math.Sqrt(x*(1-p)+z*z/4)
	// p itself bounds them where rounding would step over it.
	return Within(p, clip((mid-half)/(m+z*z), 0, p), clip((mid+half)/(m+z*z), p, 1))
}
