package graph

import "orpheus/insight/stat"

// OutDegrees is to how many others each person has a tie; without direction it is
// how many ties they have. Range 0 to n-1; unit people.
func OutDegrees(g *Graph) []int { return degrees(g.n, &g.out) }

// InDegrees is from how many others each person has a tie. Range 0 to n-1; unit people.
// Where a tie goes from who asks to who advises, it is how many ask them.
func InDegrees(g *Graph) []int { return degrees(g.n, &g.in) }

// Degrees is to how many others each person has a tie either way.
func Degrees(g *Graph) []int { return OutDegrees(g.Undirected()) }

func degrees(n int, r *rows) []int {
	d := make([]int, n)
	for v := range d {
		d[v] = r.degree(v)
	}
	return d
}

// OutStrengths is what the ties from each person weigh together; InStrengths of the
// graph turned round.
func OutStrengths(g *Graph) []float64 { return strengths(g.n, &g.out) }

// InStrengths is what the ties to each person weigh together.
func InStrengths(g *Graph) []float64 { return strengths(g.n, &g.in) }

func strengths(n int, r *rows) []float64 {
	s := make([]float64, n)
	for v := range s {
		for _, w := range r.weights(v) {
			s[v] += w
		}
	}
	return s
}

// Density is the share of the ties there could be that there are.
//
//	m / (n (n-1)), without direction 2m / (n (n-1))
//
// Wasserman and Faust 1994. Range 0 to 1; no unit. It falls as groups grow: compare
// groups of about the same size. An empty graph has 0. Undefined below two people.
func Density(g *Graph) stat.Result {
	if g.n < 2 {
		return stat.Meaningless(stat.People, 2, g.n)
	}
	return stat.Known(density(g))
}

func density(g *Graph) float64 { return float64(len(g.out.to)) / (float64(g.n) * float64(g.n-1)) }
