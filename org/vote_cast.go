package org

import (
	"unicode/utf8"

	"orpheus/org/deciding"
)

// CastBallot gives a ballot. Of a named vote the last one of each counts, and it is read by
// others once it is over. A secret one is no act and stands in no log: the service puts it
// with the others, among which nothing tells it, and it stays as it was given.
type CastBallot struct {
	Decision DecisionID `json:"decision" doc:"which decision" example:"D15"`
	Marks    []uint16   `json:"marks" doc:"one for each option in their order, and last for that it stays as it is. 1 for what you want, a score from 0 to 5, or ranks from 1 with 0 for the rest" example:"1,0"`
	Word     string     `json:"word,omitzero" doc:"of a secret vote: a word of your own, by which only you find your ballot among those that are published" rare:"yes" max:"60"`
	For      PersonID   `json:"for,omitzero" doc:"in whose name, where you stand in for somebody" rare:"yes"`
}

// longestWord is the longest word by which somebody finds their ballot, in characters.
const longestWord = 60

func (a *CastBallot) Check(s *State, m Moment) error {
	if err := a.CheckBallot(s, m); err != nil {
		return err
	}
	switch {
	case s.Decision(a.Decision).Vote.Secret:
		return refuse(Conflict, "vote.secret")
	case a.Word != "":
		return refuse(Invalid, "vote.named")
	}
	return nil
}

// CheckBallot refuses a ballot that cannot be given, be it secret or named.
func (a *CastBallot) CheckBallot(s *State, m Moment) error {
	if m.Nobody() {
		return refuse(Invalid, "right.somebody")
	}
	if err := first(s.mustBeAt(a.Decision, deciding.Voting), s.mustStandIn(m, a.For)); err != nil {
		return err
	}
	x, who := s.Decision(a.Decision), inWhoseName(a.For, m)
	switch p := x.Party(who); {
	case p == nil || p.Asked:
		return refuse(Forbidden, "decision.not_party", who)
	case m.At >= x.Until:
		return refuse(Conflict, "decision.stage", a.Decision)
	case utf8.RuneCountInString(a.Word) > longestWord:
		return refuse(Invalid, "name.long", longestWord)
	}
	return x.Vote.check(a.Marks)
}

// check refuses marks that say nothing under the method.
func (v *Vote) check(marks []uint16) error {
	if len(marks) != v.Candidates() {
		return refuse(Invalid, "vote.marks", v.Candidates())
	}
	sum, most := 0, v.Method.Most(len(marks))
	for _, m := range marks {
		sum += int(m)
		if int(m) > most {
			return refuse(Invalid, "vote.mark", most)
		}
	}
	if v.Method == YesOrNo && sum > 1 {
		return refuse(Invalid, "vote.both")
	}
	return nil
}

// SecretBallotOf is a ballot of a secret vote, which is put with the others instead of being
// done; nil for any other act.
func SecretBallotOf(s *State, act Act) *CastBallot {
	a, ok := act.(*CastBallot)
	if !ok {
		return nil
	}
	if x := s.Decision(a.Decision); x == nil || !x.Vote.Secret {
		return nil
	}
	return a
}

func (a *CastBallot) Apply(d *Draft, m Moment) {
	x := d.decisions.Edit(d.own, a.Decision)
	who := inWhoseName(a.For, m)
	said := Ballot{Person: who, By: inName(a.For, m), At: m.At, Marks: a.Marks}
	x.Vote.Ballots = lastWord(x.Vote.Ballots, said, func(one Ballot) bool { return one.Person == who })
}

// ShownTo: nobody votes with the crowd.
func (a *CastBallot) ShownTo(s *State, p PersonID) bool {
	x := s.Decision(a.Decision)
	return x == nil || x.Counted() || a.For == p
}

func (a *CastBallot) Follow(s *State, m Moment) []Act { return s.goesOn(a.Decision, m) }

func (a *CastBallot) Say(_ *State, _ *Entry) Said { return sayFor("", a.For, a.Decision) }

// Tell: whose name it was given in.
func (a *CastBallot) Tell(t *Telling) {
	t.Thing = RefOf(a.Decision)
	t.topics(RefOf(a.Decision))
	t.to(BecauseTheirs, a.For)
}
