package circlepack

import "math"

// held is a circle whose children stay where they were; new ones have taken
// the nearest free spot.
type held struct {
	b     *builder
	w     *work
	t     task
	d     []disc // circles, then the ring of roles as one or each role
	one   bool
	at    []point // previous places of the roles
	known []bool
	r     float64
}

func (b *builder) hold(w *work, t task) *held {
	h := &held{b: b, w: w, t: t, d: t.circles()}
	m := len(w.subs)
	at, known := b.pasts(w, w.subs)
	for i := range at {
		h.d[i].x, h.d[i].y = at[i].x, at[i].y
	}
	h.at, h.known = b.pasts(w, w.roles)
	if hub, ok := h.ring(known); ok {
		h.one = true
		h.d = append(h.d, hub)
		known = append(known, !math.IsNaN(hub.x))
	} else {
		for i, p := range h.at {
			h.d = append(h.d, disc{p.x, p.y, seat})
			known = append(known, h.known[i])
		}
	}
	h.place(known, m)
	press(t.effort, h.d, math.Inf(1), 100)
	loosen(t.effort, h.d)
	h.measure()
	return h
}

// ring tells whether the roles sit, or are to sit, in rings of their own, and
// where. With no place yet, hub.x is NaN.
func (h *held) ring(known []bool) (hub disc, ok bool) {
	k := len(h.w.roles)
	if k < 2 || len(h.w.subs) == 0 {
		return hub, false
	}
	_, outer := seats(k)
	var d []disc
	for i, p := range h.at {
		if h.known[i] {
			d = append(d, disc{p.x, p.y, seat})
		}
	}
	if len(d) == 0 {
		return disc{math.NaN(), math.NaN(), outer}, true
	}
	if len(d) == 1 && k > 2 {
		return hub, false
	}
	e := enclose(d)
	if e.r > outer*1.8 {
		return hub, false
	}
	for i, c := range h.d {
		if known[i] && math.Hypot(c.x-e.x, c.y-e.y) < h.b.prev[h.w.subs[i].old].R+e.r-0.1 {
			return hub, false
		}
	}
	return disc{e.x, e.y, outer}, true
}

// place finds a spot for those of h.d that have none, in order.
func (h *held) place(known []bool, m int) {
	in := h.b.prev[h.w.old]
	space := newRoom(in.R, h.t.share())
	g := &grid{d: h.d}
	for i := range h.d {
		if known[i] {
			g.add(i)
		}
	}
	for i := range h.d {
		if known[i] {
			continue
		}
		want := point{0, (space.r + space.top) / 2}
		c := h.w // the child that is new, if it is one
		switch {
		case i < m:
			c = h.w.subs[i]
		case !h.one:
			c = h.w.roles[i-m]
			if p, ok := average(h.at, h.known); ok {
				want = p
			}
		}
		if c != h.w && c.old >= 0 {
			// It came from elsewhere on the map: to the side it came from.
			was := h.b.prev[c.old]
			want = point{was.X - in.X, was.Y - in.Y}
			if l := math.Hypot(want.x, want.y); l > in.R {
				want.x, want.y = want.x*in.R/l, want.y*in.R/l
			}
		}
		h.d[i].x, h.d[i].y = spot(h.t.effort, g, h.d[i].r, want, space)
		g.add(i)
	}
}

func average(at []point, known []bool) (p point, ok bool) {
	n := 0.0
	for i, a := range at {
		if known[i] {
			p.x, p.y = p.x+a.x, p.y+a.y
			n++
		}
	}
	if n == 0 {
		return p, false
	}
	return point{p.x / n, p.y / n}, true
}

// spot finds a free place for a disc of radius r near to want, if it can be
// within space. Places are tried on a lattice around want, outwards, and where
// that is full, on rings ever further apart.
func spot(e *effort, g *grid, r float64, want point, space room) (x, y float64) {
	s := search{g: g, want: want, space: space, r: r, best: math.Inf(1), at: want}
	step := 0.6 * r
	k := 0
	for ; float64(k-1)*step < s.best && k < nearRings; k++ {
		for i := -k; i <= k; i++ {
			for j := -k; j <= k; j++ {
				if max(i, -i, j, -j) == k {
					s.try(float64(i)*step, float64(j)*step)
				}
			}
		}
	}
	for far := float64(k) * step; far < min(s.best, 4*space.r) && s.tries < farTries; far *= 1.08 {
		for _, d := range dir48 {
			s.try(far*d.x, far*d.y)
		}
	}
	e.spend(s.tries + s.steps)
	return s.at.x, s.at.y
}

const (
	nearRings = 40    // of the lattice
	farTries  = 20000 // places tried in all
)

var dir48 = directions(48)

// search is a look for a free place.
type search struct {
	g     *grid
	want  point
	space room
	r     float64
	best  float64 // how far the best place so far is, and how far out of the room
	at    point
	tries int
	steps int
}

func (s *search) try(dx, dy float64) {
	s.tries++
	c := disc{s.want.x + dx, s.want.y + dy, s.r}
	v := math.Hypot(dx, dy) + 4*max(0, -s.space.gap(c))
	if v >= s.best {
		return
	}
	was := s.g.steps
	if isFree(s.g, c) {
		s.best, s.at = v, point{c.x, c.y}
	}
	s.steps += s.g.steps - was
}

// isFree allows a slight overlap, which is pushed apart later.
func isFree(g *grid, c disc) bool {
	ok := true
	g.near(c.x, c.y, c.r, func(i int) {
		o := g.d[i]
		need := o.r + 0.85*c.r
		if ok && sq(o.x-c.x)+sq(o.y-c.y) < need*need {
			ok = false
		}
	})
	return ok
}

func (h *held) measure() {
	r, _ := h.t.fit(h.d, []float64{0})
	h.r = snapUp(r)
}

// looser is by how much the circle is wider for what is in it than it was.
func (h *held) looser() float64 {
	area := 0.0
	for _, c := range h.d {
		area += sq(c.r)
	}
	was := h.b.prev[h.w.old]
	return h.r / was.R * math.Sqrt(h.b.filled[h.w.old]/area)
}

// tighten squeezes the group from where it is.
func (h *held) tighten() {
	squeeze(h.t.effort, h.d, 0.04, 0.004)
	h.measure()
	if len(h.d) <= 60 {
		settle(h.t.effort, h.d, h.t.inside(h.r), 20)
	}
}

// apply writes the places back.
func (h *held) apply() {
	h.w.r = h.r
	m := len(h.w.subs)
	for i, s := range h.w.subs {
		s.at = point{snap(h.d[i].x), snap(h.d[i].y)}
	}
	if !h.one {
		for i, s := range h.w.roles {
			s.at = point{snap(h.d[m+i].x), snap(h.d[m+i].y)}
		}
		return
	}
	hub := h.d[m]
	base, outer := seats(len(h.w.roles))
	f := h.t.widen(h.d, hub, outer, h.r, len(base))
	for i := range base {
		base[i].x *= f
		base[i].y *= f
	}
	angles := []float64{0}
	if len(base) <= bigRing {
		angles = append(bearings(base, h.at, h.known, point{hub.x, hub.y}), 0)
	}
	least, best := math.Inf(1), base
	for _, a := range angles {
		d := append([]disc(nil), base...)
		turn(d, a)
		shift(d, hub.x, hub.y)
		if len(angles) == 1 {
			best = d
			break
		}
		if v := drift(d, h.at, h.known); v < least-1e-9 {
			least, best = v, d
		}
	}
	sit(h.w.roles, h.at, h.known, best)
}
