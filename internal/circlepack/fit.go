package circlepack

import "math"

// wall is the margin between a group and the circle around it, beyond the
// pads of the children.
func (t task) wall(r float64) float64 { return 0.2 + 0.012*r*thin(t.levels) }

// fit turns the group so that it sits best under the title band, moves it so
// that the circle around it is centred on 0,0 and returns that circle's
// radius and how uneven the group is about the vertical axis, from 0 to 1.
func (t task) fit(d []disc, angles []float64) (r, uneven float64) {
	share := t.share()
	e := enclose(d)
	margin := t.wall(e.r)
	for i := range d {
		d[i].r += margin
	}
	e.r += margin
	best := math.Inf(1)
	try := make([]disc, len(d), 2*len(d))
	keep := try[len(d):len(d)]
	for _, a := range angles {
		copy(try, d)
		turn(try, a)
		w := []disc{e}
		turn(w, a)
		c := encloseBand(try, w[0], share)
		if c.r >= best {
			continue
		}
		shift(try, -c.x, -c.y)
		u := lopsided(try)
		if v := c.r * (1 + 0.06*u); v < best*(1-1e-9) {
			best, r, uneven = v, c.r, u
			keep = append(keep[:0], try...)
		}
	}
	copy(d, keep)
	for i := range d {
		d[i].r -= margin
	}
	if r < minRadius { // a single role
		r = minRadius
		shift(d, 0, share*r/2-d[0].y)
	}
	return r, uneven
}

// lopsided measures how far the mirror image of the group is from itself.
func lopsided(d []disc) float64 {
	if len(d) > 40 {
		return 0
	}
	var sum, weight float64
	for _, a := range d {
		least := math.Inf(1)
		for _, b := range d {
			g := math.Sqrt(sq(a.x+b.x)+sq(a.y-b.y)) + 2*math.Abs(a.r-b.r)
			least = min(least, g)
		}
		sum += a.r * min(least, a.r)
		weight += a.r * a.r
	}
	return sum / weight
}

// turns are the angles worth trying: even steps, and those that put a disc,
// or the middle of two equal ones, straight above or below the centre.
func turns(d []disc) []float64 {
	n := len(d)
	if n > 60 {
		return []float64{0}
	}
	a := make([]float64, 0, 96)
	up := func(x, y float64) {
		if x*x+y*y > 1e-6 && len(a)+2 <= cap(a) {
			t := math.Atan2(x, y)
			a = append(a, t, t+math.Pi)
		}
	}
	a = append(a, 0)
	for i := range d {
		up(d[i].x, d[i].y)
	}
	for i := range d {
		for j := range d[:i] {
			if d[i].r == d[j].r {
				up(d[i].x+d[j].x, d[i].y+d[j].y)
			}
		}
	}
	steps := min(24, 600/n)
	for i := range steps {
		a = append(a, 2*math.Pi*float64(i)/float64(steps))
	}
	return a
}
