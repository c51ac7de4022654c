package org

// Person is somebody taking part. Names are not here: they are in the records.
type Person struct {
	_       struct{} `cbor:",toarray"`
	Guest   bool
	Steward bool // looks after the settings and invites people
	Erased  bool // everything personal is gone for good
	Since   Time
	Until   Time // zero while they take part

	Seats    []SeatID   // held now
	Circles  []CircleID // joined now, apart from seats
	Leads    []LeadID   // going on now
	Offers   []OfferID  // waiting for their answer
	LastSeat SeatID     // newest of all seats ever; older ones by Seat.PrevOfPerson
	LastLead LeadID     // newest of all leads ever; older ones by Lead.PrevOfPerson

	Strengths []StrengthID // strengths, wishes and energy they name now, in the order they named them
}

// Present reports whether the person takes part now.
func (p *Person) Present() bool { return p.Until == 0 }

// JoinPerson adds somebody, or brings back somebody who left. The name goes
// with the request to the records and never into the log.
type JoinPerson struct {
	Person PersonID `json:"person,omitzero" doc:"who comes back; the new id where empty"`
	Guest  bool     `json:"guest,omitzero" doc:"a guest sees only the circles they are in" example:"true"`
}

func (a *JoinPerson) Check(s *State, m Moment) error {
	if a.Person == 0 {
		return first(s.mustExist(), s.mustMember(m), s.mustInvite(m, a.Guest))
	}
	p := s.Person(a.Person)
	switch {
	case p == nil:
		return refuse(NotFound, "person.unknown", a.Person)
	case p.Erased:
		return refuse(Conflict, "person.erased", a.Person)
	case p.Present():
		return refuse(Conflict, "person.present", a.Person)
	}
	return s.mustSteward(m)
}

func (a *JoinPerson) Prepare(s *State, _ Moment) {
	if a.Person == 0 {
		a.Person = s.people.Next()
	}
}

func (a *JoinPerson) Apply(d *Draft, m Moment) {
	if !d.people.Has(a.Person) {
		d.people.Append(d.own, Person{Guest: a.Guest, Since: m.At})
		return
	}
	p := d.people.Edit(d.own, a.Person)
	p.Until, p.Guest = 0, a.Guest
}

// Return has the act bring somebody back instead of adding somebody.
func (a *JoinPerson) Return(p PersonID) { a.Person = p }

func (a *JoinPerson) Say(s *State, e *Entry) Said {
	if p := s.Person(a.Person); p != nil && p.Since < e.At {
		return say(".back", a.Person)
	}
	return say(when(a.Guest, ".guest"), a.Person)
}

func (a *JoinPerson) Effect() Effect { return Effect{Known: a.Person, Renames: true} }

// RecordPerson writes down somebody who took part before the log began and
// left since.
type RecordPerson struct {
	Person PersonID `json:"person,omitzero" doc:"the new id" derived:"id"`
}

func (a *RecordPerson) Check(s *State, m Moment) error { return first(s.mustExist(), nobody(m)) }

func (a *RecordPerson) Prepare(s *State, _ Moment) { a.Person = s.people.Next() }

func (a *RecordPerson) Apply(d *Draft, m Moment) {
	d.people.Append(d.own, Person{Until: m.At})
}

func (a *RecordPerson) Say(_ *State, _ *Entry) Said {
	return say("", a.Person)
}

func (a *RecordPerson) Effect() Effect { return Effect{Known: a.Person, Renames: true} }

// SetSteward makes somebody a steward, or ends it.
type SetSteward struct {
	Person  PersonID `json:"person" doc:"whose stewardship it is" example:"P2"`
	Steward bool     `json:"steward" doc:"whether they are one from now on"`
}

func (a *SetSteward) Check(s *State, m Moment) error {
	if err := first(s.mustPerson(a.Person), s.mustSteward(m)); err != nil {
		return err
	}
	if s.Person(a.Person).Guest {
		return refuse(Conflict, "person.guest_steward", a.Person)
	}
	if a.Steward {
		return nil
	}
	return s.mustNotBeLast(a.Person)
}

func (a *SetSteward) Apply(d *Draft, _ Moment) {
	d.people.Edit(d.own, a.Person).Steward = a.Steward
}

func (a *SetSteward) Say(_ *State, e *Entry) Said {
	return say(when(!a.Steward, ".end")+byOther(e, a.Person), a.Person)
}

func (a *SetSteward) Ending(*State) Ending { return Ending{Why: "settings.stewards.why"} }

func (a *SetSteward) Tell(t *Telling) {
	t.Thing = RefOf(a.Person)
	if t.E.By != 0 { // who founds an organisation knows
		t.to(BecauseTheirs, a.Person)
	}
}

// mustSelf lets through the person it is about, and stewards.
func (s *State) mustSelf(m Moment, p PersonID) error {
	if m.By == p && !m.Nobody() {
		return nil
	}
	return s.mustSteward(m)
}

// mustNotBeLast refuses what would leave the organisation without a steward.
func (s *State) mustNotBeLast(p PersonID) error {
	if s.Person(p).Steward && s.stewards() == 1 {
		return refuse(Conflict, "person.last_steward", p)
	}
	return nil
}

func (s *State) stewards() (n int) {
	for _, p := range s.People() {
		if p.Steward {
			n++
		}
	}
	return n
}

// mustExist refuses acts before the organisation is founded.
func (s *State) mustExist() error {
	if s.Founded == 0 {
		return refuse(NotFound, "org.unfounded")
	}
	return nil
}

// mustPerson refuses people who do not take part.
func (s *State) mustPerson(id PersonID) error {
	p := s.Person(id)
	if p == nil {
		return refuse(NotFound, "person.unknown", id)
	}
	if !p.Present() {
		return refuse(Conflict, "person.gone", id)
	}
	return nil
}
