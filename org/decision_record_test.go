package org_test

import (
	"maps"
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
		{act: kept("a", now-org.Day), want: "decision.review"},
		{act: kept("a", 0)},
		{act: kept("a", 0), want: "decision.recorded"},
		{act: kept("b", now+90*org.Day)},
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
	if first.Outcome != deciding.Discarded || second.Outcome != deciding.Recorded || second.Open() || len(maps.Collect(s.Recorded())) != 2 {
		t.Errorf("%+v, %+v", first, second)
	}
	g := s.Agreement(second.Agreement)
	if g == nil || !g.Holds() || g.Since != second.Ended || g.Text != second.Word || g.Review != now+90*org.Day || g.Days != org.UsualReview {
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

// What is in force by it is asked about before its day, and ends on it where nobody wants it.
func TestWhatWasDecidedElsewhereIsLookedAtAgain(t *testing.T) {
	d := new(org.State).Edit()
	for _, act := range []org.Act{
		&org.FoundOrganisation{Slug: "linde", Name: "De Linde", Lang: "nl"},
		&org.RecordDecision{Circle: org.Root, Title: "Keys", Word: org.Write("Two."), Ended: org.Day, Review: 90 * org.Day},
	} {
		if _, err := d.Do(act, org.Moment{At: 10 * org.Day, Face: org.Operator}); err != nil {
			t.Fatal(err)
		}
	}
	ended := org.Time(0)
	if asked, _ := d.Due(80 * org.Day); asked == nil {
		t.Fatal("nobody is asked about it")
	}
	for {
		act, due := d.Due(100 * org.Day)
		if act == nil {
			break
		}
		if _, err := d.Do(act, org.Moment{At: due, Face: org.Clock}); err != nil {
			t.Fatal(err)
		}
		ended = due
	}
	if ended != 90*org.Day || d.Agreement(1).Holds() {
		t.Errorf("it ended at %v: %+v", ended, d.Agreement(1))
	}
}
