package org

// RestoreSeat brings back a seat that ended, as a new one from now on: the same
// person in the same role with the same focus and term, and the origin it had. The
// time in between stays as it was: nobody held it.
type RestoreSeat struct {
	Seat SeatID `json:"seat,omitzero" doc:"the new id" derived:"id"`
	Of   SeatID `json:"of" doc:"which seat comes back" example:"S3"`
}

func (a *RestoreSeat) Check(s *State, m Moment) error {
	t := s.Seat(a.Of)
	switch {
	case t == nil:
		return refuse(NotFound, "seat.unknown", a.Of)
	case t.Held():
		return refuse(Conflict, "seat.live", a.Of)
	case t.Term != 0 && t.Term <= m.At:
		return refuse(Conflict, "seat.over", a.Of)
	}
	if err := s.checkPlace(t.Person, t.Role); err != nil {
		return err
	}
	if m.By == t.Person && (&TakeSeat{Role: t.Role}).Check(s, m) == nil {
		return nil
	}
	return (&FillSeat{Role: t.Role, Person: t.Person}).Check(s, m)
}

func (a *RestoreSeat) Prepare(s *State, _ Moment) { a.Seat = s.seats.Next() }

func (a *RestoreSeat) Apply(d *Draft, m Moment) {
	t := d.Seat(a.Of)
	d.sit(Seat{Role: t.Role, Person: t.Person, Focus: t.Focus, Since: m.At, Term: t.Term, Origin: t.Origin})
}

// Follow: whoever takes a role again accepts what it hangs on.
func (a *RestoreSeat) Follow(s *State, m Moment) []Act { return s.accepting(a, a.Seat, m) }

func (a *RestoreSeat) takes(s *State, by PersonID) RoleID {
	if t := s.Seat(a.Of); t != nil && t.Person == by {
		return t.Role
	}
	return 0
}

func (a *RestoreSeat) Undo(undoing) ([]Act, error) { return []Act{&LeaveSeat{Seat: a.Seat}}, nil }

func (a *RestoreSeat) Say(s *State, e *Entry) Said {
	person := s.heldBy(a.Of)
	return say(when(person != 0 && e.By == person, ".self"), person, a.Of)
}

func (a *RestoreSeat) Touch(t *Touching) {
	if seat := t.s.Seat(a.Of); seat != nil {
		t.role(seat.Role, ConcernRoleChanges)
		t.put(ConcernGets, RefOf(seat.Role), seat.Person)
	}
}

func (a *RestoreSeat) Tell(t *Telling) {
	seat := t.S.Seat(a.Seat)
	t.Thing = RefOf(seat.Role)
	t.topics(RefOf(seat.Role))
	t.to(BecausePlaced, seat.Person)
}
