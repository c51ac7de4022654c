package web

import (
	"orpheus/face/web/ui"
	"orpheus/internal/circlepack"
	"orpheus/internal/hyphen"
	"orpheus/org"
)

// drawing is the map as a picture, seen from what is chosen. Where there is a
// script, it draws the same anew for the screen it is on.
func (v *request) drawing(pg mapPage, l *circlepack.Layout) ui.MapPicture {
	whole := pg.q.choose(0, 0)
	pic := ui.MapPicture{
		Label: v.p.T("map.of", v.org.Name),
		Data:  query{path: "/" + v.org.Slug + "/map.json", at: pg.q.at, mark: markLead}.href(),
		Link:  whole.href(),
		Lang:  v.foreign(),
		Mark:  pg.q.mark,
		Leads: v.p.T("map.leads"), Version: pg.look.Version(),
		In: v.p.T("map.in"), Out: v.p.T("map.out"), Whole: v.p.T("map.whole"),
	}
	if len(l.Items) == 0 {
		return pic
	}
	d := &drawer{v: v, pg: pg, l: l, pic: &pic}
	pic.Circle = uint64(pg.chosen.circle.ID)
	if pg.chosen.role != nil {
		pic.Role = uint64(pg.chosen.role.ID)
	}
	d.focus()
	pic.Root, _ = d.circle(pg.chart.root, 0, false)
	return pic
}

// drawer goes through the map and its places, which stand in the same order.
type drawer struct {
	v   *request
	pg  mapPage
	l   *circlepack.Layout
	pic *ui.MapPicture
}

func (d *drawer) focus() {
	p, _ := d.l.Find(d.pic.Circle, false)
	d.pic.X, d.pic.Y = p.X, p.Y
	d.pic.Scale = ui.MapSide / (2 * p.R * 1.26)
	if p.Depth == 0 {
		d.pic.Scale = ui.MapSide / (2 * p.R * 1.1)
	}
	if d.pic.Role == 0 {
		return
	}
	if r, ok := d.l.Find(d.pic.Role, true); ok {
		d.pic.X, d.pic.Y = r.X, r.Y
		d.pic.Scale = max(d.pic.Scale, 54/r.R)
	}
}

// circle is a circle with all that is in it; at is its index among the places,
// and the answer tells the index after it.
func (d *drawer) circle(m *org.MapCircle, at int, link bool) (ui.MapNode, int) {
	p := d.l.Items[at]
	n := ui.MapNode{
		ID: m.ID.String(), Name: m.Name, Say: d.v.hyphenated(m.Name), Who: d.v.extent(m),
		Family: d.pg.chart.family[m.ID], Depth: p.Depth, X: p.X, Y: p.Y, R: p.R, Band: p.Band,
		Here: m == d.pg.chosen.circle, Share: share(m),
	}
	if d.pg.q.mark == markOpen {
		n.Open, n.Dim = m.Open, m.OpenCount == 0
	}
	if link {
		n.Href = d.pg.q.choose(m.ID, 0).href()
	}
	at++
	n.Kids = make([]ui.MapNode, 0, len(m.Roles)+len(m.Circles))
	for _, r := range m.Roles {
		n.Kids = append(n.Kids, d.role(m, r, d.l.Items[at], n.Here))
		at++
	}
	for _, c := range m.Circles {
		var k ui.MapNode
		k, at = d.circle(c, at, n.Here)
		n.Kids = append(n.Kids, k)
	}
	return n, at
}

func (d *drawer) role(m *org.MapCircle, r org.MapRole, p circlepack.Placed, link bool) ui.MapNode {
	n := ui.MapNode{
		ID: r.ID.String(), Name: r.Name, Say: d.v.hyphenated(r.Name), Who: d.v.holders(d.pg.look, r),
		Family: d.pg.chart.family[m.ID], Depth: p.Depth, X: p.X, Y: p.Y, R: p.R, Role: true, Dot: dot(r),
		Dim:  d.pg.q.mark == markVacant && !r.Vacant() || d.pg.q.mark == markOpen,
		Here: d.pg.chosen.role != nil && d.pg.chosen.role.ID == r.ID,
	}
	if link {
		n.Href = d.pg.q.choose(0, r.ID).href()
		if n.Dot == ui.DotLit {
			n.Lit = d.pic.Leads
		}
	}
	return n
}

// share is in how many of the roles of a circle somebody leads, of all there are in it.
func share(m *org.MapCircle) float64 {
	if m.RoleCount == 0 {
		return 0
	}
	return float64(m.LeadingCount) / float64(m.RoleCount)
}

// longWord is from how many letters on a word may be broken.
const longWord = 10

// hyphenated is a name with soft hyphens in its long words, in the language that the
// organisation writes in; empty where it has none. It is for drawing alone.
func (v *request) hyphenated(name string) string {
	if soft := hyphen.For(v.org.Lang).Softened(name, longWord); soft != name {
		return soft
	}
	return ""
}

// extent says how many roles are in a circle, and how many of them lead.
func (v *request) extent(m *org.MapCircle) string {
	s := v.p.T("map.roles", m.RoleCount)
	if m.LeadingCount > 0 {
		s += ", " + v.p.T("map.leading", m.LeadingCount)
	}
	return s
}
