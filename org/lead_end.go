package org

// LayDownLead ends a lead so that the work is open again, unless others lead it
// too.
type LayDownLead struct {
	Lead LeadID `json:"lead" doc:"which lead"`
	Why  Prose  `json:"why,omitzero" doc:"what whoever takes it next should know"`
}

func (a *LayDownLead) Check(s *State, m Moment) error {
	return first(s.mustLive(a.Lead), s.mustOwn(m, a.Lead))
}

func (a *LayDownLead) Apply(d *Draft, m Moment) {
	work := d.Lead(a.Lead).Initiative
	d.endLead(a.Lead, m.At, LeadLaidDown)
	if a.Why.ID != 0 {
		d.note(Note{Initiative: work, By: m.By, Text: a.Why.ID, At: m.At})
	}
}

func (a *LayDownLead) Follow(s *State, _ Moment) []Act { return s.lapseOf(a.Lead) }

func (a *LayDownLead) Undo(u undoing) ([]Act, error) {
	acts := []Act{&ResumeLead{Lead: a.Lead}}
	if n := u.before.notes.Next(); a.Why.ID != 0 && u.now.Note(n).Stands() {
		acts = append(acts, &TakeBackNote{Note: n})
	}
	return append(acts, u.asked(a.Lead, 0)...), nil
}

// asked has questions wait again that waited before about handing over a lead, but one.
func (u undoing) asked(l LeadID, but OfferID) (acts []Act) {
	for _, id := range u.before.Initiative(u.before.Lead(l).Initiative).Offers {
		if id != but && u.before.Offer(id).Lead == l {
			acts = append(acts, &ReopenOffer{Offer: id})
		}
	}
	return acts
}

func (a *LayDownLead) Say(s *State, _ *Entry) Said {
	return say("", a.Lead, s.ledBy(a.Lead))
}

func (a *LayDownLead) Tell(t *Telling) { t.work(t.S.Lead(a.Lead).Initiative) }

// ExtendLead moves the planned end.
type ExtendLead struct {
	Lead  LeadID `json:"lead" doc:"which lead"`
	Until Time   `json:"until" doc:"the new planned end" example:"2027-06-01"`
}

func (a *ExtendLead) Check(s *State, m Moment) error {
	if a.Until == 0 {
		return refuse(Invalid, "end.missing")
	}
	return first(s.mustLive(a.Lead), s.mustOwn(m, a.Lead), checkEnd(a.Until, m))
}

func (a *ExtendLead) Apply(d *Draft, _ Moment) {
	d.leads.Edit(d.own, a.Lead).Planned = a.Until
	d.schedule(RefOf(a.Lead))
}

func (a *ExtendLead) Undo(u undoing) ([]Act, error) {
	switch old := u.before.Lead(a.Lead).Planned; {
	case u.now.Lead(a.Lead).Planned != a.Until:
		return nil, changed(u.now.Lead(a.Lead).Initiative)
	case old == a.Until:
		return nil, nothing()
	default:
		return []Act{&ExtendLead{Lead: a.Lead, Until: old}}, nil
	}
}

func (a *ExtendLead) Say(s *State, _ *Entry) Said {
	return say("", a.Lead, s.ledBy(a.Lead), a.Until)
}

var _ = endsByClock((*State).Lead, func(l *Lead) Time {
	if l.Until != 0 {
		return 0
	}
	return l.Planned
}, func(id LeadID) Act { return &ExpireLead{Lead: id} })

// ExpireLead is the clock ending a lead at its planned end.
type ExpireLead struct {
	Lead LeadID `json:"lead" doc:"which lead"`
}

func (a *ExpireLead) Check(s *State, m Moment) error {
	if err := first(s.mustLive(a.Lead), nobody(m)); err != nil {
		return err
	}
	if s.Lead(a.Lead).Planned > m.At {
		return refuse(Conflict, "lead.not_due", a.Lead)
	}
	return nil
}

func (a *ExpireLead) Apply(d *Draft, m Moment) { d.endLead(a.Lead, m.At, LeadExpired) }

func (a *ExpireLead) Follow(s *State, _ Moment) []Act { return s.lapseOf(a.Lead) }

func (a *ExpireLead) Say(s *State, _ *Entry) Said {
	return say("", a.Lead, s.ledBy(a.Lead))
}

func (a *ExpireLead) Tell(t *Telling) {
	t.to(BecauseTheirs, t.S.Lead(a.Lead).Person)
	t.work(t.S.Lead(a.Lead).Initiative)
}

// CorrectLeadOrigin sets right how a lead came about; what the rule found is kept.
type CorrectLeadOrigin struct {
	Lead   LeadID `json:"lead" doc:"which lead"`
	Origin Origin `json:"origin" doc:"how it began" example:"invited"`
}

func (a *CorrectLeadOrigin) Check(s *State, m Moment) error {
	l := s.Lead(a.Lead)
	switch {
	case l == nil:
		return refuse(NotFound, "lead.unknown", a.Lead)
	case a.Origin == Unknown:
		return refuse(Invalid, "origin.unknown", a.Origin)
	case m.Nobody(), m.By == l.Person, s.mustTakePart(m, l.Initiative) == nil:
		return nil
	}
	return refuse(Forbidden, "origin.not_involved")
}

func (a *CorrectLeadOrigin) Apply(d *Draft, _ Moment) {
	d.leads.Edit(d.own, a.Lead).Origin.Set = a.Origin
}

func (a *CorrectLeadOrigin) Say(s *State, e *Entry) Said {
	person := s.ledBy(a.Lead)
	return say(when(person != 0 && e.By == person, ".self"), a.Lead, person, a.Origin)
}

func (a *CorrectLeadOrigin) Tell(t *Telling) {
	l := t.S.Lead(a.Lead)
	t.Thing = RefOf(l.Initiative)
	t.to(BecauseLeads, l.Person)
}
