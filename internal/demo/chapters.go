package demo

import (
	"slices"
	"time"

	"orpheus/org"
)

// Days of the story at which something changes for the whole.
const (
	noApprovals = 430 // management stops approving plans
	crisis      = 480 // a hard quarter begins
	vaartCloses = 520
	recovery    = 588 // it is over
	elections   = 612 // teams choose their own links, the director becomes a coach
)

// chapters lays out how De Linde itself changes.
func (r *region) chapters() {
	for _, p := range r.people {
		r.comings(p)
	}
	for _, c := range outline() {
		if !r.o.Size.keeps(c.key) {
			continue
		}
		if c.from > 0 {
			r.chapter(c.from, func() { r.opens(c) })
		}
		for _, role := range c.roles {
			if role.from > c.from {
				r.chapter(role.from, func() { r.creates(role) })
			}
			if role.to > 0 {
				r.chapter(role.to, func() { r.retires(role.id()) })
			}
			if role.vacant {
				r.chapter(r.days()-r.between(66, 150), func() { r.empties(role) })
			}
		}
	}
	r.turns()
	r.frames()
	r.heat()
	r.strengths()
}

// chapter has something happen on a day of this region's story.
func (r *region) chapter(day int, f func()) { r.plan(r.busy(r.on(day)), f) }

// comings has somebody come and go.
func (r *region) comings(p *person) {
	if p.from > 0 {
		r.chapter(p.from, func() { r.arrives(p) })
	}
	if p.to > 0 {
		r.chapter(p.to, func() { r.do(r.pid("tine"), &org.LeavePerson{Person: p.pid}) })
	}
}

// arrives has somebody begin: a member by whoever does that, a guest by somebody of
// the circle they come to.
func (r *region) arrives(p *person) {
	by, c := r.pid("tine"), r.circle(p.home)
	if p.guest {
		if !r.o.Size.keeps(p.home) {
			return
		}
		if c == 0 || r.shaper(c) == 0 {
			r.plan(r.later(3), func() { r.arrives(p) })
			return
		}
		by = r.shaper(c)
	}
	r.comes(p, by)
	switch {
	case p.guest:
		r.do(by, &org.JoinCircle{Circle: c, Person: p.pid})
	case r.top != org.Root:
		r.do(by, &org.JoinCircle{Circle: r.top, Person: p.pid})
	}
	if !p.guest {
		r.plan(r.later(1), func() { r.settle(p) })
	}
	r.plan(r.later(r.between(5, 30)), func() { r.takesOwn(p) })
}

// takesOwn gives somebody who came later the roles the outline has for them.
func (r *region) takesOwn(p *person) {
	for _, c := range outline() {
		for _, role := range c.roles {
			for _, h := range role.holders {
				if h == p.id && r.roles[role.id()] != 0 {
					r.holds(role, p)
				}
			}
		}
	}
}

// holds has somebody hold a role: by themselves, or because a colleague asks.
func (r *region) holds(role *rolePlan, p *person) {
	id := r.roles[role.id()]
	if id == 0 || !r.there(p) || !r.draft.Role(id).Live() || r.draft.HoldsRole(p.pid, id) != 0 || r.empty[id] {
		return
	}
	c := r.draft.Role(id).Circle
	if p.guest || len(r.draft.Role(id).Seats) > 0 || r.chance(0.3) {
		by := r.shaper(c)
		for _, plan := range outline() {
			if maker := r.byID[plan.by]; plan.key == role.circle && maker != nil && r.there(maker) && r.draft.Belongs(maker.pid, c) {
				by = maker.pid
			}
		}
		if by == 0 || by == p.pid {
			by = r.pid("els")
		}
		r.fill(role.id(), p.pid, by)
		return
	}
	r.do(p.pid, &org.TakeSeat{Role: id})
}

// opens forms a circle and its first roles, by somebody of the circle it serves.
func (r *region) opens(c *circlePlan) {
	by := r.pid(c.by)
	for _, parent := range c.parents {
		id := r.circle(parent)
		if id == 0 { // not there yet
			r.plan(r.later(3), func() { r.opens(c) })
			return
		}
		if !r.draft.Belongs(by, id) {
			r.do(by, &org.JoinCircle{Circle: id})
		}
	}
	if !r.form(c, by) {
		return
	}
	for _, role := range c.roles {
		if role.from == c.from && r.create(role, by) {
			for _, h := range role.holders {
				r.plan(r.later(r.between(0, 9)), func() {
					if p := r.byID[h]; p != nil {
						r.holds(role, p)
					}
				})
			}
		}
	}
	for _, p := range r.people {
		if p.home == c.key && !p.guest && r.there(p) {
			r.plan(r.later(r.between(1, 12)), func() { r.moves(p, c) })
		}
	}
}

// moves has somebody come over to a circle that was formed for them.
func (r *region) moves(p *person, c *circlePlan) {
	r.settle(p)
	if c.key != "zuid" || !r.there(p) {
		return
	}
	if old := r.circle("centrum"); old != 0 && r.joined(p.pid, old) {
		r.do(p.pid, &org.LeaveCircle{Circle: old})
	}
}

func (r *region) joined(p org.PersonID, c org.CircleID) bool {
	for _, id := range r.draft.Person(p).Circles {
		if id == c {
			return true
		}
	}
	return false
}

// creates makes a role in a circle that is there.
func (r *region) creates(role *rolePlan) {
	c := r.circle(role.circle)
	if c == 0 {
		return
	}
	by := r.shaper(c)
	for _, h := range role.holders {
		if p := r.byID[h]; p != nil && r.there(p) && !p.guest && r.draft.Belongs(p.pid, c) {
			by = p.pid
		}
	}
	if role.key == "coach" {
		by = r.pid("els")
	}
	if by == 0 || !r.create(role, by) {
		return
	}
	for _, h := range role.holders {
		r.plan(r.later(r.between(1, 9)), func() {
			if p := r.byID[h]; p != nil {
				r.holds(role, p)
			}
		})
	}
}

// retires ends a role.
func (r *region) retires(id string) {
	role := r.roles[id]
	if role == 0 || !r.draft.Role(role).Live() {
		return
	}
	r.do(r.shaper(r.draft.Role(role).Circle), &org.RetireRole{Role: role})
}

// empties leaves a role without anybody, for good.
func (r *region) empties(role *rolePlan) {
	id := r.roles[role.id()]
	if id == 0 || !r.draft.Role(id).Live() {
		return
	}
	r.empty[id] = true
	for _, t := range slices.Clone(r.draft.Role(id).Seats) {
		r.do(r.draft.Seat(t).Person, &org.LeaveSeat{Seat: t})
	}
}

// heat has a circle for the hot months each summer.
func (r *region) heat() {
	home := "home"
	for y := r.first.Year(); y <= r.last.Year(); y++ {
		from := time.Date(y, time.June, 3, 0, 0, 0, 0, r.calendar.place)
		to := time.Date(y, time.September, 9, 0, 0, 0, 0, r.calendar.place)
		if from.Before(r.date(r.offset + 40)) {
			continue
		}
		r.plan(r.busy(int(from.Sub(r.first).Hours()/24)), func() {
			by, parent := r.pid("precious"), r.circle(home)
			if parent == 0 {
				return
			}
			if !r.draft.Belongs(by, parent) {
				r.do(by, &org.JoinCircle{Circle: parent})
			}
			if old := r.circles["heat"]; old == 0 {
				text := r.text.circles["heat"]
				act := &org.FormCircle{Name: text.name, Purpose: text.purpose, Parents: []org.CircleID{parent}}
				if r.do(by, act) {
					r.names("heat", act.Circle)
				}
			} else if r.do(by, &org.RestoreCircle{Circle: old, Parents: []org.CircleID{parent}}) {
				r.do(by, &org.JoinCircle{Circle: old})
			}
			for range 4 {
				if p, c := r.someone(parent, by), r.circle("heat"); p != 0 && c != 0 && !r.joined(p, c) {
					r.do(p, &org.JoinCircle{Circle: c})
				}
			}
		})
		r.plan(r.busy(int(to.Sub(r.first).Hours()/24)), func() {
			if c := r.circle("heat"); c != 0 {
				r.windUp(c, r.draft.Circle(c).Parent())
				r.do(r.shaper(c), &org.CloseCircle{Circle: c})
			}
		})
	}
}

// windUp concludes the work in a circle that closes.
func (r *region) windUp(c, parent org.CircleID) {
	for _, i := range slices.Clone(r.draft.Circle(c).Initiatives) {
		work := r.draft.Initiative(i)
		if len(work.Leads) == 0 {
			r.do(r.shaper(c), &org.TakeLead{Initiative: i})
		}
		if leads := r.draft.Initiative(i).Leads; len(leads) > 0 {
			act := &org.ConcludeInitiative{Initiative: i, Outcome: r.one("stopped"), Stopped: true}
			if t := r.of[i]; t != nil && r.key(c) == "heat" {
				act.Outcome, act.Stopped = org.Write(t.outcome), false
			}
			r.do(r.draft.Lead(leads[0]).Person, act)
		}
	}
}
