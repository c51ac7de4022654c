package org

// ForgetOffer lets go of a no, a while after it: the reason is taken out, and from then on the
// offer reads like one that nobody answered. Nobody is told of the no any more, neither of
// the two, whatever moment they look at; and nobody is told of this.
type ForgetOffer struct {
	Offer OfferID `json:"offer" doc:"which offer" example:"O2"`
}

func (a *ForgetOffer) Check(s *State, m Moment) error {
	o := s.Offer(a.Offer)
	switch {
	case o == nil:
		return refuse(NotFound, "offer.unknown", a.Offer)
	case o.Answer != Declined || o.Answered+NoLasts > m.At:
		return refuse(Conflict, "offer.answered", a.Offer)
	}
	return nobody(m)
}

func (a *ForgetOffer) Apply(d *Draft, _ Moment) {
	o := d.offers.Edit(d.own, a.Offer)
	o.Answer, o.Answered, o.Forgotten = Lapsed, o.Lapses, true
	d.trim()
}

// Drops names the reason.
func (a *ForgetOffer) Drops(s *State) []TextID {
	if o := s.Offer(a.Offer); o.Reason != 0 {
		return []TextID{o.Reason}
	}
	return nil
}

func (a *ForgetOffer) Say(_ *State, _ *Entry) Said { return say("", a.Offer) }
