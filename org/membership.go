package org

import (
	"slices"

	"orpheus/internal/immutable"
)

// JoinCircle makes somebody a member of a circle without a role in it.
type JoinCircle struct {
	Circle CircleID `json:"circle" doc:"which circle" example:"C3"`
	Person PersonID `json:"person,omitzero" doc:"who joins; you where empty"`
}

func (a *JoinCircle) Check(s *State, m Moment) error {
	who := orSelf(a.Person, m)
	if who == 0 {
		return refuse(Invalid, "right.somebody")
	}
	if err := first(s.mustCircle(a.Circle), s.mustPerson(who)); err != nil {
		return err
	}
	if slices.Contains(s.Person(who).Circles, a.Circle) {
		return refuse(Conflict, "circle.joined", who, a.Circle)
	}
	if m.By == who && !s.Person(who).Guest {
		return nil
	}
	return s.MayBring(m, a.Circle)
}

// MayBring says whether somebody may bring others into a circle.
func (s *State) MayBring(m Moment, c CircleID) error {
	return first(s.mustCircle(c), s.mustMember(m), s.mayShape(m, c))
}

func (a *JoinCircle) Prepare(_ *State, m Moment) { a.Person = orSelf(a.Person, m) }

func (a *JoinCircle) Apply(d *Draft, _ Moment) {
	c := d.circles.Edit(d.own, a.Circle)
	c.Joined = immutable.With(c.Joined, a.Person)
	p := d.people.Edit(d.own, a.Person)
	p.Circles = immutable.With(p.Circles, a.Circle)
}

func (a *JoinCircle) Undo(u undoing) ([]Act, error) {
	who := orSelf(a.Person, u.e.Moment())
	if !slices.Contains(u.now.Person(who).Circles, a.Circle) {
		return nil, changed(a.Circle)
	}
	return []Act{&LeaveCircle{Circle: a.Circle, Person: who}}, nil
}

func (a *JoinCircle) Say(_ *State, e *Entry) Said {
	return say(byOther(e, a.Person), a.Person, a.Circle)
}

func (a *JoinCircle) Concern(by PersonID) (Ref, CircleID) {
	return RefOf(orSelf(a.Person, Moment{By: by})), a.Circle
}

func (a *JoinCircle) Touch(t *Touching) {
	t.circle(a.Circle)
	t.place(RefOf(a.Circle), ConcernGets, a.Person)
}

func (a *JoinCircle) Tell(t *Telling) {
	t.Thing = RefOf(a.Circle)
	t.to(BecausePlaced, a.Person)
	t.in(a.Circle)
}

// LeaveCircle ends it; roles in the circle stay.
type LeaveCircle struct {
	Circle CircleID `json:"circle" doc:"which circle" example:"C2"`
	Person PersonID `json:"person,omitzero" doc:"who leaves; you where empty"`
}

func (a *LeaveCircle) Check(s *State, m Moment) error {
	who := orSelf(a.Person, m)
	if who == 0 {
		return refuse(Invalid, "right.somebody")
	}
	if s.Circle(a.Circle) == nil {
		return refuse(NotFound, "circle.unknown", a.Circle)
	}
	if s.Person(who) == nil {
		return refuse(NotFound, "person.unknown", who)
	}
	if !slices.Contains(s.Person(who).Circles, a.Circle) {
		return refuse(Conflict, "circle.not_joined", who, a.Circle)
	}
	if m.By == who {
		return nil
	}
	return s.mustSteward(m)
}

func (a *LeaveCircle) Prepare(_ *State, m Moment) { a.Person = orSelf(a.Person, m) }

func (a *LeaveCircle) Apply(d *Draft, _ Moment) {
	c := d.circles.Edit(d.own, a.Circle)
	c.Joined = immutable.Without(c.Joined, a.Person)
	p := d.people.Edit(d.own, a.Person)
	p.Circles = immutable.Without(p.Circles, a.Circle)
}

func (a *LeaveCircle) Undo(u undoing) ([]Act, error) {
	who := orSelf(a.Person, u.e.Moment())
	if slices.Contains(u.now.Person(who).Circles, a.Circle) {
		return nil, changed(a.Circle)
	}
	return []Act{&JoinCircle{Circle: a.Circle, Person: who}}, nil
}

func (a *LeaveCircle) Say(_ *State, e *Entry) Said {
	return say(byOther(e, a.Person), a.Person, a.Circle)
}

func (a *LeaveCircle) Concern(by PersonID) (Ref, CircleID) {
	return RefOf(orSelf(a.Person, Moment{By: by})), a.Circle
}

func (a *LeaveCircle) Touch(t *Touching) {
	t.circle(a.Circle)
	t.place(RefOf(a.Circle), ConcernLoses, a.Person)
}

func (a *LeaveCircle) Tell(t *Telling) {
	t.Thing = RefOf(a.Circle)
	t.to(BecauseTheirs, a.Person)
}

func orSelf(p PersonID, m Moment) PersonID {
	if p == 0 {
		return m.By
	}
	return p
}
