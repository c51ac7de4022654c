package org

import "slices"

// MapCircle is one circle on the map with everything in it: the shape that the
// outline, the picture, the API and the command line all draw from.
type MapCircle struct {
	ID      CircleID
	Name    string
	Purpose string
	Parents []CircleID // several for a circle that serves several; none for the root
	Depth   int        // 0 for the root, then by main parents
	Members []PersonID // everybody who holds a role in it or has joined it, ascending
	Roles   []MapRole
	Circles []*MapCircle // circles inside whose first parent this is, oldest first
	Open    int          // what is open to lead here: nobody answers it, or nobody leads the answer
	Serves  []CircleID   // circles that serve this one too but are drawn under another parent

	// Counts over the circle and all inside it.
	RoleCount    int // roles
	LeadingCount int // roles with a light
	VacantCount  int // roles nobody holds
	OpenCount    int // what is open to lead
}

// MapRole is one role on the map.
type MapRole struct {
	ID               RoleID
	Name             string
	Purpose          string
	Leads            bool // holding it is leading the circle
	Formal           bool // a role of the line organisation
	Domains          []string
	Accountabilities []string
	Seats            []MapSeat
	Leading          bool // a holder leads something now that shows here: the light
}

// Vacant reports whether nobody holds the role.
func (r MapRole) Vacant() bool { return len(r.Seats) == 0 }

// MapSeat is one person holding a role.
type MapSeat struct {
	ID      SeatID
	Person  PersonID
	Focus   string
	Since   Time // zero when not known
	Term    Time // when it will end by the clock; zero for no term
	Leading bool
	Lit     []InitiativeID // what its holder leads that shows here
}

// Map returns the whole map; nil before the organisation is founded.
func (s *State) Map() *MapCircle {
	if s.Founded == 0 {
		return nil
	}
	return s.mapCircle(Root, 0)
}

func (s *State) mapCircle(id CircleID, depth int) *MapCircle {
	return s.mapWith(id, depth, s.mapCircle)
}

// mapWith is one circle on the map, with those inside it as inside has them.
func (s *State) mapWith(id CircleID, depth int, inside func(CircleID, int) *MapCircle) *MapCircle {
	c := s.Circle(id)
	m := &MapCircle{ID: id, Name: c.Name, Purpose: c.Purpose, Parents: c.Parents, Depth: depth, Members: s.Members(id), Open: s.open(c)}
	m.OpenCount = m.Open
	for _, r := range c.Roles {
		role := s.mapRole(r)
		m.Roles = append(m.Roles, role)
		m.RoleCount++
		if role.Leading {
			m.LeadingCount++
		}
		if role.Vacant() {
			m.VacantCount++
		}
	}
	for _, kid := range c.Children {
		if s.Circle(kid).Parent() != id {
			m.Serves = append(m.Serves, kid)
			continue
		}
		k := inside(kid, depth+1)
		m.Circles = append(m.Circles, k)
		m.RoleCount += k.RoleCount
		m.LeadingCount += k.LeadingCount
		m.VacantCount += k.VacantCount
		m.OpenCount += k.OpenCount
	}
	return m
}

// open is how many things are open to lead in a circle, as Calls has them.
func (s *State) open(c *Circle) int {
	n := 0
	for _, id := range c.Tensions {
		if s.Unanswered(s.Tension(id)) {
			n++
		}
	}
	for _, id := range c.Initiatives {
		if s.Initiative(id).unled() {
			n++
		}
	}
	return n
}

func (s *State) mapRole(id RoleID) MapRole {
	r := s.Role(id)
	m := MapRole{ID: id, Name: r.Name, Purpose: r.Purpose, Leads: r.Leads, Formal: r.Formal, Domains: r.Domains, Accountabilities: r.Accountabilities}
	for _, t := range r.Seats {
		seat := s.Seat(t)
		lit := s.Lit(t)
		m.Leading = m.Leading || len(lit) > 0
		m.Seats = append(m.Seats, MapSeat{ID: t, Person: seat.Person, Focus: seat.Focus, Since: seat.Since, Term: seat.Term, Leading: len(lit) > 0, Lit: lit})
	}
	return m
}

// LeadsIn reports whether p leads something in circle c now.
func (s *State) LeadsIn(p PersonID, c CircleID) bool {
	return slices.ContainsFunc(s.Person(p).Leads, func(id LeadID) bool {
		return s.Initiative(s.Lead(id).Initiative).Circle == c
	})
}

// WhoLeads returns the people who lead something in circle c now, ascending.
func (s *State) WhoLeads(c CircleID) []PersonID {
	var out []PersonID
	for _, i := range s.Circle(c).Initiatives {
		for _, l := range s.Initiative(i).Leads {
			out = append(out, s.Lead(l).Person)
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}
