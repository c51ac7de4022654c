package stat

import (
	"math"

	"gonum.org/v1/gonum/stat/distuv"
)

// lambdaInterval returns the interval of lambda: symmetric for its logarithm,
// by Student's t with m-1 degrees of freedom.
//
//	lambda * exp(-+ t SE / lambda), SE = max(jackknife, SE under equality)
//
// The jackknife alone is 0 where all led equally often, as if that were
// certain; hence the second. Own combination; simulated coverage 93 to 100 % at
// a nominal 95 % (see the tests). Needs m >= 3 and lambda > 0.
func lambdaInterval(acts []int, m, lambda float64) (low, high float64) {
	se := math.Max(jackknife(acts, m), equalSE(float64(len(acts)), m))
	f := math.Exp(quantileT((1+Confidence)/2, m-1) * se / lambda)
	return lambda / f, lambda * f
}

// jackknife returns the standard error of lambda from leaving out one act at a
// time; the x_i acts of one person all leave the same behind.
//
//	lambda_(i) = (sum x(x-1) - 2(x_i - 1)) / ((m-1)(m-2))
//	SE^2       = (m-1)/m sum_i x_i (lambda_(i) - mean)^2
//
// Tukey 1958.
func jackknife(acts []int, m float64) float64 {
	all := pairs(acts)
	without := func(x int) float64 { return (all - 2*float64(x-1)) / ((m - 1) * (m - 2)) }
	var mean float64
	for _, x := range acts {
		mean += float64(x) * without(x) / m
	}
	var v float64
	for _, x := range acts {
		d := without(x) - mean
		v += float64(x) * d * d
	}
	return math.Sqrt((m - 1) / m * v)
}

// equalSE returns the exact standard error of lambda where each of n people is
// equally likely to do each of m acts.
//
//	SE^2 = (4m(m-1)(m-2) S3 + 2m(m-1) S2 - 2m(m-1)(2m-3) S2^2) / (m(m-1))^2
//	S_k  = n^(1-k)
//
// Simpson 1949.
func equalSE(n, m float64) float64 {
	s2, s3 := 1/n, 1/(n*n)
	v := (4*(m-2)*s3 + 2*s2 - 2*(2*m-3)*s2*s2) / (m * (m - 1))
	return math.Sqrt(math.Max(v, 0))
}

func quantileT(p, df float64) float64 {
	return distuv.StudentsT{Sigma: 1, Nu: df}.Quantile(p)
}
