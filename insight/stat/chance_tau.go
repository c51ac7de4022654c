package stat

import "math"

// ChanceTau is where [TauB] lies in nine of ten cases if y has nothing to do with x: each
// order of y as likely as any other.
//
//	var S = (n(n-1)(2n+5) - sum t(t-1)(2t+5) - sum u(u-1)(2u+5)) / 18
//	      + sum t(t-1)(t-2) sum u(u-1)(u-2) / (9 n(n-1)(n-2))
//	      + sum t(t-1) sum u(u-1) / (2 n(n-1))
//
// t and u are how many share a value of x and of y; the band is that of a normal S,
// divided as TauB divides it. Kendall 1970. Unit and range of TauB. Not ok below three
// values, and where all of x or of y are the same.
func ChanceTau(x, y []float64) (low, high float64, ok bool) {
	n := float64(len(x))
	if len(x) != len(y) || len(x) < 3 {
		return 0, 0, false
	}
	t, u := tiedValues(x), tiedValues(y)
	scale := math.Sqrt((n*(n-1)-t.two)*(n*(n-1)-u.two)) / 2
	if !(scale > 0) {
		return 0, 0, false
	}
	v := (n*(n-1)*(2*n+5)-t.five-u.five)/18 + t.three*u.three/(9*n*(n-1)*(n-2)) + t.two*u.two/(2*n*(n-1))
	half := normal(0.90) * math.Sqrt(max(v, 0)) / scale
	return -min(half, 1), min(half, 1), true
}

// tiedSums are sums over the values that several share.
type tiedSums struct{ two, three, five float64 } // t(t-1), t(t-1)(t-2), t(t-1)(2t+5)

func tiedValues(x []float64) (sum tiedSums) {
	count := map[float64]float64{}
	for _, v := range x {
		count[v]++
	}
	for _, t := range count {
		sum.two += t * (t - 1)
		sum.three += t * (t - 1) * (t - 2)
		sum.five += t * (t - 1) * (2*t + 5)
	}
	return sum
}
