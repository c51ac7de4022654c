package org

import "orpheus/internal/immutable"

// AcceptOffer is saying yes: the lead begins, and one that is handed over ends.
type AcceptOffer struct {
	Offer      OfferID      `json:"offer" doc:"which offer"`
	Until      Time         `json:"until,omitzero" doc:"planned end; 90 days where empty"`
	Initiative InitiativeID `json:"initiative,omitzero" doc:"the work" derived:"yes"`
	Lead       LeadID       `json:"lead,omitzero" doc:"the new id" derived:"id"`
	Origin     Origin       `json:"origin,omitzero" doc:"how it began" derived:"yes"`
	Note       NoteID       `json:"note,omitzero" doc:"what was said at the hand-over, kept in the log of the work" derived:"yes"`
}

func (a *AcceptOffer) Check(s *State, m Moment) error {
	if err := first(s.mustOffer(a.Offer), s.mustBeAsked(m, a.Offer), checkEnd(a.Until, m)); err != nil {
		return err
	}
	o := s.Offer(a.Offer)
	work := o.Initiative
	if o.Tension != 0 && work == 0 {
		if err := s.mustTension(o.Tension); err != nil {
			return err
		}
		work = s.Tension(o.Tension).Initiative
	}
	i := s.Initiative(work)
	switch {
	case i == nil:
		return nil
	case !i.Live() && o.Tension == 0:
		return refuse(Conflict, "initiative.concluded", work)
	case s.LeadOf(o.To, work) != 0:
		return refuse(Conflict, "lead.leads_already", o.To, work)
	case o.Lead == 0 && len(i.Leads) > 0 && s.LeadOf(o.By, work) == 0:
		return refuse(Conflict, "lead.taken", work)
	}
	return nil
}

func (a *AcceptOffer) Prepare(s *State, m Moment) {
	o := s.Offer(a.Offer)
	a.Lead, a.Until, a.Initiative = s.leads.Next(), plannedEnd(a.Until, m), o.Initiative
	if o.Tension != 0 && a.Initiative == 0 {
		a.Initiative = s.Tension(o.Tension).Initiative
		if i := s.Initiative(a.Initiative); i == nil || !i.Live() {
			a.Initiative = s.initiatives.Next()
		}
	}
	c := s.circleOf(a.Initiative)
	if c == 0 {
		c = s.Tension(o.Tension).Circle
	}
	a.Origin = s.askedBy(o.By, c)
	if o.Lead != 0 && o.Word != 0 {
		a.Note = s.notes.Next()
	}
}

func (a *AcceptOffer) Apply(d *Draft, m Moment) {
	d.answer(a.Offer, Accepted, m.At)
	o := d.Offer(a.Offer)
	if !d.initiatives.Has(a.Initiative) {
		t := d.Tension(o.Tension)
		d.begin(Initiative{Title: t.Title, Body: t.Body, Circle: t.Circle, Serves: t.Circle, Tension: o.Tension, By: o.To, Started: m.At})
	}
	if o.Lead != 0 {
		d.endLead(o.Lead, m.At, LeadHandedOver)
	}
	d.lead(Lead{
		Initiative: a.Initiative, Person: o.To, Since: m.At, Planned: a.Until, Origin: Corrected{Found: a.Origin}, From: o.Lead,
	})
	if a.Note != 0 {
		d.note(Note{Initiative: a.Initiative, By: o.By, Text: o.Word, At: m.At, Lead: o.Lead})
	}
}

// Follow takes back what else was offered of a lead that is handed over.
func (a *AcceptOffer) Follow(s *State, _ Moment) []Act {
	if l := s.Offer(a.Offer).Lead; l != 0 {
		return s.lapseOf(l)
	}
	return nil
}

func (a *AcceptOffer) Undo(u undoing) ([]Act, error) {
	o, was := u.before.Offer(a.Offer), u.before.Initiative(a.Initiative)
	if was == nil {
		return []Act{&WithdrawInitiative{Initiative: a.Initiative}, &ReopenOffer{Offer: a.Offer}}, nil
	}
	acts := []Act{&WithdrawLead{Lead: a.Lead, Joins: immutable.Contains(was.Joined, o.To), Note: a.Note}}
	if o.Lead != 0 {
		acts = append(acts, &ResumeLead{Lead: o.Lead})
	}
	acts = append(acts, &ReopenOffer{Offer: a.Offer})
	if o.Lead != 0 {
		acts = append(acts, u.asked(o.Lead, a.Offer)...)
	}
	return acts, nil
}

func (a *AcceptOffer) Say(s *State, _ *Entry) Said {
	o := s.offered(a.Offer)
	var about any = a.Offer
	if a.Initiative != 0 {
		about = a.Initiative
	}
	return say(when(o.Lead != 0, ".handed"), o.By, about)
}

func (*AcceptOffer) Lights() bool { return true }

func (a *AcceptOffer) Tell(t *Telling) {
	t.to(BecauseAsking, t.S.Offer(a.Offer).By)
	t.work(a.Initiative)
}

// DeclineOffer is saying no. It is between the two of them, with its reason.
type DeclineOffer struct {
	Offer OfferID `json:"offer" doc:"which offer"`
	Word  Prose   `json:"word,omitzero" doc:"why not, for whoever asked alone"`
}

func (a *DeclineOffer) Check(s *State, m Moment) error {
	return first(s.mustOffer(a.Offer), s.mustBeAsked(m, a.Offer))
}

func (a *DeclineOffer) Apply(d *Draft, m Moment) {
	d.answer(a.Offer, Declined, m.At)
	if a.Word.ID != 0 {
		d.offers.Edit(d.own, a.Offer).Reason = a.Word.ID
	}
}

func (a *DeclineOffer) Undo(undoing) ([]Act, error) { return []Act{&ReopenOffer{Offer: a.Offer}}, nil }

func (a *DeclineOffer) Between(s *State) (by, to PersonID) { return s.between(a.Offer) }

func (a *DeclineOffer) Say(s *State, _ *Entry) Said {
	return say("", s.offered(a.Offer).By, a.Offer)
}

func (a *DeclineOffer) Tell(t *Telling) {
	o := t.S.Offer(a.Offer)
	t.Thing = o.thing()
	t.to(BecauseAsking, o.By)
}

// An offer owes the clock its end, and where it was declined, that nothing says so any more.
var _ = registerDeadline('O', &deadline{
	at: func(s *State, n uint32) Time {
		switch o := s.Offer(OfferID(n)); o.Answer {
		case Unanswered:
			return o.Lapses
		case Declined:
			return o.Answered + NoLasts
		}
		return 0
	},
	act: func(s *State, n uint32) Act {
		if s.Offer(OfferID(n)).Answer == Declined {
			return &ForgetOffer{Offer: OfferID(n)}
		}
		return &LapseOffer{Offer: OfferID(n)}
	},
	has: func(s *State, n uint32) bool { return s.Offer(OfferID(n)) != nil },
})

// LapseOffer ends an offer nobody answered: by the clock, or because whoever
// made it takes it back.
type LapseOffer struct {
	Offer OfferID `json:"offer" doc:"which offer" example:"O2"`
}

func (a *LapseOffer) Check(s *State, m Moment) error {
	if err := s.mustOffer(a.Offer); err != nil {
		return err
	}
	if !m.Nobody() && s.Offer(a.Offer).By != m.By {
		return refuse(Forbidden, "offer.not_yours", a.Offer)
	}
	return nil
}

func (a *LapseOffer) Apply(d *Draft, m Moment) { d.answer(a.Offer, Lapsed, m.At) }

func (a *LapseOffer) Undo(undoing) ([]Act, error) { return []Act{&ReopenOffer{Offer: a.Offer}}, nil }

func (a *LapseOffer) Between(s *State) (by, to PersonID) { return s.between(a.Offer) }

func (a *LapseOffer) Say(s *State, _ *Entry) Said {
	return say("", s.offered(a.Offer).To, a.Offer)
}

func (a *LapseOffer) Tell(t *Telling) {
	o := t.S.Offer(a.Offer)
	t.Thing = o.thing()
	t.to(BecauseAsking, o.By)
	if t.E.Face != Clock {
		t.matter = MatterPart
		t.to(BecauseTheirs, o.To)
	}
}

// answer ends an offer.
func (d *Draft) answer(id OfferID, how OfferAnswer, at Time) {
	o := d.offers.Edit(d.own, id)
	o.Answer, o.Answered = how, at
	p := d.people.Edit(d.own, o.To)
	p.Offers = immutable.Without(p.Offers, id)
	if o.Initiative != 0 {
		i := d.initiatives.Edit(d.own, o.Initiative)
		i.Offers = immutable.Without(i.Offers, id)
	}
	d.schedule(RefOf(id))
}

func (s *State) mustOffer(id OfferID) error {
	o := s.Offer(id)
	if o == nil {
		return refuse(NotFound, "offer.unknown", id)
	}
	if o.Answer != Unanswered {
		return refuse(Conflict, "offer.answered", id)
	}
	return nil
}

func (s *State) mustBeAsked(m Moment, id OfferID) error {
	if o := s.Offer(id); o == nil || (!m.Nobody() && o.To == m.By) {
		return nil
	}
	return refuse(Forbidden, "offer.not_to_you", id)
}

// lapseOf returns the acts that take back hand-overs of a lead that ended.
func (s *State) lapseOf(l LeadID) []Act {
	var acts []Act
	for _, id := range s.Initiative(s.Lead(l).Initiative).Offers {
		if s.Offer(id).Lead == l {
			acts = append(acts, &LapseOffer{Offer: id})
		}
	}
	return acts
}
