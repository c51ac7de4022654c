package org

import "slices"

// Lit returns the initiatives whose lead shows as a light on a seat: those its
// holder leads in the circle of the role. What they lead where they hold no role
// shows on their seats nearest to it, so that a lead is seen wherever its person
// has a place on the map.
func (s *State) Lit(t SeatID) []InitiativeID {
	seat := s.Seat(t)
	at := s.Role(seat.Role).Circle
	var lit []InitiativeID
	for _, l := range s.Person(seat.Person).Leads {
		i := s.Lead(l).Initiative
		if in := s.Initiative(i).Circle; in == at || s.apart(in, at) == s.nearest(seat.Person, in) {
			lit = append(lit, i)
		}
	}
	return lit
}

// nearest is how many steps it is from a circle to the nearest in which p holds a
// role.
func (s *State) nearest(p PersonID, from CircleID) int {
	least := -1
	for _, t := range s.Person(p).Seats {
		if n := s.apart(from, s.Role(s.Seat(t).Role).Circle); least < 0 || n < least {
			least = n
		}
	}
	return least
}

// apart is how many steps up and down it is from one circle to another, by main
// parents.
func (s *State) apart(a, b CircleID) int {
	up := s.line(a)
	for n, c := range s.line(b) {
		if i := slices.Index(up, c); i >= 0 {
			return i + n
		}
	}
	return len(up) // never: all lines end in the root
}

// line is a circle and those around it, by main parents, up to the root.
func (s *State) line(c CircleID) []CircleID {
	line := []CircleID{c}
	for c = s.Circle(c).Parent(); c != 0; c = s.Circle(c).Parent() {
		line = append(line, c)
	}
	return line
}
