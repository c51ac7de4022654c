package org_test

import (
	"errors"
	"testing"

	"orpheus/org"
)

func refusedAs(t *testing.T, s *org.State, act org.Act, m org.Moment, key string) {
	t.Helper()
	var refusal *org.Error
	if err := s.May(act, m); !errors.As(err, &refusal) || refusal.Key != key {
		t.Errorf("%s by %v: %v, want %s", org.NameOf(act), m.By, err, key)
	}
}

func inForce(s *org.State, key string, at org.Time) (n int) {
	for row := range s.SettledSignals() {
		if row.Key == key && row.Stands(at) {
			n++
		}
	}
	return n
}

// What somebody settled stays away until its day, is settled by members alone, and comes
// back before when somebody says so, or takes it back.
func TestSettleASignal(t *testing.T) {
	s := tell(t, linde(t), []step{{by: kofi, act: &org.RaiseTension{Title: "Key safes", Circle: home}}})
	at, why := s.Last+org.Day, org.Write("It waits for spring.")
	settle := func(key string, until org.Time) *org.SettleSignal {
		return &org.SettleSignal{Key: key, Why: why, Until: until}
	}
	as := org.Moment{At: at, By: noor, Face: org.Web}
	for _, key := range []string{"", "open_long", "open_long:", "open_long:T9", "open_long:P1", "open_long:T1+P1", "Open:T1", "open_long:T1+", "open_long:T01"} {
		refusedAs(t, s, settle(key, 0), as, "signal.unknown")
	}
	refusedAs(t, s, settle("open_long:T1", at), as, "signal.past")
	refusedAs(t, s, settle("open_long:T1", at+org.LongestSettled+1), as, "signal.far")
	refusedAs(t, s, &org.SettleSignal{Key: "open_long:T1"}, as, "text.missing")
	refusedAs(t, s, &org.ReopenSignal{Key: "open_long:T1"}, as, "signal.open")

	d := s.Edit()
	done, err := d.Do(settle("open_long:T1", 0), as)
	if err != nil {
		t.Fatal(err)
	}
	was, now := s, d.Freeze()
	until := at + org.DefaultSettled
	for _, c := range []struct {
		at   org.Time
		want int
	}{{at - 1, 0}, {at, 1}, {until - 1, 1}, {until, 0}} {
		if got := inForce(now, "open_long:T1", c.at); got != c.want {
			t.Errorf("at %v it stands %d times, want %d", c.at, got, c.want)
		}
	}
	refusedAs(t, now, settle("open_long:T1", 0), org.Moment{At: until - 1, By: kofi}, "signal.settled")
	if err := now.May(settle("open_long:T1", 0), org.Moment{At: until, By: kofi}); err != nil {
		t.Errorf("after its day it cannot be settled anew: %v", err)
	}
	back, err := org.Undo(was, now, org.Entry{At: at, By: noor, Act: done[0].Act})
	if err != nil || len(back) != 1 {
		t.Fatalf("taking it back: %v, %v", back, err)
	}
	d = now.Edit()
	if _, err := d.Do(back[0], org.Moment{At: at + 1, By: noor}); err != nil {
		t.Fatal(err)
	}
	if s = d.Freeze(); inForce(s, "open_long:T1", at+1) != 0 {
		t.Error("what was taken back still stands")
	}
	if _, err := org.Undo(was, s, org.Entry{At: at, By: noor, Act: done[0].Act}); err == nil {
		t.Error("it is taken back twice")
	}
}

// Guests have no say about signals.
func TestGuestsSettleNothing(t *testing.T) {
	s := tell(t, linde(t), []step{
		{by: kofi, act: &org.RaiseTension{Title: "Key safes", Circle: home}},
		{act: &org.JoinPerson{Guest: true}},
	})
	guest := org.PersonID(s.NumPeople())
	refusedAs(t, s, &org.SettleSignal{Key: "open_long:T1", Why: org.Write("x")}, org.Moment{At: s.Last, By: guest}, "right.member")
}

// A state with settled signals and labels is read back as it was written, and what has none
// has the digest it had.
func TestSettledSignalsAreInTheDigest(t *testing.T) {
	s := tell(t, linde(t), []step{{by: kofi, act: &org.RaiseTension{Title: "Key safes", Circle: home}}})
	before, _ := s.Digest()
	s = tell(t, s, []step{{by: kofi, act: &org.SettleSignal{Key: "open_long:T1", Why: org.Write("x")}}})
	rows := *s
	after, _ := rows.Digest()
	if before == after {
		t.Error("settling changes no digest")
	}
	b, err := s.Encode()
	if err != nil {
		t.Fatal(err)
	}
	back, err := org.DecodeState(b)
	if err != nil {
		t.Fatal(err)
	}
	if again, _ := back.Digest(); again != after || inForce(back, "open_long:T1", s.Last) != 1 {
		t.Error("it is not read back as it was written")
	}
}

// Those involved say how they see work, each with their last word, and nobody else.
func TestLabelWork(t *testing.T) {
	s := tell(t, linde(t), []step{{by: kofi, act: &org.StartInitiative{Title: "Key safes", Circle: home}}})
	m := func(p org.PersonID) org.Moment { return org.Moment{At: s.Last, By: p} }
	refusedAs(t, s, &org.LabelInitiative{Initiative: 1}, m(kofi), "initiative.label")
	refusedAs(t, s, &org.LabelInitiative{Initiative: 9, Fit: org.FitsIn}, m(kofi), "initiative.unknown")
	stranger := org.PersonID(0)
	for p := range s.People() {
		if !s.Belongs(p, home) && s.Person(p).Present() {
			stranger = p
		}
	}
	if stranger != 0 {
		refusedAs(t, s, &org.LabelInitiative{Initiative: 1, Fit: org.FitsIn}, m(stranger), "initiative.not_involved")
	} else {
		t.Error("everybody belongs to the circle: nobody is refused")
	}
	s = tell(t, s, []step{
		{by: kofi, act: &org.LabelInitiative{Initiative: 1, Fit: org.FitsIn, Planned: org.WasPlanned}},
		{by: kofi, act: &org.LabelInitiative{Initiative: 1, Fit: org.FitsNot}},
	})
	if l := s.Initiative(1).Labels; len(l) != 1 || l[0].Fit != org.FitsNot || l[0].Planned != org.PlanUnsaid || l[0].Person != kofi {
		t.Errorf("the last word is %+v", l)
	}
}

// What comes back leaves a trace: passed on, opened again, changed.
func TestTraces(t *testing.T) {
	name := "Key safes"
	s := tell(t, linde(t), []step{
		{by: kofi, act: &org.RaiseTension{Title: "Key safes", Circle: home}},
		{by: kofi, act: &org.MoveTension{Tension: 1, Circle: org.Root}},
		{by: kofi, act: &org.ResolveTension{Tension: 1}},
		{by: kofi, act: &org.ReopenTension{Tension: 1}}, // a slip
		{by: kofi, act: &org.ResolveTension{Tension: 1}},
		{by: kofi, act: &org.ReopenTension{Tension: 1}, days: 1},
		{by: kofi, act: &org.AmendTension{Tension: 1, Title: name + "."}},
	})
	var all []org.Trace
	for row := range s.Traces() {
		all = append(all, *row)
	}
	if len(all) != 2 || all[0].From != home || all[0].To != org.Root || all[1].From != all[1].To || all[1].Tension != 1 {
		t.Errorf("%+v", all)
	}
}
