package org_test

import (
	"slices"
	"testing"
	"time"

	"orpheus/org"
)

// Work has several steps at a time, each with who does it and a day; who does one may
// tick it off, pass it on or take it off the list without taking part.
func TestSeveralSteps(t *testing.T) {
	open := func(want ...org.StepID) func(*testing.T, *org.State) {
		return func(t *testing.T, s *org.State) {
			if got, _ := s.Steps(1); !slices.Equal(got, want) {
				t.Errorf("to do are %v, want %v", got, want)
			}
		}
	}
	day := func(n org.Time) org.Time { return 1000*org.Day + n*org.Day }
	waits := func(p org.PersonID, want ...org.StepID) func(*testing.T, *org.State) {
		return func(t *testing.T, s *org.State) {
			var got []org.StepID
			for _, w := range s.Waiting(p, s.Last) {
				if w.Step != 0 {
					got = append(got, w.Step)
				}
			}
			if !slices.Equal(got, want) {
				t.Errorf("for %v wait %v, want %v", p, got, want)
			}
		}
	}
	s := tell(t, linde(t), []step{
		{by: kofi, act: &org.StartInitiative{Circle: home, Title: "Wound course"}},
		{by: kofi, act: &org.SetStep{Initiative: 1, Text: org.Write("invite")}},
		{by: kofi, act: &org.SetStep{Initiative: 1, Text: org.Write("book"), Due: day(2), Who: noor}},
		{by: kofi, act: &org.SetStep{Initiative: 1, Text: org.Write("print"), Due: day(1)}, check: open(3, 2, 1)},
		{by: kofi, act: &org.SetStep{Initiative: 1, Text: org.Write("x"), Who: 99}, want: "person.unknown"},
		{by: kofi, act: &org.SetStep{Initiative: 1, Text: org.Write("x"), Who: roza}, check: open(3, 2, 1, 4)},
		{by: bram, act: &org.FinishStep{Step: 2}, want: "initiative.not_taking_part", check: waits(noor, 2)},
		{by: noor, act: &org.FinishStep{Step: 3}, want: "initiative.not_taking_part", check: waits(kofi, 3)},
		{by: noor, act: &org.AmendStep{Step: 2, Who: new(bram)}, check: waits(noor)},
		{by: noor, act: &org.AmendStep{Step: 2, Who: new(noor)}, want: "initiative.not_taking_part", check: waits(bram, 2)},
		{by: bram, act: &org.FinishStep{Step: 2}, check: open(3, 1, 4)},
		{by: bram, act: &org.ReopenStep{Step: 2}, check: open(3, 2, 1, 4)},
		{by: bram, act: &org.DropStep{Step: 2}, check: open(3, 1, 4)},
		{by: bram, act: &org.FinishStep{Step: 2}, want: "step.dropped"},
		{by: bram, act: &org.ReopenStep{Step: 2}},
		{by: bram, act: &org.ReopenStep{Step: 2}, want: "step.open"},
		{act: &org.LeavePerson{Person: bram}, check: waits(kofi, 3, 2)},
	})
	if got := s.NextStep(1); got != 3 {
		t.Errorf("next is %v, want A3", got)
	}
}

// In logs from when work had one next step, each took the place of the one before it.
func TestOldStepsTakeThePlace(t *testing.T) {
	d := linde(t).Edit()
	m := org.Moment{At: 1001 * org.Day, By: kofi, Face: org.Web}
	for _, act := range []org.Act{
		&org.StartInitiative{Initiative: 1, Circle: home, Serves: home, Title: "Wound course", Until: 1090 * org.Day, Lead: 1, Origin: org.SelfStarted},
		&org.SetStep{Step: 1, Initiative: 1, Text: org.Prose{ID: 1}, Due: 1002 * org.Day},
		&org.SetStep{Step: 2, Initiative: 1, Text: org.Prose{ID: 2}, Due: 1003 * org.Day},
	} {
		d.Replay(act, m)
	}
	s := d.Freeze()
	if got, _ := s.Steps(1); !slices.Equal(got, []org.StepID{2}) {
		t.Errorf("to do are %v, want A2", got)
	}
	if act, at := s.Due(1010 * org.Day); act != nil {
		t.Errorf("the clock tells %v of an old step at %v", act, at)
	}
}

// The clock tells once that the day of a step has come: whoever does it, or who leads.
// A step that moves to another day is told of again; one that is done is not.
func TestTheDayOfAStepIsTold(t *testing.T) {
	told := func(s *org.State) (who []org.PersonID) {
		act, at := s.Due(1100 * org.Day)
		if _, ok := act.(*org.StepDue); !ok {
			return nil
		}
		telling := org.Tell(s, &org.Entry{At: at, Face: org.Clock, Act: act})
		for _, h := range telling.People() {
			who = append(who, h.Person)
			if n := telling.Notice(h.Because); n.Matter != org.MatterDue || n.Thing != org.RefOf(org.InitiativeID(1)) {
				t.Errorf("told as %v about %v", n.Matter, n.Thing)
			}
		}
		return who
	}
	begin := []step{
		{by: kofi, act: &org.StartInitiative{Circle: home, Title: "Wound course", Until: 1600 * org.Day}},
		{by: kofi, act: &org.SetStep{Initiative: 1, Text: org.Write("book"), Due: 1010 * org.Day, Who: noor}},
	}
	s := tell(t, linde(t), begin)
	if got := told(s); !slices.Equal(got, []org.PersonID{noor}) {
		t.Errorf("of noor's step are told %v", got)
	}
	s = tell(t, s, []step{{by: noor, act: &org.AmendStep{Step: 1, Who: new(org.PersonID(0))}}})
	if got := told(s); !slices.Equal(got, []org.PersonID{kofi}) {
		t.Errorf("of a step of whoever leads are told %v", got)
	}
	s = tell(t, s, []step{{by: kofi, days: 20, act: &org.NoteInitiative{Initiative: 1, Text: org.Write("late")}}})
	if got := told(s); s.Step(1).Told == 0 || got != nil {
		t.Errorf("told at %v, and then again %v", s.Step(1).Told, got)
	}
	s = tell(t, s, []step{{by: kofi, act: &org.AmendStep{Step: 1, Due: new(1050 * org.Day)}}})
	if got := told(s); len(got) != 1 {
		t.Errorf("of the new day are told %v", got)
	}
	s = tell(t, s, []step{{by: kofi, act: &org.FinishStep{Step: 1}}})
	if got := told(s); got != nil {
		t.Errorf("of a step that is done are told %v", got)
	}
}

// What is due on a day is late from the next day on, where people are.
func TestLate(t *testing.T) {
	zone := time.FixedZone("", 3600)
	due := org.At(time.Date(2026, 11, 27, 0, 0, 0, 0, zone))
	for _, c := range []struct {
		now  time.Time
		late bool
	}{
		{time.Date(2026, 11, 26, 12, 0, 0, 0, zone), false},
		{time.Date(2026, 11, 27, 23, 59, 0, 0, zone), false},
		{time.Date(2026, 11, 28, 0, 0, 0, 0, zone), true},
		{time.Date(2026, 11, 26, 23, 30, 0, 0, time.UTC).In(zone), false},
	} {
		if got := due.Late(c.now); got != c.late {
			t.Errorf("late at %v: %v", c.now, got)
		}
	}
	if org.Time(0).Late(time.Now()) {
		t.Error("what has no day is late")
	}
}

// What was said at a hand-over is in the log of the work once it is accepted, in the
// name of whoever said it; before, and after a no, it is not.
func TestWordsAtAHandOverStay(t *testing.T) {
	said := func(s *org.State) []org.NoteID { return s.Conversation(0, 1) }
	s := tell(t, linde(t), []step{
		{by: kofi, act: &org.StartInitiative{Circle: home, Title: "Wound course"}},
		{by: kofi, act: &org.HandOverLead{Lead: 1, To: noor, Word: org.Write("The room is booked.")}},
		{by: noor, act: &org.DeclineOffer{Offer: 1}},
		{by: kofi, act: &org.HandOverLead{Lead: 1, To: noor, Word: org.Write("All is booked.")}},
	})
	if got := said(s); len(got) != 0 {
		t.Errorf("before it is accepted, %v are in the log", got)
	}
	word := s.Offer(2).Word
	s = tell(t, s, []step{{by: noor, act: &org.AcceptOffer{Offer: 2}}})
	got := said(s)
	if len(got) != 1 {
		t.Fatalf("in the log are %v", got)
	}
	if n := s.Note(got[0]); n.By != kofi || n.Text != word || n.Lead != 1 {
		t.Errorf("in the log is %+v, want text %d of P2", n, word)
	}
}
