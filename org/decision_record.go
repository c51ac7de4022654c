package org

import (
	"iter"

	"orpheus/org/deciding"
)

// RecordDecision keeps what was decided elsewhere: before the organisation was here, or in
// another program. Nothing is done by it on the map, and nobody is told. Where it is to be looked
// at again, what was decided is an agreement in force until then.
type RecordDecision struct {
	Decision  DecisionID  `json:"decision,omitzero" doc:"the new id" derived:"id"`
	Circle    CircleID    `json:"circle" doc:"whose question it was" example:"C2"`
	Title     string      `json:"title" doc:"the question, in one line"`
	Text      Prose       `json:"text,omitzero" doc:"what was proposed"`
	Word      Prose       `json:"word" doc:"what was decided" example:"One bicycle, with a lock."`
	Person    PersonID    `json:"person,omitzero" doc:"who put it forward, where that is known"`
	Put       Time        `json:"put,omitzero" doc:"when it was put forward, where that is known" example:"2024-02-01"`
	Ended     Time        `json:"ended" doc:"when it was decided" example:"2024-03-01"`
	Review    Time        `json:"review,omitzero" doc:"when it is looked at again; never where empty" example:"2027-03-01"`
	Key       string      `json:"key,omitzero" doc:"what an import calls it"`
	Agreement AgreementID `json:"agreement,omitzero" doc:"what is in force by it" derived:"yes"`
}

// MostReview is how far ahead an agreement is looked at again at most.
const MostReview = mostReview * Day

func (a *RecordDecision) Check(s *State, m Moment) error {
	if err := first(nobody(m), s.mustExist(), s.mustCircle(a.Circle), checkName(a.Title), mustText(a.Word)); err != nil {
		return err
	}
	switch {
	case a.Person != 0 && s.Person(a.Person) == nil:
		return refuse(NotFound, "person.unknown", a.Person)
	case a.Ended == 0 || a.Ended > m.At || a.Put > a.Ended:
		return refuse(Invalid, "decision.ended_when", a.Ended)
	case a.Review != 0 && (a.Review <= m.At || a.Review > m.At+MostReview):
		return refuse(Invalid, "decision.review", mostReview)
	}
	for id, key := range s.Recorded() {
		if a.Key != "" && key == a.Key {
			return refuse(Conflict, "decision.recorded", id)
		}
	}
	return nil
}

// Recorded are the decisions that were taken elsewhere and are kept here, with what imports call
// them.
func (s *State) Recorded() iter.Seq2[DecisionID, string] {
	return func(yield func(DecisionID, string) bool) {
		for id, x := range s.Decisions() {
			if x.Outcome == deciding.Recorded && !yield(id, x.Key) {
				return
			}
		}
	}
}

func (a *RecordDecision) Prepare(s *State, _ Moment) {
	a.Decision = s.decisions.Next()
	if a.Put == 0 {
		a.Put = a.Ended
	}
	if a.Review != 0 {
		a.Agreement = s.agreements.Next()
	}
}

func (a *RecordDecision) Apply(d *Draft, _ Moment) {
	d.decisions.Append(d.own, Decision{
		Circle: a.Circle, Title: a.Title, By: a.Person, At: a.Put, Began: a.Put, Key: a.Key, Agreement: a.Agreement,
		Versions: []Version{{At: a.Put, Text: a.Text.ID}}, Word: a.Word.ID, Outcome: deciding.Recorded, Ended: a.Ended,
	})
	if a.Agreement != 0 {
		d.agreements.Append(d.own, Agreement{
			Decision: a.Decision, Circle: a.Circle, Title: a.Title, Text: a.Word.ID, Since: a.Ended, Days: UsualReview, Review: a.Review,
		})
		d.schedule(RefOf(a.Agreement))
	}
}

func (a *RecordDecision) Say(_ *State, _ *Entry) Said { return say("", a.Decision) }

// It goes again with its import, as long as nobody built on it.
func (a *RecordDecision) undoImport(undoing) ([]Act, error) {
	return []Act{&DiscardDecision{Decision: a.Decision}}, nil
}

// Elsewhere reports whether it was decided elsewhere: nothing here was decided by it, whatever
// is counted.
func (x *Decision) Elsewhere() bool {
	return x.Outcome == deciding.Recorded || x.Outcome == deciding.Discarded
}

// discarded reports whether it was brought in, and taken away again.
func (s *State) discarded(id DecisionID) bool {
	x := s.Decision(id)
	return x != nil && x.Outcome == deciding.Discarded
}

// DiscardDecision takes away what was brought in as decided elsewhere. Nobody sees it any more,
// and the agreement that came with it has ended.
type DiscardDecision struct {
	Decision DecisionID `json:"decision" doc:"which decision"`
}

func (a *DiscardDecision) Check(s *State, m Moment) error {
	if err := nobody(m); err != nil {
		return err
	}
	x := s.Decision(a.Decision)
	switch {
	case x == nil:
		return refuse(NotFound, "decision.unknown", a.Decision)
	case x.Outcome != deciding.Recorded:
		return refuse(Conflict, "decision.recorded_not", a.Decision)
	}
	if g := s.Agreement(x.Agreement); g != nil && (!g.Holds() || g.Renewed != 0 || len(g.Keep)+len(g.LetGo) > 0) {
		return inUse(a.Decision)
	}
	for _, k := range s.Learnings() {
		if k.Decision == a.Decision {
			return inUse(a.Decision)
		}
	}
	return nil
}

func (a *DiscardDecision) Apply(d *Draft, m Moment) {
	x := d.decisions.Edit(d.own, a.Decision)
	x.Outcome = deciding.Discarded
	if x.Agreement != 0 {
		d.agreements.Edit(d.own, x.Agreement).Until = m.At
		d.schedule(RefOf(x.Agreement))
	}
}

func (a *DiscardDecision) Say(_ *State, _ *Entry) Said { return say("", a.Decision) }
