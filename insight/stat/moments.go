package stat

import "math"

// moments are the first three of a number that falls by chance: its mean, its standard
// deviation and its skewness.
type moments struct{ mean, sd, skew float64 }

// quantile returns the number that is z standard deviations up, were it normal.
//
//	mean + sd (z + (z^2 - 1) skew / 6 - (2 z^3 - 5 z) skew^2 / 36)
//
// Cornish and Fisher 1937, as far as three moments go.
func (m moments) quantile(z float64) float64 {
	return m.mean + m.sd*(z+(z*z-1)*m.skew/6-(2*z*z*z-5*z)*m.skew*m.skew/36)
}

// momentsOfPairs returns the exact moments of how many pairs of m acts have the same
// lead, each act falling on i with p_i.
//
// The number is a sum over pairs; each term is taken apart into what its two acts add
// each, g = p - S2, and what is left of them together, h (Hoeffding 1948). What is left
// has the mean 0 given either act, so that of all products of three terms only few
// remain. S_k = sum p^k.
func momentsOfPairs(p []float64, m float64) moments {
	var s2, s3, s4 float64
	for _, v := range p {
		s2, s3, s4 = s2+v*v, s3+v*v*v, s4+v*v*v*v
	}
	var g3, gg, gi, i3 float64
	g2 := s3 - s2*s2 // E g^2
	for _, v := range p {
		g := v - s2
		u := 2*v - s2
		g3 += v * g * g * g             // E g^3
		gg += v * v * g * g             // E g_a g_b h_ab
		gi += v * v * g * (1 - 2*u)     // E g_a (h^2 - (its part without a repeat))
		i3 += v * v * (1 - 3*u + 3*u*u) // E h^3 on repeats
	}
	h2 := s2 - s2*s2 - 2*g2 // E h^2: the variance of one term less what its acts add
	gh := gi + g3 + 2*s2*g2 // E g_a h^2
	h3 := i3 - (2*g3 + 6*s2*g2 + s2*s2*s2)
	tri := s3 - 3*s4 + 3*s2*s3 - s2*s2*s2 // E h_ab h_bc h_ca
	all := m * (m - 1) / 2
	variance := (m-1)*(m-1)*m*g2 + all*h2
	third := (m-1)*(m-1)*(m-1)*m*g3 + 3*(m-1)*(m-1)*2*all*gg + 3*(m-1)*2*all*gh + all*h3 + 2*all*(m-2)*tri
	if variance <= 0 {
		return moments{mean: all * s2}
	}
	return moments{all * s2, math.Sqrt(variance), third / (variance * math.Sqrt(variance))}
}

// peopleByChance returns mean and standard deviation of how many people a draw of at
// of m acts shows. The mean is that of a fall of so many acts, which such a draw is. The
// variance takes what each did for independent, by Poisson's law, and then gives back
// that all of it makes m (Holst 1972).
//
// People there for nearly the same time are taken together.
//
//	sum e^(-c(2f-f^2)) - e^(-2cf) - (sum c f e^(-cf))^2 / m, c = m p, f = at/m
func peopleByChance(p []float64, m, at float64) (mean, sd float64) {
	var v, cov float64
	f := at / m
	for _, g := range grouped(p) {
		c := m * g.p
		mean -= g.people * math.Expm1(at*math.Log1p(-g.p))
		none := math.Exp(-c * f)
		v += g.people * (math.Exp(-c*(2*f-f*f)) - none*none)
		cov += g.people * c * f * none
	}
	return mean, math.Sqrt(max(v-cov*cov/m, 0))
}
