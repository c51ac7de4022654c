package org

import (
	"iter"

	"orpheus/org/deciding"
)

// GiveAdvice says what somebody concerned, or somebody who knows, thinks. It is read by
// others when they gave theirs, or when the time is over.
type GiveAdvice struct {
	Decision DecisionID `json:"decision" doc:"which decision" example:"D2"`
	Text     Prose      `json:"text" doc:"what you advise"`
	For      PersonID   `json:"for,omitzero" doc:"in whose name, where you stand in for somebody" rare:"yes"`
}

func (a *GiveAdvice) Check(s *State, m Moment) error {
	if m.Nobody() {
		return refuse(Invalid, "right.somebody")
	}
	if err := first(s.mustBeAt(a.Decision, deciding.Advising), mustText(a.Text), s.mustStandIn(m, a.For)); err != nil {
		return err
	}
	x := s.Decision(a.Decision)
	if inWhoseName(a.For, m) == x.By {
		return refuse(Conflict, "advice.own")
	}
	return s.mustBelong(m, x.Circle)
}

func (a *GiveAdvice) Apply(d *Draft, m Moment) {
	who := inWhoseName(a.For, m)
	x := d.decisions.Edit(d.own, a.Decision)
	said := Advice{Person: who, By: inName(a.For, m), At: m.At, Text: a.Text.ID}
	x.Advice = lastWord(x.Advice, said, func(one Advice) bool { return one.Person == who })
}

// ShownTo: nobody only repeats what was said first.
func (a *GiveAdvice) ShownTo(s *State, p PersonID) bool {
	x := s.Decision(a.Decision)
	return x == nil || x.ShowsAdvice(p)
}

func (a *GiveAdvice) Follow(s *State, m Moment) []Act { return s.goesOn(a.Decision, m) }

func (a *GiveAdvice) Say(_ *State, _ *Entry) Said { return sayFor("", a.For, a.Decision) }

func (a *GiveAdvice) Tell(t *Telling) {
	t.Thing = RefOf(a.Decision)
	t.topics(RefOf(a.Decision))
	t.to(BecauseRaised, t.S.Decision(a.Decision).By)
	t.to(BecauseTheirs, a.For)
}

// WeighAdvice says what was done with advice.
type WeighAdvice struct {
	Decision DecisionID `json:"decision" doc:"which decision" example:"D3"`
	Person   PersonID   `json:"person" doc:"whose advice" example:"P2"`
	Heed     Heed       `json:"heed" doc:"followed, or not"`
	Why      Prose      `json:"why,omitzero" doc:"what changed by it, or why not"`
}

func (a *WeighAdvice) Check(s *State, m Moment) error {
	if err := first(s.mustBeAt(a.Decision, deciding.Deciding), s.mustPropose(m, a.Decision)); err != nil {
		return err
	}
	switch x := s.Decision(a.Decision); {
	case x.AdviceOf(a.Person) == nil:
		return refuse(NotFound, "advice.unknown", a.Person)
	case a.Heed == Unheeded:
		return refuse(Invalid, "advice.heed", "")
	case a.Heed == NotFollowed && a.Why.IsZero():
		return refuse(Invalid, "advice.why")
	}
	return nil
}

func (a *WeighAdvice) Apply(d *Draft, _ Moment) {
	x := d.decisions.Edit(d.own, a.Decision)
	all := append([]Advice(nil), x.Advice...)
	for i := range all {
		if all[i].Person == a.Person {
			all[i].Heed, all[i].Reply = a.Heed, a.Why.ID
		}
	}
	x.Advice = all
}

func (a *WeighAdvice) Follow(s *State, m Moment) []Act { return s.goesOn(a.Decision, m) }

func (a *WeighAdvice) Say(_ *State, _ *Entry) Said {
	return say("."+a.Heed.String(), a.Decision, a.Person)
}

func (a *WeighAdvice) Tell(t *Telling) {
	t.Thing = RefOf(a.Decision)
	t.to(BecauseTheirs, a.Person)
}

// Advised yields the decisions put forward from one moment to another, both included, on
// which advice was given and is over.
func (s *State) Advised(from, to Time) iter.Seq2[DecisionID, *Decision] {
	return func(yield func(DecisionID, *Decision) bool) {
		for id, x := range s.Decisions() {
			if len(x.Advice) > 0 && x.Stage != deciding.Advising && x.At >= from && x.At <= to && !yield(id, x) {
				return
			}
		}
	}
}
