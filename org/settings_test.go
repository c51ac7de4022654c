package org_test

import (
	"testing"

	"orpheus/org"
)

// Stewards say who may invite people; until then they invite members, and every member
// guests.
func TestWhoMayInvite(t *testing.T) {
	member, guest := &org.JoinPerson{}, &org.JoinPerson{Guest: true}
	tell(t, linde(t), []step{
		{by: kofi, act: member, want: "right.steward"},
		{by: kofi, act: guest},
		{by: kofi, act: &org.SetInviting{Members: org.ByMembers, Guests: org.ByStewards}, want: "right.steward"},
		{by: fatima, act: &org.SetInviting{Members: org.ByMembers}, want: "org.inviter"},
		{by: fatima, act: &org.SetInviting{Members: org.ByMembers, Guests: org.ByStewards}},
		{by: kofi, act: &org.JoinPerson{}},
		{by: kofi, act: &org.JoinPerson{Guest: true}, want: "right.steward"},
		{by: roza, act: &org.JoinPerson{}, want: "right.member"},
		{by: fatima, act: &org.JoinPerson{Guest: true}},
	})
}

// A bar has a colour on which its words can be read, and else the nearest shade is named.
func TestBarIsReadable(t *testing.T) {
	tell(t, linde(t), []step{
		{by: kofi, act: &org.SetBar{Colour: "#23142c"}, want: "right.steward"},
		{by: fatima, act: &org.SetBar{Colour: "#23142c"}},
		{by: fatima, act: &org.SetBar{Colour: "teal"}, want: "org.colour"},
		{by: fatima, act: &org.SetBar{Colour: "#ffd43b"}, want: "org.bar_faint"},
		{by: fatima, act: &org.SetBar{}},
	})
	for _, c := range []struct{ colour, want string }{
		{"#23142c", "#23142c"}, {"#000000", "#000000"}, {"#1b4332", "#1b4332"}, {"#ffffff", "#444444"}, {"#ff0000", "#8e0000"}, {"red", ""},
	} {
		got := org.ReadableBar(c.colour)
		if got != c.want {
			t.Errorf("%s becomes %s, want %s", c.colour, got, c.want)
		}
		if got != "" && org.ReadableBar(got) != got {
			t.Errorf("%s is offered, and refused", got)
		}
	}
}

// An organisation has words of its own by language: in forms that can stand in sentences,
// all that the language needs; without them it has the program's again.
func TestWords(t *testing.T) {
	team := org.SetWording{Lang: "nl", Term: org.TermCircle, One: "team", Many: "teams", Neuter: true}
	with := func(change func(a *org.SetWording)) *org.SetWording {
		a := team
		change(&a)
		return &a
	}
	s := tell(t, linde(t), []step{
		{by: kofi, act: with(func(*org.SetWording) {}), want: "right.steward"},
		{by: fatima, act: with(func(a *org.SetWording) { a.Lang = "fr" }), want: "org.lang"},
		{by: fatima, act: with(func(a *org.SetWording) { a.Term = org.NoTerm }), want: "org.term"},
		{by: fatima, act: with(func(a *org.SetWording) { a.Many = "" }), want: "org.word_forms"},
		{by: fatima, act: with(func(a *org.SetWording) { a.One = "" }), want: "org.word_forms"},
		{by: fatima, act: with(func(a *org.SetWording) { a.Lang = "da" }), want: "org.word_danish"},
		{by: fatima, act: with(func(a *org.SetWording) { a.One = "100%" }), want: "org.word"},
		{by: fatima, act: with(func(a *org.SetWording) { a.One = "te%am" }), want: "org.word"},
		{by: fatima, act: with(func(a *org.SetWording) { a.Many = "-teams" }), want: "org.word"},
		{by: fatima, act: with(func(a *org.SetWording) { a.Many = "teams-" }), want: "org.word"},
		{by: fatima, act: with(func(a *org.SetWording) { a.One = "een woord van meer dan dertig letters" }), want: "org.word"},
		{by: fatima, act: with(func(*org.SetWording) {})},
		{by: fatima, act: &org.SetWording{Lang: "da", Term: org.TermCircle, One: "team", Many: "teams", The: "teamet", All: "teamene", Neuter: true}},
		{by: fatima, act: with(func(a *org.SetWording) { a.One, a.Many = "werk-groep", "werk groepen" })},
		{by: fatima, act: &org.SetWording{Lang: "da", Term: org.TermCircle}},
	})
	if w, ok := s.Wording("nl", org.TermCircle); !ok || w.One != "werk-groep" || len(s.Wordings) != 1 {
		t.Errorf("it has %+v", s.Wordings)
	}
}
