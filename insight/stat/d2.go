package stat

// D2 is the headline: how many people carry the lead, as if equally. acts has
// one whole number for each of the n who could have led, zeros included.
//
//	lambda = sum x_i (x_i - 1) / (m (m - 1)), m = sum x
//	D2     = 1 / lambda, cut to 1..n
//
// Lambda is Simpson's (1949), which unlike HHI does not depend on how many acts
// were seen. Range 1 to n; unit people. The interval is that of jackknife.go.
// Acts that belong together, several in one piece of work, are counted here as
// if each stood alone; where more than 30 % of works have three or more, the
// interval is too narrow. So it is where people lead by turns: that is more even
// than chance, and both ends may be n.
// Undefined without people or below two acts. Not enough below least, and where
// nobody was seen twice: then lambda is 0 and any large number would fit. With
// two acts (only below ForNumber) there is a value without an interval.
func D2(acts []int, least Minimum) Result {
	n, l := len(acts), Lambda(acts)
	lambda, ok := l.Value()
	if !ok {
		return l
	}
	m, _ := whole(acts)
	if r, short := least.short(n, m); short {
		return r
	}
	if lambda == 0 {
		return TooFew(Repeats, 1, 0)
	}
	d := clip(1/lambda, 1, float64(n))
	if m < 3 {
		return Known(d)
	}
	low, high := lambdaInterval(acts, float64(m), lambda)
	return Within(d, clip(1/high, 1, float64(n)), clip(1/low, 1, float64(n)))
}

// Lambda is the chance that two different acts have the same lead.
//
//	lambda = sum x_i (x_i - 1) / (m (m - 1)), m = sum x
//
// Simpson 1949; its mean over samples is sum p^2, without bias. Range 0 (nobody
// twice) to 1 (one person); no unit. Zeros change nothing.
// Undefined without people or below two acts.
func Lambda(acts []int) Result {
	m, ok := whole(acts)
	switch {
	case !ok:
		return Result{}
	case len(acts) == 0:
		return Meaningless(People, 1, 0)
	case m < 2:
		return Meaningless(Acts, 2, m)
	default:
		return Known(pairs(acts) / (float64(m) * float64(m-1)))
	}
}

// pairs returns sum x (x - 1): ordered pairs of acts with the same lead.
func pairs(acts []int) float64 {
	var sum float64
	for _, x := range acts {
		sum += float64(x) * float64(x-1)
	}
	return sum
}
