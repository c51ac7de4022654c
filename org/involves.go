package org

// Involves reports whether an act is somebody's: they did it, it names them, or it is about a
// seat, a lead, an offer or a strength of theirs.
func (s *State) Involves(e *Entry, p PersonID) bool {
	if e.By == p {
		return true
	}
	for _, r := range About(e.Act) {
		if s.belongsTo(r, p) {
			return true
		}
	}
	return false
}

func (s *State) belongsTo(r Ref, p PersonID) bool {
	switch r.Letter {
	case 'P':
		return PersonID(r.N) == p
	case 'S':
		t := s.Seat(SeatID(r.N))
		return t != nil && t.Person == p
	case 'L':
		l := s.Lead(LeadID(r.N))
		return l != nil && l.Person == p
	case 'O':
		o := s.Offer(OfferID(r.N))
		return o != nil && (o.By == p || o.To == p)
	case 'V':
		t := s.StandIn(StandInID(r.N))
		return t != nil && (t.Person == p || t.Who == p)
	case 'Z':
		z := s.Strength(StrengthID(r.N))
		return z != nil && z.Person == p
	case 'W':
		t := s.Thanks(ThanksID(r.N))
		return t != nil && (t.By == p || t.To == p)
	case 'Y':
		n := s.Informal(InformalID(r.N))
		return n != nil && n.Person == p
	}
	return false
}
