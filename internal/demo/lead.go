package demo

import (
	"slices"

	"orpheus/org"
)

// leader returns who takes something on in a circle: who has the energy for it and
// not too much else; nil for nobody.
func (r *region) leader(c org.CircleID, not org.PersonID) *person {
	list := r.around(c)
	if r.chance(0.16) && r.today() > 350 { // across the borders
		list = r.people
	}
	day, sum := r.today(), 0.0
	weights := make([]float64, len(list))
	for i, p := range list {
		if !r.there(p) || p.guest || p.pid == not {
			continue
		}
		w := p.energy
		if day < p.wakes {
			w *= 0.07
		}
		if p.boss > 0 {
			w *= 0.5
		}
		if r.mandate(p.pid, c) == 0 {
			w *= 0.14
		}
		live := r.leading(p.pid)
		w /= 1 + 0.5*float64(live*live)
		weights[i] = w
		sum += w
	}
	at := r.rng.Float64() * sum
	for i, w := range weights {
		if at -= w; w > 0 && at < 0 {
			return list[i]
		}
	}
	return nil
}

// trusted returns whom a formal leader asks: often the same few.
func (r *region) trusted(c org.CircleID, not org.PersonID) org.PersonID {
	best, most := org.PersonID(0), 0.0
	for _, p := range r.around(c) {
		if p.guest || p.pid == not || !r.there(p) {
			continue
		}
		score := p.energy * (0.6 + 0.8*r.rng.Float64()) / (1 + 0.3*float64(r.leading(p.pid)))
		if p.boss > 0 {
			score *= 0.7
		}
		if score > most {
			best, most = p.pid, score
		}
	}
	return best
}

// bossOf returns somebody with formal authority over a circle, and the role that
// gives it; nil for nobody.
func (r *region) bossOf(c org.CircleID) (*person, org.RoleID) {
	var list []*person
	sum := 0.0
	for _, p := range r.people {
		if p.boss > 0 && r.there(p) && r.draft.HasAuthority(p.pid, c) {
			list = append(list, p)
			sum += r.weight(p)
		}
	}
	at := r.rng.Float64() * sum
	for _, p := range list {
		if at -= r.weight(p); at < 0 {
			for _, id := range r.seats(p.pid) {
				if role := r.draft.Seat(id).Role; r.draft.Role(role).Formal && r.draft.Within(c, r.draft.Role(role).Circle) {
					return p, role
				}
			}
		}
	}
	return nil, 0
}

// weight is how much of the work from above falls to somebody: in a hard quarter
// most of it to two.
func (r *region) weight(p *person) float64 {
	if hard(r.today()) {
		return p.boss * p.boss * p.boss
	}
	return p.boss
}

// planned returns a planned end: long for those who lead by position.
func (r *region) planned(from org.Time, boss bool) org.Time {
	days := pick(r.sim, []int{30, 42, 60, 60, 75, 75, 90, 100})
	if boss {
		days = r.between(70, 190)
	}
	return r.due(r.day(from) + days)
}

// led lives through a piece of work that somebody leads now.
func (r *region) led(id org.InitiativeID, t *thread) {
	work := r.draft.Initiative(id)
	lead := work.Leads[len(work.Leads)-1]
	first := work.LastStep == 0
	r.of[id] = t
	for range r.between(1, 6) {
		r.plan(r.later(r.between(1, 24)), func() { r.joins(id) })
	}
	r.plan(r.later(r.between(0, 4)), func() {
		text := org.Write(t.step)
		if !first {
			text = r.one("steps")
		}
		r.step(id, text)
	})
	for range r.between(0, 4) {
		r.plan(r.later(r.between(3, 50)), func() { r.notes(id) })
	}
	if r.chance(0.14) && r.today() > 250 {
		r.plan(r.later(r.between(5, 20)), func() { r.shares(id) })
	}
	if r.chance(0.04) {
		r.plan(r.later(r.between(5, 20)), func() { r.corrects(lead) })
	}
	if !r.steady[lead] {
		r.ending(lead)
	}
}

// ending decides, some days before the planned end, how a lead goes on.
func (r *region) ending(lead org.LeadID) {
	day := r.day(r.draft.Lead(lead).Planned) - r.between(1, 9)
	if r.chance(0.3) { // some are quicker than planned
		day -= r.between(5, 25)
	}
	r.plan(max(r.busy(day), r.later(2)), func() { r.ends(lead) })
}

func (r *region) ends(lead org.LeadID) {
	l := r.draft.Lead(lead)
	if l.Until != 0 || r.steady[lead] {
		return
	}
	work := r.draft.Initiative(l.Initiative)
	x, day := r.rng.Float64(), r.today()
	switch t := r.of[l.Initiative]; {
	case t.month != 0: // it has a date
		x = 0
	case hard(day) && r.byPID[l.Person].boss == 0:
		x = 0.70 + 0.30*x // much is laid down, or left to run out
	}
	switch {
	case x < 0.60:
		r.concludes(lead)
	case x < 0.73 && !hard(day):
		if r.do(l.Person, &org.ExtendLead{Lead: lead, Until: r.planned(max(r.now, l.Planned), false)}) {
			r.ending(lead)
		}
	case x < 0.84:
		to := r.leader(work.Circle, l.Person)
		if to == nil {
			return
		}
		act := &org.HandOverLead{Lead: lead, To: to.pid, Word: r.one("handovers")}
		if r.do(l.Person, act) {
			r.plan(r.later(r.between(1, 9)), func() { r.replies(act.Offer, r.of[l.Initiative]) })
		}
	case x < 0.93:
		r.do(l.Person, &org.LayDownLead{Lead: lead, Why: r.one("whys")})
	default: // nobody thinks of it: the clock ends it
	}
}

// concludes ends a piece of work with what came of it.
func (r *region) concludes(lead org.LeadID) {
	l := r.draft.Lead(lead)
	t := r.of[l.Initiative]
	act := &org.ConcludeInitiative{Initiative: l.Initiative, Outcome: org.Write(t.outcome)}
	if r.chance(0.09) || hard(r.today()) && r.chance(0.4) {
		act.Stopped, act.Outcome = true, r.one("stopped")
	}
	if act.Stopped || r.chance(0.45) {
		act.Learned = r.one("learned")
	}
	r.do(l.Person, act)
}

// joins has somebody take part, who may lead something sooner for it.
func (r *region) joins(id org.InitiativeID) {
	work := r.draft.Initiative(id)
	if !work.Live() {
		return
	}
	who := r.someone(work.Circle)
	if r.chance(0.25) {
		if p := pick(r.sim, r.people); r.there(p) && !p.guest {
			who = p.pid
		}
	}
	if who == 0 || slices.Contains(work.Joined, who) || !r.do(who, &org.JoinInitiative{Initiative: id}) {
		return
	}
	if p := r.byPID[who]; p != nil {
		p.wakes -= 25
	}
	if r.chance(0.06) {
		r.plan(r.later(r.between(6, 40)), func() {
			if r.draft.Initiative(id).Live() {
				r.do(who, &org.LeaveInitiative{Initiative: id})
			}
		})
	}
}

// finish has whoever leads tick off what was still to do, before something else is.
func (r *region) finish(id org.InitiativeID) {
	open, _ := r.draft.Steps(id)
	for _, st := range open {
		r.do(r.draft.Lead(r.draft.Initiative(id).Leads[0]).Person, &org.FinishStep{Step: st})
	}
}

// step says what comes next; most steps get done, some long after they were due.
func (r *region) step(id org.InitiativeID, text org.Prose) {
	work := r.draft.Initiative(id)
	if !work.Live() || len(work.Leads) == 0 {
		return
	}
	who := r.draft.Lead(work.Leads[0]).Person
	act := &org.SetStep{Initiative: id, Text: text}
	due := r.between(5, 24)
	if !r.chance(0.15) {
		act.Due = max(r.due(r.day(r.now)+due), r.now+org.Day)
	}
	r.finish(id)
	if !r.do(who, act) || r.chance(0.14) {
		return
	}
	r.plan(r.later(max(1, due+r.between(-4, 7))), func() {
		work := r.draft.Initiative(id)
		if !work.Live() || len(work.Leads) == 0 {
			return
		}
		if r.do(r.draft.Lead(work.Leads[0]).Person, &org.FinishStep{Step: act.Step}) && r.chance(0.5) {
			r.plan(r.later(r.between(0, 6)), func() { r.step(id, r.one("steps")) })
		}
	})
}

// notes has somebody write in the open log.
func (r *region) notes(id org.InitiativeID) {
	work := r.draft.Initiative(id)
	if !work.Live() {
		return
	}
	var who []org.PersonID
	for _, l := range work.Leads {
		who = append(who, r.draft.Lead(l).Person, r.draft.Lead(l).Person)
	}
	if by := pick(r.sim, append(who, work.Joined...)); by != 0 {
		r.do(by, &org.NoteInitiative{Initiative: id, Text: r.one("notes")})
	}
}
