package circlepack

// hop looks for a tighter group by small leaps: two discs change places or
// one leaps elsewhere, then the squeeze follows. What is not better is
// forgotten (monotonic basin hopping, Wales and Doye, 1997).
func hop(e *effort, d []disc, r float64, tries int) float64 {
	n := len(d)
	if n < 4 {
		return r
	}
	rnd := rng(n)
	pick := func(k int) int { return int(rnd.next() % uint64(k)) }
	try := make([]disc, n)
	for range tries {
		if e.out() {
			break
		}
		copy(try, d)
		i, j := pick(n), pick(n)
		if pick(3) == 0 || try[i].r == try[j].r {
			// The leap goes to the far side of another disc.
			if i == j {
				continue
			}
			try[i].x, try[i].y = try[j].x*1.3, try[j].y*1.3
		} else {
			a, b := &try[i], &try[j]
			a.x, a.y, b.x, b.y = b.x, b.y, a.x, a.y
		}
		press(e, try, r, pressSteps(n))
		if got := squeeze(e, try, 0.04, 0.015); got < r*(1+1e-3) {
			if got = squeeze(e, try, 0.015, 0.003); got < r*(1-1e-6) {
				copy(d, try)
				r = got
			}
		}
	}
	return r
}
