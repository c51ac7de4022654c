package demo

import (
	"orpheus/org"
)

// weekly looks at what lies open: roles without anybody, tensions and work that
// nobody leads, seats held for long.
func (r *region) weekly(week int) {
	day := r.offset + week*7
	if day >= r.days() {
		return
	}
	for _, c := range outline() {
		for _, role := range c.roles {
			r.vacancy(role)
		}
		if id := r.circle(c.key); id != 0 {
			r.lies(id)
		}
	}
	r.lies(r.circles["heat"])
	if r.today() > 120 {
		for n := 1.3 * r.share; n > 0 && r.chance(min(n, 1)); n-- {
			r.plan(r.busy(day+r.between(0, 5)), r.changes)
		}
		if r.chance(0.28) {
			r.plan(r.busy(day+r.between(0, 5)), r.keeps)
		}
		if r.chance(0.12) {
			r.plan(r.busy(day+r.between(0, 5)), r.seatOrigin)
		}
	}
	r.plan(r.at(r.date(day+7), 6*60), func() { r.weekly(week + 1) })
}

// vacancy has somebody take a role that nobody holds.
func (r *region) vacancy(role *rolePlan) {
	id := r.roles[role.id()]
	if id == 0 || !r.draft.Role(id).Live() || len(r.draft.Role(id).Seats) > 0 || r.empty[id] {
		delete(r.asked, id)
		return
	}
	if r.draft.Role(id).Formal {
		return
	}
	if _, waiting := r.asked[id]; !waiting {
		r.asked[id] = r.today()
		return
	}
	if !r.chance(0.55) || r.draft.Circle(r.draft.Role(id).Circle) == nil {
		return
	}
	r.plan(r.later(r.between(0, 5)), func() {
		c := r.draft.Role(id).Circle
		p := r.seatless(c)
		if last := r.draft.Role(id).LastSeat; last != 0 && r.chance(0.5) { // again, after a term
			if t := r.draft.Seat(last); t.Term != 0 && t.Until == t.Term && r.there(r.byPID[t.Person]) {
				p = t.Person
			}
		}
		if p == 0 || !r.draft.Role(id).Live() || len(r.draft.Role(id).Seats) > 0 {
			return
		}
		by := r.someone(c, p)
		if boss, _ := r.bossOf(c); boss != nil && boss.pid != p && !r.chance(month(openness, r.today())) {
			by = boss.pid
		} else if r.chance(0.7) {
			by = 0
		}
		if by == 0 {
			r.do(p, &org.TakeSeat{Role: id})
			return
		}
		r.do(by, &org.FillSeat{Role: id, Person: p})
	})
}

// lies sees to what lies open in a circle.
func (r *region) lies(c org.CircleID) {
	if c == 0 || !r.draft.Circle(c).Live() {
		return
	}
	for _, id := range r.draft.Circle(c).Tensions {
		t := r.draft.Tension(id)
		if age := r.day(r.now) - r.day(t.Raised); r.of[id] != nil && age > 25 && !r.ledTension(id) && r.chance(0.2) {
			r.plan(r.later(r.between(0, 6)), func() { r.taken(id) })
		}
	}
	for _, id := range r.draft.Circle(c).Initiatives {
		i := r.draft.Initiative(id)
		if t := r.of[id]; t != nil && t.month != 0 && r.now-i.Started > 100*org.Day {
			continue
		}
		if len(i.Leads) > 0 || len(i.Offers) > 0 || !r.chance(0.5*month(openness, r.today())) {
			continue
		}
		r.plan(r.later(r.between(0, 6)), func() {
			if i := r.draft.Initiative(id); !i.Live() || len(i.Leads) > 0 {
				return
			}
			if p := r.leader(c, 0); p != nil {
				act := &org.TakeLead{Initiative: id, Until: r.planned(r.now, false)}
				if r.do(p.pid, act) {
					r.led(id, r.of[id])
				}
			}
		})
	}
}

// changes has somebody give up a role: to a colleague, or so that it is open.
func (r *region) changes() {
	p := pick(r.sim, r.people)
	if !r.there(p) || p.guest {
		return
	}
	id := pick(r.sim, r.seats(p.pid))
	if id == 0 {
		return
	}
	t := r.draft.Seat(id)
	role := r.draft.Role(t.Role)
	late := r.day(r.now) > r.days()-21
	if role.Formal || r.now-t.Since < 170*org.Day || r.kept(t.Role) {
		return
	}
	if next := r.seatless(role.Circle, p.pid); next != 0 && (late || r.chance(0.45)) && r.draft.HoldsRole(next, t.Role) == 0 && r.draft.Belongs(p.pid, role.Circle) {
		if role.Places == 0 && r.do(p.pid, &org.FillSeat{Role: t.Role, Person: next}) {
			r.do(p.pid, &org.LeaveSeat{Seat: id})
		}
		return
	}
	if !late {
		r.do(p.pid, &org.LeaveSeat{Seat: id})
	}
}

// kept reports whether the scenes need who holds a role.
func (r *region) kept(id org.RoleID) bool {
	for _, name := range []string{"oost.tfamily", "oost.tlink", "night.nkeys", "home.wound", "home.medication", "planning.headops", "roster.rosnorth", "wheels.bicycles", "linde.director", "support.coach"} {
		if r.roles[name] == id {
			return true
		}
	}
	return r.empty[id]
}

// keeps has somebody write down what something taught.
func (r *region) keeps() {
	if p := pick(r.sim, r.people); r.there(p) && !p.guest {
		if c := r.circle(r.worksIn(p)); c != 0 {
			r.do(p.pid, &org.KeepLearning{Circle: c, Text: r.one("learned")})
		}
	}
}

// seatOrigin sets right how somebody came to a role.
func (r *region) seatOrigin() {
	p := pick(r.sim, r.people)
	if !r.there(p) {
		return
	}
	id := pick(r.sim, r.seats(p.pid))
	if id == 0 {
		return
	}
	t := r.draft.Seat(id)
	if to := map[org.Origin]org.Origin{org.SelfStarted: org.Invited, org.AnsweredCall: org.Invited, org.Invited: org.AnsweredCall}[t.Origin.Found]; to != org.Unknown && t.Origin.Set == org.Unknown {
		r.do(p.pid, &org.CorrectSeatOrigin{Seat: id, Origin: to})
	}
}
