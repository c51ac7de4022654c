package stat

import "math"

// Floats returns whole counts in the form the functions on shares take.
func Floats(x []int) []float64 {
	f := make([]float64, len(x))
	for i, v := range x {
		f[i] = float64(v)
	}
	return f
}

// shares returns p_i = x_i / sum x. Where there are none it returns nil and the
// answer to give: undefined for no people, for nothing done, for bad numbers.
func shares(x []float64) (p []float64, none Result) {
	if len(x) == 0 {
		return nil, Meaningless(People, 1, 0)
	}
	var sum float64
	for _, v := range x {
		if !(v >= 0) {
			return nil, Result{}
		}
		sum += v
	}
	if math.IsInf(sum, 0) {
		return nil, Result{}
	}
	if sum == 0 {
		return nil, Meaningless(Acts, 1, 0)
	}
	p = make([]float64, len(x))
	for i, v := range x {
		p[i] = v / sum
	}
	return p, Result{}
}

// whole returns the sum of x; false where one is negative or the sum too large.
func whole(x []int) (m int, ok bool) {
	for _, v := range x {
		if v < 0 || v > math.MaxInt-m {
			return 0, false
		}
		m += v
	}
	return m, true
}

func clip(v, low, high float64) float64 { return math.Min(math.Max(v, low), high) }
