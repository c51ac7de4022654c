package org

import "orpheus/internal/immutable"

// Seat is one person holding one role, from a day, until a day.
type Seat struct {
	_            struct{} `cbor:",toarray"`
	Role         RoleID
	Person       PersonID
	Focus        string // which part of the role, where several hold it
	Since        Time   // zero where it began before the log
	Until        Time   // zero while held
	Term         Time   // when the clock will end it; zero for no term
	Origin       Corrected
	PrevOfPerson SeatID // the person's seat before this one
	PrevOfRole   SeatID // the role's seat before this one
}

// Held reports whether the seat is held now.
func (t *Seat) Held() bool { return t.Until == 0 }

// HoldsRole returns the seat in which p holds r now, zero for none.
func (s *State) HoldsRole(p PersonID, r RoleID) SeatID {
	for _, id := range s.Role(r).Seats {
		if s.Seat(id).Person == p {
			return id
		}
	}
	return 0
}

func (s *State) mustSeat(id SeatID) error {
	t := s.Seat(id)
	if t == nil {
		return refuse(NotFound, "seat.unknown", id)
	}
	if !t.Held() {
		return refuse(Conflict, "seat.ended", id)
	}
	return nil
}

// checkPlace says whether p can hold r too.
func (s *State) checkPlace(p PersonID, r RoleID) error {
	if err := first(s.mustRole(r), s.mustPerson(p)); err != nil {
		return err
	}
	role := s.Role(r)
	if s.HoldsRole(p, r) != 0 {
		return refuse(Conflict, "seat.held", p, r)
	}
	if role.Places != 0 && len(role.Seats) >= int(role.Places) {
		return refuse(Conflict, "role.full", r, role.Places)
	}
	return nil
}

// TakeSeat is holding a role because one wants to.
type TakeSeat struct {
	Seat   SeatID `json:"seat,omitzero" doc:"the new id" derived:"id"`
	Role   RoleID `json:"role" doc:"which role" example:"R1"`
	Focus  string `json:"focus,omitzero" doc:"which part of it"`
	Origin Origin `json:"origin,omitzero" doc:"how it began" derived:"yes"`
	Term   Time   `json:"term,omitzero" doc:"until when; worked out from the role where empty"`
}

func (a *TakeSeat) Check(s *State, m Moment) error {
	if m.Nobody() {
		return refuse(Invalid, "right.somebody")
	}
	if err := first(s.checkPlace(m.By, a.Role), checkStatements(a.Focus), checkEnd(a.Term, m)); err != nil {
		return err
	}
	r := s.Role(a.Role)
	if r.Formal {
		return refuse(Forbidden, "role.formal", a.Role)
	}
	if err := s.mustBelong(m, r.Circle); err != nil {
		return err
	}
	if len(r.Seats) == 0 { // a call: open to everybody
		return nil
	}
	return s.mayShape(m, r.Circle)
}

// InPerson says that nobody is made to want it: a plan says seat.fill.
func (*TakeSeat) InPerson() {}

func (a *TakeSeat) Prepare(s *State, m Moment) {
	r := s.Role(a.Role)
	a.Seat, a.Term = s.seats.Next(), r.term(a.Term, m)
	a.Origin = SelfStarted
	if len(r.Seats) == 0 && r.Made < m.At {
		a.Origin = AnsweredCall
	}
}

func (a *TakeSeat) Apply(d *Draft, m Moment) {
	d.sit(Seat{Role: a.Role, Person: m.By, Focus: a.Focus, Since: m.At, Term: a.Term, Origin: Corrected{Found: a.Origin}})
}

// Follow: whoever takes a role accepts what it hangs on.
func (a *TakeSeat) Follow(s *State, m Moment) []Act { return s.accepting(a, a.Seat, m) }

func (a *TakeSeat) takes(*State, PersonID) RoleID { return a.Role }

func (a *TakeSeat) Undo(undoing) ([]Act, error) { return []Act{&LeaveSeat{Seat: a.Seat}}, nil }

func (a *TakeSeat) Say(_ *State, _ *Entry) Said {
	return say(when(a.Term != 0, ".term"), InCircle(a.Role), a.Term)
}

func (a *TakeSeat) Touch(t *Touching) { t.role(a.Role, ConcernRoleChanges) }

func (a *TakeSeat) Tell(t *Telling) {
	t.Thing = RefOf(a.Role)
	t.topics(RefOf(a.Role))
	t.in(t.S.Role(a.Role).Circle)
}

// term returns the end of a seat taken now.
func (r *Role) term(asked Time, m Moment) Time {
	if asked == 0 && r.TermDays != 0 {
		return m.At + Time(r.TermDays)*Day
	}
	return asked
}

// sit appends a seat that is held now.
func (d *Draft) sit(t Seat) {
	p := d.people.Edit(d.own, t.Person)
	r := d.roles.Edit(d.own, t.Role)
	t.PrevOfPerson, t.PrevOfRole = p.LastSeat, r.LastSeat
	id := d.seats.Append(d.own, t)
	p.LastSeat, r.LastSeat = id, id
	p.Seats, r.Seats = immutable.With(p.Seats, id), immutable.With(r.Seats, id)
	d.schedule(RefOf(id))
}

// FillSeat puts somebody else into a role.
type FillSeat struct {
	Seat   SeatID   `json:"seat,omitzero" doc:"the new id" derived:"id"`
	Role   RoleID   `json:"role" doc:"which role"`
	Person PersonID `json:"person" doc:"who will hold it" example:"P6"`
	Focus  string   `json:"focus,omitzero" doc:"which part of it"`
	Origin Origin   `json:"origin,omitzero" doc:"how it began" derived:"yes"`
	Term   Time     `json:"term,omitzero" doc:"until when; worked out from the role where empty"`
}

func (a *FillSeat) Check(s *State, m Moment) error {
	if err := first(s.checkPlace(a.Person, a.Role), checkStatements(a.Focus), checkTerm(a.Term, m)); err != nil {
		return err
	}
	r := s.Role(a.Role)
	switch {
	case m.Nobody(), s.HasAuthority(m.By, r.Circle), s.Person(m.By).Steward:
		return nil
	case r.Formal:
		return refuse(Forbidden, "role.formal", a.Role)
	}
	return s.mayShape(m, r.Circle)
}

// checkTerm says whether a seat may be planned to end then. An import writes down what was
// settled elsewhere, however far ahead.
func checkTerm(asked Time, m Moment) error {
	if m.Face == Import && asked > m.At {
		return nil
	}
	return checkEnd(asked, m)
}

func (a *FillSeat) Prepare(s *State, m Moment) {
	r := s.Role(a.Role)
	a.Seat, a.Term = s.seats.Next(), r.term(a.Term, m)
	if m.Face != Rule && m.Face != Import || a.Origin == Unknown { // else what entails it knows who did it, or what is imported says so
		a.Origin = s.placedBy(m, a.Person, r.Circle)
	}
}

// placedBy is the origin of a seat in circle c that m gives p.
func (s *State) placedBy(m Moment, p PersonID, c CircleID) Origin {
	switch {
	case m.Face == Import:
		return Unknown
	case m.Nobody(), m.By != p && s.HasAuthority(m.By, c):
		return Assigned
	case m.By == p:
		return SelfStarted
	}
	return Invited
}

func (a *FillSeat) Apply(d *Draft, m Moment) {
	d.sit(Seat{Role: a.Role, Person: a.Person, Focus: a.Focus, Since: m.At, Term: a.Term, Origin: Corrected{Found: a.Origin}})
}

// Follow: whoever puts themselves into a role accepts what it hangs on. Whoever is put there
// by others is asked to.
func (a *FillSeat) Follow(s *State, m Moment) []Act { return s.accepting(a, a.Seat, m) }

func (a *FillSeat) takes(_ *State, by PersonID) RoleID {
	if a.Person == by {
		return a.Role
	}
	return 0
}

func (a *FillSeat) Undo(undoing) ([]Act, error) { return []Act{&LeaveSeat{Seat: a.Seat}}, nil }

func (a *FillSeat) Say(_ *State, e *Entry) Said {
	return say(when(e.By == a.Person, ".self")+when(a.Term != 0, ".term"), a.Person, InCircle(a.Role), a.Term)
}

func (a *FillSeat) Touch(t *Touching) {
	t.role(a.Role, ConcernRoleChanges)
	t.place(RefOf(a.Role), ConcernGets, a.Person)
}

func (a *FillSeat) Tell(t *Telling) {
	if a.Origin != SelfStarted { // nobody is told what they did themselves, with the role they made
		t.to(BecausePlaced, a.Person)
	}
	t.Thing = RefOf(a.Role)
	t.topics(RefOf(a.Role))
	t.in(t.S.Role(a.Role).Circle)
}
