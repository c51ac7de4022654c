package graph

import (
	"math"

	"orpheus/insight/stat"
)

// Constraint is how far the contacts of each person are each other's contacts: low for
// who links people that are not linked otherwise.
//
//	c_i = sum over contacts j of (p_ij + sum over q other than i, j of p_iq p_qj)^2
//	p_ij = (a_ij + a_ji) / sum over k of (a_ik + a_ki)
//
// Burt 1992, with a the weights of ties; over contacts only, so that somebody with one
// contact has 1. Range above 0 to about 1.125; no unit. NaN for who has no contact.
// For each person's own eyes. Cost the sum of squared degrees.
func Constraint(g *Graph) []float64 {
	u := g.Undirected()
	all := OutStrengths(u)
	out := make([]float64, u.n)
	inParts(u.n, func() []float64 { return make([]float64, u.n) }, func(round []float64, _, from, to int) {
		for i := from; i < to; i++ {
			if u.out.degree(i) == 0 {
				out[i] = math.NaN()
				continue
			}
			contacts, weights := u.out.of(i), u.out.weights(i)
			for k, q := range contacts {
				share := weights[k] / all[i]
				for l, j := range u.out.of(int(q)) {
					round[j] += share * u.out.weights(int(q))[l] / all[q]
				}
			}
			for k, j := range contacts {
				x := weights[k]/all[i] + round[j]
				out[i] += x * x
			}
			for _, q := range contacts {
				for _, j := range u.out.of(int(q)) {
					round[j] = 0
				}
			}
		}
	})
	return out
}

// ConstraintMean is the mean of Constraint over those with a contact. Undefined
// without ties.
func ConstraintMean(g *Graph) stat.Result {
	mean, _ := constraints(g)
	return mean
}

// ConstraintLeast is the smallest of Constraint. Undefined without ties.
func ConstraintLeast(g *Graph) stat.Result {
	_, least := constraints(g)
	return least
}

func constraints(g *Graph) (mean, least stat.Result) {
	sum, low, n := 0.0, math.Inf(1), 0
	for _, c := range Constraint(g) {
		if !math.IsNaN(c) {
			sum, low, n = sum+c, math.Min(low, c), n+1
		}
	}
	if n == 0 {
		none := stat.Meaningless(Ties, 1, 0)
		return none, none
	}
	return stat.Known(sum / float64(n)), stat.Known(low)
}
