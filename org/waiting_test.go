package org_test

import (
	"slices"
	"testing"

	"pgregory.net/rapid"

	"orpheus/org"
	"orpheus/org/orgtest"
)

// waits checks how many things wait for somebody, and the first of them.
func waits(p org.PersonID, n int, first func(org.Wait) bool) func(*testing.T, *org.State) {
	return func(t *testing.T, s *org.State) {
		t.Helper()
		all := s.Waiting(p, s.Last)
		if len(all) != n || n > 0 && !first(all[0]) {
			t.Errorf("for %s: %+v, want %d", p, all, n)
		}
	}
}

func TestWhatWaits(t *testing.T) {
	s := tell(t, linde(t), []step{
		{by: kofi, act: &org.RaiseTension{Title: "Key safes", Circle: home}, check: waits(kofi, 0, nil)},
		{by: noor, days: 13, act: &org.RaiseTension{Title: "Other", Circle: home}, check: waits(kofi, 0, nil)},
		{by: noor, days: 1, act: &org.FeelTension{Tension: 1}, check: waits(kofi, 1, func(w org.Wait) bool { return w.Tension == 1 })},
		{by: kofi, act: &org.OfferLead{Tension: 1, To: noor}, check: waits(noor, 1, func(w org.Wait) bool { return w.Offer == 1 })},
		{by: noor, act: &org.AcceptOffer{Offer: 1}, check: waits(noor, 0, nil)},
		{by: noor, act: &org.SetStep{Initiative: 1, Text: org.Write("call"), Due: 1016 * org.Day}, check: waits(noor, 1, func(w org.Wait) bool { return w.Step == 1 })},
		{by: noor, days: 80, act: &org.NoteInitiative{Initiative: 1, Text: org.Write("x")}, check: func(t *testing.T, s *org.State) {
			all := s.Waiting(noor, s.Last)
			if len(all) != 3 || all[0].Step != 1 || all[1].Tension != 2 || all[2].Lead != 1 {
				t.Errorf("by deadline: %+v", all)
			}
		}},
	})
	if n := len(s.Waiting(kofi, s.Last)); n != 0 {
		t.Errorf("%d things wait for somebody whose tension is led", n)
	}
}

func TestCalls(t *testing.T) {
	s := tell(t, linde(t), []step{
		{by: kofi, act: &org.RaiseTension{Title: "Far", Circle: org.Root}},
		{by: kofi, days: 1, act: &org.RaiseTension{Title: "Near, older", Circle: home}},
		{by: kofi, days: 1, act: &org.RaiseTension{Title: "Near", Circle: home}},
		{by: kofi, days: 1, act: &org.RaiseTension{Title: "Led", Circle: home, Lead: true}},
		{by: noor, days: 1, act: &org.FeelTension{Tension: 1}},
	})
	var got []org.TensionID
	for _, c := range s.Calls(noor) {
		got = append(got, c.Tension)
	}
	if len(got) != 3 || got[0] != 1 || got[1] != 3 || got[2] != 2 {
		t.Errorf("what noor notices too, then what is near, the newest first: %v", got)
	}
	if all := s.Calls(roza); len(all) != 2 {
		t.Errorf("a guest is called to what they do not see: %+v", all)
	}
	s = tell(t, s, []step{{by: kofi, days: 1, act: &org.LayDownLead{Lead: 1}}})
	if c := s.Calls(noor)[1]; c.Initiative != 1 || c.Since != s.Last {
		t.Errorf("what was laid down is open again: %+v", c)
	}
}

// Whatever happened, calls are open work that nobody leads, each once.
func TestCallsAreOpen(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		pick := func(n int) int { return rapid.IntRange(0, n-1).Draw(t, "n") }
		var s *org.State
		d := new(org.State).Edit()
		for _, act := range beginning() {
			if _, err := d.Do(act, org.Moment{At: org.Day}); err != nil {
				t.Fatal(err)
			}
		}
		s = d.Freeze()
		for i := range 60 {
			act, by, face := orgtest.Act(pick, s)
			d := s.Edit()
			if _, err := d.Do(act, org.Moment{At: org.Time(2+i) * org.Day, By: by, Face: face}); err == nil {
				s = d.Freeze()
			}
		}
		for p := range s.People() {
			seen := map[org.Ref]bool{}
			for _, c := range s.Calls(p) {
				ref, led := org.RefOf(c.Tension), false
				if c.Initiative != 0 {
					ref, led = org.RefOf(c.Initiative), len(s.Initiative(c.Initiative).Leads) > 0
				}
				if led || seen[ref] || !s.Sees(p, c.Circle) {
					t.Fatalf("%s for %s", ref, p)
				}
				seen[ref] = true
			}
		}
		open := map[org.Ref]bool{}
		for _, o := range s.Openings() {
			open[o.Ref] = true
		}
		for _, letter := range []byte("TIRPC") {
			for n := range uint32(40) {
				if r := (org.Ref{Letter: letter, N: n}); s.IsOpening(r) != open[r] {
					t.Fatalf("%s is open to lead: %v", r, !open[r])
				}
			}
		}
	})
}

// Whatever has a day for somebody is ahead, however far off, by day and under an id of its
// own; what has no day, is over or is another's is not.
func TestAhead(t *testing.T) {
	s := tell(t, linde(t), []step{
		{by: kofi, act: &org.RaiseTension{Title: "Key safes", Circle: home, Lead: true}},
		{by: kofi, act: &org.SetStep{Initiative: 1, Text: org.Write("call"), Due: 1300 * org.Day}},
		{by: kofi, act: &org.SetStep{Initiative: 1, Text: org.Write("some day")}},
		{by: kofi, act: &org.SetStep{Initiative: 1, Text: org.Write("noor does"), Due: 1200 * org.Day, Who: noor}},
		{by: kofi, act: &org.SetStep{Initiative: 1, Text: org.Write("done"), Due: 1200 * org.Day}},
		{by: kofi, act: &org.FinishStep{Step: 4}},
		{by: noor, act: &org.RaiseTension{Title: "Lists", Circle: home}},
		{by: noor, act: &org.OfferLead{Tension: 2, To: kofi}},
	})
	said := func(p org.PersonID) (all []string) {
		for _, w := range s.Ahead(p) {
			all = append(all, w.Own().String()+" of "+w.Thing(s).String())
		}
		return all
	}
	if got := said(kofi); !slices.Equal(got, []string{"O1 of T2", "L1 of I1", "A1 of I1"}) {
		t.Errorf("of Kofi: %q", got)
	}
	if got := said(noor); !slices.Equal(got, []string{"A3 of I1"}) {
		t.Errorf("of Noor: %q", got)
	}
	if n := len(s.Waiting(kofi, s.Last)); n != 1 {
		t.Errorf("%d things wait for him now: what is far off does not", n)
	}
}

// What is being decided waits for that: nobody is called to lead it meanwhile, and whoever
// raised it is not asked whether they will. Afterwards it is open work again.
func TestWhatIsDecidedCallsNobody(t *testing.T) {
	s := tell(t, linde(t), []step{
		{by: kofi, act: &org.RaiseTension{Title: "Key safes", Circle: home}},
		{by: kofi, act: &org.ProposeDecision{Circle: home, Tension: 1, Title: "One key safe", Text: org.Write("At each door.")}},
	})
	later := s.Last + org.AskAgain + org.Day
	called := func() bool {
		return slices.ContainsFunc(s.Calls(kofi), func(c org.Call) bool { return c.Tension == 1 })
	}
	asked := func() bool {
		is := func(w org.Wait) bool { return w.Tension == 1 }
		one := slices.ContainsFunc(s.Waiting(kofi, later), is)
		if all := slices.ContainsFunc(s.WaitingAt(later)(kofi), is); all != one {
			t.Errorf("he is asked: %v, and among all: %v", one, all)
		}
		return one
	}
	if called() || asked() {
		t.Error("somebody is to lead what is being decided")
	}
	s = tell(t, s, []step{{by: kofi, act: &org.DropDecision{Decision: 1}}})
	if !called() || !asked() {
		t.Error("nobody is to lead it any more, though nothing was decided")
	}
}
