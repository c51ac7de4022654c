package pulse

import (
	"math"

	"gonum.org/v1/gonum/stat/distuv"

	"orpheus/insight/stat"
)

// Score is a mean of answers from 1 to 5 on the scale from 0 to 100: 25 (mean - 1).
func Score(mean float64) float64 { return 25 * (mean - 1) }

// Margin is how far beside a mean of n answers chance goes, nineteen times in twenty:
//
//	t(n-1) sd / sqrt n
//
// in the unit of sd. It takes the answers as a few of many that could have been given.
func Margin(sd float64, n int) float64 {
	if n < 2 {
		return math.Inf(1)
	}
	t := distuv.StudentsT{Sigma: 1, Nu: float64(n - 1)}.Quantile((1 + stat.Confidence) / 2)
	return t * sd / math.Sqrt(float64(n))
}

// Finite is the factor by which a margin is narrower where n of all there are answered, and
// nothing is said but of these people, these weeks:
//
//	sqrt((N-n)/(N-1))
func Finite(n, all int) float64 {
	if all < 2 || n >= all {
		return 0
	}
	return math.Sqrt(float64(all-n) / float64(all-1))
}

// Agreed is from which r_wg on a mean stands for a team.
const Agreed = 0.70

// chance is the variance of answers that are spread evenly over 1 to 5: (5^2 - 1)/12.
const chance = 2.0

// RWG is how much people agree with each other, beside answers spread evenly: 1 where all give
// the same, 0 where chance would (James, Demaree and Wolf 1984). Variances are those of the
// sentences of one subject:
//
//	J (1 - v/2) / (J (1 - v/2) + v/2), v their mean
//
// for J sentences, which is 1 - v/2 for one. What is spread wider than chance has 0.
func RWG(variances ...float64) float64 {
	var mean float64
	for _, v := range variances {
		mean += v / float64(len(variances)) / chance
	}
	if len(variances) == 0 || mean >= 1 {
		return 0
	}
	j := float64(len(variances))
	return j * (1 - mean) / (j*(1-mean) + mean)
}
