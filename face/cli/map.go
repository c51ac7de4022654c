package cli

import (
	"fmt"
	"strings"

	"orpheus/face/view"
	"orpheus/org"
	"orpheus/service"
)

type mapCmd struct {
	inOrg
	At string `placeholder:"TIME"`
}

func (c *mapCmd) Run(e *env) error {
	return e.reading(func(d *service.Service) error {
		l, err := e.look(d, c.Org, c.At)
		if err != nil {
			return err
		}
		if e.json {
			return e.print(view.MapOf(c.Org, l.At, l.State, l.Map(), l.Name))
		}
		e.outline(l, l.Map())
		return nil
	})
}

// outline prints the circle and everything in it, one line each.
func (e *env) outline(l *service.Look, m *org.MapCircle) {
	indent := strings.Repeat("  ", m.Depth)
	fmt.Fprintf(e.out, "%s%s  %s", indent, m.Name, m.ID)
	if m.RoleCount > 0 {
		fmt.Fprintf(e.out, "  (%s)", e.say.T("cli.map_counts", m.RoleCount, m.LeadingCount, m.VacantCount))
	}
	if len(m.Parents) > 1 {
		var others []string
		for _, p := range m.Parents[1:] {
			others = append(others, l.State.Circle(p).Name+" "+p.String())
		}
		fmt.Fprintf(e.out, "  (%s)", e.say.T("cli.map_also", strings.Join(others, ", ")))
	}
	fmt.Fprintln(e.out)
	for _, r := range m.Roles {
		var held []string
		for _, t := range r.Seats {
			name := l.Name(t.Person)
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
		e.outline(l, kid)
	}
}
