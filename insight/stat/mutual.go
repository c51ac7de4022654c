package stat

import (
	"math"
	"slices"
)

// MutualByChance says whether those who lead also follow, beside what chance gives: the
// weighted reciprocity.
//
//	r_w = 2 sum over pairs min(w_ij, w_ji) / sum w
//
// Squartini and others 2013. Input as for [EI]. Range 0 to 1; no unit. A minimum is the sum
// over heights of whether both ties reach them, and two ties of one person depend on each
// other only by how many there are: mean and standard deviation are exact.
// Unknown without ties, for fewer than three people and for input that does not fit.
func MutualByChance(from, to []int32, weight []int, people int) Boundary {
	out, ok := nominated(from, to, weight, people)
	if !ok || people < 3 {
		return Boundary{}
	}
	var heights []int // at which some tie ends
	at := map[pair]int{}
	var total, answered float64
	for i, ties := range out {
		for _, t := range ties {
			heights = append(heights, t.weight)
			at[pair{int32(i), t.to}] = t.weight
			total += float64(t.weight)
		}
	}
	if total == 0 {
		return Boundary{}
	}
	for p, w := range at {
		answered += float64(min(w, at[pair{p.to, p.from}]))
	}
	slices.Sort(heights)
	heights = slices.Compact(heights)
	mean, variance := answeredByChance(out, heights)
	b := Boundary{Known: true, Index: answered / total, Mean: 2 * mean / total, SD: 2 * math.Sqrt(max(variance, 0)) / total}
	b.beside()
	b.Low = max(b.Low, 0)
	return b
}

// answeredByChance returns mean and variance of the sum of min(w_ij, w_ji).
//
// Let q_i(h) be the chance that i has a tie of at least h to a given other. Of two pairs
// that share i, both are there by chance r_i(h, k) - q_i(h) q_i(k) more often than
// independent ones would be, r that i has ties of at least h and k to two given others.
func answeredByChance(out [][]nomination, heights []int) (mean, variance float64) {
	n := len(out)
	others := float64(n - 1)
	q := make([][]float64, len(heights)) // by height, then person
	sum, squares := make([]float64, len(heights)), make([][]float64, len(heights))
	for a, h := range heights {
		q[a] = make([]float64, n)
		for i, ties := range out {
			for _, t := range ties {
				if t.weight >= h {
					q[a][i] += 1 / others
				}
			}
			sum[a] += q[a][i]
		}
	}
	for a := range heights {
		squares[a] = make([]float64, len(heights))
		for b := range heights {
			for i := range n {
				squares[a][b] += q[a][i] * q[b][i]
			}
		}
	}
	step := func(a int) float64 { // from the height below
		if a == 0 {
			return float64(heights[0])
		}
		return float64(heights[a] - heights[a-1])
	}
	for a := range heights {
		mean += step(a) * (sum[a]*sum[a] - squares[a][a]) / 2
		for b := range heights {
			top := max(a, b)
			var product float64
			for i := range n {
				product += q[a][i] * q[b][i] * q[a][i] * q[b][i]
			}
			// A pair with itself, then with those that share one person with it.
			v := (sum[top]*sum[top] - squares[top][top]) / 2
			v -= (squares[a][b]*squares[a][b] - product) / 2
			for i := range n {
				both := (q[a][i]*q[b][i]*others*others - q[top][i]*others) / (others * (others - 1))
				c := both - q[a][i]*q[b][i]
				if c != 0 {
					v += c * ((sum[a]-q[a][i])*(sum[b]-q[b][i]) - (squares[a][b] - q[a][i]*q[b][i]))
				}
			}
			variance += step(a) * step(b) * v
		}
	}
	return mean, variance
}
