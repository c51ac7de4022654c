package org

import "orpheus/internal/immutable"

// LeaveSeat ends a seat.
type LeaveSeat struct {
	Seat SeatID `json:"seat" doc:"which seat"`
}

func (a *LeaveSeat) Check(s *State, m Moment) error {
	if err := s.mustSeat(a.Seat); err != nil {
		return err
	}
	t := s.Seat(a.Seat)
	switch {
	case m.Nobody(), m.By == t.Person, s.Person(m.By).Steward, s.HasAuthority(m.By, s.Role(t.Role).Circle):
		return nil
	}
	return refuse(Forbidden, "seat.not_yours", a.Seat)
}

func (a *LeaveSeat) Apply(d *Draft, m Moment) { d.stand(a.Seat, m.At) }

func (a *LeaveSeat) Undo(undoing) ([]Act, error) { return []Act{&RestoreSeat{Of: a.Seat}}, nil }

func (a *LeaveSeat) Say(s *State, e *Entry) Said {
	person := s.heldBy(a.Seat)
	return say(when(person != 0, byOther(e, person)), person, a.Seat)
}

func (a *LeaveSeat) Touch(t *Touching) {
	if seat := t.s.Seat(a.Seat); seat != nil {
		t.role(seat.Role, ConcernRoleChanges)
		t.put(ConcernLoses, RefOf(seat.Role), seat.Person)
	}
}

func (a *LeaveSeat) Tell(t *Telling) {
	seat := t.S.Seat(a.Seat)
	t.Thing = RefOf(seat.Role)
	t.topics(RefOf(seat.Role))
	t.to(BecauseTheirs, seat.Person)
}

var _ = endsByClock((*State).Seat, func(t *Seat) Time {
	if t.Until != 0 {
		return 0
	}
	return t.Term
}, func(id SeatID) Act { return &ExpireSeat{Seat: id} })

// ExpireSeat is the clock ending a seat whose term is over.
type ExpireSeat struct {
	Seat SeatID `json:"seat" doc:"which seat"`
}

func (a *ExpireSeat) Check(s *State, m Moment) error {
	if err := first(s.mustSeat(a.Seat), nobody(m)); err != nil {
		return err
	}
	if t := s.Seat(a.Seat).Term; t == 0 || t > m.At {
		return refuse(Conflict, "seat.not_due", a.Seat)
	}
	return nil
}

func (a *ExpireSeat) Apply(d *Draft, m Moment) { d.stand(a.Seat, m.At) }

func (a *ExpireSeat) Say(s *State, _ *Entry) Said {
	return say("", s.heldBy(a.Seat), a.Seat)
}

func (a *ExpireSeat) Tell(t *Telling) {
	seat := t.S.Seat(a.Seat)
	t.Thing = RefOf(seat.Role)
	t.topics(RefOf(seat.Role))
	t.to(BecauseTheirs, seat.Person)
}

// stand ends a seat.
func (d *Draft) stand(id SeatID, at Time) {
	t := d.seats.Edit(d.own, id)
	t.Until = at
	p := d.people.Edit(d.own, t.Person)
	p.Seats = immutable.Without(p.Seats, id)
	r := d.roles.Edit(d.own, t.Role)
	r.Seats = immutable.Without(r.Seats, id)
	d.trim()
}

// RecordSeat writes down a seat that ended before the log knew of it. Since when
// it was held, and how it came about, stay unknown.
type RecordSeat struct {
	Seat   SeatID   `json:"seat,omitzero" doc:"the new id" derived:"id"`
	Role   RoleID   `json:"role" doc:"which role"`
	Person PersonID `json:"person" doc:"who held it"`
}

func (a *RecordSeat) Check(s *State, m Moment) error {
	switch {
	case s.Role(a.Role) == nil:
		return refuse(NotFound, "role.unknown", a.Role)
	case s.Person(a.Person) == nil:
		return refuse(NotFound, "person.unknown", a.Person)
	}
	return nobody(m)
}

func (a *RecordSeat) Prepare(s *State, _ Moment) { a.Seat = s.seats.Next() }

func (a *RecordSeat) Apply(d *Draft, m Moment) {
	p := d.people.Edit(d.own, a.Person)
	r := d.roles.Edit(d.own, a.Role)
	id := d.seats.Append(d.own, Seat{
		Role: a.Role, Person: a.Person, Until: m.At, PrevOfPerson: p.LastSeat, PrevOfRole: r.LastSeat,
	})
	p.LastSeat, r.LastSeat = id, id
}

func (a *RecordSeat) Say(_ *State, _ *Entry) Said {
	return say("", a.Person, InCircle(a.Role))
}

// CorrectSeatOrigin sets right how a seat came about; what the rule found is kept.
// Whoever holds it may, and the members of the circle who are no guests.
type CorrectSeatOrigin struct {
	Seat   SeatID `json:"seat" doc:"which seat"`
	Origin Origin `json:"origin" doc:"how it began" example:"invited"`
}

func (a *CorrectSeatOrigin) Check(s *State, m Moment) error {
	t := s.Seat(a.Seat)
	switch {
	case t == nil:
		return refuse(NotFound, "seat.unknown", a.Seat)
	case a.Origin == Unknown:
		return refuse(Invalid, "origin.unknown", a.Origin)
	case m.Nobody(), m.By == t.Person:
		return nil
	case s.Belongs(m.By, s.Role(t.Role).Circle) && !s.Person(m.By).Guest:
		return nil
	}
	return refuse(Forbidden, "origin.not_involved")
}

func (a *CorrectSeatOrigin) Apply(d *Draft, _ Moment) {
	d.seats.Edit(d.own, a.Seat).Origin.Set = a.Origin
}

func (a *CorrectSeatOrigin) Say(s *State, e *Entry) Said {
	person := s.heldBy(a.Seat)
	return say(when(person != 0 && e.By == person, ".self"), person, a.Seat, a.Origin)
}
