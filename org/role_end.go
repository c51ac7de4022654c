package org

import "orpheus/internal/immutable"

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

func (a *RetireRole) Undo(u undoing) ([]Act, error) {
	if u.now.Role(a.Role).Retired != u.e.At {
		return nil, changed(a.Role)
	}
	return append([]Act{&RestoreRole{Role: a.Role}}, u.seats(a.Role)...), nil
}

func (a *RetireRole) Touch(t *Touching) {
	t.role(a.Role, ConcernLoses)
	if r := t.s.Role(a.Role); r != nil {
		t.domain(r.Domains...)
	}
}

func (a *RetireRole) Tell(t *Telling) {
	t.role(a.Role)
	t.in(t.S.Role(a.Role).Circle)
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

func (a *RestoreRole) Undo(u undoing) ([]Act, error) {
	switch r := u.now.Role(a.Role); {
	case !r.Live():
		return nil, changed(a.Role)
	case len(r.Seats) > 0:
		return nil, inUse(a.Role)
	}
	return []Act{&RetireRole{Role: a.Role}}, nil
}

func (a *RestoreRole) Touch(t *Touching) {
	if r := t.s.Role(a.Role); r != nil {
		t.circle(r.Circle)
		t.domain(r.Domains...)
	}
}

func (a *RestoreRole) Tell(t *Telling) {
	t.Thing = RefOf(a.Role)
	t.topics(RefOf(a.Role))
	t.in(t.S.Role(a.Role).Circle)
}
