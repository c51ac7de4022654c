package org

import (
	"iter"
	"slices"

	"orpheus/internal/immutable"
	"orpheus/org/deciding"
)

// Decision is a question on its way to an answer: what is proposed, how it is decided, by
// whom and by when, and what came of it.
type Decision struct {
	_          struct{} `cbor:",toarray"`
	Circle     CircleID
	Title      string   // the question, in one line
	By         PersonID // who proposes, and decides where one person does
	At         Time     // when it was put forward
	Tension    TensionID
	Initiative InitiativeID // the work it comes from; zero for none
	Readings   []Reading    // what kind of question it is, by those who said so

	Process     deciding.Process // NoProcess while it is shaped
	AdviceFirst bool
	Second      bool
	Portfolio   bool
	TwoThirds   bool   // two thirds of those who decide together have to take part
	Other       TextID // why another way than the questions suggest; zero where it is that one
	Role        RoleID // the role that lets its holder decide, or that somebody is elected for
	Acted       Time   // when somebody acted first

	Stage deciding.Stage // NoStage once it ended
	Began Time           // when the stage began
	Until Time           // when the stage ends by the clock
	Round uint8          // of answers, from 1; zero before

	Versions    []Version // what is proposed; the last one stands
	Changes     Acts      // what it changes on the map, as it stands
	Parties     []Party   // who decides together and who is asked, in the order in which they came
	Answers     []Answer  // the last one of each person to each version
	Advice      []Advice
	Trials      []Trial
	Nominations []Nomination
	Objections  []ObjectionID
	Extensions  []Extension
	Facilitator PersonID // who tests objections and puts somebody forward; zero for nobody
	Forward     PersonID // who is put forward in an election
	ForwardWord TextID
	Seconds     PersonID // who looked at it as the second person
	Moved       bool     // the map did not allow it when it was decided: it is to be made anew
	Refused     Reason   // why not

	Review     uint16 // days after which the agreement is looked at again
	Holds      Time   // when the agreement ends by itself; zero where it is looked at again
	Supersedes AgreementID
	Instead    DecisionID // the decision that this smaller trial takes the place of

	Ended     Time
	Outcome   deciding.Outcome
	Word      TextID // what was said at the end
	Agreement AgreementID

	Vote     Vote     // how it is voted on, and what can be chosen
	Reminded Time     // of which end of a stage the clock reminded people
	Roles    []RoleID // that are to hang on the agreement: whoever takes one accepts it
	Key      string   // the name that a source has for one that was decided elsewhere
}

type decisionRow Decision

// MarshalCBOR writes the row; of one on which nothing was voted, of whose end nobody was
// reminded, on whose agreement no role is to hang and that was decided here, as it was before
// there was that.
func (x Decision) MarshalCBOR() ([]byte, error) { return encodeRow(decisionRow(x), decisionFields) }

// UnmarshalCBOR reads what MarshalCBOR wrote.
func (x *Decision) UnmarshalCBOR(b []byte) error { return decodeRow(b, (*decisionRow)(x)) }

// decisionFields is how many fields a decision had then.
const decisionFields = 42

// What a decision is made of.
type (
	// Reading is how one person sees the question.
	Reading struct {
		_      struct{} `cbor:",toarray"`
		Person PersonID
		At     Time
		Is     deciding.Reading
	}
	// Version is what was proposed from some moment on.
	Version struct {
		_       struct{} `cbor:",toarray"`
		At      Time
		Text    TextID // what would be agreed; zero where it only changes the map
		Why     TextID // why it was made anew
		Changes Acts
	}
	// Party is somebody concerned.
	Party struct {
		_      struct{} `cbor:",toarray"`
		Person PersonID
		Asked  bool     // for advice only; else they decide together
		By     PersonID // who added them; zero where it was worked out
		At     Time
	}
	// Answer is what one person says to one version.
	Answer struct {
		_       struct{} `cbor:",toarray"`
		Person  PersonID
		By      PersonID // who said it in their name; zero for themselves
		At      Time
		Version uint8
		Says    Says
	}
	// Advice is what somebody thinks, and what was done with it.
	Advice struct {
		_      struct{} `cbor:",toarray"`
		Person PersonID
		By     PersonID
		At     Time
		Text   TextID
		Heed   Heed
		Reply  TextID
	}
	// Trial is something small that may fail, with the limits within which it stays.
	Trial struct {
		_     struct{} `cbor:",toarray"`
		Text  TextID
		Limit TextID // what it may cost, and what ends it at once
		On    Time   // when it is looked at
		Seen  Time   // when it was; zero until then
		By    PersonID
		Keep  bool // it goes on and grows; else it stops
		Word  TextID
	}
	// Nomination is whom somebody names for a role, and why.
	Nomination struct {
		_      struct{} `cbor:",toarray"`
		Person PersonID
		For    PersonID
		At     Time
		Word   TextID
		Again  bool // after the reasons of others were heard
	}
	// Extension is that a stage was given more time.
	Extension struct {
		_    struct{} `cbor:",toarray"`
		By   PersonID
		At   Time
		From Time
		To   Time
		Why  TextID
	}
)

// Says is what people answer to a proposal.
type Says uint8

// The answers.
const (
	NoAnswer   Says = iota
	Consents        // good enough for now, safe enough to try
	StandAside      // they cannot judge it, or leave it to others
	Objects         // it would do harm
)

var saysNames = []string{"", "consent", "stand_aside", "object"}

func (v Says) String() string { return saysNames[v] }

// Words are all answers, by their names in the log.
func (Says) Words() []string { return saysNames[1:] }

// Offered are those that are given as they are: an objection is raised with its harm.
func (Says) Offered() []string { return saysNames[1:3] }

// MarshalText returns the name used in the log and the API.
func (v Says) MarshalText() ([]byte, error) { return []byte(v.String()), nil }

// UnmarshalText reads that name.
func (v *Says) UnmarshalText(b []byte) error {
	return fromName(v, saysNames, string(b), "consent.says")
}

// Heed is what was done with advice.
type Heed uint8

// What can be done with it.
const (
	Unheeded Heed = iota
	Followed
	NotFollowed
)

var heedNames = []string{"", "followed", "not_followed"}

func (v Heed) String() string { return heedNames[v] }

// Words are both, by their names in the log.
func (Heed) Words() []string { return heedNames[1:] }

// Offered are both.
func (Heed) Offered() []string { return heedNames[1:] }

// MarshalText returns the name used in the log and the API.
func (v Heed) MarshalText() ([]byte, error) { return []byte(v.String()), nil }

// UnmarshalText reads that name.
func (v *Heed) UnmarshalText(b []byte) error { return fromName(v, heedNames, string(b), "advice.heed") }

// Decision returns a decision, nil where there is none; for reading only.
func (s *State) Decision(id DecisionID) *Decision { return s.decisions.Ptr(id) }

// Open reports whether the decision has not ended.
func (x *Decision) Open() bool { return x.Stage != deciding.NoStage }

// Way is how it is decided.
func (x *Decision) Way() deciding.Way {
	w := deciding.Way{Process: x.Process, AdviceFirst: x.AdviceFirst, Second: x.Second, Portfolio: x.Portfolio}
	if x.TwoThirds {
		w.Quorum = deciding.TwoThirds
	}
	return w
}

// Stands is the version that stands.
func (x *Decision) Stands() *Version { return &x.Versions[len(x.Versions)-1] }

// Suggestion is the way that fits the question, by how people see it.
func (x *Decision) Suggestion() deciding.Suggestion {
	all := make([]deciding.Reading, len(x.Readings))
	for i := range x.Readings {
		all[i] = x.Readings[i].Is
	}
	return deciding.Suggest(all)
}

// Party returns somebody concerned; nil where they are not.
func (x *Decision) Party(p PersonID) *Party {
	for i := range x.Parties {
		if x.Parties[i].Person == p {
			return &x.Parties[i]
		}
	}
	return nil
}

// Together are those who decide together, while they take part.
func (s *State) Together(id DecisionID) (all []PersonID) {
	for _, p := range s.Decision(id).Parties {
		if who := s.Person(p.Person); !p.Asked && who.Present() {
			all = append(all, p.Person)
		}
	}
	return all
}

// Answer is what somebody says to the version that stands. Who proposes consents to it, but
// where somebody is elected.
func (x *Decision) Answer(p PersonID) Says {
	for _, a := range slices.Backward(x.Answers) {
		if a.Person == p && int(a.Version) == len(x.Versions) {
			return a.Says
		}
	}
	if p == x.By && x.Process != deciding.Election {
		return Consents
	}
	return NoAnswer
}

// AdviceOf is what somebody advised; nil for nothing.
func (x *Decision) AdviceOf(p PersonID) *Advice {
	for i := range x.Advice {
		if x.Advice[i].Person == p {
			return &x.Advice[i]
		}
	}
	return nil
}

// ShowsAdvice reports whether p may read what others advised: whoever gave theirs, and
// everybody once advice is over, so that nobody only repeats what was said first.
func (x *Decision) ShowsAdvice(p PersonID) bool {
	return x.Stage != deciding.Advising || x.AdviceOf(p) != nil
}

// lastWord returns what was said with one thing more, which takes the place of what it
// replaces. The list that was is left as it was: other states hold it.
func lastWord[T any](said []T, more T, replaces func(T) bool) []T {
	all := make([]T, 0, len(said)+1)
	for _, one := range said {
		if !replaces(one) {
			all = append(all, one)
		}
	}
	return append(all, more)
}

func (s *State) mustDecision(id DecisionID) error {
	x := s.Decision(id)
	switch {
	case x == nil:
		return refuse(NotFound, "decision.unknown", id)
	case !x.Open():
		return refuse(Conflict, "decision.ended", id)
	}
	return nil
}

// mustBeAt refuses what belongs to another stage.
func (s *State) mustBeAt(id DecisionID, stages ...deciding.Stage) error {
	if err := s.mustDecision(id); err != nil {
		return err
	}
	if !slices.Contains(stages, s.Decision(id).Stage) {
		return refuse(Conflict, "decision.stage", id)
	}
	return nil
}

// mustPropose lets through who proposed it.
func (s *State) mustPropose(m Moment, id DecisionID) error {
	if x := s.Decision(id); x == nil || m.Nobody() || x.By == m.By {
		return nil
	}
	return refuse(Forbidden, "decision.not_yours", id)
}

// Decisions are all that were put forward, in the order of their ids.
func (s *State) Decisions() iter.Seq2[DecisionID, *Decision] { return s.decisions.All() }

// GoingOn are those that are open, in the order of their ids: few beside all that were put
// forward, and most of what is asked is about them.
func (s *State) GoingOn() iter.Seq2[DecisionID, *Decision] {
	return func(yield func(DecisionID, *Decision) bool) {
		for _, id := range s.goingOn {
			if !yield(id, s.Decision(id)) {
				return
			}
		}
	}
}

// beganOrEnded has a decision be among those that are open if it is.
func (d *Draft) beganOrEnded(id DecisionID) {
	if d.Decision(id).Open() {
		d.goingOn = immutable.With(d.goingOn, id)
	} else {
		d.goingOn = immutable.Without(d.goingOn, id)
	}
}

// decision has a telling be about a decision: who proposed it is told, and everybody
// concerned.
func (t *Telling) decision(id DecisionID) {
	x := t.S.Decision(id)
	if x == nil {
		return
	}
	t.Thing = RefOf(id)
	t.topics(RefOf(id), RefOf(x.Tension), RefOf(x.Initiative), RefOf(x.Circle))
	t.to(BecauseRaised, x.By)
	for _, p := range x.Parties {
		t.to(BecauseConcerned, p.Person)
	}
}
