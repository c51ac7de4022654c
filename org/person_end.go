package org

// LeavePerson ends somebody's part: their seats, leads and memberships end too,
// and what they named about themselves is dropped.
type LeavePerson struct {
	Person PersonID `json:"person" doc:"who leaves" example:"P2"`
}

func (a *LeavePerson) Check(s *State, m Moment) error {
	if err := first(s.mustPerson(a.Person), s.mustSelf(m, a.Person)); err != nil {
		return err
	}
	return s.mustNotBeLast(a.Person)
}

func (a *LeavePerson) Apply(d *Draft, m Moment) {
	p := d.people.Edit(d.own, a.Person)
	p.Until, p.Steward = m.At, false
}

func (a *LeavePerson) Follow(s *State, _ Moment) []Act {
	var acts []Act
	p := s.Person(a.Person)
	for _, id := range p.Leads {
		acts = append(acts, &LayDownLead{Lead: id})
	}
	for _, id := range p.Seats {
		acts = append(acts, &LeaveSeat{Seat: id})
	}
	for _, c := range p.Circles {
		acts = append(acts, &LeaveCircle{Circle: c, Person: a.Person})
	}
	for _, id := range p.Offers {
		acts = append(acts, &LapseOffer{Offer: id})
	}
	for _, id := range append(s.StandInsOf(a.Person), s.StandInsBy(a.Person)...) {
		acts = append(acts, &EndStandIn{StandIn: id})
	}
	for _, id := range p.Strengths {
		acts = append(acts, &DropStrength{Strength: id})
	}
	return acts
}

func (a *LeavePerson) Say(_ *State, e *Entry) Said {
	return say(byOther(e, a.Person), a.Person)
}

func (a *LeavePerson) Effect() Effect { return Effect{Left: a.Person} }

func (a *LeavePerson) Ending(s *State) Ending {
	p := s.Person(a.Person)
	if p == nil || !p.Present() {
		return Ending{}
	}
	return Ending{
		Goes:  append(s.endsWith(p), Goes{Key: "ending.signed_out"}),
		Stays: []string{"ending.stays.name", "ending.stays.back"},
	}
}

// endsWith is what ends with somebody's part, as LeavePerson.Follow ends it.
func (s *State) endsWith(p *Person) (all []Goes) {
	var roles, work, circles []Ref
	for _, id := range p.Seats {
		roles = append(roles, RefOf(s.Seat(id).Role))
	}
	for _, id := range p.Leads {
		work = append(work, RefOf(s.Lead(id).Initiative))
	}
	for _, id := range p.Circles {
		circles = append(circles, RefOf(id))
	}
	for _, g := range []Goes{
		{"ending.roles", len(roles), roles},
		{"ending.leads", len(work), work},
		{"ending.circles", len(circles), circles},
		{"ending.offers", len(p.Offers), nil},
		{"ending.strengths", len(p.Strengths), nil},
	} {
		if g.Count > 0 {
			all = append(all, g)
		}
	}
	return all
}

// ErasePerson says that everything personal about somebody was taken out of the
// records. It cannot be undone.
type ErasePerson struct {
	Person    PersonID `json:"person" doc:"who is erased" example:"P2"`
	KeepTexts bool     `json:"keep_texts,omitzero" doc:"what they wrote stays, without a name"`
}

func (a *ErasePerson) Check(s *State, m Moment) error {
	p := s.Person(a.Person)
	switch {
	case p == nil:
		return refuse(NotFound, "person.unknown", a.Person)
	case p.Erased:
		return refuse(Conflict, "person.erased", a.Person)
	}
	return first(s.mustSelf(m, a.Person), s.mustNotBeLast(a.Person))
}

func (a *ErasePerson) Apply(d *Draft, _ Moment) {
	d.people.Edit(d.own, a.Person).Erased = true
}

func (a *ErasePerson) Follow(s *State, _ Moment) []Act {
	if s.Person(a.Person).Present() {
		return []Act{&LeavePerson{Person: a.Person}}
	}
	return nil
}

func (a *ErasePerson) Say(_ *State, e *Entry) Said {
	return say(byOther(e, a.Person), a.Person)
}

func (a *ErasePerson) Effect() Effect {
	return Effect{Erased: a.Person, KeepTexts: a.KeepTexts, Renames: true}
}

func (a *ErasePerson) Ending(s *State) Ending {
	p := s.Person(a.Person)
	if p == nil || p.Erased {
		return Ending{}
	}
	e := Ending{Stays: []string{"ending.stays.acts", "ending.stays.titles", "ending.stays.copies"}}
	if p.Present() {
		e.Goes = s.endsWith(p)
	}
	e.Goes = append(e.Goes, Goes{Key: "ending.erased.name"}, Goes{Key: "ending.erased.texts"}, Goes{Key: "ending.erased.account"})
	return e
}
