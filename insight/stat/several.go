package stat

import (
	"cmp"
	"math"
	"slices"
)

// Discoveries says which of several findings hold when so many are looked at: of those it
// names, a share q is expected to be by chance. p are the chances of each finding had there
// been nothing.
//
//	all up to the largest p_(i) <= q i / k, p ascending
//
// Benjamini and Hochberg 1995. Numbers outside 0 to 1 are no findings and count as looked at.
func Discoveries(p []float64, q float64) []bool {
	order := make([]int, len(p))
	for i := range order {
		order[i] = i
	}
	value := func(i int) float64 {
		if p[i] >= 0 && p[i] <= 1 {
			return p[i]
		}
		return math.Inf(1)
	}
	slices.SortFunc(order, func(a, b int) int { return cmp.Compare(value(a), value(b)) })
	last := -1
	for i, at := range order {
		if value(at) <= q*float64(i+1)/float64(len(p)) {
			last = i
		}
	}
	out := make([]bool, len(p))
	for _, at := range order[:last+1] {
		out[at] = true
	}
	return out
}

// Shrunk is what is best believed of several shares, k of n in each unit: each drawn towards
// the share of all, the more the fewer it stands on. Small units stand at both ends of any
// list by chance alone.
//
//	(k + mean c) / (n + c)
//
// c says how many cases the share of all is worth, from how much more shares differ than they
// would by chance (empirical Bayes, beta-binomial, by moments: Kleinman 1973); where they
// differ no more, all are the share of all. Range 0 to 1; no unit. A unit without cases gets
// the share of all. ok is false below two units with cases, and for k outside 0 to n.
func Shrunk(k, n []int) (share []float64, ok bool) {
	if len(k) != len(n) {
		return nil, false
	}
	var units, sumK, sumN, sumNN float64
	for i := range k {
		if k[i] < 0 || k[i] > n[i] {
			return nil, false
		}
		if n[i] > 0 {
			units++
		}
		a, b := float64(k[i]), float64(n[i])
		sumK, sumN, sumNN = sumK+a, sumN+b, sumNN+b*b
	}
	if units < 2 {
		return nil, false
	}
	mean := sumK / sumN
	var spread float64
	for i := range k {
		if n[i] > 0 {
			d := float64(k[i])/float64(n[i]) - mean
			spread += float64(n[i]) * d * d
		}
	}
	// The spread expected is mean (1 - mean) ((units - 1) (1 - rho) + rho (sum n - sum n^2 / sum n)).
	rho := 0.0
	if v, more := mean*(1-mean), sumN-sumNN/sumN-(units-1); v > 0 && more > 1e-9 { // no more where each has one case
		rho = (spread/v - (units - 1)) / more
	}
	out := make([]float64, len(k))
	for i := range k {
		switch {
		case !(rho > 0):
			out[i] = mean
		case rho >= 1 && n[i] > 0:
			out[i] = float64(k[i]) / float64(n[i])
		default:
			c := max(1/rho-1, 0)
			out[i] = (float64(k[i]) + mean*c) / (float64(n[i]) + c)
		}
	}
	return out, true
}
