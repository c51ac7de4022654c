package org_test

import (
	"fmt"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"orpheus/org"
	"orpheus/org/deciding"
	"orpheus/org/orgtest"
)

// answers checks for whom somebody answers, some days after the last act.
func answers(by org.PersonID, days int, want ...org.PersonID) func(*testing.T, *org.State) {
	return func(t *testing.T, s *org.State) {
		t.Helper()
		now := s.Last + org.Time(days)*org.Day
		if got := s.StandsInFor(by, now); !slices.Equal(got, want) {
			t.Errorf("after %d days %v stands in for %v, want %v", days, by, got, want)
		}
		for p := range s.People() {
			may := s.Person(by).Present() && s.Person(p).Present() && (p == by || slices.Contains(want, p))
			if got := s.MayAnswerFor(by, p, now); got != may {
				t.Errorf("after %d days %v may answer for %v: %v", days, by, p, got)
			}
		}
	}
}

func TestStandInsBeginEndAndAreRevoked(t *testing.T) {
	s := linde(t)
	in := func(days int) org.Time { return max(s.Last, 1000*org.Day) + org.Time(days)*org.Day }
	tell(t, s, []step{
		{by: kofi, act: &org.NameStandIn{Who: kofi, Until: in(5)}, want: "standin.self"},
		{by: kofi, act: &org.NameStandIn{Who: roza, Until: in(5)}, want: "standin.guest"},
		{by: kofi, act: &org.NameStandIn{Who: noor, Until: in(0)}, want: "standin.order"},
		{by: kofi, act: &org.NameStandIn{Who: noor, From: in(6), Until: in(5)}, want: "standin.order"},
		{by: kofi, act: &org.NameStandIn{Who: noor, Until: in(184)}, want: "standin.long"},
		{by: kofi, act: &org.NameStandIn{Who: noor, From: in(4000), Until: in(4001)}, want: "end.far"},
		{by: kofi, act: &org.NameStandIn{Who: 99, Until: in(5)}, want: "person.unknown"},
		{by: kofi, act: &org.NameStandIn{Person: bram, Who: noor, Until: in(5)}, want: "right.steward"},
		{act: &org.NameStandIn{Who: noor, Until: in(5)}, want: "right.somebody"},

		{by: kofi, act: &org.NameStandIn{Who: noor, From: in(2), Until: in(5)}, check: answers(noor, 0)}, // V1
		{check: answers(noor, 1)},
		{check: answers(noor, 2, kofi)},
		{check: answers(noor, 4, kofi)},
		{check: answers(noor, 5)},
		{by: kofi, act: &org.NameStandIn{Who: bram, From: in(4), Until: in(7)}, want: "standin.twice"},
		{by: bram, act: &org.NameStandIn{Who: kofi, From: in(4), Until: in(7)}, want: "standin.away"},
		{by: kofi, act: &org.NameStandIn{Who: bram, From: in(5), Until: in(7)}},                                                  // V2, the day after
		{by: fatima, act: &org.NameStandIn{Person: bram, Who: noor, Until: in(4)}, days: 2, check: answers(noor, 0, kofi, bram)}, // V3
		{by: noor, act: &org.NameStandIn{Who: fatima, Until: in(9)}, check: answers(fatima, 0, noor)},                            // V4; not for kofi
		{by: roza, act: &org.EndStandIn{StandIn: 1}, want: "standin.not_yours"},
		{by: kofi, act: &org.EndStandIn{StandIn: 99}, want: "standin.unknown"},
		{by: noor, act: &org.EndStandIn{StandIn: 3}, check: answers(noor, 0, kofi)},
		{by: noor, act: &org.EndStandIn{StandIn: 3}, want: "standin.ended"},
		{act: &org.ExpireStandIn{StandIn: 1}, want: "standin.not_due"},
		{by: kofi, act: &org.ExpireStandIn{StandIn: 1}, want: "right.nobody"},
		{days: 3, check: func(t *testing.T, s *org.State) { // the clock
			if ended := s.StandIn(1).Ended; ended != in(5) {
				t.Errorf("it ended at %v", ended)
			}
			answers(bram, 0, kofi)(t, s)
		}},
		{by: kofi, act: &org.EndStandIn{StandIn: 2}, check: answers(bram, 0)},
		{by: fatima, act: &org.EndStandIn{StandIn: 4}},
		{by: roza, act: &org.NameStandIn{Who: noor, Until: in(9)}, check: answers(noor, 0, roza)}, // a guest too
	})
}

// A stand-in answers in a decision as whoever is away would, and it is written down who
// did.
func TestStandInsAnswerInDecisions(t *testing.T) {
	s := linde(t)
	until := s.Last + 30*org.Day
	tell(t, s, []step{
		{by: noor, act: &org.ProposeDecision{Circle: home, Title: "Keys", Text: org.Write("Keys lie in the safe.")}},
		{by: noor, act: &org.OpenDecision{Decision: 1, Process: deciding.Consent, Why: org.Write("It is ours.")}},
		{days: 5}, // the clock
		{by: bram, act: &org.GiveConsent{Decision: 1, Says: org.Consents, For: kofi}, want: "standin.none"},
		{by: kofi, act: &org.NameStandIn{Who: bram, Until: until}},
		{by: bram, act: &org.GiveConsent{Decision: 1, Says: org.Consents, For: kofi}, check: func(t *testing.T, s *org.State) {
			for _, a := range s.Decision(1).Answers {
				if a.Person == kofi && a.By == bram && a.Says == org.Consents {
					return
				}
			}
			t.Errorf("the answers are %+v", s.Decision(1).Answers)
		}},
		{by: bram, act: &org.GiveConsent{Decision: 1, Says: org.Consents}, want: "decision.not_party"},
		{by: kofi, act: &org.EndStandIn{StandIn: 1}},
		{by: bram, act: &org.RaiseObjection{Decision: 1, Harm: org.Write("None."), For: kofi}, want: "standin.none"},
	})
}

func TestLeavingEndsStandIns(t *testing.T) {
	s := linde(t)
	until := s.Last + 20*org.Day
	tell(t, s, []step{
		{by: kofi, act: &org.NameStandIn{Who: noor, Until: until}},
		{by: bram, act: &org.NameStandIn{Who: kofi, From: s.Last + 21*org.Day, Until: s.Last + 30*org.Day}},
		{by: kofi, act: &org.LeavePerson{Person: kofi}, check: func(t *testing.T, s *org.State) {
			if s.StandIn(1).Ended == 0 || s.StandIn(2).Ended == 0 {
				t.Error("somebody who left is still away, or stands in")
			}
		}},
		{check: answers(noor, 0)},
	})
}

func TestWhatWaitsForAStandIn(t *testing.T) {
	s := linde(t)
	from, until := s.Last+3*org.Day, s.Last+9*org.Day
	s = tell(t, s, []step{{by: kofi, act: &org.NameStandIn{Who: noor, From: from, Until: until}}})
	wait := org.Wait{StandIn: 1, By: until, Since: from}
	for _, c := range []struct {
		is   string
		got  []org.Wait
		want bool
	}{
		{"before it begins", s.Waiting(noor, from-1), false},
		{"from its beginning", s.Waiting(noor, from), true},
		{"for whoever is away", s.Waiting(kofi, from), false},
		{"in the days ahead of both", s.Ahead(noor), true},
		{"in the days ahead of both", s.Ahead(kofi), true},
		{"for others", s.Ahead(bram), false},
	} {
		if got := slices.Contains(c.got, wait); got != c.want {
			t.Errorf("%s: %v", c.is, c.got)
		}
	}
	if wait.Thing(s) != org.RefOf(kofi) || wait.Own() != org.RefOf(org.StandInID(1)) {
		t.Errorf("it is told on %v, as %v", wait.Thing(s), wait.Own())
	}
	if id := s.Away(kofi, from); id != 1 || s.Away(kofi, until) != 0 || s.Away(noor, from) != 0 {
		t.Errorf("away is %v", id)
	}
}

// Whatever people do: who answers for somebody is named by a row that stands at that
// moment, nobody is away twice at once, and a state without any has the digest it had.
func TestStandInsHold(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		pick := func(n int) int { return rapid.IntRange(0, n-1).Draw(t, "n") }
		s := grown(t, pick, 5)
		for range 25 {
			k := org.KindNamed([]string{"standin.name", "standin.name", "standin.end", "person.leave", "person.join"}[pick(5)])
			act, by, face := orgtest.Of(pick, s, k)
			at := s.Last + org.Time(pick(3))*org.Day
			for {
				due, when := s.Due(at)
				if due == nil {
					break
				}
				d := s.Edit()
				if _, err := d.Do(due, org.Moment{At: max(when, s.Last), Face: org.Clock}); err != nil {
					t.Fatal(err)
				}
				s = d.Freeze()
			}
			d := s.Edit()
			if _, err := d.Do(act, org.Moment{At: at, By: by, Face: face}); err == nil {
				s = d.Freeze()
			}
			if err := orgtest.Consistent(s); err != nil {
				t.Fatal(err)
			}
		}
		for day := range org.Time(60) {
			now := s.Last + day*org.Day
			for p, who := range s.People() {
				var stand []string
				for id, row := range s.StandIns() {
					if row.Person == p && row.Stands(now) {
						stand = append(stand, fmt.Sprint(id))
					}
				}
				if len(stand) > 1 {
					t.Fatalf("%v is away by %v", p, stand)
				}
				for by := range s.People() {
					id := s.Away(p, now)
					want := by == p && who.Present() || id != 0 && s.StandIn(id).Who == by
					if got := s.MayAnswerFor(by, p, now); got != want {
						t.Fatalf("%v answers for %v: %v", by, p, got)
					}
				}
			}
		}
		b, err := s.Encode()
		if err != nil {
			t.Fatal(err)
		}
		again, err := org.DecodeState(b)
		if err != nil {
			t.Fatal(err)
		}
		if p := org.PersonID(1 + pick(3)); !slices.Equal(again.StandInsOf(p), s.StandInsOf(p)) || digest(t, again) != digest(t, s) {
			t.Fatal("a snapshot gives others")
		}
	})
}
