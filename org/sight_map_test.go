package org_test

import (
	"slices"
	"testing"

	"orpheus/org"
)

// A guest's map has their circles, inside those around them by name alone, and no
// light of what is led where they do not see; who left has none.
func TestMapOfAGuest(t *testing.T) {
	s := tell(t, glass(t), []step{
		{act: &org.FormCircle{Parents: []org.CircleID{3}, Name: "Desk", Purpose: "To be reached"}}, // C4
		{act: &org.FormCircle{Parents: []org.CircleID{4}, Name: "Phone"}},                          // C5
		{act: &org.CreateRole{Circle: 5, Name: "Caller"}},
		{act: &org.FillSeat{Role: 3, Person: 3}}, // Bram leads in the office, and holds the nearest role there
		{act: &org.FillSeat{Role: 3, Person: 1}}, // Anna leads in home care, and holds a role there
		{act: &org.JoinCircle{Circle: 5, Person: 2}},
	})
	if m := s.SightOf(4, s).Map(); m != nil {
		t.Errorf("who left has a map: %+v", m)
	}
	at := map[org.CircleID]*org.MapCircle{}
	var walk func(m *org.MapCircle)
	walk = func(m *org.MapCircle) {
		at[m.ID] = m
		for _, sub := range m.Circles {
			walk(sub)
		}
	}
	walk(s.SightOf(2, s).Map())
	if len(at) != 5 || at[3].Circles[0] != at[4] || at[4].Circles[0] != at[5] || at[5].Depth != 3 {
		t.Fatalf("%v", at)
	}
	for _, c := range []org.CircleID{1, 3, 4} {
		if m := at[c]; m.Name == "" || m.Purpose != "" || m.Members != nil || m.Roles != nil || m.Open != 0 || m.Serves != nil {
			t.Errorf("of %s there is more than its name: %+v", c, m)
		}
	}
	if m := at[1]; m.RoleCount != 2 || m.VacantCount != 0 || m.LeadingCount != 1 || m.OpenCount != at[2].Open+at[5].Open {
		t.Errorf("the counts of the whole are %+v", m)
	}
	if !at[2].Roles[0].Leading || at[5].Roles[0].Leading || slices.ContainsFunc(at[5].Roles[0].Seats, func(t org.MapSeat) bool { return t.Leading }) {
		t.Errorf("the lights are %+v and %+v", at[2].Roles, at[5].Roles)
	}
}

// A circle keeps its colour: the number of the one directly in the organisation, by
// when that was formed, whatever moment is looked at.
func TestFamilies(t *testing.T) {
	was := glass(t)
	now := tell(t, was, []step{
		{act: &org.FormCircle{Parents: []org.CircleID{3}, Name: "Desk"}},
		{act: &org.FormCircle{Parents: []org.CircleID{1}, Name: "Garden"}},
		{act: &org.CloseCircle{Circle: 5}},
	})
	for c, want := range map[org.CircleID]int{1: 0, 2: 1, 3: 2, 4: 2, 5: 3, 9: 0} {
		if got := now.Families().Of(now, c); got != want {
			t.Errorf("%s has colour %d, want %d", c, got, want)
		}
	}
	moved := tell(t, now, []step{{act: &org.MoveCircle{Circle: 2, Parents: []org.CircleID{3}}}})
	if got := moved.Families().Of(was, 3); got != 1 {
		t.Errorf("the office had colour %d in the past, and has 1 now", got)
	}
	if got := moved.Families().Of(moved, 2); got != 1 {
		t.Errorf("a circle inside the office has colour %d, want that of the office", got)
	}
}

// An act by somebody of whom a guest knows nothing is not told to them: it would name
// who did it. As soon as a thing they see names that person, it is.
func TestActsOfStrangers(t *testing.T) {
	s := tell(t, glass(t), []step{
		{act: &org.JoinPerson{}}, // P5
		{by: 5, act: &org.JoinCircle{Circle: 2}},
		{by: 5, act: &org.SetGuardrail{Circle: 2, Text: "At most 900 euro"}},
		{by: 5, act: &org.LeaveCircle{Circle: 2}},
	})
	e := &org.Entry{By: 5, Act: &org.SetGuardrail{Guardrail: 3, Circle: 2, Text: "At most 900 euro"}}
	if s.SightOf(2, s).SeesEntry(e) || !s.SightOf(1, s).SeesEntry(e) {
		t.Error("a guest is told who did something whom they do not know, or a member is not")
	}
	s = tell(t, s, []step{{by: 5, act: &org.FeelTension{Tension: 1}}})
	if v := s.SightOf(2, s); !v.SeesEntry(e) || !v.Knows(org.Ref{Letter: 'P', N: 5}) || v.Sees(org.Ref{Letter: 'P', N: 5}) {
		t.Error("whom a tension of theirs names is not known by name alone")
	}
}

// Work that a guest does not see gives no light on a role that they see.
func TestNoLightOfHiddenWork(t *testing.T) {
	s := tell(t, glass(t), []step{
		{by: 1, act: &org.LayDownLead{Lead: 1}},
		{by: 1, act: &org.StartInitiative{Circle: 3, Title: "Hidden"}},
	})
	lights := func(p org.PersonID) bool {
		for _, c := range s.SightOf(p, s).Map().Circles {
			if c.ID == 2 {
				return c.Roles[0].Leading
			}
		}
		return false
	}
	if !lights(1) || lights(2) {
		t.Errorf("a member sees the light: %v, a guest: %v", lights(1), lights(2))
	}
}
