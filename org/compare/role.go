package compare

import (
	"slices"

	"orpheus/org"
)

func (c *comparing) role(id org.RoleID, was, is *org.Role) {
	then, now := was != nil && was.Live(), is != nil && is.Live()
	if !then && !now {
		return
	}
	in := org.Root
	if now {
		in = is.Circle
	} else {
		in = was.Circle
	}
	put := func(what What, before, after Value) {
		c.add(in, [3]uint32{rolesAndSeats, uint32(id), uint32(what)}, Change{org.RefOf(id), what, in, before, after})
	}
	switch {
	case then && now:
		c.amended(was, is, put)
	case then:
		put(RoleRetired, Value{Text: was.Name}, Value{})
	case was != nil:
		put(RoleRestored, Value{}, Value{Text: is.Name})
	default:
		put(RoleCreated, Value{}, Value{Text: is.Name})
	}
	if was == nil || is == nil || !slices.Equal(was.Seats, is.Seats) { // what a seat is never changes
		c.seats(id, in, held(c.a, was), held(c.b, is))
	}
}

func (c *comparing) amended(was, is *org.Role, put func(What, Value, Value)) {
	texts := func(what What, a, b string) {
		if a != b {
			put(what, Value{Text: a}, Value{Text: b})
		}
	}
	lists := func(what What, a, b []string) {
		if !slices.Equal(a, b) {
			put(what, Value{List: a}, Value{List: b})
		}
	}
	numbers := func(what What, a, b int) {
		if a != b {
			put(what, Value{Number: a}, Value{Number: b})
		}
	}
	texts(RoleRenamed, was.Name, is.Name)
	texts(RolePurpose, was.Purpose, is.Purpose)
	lists(RoleAccountabilities, was.Accountabilities, is.Accountabilities)
	lists(RoleDomains, was.Domains, is.Domains)
	numbers(RolePlaces, int(was.Places), int(is.Places))
	numbers(RoleTerm, int(was.TermDays), int(is.TermDays))
	numbers(RoleLeads, btoi(was.Leads), btoi(is.Leads))
	numbers(RoleFormal, btoi(was.Formal), btoi(is.Formal))
	if was.Circle != is.Circle {
		put(RoleMoved, Value{Refs: []org.Ref{org.RefOf(was.Circle)}}, Value{Refs: []org.Ref{org.RefOf(is.Circle)}})
	}
}

// seat is one person in a role.
type seat struct {
	id     org.SeatID
	person org.PersonID
	focus  string
}

// held returns the seats of a role, nil for none.
func held(s *org.State, r *org.Role) (out []seat) {
	if r == nil {
		return nil
	}
	for _, id := range r.Seats {
		t := s.Seat(id)
		out = append(out, seat{id, t.Person, t.Focus})
	}
	return out
}

// seats compares who holds a role: by person, so that leaving a role and taking it
// again is no difference.
func (c *comparing) seats(role org.RoleID, in org.CircleID, was, is []seat) {
	put := func(what What, t seat, before, after Value) {
		c.add(in, [3]uint32{rolesAndSeats, uint32(role), uint32(what)}, Change{org.RefOf(t.id), what, in, before, after})
	}
	value := func(t seat) Value {
		return Value{Text: t.focus, Refs: []org.Ref{org.RefOf(t.person), org.RefOf(role)}}
	}
	find := func(list []seat, p org.PersonID) int {
		return slices.IndexFunc(list, func(t seat) bool { return t.person == p })
	}
	for _, t := range was {
		switch i := find(is, t.person); {
		case i < 0:
			put(SeatEnded, t, value(t), Value{})
		case is[i].focus != t.focus:
			put(SeatFocus, is[i], value(t), value(is[i]))
		}
	}
	for _, t := range is {
		if find(was, t.person) < 0 {
			put(SeatBegun, t, Value{}, value(t))
		}
	}
}
