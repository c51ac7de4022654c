package org

import (
	"slices"

	"orpheus/internal/immutable"
)

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
	Holder           PersonID `json:"holder,omitzero" doc:"who holds it from the beginning; nobody where empty" example:"P6"`
	Purpose          string   `json:"purpose,omitzero" doc:"what it is for"`
	Accountabilities []string `json:"accountabilities,omitzero" doc:"what others may expect of it" rare:"yes"`
	Domains          []string `json:"domains,omitzero" doc:"what it decides alone about" rare:"yes"`
	Formal           bool     `json:"formal,omitzero" doc:"a role of the line organisation" rare:"yes"`
	Leads            bool     `json:"leads,omitzero" doc:"holding it is leading the circle" rare:"yes"`
	Places           uint16   `json:"places,omitzero" doc:"how many may hold it; 0 for any number" rare:"yes"`
	TermDays         uint16   `json:"term_days,omitzero" doc:"how many days a seat lasts; 0 for no term" rare:"yes"`
	Key              string   `json:"key,omitzero" doc:"what an import calls it" rare:"yes"`
}

func (a *CreateRole) Check(s *State, m Moment) error {
	err := first(s.mustCircle(a.Circle), s.mayShape(m, a.Circle), checkName(a.Name), checkStatements(a.Purpose),
		checkStatements(a.Accountabilities...), checkStatements(a.Domains...))
	if err == nil && a.Formal {
		err = s.mustSteward(m)
	}
	if err == nil && a.Holder != 0 {
		err = s.mustPerson(a.Holder)
	}
	return err
}

// Repeats says that people make one role after the other.
func (*CreateRole) Repeats() {}

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

// Follow: whoever is to hold it does.
func (a *CreateRole) Follow(s *State, m Moment) []Act {
	if a.Holder == 0 {
		return nil
	}
	return []Act{&FillSeat{Role: a.Role, Person: a.Holder, Origin: s.placedBy(m, a.Holder, a.Circle)}}
}

func (a *CreateRole) Undo(u undoing) ([]Act, error) {
	r := u.now.Role(a.Role)
	made := Role{
		Circle: a.Circle, Name: a.Name, Purpose: a.Purpose, Accountabilities: a.Accountabilities, Domains: a.Domains,
		Leads: a.Leads, Places: a.Places, TermDays: a.TermDays,
	}
	switch {
	case !r.Live() || !r.says(&made) || r.Circle != a.Circle:
		return nil, changed(a.Role)
	case !a.heldAsMade(u, r):
		return nil, inUse(a.Role)
	}
	return []Act{&RetireRole{Role: a.Role}}, nil
}

// heldAsMade reports whether nobody holds the role but who held it from the beginning.
func (a *CreateRole) heldAsMade(u undoing, r *Role) bool {
	for _, id := range r.Seats {
		if t := u.now.Seat(id); t.Person != a.Holder || t.Since != u.e.At {
			return false
		}
	}
	return true
}

func (a *CreateRole) Say(_ *State, _ *Entry) Said {
	return say(when(a.Formal, ".formal"), a.Role, a.Circle)
}

func (a *CreateRole) Touch(t *Touching) {
	t.circle(a.Circle)
	t.domain(a.Domains...)
	t.place(RefOf(a.Circle), ConcernGets, a.Holder)
}

func (a *CreateRole) Tell(t *Telling) {
	t.Thing = RefOf(a.Role)
	t.in(a.Circle)
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

func (a *AmendRole) Apply(d *Draft, m Moment) {
	r := d.roles.Edit(d.own, a.Role)
	d.trace(Trace{Role: a.Role, At: m.At, From: r.Circle, To: r.Circle})
	set(&r.Name, a.Name)
	set(&r.Purpose, a.Purpose)
	set(&r.Accountabilities, a.Accountabilities)
	set(&r.Domains, a.Domains)
	set(&r.Leads, a.Leads)
	set(&r.Places, a.Places)
	set(&r.TermDays, a.TermDays)
}

func (a *AmendRole) Undo(u undoing) ([]Act, error) {
	was, is := u.before.Role(a.Role), u.now.Role(a.Role)
	back, differs := &AmendRole{Role: a.Role}, false
	var still [7]bool
	back.Name, still[0] = field(a.Name, was.Name, is.Name, equal, &differs)
	back.Purpose, still[1] = field(a.Purpose, was.Purpose, is.Purpose, equal, &differs)
	back.Accountabilities, still[2] = field(a.Accountabilities, was.Accountabilities, is.Accountabilities, slices.Equal, &differs)
	back.Domains, still[3] = field(a.Domains, was.Domains, is.Domains, slices.Equal, &differs)
	back.Leads, still[4] = field(a.Leads, was.Leads, is.Leads, equal, &differs)
	back.Places, still[5] = field(a.Places, was.Places, is.Places, equal, &differs)
	back.TermDays, still[6] = field(a.TermDays, was.TermDays, is.TermDays, equal, &differs)
	switch {
	case slices.Contains(still[:], false):
		return nil, changed(a.Role)
	case !differs:
		return nil, nothing()
	}
	return []Act{back}, nil
}

func (a *AmendRole) Say(_ *State, _ *Entry) Said {
	var v variant
	var name any = a.Role
	if a.Name != nil {
		v.add(".name")
		name = Titled{RefOf(a.Role), *a.Name}
	}
	if a.Purpose != nil {
		v.add(".purpose")
	}
	if a.Accountabilities != nil {
		v.add(".accountabilities")
	}
	if a.Domains != nil {
		v.add(".domains")
	}
	if a.Leads != nil {
		v.add(map[bool]string{true: ".leads", false: ".leads_end"}[*a.Leads])
	}
	if a.Places != nil || a.TermDays != nil {
		v.many = true
	}
	return say(v.String(), a.Role, name)
}

func (a *AmendRole) Open(s *State) {
	if r := s.Role(a.Role); r != nil {
		a.Name, a.Purpose, a.Accountabilities, a.Domains = &r.Name, &r.Purpose, &r.Accountabilities, &r.Domains
		a.Leads, a.Places, a.TermDays = &r.Leads, &r.Places, &r.TermDays
	}
}

func (a *AmendRole) Touch(t *Touching) {
	t.role(a.Role, ConcernRoleChanges)
	if r := t.s.Role(a.Role); r != nil && a.Domains != nil {
		t.domain(slices.DeleteFunc(slices.Clone(r.Domains), func(d string) bool { return slices.Contains(*a.Domains, d) })...)
		t.domain(slices.DeleteFunc(slices.Clone(*a.Domains), func(d string) bool { return slices.Contains(r.Domains, d) })...)
	}
}

func (a *AmendRole) Tell(t *Telling) { t.role(a.Role) }

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

func (a *MoveRole) Apply(d *Draft, m Moment) {
	r := d.roles.Edit(d.own, a.Role)
	from := d.circles.Edit(d.own, r.Circle)
	from.Roles = immutable.Without(from.Roles, a.Role)
	to := d.circles.Edit(d.own, a.Circle)
	to.Roles = immutable.With(to.Roles, a.Role)
	d.trace(Trace{Role: a.Role, At: m.At, From: r.Circle, To: a.Circle})
	r.Circle = a.Circle
	d.shift(Shift{Role: a.Role, Into: a.Circle})
}

func (a *MoveRole) Undo(u undoing) ([]Act, error) {
	if u.now.Role(a.Role).Circle != a.Circle {
		return nil, changed(a.Role)
	}
	return []Act{&MoveRole{Role: a.Role, Circle: u.before.Role(a.Role).Circle}}, nil
}

func (a *MoveRole) Touch(t *Touching) {
	t.role(a.Role, ConcernRoleMoves)
	t.circle(a.Circle)
}

func (a *MoveRole) Tell(t *Telling) { t.role(a.Role) }

// says reports whether r and o say the same, wherever they are.
func (r *Role) says(o *Role) bool {
	return r.Name == o.Name && r.Purpose == o.Purpose && r.Leads == o.Leads && r.Places == o.Places && r.TermDays == o.TermDays &&
		slices.Equal(r.Accountabilities, o.Accountabilities) && slices.Equal(r.Domains, o.Domains)
}
