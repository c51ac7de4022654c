package stat

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
// below least too.
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
	return Known(v / float64(n))
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
