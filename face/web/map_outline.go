package web

import (
	"strconv"

	"orpheus/face/web/ui"
	"orpheus/org"
)

// roomy is how many lines an outline shows unfolded; a larger one begins with
// the circles of the organisation.
const roomy = 160

// outliner writes the lines of an outline.
type outliner struct {
	v      *request
	look   *view
	chart  *chart
	q      query
	chosen choice
	onWay  map[org.CircleID]bool // the circles that what is chosen is in
	rows   []ui.TreeRow
}

func (o *outliner) lines() []ui.TreeRow {
	if o.chart.root == nil {
		return nil
	}
	o.onWay = map[org.CircleID]bool{}
	for _, m := range o.chart.way(o.chosen.circle) {
		if m != o.chosen.circle || o.chosen.role != nil {
			o.onWay[m.ID] = true
		}
	}
	o.circle(o.chart.root, 1, 1, 1)
	return o.rows
}

// usual reports whether a circle is open without being asked.
func (o *outliner) usual(m *org.MapCircle, level int) bool {
	return o.chart.rows <= roomy || level <= 1 || o.onWay[m.ID]
}

func (o *outliner) open(m *org.MapCircle, level int) bool {
	if len(without(o.q.shut, m.ID)) != len(o.q.shut) {
		return false
	}
	return o.q.all || o.usual(m, level) || len(with(o.q.open, m.ID)) == len(o.q.open)
}

func (o *outliner) circle(m *org.MapCircle, level, pos, of int) {
	p := o.v.p
	informal := informalOn(o.look, m.ID)
	inside := len(m.Roles) + len(informal) + len(m.Circles)
	row := ui.TreeRow{
		ID: m.ID.String(), Circle: strconv.FormatUint(uint64(m.ID), 10), Name: m.Name, Lang: o.v.foreign(),
		Who: p.T("map.roles", m.RoleCount), Level: level, Pos: pos, Of: of,
		Family: o.chart.family[m.ID], Dot: ui.DotCircle,
		Chosen: o.chosen.made && !o.chosen.gone && o.chosen.role == nil && o.chosen.circle == m,
	}
	switch {
	case o.q.mark == markLead && m.LeadingCount > 0:
		row.Side, row.Lit = p.T("map.leading", m.LeadingCount), true
	case o.q.mark == markVacant && m.VacantCount > 0:
		row.Side = p.T("map.vacant", m.VacantCount)
	case o.q.mark == markOpen && m.OpenCount > 0:
		row.Side = p.T("map.open", m.OpenCount)
	case o.q.mark == markVacant, o.q.mark == markOpen:
		row.Back = true
	}
	chosen := o.q.choose(m.ID, 0)
	row.Href = chosen.href()
	if inside > 0 {
		usual := o.usual(m, level)
		row.Open = o.open(m, level)
		if row.Open {
			row.Twist = o.q.fold(m.ID, usual).href()
		} else {
			row.Twist = o.q.unfold(m.ID, usual).href()
		}
		// Choosing a folded circle opens it, and choosing it once more folds
		// it, so that Enter alone is enough where there is no script.
		switch {
		case !row.Open:
			row.Href = chosen.unfold(m.ID, usual).href()
		case row.Chosen:
			row.Href = chosen.fold(m.ID, usual).href()
		}
	}
	o.rows = append(o.rows, row)
	if !row.Open {
		return
	}
	for i, r := range m.Roles {
		o.role(m, r, level+1, i+1, inside)
	}
	for i, n := range informal {
		o.rows = append(o.rows, ui.TreeRow{
			ID: "informal-" + m.ID.String() + "-" + strconv.Itoa(i+1), Name: o.v.informalWord(n), Lang: o.v.informalLang(n), Who: o.v.name(o.look, n.Person), Side: p.T("map.informal"),
			Level: level + 1, Pos: len(m.Roles) + i + 1, Of: inside, Family: o.chart.family[m.ID], Href: o.q.choose(m.ID, 0).href(), Back: o.q.mark == markVacant || o.q.mark == markOpen,
		})
	}
	for i, sub := range m.Circles {
		o.circle(sub, level+1, len(m.Roles)+len(informal)+i+1, inside)
	}
}

func (o *outliner) role(m *org.MapCircle, r org.MapRole, level, pos, of int) {
	p := o.v.p
	row := ui.TreeRow{
		ID: r.ID.String(), Name: r.Name, Lang: o.v.foreign(), Who: o.v.holders(o.look, r), Level: level, Pos: pos, Of: of,
		Family: o.chart.family[m.ID], Href: o.q.choose(0, r.ID).href(),
		Chosen: o.chosen.role != nil && o.chosen.role.ID == r.ID,
	}
	switch {
	case r.Vacant():
		row.Dot = ui.DotOpen
		row.Out = o.q.mark == markVacant
	case r.Leading && o.q.mark == markLead:
		row.Dot, row.Side, row.Lit = ui.DotLit, p.T("map.leads"), true
	}
	row.Back = o.q.mark == markVacant && !r.Vacant() || o.q.mark == markOpen
	o.rows = append(o.rows, row)
}

// name is somebody's name, or what stands for one that was erased.
func (v *request) name(look *view, id org.PersonID) string {
	if n := look.Name(id); n != "" {
		return n
	}
	return v.p.T("person.former")
}
