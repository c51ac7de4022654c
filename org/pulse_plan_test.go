package org_test

import (
	"slices"
	"testing"

	"orpheus/org"
)

// The rhythm of a circle that is gone asks nobody, and the clock owes it nothing.
func TestARhythmEndsWithItsCircle(t *testing.T) {
	s := after(t, asking(t, 6, 1), 1, 1, &org.PlanPulse{Circle: home, Weeks: 2, From: 0})
	s = after(t, s, 0, 0, &org.CloseCircle{Circle: home})
	if due := s.NextDue(); due != 0 {
		t.Errorf("the clock owes something on %v", due)
	}
	version := s.Version
	if s = after(t, s, 100, 0, nil); s.Version != version {
		t.Errorf("the clock did %d acts", s.Version-version)
	}
	read, err := org.DecodeState(encoded(t, s))
	if err != nil || read.NextDue() != 0 {
		t.Errorf("%v: where it is read, the clock owes something on %v", err, read.NextDue())
	}
}

// A round that waits for a word waits in another rhythm too, and begins with it.
func TestAnotherRhythmWaitsToo(t *testing.T) {
	s := after(t, asking(t, 6, 1), 1, 1, &org.PlanPulse{Circle: home, Weeks: 4})
	s = after(t, s, 2, 0, nil)
	marks := []uint8{1, 2, 3, 4}
	tally := answered(t, s, 1, marks, marks, marks, marks, marks)
	s = after(t, s, 8, 0, nil)
	s = after(t, s, 0, 0, s.ClosingOf(1, tally))
	s = after(t, s, 28, 0, nil)
	waits := s
	s = after(t, s, 1, 1, &org.PlanPulse{Circle: home, Weeks: 6, From: s.Last + 40*org.Day})
	if !s.PulsePlanOf(home).Waits {
		t.Error("it does not wait any more")
	}
	s = after(t, s, 1, 2, &org.TellPulse{Pulse: 1, Text: org.Write("We share the phone now.")})
	if s.PulseNow(home) != 2 {
		t.Error("the round that waited did not begin")
	}
	s = after(t, waits, 1, 1, &org.PlanPulse{Circle: home})
	if s = after(t, s, 1, 1, &org.PlanPulse{Circle: home, Weeks: 6}); s.PulsePlanOf(home).Waits {
		t.Error("after none, a new rhythm waits")
	}
}

// A rhythm is put back with its day where that lies ahead, and else begins tomorrow.
func TestARhythmOfThePulseIsPutBack(t *testing.T) {
	for _, c := range []struct {
		days org.Time
		from bool
	}{{1, true}, {20, false}} {
		s := asking(t, 6, 1)
		s = after(t, s, 1, 1, &org.PlanPulse{Circle: home, Weeks: 4, From: s.Last + 10*org.Day})
		was := s.PulsePlanOf(home).Next
		act := &org.PlanPulse{Circle: home, Weeks: 8, From: s.Last + 40*org.Day}
		now := after(t, s, 1, 1, act)
		e := org.Entry{Seq: now.Version, At: now.Last, By: 1, Act: act}
		now = after(t, now, c.days, 1, &org.RaiseTension{Circle: home, Title: "x"})
		acts, err := org.Undo(s, now, e)
		if err != nil || len(acts) != 1 {
			t.Fatalf("%v, %v", acts, err)
		}
		if c.from {
			if now = after(t, now, 1, 1, acts[0]); now.PulsePlanOf(home).Next != was {
				t.Errorf("it is asked on %v, not on %v", now.PulsePlanOf(home).Next, was)
			}
			continue
		}
		if now = after(t, now, 0, 1, acts[0]); now.PulsePlanOf(home).Next != now.Last+org.Day {
			t.Errorf("it is asked on %v, at %v", now.PulsePlanOf(home).Next, now.Last)
		}
	}
}

// Guests are asked in no round, whatever they hold in the circle of all.
func TestGuestsAreNotAsked(t *testing.T) {
	s := asking(t, 3, 2)
	s = after(t, s, 0, 0, &org.JoinPerson{Guest: true})
	for _, c := range []org.CircleID{org.Root, home} {
		s = after(t, s, 0, 0, &org.JoinCircle{Circle: c, Person: 6})
	}
	s = after(t, s, 0, 0, &org.LeavePerson{Person: 2})
	if got := s.PulseAsks(org.Root); !slices.Equal(got, []org.PersonID{1, 3, 4, 5}) {
		t.Errorf("of the whole, %v are asked", got)
	}
	if got := s.PulseAsks(home); !slices.Equal(got, []org.PersonID{1, 3}) {
		t.Errorf("of the circle, %v are asked", got)
	}
}

// What a round showed is to be shown from the day on which statistics count, as it is now.
func TestWhichRoundsAreToBeShown(t *testing.T) {
	s := asking(t, 1, 1)
	p := &org.Pulse{Opened: 10 * org.Day, Closed: 17 * org.Day}
	for _, c := range []struct {
		from  org.Time
		shows bool
	}{{0, false}, {10 * org.Day, true}, {10*org.Day + 1, false}} {
		if got := s.CountingFrom(c.from).Showing(p); got != c.shows {
			t.Errorf("counting from %v: %v", c.from, got)
		}
	}
	few := *p
	few.Hidden = org.PulseFew
	if s.Showing(&few) || s.Showing(&org.Pulse{Opened: 10 * org.Day}) {
		t.Error("what is hidden, or goes on, is to be shown")
	}
}
