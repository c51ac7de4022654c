package measure_test

import (
	"fmt"
	"maps"
	"testing"

	"orpheus/org"
)

// A public figure as a small copy without names: github.com/rust-lang/team on 1
// January 2019 had 41 teams and working groups, 11 of them without a lead, and 114
// people, of whom two led five, four led two, and 24 led one.
func TestSeatsOfAPublicProject(t *testing.T) {
	const people, circles, led = 114, 41, 30
	d := newTold(t, people)
	for range circles {
		d.do(0, &org.FormCircle{Parents: []org.CircleID{org.Root}, Name: "Team"})
	}
	for c := range circles {
		d.do(0, &org.CreateRole{Circle: org.CircleID(2 + c), Name: "Lead", Leads: c < led})
	}
	seat := 0
	give := func(p org.PersonID, times int) {
		for range times {
			d.do(0, &org.FillSeat{Role: org.RoleID(1 + seat%led), Person: p})
			seat++
		}
	}
	for p, many := range []int{5, 5, 2, 2, 2, 2} {
		give(org.PersonID(1+p), many)
	}
	for p := range 24 {
		give(org.PersonID(7+p), 1)
	}
	// A role that would lead, but that nobody holds, is nobody's lead.
	d.do(0, &org.CreateRole{Circle: org.CircleID(1 + circles), Name: "Chair", Leads: true})
	// Roles that do not lead count for nothing here.
	for c := led; c < circles; c++ {
		d.do(0, &org.FillSeat{Role: org.RoleID(1 + c), Person: org.PersonID(1 + c)})
	}
	r := d.of(org.Root, 365)
	if s := r.Structure; s.People != people || s.Guests != 0 || s.Circles != circles || s.Leaderless != 11 || s.Depth["1"] != circles {
		t.Errorf("structure %+v", s)
	}
	s := r.Seats
	if s.LeadSeats != 42 || s.LeadHolders != 30 || s.MostHeld != 5 || s.HalfHeldBy == nil || *s.HalfHeldBy != 9 {
		t.Errorf("seats %+v", s)
	}
	near(t, "HHI", s.HHI, .051020)
	near(t, "effective", s.Effective, 19.6)
	near(t, "Gini of holders", s.GiniHolders, .247619)
	near(t, "Gini of people", s.GiniPeople, .802005)
}

// A circle that serves two is inside its main parent only, and is counted once.
func TestACircleIsInItsMainParent(t *testing.T) {
	d := newTold(t, 2)
	form := func(name string, parents ...org.CircleID) {
		d.do(0, &org.FormCircle{Parents: parents, Name: name})
	}
	form("Home care", org.Root)   // C2
	form("Day centres", org.Root) // C3
	form("Kitchen", 3, 2)         // C4, at home in C3
	form("Deliveries", 4)         // C5
	d.do(0, &org.JoinPerson{Guest: true})
	d.do(0, &org.CreateRole{Circle: 4, Name: "Cook", Leads: true})
	d.do(0, &org.FillSeat{Role: 1, Person: 1})
	for circle, want := range map[org.CircleID]struct {
		circles, leaderless, seats int
		depth                      map[string]int
	}{
		org.Root: {4, 3, 1, map[string]int{"1": 2, "2": 1, "3": 1}},
		2:        {0, 0, 0, map[string]int{}},
		3:        {2, 1, 1, map[string]int{"1": 1, "2": 1}},
		4:        {1, 1, 1, map[string]int{"1": 1}},
	} {
		r := d.of(circle, 365)
		if s := r.Structure; s.Circles != want.circles || s.Leaderless != want.leaderless || !maps.Equal(s.Depth, want.depth) || r.Seats.LeadSeats != want.seats {
			t.Errorf("%s: %+v, %d seats that lead; want %+v", circle, s, r.Seats.LeadSeats, want)
		}
	}
	whole := d.of(org.Root, 365)
	if whole.Scope != "organisation" || whole.Structure.People != 2 || whole.Structure.Guests != 1 {
		t.Errorf("%s, %+v", whole.Scope, whole.Structure)
	}
	if part := d.of(4, 365); part.Scope != fmt.Sprint(org.CircleID(4)) || part.Structure.People != 1 {
		t.Errorf("%s, %+v", part.Scope, part.Structure)
	}
	// What has no meaning is null, never zero.
	if none := d.of(2, 365).Seats; none.HHI != nil || none.GiniHolders != nil || none.HalfHeldBy != nil {
		t.Errorf("where nobody leads: %+v", none)
	}
}
