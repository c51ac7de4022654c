package org

import (
	"slices"

	"orpheus/internal/immutable"
	"orpheus/org/deciding"
)

// Objection is the harm that somebody sees in a proposal. It ends by the words of whose it
// is, or because whoever facilitates found no harm in it, which everybody can see.
type Objection struct {
	_        struct{} `cbor:",toarray"`
	Decision DecisionID
	Person   PersonID
	By       PersonID // who raised it in their name; zero for themselves
	At       Time
	Version  uint8
	Harm     TextID
	Solve    TextID // what would solve it; zero for nothing said
	Settled  Time
	How      Settling
	Word     TextID
	Tested   PersonID // who found no harm in it
}

// Settling is how an objection ended.
type Settling uint8

// How.
const (
	Unsettled Settling = iota
	Solved             // the proposal was changed so that it does no harm
	Withdrawn          // whose it was let it go
	NoHarm             // whoever facilitates found none
)

var settlingNames = []string{"", "solved", "withdrawn", "no_harm"}

func (v Settling) String() string { return settlingNames[v] }

// Words are all, by their names in the log.
func (Settling) Words() []string { return settlingNames[1:] }

// Offered are those that are for whose objection it is.
func (Settling) Offered() []string { return settlingNames[1:3] }

// MarshalText returns the name used in the log and the API.
func (v Settling) MarshalText() ([]byte, error) { return []byte(v.String()), nil }

// UnmarshalText reads that name.
func (v *Settling) UnmarshalText(b []byte) error {
	return fromName(v, settlingNames, string(b), "objection.how")
}

// Open reports whether nobody settled it.
func (o *Objection) Open() bool { return o.How == Unsettled }

// Objection returns an objection, nil where there is none; for reading only.
func (s *State) Objection(id ObjectionID) *Objection { return s.objections.Ptr(id) }

// RaiseObjection says what harm a proposal would do.
type RaiseObjection struct {
	Objection ObjectionID `json:"objection,omitzero" doc:"the new id" derived:"id"`
	Decision  DecisionID  `json:"decision" doc:"which decision" example:"D5"`
	Harm      Prose       `json:"harm" doc:"what harm it would do"`
	Solve     Prose       `json:"solve,omitzero" doc:"what would solve it for you"`
	For       PersonID    `json:"for,omitzero" doc:"in whose name, where you stand in for somebody" rare:"yes"`
}

func (a *RaiseObjection) Check(s *State, m Moment) error {
	if a.Harm.IsZero() {
		return refuse(Invalid, "objection.harm")
	}
	return s.mustAnswerIt(m, a.Decision, a.For)
}

func (a *RaiseObjection) Prepare(s *State, _ Moment) { a.Objection = s.objections.Next() }

func (a *RaiseObjection) Apply(d *Draft, m Moment) {
	who := inWhoseName(a.For, m)
	x := d.decisions.Edit(d.own, a.Decision)
	id := d.objections.Append(d.own, Objection{
		Decision: a.Decision, Person: who, By: inName(a.For, m), At: m.At, Version: uint8(len(x.Versions)), Harm: a.Harm.ID, Solve: a.Solve.ID,
	})
	x.Objections = immutable.With(slices.Clone(x.Objections), id)
	d.respond(a.Decision, Answer{Person: who, By: inName(a.For, m), At: m.At, Says: Objects})
}

// Follow: whoever is put forward for a role and objects does not want it.
func (a *RaiseObjection) Follow(s *State, m Moment) []Act { return s.goesOn(a.Decision, m) }

func (a *RaiseObjection) Say(_ *State, _ *Entry) Said { return sayFor("", a.For, a.Decision) }

func (a *RaiseObjection) Tell(t *Telling) {
	t.decision(a.Decision)
	t.to(BecauseTheirs, a.For)
}

func (s *State) mustObjection(id ObjectionID) error {
	o := s.Objection(id)
	switch {
	case o == nil:
		return refuse(NotFound, "objection.unknown", id)
	case !o.Open():
		return refuse(Conflict, "objection.settled")
	}
	return s.mustBeAt(o.Decision, deciding.Answering, deciding.Mending)
}

// SettleObjection ends one's own objection: it is solved, or withdrawn.
type SettleObjection struct {
	Objection ObjectionID `json:"objection" doc:"which objection"`
	How       Settling    `json:"how" doc:"solved, or withdrawn"`
	Word      Prose       `json:"word,omitzero" doc:"in your own words"`
}

func (a *SettleObjection) Check(s *State, m Moment) error {
	if a.How != Solved && a.How != Withdrawn {
		return refuse(Invalid, "objection.how", a.How.String())
	}
	if err := s.mustObjection(a.Objection); err != nil {
		return err
	}
	if o := s.Objection(a.Objection); m.Nobody() || !s.MayAnswerFor(m.By, o.Person, m.At) {
		return refuse(Forbidden, "objection.not_yours")
	}
	return nil
}

func (a *SettleObjection) Apply(d *Draft, m Moment) {
	d.settle(a.Objection, a.How, a.Word, m, 0)
}

// settle ends an objection. Whose last one it was consents by that.
func (d *Draft) settle(id ObjectionID, how Settling, word Prose, m Moment, tested PersonID) {
	o := d.objections.Edit(d.own, id)
	o.Settled, o.How, o.Word, o.Tested = m.At, how, word.ID, tested
	for _, other := range d.Decision(o.Decision).Objections {
		if row := d.Objection(other); row.Open() && row.Person == o.Person {
			return
		}
	}
	d.respond(o.Decision, Answer{Person: o.Person, By: o.By, At: m.At, Says: Consents})
}

func (a *SettleObjection) Follow(s *State, m Moment) []Act {
	return s.goesOn(s.Objection(a.Objection).Decision, m)
}

func (a *SettleObjection) Say(s *State, _ *Entry) Said {
	return say("."+a.How.String(), s.objectsTo(a.Objection))
}

func (s *State) objectsTo(id ObjectionID) DecisionID {
	if o := s.Objection(id); o != nil {
		return o.Decision
	}
	return 0
}

func (a *SettleObjection) Tell(t *Telling) { t.decision(t.S.objectsTo(a.Objection)) }

// TestObjection is whoever facilitates finding no harm in an objection.
type TestObjection struct {
	Objection ObjectionID `json:"objection" doc:"which objection"`
	Word      Prose       `json:"word" doc:"what you asked, and why you see no harm in it"`
}

func (a *TestObjection) Check(s *State, m Moment) error {
	if err := first(s.mustObjection(a.Objection), mustText(a.Word)); err != nil {
		return err
	}
	o := s.Objection(a.Objection)
	switch x := s.Decision(o.Decision); {
	case m.Nobody() || x.Facilitator != m.By:
		return refuse(Forbidden, "objection.not_facilitator")
	case o.Person == m.By:
		return refuse(Forbidden, "objection.own")
	}
	return nil
}

func (a *TestObjection) Apply(d *Draft, m Moment) { d.settle(a.Objection, NoHarm, a.Word, m, m.By) }

func (a *TestObjection) Follow(s *State, m Moment) []Act {
	return s.goesOn(s.Objection(a.Objection).Decision, m)
}

func (a *TestObjection) Say(s *State, _ *Entry) Said {
	o := s.Objection(a.Objection)
	if o == nil {
		return say("", DecisionID(0), PersonID(0))
	}
	return say("", o.Decision, o.Person)
}

func (a *TestObjection) Tell(t *Telling) {
	t.decision(t.S.objectsTo(a.Objection))
	t.to(BecauseTheirs, t.S.Objection(a.Objection).Person)
}
