package table

import (
	"slices"

	"orpheus/imports/source"
)

// seatsLive places everybody whose row holds at the moment.
func (a *at) seatsLive() {
	for i := range a.t.seats {
		x := &a.t.seats[i]
		if !x.at(a.when, a.undated) {
			continue
		}
		circle, there := a.resolve(x.circle)
		if !there {
			if x.person != nil || x.open {
				a.refuse(x.where, 0, source.CodeClosed, "odd.table.closed", source.Quote(x.circle))
			}
			continue
		}
		switch {
		case x.role == "" && x.person == nil:
		case x.role == "" && circle == "":
			a.present(a.who(x.person))
		case x.role == "":
			c := &a.s.Circles[a.circles[circle]]
			who := a.who(x.person)
			if slices.Contains(c.Members, who) {
				a.twice(x)
				continue
			}
			c.Members = append(c.Members, who)
		default:
			a.sit(x, circle)
		}
	}
}

// twice tells of a row that says what another has said.
func (a *at) twice(x *seat) {
	a.note(x.where, -1, source.CodeSameRow, "odd.table.twice", source.Quote(x.person.self().person().Name))
}

// present adds somebody to who takes part.
func (a *at) present(who int) {
	if !slices.Contains(a.s.Present, who) {
		a.s.Present = append(a.s.Present, who)
	}
}

// sit puts whom a row names into its role, or leaves a place open.
func (a *at) sit(x *seat, circle string) {
	r := a.role(circle, x.role)
	if r == nil {
		r = a.makeRole(circle, source.Role{
			Key: x.role, Name: x.roleName, Unsaid: source.PartName | source.PartPurpose | source.PartLeads,
		})
	}
	if r.Unsaid.Has(source.PartLeads) || x.leads == yes { // a table of roles says it better
		if x.leads != unsaid {
			r.Leads = r.Leads || x.leads == yes
			if x.leads == yes {
				r.Unsaid &^= source.PartLeads
			}
		}
	}
	r.Formal = r.Formal || x.formal == yes
	if x.person == nil {
		r.Vacancies++
		return
	}
	who := a.who(x.person)
	if slices.Contains(r.Holders, who) {
		a.twice(x)
		return
	}
	held := x.held
	if !held.Term.IsZero() && !held.Term.After(a.when) {
		a.note(x.where, x.termCol, source.CodeTermOver, "odd.table.term_over")
		held = source.Holding{Origin: held.Origin, Focus: held.Focus}
	}
	r.Holders, r.Held = append(r.Holders, who), append(r.Held, held)
}

// seatsOver writes down who held a role once.
func (a *at) seatsOver() {
	for i := range a.t.seats {
		x := &a.t.seats[i]
		circle, there := a.resolve(x.circle)
		if !there || !x.over(a.when) || x.person == nil || x.role == "" {
			continue
		}
		r := a.role(circle, x.role)
		if r == nil {
			r = a.makeRole(circle, source.Role{
				Key: x.role, Name: x.roleName, Past: true, Unsaid: source.PartName | source.PartPurpose | source.PartLeads,
			})
		}
		if who := a.who(x.person); !slices.Contains(r.Former, who) {
			r.Former = append(r.Former, who)
		}
	}
}

// seatless has those take part whom a table of people names and no row of seats.
func (a *at) seatless() {
	placed := map[*person]bool{}
	for i := range a.t.seats {
		if p := a.t.seats[i].person; p != nil {
			placed[p.self()] = true
		}
	}
	for _, p := range a.t.people {
		if p.same == nil && !placed[p] && a.undated {
			a.present(a.who(p))
		}
	}
}

// finish settles places and looks whether anybody leads.
func (a *at) finish() {
	leads, roles := false, false
	settle := func(list []source.Role) {
		for i := range list {
			r := &list[i]
			roles, leads = true, leads || r.Leads
			if !slices.ContainsFunc(r.Held, func(h source.Holding) bool { return h != source.Holding{} }) {
				r.Held = nil
			}
			if d := r.Detail; d != nil && d.Places != nil && *d.Places != 0 && int(*d.Places) < len(r.Holders) {
				a.notes.Note("", 0, source.CodePlaces, "odd.table.places", source.Quote(r.Name), int(*d.Places), len(r.Holders))
				wide := *d
				n := uint16(min(len(r.Holders), 1<<16-1))
				wide.Places = &n
				r.Detail = &wide
			}
		}
	}
	settle(a.s.RootRoles)
	for i := range a.s.Circles {
		settle(a.s.Circles[i].Roles)
	}
	if !leads && (roles || len(a.s.Circles) > 0) {
		a.notes.Note("", 0, source.CodeNoLead, "odd.table.no_lead")
	}
	a.s.Oddities = a.notes
	a.s.Arrange()
}
