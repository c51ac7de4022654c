package org_test

import (
	"slices"
	"testing"

	"orpheus/org"
	"orpheus/org/deciding"
)

const wounds org.RoleID = 2

// Whoever takes a role accepts the agreement it hangs on, by that; whoever is put there by
// others does it themselves, or does not.
func TestWhoeverTakesARoleAcceptsWhatItHangsOn(t *testing.T) {
	s := agreed(t, org.ProposeDecision{Roles: []org.RoleID{wounds}})
	if got := s.HangsOn(wounds); !slices.Equal(got, []org.AgreementID{1}) {
		t.Fatalf("%v hangs on %v", wounds, got)
	}
	d := s.Edit()
	done, err := d.Do(&org.TakeSeat{Role: wounds}, org.Moment{At: s.Last, By: noor, Face: org.Web})
	if err != nil {
		t.Fatal(err)
	}
	s = d.Freeze()
	if len(done) != 2 || org.NameOf(done[1].Act) != "agreement.accept" || done[1].Cause != 0 {
		t.Fatalf("taking it does %+v", done)
	}
	seat := s.HoldsRole(noor, wounds)
	if g := s.Agreement(1); g.AcceptedIn(seat) != s.Last || !slices.Equal(s.AcceptedWith(seat), []org.AgreementID{1}) {
		t.Errorf("accepted are %+v", g.Accepted)
	}
	s = tell(t, s, []step{
		{by: noor, act: &org.AcceptAgreement{Agreement: 1, Seat: seat}, want: "agreement.accepted"},
		{by: noor, act: &org.LeaveSeat{Seat: seat}},
		{by: kofi, act: &org.FillSeat{Role: wounds, Person: noor}},
	})
	again := s.HoldsRole(noor, wounds)
	if s.Agreement(1).AcceptedIn(again) != 0 {
		t.Error("somebody else accepted it for them")
	}
	s = tell(t, s, []step{
		{by: kofi, act: &org.AcceptAgreement{Agreement: 1, Seat: again}, want: "agreement.not_yours"},
		{by: fatima, act: &org.AcceptAgreement{Agreement: 1, Seat: 1}, want: "agreement.hangs"},
		{by: noor, act: &org.AcceptAgreement{Agreement: 1, Seat: 99}, want: "seat.unknown"},
		{by: noor, act: &org.AcceptAgreement{Agreement: 1, Seat: seat}, want: "seat.ended"},
		{by: noor, act: &org.AcceptAgreement{Agreement: 1, Seat: again}},
		{by: noor, act: &org.LeaveSeat{Seat: again}},
		{by: roza, act: &org.AcceptAgreement{Agreement: 2, Seat: again}, want: "agreement.unknown"},
	})
	if s.Agreement(1).AcceptedIn(again) == 0 || s.Agreement(1).AcceptedIn(seat) == 0 {
		t.Error("who gave the role up never accepted it")
	}
	if s = tell(t, s, []step{{by: noor, act: &org.TakeSeat{Role: wounds}}}); s.Agreement(1).AcceptedIn(s.HoldsRole(noor, wounds)) == 0 {
		t.Error("the second time it was not accepted")
	}
}

// Whoever may not read an agreement does not accept it by taking a role.
func TestNobodyAcceptsWhatTheyMayNotRead(t *testing.T) {
	s := tell(t, linde(t), []step{
		{by: fatima, act: &org.ProposeDecision{Title: "Keys", Text: org.Write("Keys hang in the hall."), Roles: []org.RoleID{wounds}}},
		{by: fatima, act: &org.OpenDecision{Decision: 1, Process: deciding.Advice, Why: org.Write("They are mine.")}},
	})
	s, _ = clockTells(t, s, s.Decision(1).Until)
	s = tell(t, s, []step{
		{by: fatima, act: &org.AdoptDecision{Decision: 1}},
		{by: roza, act: &org.TakeSeat{Role: wounds}},
	})
	seat := s.HoldsRole(roza, wounds)
	if seat == 0 || s.Agreement(1).AcceptedIn(seat) != 0 {
		t.Errorf("a guest accepted what only members see: %+v", s.Agreement(1).Accepted)
	}
	tell(t, s, []step{{by: roza, act: &org.AcceptAgreement{Agreement: 1, Seat: seat}, want: "right.guest"}})
}

// Who holds a role decides together what it is to hang on, and is told when that holds, is
// replaced, and ends.
func TestWhoIsBoundDecidesAndIsTold(t *testing.T) {
	s := tell(t, linde(t), []step{
		{act: &org.FormCircle{Name: "Nights", Parents: []org.CircleID{home}}}, // C3
		{act: &org.CreateRole{Circle: 3, Name: "Keys"}},                       // R3
		{act: &org.FillSeat{Role: 3, Person: bram}},
		{by: kofi, act: &org.ProposeDecision{Circle: home, Title: "Keys", Roles: []org.RoleID{3}, Changes: org.Acts{&org.RetireRole{Role: 2}}}, want: "decision.roles_words"},
		{by: kofi, act: &org.ProposeDecision{Circle: home, Title: "Keys", Text: org.Write("x"), Roles: []org.RoleID{1}}, want: "decision.outside"},
		{by: kofi, act: &org.ProposeDecision{Circle: home, Title: "Keys", Text: org.Write("x"), Roles: []org.RoleID{3, 3}}, want: "decision.roles_twice"},
		{by: kofi, act: &org.ProposeDecision{Circle: home, Title: "Keys", Text: org.Write("x"), Roles: []org.RoleID{9}}, want: "role.unknown"},
		{by: kofi, act: &org.ProposeDecision{Circle: home, Title: "Keys", Text: org.Write("x"), Roles: []org.RoleID{wounds, 3}}},
		{by: kofi, act: &org.OpenDecision{Decision: 1, Process: deciding.Advice, Why: org.Write("They are mine.")}},
	})
	if p := s.Decision(1).Party(bram); p == nil || p.Asked {
		t.Errorf("who is bound by it does not decide it together: %+v", p)
	}
	s, _ = clockTells(t, s, s.Decision(1).Until)
	s = tell(t, s, []step{{by: kofi, act: &org.RetireRole{Role: wounds}}})
	told := func(act org.Act, by org.PersonID) map[string]org.Because {
		t.Helper()
		d := s.Edit()
		done, err := d.Do(act, org.Moment{At: s.Last + org.Day, By: by})
		if err != nil {
			t.Fatal(err)
		}
		s = d.Freeze()
		all := map[string]org.Because{}
		for _, one := range done {
			telling := org.Tell(s, &org.Entry{At: one.Moment.At, By: one.Moment.By, Act: one.Act})
			for _, h := range telling.People() {
				if h.Person == bram {
					all[org.NameOf(one.Act)] = h.Because
				}
			}
		}
		return all
	}
	if got := told(&org.AdoptDecision{Decision: 1}, kofi); got["agreement.make"] != org.BecauseHolds {
		t.Errorf("of what binds them they hear %v", got)
	}
	if g := s.Agreement(1); !slices.Equal(g.Roles, []org.RoleID{3}) {
		t.Errorf("%v hang on it: one is retired", g.Roles)
	}
	s = tell(t, s, []step{
		{by: kofi, act: &org.ProposeDecision{Circle: home, Title: "Keys", Text: org.Write("Keys lie in a safe."), Supersedes: 1}},
		{by: kofi, act: &org.OpenDecision{Decision: 2, Process: deciding.Advice, Why: org.Write("They are mine.")}},
	})
	s, _ = clockTells(t, s, s.Decision(2).Until)
	if got := told(&org.AdoptDecision{Decision: 2}, kofi); got["agreement.make"] != org.BecauseHolds {
		t.Errorf("of what replaces it they hear %v", got)
	}
	if got := s.HangsOn(3); len(got) != 0 {
		t.Errorf("it hangs on %v still", got)
	}
	s = agreedOn(t, s, 3)
	_, all := clockTells(t, s, s.Agreement(3).Review)
	if got := all["agreement.review"]; len(got) == 0 || !slices.Contains(got[len(got)-1], bram) {
		t.Errorf("of its end %v hear", got)
	}
}

// agreedOn has home care agree on something that a role hangs on.
func agreedOn(t *testing.T, s *org.State, role org.RoleID) *org.State {
	t.Helper()
	next := org.DecisionID(1)
	for range s.Decisions() {
		next++
	}
	s = tell(t, s, []step{
		{by: kofi, act: &org.ProposeDecision{Circle: home, Title: "Safe", Text: org.Write("The safe is shut."), Roles: []org.RoleID{role}}},
		{by: kofi, act: &org.OpenDecision{Decision: next, Process: deciding.Advice, Why: org.Write("It is mine.")}},
	})
	s, _ = clockTells(t, s, s.Decision(next).Until)
	return tell(t, s, []step{{by: kofi, act: &org.AdoptDecision{Decision: next}}})
}
