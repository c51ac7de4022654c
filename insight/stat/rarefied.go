package stat

import (
	"math"
	"slices"
)

// Rarefied is how many people would be expected to have led, had only draw acts
// been seen. It makes windows with more and fewer acts comparable.
//
//	E[S] = sum_i (1 - C(m - x_i, draw) / C(m, draw)), m = sum x
//
// Hurlbert 1971. Range 1 to the number who led; unit people. Zeros change
// nothing.
// Not enough where fewer than draw acts were seen: there is nothing to compare.
// Undefined without people or for draw < 1.
func Rarefied(acts []int, draw int) Result {
	m, ok := whole(acts)
	switch {
	case !ok || draw < 1:
		return Result{}
	case len(acts) == 0:
		return Meaningless(People, 1, 0)
	case m < draw:
		return TooFew(Acts, draw, m)
	}
	var sum float64
	for _, x := range acts {
		sum += 1 - unseen(x, m, draw)
	}
	return Known(sum)
}

// Participation is the share of people who led at all, at equal effort: the
// rarefied number over the n who could have led, zeros included.
//
//	P = E[S] / n
//
// Hurlbert 1971. Range 1/n to 1; no unit. States as for Rarefied; not enough
// below least too. The interval leaves out one act at a time (Tukey 1958), with a
// standard error not below that under equality, by Student's t with m-1 degrees of
// freedom; there is none where all acts are drawn, since fewer cannot show as many.
func Participation(acts []int, draw int, least Minimum) Result {
	r, n := Rarefied(acts, draw), len(acts)
	if r.State() == Undefined {
		return r
	}
	m, _ := whole(acts)
	if few, short := least.short(n, m); short {
		return few
	}
	v, ok := r.Value()
	if !ok {
		return r
	}
	if m <= draw || m < 3 {
		return Known(v / float64(n))
	}
	wide := quantileT((1+Confidence)/2, float64(m-1)) * rarefiedSE(acts, m, draw)
	return Within(v/float64(n), clip((v-wide)/float64(n), 1/float64(n), v/float64(n)), clip((v+wide)/float64(n), v/float64(n), 1))
}

// rarefiedSE returns the standard error of E[S], the larger of leaving out one act at a
// time and of everybody being equally likely.
func rarefiedSE(acts []int, m, draw int) float64 {
	most := slices.Max(acts)
	u := make([]float64, most+1) // by how often somebody led, with one act less in all
	for x := range u {
		u[x] = unseen(x, m-1, draw)
	}
	var all, mean, v float64
	for _, x := range acts {
		all += 1 - u[x]
	}
	without := func(x int) float64 { return all - (u[x-1] - u[x]) }
	for _, x := range acts {
		if x > 0 {
			mean += float64(x) * without(x) / float64(m)
		}
	}
	for _, x := range acts {
		if x > 0 {
			d := without(x) - mean
			v += float64(x) * d * d
		}
	}
	_, equal := peopleByChance(slices.Repeat([]float64{1 / float64(len(acts))}, len(acts)), float64(m), float64(draw))
	return math.Max(math.Sqrt(float64(m-1)/float64(m)*v), equal)
}

// unseen returns C(m-x, draw) / C(m, draw), the chance that none of x acts is
// among draw of m. It is the same with x and draw exchanged, so the shorter
// product serves, and no binomial is ever computed.
func unseen(x, m, draw int) float64 {
	if x+draw > m {
		return 0
	}
	few, many := min(x, draw), max(x, draw)
	p := 1.0
	for j := range few {
		p *= float64(m-many-j) / float64(m-j)
	}
	return p
}
