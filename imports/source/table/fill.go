package table

import (
	"orpheus/imports/source"
)

// fill reads the rows of a grid.
func (t *Table) fill(g *grid) {
	above := "" // the circle of the row above
	way := mapWay{}
	for _, cells := range g.rows {
		r := &row{where: where{g.Sheet, cells.Line}, t: t, g: g, r: cells}
		if g.kind == peopleTable {
			t.person(r)
			continue
		}
		said := r.said(ColCircle)
		if said == "" && t.opt.FillDown {
			said = above
		}
		if said == "" {
			t.refuse(r.where, r.col(ColCircle), source.CodeNoCircle, "odd.table.no_circle")
			continue
		}
		above = said
		switch g.kind {
		case circlesTable:
			t.circle(r, said)
		case rolesTable:
			t.role(r, said)
		default:
			t.seat(r, said, &way)
		}
	}
}

// person reads a row of people.
func (t *Table) person(r *row) {
	column, said := r.names()
	if said == "" || source.Placeholder(said) {
		if said = r.said(ColMail); said == "" {
			t.refuse(r.where, column, source.CodeNoHandle, "odd.table.nobody")
			return
		}
	}
	p := t.who(r.where, column, said)
	if p == nil {
		return
	}
	r.about(p, true)
}

// key is the key of a circle: "" for the organisation.
func circleKey(said string) string {
	if said == "." {
		return ""
	}
	return keyed(said)
}

// circle reads a row of circles.
func (t *Table) circle(r *row, said string) {
	s, ok := r.span()
	if !ok {
		return
	}
	c := circle{where: r.where, span: s, key: circleKey(said), name: r.name(ColName), purpose: r.prose(ColPurpose)}
	if c.key == "" {
		return // the organisation is there already, and keeps its name
	}
	if c.name == "" {
		c.name, c.unsaid = r.cut(ColCircle, said), source.PartName
	}
	if !r.g.has(ColPurpose) {
		c.unsaid |= source.PartPurpose
	}
	if !r.g.has(ColParents) {
		c.unsaid |= source.PartParents
	}
	c.within(r.list(ColParents))
	c.listed, t.listed = true, true
	t.circles = append(t.circles, c)
}

// within names the circles that a circle is in.
func (c *circle) within(parents []string) {
	for _, p := range parents {
		if p = source.OneLine(p); p != "" {
			c.parents, c.parentNames = append(c.parents, circleKey(p)), append(c.parentNames, p)
		}
	}
}

// role reads a row of roles.
func (t *Table) role(r *row, said string) {
	name := r.said(ColRole)
	if name == "" {
		t.refuse(r.where, r.col(ColRole), source.CodeNoName, "odd.table.no_role")
		return
	}
	x := role{
		where: r.where, circle: circleKey(said), key: keyed(name), name: r.name(ColName), purpose: r.prose(ColPurpose), leads: r.yes(ColLeads), formal: r.yes(ColFormal),
		detail: source.Detail{
			Places: r.number(ColPlaces), TermDays: r.number(ColTermDays),
			Accountabilities: r.statements(ColAccountabilities), Domains: r.statements(ColDomains),
		},
	}
	if x.name == "" {
		x.name, x.unsaid = r.cut(ColRole, name), source.PartName
	}
	if !r.g.has(ColPurpose) {
		x.unsaid |= source.PartPurpose
	}
	if r.g.has(ColLeads) && x.leads == unsaid {
		x.leads = no
	}
	for i := range t.roles {
		if t.roles[i].circle == x.circle && t.roles[i].key == x.key {
			t.note(r.where, r.col(ColRole), source.CodeSameRole, "odd.role.twice", source.Quote(name))
			return
		}
	}
	t.named(circle{where: r.where, key: x.circle, name: r.cut(ColCircle, said), unsaid: source.PartName | source.PartPurpose | source.PartParents})
	t.roles = append(t.roles, x)
}

// seat reads a row of seats.
func (t *Table) seat(r *row, said string, way *mapWay) {
	s, ok := r.span()
	if !ok {
		return
	}
	x := seat{where: r.where, span: s, circle: circleKey(said), leads: r.yes(ColLeads), formal: r.yes(ColFormal), termCol: r.col(ColTerm)}
	c := circle{where: r.where, span: s, key: x.circle, name: r.cut(ColCircle, said), unsaid: source.PartName | source.PartPurpose | source.PartParents}
	if r.g.has(colIn) {
		way.place(&c, said, r.said(colIn))
		c.unsaid, x.circle = source.PartPurpose, c.key
	}
	if r.g.has(ColPurpose) && !r.g.has(ColRole) {
		c.purpose, c.unsaid = r.prose(ColPurpose), c.unsaid&^source.PartPurpose
	}
	if parents := r.list(ColParents); len(parents) > 0 {
		c.within(parents)
		c.unsaid &^= source.PartParents
	}
	t.named(c)
	term := ColTerm
	if r.g.has(colIn) {
		term, x.termCol = ColUntil, r.col(ColUntil)
	}
	if text := r.said(term); text != "" {
		at, fine := moment(text, t.opt.zone(), true)
		if !fine {
			t.note(r.where, r.col(term), source.CodeDate, "odd.table.term", source.Quote(text))
		} else {
			x.held.Term = at
		}
	}
	x.held.Origin, x.held.Focus = r.origin(), r.cut(ColFocus, r.said(ColFocus))
	if name := r.said(ColRole); name != "" {
		x.role, x.roleName = keyed(name), r.cut(ColRole, name)
	}
	column, who := r.names()
	if r.g.has(colIn) {
		x.roleName, who = disarmed(x.roleName), disarmed(who)
		x.role = keyed(x.roleName)
	}
	switch {
	case who == "" || source.Placeholder(who):
		x.open = x.role != ""
	default:
		if x.person = t.who(r.where, column, who); x.person == nil {
			return
		}
		r.about(x.person, false)
	}
	t.seats = append(t.seats, x)
}

// named keeps what a row of seats or roles says of its circle.
func (t *Table) named(c circle) {
	if c.key == "" {
		return
	}
	t.circles = append(t.circles, c)
}
