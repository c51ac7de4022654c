package org

import (
	"iter"
	"strings"

	"orpheus/internal/immutable"
)

// Informal is an informal role: what somebody is to a circle without being appointed, since
// colleagues recognise it. The person is asked first: until they say yes nobody but they and
// those who recognise it know of it, and silence is no yes.
type Informal struct {
	_        struct{} `cbor:",toarray"`
	Circle   CircleID
	Person   PersonID
	As       Informally
	Name     string // the circle's own word, where it is none of the others
	Since    Time
	By       []PersonID // who recognise it, ascending
	Accepted Time       // when the person said yes; zero before
	Ended    Time       // when they said no or laid it down, or nobody recognised it any more
}

// Peers is how many have to recognise an informal role before it stands beside formal ones.
const Peers = 2

// Informally is what somebody is to a circle.
type Informally uint8

// The informal roles of the sources, and one's own word.
const (
	AsCoordinator Informally = iota // keeps things together
	AsDriver                        // keeps things going
	AsKnowledge                     // knows, and shares it
	AsOwn                           // what the name says
)

var informals = []string{"coordinator", "driver", "knowledge", "own"}

func (n Informally) String() string { return informals[n] }

// Words are all of them, by the names used in the log and the API.
func (Informally) Words() []string { return informals }

// Offered are all of them.
func (Informally) Offered() []string { return informals }

// MarshalText returns the name used in the log and the API.
func (n Informally) MarshalText() ([]byte, error) { return []byte(n.String()), nil }

// UnmarshalText reads that name.
func (n *Informally) UnmarshalText(b []byte) error {
	return fromName(n, informals, string(b), "informal.as")
}

// Informal returns one informal role; nil where there is none.
func (s *State) Informal(id InformalID) *Informal { return s.informals.Ptr(id) }

// Informals are all there ever were, also those nobody accepted, the oldest first.
func (s *State) Informals() iter.Seq2[InformalID, *Informal] { return s.informals.All() }

// StandsInformally reports whether a row is live and accepted, and its circle and person are
// still there: whoever may see the circle may see it then.
func (s *State) StandsInformally(n *Informal) bool {
	return n.Ended == 0 && n.Accepted != 0 && s.Circle(n.Circle).Live() && s.Belongs(n.Person, n.Circle)
}

// Recognised reports whether it stands beside formal roles: enough colleagues who are there
// still recognise it, and the person said yes.
func (s *State) Recognised(n *Informal) bool {
	peers := 0
	for _, p := range n.By {
		if s.Person(p).Present() {
			peers++
		}
	}
	return peers >= Peers && s.StandsInformally(n)
}

// RecognisedIn are the informal roles that stand in a circle, the oldest first.
func (s *State) RecognisedIn(c CircleID) (all []InformalID) {
	for id, n := range s.Informals() {
		if n.Circle == c && s.Recognised(n) {
			all = append(all, id)
		}
	}
	return all
}

// seesInformal reports whether somebody may know of one, beside seeing its circle.
func (s *State) seesInformal(p PersonID, n *Informal) bool {
	return p == n.Person || immutable.Contains(n.By, p) || s.StandsInformally(n)
}

// informalLike is the live row for the same person and word in a circle; zero for none.
func (s *State) informalLike(c CircleID, p PersonID, as Informally, name string) InformalID {
	for id, n := range s.Informals() {
		if n.Ended == 0 && n.Circle == c && n.Person == p && n.As == as && strings.EqualFold(n.Name, name) {
			return id
		}
	}
	return 0
}

func (s *State) mustInformal(id InformalID, m Moment) error {
	n := s.Informal(id)
	switch {
	case m.Nobody():
		return somebody(m)
	case n == nil || !s.seesInformal(m.By, n) || s.mustBelong(m, n.Circle) != nil:
		return refuse(NotFound, "informal.unknown", id)
	case n.Ended != 0:
		return refuse(Conflict, "informal.ended")
	}
	return nil
}

// RecogniseInformal is saying what a colleague is to a circle, unappointed. Where a colleague
// said the same before, it joins theirs.
type RecogniseInformal struct {
	Informal InformalID `json:"informal,omitzero" doc:"its id, that of a colleague who said the same; worked out" derived:"yes"`
	Circle   CircleID   `json:"circle" doc:"in which circle" example:"C2"`
	Person   PersonID   `json:"person" doc:"who" example:"P2"`
	As       Informally `json:"as" doc:"what they are to it: coordinator, driver, knowledge, or own for a word of yours" example:"coordinator"`
	Name     string     `json:"name,omitzero" doc:"your own word, where it is none of these" max:"40"`
}

func (a *RecogniseInformal) Check(s *State, m Moment) error {
	if err := first(somebody(m), s.mustCircle(a.Circle), s.mustPerson(a.Person), s.mustBelong(m, a.Circle)); err != nil {
		return err
	}
	switch {
	case m.By == a.Person:
		return refuse(Invalid, "informal.self")
	case !s.Belongs(m.By, a.Circle):
		return refuse(Forbidden, "informal.peer", a.Circle)
	case !s.Belongs(a.Person, a.Circle):
		return refuse(Invalid, "informal.member", a.Person, a.Circle)
	case a.As != AsOwn && a.Name != "":
		return refuse(Invalid, "informal.word")
	case a.As == AsOwn:
		if err := checkName(a.Name); err != nil {
			return err
		}
		if len([]rune(a.Name)) > 40 {
			return refuse(Invalid, "name.long", 40)
		}
	}
	if n := s.Informal(s.informalLike(a.Circle, a.Person, a.As, a.Name)); n != nil && immutable.Contains(n.By, m.By) {
		return refuse(Conflict, "informal.recognised", a.Person)
	}
	return nil
}

func (a *RecogniseInformal) Prepare(s *State, _ Moment) {
	if a.Informal = s.informalLike(a.Circle, a.Person, a.As, a.Name); a.Informal == 0 {
		a.Informal = s.informals.Next()
	}
}

func (a *RecogniseInformal) Apply(d *Draft, m Moment) {
	if !d.informals.Has(a.Informal) {
		d.informals.Append(d.own, Informal{Circle: a.Circle, Person: a.Person, As: a.As, Name: a.Name, Since: m.At, By: []PersonID{m.By}})
		return
	}
	n := d.informals.Edit(d.own, a.Informal)
	n.By = immutable.With(n.By, m.By)
}

func (a *RecogniseInformal) Undo(undoing) ([]Act, error) {
	return []Act{&WithdrawInformal{Informal: a.Informal}}, nil
}

func (a *RecogniseInformal) Say(_ *State, _ *Entry) Said { return say("", a.Person, a.Circle) }

func (a *RecogniseInformal) Tell(t *Telling) { t.informal(a.Informal) }

// ShownTo: nobody else is told before the person said yes, nor after they said no.
func (a *RecogniseInformal) ShownTo(s *State, p PersonID) bool {
	return s.toldOfInformal(a.Informal, p)
}

func (s *State) toldOfInformal(id InformalID, p PersonID) bool {
	n := s.Informal(id)
	return n == nil || s.seesInformal(p, n)
}

// informal tells whom it is about.
func (t *Telling) informal(id InformalID) {
	if n := t.S.Informal(id); n != nil {
		t.Thing = RefOf(n.Person)
		t.to(BecauseTheirs, n.Person)
	}
}

// ConfirmInformal is recognising what a colleague recognised before.
type ConfirmInformal struct {
	Informal InformalID `json:"informal" doc:"which informal role" example:"Y3"`
}

func (a *ConfirmInformal) Check(s *State, m Moment) error {
	if err := s.mustInformal(a.Informal, m); err != nil {
		return err
	}
	switch n := s.Informal(a.Informal); {
	case m.By == n.Person:
		return refuse(Invalid, "informal.self")
	case !s.Belongs(m.By, n.Circle):
		return refuse(Forbidden, "informal.peer", n.Circle)
	case immutable.Contains(n.By, m.By):
		return refuse(Conflict, "informal.recognised", n.Person)
	}
	return nil
}

func (a *ConfirmInformal) Apply(d *Draft, m Moment) {
	n := d.informals.Edit(d.own, a.Informal)
	n.By = immutable.With(n.By, m.By)
}

func (a *ConfirmInformal) Say(s *State, _ *Entry) Said { return s.sayInformal(a.Informal) }

func (s *State) sayInformal(id InformalID) Said {
	if n := s.Informal(id); n != nil {
		return say("", n.Person, n.Circle)
	}
	return say("", PersonID(0), CircleID(0))
}

func (a *ConfirmInformal) Tell(t *Telling) { t.informal(a.Informal) }

func (a *ConfirmInformal) ShownTo(s *State, p PersonID) bool { return s.toldOfInformal(a.Informal, p) }

// WithdrawInformal is not recognising it any more; where nobody does, it ends.
type WithdrawInformal struct {
	Informal InformalID `json:"informal" doc:"which informal role" example:"Y1"`
}

func (a *WithdrawInformal) Check(s *State, m Moment) error {
	if err := s.mustInformal(a.Informal, m); err != nil {
		return err
	}
	if n := s.Informal(a.Informal); !immutable.Contains(n.By, m.By) {
		return refuse(Conflict, "informal.not_recognised", n.Person)
	}
	return nil
}

func (a *WithdrawInformal) Apply(d *Draft, m Moment) {
	n := d.informals.Edit(d.own, a.Informal)
	n.By = immutable.Without(n.By, m.By)
	if len(n.By) == 0 {
		n.Ended = m.At
	}
}

func (a *WithdrawInformal) Say(s *State, _ *Entry) Said { return s.sayInformal(a.Informal) }

// Between: it is told to nobody but whom it is about.
func (a *WithdrawInformal) Between(s *State) (by, to PersonID) { return s.informally(a.Informal) }

// informally is whom an informal role is about, twice.
func (s *State) informally(id InformalID) (by, to PersonID) {
	if n := s.Informal(id); n != nil {
		return n.Person, n.Person
	}
	return 0, 0
}

// AcceptInformal is saying yes to what colleagues recognise.
type AcceptInformal struct {
	Informal InformalID `json:"informal" doc:"which informal role" example:"Y2"`
}

func (a *AcceptInformal) Check(s *State, m Moment) error {
	if err := first(s.mustInformal(a.Informal, m), s.mustBeIt(a.Informal, m)); err != nil {
		return err
	}
	if s.Informal(a.Informal).Accepted != 0 {
		return refuse(Conflict, "informal.accepted")
	}
	return nil
}

func (s *State) mustBeIt(id InformalID, m Moment) error {
	if n := s.Informal(id); n != nil && n.Person != m.By {
		return refuse(Forbidden, "informal.not_yours", n.Person)
	}
	return nil
}

func (a *AcceptInformal) Apply(d *Draft, m Moment) {
	d.informals.Edit(d.own, a.Informal).Accepted = m.At
}

func (a *AcceptInformal) Say(s *State, _ *Entry) Said { return s.sayInformal(a.Informal) }

func (a *AcceptInformal) ShownTo(s *State, p PersonID) bool { return s.toldOfInformal(a.Informal, p) }

func (a *AcceptInformal) Tell(t *Telling) {
	if n := t.S.Informal(a.Informal); n != nil {
		t.Thing = RefOf(n.Person)
		t.to(BecauseAsking, n.By...)
	}
}

// DeclineInformal is saying no to it, or laying it down later. No reason is asked.
type DeclineInformal struct {
	Informal InformalID `json:"informal" doc:"which informal role" example:"Y2"`
}

func (a *DeclineInformal) Check(s *State, m Moment) error {
	return first(s.mustInformal(a.Informal, m), s.mustBeIt(a.Informal, m))
}

func (a *DeclineInformal) Apply(d *Draft, m Moment) { d.informals.Edit(d.own, a.Informal).Ended = m.At }

func (a *DeclineInformal) Say(s *State, _ *Entry) Said { return s.sayInformal(a.Informal) }

// Between: that somebody said no is told to nobody.
func (a *DeclineInformal) Between(s *State) (by, to PersonID) { return s.informally(a.Informal) }
