package org

import (
	"slices"
	"strings"

	"orpheus/org/ballot"
	"orpheus/org/deciding"
)

// Vote is how a decision is voted on, and what came of it. Its candidates are its options,
// or the proposal where there are none; after them, always, that it stays as it is.
type Vote struct {
	_        struct{} `cbor:",toarray"`
	Options  []Option // in the order in which they were added
	Method   VoteMethod
	Majority Majority // of yes and no, where these are what is asked
	Turnout  Turnout  // how many have to vote
	Seats    uint16   // how many options are chosen; zero for one
	Secret   bool     // nobody ever learns who voted what
	Called   Time     // when it began
	Lot      bool     // a lot that everybody can draw again breaks ties; else what is tied is not chosen
	Ballots  []Ballot // named ones in the order in which they came, secret ones in an order that tells nothing
	Voted    []PersonID
	Chosen   []uint16 // of the options, from 0, best first
	Tied     []uint16 // of the candidates, between whom the count does not tell
}

// What a vote is made of.
type (
	// Option is something that can be chosen.
	Option struct {
		_      struct{} `cbor:",toarray"`
		Name   string   // empty for a person
		Text   TextID
		Person PersonID
		By     PersonID // who added it
		At     Time
	}
	// Ballot is what one person wants. Of a secret one nobody knows whose it is, nor when
	// it was given.
	Ballot struct {
		_      struct{} `cbor:",toarray"`
		Person PersonID // zero on a secret one
		By     PersonID // who gave it in their name; zero for themselves
		At     Time     // zero on a secret one
		Marks  []uint16 // one for each candidate, as its method asks
		Sign   string   // by which whoever gave a secret one finds it; empty where they chose no word
	}
)

// The most options, and the highest score.
const (
	mostOptions  = 20
	highestScore = 5
)

// VoteMethod is how ballots are counted.
type VoteMethod uint8

// The methods. What each asks of a ballot: yes or no (1 for one of the two candidates),
// approval (1), a score from 0 to 5, or ranks from 1, where 0 comes after all of them.
const (
	NoMethod VoteMethod = iota
	YesOrNo
	ByApproval
	ByScore
	BySTAR
	ByIRV
	BySchulze
	ByRankedPairs
	BySTVScottish
	BySTVMeek
)

var methodNames = []string{"", "yes_no", "approval", "score", "star", "irv", "schulze", "ranked_pairs", "stv_scottish", "stv_meek"}

func (v VoteMethod) String() string { return methodNames[v] }

// Words are all methods, by their names in the log.
func (VoteMethod) Words() []string { return methodNames[1:] }

// Offered are all of them.
func (VoteMethod) Offered() []string { return methodNames[1:] }

// MarshalText returns the name used in the log and the API.
func (v VoteMethod) MarshalText() ([]byte, error) { return []byte(v.String()), nil }

// UnmarshalText reads that name.
func (v *VoteMethod) UnmarshalText(b []byte) error {
	return fromName(v, methodNames, string(b), "vote.method")
}

// Counts is the method by which ballots are counted; that of yes and no is Passes.
func (v VoteMethod) Counts() ballot.Method {
	return ballot.Method(strings.ReplaceAll(v.String(), "_", "-"))
}

// Most is the highest mark on a ballot with so many candidates.
func (v VoteMethod) Most(candidates int) int {
	switch v {
	case YesOrNo, ByApproval:
		return 1
	case ByScore, BySTAR:
		return highestScore
	}
	return candidates
}

// Ranks reports whether a ballot has ranks.
func (v VoteMethod) Ranks() bool { return v >= ByIRV }

// Majority is which part of yes and no has to be yes. Who says neither counts for the turnout
// only.
type Majority uint8

// The majorities. Zero is for more yes than no.
const (
	MoreYes Majority = iota
	TwoThirdsYes
	ThreeQuartersYes
)

var (
	majorityNames  = []string{"", "two_thirds", "three_quarters"}
	majorityShares = []deciding.Share{{}, deciding.TwoThirds, {Num: 3, Den: 4}}
)

func (v Majority) String() string { return majorityNames[v] }

// Words are those that are written.
func (Majority) Words() []string { return majorityNames[1:] }

// Offered are those beside the usual one.
func (Majority) Offered() []string { return majorityNames[1:] }

// MarshalText returns the name used in the log and the API.
func (v Majority) MarshalText() ([]byte, error) { return []byte(v.String()), nil }

// UnmarshalText reads that name.
func (v *Majority) UnmarshalText(b []byte) error {
	return fromName(v, majorityNames, string(b), "vote.majority")
}

// Passes reports whether so many yes against so many no are enough. A tie, which is no more
// yes than no, passes nothing, and nor does nothing at all.
func (v Majority) Passes(yes, no int) bool {
	if v == MoreYes {
		return yes > no
	}
	return yes > 0 && majorityShares[v].Met(yes, yes+no)
}

// Turnout is which part of those who may vote has to.
type Turnout uint8

// The turnouts. Zero is for any.
const (
	AnyTurnout Turnout = iota
	ThirdVotes
	HalfVotes
	TwoThirdsVote
)

var (
	turnoutNames  = []string{"", "third", "half", "two_thirds"}
	turnoutShares = []deciding.Share{{}, {Num: 1, Den: 3}, {Num: 1, Den: 2}, deciding.TwoThirds}
)

func (v Turnout) String() string { return turnoutNames[v] }

// Words are those that are written.
func (Turnout) Words() []string { return turnoutNames[1:] }

// Offered are those beside any.
func (Turnout) Offered() []string { return turnoutNames[1:] }

// MarshalText returns the name used in the log and the API.
func (v Turnout) MarshalText() ([]byte, error) { return []byte(v.String()), nil }

// UnmarshalText reads that name.
func (v *Turnout) UnmarshalText(b []byte) error {
	return fromName(v, turnoutNames, string(b), "vote.turnout")
}

// Candidates is how many there are: the options or the proposal, and that it stays as it is.
func (v *Vote) Candidates() int { return max(1, len(v.Options)) + 1 }

// Persons reports whether people are chosen.
func (v *Vote) Persons() bool { return len(v.Options) > 0 && v.Options[0].Person != 0 }

// BallotOf is the named ballot of somebody; nil for none.
func (v *Vote) BallotOf(p PersonID) *Ballot {
	for i := range v.Ballots {
		if p != 0 && v.Ballots[i].Person == p {
			return &v.Ballots[i]
		}
	}
	return nil
}

// Counted reports whether the ballots of a decision were counted: until then nobody reads
// those of others, so that nobody votes with the crowd.
func (x *Decision) Counted() bool {
	return x.Process == deciding.Vote && x.Stage != deciding.Voting && x.Stage != deciding.Counting && len(x.Vote.Ballots) > 0
}

// Electorate are those who may vote: who decided together when the vote began, also those
// who have left by now.
func (x *Decision) Electorate() (all []PersonID) {
	for _, p := range x.Parties {
		if !p.Asked {
			all = append(all, p.Person)
		}
	}
	return all
}

// AddOption adds something that can be voted for. Everybody of the circle may while it is
// shaped, so that nobody alone says what there is to choose from.
type AddOption struct {
	Decision DecisionID `json:"decision" doc:"which decision" example:"D14"`
	Name     string     `json:"name,omitzero" doc:"what it is called; empty for a person" example:"The blue car"`
	Text     Prose      `json:"text,omitzero" doc:"what it is"`
	Person   PersonID   `json:"person,omitzero" doc:"or who can be chosen for a role" rare:"yes"`
}

func (a *AddOption) Check(s *State, m Moment) error {
	if m.Nobody() {
		return refuse(Invalid, "right.somebody")
	}
	if err := s.mustBeAt(a.Decision, deciding.Shaping); err != nil {
		return err
	}
	x := s.Decision(a.Decision)
	if err := s.mustBelong(m, x.Circle); err != nil {
		return err
	}
	options := x.Vote.Options
	same := func(o Option) bool { return o.Person == a.Person && strings.EqualFold(o.Name, a.Name) }
	switch {
	case len(options) >= mostOptions:
		return refuse(Conflict, "vote.many", mostOptions)
	case slices.ContainsFunc(options, same):
		return refuse(Conflict, "vote.twice")
	case len(options) > 0 && x.Vote.Persons() != (a.Person != 0), a.Person != 0 && a.Name != "":
		return refuse(Invalid, "vote.mixed")
	case a.Person == 0:
		return checkName(a.Name)
	}
	return first(s.mustPerson(a.Person), s.mustReach(a.Person, x.Circle))
}

func (a *AddOption) Apply(d *Draft, m Moment) {
	v := &d.decisions.Edit(d.own, a.Decision).Vote
	v.Options = append(append([]Option(nil), v.Options...), Option{Name: a.Name, Text: a.Text.ID, Person: a.Person, By: m.By, At: m.At})
}

func (a *AddOption) Say(_ *State, _ *Entry) Said {
	if a.Person != 0 {
		return say(".person", a.Decision, a.Person)
	}
	return say("", a.Decision, Word(a.Name))
}

func (a *AddOption) Tell(t *Telling) {
	t.Thing = RefOf(a.Decision)
	t.topics(RefOf(a.Decision))
	t.to(BecauseNamed, a.Person)
	t.to(BecauseRaised, t.S.Decision(a.Decision).By)
}
