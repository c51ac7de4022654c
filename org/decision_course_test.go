package org_test

import (
	"slices"
	"testing"

	"orpheus/org"
	"orpheus/org/deciding"
)

// What is said beforehand about a way is what happens then, where nothing comes between.
func TestACourseIsWhatHappens(t *testing.T) {
	s := linde(t)
	way := deciding.Way{Process: deciding.Consent}
	var said []org.Turn
	s = tell(t, s, []step{
		{by: kofi, act: &org.ProposeDecision{Circle: home, Title: "Keys", Text: org.Write("Keys hang in the hall.")}},
		{by: kofi, act: &org.JudgeDecision{Decision: 1, Reactive: deciding.Yes, Undoable: deciding.Yes, Shared: deciding.Yes}},
		{by: kofi, act: &org.OpenDecision{Decision: 1, Why: org.Write("It cannot wait.")}},
	})
	var was []org.Turn
	said = s.Course(way, s.Last)
	for x := s.Decision(1); x.Open(); x = s.Decision(1) {
		act, due := s.Due(x.Until)
		if _, reminds := act.(*org.RemindDecision); !reminds {
			was = append(was, org.Turn{Stage: x.Stage, Until: x.Until})
		}
		d := s.Edit()
		if _, err := d.Do(act, org.Moment{At: due, Face: org.Clock}); err != nil {
			t.Fatal(err)
		}
		s = d.Freeze()
	}
	if !slices.Equal(was, said) || len(said) != 2 {
		t.Errorf("said %v, it went %v", said, was)
	}
}
