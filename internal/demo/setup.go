package demo

import (
	"slices"
	"strings"

	"orpheus/org"
)

// regions is how many there are in a large De Linde.
const regions = 76

// found begins the organisation and lays out its story.
func (s *sim) found() {
	linde := s.text.circles["linde"]
	s.do(0, &org.FoundOrganisation{Slug: s.o.Slug, Name: linde.name, Lang: s.o.Lang, Zone: zone})
	s.do(0, &org.AmendCircle{Circle: org.Root, Purpose: &linde.purpose})
	n := 1
	if s.o.Size == Large {
		n = regions
	}
	for i := range n {
		r := s.region(i)
		start := s.now + org.Time(i)*600_000_000
		if i > 0 {
			start = max(start, s.at(s.date(r.offset), 8*60))
		}
		s.plan(start, r.begin)
	}
}

// begin writes down what there is on the first day: people, circles and roles.
// That is not anybody's act; who holds which role is decided in the weeks after.
func (r *region) begin() {
	r.top = org.Root
	if r.o.Size == Large {
		form := &org.FormCircle{Parents: []org.CircleID{org.Root}, Name: regionName(r.n), Purpose: r.text.circles["linde"].purpose}
		r.do(0, form)
		r.top = form.Circle
	}
	r.names("linde", r.top)
	for _, p := range r.people {
		if p.from == 0 {
			r.comes(p, 0)
			if r.top != org.Root {
				r.do(0, &org.JoinCircle{Circle: r.top, Person: p.pid})
			}
		}
	}
	for _, id := range []string{"els", "tine"} {
		if p := r.byID[id]; p != nil {
			r.do(0, &org.SetSteward{Person: p.pid, Steward: true})
		}
	}
	for _, c := range outline() {
		if c.from != 0 || !r.o.Size.keeps(c.key) {
			continue
		}
		if c.key != "linde" {
			r.form(c, 0)
		}
		for _, role := range c.roles {
			if role.from == 0 {
				r.create(role, 0)
			}
		}
	}
	els := r.byID["els"]
	r.fill("linde.director", els.pid, 0)
	r.fillFirst()
	r.chapters()
	r.daily(0)
	r.weekly(1)
	if !r.sim.stopped {
		r.scenes()
		r.decisions()
		r.tries()
		r.together()
	}
}

// form makes a circle of the outline.
func (r *region) form(c *circlePlan, by org.PersonID) bool {
	text := r.text.circles[c.key]
	act := &org.FormCircle{Name: text.name, Purpose: text.purpose}
	for _, p := range c.parents {
		if id := r.circle(p); id != 0 {
			act.Parents = append(act.Parents, id)
		}
	}
	if !r.do(by, act) {
		return false
	}
	r.names(c.key, act.Circle)
	return true
}

// create makes a role of the outline.
func (r *region) create(p *rolePlan, by org.PersonID) bool {
	text := r.text.roles[p.key]
	act := &org.CreateRole{
		Circle: r.circles[p.circle], Name: text.name, Purpose: text.purpose, Accountabilities: slices.Clone(text.does), Domains: slices.Clone(text.domains),
		Formal: p.formal, Leads: p.leads, Places: p.places, TermDays: p.term,
	}
	if !r.do(by, act) {
		return false
	}
	r.roles[p.id()], r.outlined[act.Role] = act.Role, true
	return true
}

// fill puts somebody into a role.
func (r *region) fill(role string, who, by org.PersonID) bool {
	id := r.roles[role]
	if id == 0 || who == 0 || !r.draft.Role(id).Live() || r.draft.HoldsRole(who, id) != 0 {
		return false
	}
	act := &org.FillSeat{Role: id, Person: who}
	if len(r.draft.Role(id).Seats) > 0 && r.draft.Role(id).Places == 0 && r.chance(0.6) {
		list := r.text.lists["focuses"]
		if home := r.circle("home"); home == 0 || !r.draft.Within(r.draft.Role(id).Circle, home) {
			list = list[:generalFocuses]
		}
		act.Focus = pick(r.sim, list)
	}
	return r.do(by, act)
}

// generalFocuses is how many of the focuses suit any role; the others are for care.
const generalFocuses = 4

// fillFirst has the first holders put into their roles, by those above them.
func (r *region) fillFirst() {
	above := map[string]string{"home": "pieter", "planning": "joris", "people": "tine", "finance": "ilse"}
	day := 0
	for _, c := range outline() {
		if c.from != 0 || r.circles[c.key] == 0 {
			continue
		}
		day++
		for _, role := range c.roles {
			if role.from != 0 {
				continue
			}
			head := c.key
			if len(c.parents) > 0 && above[head] == "" {
				head = c.parents[0]
			}
			by, at := "els", 1+day/2
			if above[head] != "" && !role.formal {
				by, at = above[head], 3+day/3
			}
			for _, h := range role.holders {
				r.plan(r.busy(r.offset+at), func() {
					if p := r.byID[h]; p != nil && p.from == 0 {
						r.fill(role.id(), p.pid, r.pid(by))
					}
				})
			}
		}
	}
	for _, p := range r.people {
		if p.from == 0 {
			r.plan(r.busy(r.offset+r.between(8, 16)), func() { r.settle(p) })
		}
	}
}

// settle has somebody join the circle they work in, where no role of theirs says
// so already.
func (r *region) settle(p *person) {
	if !r.there(p) {
		return
	}
	if c := r.circle(r.worksIn(p)); c != 0 && !r.draft.Belongs(p.pid, c) {
		r.do(p.pid, &org.JoinCircle{Circle: c})
	}
}

// regionName invents a name of a place.
func regionName(n int) string {
	heads := []string{"Linden", "Elzen", "Wilgen", "Eiken", "Beuken", "Essen", "Hazel", "Berken", "Populier", "Meidoorn"}
	tails := []string{"beek", "veld", "dal", "berg", "broek", "hoek", "akker", "gaarde"}
	return heads[n%len(heads)] + strings.ToLower(tails[(n/len(heads))%len(tails)])
}
