package org_test

import (
	"math/rand/v2"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"orpheus/org"
	"orpheus/org/orgtest"
)

// Whatever an organisation did, an open map has its circles and roles and nothing else: no thing of another kind is seen or
// known, no act is told, nobody is on it without names, and with names only who holds a role now.
func TestAnOpenMapOfAnything(t *testing.T) {
	named := 0
	rapid.Check(t, func(rt *rapid.T) {
		r := rand.New(rand.NewPCG(rapid.Uint64().Draw(rt, "seed"), 1))
		d := new(org.State).Edit()
		for _, act := range beginning() {
			if _, err := d.Do(act, org.Moment{At: org.Day}); err != nil {
				rt.Fatal(err)
			}
		}
		s := d.Freeze()
		var told []org.Entry
		for i := range 120 {
			act, by, face := orgtest.Act(r.IntN, s)
			m := org.Moment{At: org.Time(2+i) * org.Day, By: by, Face: face}
			d := s.Edit()
			if _, err := d.Do(act, m); err == nil {
				s, told = d.Freeze(), append(told, org.Entry{Seq: s.Version + 1, At: m.At, By: by, Face: face, Act: act})
			}
		}
		holds := map[org.PersonID]bool{}
		for _, row := range s.Roles() {
			for _, seat := range row.Seats {
				if row.Live() && s.Person(s.Seat(seat).Person).Present() {
					holds[s.Seat(seat).Person] = true
				}
			}
		}
		for _, names := range []bool{false, true} {
			v := org.InTheOpen(s, names)
			for letter := byte('A'); letter <= 'Z'; letter++ {
				for n := uint32(1); n < 60; n++ {
					ref := org.Ref{Letter: letter, N: n}
					live := letter == 'C' && s.Circle(org.CircleID(n)) != nil && s.Circle(org.CircleID(n)).Live() || letter == 'R' && s.Role(org.RoleID(n)) != nil && s.Role(org.RoleID(n)).Live()
					if v.Sees(ref) != live {
						rt.Fatalf("%s is seen: %v", ref, v.Sees(ref))
					}
					if want := live || names && letter == 'P' && holds[org.PersonID(n)]; v.Knows(ref) != want {
						rt.Fatalf("%s is known: %v", ref, v.Knows(ref))
					}
				}
			}
			for i := range told {
				if v.SeesEntry(&told[i]) {
					rt.Fatalf("%T is told", told[i].Act)
				}
			}
			var walk func(m *org.MapCircle)
			walk = func(m *org.MapCircle) {
				if len(m.Members) > 0 || m.Open+m.OpenCount+m.LeadingCount > 0 {
					rt.Fatalf("%s says who belongs, or of work: %+v", m.ID, m)
				}
				for _, role := range m.Roles {
					if role.Leading || role.Vacant() != (len(s.Role(role.ID).Seats) == 0) {
						rt.Fatalf("%+v", role)
					}
					for _, seat := range role.Seats {
						if seat.Person != 0 && (!names || !holds[seat.Person]) || seat.ID != 0 || seat.Focus != "" || seat.Since != 0 || seat.Term != 0 || seat.Leading || len(seat.Lit) > 0 {
							rt.Fatalf("%+v", seat)
						}
						if seat.Person != 0 {
							named++
						}
					}
					if !names && len(role.Seats) > 1 {
						rt.Fatalf("it counts who holds %s", role.ID)
					}
				}
				if !slices.EqualFunc(m.Roles, s.Circle(m.ID).Roles, func(a org.MapRole, b org.RoleID) bool { return a.ID == b }) {
					rt.Fatalf("%s has the roles %v", m.ID, m.Roles)
				}
				for _, sub := range m.Circles {
					walk(sub)
				}
			}
			walk(v.Map())
		}
	})
	if named == 0 {
		t.Error("nobody was ever named")
	}
}
