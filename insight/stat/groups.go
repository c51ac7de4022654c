package stat

import (
	"maps"
	"math"
	"slices"
)

// ClusteredD2 is [D2] of leads that come in groups, such as several in one piece of work:
// group[i] is the group of lead i, who[i] who led it, of n people. Its interval leaves out
// one group at a time, since leads of a group do not each stand alone.
//
//	lambda * exp(-+ t SE / lambda), SE = max(jackknife over groups, SE under equality)
//
// Value, range, unit and states as for D2; the interval with Student's t of K-1 degrees of
// freedom for K groups. Tukey 1958. Undefined where the two lists differ in length, and
// for somebody who is not one of n.
func ClusteredD2(n int, group, who []int32, least Minimum) Result {
	if len(group) != len(who) {
		return Result{}
	}
	x := make([]int, n)
	in := map[int32][]int32{}
	for i, p := range who {
		if p < 0 || int(p) >= n {
			return Result{}
		}
		x[p]++
		in[group[i]] = append(in[group[i]], p)
	}
	whole := D2(x, least)
	lambda, ok := Lambda(x).Value()
	if _, there := whole.Value(); !there || !ok || len(in) < 2 || len(who) < 3 {
		return whole
	}
	all, m := pairs(x), float64(len(who))
	var without []float64
	for _, g := range slices.Sorted(maps.Keys(in)) { // in order, so that rounding is always the same
		members := in[g]
		left := all
		for _, p := range members {
			left -= 2 * float64(x[p]-1)
			x[p]--
		}
		for _, p := range members {
			x[p]++
		}
		if k := m - float64(len(members)); k >= 2 {
			without = append(without, left/(k*(k-1)))
		}
	}
	k := float64(len(without))
	if k < 2 {
		return whole
	}
	var mean, sum float64
	for _, v := range without {
		mean += v / k
	}
	for _, v := range without {
		sum += (v - mean) * (v - mean)
	}
	se := math.Max(math.Sqrt((k-1)/k*sum), equalSE(float64(n), m))
	f := math.Exp(quantileT((1+Confidence)/2, k-1) * se / lambda)
	return Within(clip(1/lambda, 1, float64(n)), clip(1/(lambda*f), 1, float64(n)), clip(f/lambda, 1, float64(n)))
}

// ParticipationWithin is [Participation] with an interval that leaves out one act at a
// time: what is not certain is whether those who led once would have been seen to.
//
// States, range and unit as for Participation. Tukey 1958.
func ParticipationWithin(acts []int, draw int, least Minimum) Result {
	p := Participation(acts, draw, least)
	v, ok := p.Value()
	if !ok {
		return p
	}
	m, _ := whole(acts)
	n := float64(len(acts))
	count := map[int]int{} // by how many acts, how many people
	for _, x := range acts {
		if x > 0 {
			count[x]++
		}
	}
	times := slices.Sorted(maps.Keys(count))
	few := min(draw, m-1)
	if few < 1 {
		return p
	}
	var all float64
	for _, x := range times {
		k := count[x]
		all += float64(k) * (1 - unseen(x, m-1, few))
	}
	left := func(x int) float64 { // of the people seen, without one act of somebody who has x
		return all - (1 - unseen(x, m-1, few)) + (1 - unseen(x-1, m-1, few))
	}
	var mean, sum float64
	for _, x := range times {
		k := count[x]
		mean += float64(x*k) * left(x) / float64(m)
	}
	for _, x := range times {
		k := count[x]
		d := left(x) - mean
		sum += float64(x*k) * d * d
	}
	half := normal(Confidence) * math.Sqrt(float64(m-1)/float64(m)*sum) / n
	return Within(v, clip(v-half, 0, v), clip(v+half, v, 1))
}
