package org

// MapSince is Map, made from the map of another state of the same organisation: a circle in
// and below which nothing on the map differs is the very one of that map, so it costs what
// changed. Neither may be written to.
func (s *State) MapSince(was *State, m *MapCircle) *MapCircle {
	if m == nil || s.Founded == 0 {
		return s.Map()
	}
	r, ok := remapped(was, s)
	if !ok {
		return s.Map()
	}
	return r.circle(m)
}

// remapping are the circles that are not on the map of b as on that of a, with all around
// them.
type remapping struct {
	a, b  *State
	other map[CircleID]bool
}

func (r *remapping) circle(m *MapCircle) *MapCircle {
	if !r.other[m.ID] {
		return m
	}
	known := make(map[CircleID]*MapCircle, len(m.Circles))
	for _, kid := range m.Circles {
		known[kid.ID] = kid
	}
	return r.b.mapWith(m.ID, m.Depth, func(kid CircleID, depth int) *MapCircle {
		if was := known[kid]; was != nil {
			return r.circle(was)
		}
		return r.b.mapCircle(kid, depth)
	})
}

// remapped finds them. Where a circle lies elsewhere than it did, lights far from it may
// shine on other seats: then it says no.
func remapped(a, b *State) (*remapping, bool) {
	r := &remapping{a: a, b: b, other: map[CircleID]bool{}}
	for ref := range Changed(a, b) {
		if ref.Letter == 'C' {
			was, is := a.Circle(CircleID(ref.N)), b.Circle(CircleID(ref.N))
			if was != nil && is != nil && was.Parent() != is.Parent() {
				return nil, false
			}
		}
		r.thing(a, ref)
		r.thing(b, ref)
	}
	return r, true
}

// thing notes the circles on whose map it shows how a thing is in s.
func (r *remapping) thing(s *State, ref Ref) {
	switch ref.Letter {
	case 'C':
		r.around(s, CircleID(ref.N))
	case 'R':
		if row := s.Role(RoleID(ref.N)); row != nil {
			r.around(s, row.Circle)
			for _, t := range row.Seats { // whose lights are where they hold a role
				r.lights(s, s.Seat(t).Person)
			}
		}
	case 'S':
		if row := s.Seat(SeatID(ref.N)); row != nil {
			r.around(s, s.Role(row.Role).Circle)
			r.lights(s, row.Person)
		}
	case 'P':
		r.lights(s, PersonID(ref.N))
	case 'L':
		if row := s.Lead(LeadID(ref.N)); row != nil {
			r.lights(s, row.Person)
		}
	case 'T':
		if row := s.Tension(TensionID(ref.N)); row != nil {
			r.around(s, row.Circle)
		}
	case 'I':
		if row := s.Initiative(InitiativeID(ref.N)); row != nil {
			r.around(s, row.Circle)
			r.thing(s, RefOf(row.Tension)) // which somebody answers, or nobody
			for _, l := range row.Leads {
				r.lights(s, s.Lead(l).Person)
			}
		}
	}
}

// around notes a circle and those around it.
func (r *remapping) around(s *State, c CircleID) {
	for c != 0 && s.Circle(c) != nil {
		r.other[c] = true
		c = s.Circle(c).Parent()
	}
}

// lights notes the circles in which somebody holds a role.
func (r *remapping) lights(s *State, p PersonID) {
	if row := s.Person(p); row != nil {
		for _, t := range row.Seats {
			r.around(s, s.Role(s.Seat(t).Role).Circle)
		}
	}
}
