package org_test

import (
	"testing"

	"orpheus/org"
)

// A lead gives light in its circle, or where its person holds the role nearest to
// it.
func TestLight(t *testing.T) {
	const team, office, desk org.CircleID = 3, 4, 5
	s := tell(t, linde(t), []step{
		{act: &org.FormCircle{Name: "Team Oost", Parents: []org.CircleID{home}}},
		{act: &org.FormCircle{Name: "Office", Parents: []org.CircleID{org.Root}}},
		{act: &org.FormCircle{Name: "Desk", Parents: []org.CircleID{office}}},
		{act: &org.CreateRole{Circle: team, Name: "Rota"}},   // R3
		{act: &org.CreateRole{Circle: desk, Name: "Phone"}},  // R4
		{act: &org.CreateRole{Circle: home, Name: "Cars"}},   // R5
		{act: &org.CreateRole{Circle: team, Name: "Keys"}},   // R6
		{act: &org.CreateRole{Circle: office, Name: "Post"}}, // R7
		{act: &org.FillSeat{Role: 3, Person: kofi}},
		{act: &org.FillSeat{Role: 4, Person: kofi}},
		{act: &org.FillSeat{Role: 5, Person: noor}},
		{act: &org.FillSeat{Role: 6, Person: noor}},
		{act: &org.FillSeat{Role: 7, Person: kofi}},
	})
	lit := func() map[org.RoleID]bool {
		out := map[org.RoleID]bool{}
		var walk func(*org.MapCircle) int
		walk = func(m *org.MapCircle) (n int) {
			for _, r := range m.Roles {
				if r.Leading {
					out[r.ID] = true
					n++
				}
			}
			for _, c := range m.Circles {
				n += walk(c)
			}
			if n != m.LeadingCount {
				t.Errorf("%s says %d lights, there are %d", m.Name, m.LeadingCount, n)
			}
			return n
		}
		walk(s.Map())
		return out
	}
	for _, c := range []struct {
		what string
		by   org.PersonID
		in   org.CircleID
		want []org.RoleID
	}{
		{"where a role is held, there only", noor, home, []org.RoleID{5}},
		{"below, where none is held in the circle", kofi, home, []org.RoleID{3}},
		{"all that are as near", kofi, org.Root, []org.RoleID{7}},
		{"above", noor, desk, []org.RoleID{5}},
		{"nowhere, for who holds nothing", bram, home, nil},
	} {
		was := s
		s = tell(t, s, []step{{by: c.by, act: &org.StartInitiative{Circle: c.in, Title: "Something"}}})
		got := lit()
		if len(got) != len(c.want) {
			t.Errorf("%s: %v, want %v", c.what, got, c.want)
		}
		for _, r := range c.want {
			if !got[r] {
				t.Errorf("%s: %v, want %v", c.what, got, c.want)
			}
		}
		s = was
	}
}
