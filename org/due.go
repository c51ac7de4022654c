package org

// dueItem is something the clock will end unless it changes first.
type dueItem struct {
	at    Time
	lead  LeadID
	seat  SeatID
	offer OfferID
}

// Before orders by moment, then by what it is, so that the clock always acts in
// the same order.
func (a dueItem) Before(b dueItem) bool {
	switch {
	case a.at != b.at:
		return a.at < b.at
	case a.lead != b.lead:
		return a.lead < b.lead
	case a.seat != b.seat:
		return a.seat < b.seat
	}
	return a.offer < b.offer
}

// act returns the act of the clock for it; nil when it ended or moved already.
func (a dueItem) act(s *State) Act {
	switch {
	case a.lead != 0:
		if l := s.Lead(a.lead); l.Until == 0 && l.Planned == a.at {
			return &ExpireLead{Lead: a.lead}
		}
	case a.seat != 0:
		if t := s.Seat(a.seat); t.Until == 0 && t.Term == a.at {
			return &ExpireSeat{Seat: a.seat}
		}
	case a.offer != 0:
		if o := s.Offer(a.offer); o.Answer == Unanswered && o.Lapses == a.at {
			return &LapseOffer{Offer: a.offer}
		}
	}
	return nil
}

// schedule notes that something ends at a.at.
func (d *Draft) schedule(a dueItem) {
	if a.at != 0 {
		d.due = d.due.Push(a)
	}
	d.trim()
}

// trim drops from the front what ended or moved by itself.
func (d *Draft) trim() {
	for {
		next, ok := d.due.First()
		if !ok || next.act(&d.State) != nil {
			return
		}
		d.due = d.due.Pop()
	}
}

// Due returns the first act that the clock owes at or before now, with the
// moment it was due; nil when there is none. Doing it makes the next one first.
func (s *State) Due(now Time) (Act, Time) {
	for h := s.due; ; h = h.Pop() {
		next, ok := h.First()
		if !ok || next.at > now {
			return nil, 0
		}
		if act := next.act(s); act != nil {
			return act, next.at
		}
	}
}

// NextDue returns the moment of the first act the clock will do, zero for none.
func (s *State) NextDue() Time {
	_, at := s.Due(1<<63 - 1)
	return at
}

// reschedule builds the queue anew from the rows.
func (d *Draft) reschedule() {
	for id, l := range d.leads.All() {
		if l.Until == 0 {
			d.schedule(dueItem{at: l.Planned, lead: id})
		}
	}
	for id, t := range d.seats.All() {
		if t.Until == 0 {
			d.schedule(dueItem{at: t.Term, seat: id})
		}
	}
	for id, o := range d.offers.All() {
		if o.Answer == Unanswered {
			d.schedule(dueItem{at: o.Lapses, offer: id})
		}
	}
}
