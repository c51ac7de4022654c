package org

import "orpheus/internal/immutable"

// Offer is one person asking another to lead something; nobody leads because
// somebody else says so.
type Offer struct {
	_          struct{} `cbor:",toarray"`
	Initiative InitiativeID
	Tension    TensionID // where nobody led anything yet
	Lead       LeadID    // the lead that will be handed over; zero otherwise
	By         PersonID
	To         PersonID
	At         Time
	Lapses     Time
	Word       TextID
	Answer     OfferAnswer
	Answered   Time

	Reason    TextID // why it was declined; the two of them alone read it
	Forgotten bool   // it was declined long ago: nothing says so any more
}

type offerRow Offer

// MarshalCBOR writes the row, of old ones as it was before a no had a reason.
func (o Offer) MarshalCBOR() ([]byte, error) { return encodeRow(offerRow(o), 10) }

// UnmarshalCBOR reads what MarshalCBOR wrote.
func (o *Offer) UnmarshalCBOR(b []byte) error { return decodeRow(b, (*offerRow)(o)) }

// Private reports whether what became of the offer is between the two of them: it was
// declined, taken back, or nobody answered.
func (o *Offer) Private() bool { return o.Answer == Declined || o.Answer == Lapsed }

// between are the two whom an offer is about; nobody where s knows of none.
func (s *State) between(id OfferID) (by, to PersonID) {
	o := s.offered(id)
	return o.By, o.To
}

// OfferAnswer is what became of an offer.
type OfferAnswer uint8

// The answers.
const (
	Unanswered OfferAnswer = iota
	Accepted
	Declined
	Lapsed
)

var offerAnswerNames = []string{"unanswered", "accepted", "declined", "lapsed"}

func (a OfferAnswer) String() string { return offerAnswerNames[a] }

// OfferLasts is how long an offer waits for an answer.
const OfferLasts = 14 * Day

// NoLasts is for how long the two of them can see that one said no.
const NoLasts = 30 * Day

// OfferLead asks somebody to lead what nobody leads, or to share a lead of one's own.
type OfferLead struct {
	Offer      OfferID      `json:"offer,omitzero" doc:"the new id" derived:"id"`
	Tension    TensionID    `json:"tension,omitzero" doc:"which tension; or name an initiative"`
	Initiative InitiativeID `json:"initiative,omitzero" doc:"which initiative" example:"I2"`
	To         PersonID     `json:"to" doc:"whom you ask" example:"P6"`
	Word       Prose        `json:"word,omitzero" doc:"why you ask them"`
}

func (a *OfferLead) Check(s *State, m Moment) error {
	if err := s.checkAsked(m, a.To); err != nil {
		return err
	}
	switch {
	case a.Tension != 0 && a.Initiative != 0:
		return refuse(Invalid, "lead.what")
	case a.Tension != 0:
		if err := s.mustTension(a.Tension); err != nil {
			return err
		}
		t := s.Tension(a.Tension)
		if i := s.Initiative(t.Initiative); i != nil && len(i.Leads) > 0 {
			return s.checkShare(m, t.Initiative, a.To)
		}
		return first(s.mustBelong(m, t.Circle), s.mustReach(a.To, t.Circle))
	case a.Initiative != 0:
		if err := s.mustInitiative(a.Initiative); err != nil {
			return err
		}
		return s.checkShare(m, a.Initiative, a.To)
	}
	return refuse(Invalid, "lead.what")
}

func (a *OfferLead) Prepare(s *State, _ Moment) {
	a.Offer = s.offers.Next()
	if a.Tension != 0 && a.Initiative == 0 {
		if i := s.Initiative(s.Tension(a.Tension).Initiative); i != nil && i.Live() {
			a.Initiative = s.Tension(a.Tension).Initiative
		}
	}
}

func (a *OfferLead) Apply(d *Draft, m Moment) {
	d.offer(Offer{Initiative: a.Initiative, Tension: a.Tension, By: m.By, To: a.To, At: m.At, Word: a.Word.ID})
}

func (a *OfferLead) Undo(undoing) ([]Act, error) { return []Act{&LapseOffer{Offer: a.Offer}}, nil }

func (a *OfferLead) Say(_ *State, _ *Entry) Said {
	return say("", a.To, work(a.Initiative, a.Tension))
}

func (a *OfferLead) Tell(t *Telling) {
	t.Thing = t.S.Offer(a.Offer).thing()
	t.to(BecauseAsked, a.To)
}

// checkAsked says whether m can ask person to.
func (s *State) checkAsked(m Moment, to PersonID) error {
	if m.Nobody() {
		return refuse(Invalid, "right.somebody")
	}
	if to == m.By {
		return refuse(Invalid, "offer.self")
	}
	return s.mustPerson(to)
}

// checkShare says whether m can ask person to to lead initiative id too: anybody
// can while nobody leads it, else who leads it.
func (s *State) checkShare(m Moment, id InitiativeID, to PersonID) error {
	i := s.Initiative(id)
	if len(i.Leads) > 0 && s.LeadOf(m.By, id) == 0 {
		return refuse(Forbidden, "initiative.not_leading", id)
	}
	if s.LeadOf(to, id) != 0 {
		return refuse(Conflict, "lead.leads_already", to, id)
	}
	return first(s.mustBelong(m, i.Circle), s.mustReach(to, i.Circle), s.checkWaiting(to, id))
}

// mustReach refuses asking a guest about a circle that is none of theirs.
func (s *State) mustReach(p PersonID, c CircleID) error {
	if !s.Sees(p, c) {
		return refuse(Conflict, "offer.guest", p, c)
	}
	return nil
}

// checkWaiting refuses a second question about the same work.
func (s *State) checkWaiting(to PersonID, id InitiativeID) error {
	for _, o := range s.Person(to).Offers {
		if s.Offer(o).Initiative == id {
			return refuse(Conflict, "offer.waiting", to, id)
		}
	}
	return nil
}

// HandOverLead asks somebody to take over a lead. It goes on until they accept.
type HandOverLead struct {
	Offer OfferID  `json:"offer,omitzero" doc:"the new id" derived:"id"`
	Lead  LeadID   `json:"lead" doc:"which lead"`
	To    PersonID `json:"to" doc:"whom you ask" example:"P6"`
	Word  Prose    `json:"word,omitzero" doc:"what they should know"`
}

func (a *HandOverLead) Check(s *State, m Moment) error {
	if err := first(s.mustLive(a.Lead), s.mustOwn(m, a.Lead), s.checkAsked(m, a.To)); err != nil {
		return err
	}
	work := s.Lead(a.Lead).Initiative
	if s.LeadOf(a.To, work) != 0 {
		return refuse(Conflict, "lead.leads_already", a.To, work)
	}
	return first(s.mustReach(a.To, s.circleOf(work)), s.checkWaiting(a.To, work))
}

func (a *HandOverLead) Prepare(s *State, _ Moment) { a.Offer = s.offers.Next() }

func (a *HandOverLead) Apply(d *Draft, m Moment) {
	work := d.Lead(a.Lead).Initiative
	d.offer(Offer{Initiative: work, Lead: a.Lead, By: m.By, To: a.To, At: m.At, Word: a.Word.ID})
}

func (a *HandOverLead) Undo(undoing) ([]Act, error) {
	return []Act{&LapseOffer{Offer: a.Offer}}, nil
}

func (a *HandOverLead) Say(_ *State, _ *Entry) Said {
	return say("", a.To, a.Lead)
}

func (a *HandOverLead) Tell(t *Telling) {
	t.Thing = RefOf(t.S.Lead(a.Lead).Initiative)
	t.to(BecauseAsked, a.To)
}

// offer appends an offer that waits for an answer.
func (d *Draft) offer(o Offer) {
	o.Lapses = o.At + OfferLasts
	id := d.offers.Append(d.own, o)
	p := d.people.Edit(d.own, o.To)
	p.Offers = immutable.With(p.Offers, id)
	if o.Initiative != 0 {
		i := d.initiatives.Edit(d.own, o.Initiative)
		i.Offers = immutable.With(i.Offers, id)
	}
	d.schedule(RefOf(id))
}

// thing is what an offer is about.
func (o *Offer) thing() Ref {
	if o.Initiative != 0 {
		return RefOf(o.Initiative)
	}
	return RefOf(o.Tension)
}
