package org_test

import (
	"testing"

	"orpheus/org"
)

// A role can be made with who holds it: in one act, with the origin it has, and for as long
// as the role says.
func TestRoleMadeWithItsHolder(t *testing.T) {
	for _, c := range []struct {
		what   string
		by     org.PersonID
		holder org.PersonID
		want   org.Origin
	}{
		{"by a colleague", kofi, noor, org.Invited},
		{"by themselves", kofi, kofi, org.SelfStarted},
		{"by whoever runs the program", 0, noor, org.Assigned},
	} {
		t.Run(c.what, func(t *testing.T) {
			s := tell(t, linde(t), []step{
				{by: c.by, act: &org.CreateRole{Circle: home, Name: "Keys", Holder: c.holder, TermDays: 30}},
			})
			var made *org.Role
			for _, r := range s.Roles() {
				made = r
			}
			if len(made.Seats) != 1 {
				t.Fatalf("held by %d", len(made.Seats))
			}
			seat := s.Seat(made.Seats[0])
			if seat.Person != c.holder || seat.Origin.Origin() != c.want || seat.Term != made.Made+30*org.Day {
				t.Errorf("held by %v, %v, until %v", seat.Person, seat.Origin.Origin(), seat.Term)
			}
		})
	}
	tell(t, linde(t), []step{
		{by: kofi, act: &org.CreateRole{Circle: home, Name: "Keys", Holder: 99}, want: "person.unknown"},
		{act: &org.LeavePerson{Person: bram}},
		{by: kofi, act: &org.CreateRole{Circle: home, Name: "Keys", Holder: bram}, want: "person.gone"},
	})
}

// Whoever forms a circle is in it, or is not: then it is shaped by the members of the
// circle that it serves.
func TestCircleFormedFromOutside(t *testing.T) {
	s := tell(t, linde(t), []step{
		{by: kofi, act: &org.FormCircle{Parents: []org.CircleID{org.Root}, Name: "In it"}},
		{by: kofi, act: &org.FormCircle{Parents: []org.CircleID{org.Root}, Name: "Not in it", Apart: true}},
	})
	var last org.CircleID
	for id := range s.Circles() {
		last = id
	}
	if !s.Belongs(kofi, last-1) || s.Belongs(kofi, last) {
		t.Errorf("in the first %v, in the second %v", s.Belongs(kofi, last-1), s.Belongs(kofi, last))
	}
	if err := s.May(&org.CreateRole{Circle: last, Name: "Keys"}, org.Moment{At: s.Last, By: noor}); err != nil {
		t.Errorf("a member of the circle above: %v", err)
	}
}
