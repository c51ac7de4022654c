package org_test

import (
	"testing"

	"orpheus/org"
	"orpheus/org/deciding"
)

// Where only a decision changes a circle, what was adopted changes it, and nobody does so
// by an act of their own; and the rule itself goes by a decision as well.
func TestOnlyADecisionChangesACircleThatSaysSo(t *testing.T) {
	role := func() org.Act { return &org.CreateRole{Circle: home, Name: "Key keeper"} }
	decide := func(id org.DecisionID, changes ...org.Act) []step {
		return []step{
			{by: noor, act: &org.ProposeDecision{Circle: home, Title: "Keys", Changes: changes}},
			{by: noor, act: &org.OpenDecision{Decision: id, Process: deciding.Consent, Why: org.Write("It cannot wait.")}},
			{days: 20}, // nobody objects
		}
	}
	s := tell(t, linde(t), []step{
		{by: kofi, act: &org.SetGuardrail{Circle: home, Structure: org.ByDecision}},
		{by: kofi, act: role(), want: "structure.by_decision"},
	})
	s = tell(t, s, decide(1, role()))
	if x := s.Decision(1); x.Outcome != deciding.Adopted {
		t.Fatalf("nobody objected, and it is %v", x.Outcome)
	}
	if r := s.Role(3); r == nil || r.Name != "Key keeper" || !r.Live() {
		t.Errorf("what was adopted is not on the map: %+v", r)
	}
	s = tell(t, s, []step{{by: kofi, act: &org.CreateRole{Circle: home, Name: "Bicycles"}, want: "structure.by_decision"}})
	s = tell(t, s, decide(2, &org.SetGuardrail{Circle: home, Structure: org.Free}))
	tell(t, s, []step{{by: kofi, act: &org.CreateRole{Circle: home, Name: "Bicycles"}}})
}
