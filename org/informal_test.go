package org_test

import (
	"slices"
	"strings"
	"testing"

	"orpheus/org"
)

func TestInformalRolesNeedTwoColleaguesAndAYes(t *testing.T) {
	stands := func(want ...org.InformalID) func(*testing.T, *org.State) {
		return func(t *testing.T, s *org.State) {
			t.Helper()
			if got := s.RecognisedIn(home); !slices.Equal(got, want) {
				t.Errorf("%v stand, want %v", got, want)
			}
		}
	}
	driver := func() *org.RecogniseInformal {
		return &org.RecogniseInformal{Circle: home, Person: kofi, As: org.AsDriver}
	}
	own := func(name string) *org.RecogniseInformal {
		return &org.RecogniseInformal{Circle: home, Person: noor, As: org.AsOwn, Name: name}
	}
	tell(t, linde(t), []step{
		{by: kofi, act: driver(), want: "informal.self"},
		{by: bram, act: driver(), want: "informal.peer"},
		{by: noor, act: &org.RecogniseInformal{Circle: home, Person: bram}, want: "informal.member"},
		{by: noor, act: &org.RecogniseInformal{Circle: home, Person: kofi, As: org.AsDriver, Name: "Motor"}, want: "informal.word"},
		{by: kofi, act: own(" "), want: "name.missing"},
		{by: kofi, act: own(strings.Repeat("é", 41)), want: "name.long"},
		{act: driver(), want: "right.somebody"},
		{by: noor, act: driver(), check: stands()}, // 1
		{by: noor, act: driver(), want: "informal.recognised"},
		{by: roza, act: &org.ConfirmInformal{Informal: 1}, want: "informal.unknown"}, // nobody asked kofi's leave yet
		{by: roza, act: driver(), check: func(t *testing.T, s *org.State) { // who says the same on their own joins
			if n := s.Informal(1); s.Informal(2) != nil || !slices.Equal(n.By, []org.PersonID{noor, roza}) {
				t.Errorf("it is recognised by %v", n.By)
			}
		}},
		{by: noor, act: &org.AcceptInformal{Informal: 1}, want: "informal.not_yours"},
		{by: kofi, act: &org.AcceptInformal{Informal: 1}, check: stands(1)},
		{by: kofi, act: &org.AcceptInformal{Informal: 1}, want: "informal.accepted"},
		{by: bram, act: &org.ConfirmInformal{Informal: 1}, want: "informal.peer"},
		{by: kofi, act: &org.ConfirmInformal{Informal: 1}, want: "informal.self"},
		{by: bram, act: &org.WithdrawInformal{Informal: 1}, want: "informal.not_recognised"},
		{by: roza, act: &org.WithdrawInformal{Informal: 1}, check: stands()},
		{by: roza, act: &org.ConfirmInformal{Informal: 1}, check: stands(1)},
		{by: fatima, act: &org.LeavePerson{Person: roza}, check: stands()}, // one colleague is left
		{by: bram, act: &org.JoinCircle{Circle: home}},
		{by: bram, act: &org.ConfirmInformal{Informal: 1}, check: stands(1)},
		{by: kofi, act: &org.LeaveCircle{Circle: home}, check: stands()},
		{by: kofi, act: &org.JoinCircle{Circle: home}, check: stands(1)},
		{by: kofi, act: &org.DeclineInformal{Informal: 1}, check: stands()}, // laid down
		{by: noor, act: &org.ConfirmInformal{Informal: 1}, want: "informal.ended"},
		{by: bram, act: driver()}, // 2
		{by: bram, act: &org.WithdrawInformal{Informal: 2}},
		{by: bram, act: &org.WithdrawInformal{Informal: 2}, want: "informal.unknown"}, // it is nobody's any more
		{by: kofi, act: own("Night owl")},                                             // 3
		{by: bram, act: own("night OWL")},
		{by: noor, act: &org.AcceptInformal{Informal: 3}, check: stands(3)},
	})
}

// Before a yes, and after a no, only whom it is about and who recognise it know of it.
func TestNobodyIsNamedBeforeTheySayYes(t *testing.T) {
	asked := tell(t, linde(t), []step{{by: noor, act: &org.RecogniseInformal{Circle: home, Person: kofi, As: org.AsKnowledge}}})
	yes := tell(t, asked, []step{{by: kofi, act: &org.AcceptInformal{Informal: 1}}})
	no := tell(t, asked, []step{{by: kofi, act: &org.DeclineInformal{Informal: 1}}})
	entry := &org.Entry{By: noor, Act: &org.RecogniseInformal{Informal: 1, Circle: home, Person: kofi, As: org.AsKnowledge}}
	decline := &org.Entry{By: kofi, Act: &org.DeclineInformal{Informal: 1}}
	for _, c := range []struct {
		s    *org.State
		open bool
	}{{asked, false}, {yes, true}, {no, false}} {
		for _, p := range []org.PersonID{fatima, kofi, noor, bram, roza} {
			want := c.open || p == kofi || p == noor
			if got := c.s.SightOf(p, c.s).Sees(org.RefOf(org.InformalID(1))); got != want {
				t.Errorf("%v sees it: %v, want %v", p, got, want)
			}
			if got := c.s.SightOf(p, c.s).SeesEntry(entry); got != want {
				t.Errorf("%v is told of it: %v, want %v", p, got, want)
			}
			if got := c.s.SightOf(p, c.s).SeesEntry(decline); got != (p == kofi) {
				t.Errorf("%v is told of a no: %v", p, got)
			}
		}
		if org.Shared(c.s).Sees(org.RefOf(org.InformalID(1))) != c.open {
			t.Error("what every member sees is wrong")
		}
	}
}

// What people say of each other is read back as it was written, and a state without any has
// the digest it had before there could be.
func TestVoicesAreInTheDigest(t *testing.T) {
	none := linde(t)
	s := tell(t, none, []step{
		{by: noor, act: &org.RecogniseInformal{Circle: home, Person: kofi, As: org.AsKnowledge}},
		{by: bram, act: &org.GiveThanks{To: fatima, Role: 1, Text: org.Write("You hold it.")}},
	})
	b, err := s.Encode()
	if err != nil {
		t.Fatal(err)
	}
	read, err := org.DecodeState(b)
	if err != nil {
		t.Fatal(err)
	}
	was, err1 := s.Digest()
	is, err2 := read.Digest()
	if err1 != nil || err2 != nil || was != is || read.Thanks(1) == nil || read.Informal(1).Person != kofi {
		t.Errorf("%v %v %s %s", err1, err2, was, is)
	}
	without := tell(t, s, []step{{by: bram, act: &org.TakeBackThanks{Thanks: 1}}})
	if other, err := without.Digest(); err != nil || other == was {
		t.Errorf("what was taken back leaves the digest as it was: %v", err)
	}
}
