package web

import "orpheus/org"

// chart is a map that can be looked things up in.
type chart struct {
	root    *org.MapCircle
	circles map[org.CircleID]*org.MapCircle
	above   map[org.CircleID]*org.MapCircle // the circle it is drawn in
	roles   map[org.RoleID]placed
	family  map[org.CircleID]int
	rows    int // circles and roles in all
}

// placed is a role with the circle it is in.
type placed struct {
	org.MapRole
	in *org.MapCircle
}

func newChart(look *view) *chart {
	c := &chart{
		root:    look.Map(),
		circles: map[org.CircleID]*org.MapCircle{},
		above:   map[org.CircleID]*org.MapCircle{},
		roles:   map[org.RoleID]placed{},
		family:  map[org.CircleID]int{},
	}
	if c.root != nil {
		c.add(c.root, nil, 0)
		colours(look, c.family)
	}
	return c
}

// colours notes the colour of each circle on a map.
func colours(look *view, family map[org.CircleID]int) {
	var all func(m *org.MapCircle, n int)
	all = func(m *org.MapCircle, n int) {
		family[m.ID] = n
		for _, sub := range m.Circles {
			all(sub, n)
		}
	}
	if root := look.Map(); root != nil {
		for _, top := range root.Circles {
			all(top, look.Family(top.ID))
		}
	}
}

func (c *chart) add(m, in *org.MapCircle, depth int) {
	c.circles[m.ID] = m
	if in != nil {
		c.above[m.ID] = in
	}
	c.rows += 1 + len(m.Roles)
	for _, r := range m.Roles {
		c.roles[r.ID] = placed{r, m}
	}
	for _, sub := range m.Circles {
		c.add(sub, m, depth+1)
	}
}

// way is the circles from the root down to and with m.
func (c *chart) way(m *org.MapCircle) []*org.MapCircle {
	var up []*org.MapCircle
	for ; m != nil; m = c.above[m.ID] {
		up = append(up, m)
	}
	for i, j := 0, len(up)-1; i < j; i, j = i+1, j-1 {
		up[i], up[j] = up[j], up[i]
	}
	return up
}

// empty reports whether there is nothing on the map but the organisation.
func (c *chart) empty() bool { return c.rows <= 1 }

// choice is what the reader looks at: a role, or a circle.
type choice struct {
	role   *placed        // nil for a circle
	circle *org.MapCircle // the circle, or the role's
	made   bool           // by the reader; else it is the organisation as a whole
	gone   bool           // what was asked for is not on this map
}

func (c *chart) choice(q query) choice {
	whole := choice{circle: c.root}
	switch {
	case q.nowhere != "":
		whole.made, whole.gone = true, true
	case q.role != 0:
		r, ok := c.roles[q.role]
		if ok {
			return choice{role: &r, circle: r.in, made: true}
		}
		whole.made, whole.gone = true, true
	case q.circle != 0:
		m, ok := c.circles[q.circle]
		if ok {
			return choice{circle: m, made: true}
		}
		whole.made, whole.gone = true, true
	}
	return whole
}
