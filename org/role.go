package org

import "orpheus/internal/immutable"

// Role is a purpose with what may be expected of it and what it decides alone.
type Role struct {
	_                struct{} `cbor:",toarray"`
	Circle           CircleID
	Name             string
	Purpose          string
	Accountabilities []string // what others may expect
	Domains          []string // what it decides alone about
	Key              string   // what an import calls it
	Formal           bool     // a role of the line organisation
	Leads            bool     // holding it is leading the circle
	Places           uint16   // how many may hold it; zero for any number
	TermDays         uint16   // how long a seat lasts; zero for no term
	Made             Time
	Retired          Time // zero while in force

	Seats    []SeatID // held now
	LastSeat SeatID   // newest of all seats ever; older ones by Seat.PrevOfRole
}

// Live reports whether the role is in force.
func (r *Role) Live() bool { return r.Retired == 0 }

func (s *State) mustRole(id RoleID) error {
	r := s.Role(id)
	if r == nil {
		return refuse(NotFound, "role.unknown", id)
	}
	if !r.Live() {
		return refuse(Conflict, "role.retired", id)
	}
	return nil
}

// CreateRole makes a role in a circle.
type CreateRole struct {
	Role             RoleID   `json:"role,omitzero" doc:"the new id" derived:"id"`
	Circle           CircleID `json:"circle" doc:"the circle it is in"`
	Name             string   `json:"name" doc:"its name"`
	Purpose          string   `json:"purpose,omitzero" doc:"what it is for"`
	Accountabilities []string `json:"accountabilities,omitzero" doc:"what others may expect of it"`
	Domains          []string `json:"domains,omitzero" doc:"what it decides alone about"`
	Formal           bool     `json:"formal,omitzero" doc:"a role of the line organisation"`
	Leads            bool     `json:"leads,omitzero" doc:"holding it is leading the circle"`
	Places           uint16   `json:"places,omitzero" doc:"how many may hold it; 0 for any number"`
	TermDays         uint16   `json:"term_days,omitzero" doc:"how many days a seat lasts; 0 for no term"`
	Key              string   `json:"key,omitzero" doc:"what an import calls it"`
}

func (a *CreateRole) Check(s *State, m Moment) error {
	err := first(s.mustCircle(a.Circle), s.mayShape(m, a.Circle), checkName(a.Name), checkStatements(a.Purpose),
		checkStatements(a.Accountabilities...), checkStatements(a.Domains...))
	if err == nil && a.Formal {
		return s.mustSteward(m)
	}
	return err
}

func (a *CreateRole) Prepare(s *State, _ Moment) { a.Role = s.roles.Next() }

func (a *CreateRole) Apply(d *Draft, m Moment) {
	id := d.roles.Append(d.own, Role{
		Circle: a.Circle, Name: a.Name, Purpose: a.Purpose, Accountabilities: a.Accountabilities,
		Domains: a.Domains, Key: a.Key, Formal: a.Formal, Leads: a.Leads, Places: a.Places, TermDays: a.TermDays, Made: m.At,
	})
	c := d.circles.Edit(d.own, a.Circle)
	c.Roles = immutable.With(c.Roles, id)
	d.shift(Shift{Role: id, Into: a.Circle})
}

// AmendRole changes a role; what is nil stays. Seats keep the term they have.
type AmendRole struct {
	Role             RoleID    `json:"role" doc:"which role"`
	Name             *string   `json:"name,omitzero" doc:"its new name"`
	Purpose          *string   `json:"purpose,omitzero" doc:"its new purpose" example:"Wounds heal"`
	Accountabilities *[]string `json:"accountabilities,omitzero" doc:"what others may expect of it from now on"`
	Domains          *[]string `json:"domains,omitzero" doc:"what it decides alone about from now on"`
	Leads            *bool     `json:"leads,omitzero" doc:"whether holding it is leading the circle"`
	Places           *uint16   `json:"places,omitzero" doc:"how many may hold it; 0 for any number"`
	TermDays         *uint16   `json:"term_days,omitzero" doc:"how many days a new seat lasts; 0 for no term"`
}

func (a *AmendRole) Check(s *State, m Moment) error {
	if err := s.mustRole(a.Role); err != nil {
		return err
	}
	err := first(s.mayShape(m, s.Role(a.Role).Circle), checkNamePtr(a.Name), checkStatements(orEmpty(a.Purpose)))
	if a.Accountabilities != nil {
		err = first(err, checkStatements(*a.Accountabilities...))
	}
	if a.Domains != nil {
		err = first(err, checkStatements(*a.Domains...))
	}
	return err
}

func (a *AmendRole) Apply(d *Draft, _ Moment) {
	r := d.roles.Edit(d.own, a.Role)
	set(&r.Name, a.Name)
	set(&r.Purpose, a.Purpose)
	set(&r.Accountabilities, a.Accountabilities)
	set(&r.Domains, a.Domains)
	set(&r.Leads, a.Leads)
	set(&r.Places, a.Places)
	set(&r.TermDays, a.TermDays)
}

// MoveRole puts a role, with those who hold it, into another circle.
type MoveRole struct {
	Role   RoleID   `json:"role" doc:"which role"`
	Circle CircleID `json:"circle" doc:"where it goes" example:"C1"`
}

func (a *MoveRole) Check(s *State, m Moment) error {
	if err := first(s.mustRole(a.Role), s.mustCircle(a.Circle)); err != nil {
		return err
	}
	from := s.Role(a.Role).Circle
	if from == a.Circle {
		return refuse(Conflict, "role.there", a.Role, a.Circle)
	}
	return first(s.mayShape(m, from), s.mayShape(m, a.Circle))
}

func (a *MoveRole) Apply(d *Draft, _ Moment) {
	r := d.roles.Edit(d.own, a.Role)
	from := d.circles.Edit(d.own, r.Circle)
	from.Roles = immutable.Without(from.Roles, a.Role)
	to := d.circles.Edit(d.own, a.Circle)
	to.Roles = immutable.With(to.Roles, a.Role)
	r.Circle = a.Circle
	d.shift(Shift{Role: a.Role, Into: a.Circle})
}

// RetireRole ends a role; those who hold it leave it.
type RetireRole struct {
	Role RoleID `json:"role" doc:"which role"`
}

func (a *RetireRole) Check(s *State, m Moment) error {
	if err := s.mustRole(a.Role); err != nil {
		return err
	}
	return s.mayShape(m, s.Role(a.Role).Circle)
}

func (a *RetireRole) Apply(d *Draft, m Moment) {
	r := d.roles.Edit(d.own, a.Role)
	r.Retired = m.At
	c := d.circles.Edit(d.own, r.Circle)
	c.Roles = immutable.Without(c.Roles, a.Role)
	d.shift(Shift{Role: a.Role})
}

func (a *RetireRole) Follow(s *State, _ Moment) []Act {
	var acts []Act
	for _, id := range s.Role(a.Role).Seats {
		acts = append(acts, &LeaveSeat{Seat: id})
	}
	return acts
}

// RestoreRole brings a retired role back into force, held by nobody.
type RestoreRole struct {
	Role RoleID `json:"role" doc:"which role" example:"R3"`
}

func (a *RestoreRole) Check(s *State, m Moment) error {
	r := s.Role(a.Role)
	switch {
	case r == nil:
		return refuse(NotFound, "role.unknown", a.Role)
	case r.Live():
		return refuse(Conflict, "role.live", a.Role)
	}
	return first(s.mustCircle(r.Circle), s.mayShape(m, r.Circle))
}

func (a *RestoreRole) Apply(d *Draft, _ Moment) {
	r := d.roles.Edit(d.own, a.Role)
	r.Retired = 0
	c := d.circles.Edit(d.own, r.Circle)
	c.Roles = immutable.With(c.Roles, a.Role)
	d.shift(Shift{Role: a.Role, Into: r.Circle})
}
