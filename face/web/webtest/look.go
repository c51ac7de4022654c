package webtest

import (
	"context"
	"slices"
	"time"

	"orpheus/face/web"
	"orpheus/org"
)

// Look implements web.Source.
func (s *Source) Look(_ context.Context, slug string, at time.Time) (*web.Look, error) {
	if _, err := s.Org(context.Background(), slug); err != nil {
		return nil, err
	}
	if at.IsZero() {
		at = s.Now
	}
	l := &web.Look{Version: uint64(len(s.changes)), Family: s.family}
	for _, t := range s.changes {
		if t.After(at) && !t.After(s.Now) {
			l.ChangesSince++
		}
		month := time.Date(t.Year(), t.Month(), 1, 0, 0, 0, 0, s.Card.Zone)
		if i := len(l.Months) - 1; i >= 0 && l.Months[i].Month.Equal(month) {
			l.Months[i].Changes++
		} else {
			l.Months = append(l.Months, web.MonthChanges{Month: month, Changes: 1})
		}
	}
	led := map[org.PersonID][]web.Work{}
	s.works(s.root, at, led)
	l.Map = draw(s.root, nil, 0, at)
	l.Shifts = slices.Values(s.shifts(at))
	l.Name = func(id org.PersonID) string { return s.people[id-1] }
	l.Led = func(id org.PersonID) []web.Work { return led[id] }
	return l, nil
}

// shifts are what came and went until a moment, in the order of the days.
func (s *Source) shifts(until time.Time) []org.Shift {
	type shift struct {
		at time.Time
		org.Shift
	}
	var all []shift
	add := func(from, to time.Time, is org.Shift) {
		all = append(all, shift{from, is})
		if !to.IsZero() {
			is.Into = 0
			all = append(all, shift{to, is})
		}
	}
	var in func(c *circle)
	in = func(c *circle) {
		for _, r := range c.roles {
			add(r.from, r.to, org.Shift{Role: r.id, Into: c.id})
		}
		for _, sub := range c.circles {
			add(sub.from, sub.to, org.Shift{Circle: sub.id, Into: c.id})
			in(sub)
		}
	}
	in(s.root)
	slices.SortStableFunc(all, func(a, b shift) int { return a.at.Compare(b.at) })
	var out []org.Shift
	for _, s := range all {
		if !s.at.After(until) {
			out = append(out, s.Shift)
		}
	}
	return out
}

func (s *Source) family(id org.CircleID) int {
	return 1 + slices.IndexFunc(s.root.circles, func(c *circle) bool { return c.id == id })
}

func there(from, to, at time.Time) bool {
	return !from.After(at) && (to.IsZero() || to.After(at))
}

func (s *Source) works(c *circle, at time.Time, led map[org.PersonID][]web.Work) {
	for _, r := range c.roles {
		if r.leading(at) {
			led[r.holders[0]] = append(led[r.holders[0]], r.work)
		}
	}
	for _, sub := range c.circles {
		s.works(sub, at, led)
	}
}

func (r role) leading(at time.Time) bool {
	return r.work.Title != "" && len(r.holders) > 0 && there(r.workFrom, r.work.Until, at) && there(r.from, r.to, at)
}

// draw is a circle as on the map at a moment.
func draw(c *circle, in []org.CircleID, depth int, at time.Time) *org.MapCircle {
	m := &org.MapCircle{ID: c.id, Name: c.name, Purpose: c.purpose, Parents: in, Depth: depth}
	for _, r := range c.roles {
		if !there(r.from, r.to, at) {
			continue
		}
		mr := org.MapRole{ID: r.id, Name: r.name, Leads: r.leads, Formal: r.formal, Leading: r.leading(at)}
		for i, p := range r.holders {
			mr.Seats = append(mr.Seats, org.MapSeat{
				ID: org.SeatID(uint32(r.id)*10 + uint32(i)), Person: p,
				Since: org.At(r.from), Term: org.At(r.term), Leading: mr.Leading && i == 0, Lit: []org.InitiativeID{r.work.ID},
			})
			m.Members = append(m.Members, p)
		}
		m.RoleCount++
		if mr.Leading {
			m.LeadingCount++
		}
		if mr.Vacant() {
			m.VacantCount++
		}
		m.Roles = append(m.Roles, mr)
	}
	for _, sub := range c.circles {
		if !there(sub.from, sub.to, at) {
			continue
		}
		drawn := draw(sub, []org.CircleID{c.id}, depth+1, at)
		m.RoleCount += drawn.RoleCount
		m.LeadingCount += drawn.LeadingCount
		m.VacantCount += drawn.VacantCount
		m.Circles = append(m.Circles, drawn)
	}
	slices.Sort(m.Members)
	m.Members = slices.Compact(m.Members)
	return m
}
