package org

import "orpheus/internal/immutable"

// ConfirmStrength is a peer saying: yes, ask them about it.
type ConfirmStrength struct {
	Strength StrengthID `json:"strength" doc:"which strength"`
}

func (a *ConfirmStrength) Check(s *State, m Moment) error {
	if m.Nobody() {
		return refuse(Invalid, "right.somebody")
	}
	if err := s.mustStrength(a.Strength); err != nil {
		return err
	}
	switch t := s.Strength(a.Strength); {
	case t.As != AsStrength:
		return refuse(Conflict, "strength.only_theirs", t.Person)
	case m.By == t.Person:
		return refuse(Forbidden, "strength.own")
	case !s.SeesStrengths(m.By, t.Person):
		return refuse(Forbidden, "strength.guest", t.Person)
	case immutable.Contains(t.Confirmed, m.By):
		return refuse(Conflict, "strength.confirmed", t.Person)
	}
	return nil
}

func (a *ConfirmStrength) Apply(d *Draft, m Moment) {
	t := d.strengths.Edit(d.own, a.Strength)
	t.Confirmed = immutable.With(t.Confirmed, m.By)
}

func (a *ConfirmStrength) Say(s *State, _ *Entry) Said {
	person, _ := s.namedBy(a.Strength)
	return say("", person)
}

func (a *ConfirmStrength) Tell(t *Telling) {
	owner := t.S.Strength(a.Strength).Person
	t.Thing = RefOf(owner)
	t.to(BecauseTheirs, owner)
}

// UnconfirmStrength takes one's own confirmation back, also of a strength that is
// not named any more.
type UnconfirmStrength struct {
	Strength StrengthID `json:"strength" doc:"which strength"`
}

func (a *UnconfirmStrength) Check(s *State, m Moment) error {
	if m.Nobody() {
		return refuse(Invalid, "right.somebody")
	}
	t := s.Strength(a.Strength)
	if t == nil {
		return refuse(NotFound, "strength.unknown", a.Strength)
	}
	if !immutable.Contains(t.Confirmed, m.By) {
		return refuse(Conflict, "strength.not_confirmed", t.Person)
	}
	return nil
}

func (a *UnconfirmStrength) Apply(d *Draft, m Moment) {
	t := d.strengths.Edit(d.own, a.Strength)
	t.Confirmed = immutable.Without(t.Confirmed, m.By)
}

func (a *UnconfirmStrength) Say(s *State, _ *Entry) Said {
	person, _ := s.namedBy(a.Strength)
	return say("", person)
}
