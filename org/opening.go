package org

// Opening is open leadership work that anyone may take, whoever asks: what nobody leads, or
// a role nobody holds.
type Opening struct {
	Ref      Ref // a tension, an initiative or a role
	Circle   CircleID
	Since    Time
	Critical bool     // holding it is leading its circle
	Last     PersonID // who led or held it last; nobody where nobody did
}

// Openings returns all that is open: tensions, then initiatives, then roles, each in the order
// of their ids. What is being decided waits for that, and roles of the line organisation
// are filled by whoever answers for them.
func (s *State) Openings() (all []Opening) {
	decided := s.beingDecided()
	for id, t := range s.Tensions() {
		if s.Unanswered(t) && !decided[id] {
			all = append(all, Opening{Ref: RefOf(id), Circle: t.Circle, Since: t.Raised})
		}
	}
	for id, i := range s.Initiatives() {
		if i.unled() {
			o := Opening{Ref: RefOf(id), Circle: i.Circle, Since: s.unledSince(i)}
			if l := s.Lead(i.LastLead); l != nil {
				o.Last = l.Person
			}
			all = append(all, o)
		}
	}
	for id, r := range s.Roles() {
		if s.empty(r) {
			o := Opening{Ref: RefOf(id), Circle: r.Circle, Since: r.Made, Critical: r.Leads}
			if t := s.Seat(r.LastSeat); t != nil {
				o.Since, o.Last = max(t.Until, r.Made), t.Person
			}
			all = append(all, o)
		}
	}
	return all
}

// empty reports whether anyone may take a role, since nobody holds it.
func (s *State) empty(r *Role) bool {
	return r.Live() && !r.Formal && len(r.Seats) == 0 && s.Circle(r.Circle).Live()
}

// IsOpening reports whether a thing is one of them.
func (s *State) IsOpening(r Ref) bool {
	switch r.Letter {
	case 'T':
		t := s.Tension(TensionID(r.N))
		return t != nil && !t.Withdrawn && s.Unanswered(t) && !s.beingDecided()[TensionID(r.N)]
	case 'I':
		i := s.Initiative(InitiativeID(r.N))
		return i != nil && !i.Withdrawn && i.unled()
	case 'R':
		row := s.Role(RoleID(r.N))
		return row != nil && s.empty(row)
	}
	return false
}

// Invited reports whether somebody was asked to lead something and has not answered yet.
func (s *State) Invited(p PersonID, to Ref) bool {
	for _, id := range s.Person(p).Offers {
		o := s.Offer(id)
		if RefOf(o.Tension) == to || RefOf(o.Initiative) == to {
			return true
		}
	}
	return false
}

// Title is what an opening is called.
func (s *State) Title(o Ref) string {
	switch o.Letter {
	case 'T':
		return s.Tension(TensionID(o.N)).Title
	case 'I':
		return s.Initiative(InitiativeID(o.N)).Title
	case 'R':
		return s.Role(RoleID(o.N)).Name
	}
	return ""
}
