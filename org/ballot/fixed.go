package ballot

import "math/bits"

// scale returns a times b divided by c, cut off; all are at least 0, c is above 0, and the
// result has to be inside 63 bits.
func scale(a, b, c int64) int64 {
	high, low := bits.Mul64(uint64(a), uint64(b))
	q, _ := bits.Div64(high, low, uint64(c))
	return int64(q)
}

// scaleUp is scale, rounded up.
func scaleUp(a, b, c int64) int64 {
	high, low := bits.Mul64(uint64(a), uint64(b))
	q, r := bits.Div64(high, low, uint64(c))
	if r > 0 {
		q++
	}
	return int64(q)
}
