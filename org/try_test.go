package org_test

import (
	"slices"
	"testing"

	"orpheus/org"
)

func write(text string) org.Prose { return org.Write(text) }

// A small step has an end, the clock asks once, and it goes on until somebody of the circle
// looks back on it.
func TestASmallStepEndsWithAQuestion(t *testing.T) {
	s := linde(t)
	begin := &org.BeginTry{Circle: home, Small: "write-first", Room: write("No newsletter.")}
	s = tell(t, s, []step{
		{by: bram, act: &org.BeginTry{Circle: home, Small: "write-first"}, want: "structure.not_member"},
		{by: kofi, act: &org.BeginTry{Circle: home, Small: "sing"}, want: "try.no_step"},
		{by: kofi, act: &org.BeginTry{Circle: home, Small: "write-first", Title: "Write"}, want: "try.both"},
		{by: kofi, act: &org.BeginTry{Circle: home}, want: "name.missing"},
		{by: kofi, act: &org.BeginTry{Circle: 9, Title: "Write"}, want: "circle.unknown"},
		{by: kofi, act: begin},
		{by: noor, act: &org.BeginTry{Circle: home, Small: "write-first"}, want: "try.runs"},
		{by: noor, act: &org.TakeOverTry{Try: 1}},
		{by: noor, act: &org.TakeOverTry{Try: 1}, want: "try.yours"},
		{by: bram, act: &org.TakeOverTry{Try: 1}, want: "structure.not_member"},
		{act: &org.TakeOverTry{Try: 1}, want: "right.somebody"},
		{act: &org.AskAboutTry{Try: 1}, want: "try.not_due"},
		{by: kofi, act: &org.AskAboutTry{Try: 1}, want: "right.nobody"},
		{by: kofi, act: &org.LookBackOnTry{Try: 1}, want: "try.outcome"},
		{by: kofi, act: &org.LookBackOnTry{Try: 2, Outcome: org.TryKept}, want: "try.unknown"},
		{by: kofi, act: &org.ReopenTry{Try: 1}, want: "try.open"},
	})
	if row := s.Try(1); row.Until != row.Since+28*org.Day || row.Keeper != noor || row.By != kofi || !row.Runs() || row.Over(s.Last) {
		t.Errorf("%+v", row)
	}
	act, due := s.Due(s.Last + 28*org.Day)
	if ask, is := act.(*org.AskAboutTry); !is || ask.Try != 1 || due != s.Try(1).Until {
		t.Fatalf("the clock owes %v at %v", act, due)
	}
	s = tell(t, s, []step{{days: 40}})
	if row := s.Try(1); row.Asked == 0 || !row.Runs() || !row.Over(s.Last) {
		t.Errorf("after its time: %+v", row)
	}
	if act, _ := s.Due(s.Last + 400*org.Day); act != nil {
		t.Errorf("the clock asks again: %v", act)
	}
	s = tell(t, s, []step{
		{act: &org.AskAboutTry{Try: 1}, want: "try.not_due"},
		{days: 41, by: bram, act: &org.LookBackOnTry{Try: 1, Outcome: org.TryStopped}, want: "structure.not_member"},
		{days: 41, by: kofi, act: &org.LookBackOnTry{Try: 1, Outcome: org.TryChanged, Saw: write("All were heard."), Learned: write("Five minutes do.")}},
		{days: 41, by: kofi, act: &org.LookBackOnTry{Try: 1, Outcome: org.TryKept}, want: "try.seen"},
		{days: 41, by: noor, act: &org.TakeOverTry{Try: 1}, want: "try.seen"},
	})
	row := s.Try(1)
	if row.Outcome != org.TryChanged || row.SeenBy != kofi || row.Taught == 0 || s.Learning(row.Taught).Circle != home {
		t.Errorf("looked back on: %+v", row)
	}
	if got, err := org.DecodeState(encoded(t, s)); err != nil || got.Try(1).Outcome != org.TryChanged {
		t.Errorf("kept as %v, %v", got, err)
	}
}

func encoded(t *testing.T, s *org.State) []byte {
	t.Helper()
	b, err := s.Encode()
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// A circle tries three things at once at most; what it looked back on makes room.
func TestThreeSmallStepsAtOnce(t *testing.T) {
	s := linde(t)
	far := s.Last + org.LongestTry + 2*org.Day
	begin := func(title string) *org.BeginTry { return &org.BeginTry{Circle: home, Title: title} }
	tell(t, s, []step{
		{by: kofi, act: &org.BeginTry{Circle: home, Title: "Sing", Until: far}, want: "try.far"},
		{by: kofi, act: begin("Sing")},
		{by: noor, act: begin("Dance")},
		{by: noor, act: &org.BeginTry{Circle: home, Small: "end-date"}},
		{by: kofi, act: begin("Run"), want: "try.many"},
		{by: kofi, act: &org.BeginTry{Title: "Run"}},
		{by: kofi, act: &org.LookBackOnTry{Try: 3, Outcome: org.TryStopped}},
		{by: kofi, act: begin("Run")},
		{by: kofi, act: begin("Walk"), want: "try.many"},
		{by: kofi, act: &org.ReopenTry{Try: 3}, want: "try.many"},
		{by: kofi, act: &org.LookBackOnTry{Try: 1, Outcome: org.TryStopped}},
		{by: kofi, act: &org.ReopenTry{Try: 3}}, // the step of the library
		{by: kofi, act: &org.LookBackOnTry{Try: 3, Outcome: org.TryStopped}},
		{by: kofi, act: &org.BeginTry{Circle: home, Small: "end-date"}},
		{by: kofi, act: &org.LookBackOnTry{Try: 2, Outcome: org.TryStopped}},
		{by: kofi, act: &org.ReopenTry{Try: 3}, want: "try.runs"},
	})
}

// What was begun is taken back while nobody built on it, and looking back is undone with the
// learning it left.
func TestSmallStepsAreTakenBack(t *testing.T) {
	s := tell(t, linde(t), []step{{by: kofi, act: &org.BeginTry{Circle: home, Small: "end-date"}}})
	m := org.Moment{At: s.Last + 1, By: kofi, Face: org.Web}
	refusedAs(t, s, &org.WithdrawTry{Try: 1}, org.Moment{At: s.Last + 1, By: noor}, "undo.others")
	refusedAs(t, s, &org.WithdrawTry{Try: 1}, org.Moment{At: s.Last + org.UndoFor, By: kofi}, "undo.late")
	taken := doneOn(t, s, &org.TakeOverTry{Try: 1}, org.Moment{At: s.Last + 1, By: noor})
	refusedAs(t, taken, &org.WithdrawTry{Try: 1}, m, "undo.built_on")
	gone := doneOn(t, s, &org.WithdrawTry{Try: 1}, m)
	if n := len(slices.Collect(keysOf(gone))); n != 0 || gone.NextDue() != 0 {
		t.Errorf("%d are listed, and the clock owes something at %v", n, gone.NextDue())
	}
	refusedAs(t, gone, &org.LookBackOnTry{Try: 1, Outcome: org.TryKept}, m, "try.withdrawn")
	refusedAs(t, gone, &org.ReopenTry{Try: 1}, m, "try.open")

	d := s.Edit()
	done, err := d.Do(&org.LookBackOnTry{Try: 1, Outcome: org.TryKept, Learned: write("It helps.")}, m)
	if err != nil {
		t.Fatal(err)
	}
	seen := d.Freeze()
	acts, err := org.Undo(s, seen, org.Entry{At: m.At, By: kofi, Act: done[0].Act})
	if err != nil || len(acts) != 2 {
		t.Fatalf("%v, %v", acts, err)
	}
	back := seen
	for _, act := range acts {
		back = doneOn(t, back, act, org.Moment{At: m.At + 1, By: kofi})
	}
	again := doneOn(t, back, &org.LookBackOnTry{Try: 1, Outcome: org.TryStopped}, org.Moment{At: m.At + 2, By: noor})
	for _, now := range []*org.State{back, again} { // what goes on, and what another said since, stays
		if acts, err := org.Undo(s, now, org.Entry{At: m.At, By: kofi, Act: done[0].Act}); keyOf(err) != "undo.changed" {
			t.Errorf("%v, %v", acts, err)
		}
	}
	if row := back.Try(1); !row.Runs() || row.Taught != 0 || back.Learning(1).Dropped == 0 || back.NextDue() != row.Until {
		t.Errorf("%+v, and the clock owes at %v", row, back.NextDue())
	}
}

func keysOf(s *org.State) func(func(org.TryID) bool) {
	return func(yield func(org.TryID) bool) {
		for id := range s.Tries() {
			if !yield(id) {
				return
			}
		}
	}
}

func doneOn(t *testing.T, s *org.State, act org.Act, m org.Moment) *org.State {
	t.Helper()
	d := s.Edit()
	if _, err := d.Do(act, m); err != nil {
		t.Fatal(err)
	}
	return d.Freeze()
}

// Whoever looks after it is asked; where they left, the circle is. What a circle that is gone
// tried, members look back on.
func TestWhoIsAskedAboutASmallStep(t *testing.T) {
	s := tell(t, linde(t), []step{{by: kofi, act: &org.BeginTry{Circle: home, Small: "end-date"}}})
	asked := func(s *org.State) org.Telling {
		t.Helper()
		d := s.Edit()
		done, err := d.Do(&org.AskAboutTry{Try: 1}, org.Moment{At: s.Try(1).Until, Face: org.Clock})
		if err != nil {
			t.Fatal(err)
		}
		return org.Tell(d.Freeze(), &org.Entry{Seq: 99, At: s.Try(1).Until, Face: org.Clock, Act: done[0].Act})
	}
	told := asked(s)
	if people := told.People(); len(people) != 1 || people[0].Person != kofi || told.Members() != 0 || told.Thing != org.RefOf(org.TryID(1)) {
		t.Errorf("%v, circle %v, about %v", people, told.Members(), told.Thing)
	}
	if told.Notice(org.BecauseTheirs).Matter != org.MatterDue {
		t.Error("it is no matter of something due")
	}
	left := tell(t, s, []step{{by: kofi, act: &org.LeavePerson{Person: kofi}}})
	told = asked(left)
	if people := told.People(); len(people) != 0 || told.Members() != home {
		t.Errorf("%v, circle %v", people, told.Members())
	}
	tell(t, s, []step{
		{act: &org.CloseCircle{Circle: home}},
		{by: roza, act: &org.LookBackOnTry{Try: 1, Outcome: org.TryStopped}, want: "right.member"},
		{by: bram, act: &org.LookBackOnTry{Try: 1, Outcome: org.TryStopped}},
	})
}
