package sentence

import "orpheus/org"

// The names and titles of things as they are in the state. What is not there is
// named by its id.

func (t *teller) circle(id org.CircleID) []Part {
	if c := t.s.Circle(id); c != nil {
		return titled(t, id, c.Name)
	}
	return titled(t, id, "")
}

func (t *teller) circles(ids []org.CircleID) []Part {
	if len(ids) == 0 {
		return t.circle(org.Root)
	}
	things := make([][]Part, len(ids))
	for i, id := range ids {
		things[i] = t.circle(id)
	}
	return t.list(things)
}

func (t *teller) role(id org.RoleID) []Part {
	if r := t.s.Role(id); r != nil {
		return titled(t, id, r.Name)
	}
	return titled(t, id, "")
}

// roleIn names a role with the circle it is in: many circles have a role of the
// same name.
func (t *teller) roleIn(id org.RoleID) []Part {
	r := t.s.Role(id)
	if r == nil || r.Circle == org.Root {
		return t.role(id)
	}
	parts := append(t.role(id), Part{Text: " ("})
	return append(append(parts, t.circle(r.Circle)...), Part{Text: ")"})
}

func (t *teller) tension(id org.TensionID) []Part {
	if n := t.s.Tension(id); n != nil {
		return titled(t, id, n.Title)
	}
	return titled(t, id, "")
}

func (t *teller) initiative(id org.InitiativeID) []Part {
	if i := t.s.Initiative(id); i != nil {
		return titled(t, id, i.Title)
	}
	return titled(t, id, "")
}

func (t *teller) guardrail(id org.GuardrailID) []Part {
	if g := t.s.Guardrail(id); g != nil {
		return titled(t, id, excerpt(g.Text))
	}
	return titled(t, id, "")
}

// work names what is led: an initiative, or a tension that nobody led yet.
func (t *teller) work(i org.InitiativeID, n org.TensionID) []Part {
	if i == 0 && n != 0 {
		return t.tension(n)
	}
	return t.initiative(i)
}

// seat names the role of a seat and who holds it.
func (t *teller) seat(id org.SeatID) (role, person []Part) {
	seat := t.s.Seat(id)
	if seat == nil {
		return titled(t, id, ""), t.person(0)
	}
	return t.roleIn(seat.Role), t.person(seat.Person)
}

// lead names what is led and who leads it.
func (t *teller) lead(id org.LeadID) (work, person []Part) {
	l := t.s.Lead(id)
	if l == nil {
		return titled(t, id, ""), t.person(0)
	}
	return t.initiative(l.Initiative), t.person(l.Person)
}

// offer names what is asked, who asked and who was asked.
func (t *teller) offer(id org.OfferID) (work, by, to []Part) {
	o := t.s.Offer(id)
	if o == nil {
		return titled(t, id, ""), t.person(0), t.person(0)
	}
	return t.work(o.Initiative, o.Tension), t.person(o.By), t.person(o.To)
}

// step names the work a step belongs to.
func (t *teller) step(id org.StepID) []Part {
	if st := t.s.Step(id); st != nil {
		return t.initiative(st.Initiative)
	}
	return titled(t, id, "")
}

// strength names whose it is, and says as what they named it.
func (t *teller) strength(id org.StrengthID) (person []Part, as org.Naming) {
	if st := t.s.Strength(id); st != nil {
		return t.person(st.Person), st.As
	}
	return t.person(0), org.AsStrength
}
