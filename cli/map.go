package cli

import (
	"fmt"
	"strings"

	"orpheus/desk"
	"orpheus/org"
)

type mapCmd struct {
	inOrg
	At string `help:"A moment of the past: a day, or RFC 3339." placeholder:"TIME"`
}

// mapJSON is what map prints as JSON.
type mapJSON struct {
	Org    string      `json:"org"`
	At     org.Time    `json:"at"`
	People []personRef `json:"people"` // everybody named in the map
	Map    *circleJSON `json:"map"`
}

type personRef struct {
	ID   org.PersonID `json:"id"`
	Name *string      `json:"name"` // null for somebody who was erased
}

type circleJSON struct {
	ID      org.CircleID   `json:"id"`
	Name    string         `json:"name"`
	Purpose string         `json:"purpose"`
	Depth   int            `json:"depth"`
	Parents []org.CircleID `json:"parents"`
	Members []org.PersonID `json:"members"`
	Roles   []roleJSON     `json:"roles"`
	Circles []*circleJSON  `json:"circles"`
	Serves  []org.CircleID `json:"also_served_by"` // circles drawn under another parent
}

type roleJSON struct {
	ID      org.RoleID `json:"id"`
	Name    string     `json:"name"`
	Purpose string     `json:"purpose"`
	Leads   bool       `json:"leads"`
	Formal  bool       `json:"formal"`
	Vacant  bool       `json:"vacant"`
	Leading bool       `json:"leading"` // a holder leads something in this circle
	Seats   []seatJSON `json:"seats"`
}

type seatJSON struct {
	ID     org.SeatID   `json:"id"`
	Person org.PersonID `json:"person"`
	Focus  string       `json:"focus,omitzero"`
	Since  *org.Time    `json:"since"` // null where not known
	Until  *org.Time    `json:"until"` // the end of the term; null for none
}

func (c *mapCmd) Run(e *env) error {
	return e.with(false, func(d *desk.Desk) error {
		s, at, err := e.look(d, c.Org, c.At)
		if err != nil {
			return err
		}
		names, err := d.Names(e.ctx, c.Org)
		if err != nil {
			return err
		}
		top := s.Map()
		if e.json {
			out := mapJSON{Org: c.Org, At: at, People: []personRef{}}
			seen := map[org.PersonID]bool{}
			out.Map = circleOf(top, seen)
			for id := range s.People() {
				if seen[id] {
					ref := personRef{ID: id}
					if name, ok := names[id]; ok {
						ref.Name = &name
					}
					out.People = append(out.People, ref)
				}
			}
			return e.print(out)
		}
		e.outline(top, names)
		return nil
	})
}

func circleOf(m *org.MapCircle, seen map[org.PersonID]bool) *circleJSON {
	c := &circleJSON{
		ID: m.ID, Name: m.Name, Purpose: m.Purpose, Depth: m.Depth, Parents: m.Parents, Members: m.Members,
		Roles: []roleJSON{}, Circles: []*circleJSON{}, Serves: m.Serves,
	}
	for _, p := range m.Members {
		seen[p] = true
	}
	for _, r := range m.Roles {
		role := roleJSON{
			ID: r.ID, Name: r.Name, Purpose: r.Purpose, Leads: r.Leads, Formal: r.Formal, Vacant: r.Vacant(), Leading: r.Leading,
			Seats: []seatJSON{},
		}
		for _, t := range r.Seats {
			seen[t.Person] = true
			role.Seats = append(role.Seats, seatJSON{ID: t.ID, Person: t.Person, Focus: t.Focus, Since: orNull(t.Since), Until: orNull(t.Term)})
		}
		c.Roles = append(c.Roles, role)
	}
	for _, kid := range m.Circles {
		c.Circles = append(c.Circles, circleOf(kid, seen))
	}
	return c
}

func orNull(t org.Time) *org.Time {
	if t == 0 {
		return nil
	}
	return &t
}

// outline prints the circle and everything in it, one line each.
func (e *env) outline(m *org.MapCircle, names map[org.PersonID]string) {
	indent := strings.Repeat("  ", m.Depth)
	fmt.Fprintf(e.out, "%s%s  %s", indent, m.Name, m.ID)
	if m.RoleCount > 0 {
		fmt.Fprintf(e.out, "  (%s)", e.say.T("cli.map_counts", m.RoleCount, m.LeadingCount, m.VacantCount))
	}
	fmt.Fprintln(e.out)
	for _, r := range m.Roles {
		var held []string
		for _, t := range r.Seats {
			name := names[t.Person]
			if name == "" {
				name = e.say.T("cli.former_member")
			}
			if t.Focus != "" {
				name += " (" + t.Focus + ")"
			}
			held = append(held, name)
		}
		mark := "○"
		switch {
		case r.Vacant():
			mark, held = "◌", []string{e.say.T("cli.nobody_yet")}
		case r.Leading:
			mark = "●"
		}
		fmt.Fprintf(e.out, "%s  %s %s  %s: %s\n", indent, mark, r.Name, r.ID, strings.Join(held, ", "))
	}
	for _, kid := range m.Circles {
		e.outline(kid, names)
	}
}
