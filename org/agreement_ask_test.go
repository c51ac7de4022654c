package org_test

import (
	"slices"
	"testing"

	"orpheus/org"
	"orpheus/org/deciding"
)

// agreed is De Linde with an agreement of its home care, decided by Kofi after advice.
func agreed(t *testing.T, what org.ProposeDecision) *org.State {
	t.Helper()
	what.Circle, what.Title, what.Text = home, "Keys", org.Write("Keys hang in the hall.")
	s := tell(t, linde(t), []step{
		{by: kofi, act: &what},
		{by: kofi, act: &org.OpenDecision{Decision: 1, Process: deciding.Advice, Why: org.Write("They are mine.")}},
	})
	s, _ = clockTells(t, s, s.Decision(1).Until)
	return tell(t, s, []step{{by: kofi, act: &org.AdoptDecision{Decision: 1}}})
}

// Two weeks before its day the clock tells the circle of an agreement that it is to be
// looked at: once for that day, and anew for the next.
func TestAnAgreementAsksOnceForEachDay(t *testing.T) {
	s := agreed(t, org.ProposeDecision{})
	day := s.Agreement(1).Review
	s, all := clockTells(t, s, day-org.AskBefore-1)
	if len(all["agreement.ask"]) != 0 {
		t.Fatalf("too early: %v", all)
	}
	s, all = clockTells(t, s, day-org.AskBefore)
	if got := all["agreement.ask"]; len(got) != 1 || !slices.Equal(got[0], s.Members(home)) {
		t.Fatalf("told %v, want the circle, %v, once", got, s.Members(home))
	}
	for _, p := range s.Members(home) { // what is told waits for them too
		if !slices.ContainsFunc(s.Waiting(p, s.Last), func(w org.Wait) bool { return w.Agreement == 1 }) {
			t.Errorf("nothing waits for %v", p)
		}
	}
	s = tell(t, s, []step{{by: kofi, act: &org.RenewAgreement{Agreement: 1}}})
	if s, all = clockTells(t, s, day-1); len(all) != 0 {
		t.Fatalf("told again: %v", all)
	}
	s, all = clockTells(t, s, day)
	next := s.Agreement(1).Review
	if len(all["agreement.review"]) != 1 || next <= day {
		t.Fatalf("%v, it is looked at again %v", all, next)
	}
	s, all = clockTells(t, s, next-1)
	if len(all["agreement.ask"]) != 1 {
		t.Errorf("of the next day: %v", all)
	}
	if s, _ = clockTells(t, s, next); s.Agreement(1).Holds() {
		t.Error("silence does not end it")
	}
}

// What holds for a season ends on its day, and nobody is asked about it.
func TestASeasonIsNotAskedAbout(t *testing.T) {
	s := agreed(t, org.ProposeDecision{Holds: 30_000 * org.Day})
	if act, at := s.Due(40_000 * org.Day); org.NameOf(act) != "agreement.review" || at != 30_000*org.Day {
		t.Errorf("first comes %s at %v", org.NameOf(act), at)
	}
}

// Where the program was off until the day was over, nobody is asked about what has ended.
func TestNobodyIsAskedAboutWhatIsOver(t *testing.T) {
	s := agreed(t, org.ProposeDecision{})
	late := s.Agreement(1).Review + org.Day
	act, _ := s.Due(late)
	d := s.Edit()
	if _, err := d.Do(act, org.Moment{At: late, Face: org.Clock}); err != nil {
		t.Fatal(err)
	}
	s = d.Freeze()
	telling := org.Tell(s, &org.Entry{At: late, Face: org.Clock, Act: act})
	if got := telling.People(); org.NameOf(act) != "agreement.ask" || len(got) != 0 {
		t.Errorf("%s told %v", org.NameOf(act), got)
	}
	if next, _ := s.Due(late); org.NameOf(next) != "agreement.review" {
		t.Errorf("then comes %s", org.NameOf(next))
	}
}
