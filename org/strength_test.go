package org_test

import (
	"slices"
	"strings"
	"testing"

	"orpheus/org"
)

func TestStrengthsAreNamedByOneselfAndConfirmedByPeers(t *testing.T) {
	confirmed := func(id org.StrengthID, want ...org.PersonID) func(*testing.T, *org.State) {
		return func(t *testing.T, s *org.State) {
			t.Helper()
			if got := s.Strength(id).Confirmed; !slices.Equal(got, want) {
				t.Errorf("%v is confirmed by %v, want %v", id, got, want)
			}
		}
	}
	has := func(p org.PersonID, want ...org.StrengthID) func(*testing.T, *org.State) {
		return func(t *testing.T, s *org.State) {
			t.Helper()
			if got := s.Person(p).Strengths; !slices.Equal(got, want) {
				t.Errorf("%v names %v, want %v", p, got, want)
			}
		}
	}
	tell(t, linde(t), []step{
		{by: kofi, act: &org.NameStrength{Text: org.Write(strings.Repeat("é", org.MaxStrength))}},
		{by: kofi, act: &org.NameStrength{Text: org.Write(strings.Repeat("é", org.MaxStrength+1))}, want: "strength.long"},
		{by: kofi, act: &org.NameStrength{Text: org.Write("two\nlines")}, want: "strength.control"},
		{by: kofi, act: &org.NameStrength{Text: org.Write("  ")}, want: "text.missing"},
		{act: &org.NameStrength{Text: org.Write("Wounds")}, want: "right.somebody"},
		{by: kofi, act: &org.NameStrength{As: org.AsWish, Text: org.Write("Leading a meeting")}},
		{by: kofi, act: &org.NameStrength{As: org.AsEnergy, Text: org.Write("Mornings")}, check: has(kofi, 1, 2, 3)},
		{by: noor, act: &org.ConfirmStrength{Strength: 1}, check: confirmed(1, noor)},
		{by: noor, act: &org.ConfirmStrength{Strength: 1}, want: "strength.confirmed"},
		{by: noor, act: &org.ConfirmStrength{Strength: 2}, want: "strength.only_theirs"},
		{by: noor, act: &org.ConfirmStrength{Strength: 3}, want: "strength.only_theirs"},
		{by: noor, act: &org.ConfirmStrength{Strength: 9}, want: "strength.unknown"},
		{by: kofi, act: &org.ConfirmStrength{Strength: 1}, want: "strength.own"},
		{act: &org.ConfirmStrength{Strength: 1}, want: "right.somebody"},
		{by: roza, act: &org.ConfirmStrength{Strength: 1}, check: confirmed(1, noor, roza)},
		{by: bram, act: &org.NameStrength{Text: org.Write("Books")}},
		{by: roza, act: &org.ConfirmStrength{Strength: 4}, want: "strength.guest"},
		{by: bram, act: &org.ConfirmStrength{Strength: 1}, check: confirmed(1, noor, bram, roza)},
		{by: bram, act: &org.UnconfirmStrength{Strength: 1}, check: confirmed(1, noor, roza)},
		{by: bram, act: &org.UnconfirmStrength{Strength: 1}, want: "strength.not_confirmed"},
		{by: bram, act: &org.UnconfirmStrength{Strength: 9}, want: "strength.unknown"},
		{by: noor, act: &org.DropStrength{Strength: 2}, want: "strength.not_yours"},
		{by: kofi, act: &org.DropStrength{Strength: 2}, check: has(kofi, 1, 3)},
		{by: kofi, act: &org.DropStrength{Strength: 2}, want: "strength.dropped"},
		{by: noor, act: &org.LeavePerson{Person: noor}, check: confirmed(1, noor, roza)},
		{by: fatima, act: &org.ErasePerson{Person: kofi}, check: has(kofi)},
		{by: bram, act: &org.ConfirmStrength{Strength: 1}, want: "strength.dropped"},
		{by: roza, act: &org.UnconfirmStrength{Strength: 1}, check: confirmed(1, noor)},
	})
}

func TestWhoSeesStrengths(t *testing.T) {
	s := tell(t, linde(t), []step{{by: noor, act: &org.LeavePerson{Person: noor}}})
	for _, c := range []struct {
		viewer, of org.PersonID
		want       bool
	}{
		{bram, kofi, true},
		{kofi, roza, true},
		{roza, kofi, true},
		{roza, bram, false},
		{roza, roza, true},
		{noor, kofi, false},
		{99, kofi, false},
	} {
		if got := s.SeesStrengths(c.viewer, c.of); got != c.want {
			t.Errorf("%v sees the strengths of %v: %v", c.viewer, c.of, got)
		}
	}
}
