package org

import "strings"

const (
	// MaxLeftOut is of how many people LeftOut tells at most, the nearest first.
	MaxLeftOut = 60
	// stillKnows is for how long somebody who left a role is near what becomes of it.
	stillKnows = 365 * Day
)

// LeftOut returns who is near what circle c decides about and neither decides it nor is
// asked, each with a reason, so that anybody can add them: who held a role that changes
// within a year, and who belongs to a circle within, beside or around those that change.
// They are in the order of reasons, MaxLeftOut at most. Guests are not among them.
func (s *State) LeftOut(c CircleID, acts []Act, now Time) []Concerned {
	t := s.touching(c, acts, now)
	t.together()
	t.asked()
	in := len(t.found)
	t.heldBefore(in)
	t.circle(c)
	near := []struct {
		because ConcernReason
		of      func(*Circle) []CircleID
	}{
		{ConcernWithin, func(row *Circle) []CircleID { return row.Children }},
		{ConcernBeside, func(row *Circle) (all []CircleID) {
			if up := s.Circle(row.Parent()); up != nil {
				all = up.Children
			}
			return all
		}},
		{ConcernAround, func(row *Circle) []CircleID { return row.Parents }},
	}
	for _, n := range near {
		for _, at := range t.circles {
			for _, to := range n.of(s.Circle(at)) {
				t.near(n.because, to, in)
			}
		}
	}
	return t.sorted(ConcernHeld)
}

// near adds those members of a circle who are not concerned, as far as there is room.
func (t *Touching) near(r ConcernReason, c CircleID, in int) {
	for _, p := range t.s.Members(c) {
		if _, known := t.found[p]; known || t.s.Person(p).Guest {
			continue
		}
		if len(t.found)-in >= MaxLeftOut {
			return
		}
		t.put(r, RefOf(c), p)
	}
}

// heldBefore adds those who left a role that changes, not long ago.
func (t *Touching) heldBefore(in int) {
	for _, id := range t.roles {
		for seat := t.s.Role(id).LastSeat; seat != 0; seat = t.s.Seat(seat).PrevOfRole {
			row := t.s.Seat(seat)
			_, known := t.found[row.Person]
			if row.Held() || row.Until+stillKnows < t.now || known || t.s.Person(row.Person).Guest {
				continue
			}
			if len(t.found)-in >= MaxLeftOut {
				return
			}
			t.put(ConcernHeld, RefOf(id), row.Person)
		}
	}
}

// foldDomain is what two domains have in common that say the same.
func foldDomain(d string) string { return strings.ToLower(strings.Join(strings.Fields(d), " ")) }
