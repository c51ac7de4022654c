package org_test

import (
	"reflect"
	"testing"

	"pgregory.net/rapid"

	"orpheus/org"
	"orpheus/org/orgtest"
)

// A map made from that of another state is what is made of the state alone, whatever was
// done between them, in either direction.
func TestMapSinceIsTheMap(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		pick := func(n int) int { return rapid.IntRange(0, n-1).Draw(t, "pick") }
		was := grown(t, pick, 40)
		s, m := was, was.Map()
		for range 12 {
			var act org.Act
			by, face := org.PersonID(0), org.Import
			if pick(3) > 0 {
				act, by, face = orgtest.Act(pick, s)
			} else {
				act, _, _ = orgtest.Of(pick, s, org.KindNamed([]string{"role.move", "circle.form", "circle.close", "person.leave", "circle.move", "role.retire"}[pick(6)]))
			}
			d := s.Edit()
			if _, err := d.Do(act, org.Moment{At: s.Last + 1, By: by, Face: face}); err == nil {
				s = d.Freeze()
			}
		}
		if got, want := s.MapSince(was, m), s.Map(); !reflect.DeepEqual(got, want) {
			t.Fatal("another map")
		}
		if !reflect.DeepEqual(was.MapSince(s, s.Map()), m) || !reflect.DeepEqual(was.Map(), m) {
			t.Fatal("another map the other way round, or it was written to")
		}
	})
}

// What is not concerned is not made again.
func TestMapSinceMakesWhatChanged(t *testing.T) {
	s := tell(t, linde(t), []step{
		{act: &org.FormCircle{Name: "Team Oost", Parents: []org.CircleID{home}}}, // C3
		{act: &org.FormCircle{Name: "Team West", Parents: []org.CircleID{home}}}, // C4
		{act: &org.FormCircle{Name: "Office", Parents: []org.CircleID{org.Root}}},
	})
	m := s.Map()
	next := tell(t, s, []step{{act: &org.CreateRole{Circle: 3, Name: "Keys"}}})
	is := next.MapSince(s, m)
	was, now := find(m, home), find(is, home)
	if is == m || was == now || find(m, 3) == find(is, 3) || find(is, 3).Roles[0].Name != "Keys" || now.RoleCount != was.RoleCount+1 {
		t.Error("what changed is as it was")
	}
	if find(m, 4) != find(is, 4) || find(m, 5) != find(is, 5) {
		t.Error("what did not change is made again")
	}
	if next.MapSince(next, is) != is {
		t.Error("the same state has another map")
	}
}

func find(m *org.MapCircle, id org.CircleID) *org.MapCircle {
	if m.ID == id {
		return m
	}
	for _, c := range m.Circles {
		if is := find(c, id); is != nil {
			return is
		}
	}
	return nil
}
