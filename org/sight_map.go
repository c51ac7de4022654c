package org

import "slices"

// Map returns what they may see of the map: the circles they see, inside those
// around them, of which there is the name alone; nil where there is nothing to see.
// What is led where they do not see gives no light, and counts are of what they see.
func (v *Sight) Map() *MapCircle {
	top := v.s.Map()
	if v.all || top == nil {
		return top
	}
	if v.open {
		return v.bare(top)
	}
	return v.cut(top)
}

// MapSince is Map, made from what they see of the map of another state: it costs what
// changed where they see all of both.
func (v *Sight) MapSince(was *Sight, m *MapCircle) *MapCircle {
	if v.all && was.all {
		return v.s.MapSince(was.s, m)
	}
	return v.Map()
}

// cut returns a circle of the map as they may see it; nil for none of it.
func (v *Sight) cut(m *MapCircle) *MapCircle {
	if !v.Knows(RefOf(m.ID)) {
		return nil
	}
	out := &MapCircle{ID: m.ID, Name: m.Name, Depth: m.Depth, Parents: v.known(m.Parents)}
	if v.home[m.ID] {
		out.Purpose, out.Members, out.Open, out.OpenCount = m.Purpose, m.Members, m.Open, m.Open
		out.Serves, out.Roles = v.known(m.Serves), v.lights(m.Roles)
		out.count(out.Roles)
	}
	for _, kid := range m.Circles {
		if sub := v.cut(kid); sub != nil {
			out.Circles = append(out.Circles, sub)
			out.include(sub)
		}
	}
	return out
}

// count counts the roles of the circle itself.
func (m *MapCircle) count(roles []MapRole) {
	for _, r := range roles {
		m.RoleCount++
		if r.Leading {
			m.LeadingCount++
		}
		if r.Vacant() {
			m.VacantCount++
		}
	}
}

// include adds the counts of a circle inside it.
func (m *MapCircle) include(sub *MapCircle) {
	m.RoleCount += sub.RoleCount
	m.LeadingCount += sub.LeadingCount
	m.VacantCount += sub.VacantCount
	m.OpenCount += sub.OpenCount
}

// known are those of some circles whose names they may know.
func (v *Sight) known(circles []CircleID) []CircleID {
	return slices.DeleteFunc(slices.Clone(circles), func(c CircleID) bool { return !v.Knows(RefOf(c)) })
}

// lights are roles with the lights whose work they see.
func (v *Sight) lights(roles []MapRole) []MapRole {
	roles = slices.Clone(roles)
	for i := range roles {
		r := &roles[i]
		r.Leading, r.Seats = false, slices.Clone(r.Seats)
		for j := range r.Seats {
			seat := &r.Seats[j]
			seat.Lit = v.Lit(seat.ID)
			seat.Leading = len(seat.Lit) > 0
			r.Leading = r.Leading || seat.Leading
		}
	}
	return roles
}

// Lit returns the work that shows as a light on a seat, as far as they see it.
func (v *Sight) Lit(t SeatID) []InitiativeID {
	return slices.DeleteFunc(v.s.Lit(t), func(i InitiativeID) bool { return !v.Sees(RefOf(i)) })
}
