package view

import "orpheus/org"

// Map is everything there is at a moment, circle in circle.
type Map struct {
	Org    string     `json:"org" doc:"its place in addresses"`
	At     org.Time   `json:"at" doc:"the moment shown"`
	People []Name     `json:"people" doc:"everybody named in the map"`
	Map    *MapCircle `json:"map"`
}

// Name is what somebody is called today.
type Name struct {
	ID   org.PersonID `json:"id"`
	Name *string      `json:"name" doc:"null for a former member whose name was taken out"`
}

// MapCircle is a circle with everything in it.
type MapCircle struct {
	ID      org.CircleID   `json:"id"`
	Name    string         `json:"name"`
	Purpose string         `json:"purpose"`
	Depth   int            `json:"depth" doc:"0 for the organisation as a whole"`
	Parents []org.CircleID `json:"parents" doc:"the circles it serves, the main one first"`
	Members []org.PersonID `json:"members"`
	Roles   []MapRole      `json:"roles"`
	Circles []*MapCircle   `json:"circles" required:"false"`
	Serves  []org.CircleID `json:"also_served_by" doc:"circles that serve it too but are drawn under another parent"`
	Open    int            `json:"open" doc:"what is open to lead here: nobody answers it, or nobody leads the answer"`
}

// MapRole is a role with those who hold it.
type MapRole struct {
	ID      org.RoleID `json:"id"`
	Name    string     `json:"name"`
	Purpose string     `json:"purpose"`
	Leads   bool       `json:"leads" doc:"holding it is leading the circle"`
	Formal  bool       `json:"formal" doc:"a role of the line organisation"`
	Vacant  bool       `json:"vacant" doc:"nobody holds it"`
	Leading bool       `json:"leading" doc:"a holder leads something now that shows here: in this circle, or where they hold no role, this being the nearest they hold"`
	Seats   []MapSeat  `json:"seats"`
}

// MapSeat is one person holding the role.
type MapSeat struct {
	ID     org.SeatID   `json:"id"`
	Person org.PersonID `json:"person"`
	Focus  string       `json:"focus,omitzero" doc:"which part of the role"`
	Since  *org.Time    `json:"since" nullable:"true" doc:"null where not known"`
	Until  *org.Time    `json:"until" nullable:"true" doc:"the end of the term; null for none"`
}

// MapOf returns the map under top, with what people are called; who is called nothing
// has no name.
func MapOf(slug string, at org.Time, s *org.State, top *org.MapCircle, name func(org.PersonID) string) Map {
	seen := map[org.PersonID]bool{}
	return Map{Org: slug, At: at, Map: circleOf(top, seen), People: Names(s, seen, name)}
}

// Names returns the people of a set, in the order of their ids.
func Names(s *org.State, of map[org.PersonID]bool, name func(org.PersonID) string) []Name {
	out := []Name{}
	for id := range s.People() {
		if of[id] {
			n := Name{ID: id}
			if called := name(id); called != "" {
				n.Name = &called
			}
			out = append(out, n)
		}
	}
	return out
}

func circleOf(m *org.MapCircle, seen map[org.PersonID]bool) *MapCircle {
	c := &MapCircle{
		ID: m.ID, Name: m.Name, Purpose: m.Purpose, Depth: m.Depth, Parents: m.Parents, Members: m.Members, Open: m.Open,
		Roles: []MapRole{}, Circles: []*MapCircle{}, Serves: m.Serves,
	}
	for _, p := range m.Members {
		seen[p] = true
	}
	for _, r := range m.Roles {
		role := MapRole{
			ID: r.ID, Name: r.Name, Purpose: r.Purpose, Leads: r.Leads, Formal: r.Formal, Vacant: r.Vacant(), Leading: r.Leading,
			Seats: []MapSeat{},
		}
		for _, t := range r.Seats {
			seen[t.Person] = true
			role.Seats = append(role.Seats, MapSeat{ID: t.ID, Person: t.Person, Focus: t.Focus, Since: OrNull(t.Since), Until: OrNull(t.Term)})
		}
		c.Roles = append(c.Roles, role)
	}
	for _, kid := range m.Circles {
		c.Circles = append(c.Circles, circleOf(kid, seen))
	}
	return c
}
