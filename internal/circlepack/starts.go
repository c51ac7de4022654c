package circlepack

import "math"

// Starts are rough first places for a group; the squeeze makes them tight.

// inOrder runs place on the discs in the given order.
func inOrder(d []disc, order []int, place func([]disc)) []disc {
	w := make([]disc, len(d))
	for i, o := range order {
		w[i] = d[o]
	}
	place(w)
	out := make([]disc, len(d))
	for i, o := range order {
		out[o] = w[i]
	}
	return out
}

// around puts the first disc in the middle, or none if hollow, and the others
// around it in a ring, each with an angle after its size.
func around(d []disc, hollow bool) {
	rest := d
	core := 0.0
	if !hollow {
		d[0].x, d[0].y = 0, 0
		core, rest = d[0].r, d[1:]
	}
	sum, widest := 0.0, 0.0
	for _, c := range rest {
		sum += c.r
		widest = max(widest, c.r)
	}
	r := max(core+widest, sum/math.Pi*1.05)
	a := 0.0
	for i := range rest {
		step := 2 * math.Pi * rest[i].r / sum
		a += step / 2
		s, c := math.Sincos(a)
		rest[i].x, rest[i].y = r*s, -r*c
		a += step / 2
	}
}

// spiral puts the discs on a sunflower spiral, the first in the middle.
func spiral(d []disc) {
	area := 0.0
	for i := range d {
		r := 1.15 * math.Sqrt(area)
		area += d[i].r * d[i].r
		s, c := math.Sincos(2.399963 * float64(i))
		if i > 0 {
			r += d[i].r * 0.3
		}
		d[i].x, d[i].y = r*s, -r*c
	}
}

// under packs the first m discs and sets the others in an arc below them.
func under(e *effort, d []disc, m int) {
	chain(e, d[:m])
	r := 0.0
	for _, c := range d[:m] {
		r = max(r, math.Hypot(c.x, c.y)+c.r)
	}
	n := len(d) - m
	for i := range n {
		c := &d[m+i]
		step := 2 * math.Asin(min(1, c.r/(r+c.r)))
		if over := step * float64(n) / (2 * math.Pi); over > 1 {
			step /= over
		}
		s, o := math.Sincos((float64(i) - float64(n-1)/2) * step)
		c.x, c.y = (r+c.r)*s, (r+c.r)*o
	}
}

// starts lists the first places to try for items in order of radius, largest
// first; last is the index of the ring of roles, or -1.
func starts(e *effort, d []disc, last, shuffles int) [][]disc {
	n := len(d)
	down := make([]int, n)
	for i := range down {
		down[i] = i
	}
	// mixed alternates large and small.
	mixed := make([]int, 0, n)
	for i, j := 0, n-1; i <= j; i, j = i+1, j-1 {
		mixed = append(mixed, i)
		if i < j {
			mixed = append(mixed, j)
		}
	}
	first := func(o []int, k int) []int {
		w := append(make([]int, 0, n), k)
		for _, v := range o {
			if v != k {
				w = append(w, v)
			}
		}
		return w
	}
	front := func(w []disc) { chain(e, w) }
	solid := func(w []disc) { around(w, false) }
	hollow := func(w []disc) { around(w, true) }
	out := [][]disc{
		inOrder(d, down, front),
		inOrder(d, down, solid),
		inOrder(d, first(mixed, 0), solid),
		inOrder(d, down, spiral),
	}
	if n <= 8 {
		out = append(out, inOrder(d, down, hollow), inOrder(d, mixed, hollow))
	}
	if last >= 0 {
		out = append(out,
			inOrder(d, first(down, last), solid),
			inOrder(d, first(mixed, last), solid),
			inOrder(d, first(down, last), front))
	}
	r := rng(n)
	for i := range shuffles {
		o := append([]int(nil), down...)
		r.shuffle(n, func(i, j int) { o[i], o[j] = o[j], o[i] })
		switch i % 3 {
		case 0:
			out = append(out, inOrder(d, o, front))
		case 1:
			out = append(out, inOrder(d, o, solid))
		default:
			out = append(out, inOrder(d, o, spiral))
		}
	}
	return out
}
