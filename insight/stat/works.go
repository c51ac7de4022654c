package stat

import "math"

// Act is something done by a person, by their place, in a piece of work, by its place.
type Act struct{ By, Work int32 }

// clustered is from which share of works with three acts or more acts count as belonging
// together.
const clustered = 0.3

// D2OfWorks is [D2] of acts that may belong together: several in one piece of work are
// seldom independent. Where more than 30 % of works have three or more acts, the interval
// leaves out one piece of work at a time instead of one act, by Student's t with works less
// one degrees of freedom, and is wider; else it is that of D2. The number is the same.
//
//	SE^2 = (w-1)/w sum over works (lambda_(work) - mean)^2, not below SE under equality
//
// Tukey 1958. Range and states as for D2; undefined for people or works that are not there.
// No interval where leaving out one piece of work leaves fewer than two acts.
func D2OfWorks(people, works int, acts []Act, least Minimum) Result {
	x := make([]int, max(people, 0))
	in := make([][]int32, max(works, 0))
	for _, a := range acts {
		if a.By < 0 || int(a.By) >= people || a.Work < 0 || int(a.Work) >= works {
			return Result{}
		}
		x[a.By]++
		in[a.Work] = append(in[a.Work], a.By)
	}
	plain := D2(x, least)
	seen, many := 0, 0
	for _, by := range in {
		if len(by) > 0 {
			seen++
		}
		if len(by) >= 3 {
			many++
		}
	}
	d, ok := plain.Value()
	if !ok || float64(many) <= clustered*float64(seen) {
		return plain
	}
	m, n := float64(len(acts)), float64(people)
	all := pairs(x)
	var lambdas []float64
	for _, by := range in {
		if len(by) == 0 {
			continue
		}
		left := m - float64(len(by))
		if left < 2 {
			return Known(d)
		}
		without := all
		for _, i := range by { // each takes its pairs with those still there away
			x[i]--
			without -= 2 * float64(x[i])
		}
		lambdas = append(lambdas, without/(left*(left-1)))
		for _, i := range by {
			x[i]++
		}
	}
	var mean, v float64
	w := float64(len(lambdas))
	for _, l := range lambdas {
		mean += l / w
	}
	for _, l := range lambdas {
		v += (l - mean) * (l - mean)
	}
	lambda := all / (m * (m - 1))
	se := math.Max(math.Sqrt((w-1)/w*v), equalSE(n, m))
	f := math.Exp(quantileT((1+Confidence)/2, w-1) * se / lambda)
	return Within(d, clip(1/(lambda*f), 1, d), clip(f/lambda, d, n))
}
