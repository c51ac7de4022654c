package circlepack

import (
	"encoding/binary"
	"math"
	"slices"
)

// task is what a group's places depend on and nothing else.
type task struct {
	radii []float64 // of the circles inside, largest first
	roles int
	pct   int // title band in per cent of the radius
	depth int // 0, 1 or 2 for all below: how much effort it is worth
	loose bool
	quick bool // one start without leaps: about how large the circle must be

	levels int     // of circles inside, which make margins thin where there are many
	effort *effort // counts what finding the places takes; no part of the key
}

// group is the answer: places relative to the centre of the circle.
type group struct {
	r     float64
	subs  []point // as task.radii
	seats []point // inner rings first
}

func (g *group) weight() int { return len(g.subs) + len(g.seats) + 4 }

// key writes runs of equal radii as one, so it stays short.
func (t task) key() string {
	b := binary.AppendUvarint(nil, uint64(t.pct*4+t.depth))
	b = binary.AppendUvarint(b, uint64(max(t.levels, highest)-highest))
	b = binary.AppendUvarint(b, uint64(t.roles))
	for i := 0; i < len(t.radii); {
		j := i
		for j < len(t.radii) && t.radii[j] == t.radii[i] {
			j++
		}
		b = binary.AppendUvarint(b, uint64(j-i))
		b = binary.LittleEndian.AppendUint64(b, math.Float64bits(t.radii[i]))
		i = j
	}
	return string(b)
}

func (t task) share() float64 { return float64(t.pct) / 100 }

func (t task) circles() []disc {
	d := make([]disc, len(t.radii), len(t.radii)+t.roles+1)
	for i, r := range t.radii {
		d[i].r = r + padBy(r, thin(t.levels))
	}
	return d
}

func (t task) solve() *group {
	if len(t.radii) == 0 {
		if t.roles == 0 {
			return &group{r: minRadius}
		}
		d, _ := seats(t.roles)
		p := plan{d: d}
		angles := []float64{0}
		if !t.loose {
			angles = turns(d)
		}
		p.r, _ = t.fit(d, angles)
		return t.finish(p)
	}
	items := t.circles()
	one := t.roles > 0
	if one {
		_, outer := seats(t.roles)
		items = append(items, disc{r: outer})
	}
	if t.loose || len(items) == 1 {
		p := plan{d: items, one: one}
		order := make([]int, len(items))
		for i := range order {
			order[i] = i
		}
		slices.SortStableFunc(order, func(a, b int) int {
			return compare(items[b].r, items[a].r)
		})
		p.d = inOrder(items, order, func(w []disc) { chain(t.effort, w) })
		p.r, _ = t.fit(p.d, []float64{0})
		return t.finish(p)
	}
	plans := t.ringPlans(items)
	if one && len(t.radii)+t.roles <= 28 {
		plans = append(plans, t.freePlans()...)
	}
	best := plans[0]
	for _, p := range plans[1:] {
		if p.score < best.score*(1-1e-9) {
			best = p
		}
	}
	return t.finish(best)
}

func compare(a, b float64) int {
	switch {
	case a < b:
		return -1
	case a > b:
		return 1
	}
	return 0
}

// finish seats the roles and rounds the places.
func (t task) finish(p plan) *group {
	m := len(t.radii)
	r := snapUp(p.r)
	g := &group{r: r, subs: make([]point, m), seats: make([]point, 0, t.roles)}
	for i, c := range p.d[:m] {
		g.subs[i] = point{snap(c.x), snap(c.y)}
	}
	if !p.one {
		for _, c := range p.d[m:] {
			g.seats = append(g.seats, point{snap(c.x), snap(c.y)})
		}
		return g
	}
	hub := p.d[m]
	d, outer := seats(t.roles)
	f := t.widen(p.d, hub, outer, r, t.roles)
	for _, c := range d {
		g.seats = append(g.seats, point{snap(hub.x + f*c.x), snap(hub.y + f*c.y)})
	}
	return g
}

// widen is the factor by which a ring of roles may grow into the free space
// around it.
func (t task) widen(d []disc, hub disc, outer, r float64, roles int) float64 {
	if roles < 2 {
		return 1
	}
	free := newRoom(r, t.share()).gap(disc{hub.x, hub.y, 0}) - t.wall(r)
	for _, c := range d[:len(d)-1] {
		free = min(free, math.Hypot(c.x-hub.x, c.y-hub.y)-c.r)
	}
	return 1 + min(max(0, 0.6*((free-seat)/(outer-seat)-1)), 0.35)
}
