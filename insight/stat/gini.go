package stat

import "slices"

// Gini says how unequally x is spread over the people in it.
//
//	G = sum_i (2i - n - 1) x_i / (n sum x), x ascending, i from 1
//
// Gini 1912, in the form of Allison 1978 (American Sociological Review 43).
// Range 0 (all the same) to (n-1)/n (one has all); no unit. Zeros count: over
// holders and over all members it is not the same measure.
// Undefined without people or with nothing done; not enough with one person.
func Gini(x []float64) Result {
	p, none := shares(x)
	if p == nil {
		return none
	}
	n := len(p)
	if n == 1 {
		return TooFew(People, 2, 1)
	}
	slices.Sort(p)
	var g float64
	for i, v := range p {
		g += float64(2*i+1-n) * v // i from 0 here
	}
	return Known(clip(g/float64(n), 0, float64(n-1)/float64(n)))
}

// GiniCorrected is the Gini that reaches 1 for one person having all, whatever
// the number of people.
//
//	G n / (n - 1)
//
// Allison 1978. Range 0 to 1; no unit. States as for Gini, but with one person
// it is undefined.
func GiniCorrected(x []float64) Result {
	n := len(x)
	g := Gini(x)
	v, ok := g.Value()
	switch {
	case ok:
		return Known(clip(v*float64(n)/float64(n-1), 0, 1))
	case g.State() == NotEnough:
		return Meaningless(People, 2, n)
	default:
		return g
	}
}
