package circlepack

import (
	"math"
	"slices"
)

// plan is one way to arrange a group: its circles, then either one disc for
// the whole ring of roles or one disc for each role.
type plan struct {
	d     []disc
	one   bool // the last disc stands for all roles
	r     float64
	score float64
}

// ringPlans arranges the circles and the ring of roles as one disc.
func (t task) ringPlans(items []disc) []plan {
	last := -1
	if t.roles > 0 {
		last = len(items) - 1
	}
	shuffles := 0
	if len(items) <= 24 && !t.quick {
		shuffles = []int{9, 6, 2}[t.depth]
	}
	return t.best(starts(t.effort, items, last, shuffles), last >= 0)
}

// freePlans lets every role find its own place among the circles.
func (t task) freePlans() []plan {
	m := len(t.radii)
	items := t.circles()
	for range t.roles {
		items = append(items, disc{r: seat})
	}
	var all [][]disc
	w := slices.Clone(items)
	under(t.effort, w, m)
	all = append(all, w)
	w = slices.Clone(items)
	chain(t.effort, w)
	all = append(all, w)
	return t.best(all, false)
}

// best squeezes all starts a little, the most promising ones fully, and rates
// these.
func (t task) best(all [][]disc, one bool) []plan {
	n := len(all[0])
	keep, hops := t.care()
	if !one && t.roles > 0 {
		hops = 0 // leaps would scatter the roles
	}
	if n > 40 {
		keep, hops, all = 1, 0, all[:1]
	}
	plans := make([]plan, len(all))
	for i, d := range all {
		plans[i] = plan{d: d, one: one, r: squeeze(t.effort, d, 0.08, 0.03)}
	}
	slices.SortStableFunc(plans, func(a, b plan) int { return compare(a.r, b.r) })
	plans = plans[:min(keep, len(plans))]
	for i := range plans {
		p := &plans[i]
		p.r = squeeze(t.effort, p.d, 0.03, 0.004)
		p.r = hop(t.effort, p.d, p.r, hops)
		p.rate(t)
	}
	return plans
}

// care is how many starts are followed up and with how many leaps. The
// outer circles are few and seen most.
func (t task) care() (keep, hops int) {
	if t.quick {
		return 1, 0
	}
	switch t.depth {
	case 0:
		return 6, 40
	case 1:
		return 4, 10
	}
	return 2, 5
}

// rate fits and settles the plan and scores it: its radius, made worse for
// what does not please the eye.
func (p *plan) rate(t task) {
	uneven := 0.0
	p.r, uneven = t.fit(p.d, turns(p.d))
	p.r = snapUp(p.r)
	in := t.inside(p.r)
	if len(p.d) <= 60 {
		settle(t.effort, p.d, in, 30)
	}
	p.score = p.r * (1 + 0.06*uneven + 0.2*in.void(p.d))
	if p.one {
		hub := p.d[len(p.d)-1]
		p.score += 0.04 * math.Hypot(hub.x, hub.y-(in.r+in.top)/2)
	} else {
		p.score *= 1.03 + 0.04*float64(t.scatter(p.d))
	}
}

// inside is the part of a circle in which the padded children lie.
func (t task) inside(r float64) room {
	in := newRoom(r, t.share())
	in.r -= t.wall(r)
	in.top += t.wall(r)
	return in
}

// scatter counts how many separate clusters the roles form beyond the first.
func (t task) scatter(d []disc) int {
	d = d[len(t.radii):]
	if len(d) == 0 {
		return 0
	}
	seen := make([]bool, len(d))
	parts := 0
	var visit func(i int)
	visit = func(i int) {
		seen[i] = true
		for j := range d {
			if !seen[j] && math.Hypot(d[i].x-d[j].x, d[i].y-d[j].y) < 3*seat {
				visit(j)
			}
		}
	}
	for i := range d {
		if !seen[i] {
			parts++
			visit(i)
		}
	}
	return parts - 1
}
