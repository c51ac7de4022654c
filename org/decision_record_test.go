package org_test

import (
	"testing"

	"orpheus/org"
	"orpheus/org/deciding"
)

// What was decided elsewhere is kept by nobody in person, once by each key, and goes again as
// long as nobody built on it; what was decided here never does.
func TestWhatWasDecidedElsewhere(t *testing.T) {
	s := agreed(t, org.ProposeDecision{})
	now := s.Last
	word, text := org.Write("One."), org.Write("How many?")
	kept := func(key string, review org.Time) *org.RecordDecision {
		return &org.RecordDecision{Circle: home, Title: "Bicycles", Text: text, Word: word, Ended: now - 9*org.Day, Review: review, Key: key}
	}
	s = tell(t, s, []step{
		{by: kofi, act: kept("a", 0), want: "right.nobody"},
		{act: &org.RecordDecision{Circle: home, Title: "Bicycles", Ended: now - org.Day}, want: "text.missing"},
		{act: &org.RecordDecision{Circle: home, Title: "Bicycles", Word: word, Ended: now + org.Day}, want: "decision.ended_when"},
		{act: &org.RecordDecision{Circle: home, Title: "Bicycles", Word: word, Put: now, Ended: now - org.Day}, want: "decision.ended_when"},
		{act: &org.RecordDecision{Circle: home, Title: "Bicycles", Word: word, Person: 99, Ended: now - org.Day}, want: "person.unknown"},
		{act: kept("a", now - org.Day), want: "decision.review"},
		{act: kept("a", 0)},
		{act: kept("a", 0), want: "decision.recorded"},
		{act: kept("b", now + 90*org.Day)},
		{act: &org.KeepLearning{Decision: 3, Text: word}, by: noor},
		{act: &org.DiscardDecision{Decision: 1}, want: "decision.recorded_not"},
		{act: &org.DiscardDecision{Decision: 9}, want: "decision.unknown"},
		{act: &org.DiscardDecision{Decision: 3}, want: "undo.in_use"},
		{act: &org.DiscardDecision{Decision: 2}, by: kofi, want: "right.nobody"},
		{act: &org.DiscardDecision{Decision: 2}},
		{act: &org.DiscardDecision{Decision: 2}, want: "decision.recorded_not"},
		{act: kept("a", 0)}, // it may come again
	})
	first, second := s.Decision(2), s.Decision(3)
	if first.Outcome != deciding.Discarded || second.Outcome != deciding.Recorded || second.Open() || len(s.Recorded()) != 2 {
		t.Errorf("%+v, %+v", first, second)
	}
	g := s.Agreement(second.Agreement)
	if g == nil || !g.Holds() || g.Since != second.Ended || g.Text != second.Word || g.Review < now+90*org.Day || g.Review > now+91*org.Day {
		t.Errorf("in force: %+v", g)
	}
	if first.Agreement != 0 {
		t.Error("what is never looked at again is in force")
	}
	for who := range s.People() {
		if v := s.SightOf(who, s); v.Sees(org.RefOf(org.DecisionID(2))) {
			t.Errorf("%v sees what was taken away", who)
		}
	}
}
