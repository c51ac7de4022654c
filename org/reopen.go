package org

import "orpheus/internal/immutable"

// ReopenTension opens a tension again that is not resolved after all.
type ReopenTension struct {
	Tension TensionID `json:"tension" doc:"which tension" example:"T5"`
}

func (a *ReopenTension) Check(s *State, m Moment) error {
	t := s.Tension(a.Tension)
	switch {
	case t == nil:
		return refuse(NotFound, "tension.unknown", a.Tension)
	case t.Open():
		return refuse(Conflict, "tension.open", a.Tension)
	case t.Withdrawn:
		return refuse(Conflict, "tension.withdrawn", a.Tension)
	}
	return first(s.mustCircle(t.Circle), s.mustRaiser(m, a.Tension))
}

func (a *ReopenTension) Apply(d *Draft, m Moment) {
	t := d.tensions.Edit(d.own, a.Tension)
	if m.At-t.Resolved >= UndoFor { // else it was a slip
		d.trace(Trace{Tension: a.Tension, At: m.At, From: t.Circle, To: t.Circle})
	}
	t.Resolved, t.How = 0, 0
	c := d.circles.Edit(d.own, t.Circle)
	c.Tensions = immutable.With(c.Tensions, a.Tension)
}

func (a *ReopenTension) Tell(t *Telling) { t.tension(a.Tension) }

// ReopenInitiative goes on with work that was concluded: its last leads go on where they
// were planned to, and what it answered is open again.
type ReopenInitiative struct {
	Initiative InitiativeID `json:"initiative" doc:"which initiative" example:"I6"`
	Concluded  Time         `json:"concluded,omitzero" doc:"when it was concluded" derived:"yes"`
}

func (a *ReopenInitiative) Check(s *State, m Moment) error {
	i := s.Initiative(a.Initiative)
	switch {
	case i == nil:
		return refuse(NotFound, "initiative.unknown", a.Initiative)
	case i.Live():
		return refuse(Conflict, "initiative.live", a.Initiative)
	case i.Withdrawn:
		return refuse(Conflict, "initiative.withdrawn", a.Initiative)
	}
	if t := s.Tension(i.Tension); t != nil && t.Initiative != a.Initiative && s.Initiative(t.Initiative).Live() {
		return refuse(Conflict, "undo.built_on")
	}
	return first(s.mustCircle(i.Circle), s.mustTakePart(m, a.Initiative))
}

func (a *ReopenInitiative) Prepare(s *State, _ Moment) {
	a.Concluded = s.Initiative(a.Initiative).Concluded
}

func (a *ReopenInitiative) Apply(d *Draft, m Moment) {
	i := d.initiatives.Edit(d.own, a.Initiative)
	i.Concluded, i.Stopped, i.Outcome = 0, false, 0
	c := d.circles.Edit(d.own, i.Circle)
	c.Initiatives = immutable.With(c.Initiatives, a.Initiative)
	if i.Tension != 0 {
		d.tensions.Edit(d.own, i.Tension).Initiative = a.Initiative
	}
	for l := i.LastLead; l != 0; l = d.Lead(l).PrevOfWork {
		lead := d.Lead(l)
		if lead.End == LeadConcluded && lead.Until == a.Concluded && lead.Planned > m.At && d.Person(lead.Person).Present() &&
			d.LeadOf(lead.Person, a.Initiative) == 0 {
			d.resume(l)
		}
	}
	for id, k := range d.learnings.All() {
		if k.Initiative == a.Initiative && k.At == a.Concluded && k.Dropped == 0 {
			d.learnings.Edit(d.own, id).Dropped = m.At
		}
	}
	open, _ := d.Steps(a.Initiative)
	for _, st := range open {
		d.schedule(RefOf(st))
	}
}

// Follow opens what was resolved by it, and has questions wait again that it took back.
func (a *ReopenInitiative) Follow(s *State, m Moment) []Act {
	var acts []Act
	i := s.Initiative(a.Initiative)
	if t := s.Tension(i.Tension); t != nil && t.Resolved == a.Concluded && !t.Withdrawn && s.Circle(t.Circle).Live() {
		acts = append(acts, &ReopenTension{Tension: i.Tension})
	}
	for id, o := range s.Offers() {
		ask := &ReopenOffer{Offer: id}
		if o.Initiative == a.Initiative && o.Answer == Lapsed && o.Answered == a.Concluded && ask.Check(s, Moment{At: m.At, Face: Rule}) == nil {
			acts = append(acts, ask)
		}
	}
	return acts
}

func (a *ReopenInitiative) Tell(t *Telling) { t.work(a.Initiative) }

// ResumeLead goes on with a lead that was laid down or handed over a moment ago.
type ResumeLead struct {
	Lead LeadID `json:"lead" doc:"which lead" example:"L7"`
}

func (a *ResumeLead) Check(s *State, m Moment) error {
	l := s.Lead(a.Lead)
	switch {
	case l == nil:
		return refuse(NotFound, "lead.unknown", a.Lead)
	case l.Until == 0:
		return refuse(Conflict, "lead.goes_on", a.Lead)
	case l.End != LeadLaidDown && l.End != LeadHandedOver, l.Planned <= m.At:
		return refuse(Conflict, "lead.ended", a.Lead)
	}
	if err := first(mustTakeBack(m, l.Person, l.Until), s.mustInitiative(l.Initiative), s.mustPerson(l.Person)); err != nil {
		return err
	}
	if s.LeadOf(l.Person, l.Initiative) != 0 {
		return refuse(Conflict, "lead.leads_already", l.Person, l.Initiative)
	}
	for n := s.Initiative(l.Initiative).LastLead; n != 0; n = s.Lead(n).PrevOfWork {
		if n != a.Lead && s.Lead(n).Since >= l.Until {
			return refuse(Conflict, "lead.taken", l.Initiative)
		}
	}
	return nil
}

func (a *ResumeLead) Apply(d *Draft, _ Moment) { d.resume(a.Lead) }

func (a *ResumeLead) Say(s *State, _ *Entry) Said { return say("", a.Lead, s.ledBy(a.Lead)) }

func (a *ResumeLead) Tell(t *Telling) { t.work(t.S.Lead(a.Lead).Initiative) }

// resume has a lead that ended go on.
func (d *Draft) resume(id LeadID) {
	l := d.leads.Edit(d.own, id)
	l.Until, l.End = 0, LeadGoesOn
	p, i := d.people.Edit(d.own, l.Person), d.initiatives.Edit(d.own, l.Initiative)
	p.Leads, i.Leads = immutable.With(p.Leads, id), immutable.With(i.Leads, id)
	i.Joined = immutable.Without(i.Joined, l.Person)
	d.schedule(RefOf(id))
}

// ReopenOffer has a question wait again: its answer was taken back.
type ReopenOffer struct {
	Offer OfferID `json:"offer" doc:"which offer" example:"O4"`
}

func (a *ReopenOffer) Check(s *State, m Moment) error {
	o := s.Offer(a.Offer)
	switch {
	case o == nil:
		return refuse(NotFound, "offer.unknown", a.Offer)
	case o.Answer == Unanswered:
		return refuse(Conflict, "offer.waits", a.Offer)
	case o.Lapses <= m.At:
		return refuse(Conflict, "offer.answered", a.Offer)
	}
	by := o.To
	if o.Answer == Lapsed {
		by = o.By
	}
	if err := first(mustTakeBack(m, by, o.Answered), s.mustPerson(o.To), s.mustPerson(o.By)); err != nil {
		return err
	}
	if o.Lead != 0 {
		if err := s.mustLive(o.Lead); err != nil {
			return err
		}
	}
	if o.Initiative == 0 {
		return s.mustTension(o.Tension)
	}
	if s.LeadOf(o.To, o.Initiative) != 0 {
		return refuse(Conflict, "lead.leads_already", o.To, o.Initiative)
	}
	return first(s.mustInitiative(o.Initiative), s.checkWaiting(o.To, o.Initiative))
}

func (a *ReopenOffer) Apply(d *Draft, _ Moment) {
	o := d.offers.Edit(d.own, a.Offer)
	o.Answer, o.Answered, o.Reason = Unanswered, 0, 0
	p := d.people.Edit(d.own, o.To)
	p.Offers = immutable.With(p.Offers, a.Offer)
	if o.Initiative != 0 {
		i := d.initiatives.Edit(d.own, o.Initiative)
		i.Offers = immutable.With(i.Offers, a.Offer)
	}
	d.schedule(RefOf(a.Offer))
}

func (a *ReopenOffer) Say(s *State, e *Entry) Said {
	to := s.offered(a.Offer).To
	return say(when(e.By != 0 && e.By == to, ".self"), to, a.Offer)
}

func (a *ReopenOffer) Between(s *State) (by, to PersonID) { return s.between(a.Offer) }

func (a *ReopenOffer) Tell(t *Telling) {
	o := t.S.Offer(a.Offer)
	t.Thing = o.thing()
	t.to(BecauseAsking, o.By)
	t.to(BecauseAsked, o.To)
}
