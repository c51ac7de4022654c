package org

// InTheOpen is the sight that whoever comes by the link of an open map has: the circles and roles
// there are, and, only where names is set, what those are called who hold them. Of work, words,
// decisions, days, and what people say about themselves it sees nothing, whoever may be named.
func InTheOpen(of *State, names bool) *Sight {
	v := &Sight{s: of, now: of, who: AnyMember, open: true, named: map[PersonID]bool{}}
	if !names {
		return v
	}
	for _, r := range of.Roles() {
		if !r.Live() {
			continue
		}
		for _, t := range r.Seats {
			v.named[of.Seat(t).Person] = true
		}
	}
	return v
}

// seesOpen reports whether a thing is on an open map.
func (v *Sight) seesOpen(r Ref) bool {
	switch r.Letter {
	case 'C':
		c := v.s.Circle(CircleID(r.N))
		return c != nil && c.Live()
	case 'R':
		row := v.s.Role(RoleID(r.N))
		return row != nil && row.Live()
	}
	return false
}

// knowsOpen reports whether an open map says what a thing is called.
func (v *Sight) knowsOpen(r Ref) bool {
	if r.Letter == 'P' {
		return v.named[PersonID(r.N)] && v.s.Person(PersonID(r.N)).Present()
	}
	return v.seesOpen(r)
}

// bare is a circle of the map as an open map has it: what it is for, its roles, and whether
// somebody holds them. Nobody is on it who may not be named, not even as a number.
func (v *Sight) bare(m *MapCircle) *MapCircle {
	out := &MapCircle{ID: m.ID, Name: m.Name, Purpose: m.Purpose, Depth: m.Depth, Parents: m.Parents, Serves: m.Serves}
	for _, r := range m.Roles {
		role := MapRole{ID: r.ID, Name: r.Name, Purpose: r.Purpose, Leads: r.Leads, Formal: r.Formal, Domains: r.Domains, Accountabilities: r.Accountabilities}
		for _, seat := range r.Seats {
			if v.knowsOpen(RefOf(seat.Person)) {
				role.Seats = append(role.Seats, MapSeat{Person: seat.Person})
			}
		}
		if len(r.Seats) > 0 && len(role.Seats) == 0 {
			role.Seats = []MapSeat{{}} // somebody holds it
		}
		out.Roles = append(out.Roles, role)
	}
	out.count(out.Roles)
	for _, kid := range m.Circles {
		sub := v.bare(kid)
		out.Circles = append(out.Circles, sub)
		out.include(sub)
	}
	return out
}
