package org

import "slices"

// Acceptance is that somebody who holds a role accepted the agreement on which it hangs.
type Acceptance struct {
	_    struct{} `cbor:",toarray"`
	Seat SeatID
	At   Time
}

// AcceptedIn is when whoever holds a seat accepted the agreement; zero for never.
func (g *Agreement) AcceptedIn(seat SeatID) Time {
	for _, a := range g.Accepted {
		if a.Seat == seat {
			return a.At
		}
	}
	return 0
}

// HangsOn are the agreements in force that a role hangs on, in the order of their ids.
func (s *State) HangsOn(r RoleID) (all []AgreementID) {
	for id, g := range s.Agreements() {
		if g.Holds() && slices.Contains(g.Roles, r) {
			all = append(all, id)
		}
	}
	return all
}

// AcceptedWith are the agreements that somebody accepted with a seat, also those that ended, in
// the order of their ids.
func (s *State) AcceptedWith(seat SeatID) (all []AgreementID) {
	for id, g := range s.Agreements() {
		if g.AcceptedIn(seat) != 0 {
			all = append(all, id)
		}
	}
	return all
}

// Affecting are acts that change what a decision is to change, for working out whom it
// concerns: beside the map, it binds who holds a role that is to hang on the agreement.
func Affecting(changes Acts, roles []RoleID) []Act {
	if len(roles) == 0 {
		return changes
	}
	return append(slices.Clone([]Act(changes)), &MakeAgreement{Roles: roles})
}

// mustHang refuses roles on which a decision leaves nothing that could be accepted, and those
// that are not of its circle, or of one within.
func (s *State) mustHang(c CircleID, a *ProposeDecision) error {
	if len(a.Roles) > 0 && a.Text.IsZero() {
		return refuse(Invalid, "decision.roles_words")
	}
	for i, r := range a.Roles {
		if err := s.mustRole(r); err != nil {
			return err
		}
		if home := s.Role(r).Circle; !s.Within(home, c) {
			return refuse(Forbidden, "decision.outside", home, c)
		}
		if slices.Contains(a.Roles[:i], r) {
			return refuse(Invalid, "decision.roles_twice", r)
		}
	}
	return nil
}

// taker is an act by which somebody may take a role themselves: it says which; zero for none.
type taker interface {
	takes(s *State, by PersonID) RoleID
}

// Accepts reports whether an agreement may be accepted by doing an act of this kind.
func Accepts(act Act) bool {
	_, takes := act.(taker)
	return takes
}

// AcceptedBy are the agreements that somebody accepts by doing an act: those on which the role
// hangs that they take by it, as far as they may read them.
func (s *State) AcceptedBy(act Act, by PersonID) (all []AgreementID) {
	a, ok := act.(taker)
	if !ok || by == 0 {
		return nil
	}
	for _, id := range s.HangsOn(a.takes(s, by)) {
		if s.Sees(by, s.Agreement(id).Circle) {
			all = append(all, id)
		}
	}
	return all
}

// accepting is what follows where somebody took a role themselves.
func (s *State) accepting(act Act, seat SeatID, m Moment) (acts []Act) {
	for _, id := range s.AcceptedBy(act, m.By) {
		acts = append(acts, &AcceptAgreement{Agreement: id, Seat: seat})
	}
	return acts
}

// AcceptAgreement is whoever holds a role accepting the agreement on which it hangs: by taking
// the role, or later, where others put them there or the agreement is younger.
type AcceptAgreement struct {
	Agreement AgreementID `json:"agreement" doc:"which agreement" example:"M1"`
	Seat      SeatID      `json:"seat" doc:"with which role, as you hold it" example:"S1"`
}

func (a *AcceptAgreement) Check(s *State, m Moment) error {
	if m.Nobody() {
		return refuse(Invalid, "right.somebody")
	}
	if err := first(s.mustHold(a.Agreement), s.mustSeat(a.Seat)); err != nil {
		return err
	}
	g, t := s.Agreement(a.Agreement), s.Seat(a.Seat)
	switch {
	case t.Person != m.By:
		return refuse(Forbidden, "agreement.not_yours", t.Person)
	case !slices.Contains(g.Roles, t.Role):
		return refuse(Conflict, "agreement.hangs", t.Role, a.Agreement)
	case g.AcceptedIn(a.Seat) != 0:
		return refuse(Conflict, "agreement.accepted", a.Agreement)
	}
	return s.mustBelong(m, g.Circle)
}

func (a *AcceptAgreement) Apply(d *Draft, m Moment) {
	g := d.agreements.Edit(d.own, a.Agreement)
	g.Accepted = append(slices.Clone(g.Accepted), Acceptance{Seat: a.Seat, At: m.At})
}

// Say: whose role it is accepts it, also where that follows from taking the role.
func (a *AcceptAgreement) Say(s *State, _ *Entry) Said {
	t := s.Seat(a.Seat)
	if t == nil {
		return say("", PersonID(0), a.Agreement, RoleID(0))
	}
	return say("", t.Person, a.Agreement, t.Role)
}

// Tell: it is about the agreement, whose page names who accepted it.
func (a *AcceptAgreement) Tell(t *Telling) {
	t.Thing = RefOf(a.Agreement)
	t.topics(RefOf(a.Agreement))
}

// hanging tells who holds a role that hangs on an agreement.
func (t *Telling) hanging(id AgreementID) {
	g := t.S.Agreement(id)
	if g == nil {
		return
	}
	for _, r := range g.Roles {
		for _, seat := range t.S.Role(r).Seats {
			t.to(BecauseHolds, t.S.Seat(seat).Person)
		}
	}
}
