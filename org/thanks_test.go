package org_test

import (
	"slices"
	"testing"

	"orpheus/org"
	"orpheus/org/deciding"
)

func TestThanksAreForSomethingSomebodyDid(t *testing.T) {
	give := func(to org.PersonID, work org.InitiativeID) *org.GiveThanks {
		return &org.GiveThanks{To: to, Initiative: work, Text: org.Write("You called everybody.")}
	}
	tell(t, linde(t), []step{
		{by: kofi, act: &org.StartInitiative{Circle: home, Title: "Key safes"}}, // I1, L1
		{by: noor, act: &org.JoinInitiative{Initiative: 1}},
		{by: noor, act: &org.SetStep{Initiative: 1, Text: org.Write("Call."), Who: kofi}}, // A1
		{by: noor, act: give(kofi, 1)},                                                    // W1
		{by: noor, act: give(kofi, 1), want: "thanks.given"},
		{by: kofi, act: give(kofi, 1), want: "thanks.self"},
		{by: noor, act: give(bram, 1), want: "thanks.part"},
		{by: noor, act: give(kofi, 9), want: "initiative.unknown"},
		{by: noor, act: give(kofi, 0), want: "thanks.what"},
		{by: noor, act: &org.GiveThanks{To: kofi, Initiative: 1, Step: 1, Text: org.Write("Both.")}, want: "thanks.what"},
		{by: noor, act: &org.GiveThanks{To: kofi, Initiative: 1}, want: "text.missing"},
		{act: give(kofi, 1), want: "right.somebody"},
		{by: roza, act: &org.GiveThanks{To: kofi, Step: 1, Text: org.Write("You called.")}}, // W2, a guest
		{by: roza, act: &org.GiveThanks{To: fatima, Role: 1, Text: org.Write("You hold it.")}, want: "right.guest"},
		{by: bram, act: &org.GiveThanks{To: fatima, Role: 1, Text: org.Write("You hold it.")}}, // W3
		{by: noor, act: &org.HideThanks{Thanks: 1}, want: "thanks.not_yours"},
		{by: kofi, act: &org.ShowThanks{Thanks: 1}, want: "thanks.open"},
		{by: kofi, act: &org.HideThanks{Thanks: 1}},
		{by: kofi, act: &org.HideThanks{Thanks: 1}, want: "thanks.hidden"},
		{by: bram, act: &org.ShowThanks{Thanks: 1}, want: "thanks.unknown"},
		{by: kofi, act: &org.TakeBackThanks{Thanks: 1}, want: "thanks.not_given"},
		{by: kofi, act: &org.ShowThanks{Thanks: 1}},
		{by: noor, act: &org.TakeBackThanks{Thanks: 1}},
		{by: noor, act: &org.TakeBackThanks{Thanks: 1}, want: "thanks.taken_back"},
		{by: noor, act: give(kofi, 1)}, // W4
	})
}

// Advice that others do not see yet tells nobody that somebody had a part.
func TestThanksDoNotTellOfAdvice(t *testing.T) {
	s := tell(t, linde(t), []step{
		{by: kofi, act: &org.ProposeDecision{Circle: home, Title: "Bikes in", Text: org.Write("Bikes stand inside.")}},
		{by: kofi, act: &org.OpenDecision{Decision: 1, Process: deciding.Advice, Why: org.Write("It is small.")}},
		{by: bram, act: &org.GiveAdvice{Decision: 1, Text: org.Write("Ask the neighbours.")}},
	})
	if got := s.PartIn(org.RefOf(org.DecisionID(1)), noor); slices.Contains(got, bram) {
		t.Errorf("noor learns that bram gave advice: %v", got)
	}
	if got := s.PartIn(org.RefOf(org.DecisionID(1)), bram); !slices.Contains(got, bram) {
		t.Errorf("bram does not know of his own advice: %v", got)
	}
}

// What somebody hides they hide from the past as well, and from what is told of the acts.
func TestHiddenThanksAreBetweenTwo(t *testing.T) {
	open := tell(t, linde(t), []step{
		{by: kofi, act: &org.StartInitiative{Circle: home, Title: "Key safes"}},
		{by: noor, act: &org.GiveThanks{To: kofi, Initiative: 1, Text: org.Write("You called.")}},
	})
	hidden := tell(t, open, []step{{by: kofi, act: &org.HideThanks{Thanks: 1}}})
	give := &org.Entry{By: noor, Act: &org.GiveThanks{Thanks: 1, To: kofi, Initiative: 1}}
	hide := &org.Entry{By: kofi, Act: &org.HideThanks{Thanks: 1}}
	for p, sees := range map[org.PersonID]bool{kofi: true, noor: true, bram: false, roza: false, fatima: false} {
		for _, then := range []*org.State{open, hidden} {
			if got := hidden.SightOf(p, then).Sees(org.RefOf(org.ThanksID(1))); got != sees {
				t.Errorf("%v sees it: %v", p, got)
			}
		}
		if !open.SightOf(p, open).Sees(org.RefOf(org.ThanksID(1))) {
			t.Errorf("%v does not see it while it is open", p)
		}
		for _, then := range []*org.State{open, hidden} {
			if got := hidden.SightOf(p, then).SeesEntry(give); got != sees {
				t.Errorf("%v is told of the thanks at %d: %v", p, then.Version, got)
			}
		}
		if got := hidden.SightOf(p, hidden).SeesEntry(hide); got != (p == kofi) {
			t.Errorf("%v is told that it was hidden: %v", p, got)
		}
	}
	if org.Shared(hidden).Sees(org.RefOf(org.ThanksID(1))) {
		t.Error("what every member sees has it")
	}
}
