package circlepack

import "math"

// Warm start: a circle that was on the previous map keeps its children where
// they were, as far as the picture stays good.

const (
	holdWorse   = 1.05 // children stay put while the circle is at most so much larger than it could be
	pressWorse  = 1.08 // and after a squeeze from where they are
	steadyWorse = 1.04 // or while it is filled about as well as before
	fewSeats    = 40   // so many roles on their own share out their rings anew
)

// before is the place of child c of w on the previous map, from the centre of
// w there; ok is false if c was not in w.
func (b *builder) before(w, c *work) (p point, ok bool) {
	if w.old < 0 || c.old < 0 || b.prev[c.old].Parent != w.old {
		return point{}, false
	}
	was, in := b.prev[c.old], b.prev[w.old]
	return point{snap(was.X - in.X), snap(was.Y - in.Y)}, true
}

// keep copies the places of a circle in which nothing has changed.
func (b *builder) keep(w *work) bool {
	if w.old < 0 || b.prev[w.old].Leaf || b.kids[w.old] != len(w.kids) {
		return false
	}
	in := b.prev[w.old]
	if math.Abs(in.Band-float64(w.pct)/100*in.R) > 1e-6 || snapUp(in.R) != in.R {
		return false
	}
	for _, c := range w.kids {
		if _, ok := b.before(w, c); !ok || b.prev[c.old].R != c.r {
			return false
		}
	}
	d := make([]disc, len(w.kids))
	space := newRoom(in.R, float64(w.pct)/100)
	for i, c := range w.kids {
		p, _ := b.before(w, c)
		d[i] = disc{p.x, p.y, c.r}
		if c.at = p; space.gap(d[i]) < 0 {
			return false
		}
	}
	w.r = in.R
	for i := range d { // a margin that no packing goes under
		d[i].r += 0.2
	}
	ok := true
	eachNear(d, func(i, j int) { ok = ok && !overlap(d[i], d[j]) })
	return ok
}

// warm places the children of w near to where they were. How good that is
// shows beside a quick packing without a past; the full one is made only when
// it is needed.
func (b *builder) warm(w *work, t task) {
	if len(w.subs) == 0 && len(w.roles) <= fewSeats {
		b.reseat(w, t, b.solve(t))
		return
	}
	if b.p.renew || !b.p.steady && b.mostlyNew(w) {
		b.turnTo(w, t, b.solve(t))
		return
	}
	t.effort = effortFor(len(w.kids))
	defer func() { b.steps.Add(int64(t.effort.done)) }()
	h := b.hold(w, t)
	if b.p.steady {
		if h.looser() > steadyWorse {
			h.tighten()
		}
		h.apply()
		return
	}
	quick := t
	quick.quick = true
	could := b.solveNow(quick).r
	if h.r > could*holdWorse {
		h.tighten()
		if h.r > could*pressWorse {
			if g := b.solve(t); h.r > g.r*pressWorse {
				b.turnTo(w, t, g)
				return
			}
		}
	}
	h.apply()
}

// mostlyNew tells whether too few children were there before for the old
// picture to be worth keeping.
func (b *builder) mostlyNew(w *work) bool {
	known := 0
	for _, c := range w.kids {
		if _, ok := b.before(w, c); ok {
			known++
		}
	}
	return 2*known < len(w.kids) || len(w.kids)-known > 100
}

// pasts lists the previous places of the children, and which there are.
func (b *builder) pasts(w *work, kids []*work) (at []point, known []bool) {
	at, known = make([]point, len(kids)), make([]bool, len(kids))
	for i, c := range kids {
		at[i], known[i] = b.before(w, c)
	}
	return at, known
}

// reseat shares out the rings of a circle of roles so that the roles that
// were there move least. Neighbours stay neighbours.
func (b *builder) reseat(w *work, t task, g *group) {
	at, known := b.pasts(w, w.roles)
	base, _ := seats(t.roles)
	fit1 := func(a float64) ([]disc, float64) {
		d := append([]disc(nil), base...)
		r, _ := t.fit(d, []float64{a})
		return d, snapUp(r)
	}
	middle := point{0, b.prev[w.old].Band / 2}
	angles := append(bearings(base, at, known, middle), turns(base)...)
	var best []disc
	least := math.Inf(1)
	for _, a := range angles {
		d, r := fit1(a)
		if v := drift(d, at, known)/r + 2*(r/g.r-1); v < least-1e-9 {
			least, best, w.r = v, d, r
		}
	}
	if best == nil {
		best, w.r = fit1(0)
	}
	sit(w.roles, at, known, best)
}

// bearings are the turns that bring some seat in line with some role's
// previous place, seen from the middle.
func bearings(base []disc, at []point, known []bool, middle point) []float64 {
	var a []float64
	roles := 0
	for i := range at {
		if !known[i] || roles == 3 {
			continue
		}
		roles++
		to := math.Atan2(at[i].y-middle.y, at[i].x-middle.x)
		for _, s := range base {
			if s.x != 0 || s.y != 0 {
				a = append(a, to-math.Atan2(s.y, s.x))
			}
		}
	}
	return a
}

// drift is about how far those known have to move to sit on d.
func drift(d []disc, at []point, known []bool) float64 {
	sum, n := 0.0, 0
	for i, p := range at {
		if !known[i] {
			continue
		}
		least := math.Inf(1)
		for _, s := range d {
			least = min(least, sq(s.x-p.x)+sq(s.y-p.y))
		}
		sum += least
		n++
	}
	if n == 0 {
		return 0
	}
	return math.Sqrt(sum / float64(n))
}

// sit gives each role its seat on d, near to where it was.
func sit(roles []*work, at []point, known []bool, d []disc) {
	for i, j := range match(len(roles), func(i, j int) float64 {
		if !known[i] {
			return 1e12 // takes what the others leave
		}
		return sq(d[j].x-at[i].x) + sq(d[j].y-at[i].y)
	}) {
		roles[i].at = point{snap(d[j].x), snap(d[j].y)}
	}
}
