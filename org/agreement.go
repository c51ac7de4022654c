package org

import (
	"iter"
	"slices"

	"orpheus/internal/immutable"
	"orpheus/org/deciding"
)

// Agreement is what an adopted decision leaves in force, until it is renewed, changed or
// let go.
type Agreement struct {
	_            struct{} `cbor:",toarray"`
	Decision     DecisionID
	Circle       CircleID
	Title        string
	Text         TextID
	Since        Time
	Days         uint16 // from one look at it to the next
	Review       Time   // when it is looked at again, or ends by itself
	Season       bool   // it ends then without being looked at
	Supersedes   AgreementID
	SupersededBy AgreementID
	Keep         []PersonID // who says to renew it, since it was last looked at
	LetGo        []PersonID // who says to let it go
	Renewed      Time
	Until        Time         // when it ended; zero while it is in force
	Asked        Time         // of which day on which it is looked at the clock told people
	Roles        []RoleID     // that hang on it: whoever takes one accepts it
	Accepted     []Acceptance // by those who hold or held one of them
}

type agreementRow Agreement

// MarshalCBOR writes the row; of one of whose day nobody was told and on which no role hangs,
// as it was before there was that.
func (g Agreement) MarshalCBOR() ([]byte, error) { return encodeRow(agreementRow(g), agreementFields) }

// UnmarshalCBOR reads what MarshalCBOR wrote.
func (g *Agreement) UnmarshalCBOR(b []byte) error { return decodeRow(b, (*agreementRow)(g)) }

// agreementFields is how many fields an agreement had then.
const agreementFields = 14

// AskBefore is how long before its day an agreement is looked at.
const AskBefore = 14 * Day

// Agreement returns an agreement, nil where there is none; for reading only.
func (s *State) Agreement(id AgreementID) *Agreement { return s.agreements.Ptr(id) }

// Agreements are all there ever were, in the order of their ids.
func (s *State) Agreements() iter.Seq2[AgreementID, *Agreement] { return s.agreements.All() }

// Holds reports whether it is in force.
func (g *Agreement) Holds() bool { return g.Until == 0 }

// Asks reports whether it is time to look at it.
func (g *Agreement) Asks(now Time) bool { return g.Holds() && !g.Season && now >= g.Review-AskBefore }

func (s *State) mustHold(id AgreementID) error {
	g := s.Agreement(id)
	switch {
	case g == nil:
		return refuse(NotFound, "agreement.unknown", id)
	case !g.Holds():
		return refuse(Conflict, "agreement.over", id)
	}
	return nil
}

// mustSupersede refuses taking the place of what is not in force; none is fine.
func (s *State) mustSupersede(id AgreementID) error {
	if id == 0 {
		return nil
	}
	return s.mustHold(id)
}

// MakeAgreement puts in force what was decided.
type MakeAgreement struct {
	Agreement  AgreementID `json:"agreement,omitzero" doc:"the new id" derived:"id"`
	Decision   DecisionID  `json:"decision" doc:"which decision"`
	Supersedes AgreementID `json:"supersedes,omitzero" doc:"the agreement whose place it takes" derived:"yes"`
	Review     Time        `json:"review,omitzero" doc:"when it is looked at again" derived:"yes"`
	Roles      []RoleID    `json:"roles,omitzero" doc:"the roles that it comes with" derived:"yes"`
}

func (a *MakeAgreement) Check(s *State, m Moment) error {
	if err := nobody(m); err != nil {
		return err
	}
	x := s.Decision(a.Decision)
	switch {
	case x == nil:
		return refuse(NotFound, "decision.unknown", a.Decision)
	case x.Outcome != deciding.Adopted || x.Agreement != 0 || x.Stands().Text == 0:
		return refuse(Conflict, "agreement.decision", a.Decision)
	}
	return nil
}

// Prepare: what it was to take the place of may have ended meanwhile, and so may roles that
// were to hang on it.
func (a *MakeAgreement) Prepare(s *State, m Moment) {
	x := s.Decision(a.Decision)
	a.Agreement = s.agreements.Next()
	if g := s.Agreement(x.Supersedes); g != nil && g.Holds() {
		a.Supersedes = x.Supersedes
	}
	for _, r := range x.Roles {
		if s.Role(r).Live() {
			a.Roles = append(a.Roles, r)
		}
	}
	a.Review = m.At + Time(x.Review)*Day
	if x.Holds != 0 {
		a.Review = max(x.Holds, m.At+Day)
	}
}

func (a *MakeAgreement) Apply(d *Draft, m Moment) {
	x := d.decisions.Edit(d.own, a.Decision)
	x.Agreement = d.agreements.Append(d.own, Agreement{
		Decision: a.Decision, Circle: x.Circle, Title: x.Title, Text: x.Stands().Text, Since: m.At, Days: x.Review,
		Review: a.Review, Season: x.Holds != 0, Supersedes: a.Supersedes, Roles: a.Roles,
	})
	if a.Supersedes != 0 {
		old := d.agreements.Edit(d.own, a.Supersedes)
		old.Until, old.SupersededBy = m.At, x.Agreement
	}
	d.schedule(RefOf(x.Agreement))
}

func (a *MakeAgreement) Say(_ *State, _ *Entry) Said {
	if a.Supersedes != 0 {
		return say(".instead", a.Agreement, a.Supersedes)
	}
	return say("", a.Agreement)
}

// Touch: who holds a role that hangs on it is bound by it.
func (a *MakeAgreement) Touch(t *Touching) {
	for _, r := range a.Roles {
		t.role(r, ConcernRoleChanges)
	}
}

// Tell: who holds a role that hangs on it, or on what it takes the place of, is told.
func (a *MakeAgreement) Tell(t *Telling) {
	t.agreement(a.Agreement)
	t.hanging(a.Agreement)
	t.hanging(a.Supersedes)
}

// agreement has a telling be about an agreement: who decided it is told, and its circle.
func (t *Telling) agreement(id AgreementID) {
	g := t.S.Agreement(id)
	if g == nil {
		return
	}
	t.Thing = RefOf(id)
	t.topics(RefOf(id), RefOf(g.Decision))
	t.in(g.Circle)
	if x := t.S.Decision(g.Decision); x != nil {
		for _, p := range x.Parties {
			t.to(BecauseConcerned, p.Person)
		}
	}
}

// mustLookAt lets through who belongs to the circle, in the days before it is looked at.
func (s *State) mustLookAt(m Moment, id AgreementID) error {
	if m.Nobody() {
		return refuse(Invalid, "right.somebody")
	}
	if err := s.mustHold(id); err != nil {
		return err
	}
	g := s.Agreement(id)
	if !g.Asks(m.At) {
		return refuse(Conflict, "agreement.early", g.Review-AskBefore)
	}
	if !s.Belongs(m.By, g.Circle) {
		return refuse(Forbidden, "structure.not_member", g.Circle)
	}
	return nil
}

// RenewAgreement says that an agreement is to go on.
type RenewAgreement struct {
	Agreement AgreementID `json:"agreement" doc:"which agreement"`
}

func (a *RenewAgreement) Check(s *State, m Moment) error { return s.mustLookAt(m, a.Agreement) }

func (a *RenewAgreement) Apply(d *Draft, m Moment) {
	g := d.agreements.Edit(d.own, a.Agreement)
	g.Keep, g.LetGo = immutable.With(g.Keep, m.By), immutable.Without(g.LetGo, m.By)
}

func (a *RenewAgreement) Follow(s *State, _ Moment) []Act { return s.lookedAt(a.Agreement) }

func (a *RenewAgreement) Say(_ *State, _ *Entry) Said { return say("", a.Agreement) }

func (a *RenewAgreement) Tell(t *Telling) { t.agreement(a.Agreement) }

// LetGoOfAgreement says that an agreement is not needed any more.
type LetGoOfAgreement struct {
	Agreement AgreementID `json:"agreement" doc:"which agreement"`
}

func (a *LetGoOfAgreement) Check(s *State, m Moment) error { return s.mustLookAt(m, a.Agreement) }

func (a *LetGoOfAgreement) Apply(d *Draft, m Moment) {
	g := d.agreements.Edit(d.own, a.Agreement)
	g.Keep, g.LetGo = immutable.Without(g.Keep, m.By), immutable.With(g.LetGo, m.By)
}

func (a *LetGoOfAgreement) Follow(s *State, _ Moment) []Act { return s.lookedAt(a.Agreement) }

func (a *LetGoOfAgreement) Say(_ *State, _ *Entry) Said { return say("", a.Agreement) }

func (a *LetGoOfAgreement) Tell(t *Telling) { t.agreement(a.Agreement) }

// lookedAt is what follows where everybody in the circle said what they think of an
// agreement: it need not wait for its day.
func (s *State) lookedAt(id AgreementID) []Act {
	g := s.Agreement(id)
	for _, p := range s.Members(g.Circle) {
		if who := s.Person(p); !who.Guest && !slices.Contains(g.Keep, p) && !slices.Contains(g.LetGo, p) {
			return nil
		}
	}
	if g.Circle == Root && len(s.Members(Root)) == 0 {
		return nil // nobody in particular: the day comes
	}
	return []Act{&ReviewAgreement{Agreement: id}}
}

// ReviewAgreement is the day on which an agreement goes on or ends: it goes on where more
// say so than want to let it go. The silence of all ends it.
type ReviewAgreement struct {
	Agreement AgreementID `json:"agreement" doc:"which agreement"`
	Until     Time        `json:"until,omitzero" doc:"until when it goes on; it ends where empty" derived:"yes"`
}

func (a *ReviewAgreement) Check(s *State, m Moment) error {
	if err := first(nobody(m), s.mustHold(a.Agreement)); err != nil {
		return err
	}
	if g := s.Agreement(a.Agreement); m.At < g.Review {
		return refuse(Conflict, "agreement.early", g.Review)
	}
	return nil
}

func (a *ReviewAgreement) Prepare(s *State, m Moment) {
	if g := s.Agreement(a.Agreement); !g.Season && len(g.Keep) > len(g.LetGo) {
		a.Until = max(g.Review, m.At) + Time(g.Days)*Day
	}
}

func (a *ReviewAgreement) Apply(d *Draft, m Moment) {
	g := d.agreements.Edit(d.own, a.Agreement)
	if a.Until == 0 {
		g.Until = m.At
	} else {
		g.Review, g.Renewed, g.Keep, g.LetGo = a.Until, m.At, nil, nil
	}
	d.schedule(RefOf(a.Agreement))
}

func (a *ReviewAgreement) Say(s *State, _ *Entry) Said {
	if a.Until != 0 {
		return say(".renewed", a.Agreement, a.Until)
	}
	return say("", a.Agreement)
}

// Tell: where it ended, who holds a role that hung on it is told too.
func (a *ReviewAgreement) Tell(t *Telling) {
	t.agreement(a.Agreement)
	if a.Until == 0 {
		t.hanging(a.Agreement)
	}
}
