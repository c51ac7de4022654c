package org_test

import (
	"slices"
	"testing"

	"orpheus/org"
	"orpheus/org/deciding"
)

// clockTells are who is told by what the clock does up to a moment, by the name of the act.
func clockTells(t *testing.T, s *org.State, until org.Time) (*org.State, map[string][][]org.PersonID) {
	t.Helper()
	all := map[string][][]org.PersonID{}
	for {
		act, due := s.Due(until)
		if act == nil {
			return s, all
		}
		d := s.Edit()
		done, err := d.Do(act, org.Moment{At: due, Face: org.Clock})
		if err != nil {
			t.Fatal(err)
		}
		s = d.Freeze()
		for _, one := range done {
			telling := org.Tell(s, &org.Entry{At: one.Moment.At, By: one.Moment.By, Face: org.Clock, Act: one.Act})
			var people []org.PersonID
			for _, h := range telling.People() {
				people = append(people, h.Person)
			}
			slices.Sort(people)
			all[org.NameOf(one.Act)] = append(all[org.NameOf(one.Act)], people)
		}
	}
}

// A day before a stage ends those who did not do what is theirs are reminded, and nobody
// else: once for each end. More time is another end.
func TestWhoStillHasToAnswerIsRemindedOnce(t *testing.T) {
	s := tell(t, linde(t), []step{
		{by: kofi, act: &org.ProposeDecision{Circle: home, Title: "Keys", Text: org.Write("Keys hang in the hall.")}},
		{by: kofi, act: &org.JudgeDecision{Decision: 1, Reactive: deciding.Yes, Undoable: deciding.Yes, Shared: deciding.Yes}},
		{by: kofi, act: &org.OpenDecision{Decision: 1, Why: org.Write("It cannot wait.")}},
	})
	asks := s.Decision(1)
	s, all := clockTells(t, s, asks.Until)
	if got := all["decision.remind"]; len(got) != 1 || len(got[0]) != 0 {
		t.Fatalf("while questions are asked nobody has to do anything, yet %v was reminded", got)
	}
	if s.Decision(1).Stage != deciding.Answering {
		t.Fatal("people do not answer yet")
	}
	together := s.Together(1)
	silent := together[len(together)-1]
	if silent == kofi {
		silent = together[0]
	}
	for _, p := range together {
		if p != kofi && p != silent {
			s = tell(t, s, []step{{by: p, act: &org.GiveConsent{Decision: 1, Says: org.Consents}}})
		}
	}
	until := s.Decision(1).Until
	s, all = clockTells(t, s, until-org.RemindBefore-1)
	if len(all) != 0 {
		t.Fatalf("too early: %v", all)
	}
	s, all = clockTells(t, s, until-org.RemindBefore)
	if got := all["decision.remind"]; len(got) != 1 || !slices.Equal(got[0], []org.PersonID{silent}) {
		t.Fatalf("reminded %v, want %v once", got, silent)
	}
	if s, all = clockTells(t, s, until-1); len(all) != 0 {
		t.Fatalf("reminded twice: %v", all)
	}
	d := s.Edit()
	if _, err := d.Do(&org.ExtendDecision{Decision: 1, Until: until + 3*org.Day, Why: org.Write("Somebody is ill.")}, org.Moment{At: until - 1, By: kofi}); err != nil {
		t.Fatal(err)
	}
	s, all = clockTells(t, d.Freeze(), until+3*org.Day)
	if got := all["decision.remind"]; len(got) != 1 || !slices.Equal(got[0], []org.PersonID{silent}) {
		t.Fatalf("of the new end reminded %v, want %v once", got, silent)
	}
	if s.Decision(1).Outcome != deciding.Adopted {
		t.Errorf("silence is no objection; it is %s", s.Decision(1).Outcome)
	}
}

// Where the program was off until the stage was over, nobody is reminded of what is past.
func TestNobodyIsRemindedOfWhatIsPast(t *testing.T) {
	s := tell(t, linde(t), []step{
		{by: kofi, act: &org.ProposeDecision{Circle: home, Title: "Keys", Text: org.Write("Keys hang in the hall.")}},
	})
	late := s.Decision(1).Until + org.Day
	act, _ := s.Due(late)
	d := s.Edit()
	if _, err := d.Do(act, org.Moment{At: late, Face: org.Clock}); err != nil {
		t.Fatal(err)
	}
	s = d.Freeze()
	telling := org.Tell(s, &org.Entry{At: late, Face: org.Clock, Act: act})
	if got := telling.People(); org.NameOf(act) != "decision.remind" || len(got) != 0 {
		t.Errorf("%s told %v", org.NameOf(act), got)
	}
	if next, _ := s.Due(late); org.NameOf(next) != "decision.turn" {
		t.Errorf("then comes %s", org.NameOf(next))
	}
}

// Whoever acts first has nothing to answer, so the clock reminds nobody of that.
func TestNobodyIsRemindedOfActing(t *testing.T) {
	s := tell(t, linde(t), []step{
		{by: kofi, act: &org.ProposeDecision{Circle: home, Title: "A flood", Text: org.Write("Cars stay.")}},
		{by: kofi, act: &org.JudgeDecision{Decision: 1, Harm: deciding.Yes}},
		{by: kofi, act: &org.OpenDecision{Decision: 1, Process: deciding.ActFirst, Why: org.Write("Water.")}},
	})
	if act, at := s.Due(s.Last + 30*org.Day); org.NameOf(act) != "decision.turn" || at != s.Decision(1).Until {
		t.Errorf("first comes %s", org.NameOf(act))
	}
}

// Of a secret vote everybody who was called is reminded, and the reminder says that it is one:
// whom it passed over would have voted.
func TestASecretVoteRemindsEverybody(t *testing.T) {
	for _, secret := range []bool{true, false} {
		s := tell(t, linde(t), []step{
			{by: kofi, act: &org.ProposeDecision{Circle: home, Title: "Keys", Text: org.Write("Keys hang in the hall.")}},
			{by: kofi, act: &org.CallVote{Decision: 1, Method: org.YesOrNo, Why: org.Write("We differ."), Secret: secret}},
		})
		if !secret {
			s = tell(t, s, []step{{by: noor, act: &org.CastBallot{Decision: 1, Marks: []uint16{1, 0}}}})
		}
		act, at := s.Due(s.Decision(1).Until - org.RemindBefore)
		if _, err := s.Edit().Do(act, org.Moment{At: at, Face: org.Clock}); err != nil {
			t.Fatal(err)
		}
		_, all := clockTells(t, s, at)
		told := all["decision.remind"]
		if len(told) != 1 || slices.Contains(told[0], noor) != secret || !slices.Contains(told[0], kofi) || act.(*org.RemindDecision).Secret != secret {
			t.Errorf("secret %v: reminded %v, %+v", secret, told, act)
		}
	}
}
