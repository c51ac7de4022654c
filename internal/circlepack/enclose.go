package circlepack

import "math"

// Smallest enclosing circles. Both problems here are of LP type: the answer is
// fixed by at most dim of the discs, its basis. The loop below adds discs to
// the basis until all are covered (Matoušek, Sharir and Welzl, 1996), moving
// the disc that broke it to the front (Welzl, 1991).

// basis is up to three discs that fix a wall.
type basis struct {
	d [3]disc
	n int
}

// small gives the smallest wall through all discs of a candidate basis.
type small interface {
	wall(b basis) (disc, bool)
	dim() int
}

func covers(e, c disc) bool {
	t := e.r - c.r + 1e-9*(1+e.r)
	return t >= 0 && sq(e.x-c.x)+sq(e.y-c.y) <= t*t
}

// minimal returns the smallest wall; ok is false if rounding got in the way.
// It changes the order of w.
func minimal[S small](w []disc, s S) (e disc, ok bool) {
	if len(w) > 40 {
		r := rng(len(w))
		r.shuffle(len(w), func(i, j int) { w[i], w[j] = w[j], w[i] })
	}
	var b basis
	e.r = -1
	for i, rounds := 0, 0; i < len(w); {
		if covers(e, w[i]) {
			i++
			continue
		}
		if rounds++; rounds > 50+8*len(w) {
			return e, false
		}
		p := w[i]
		if e, b, ok = extend(b, p, s); !ok {
			return e, false
		}
		copy(w[1:i+1], w[:i])
		w[0] = p
		i = 0
	}
	return e, true
}

// extend finds the basis of the discs in b and p, which p must be part of.
func extend[S small](b basis, p disc, s S) (best disc, with basis, ok bool) {
	best.r = math.Inf(1)
	try := func(c basis) {
		e, fine := s.wall(c)
		if !fine || e.r >= best.r || !covers(e, p) {
			return
		}
		for i := range b.n {
			if !covers(e, b.d[i]) {
				return
			}
		}
		best, with, ok = e, c, true
	}
	try(basis{[3]disc{p}, 1})
	for i := 0; i < b.n && s.dim() > 1; i++ {
		try(basis{[3]disc{p, b.d[i]}, 2})
	}
	for i := 0; i < b.n && s.dim() > 2; i++ {
		for j := range i {
			try(basis{[3]disc{p, b.d[i], b.d[j]}, 3})
		}
	}
	return best, with, ok
}

// enclose returns the smallest circle around all discs.
func enclose(d []disc) disc {
	var buf [40]disc
	e, ok := minimal(append(buf[:0], d...), inside{})
	if !ok && len(d) > 0 {
		e = disc{}
		for _, c := range d {
			e.x += c.x / float64(len(d))
			e.y += c.y / float64(len(d))
		}
	}
	e.r = 0
	for _, c := range d {
		e.r = max(e.r, math.Hypot(c.x-e.x, c.y-e.y)+c.r)
	}
	return e
}

// inside is the wall that one, two or three discs touch from inside.
type inside struct{}

func (inside) dim() int { return 3 }

func (inside) wall(c basis) (disc, bool) {
	b := c.d
	switch c.n {
	case 1:
		return b[0], true
	case 2:
		dx, dy := b[1].x-b[0].x, b[1].y-b[0].y
		l := math.Hypot(dx, dy)
		r := (l + b[0].r + b[1].r) / 2
		if l == 0 || r < b[0].r || r < b[1].r {
			return disc{}, false
		}
		t := (r - b[0].r) / l
		return disc{b[0].x + t*dx, b[0].y + t*dy, r}, true
	}
	// Differences of the three conditions are linear: x and y follow from r.
	// Coordinates are taken from the first disc, for the sake of precision.
	o := b[0]
	x1, y1, x2, y2 := b[1].x-o.x, b[1].y-o.y, b[2].x-o.x, b[2].y-o.y
	det := 2 * (x1*y2 - x2*y1)
	if math.Abs(det) < 1e-12*(1+sq(o.r)) {
		return disc{}, false
	}
	k1 := x1*x1 + y1*y1 + o.r*o.r - b[1].r*b[1].r
	k2 := x2*x2 + y2*y2 + o.r*o.r - b[2].r*b[2].r
	m1, m2 := 2*(b[1].r-o.r), 2*(b[2].r-o.r)
	ax, bx := (k1*y2-k2*y1)/det, (m1*y2-m2*y1)/det
	ay, by := (x1*k2-x2*k1)/det, (x1*m2-x2*m1)/det
	return smaller(bx*bx+by*by-1, ax*bx+ay*by+o.r, ax*ax+ay*ay-o.r*o.r,
		max(b[0].r, b[1].r, b[2].r), func(r float64) disc {
			return disc{o.x + ax + bx*r, o.y + ay + by*r, r}
		})
}

// smaller solves a·r² + 2b·r + c = 0 for the least r that is not under low.
func smaller(a, b, c, low float64, at func(r float64) disc) (disc, bool) {
	low -= 1e-9 * (1 + low)
	if math.Abs(a) < 1e-12 {
		if r := -c / (2 * b); b != 0 && r >= low {
			return at(r), true
		}
		return disc{}, false
	}
	q := b*b - a*c
	if q < 0 {
		return disc{}, false
	}
	q = math.Sqrt(q)
	r1, r2 := (-b-q)/a, (-b+q)/a
	if r1 > r2 {
		r1, r2 = r2, r1
	}
	if r1 >= low {
		return at(r1), true
	}
	return at(r2), r2 >= low
}

// encloseBand returns the smallest circle around all discs of which the top
// band, share times its radius high, stays free. e is their smallest circle.
func encloseBand(d []disc, e disc, share float64) disc {
	if share <= 0 || len(d) == 0 {
		return e
	}
	k, top := 1-share, math.Inf(1)
	for _, c := range d {
		top = min(top, c.y-c.r)
	}
	if e.y <= top+k*e.r {
		return e
	}
	// The band touches the topmost disc now, so y follows from r and two
	// discs are enough to fix the rest.
	var buf [40]disc
	b, ok := minimal(append(buf[:0], d...), below{k, top})
	if !ok {
		b = disc{e.x, e.y - e.r*share/(2-share), 0}
	}
	b.r = max((b.y-top)/k, 0)
	for _, c := range d {
		b.r = max(b.r, math.Hypot(c.x-b.x, c.y-b.y)+c.r)
	}
	return b
}

// below is the wall that one or two discs touch from inside and whose centre
// lies k times its radius under top.
type below struct{ k, top float64 }

func (below) dim() int { return 2 }

func (s below) wall(cs basis) (disc, bool) {
	k, top, b := s.k, s.top, cs.d
	o := b[0]
	a := o.y - top
	if cs.n == 1 {
		r := (a + o.r) / (1 + k)
		return disc{o.x, top + k*r, r}, true
	}
	p := b[1]
	c, dx := p.y-top, p.x-o.x
	if math.Abs(dx) < 1e-9*(1+o.r+p.r) {
		return disc{}, false
	}
	// x, from o, is u + v·r.
	u := (dx*dx + c*c - a*a + o.r*o.r - p.r*p.r) / (2 * dx)
	v := (k*(a-c) + p.r - o.r) / dx
	return smaller(v*v+k*k-1, u*v-k*a+o.r, u*u+a*a-o.r*o.r, max(o.r, p.r), func(r float64) disc {
		return disc{o.x + u + v*r, top + k*r, r}
	})
}
