package webtest

import (
	"slices"
	"testing"
	"time"

	"orpheus/org"
	"orpheus/store/records"
)

// Grow returns a server on which the organisation of a text came about by acts; its
// first person looks. What is in a circle is there no earlier than the circle.
func Grow(t testing.TB, text, slug, lang string) *House {
	t.Helper()
	s := read(text)
	h := NewHouse(t)
	if len(s.people) == 0 {
		s.people = []string{"Ann Example"}
	}
	h.found(t, s.root.from, org.FoundOrganisation{Slug: slug, Name: s.root.name, Lang: lang, Zone: s.zone.String()}, s.people, 0)
	past := s.past()
	h.write(t, func(do func(time.Time, org.PersonID, org.Act, *records.Profile)) {
		for _, p := range past {
			p.do(func(by org.PersonID, act org.Act) { do(p.at, by, act, nil) })
		}
	})
	if i := slices.Index(s.people, ""); i >= 0 {
		if err := h.Service.Erase(t.Context(), slug, org.PersonID(i+1), false); err != nil {
			t.Fatal(err)
		}
	}
	return h
}

// event is something that happened.
type event struct {
	at time.Time
	do func(do func(org.PersonID, org.Act))
}

// past is all that happened, the oldest first.
func (s *outline) past() []event {
	var all []event
	add := func(at time.Time, do func(do func(org.PersonID, org.Act))) {
		if !at.IsZero() {
			all = append(all, event{at, do})
		}
	}
	for _, c := range s.circles {
		if c.in == nil {
			c.id = org.Root
			if c.purpose != "" {
				add(c.from, func(do func(org.PersonID, org.Act)) {
					do(0, &org.AmendCircle{Circle: org.Root, Purpose: &c.purpose})
				})
			}
		} else {
			c.from = latest(c.from, c.in.from)
			add(c.from, func(do func(org.PersonID, org.Act)) {
				act := &org.FormCircle{Name: c.name, Purpose: c.purpose, Parents: []org.CircleID{c.in.id}}
				do(0, act)
				c.id = act.Circle
			})
		}
		for _, r := range c.roles {
			r.from = latest(r.from, c.from)
			add(r.from, func(do func(org.PersonID, org.Act)) { r.begin(c, do) })
			add(r.began, func(do func(org.PersonID, org.Act)) { s.lead(c, r, do) })
			add(r.to, func(do func(org.PersonID, org.Act)) { do(0, &org.RetireRole{Role: r.id}) })
		}
		add(c.to, func(do func(org.PersonID, org.Act)) { do(0, &org.CloseCircle{Circle: c.id}) })
	}
	slices.SortStableFunc(all, func(a, b event) int { return a.at.Compare(b.at) })
	return all
}

// begin makes a role and seats its holders.
func (r *role) begin(c *circle, do func(org.PersonID, org.Act)) {
	act := &org.CreateRole{Circle: c.id, Name: r.name, Leads: r.leads, Formal: r.formal}
	if !r.term.IsZero() {
		act.TermDays = uint16(r.term.Sub(r.from).Hours()/24 + .5)
	}
	do(0, act)
	r.id = act.Role
	for _, p := range r.holders {
		do(0, &org.FillSeat{Role: r.id, Person: p})
	}
}

// lead has the first holder of a role begin to lead something, and others take part.
func (s *outline) lead(c *circle, r *role, do func(org.PersonID, org.Act)) {
	act := &org.StartInitiative{Circle: c.id, Title: r.work, Until: org.At(r.until)}
	do(r.holders[0], act)
	left := r.others
	for i, name := range s.people {
		if p := org.PersonID(i + 1); left > 0 && p != r.holders[0] && name != "" {
			do(p, &org.JoinInitiative{Initiative: act.Initiative})
			left--
		}
	}
}

func latest(a, b time.Time) time.Time {
	if a.Before(b) {
		return b
	}
	return a
}
