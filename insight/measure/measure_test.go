package measure_test

import (
	"math"
	"testing"
	"time"

	"orpheus/insight/measure"
	"orpheus/insight/stat"
	"orpheus/org"
)

// house is an organisation of some members and a guest, whose days are counted from the
// first.
type house struct {
	t *testing.T
	d *org.Draft
}

const first = 20_000 * org.Day

func newHouse(t *testing.T, members int) *house {
	h := &house{t, new(org.State).Edit()}
	h.on(0, 0, &org.FoundOrganisation{Slug: "linde", Name: "De Linde", Lang: "nl"})
	for range members {
		h.on(0, 0, &org.JoinPerson{})
	}
	h.on(0, 0, &org.JoinPerson{Guest: true})
	return h
}

func (h *house) on(day org.Time, by org.PersonID, act org.Act) {
	h.t.Helper()
	if _, err := h.d.Do(act, org.Moment{At: first + day*org.Day, By: by, Face: org.Web}); err != nil {
		h.t.Fatalf("%s: %v", org.NameOf(act), err)
	}
}

func (h *house) of(day org.Time, scope measure.Scope) measure.Report {
	scope.At = first + day*org.Day
	if scope.Window == 0 {
		scope.Window = 365 * 24 * time.Hour
	}
	return measure.Of(h.d.Freeze(), scope)
}

func (h *house) measure(day org.Time, scope measure.Scope, id string) measure.Answer {
	h.t.Helper()
	for _, m := range h.of(day, scope).Measures {
		if string(m.ID) == id {
			return m
		}
	}
	h.t.Fatalf("no measure %s", id)
	return measure.Answer{}
}

// Before the day from which the organisation agreed to statistics there is no number,
// and what ended before it never counts.
func TestNoStatisticsBeforeTheAgreement(t *testing.T) {
	h := newHouse(t, 12)
	h.on(1, 1, &org.StartInitiative{Circle: org.Root, Title: "Keys", Until: first + 90*org.Day})
	h.on(5, 1, &org.LayDownLead{Lead: 1})
	h.on(6, 2, &org.StartInitiative{Circle: org.Root, Title: "Meals", Until: first + 90*org.Day})
	from := first + 10*org.Day
	h.on(7, 0, &org.AmendOrganisation{StatisticsFrom: &from})
	for _, id := range []string{"leaders", "effective_leaders", "pull_share"} {
		if m := h.measure(9, measure.Scope{}, id); m.Reason != measure.BeforeAgreement || m.Value != nil || m.N != 0 || m.M != 0 {
			t.Errorf("before the agreement %s is %+v", id, m)
		}
		if m := h.measure(10, measure.Scope{}, id); m.Reason != "" {
			t.Errorf("from the agreement on %s is %+v", id, m)
		}
	}
	if m := h.measure(11, measure.Scope{}, "leaders"); m.M != 1 || *m.Value != 1 {
		t.Errorf("a lead that ended before the agreement counts: %+v", m)
	}
}

// Which leads count: those that ran at some time in the window, led in the scope, with
// everybody who could have led.
func TestLeadsInTheWindow(t *testing.T) {
	h := newHouse(t, 12)
	h.on(0, 0, &org.FormCircle{Parents: []org.CircleID{1}, Name: "Home care"})
	for p := org.PersonID(1); p <= 6; p++ {
		h.on(0, 0, &org.JoinCircle{Circle: 2, Person: p})
	}
	h.on(1, 1, &org.StartInitiative{Circle: 2, Title: "Keys", Until: first + 90*org.Day})
	h.on(10, 1, &org.LayDownLead{Lead: 1})
	h.on(20, 7, &org.StartInitiative{Circle: org.Root, Title: "Meals", Until: first + 400*org.Day})
	h.on(30, 0, &org.LeavePerson{Person: 12})
	window := 20 * 24 * time.Hour
	for _, c := range []struct {
		what  string
		day   org.Time
		scope measure.Scope
		n, m  int
	}{
		{"both, and who left on the way", 40, measure.Scope{}, 12, 2},
		{"one circle: its members, its leads", 40, measure.Scope{Circle: 2}, 6, 1},
		{"a lead ended on the first day of the window is over", 30, measure.Scope{Window: window}, 12, 1},
		{"a day earlier it is not", 29, measure.Scope{Window: window}, 12, 2},
		{"what began later is not there yet", 15, measure.Scope{}, 12, 1},
		{"who left on the first day of the window was not there", 50, measure.Scope{Window: window}, 11, 1},
	} {
		if m := h.measure(c.day, c.scope, "effective_leaders"); m.N != c.n || m.M != c.m {
			t.Errorf("%s: %d people and %d leads, want %d and %d", c.what, m.N, m.M, c.n, c.m)
		}
	}
}

// Pull is what people took up of their own, push is what they were given; what was
// offered to them is neither.
func TestPullAndPush(t *testing.T) {
	h := newHouse(t, 12)
	until := first + 300*org.Day
	for i := range 6 { // begun by themselves
		h.on(1, org.PersonID(i+1), &org.StartInitiative{Circle: org.Root, Title: "x", Until: until})
	}
	for i := range 4 { // answered
		h.on(2, 1, &org.RaiseTension{Circle: org.Root, Title: "y"})
		h.on(3, org.PersonID(7+i), &org.TakeLead{Tension: org.TensionID(i + 1), Until: until})
	}
	for i := range 5 {
		h.on(4, org.PersonID(i+1), &org.CorrectLeadOrigin{Lead: org.LeadID(i + 1), Origin: org.Assigned})
	}
	h.on(4, 6, &org.CorrectLeadOrigin{Lead: 6, Origin: org.Invited})
	m := h.measure(10, measure.Scope{}, "pull_share")
	if m.M != 9 || m.State != stat.Value && m.State != stat.NotEnough {
		t.Fatalf("%+v", m)
	}
	if m.Value != nil && math.Abs(*m.Value-4.0/9) > 1e-12 {
		t.Errorf("the share is %v, want 4 of 9", *m.Value)
	}
}

// The Rust teams of a small copy: the numbers of seats are those of six of its teams on
// a day (three, two, two, one, one and one of ten), for which Simpson's index, Hill's
// number and Gini's coefficient are computed by hand.
func TestSeatsByHand(t *testing.T) {
	h := newHouse(t, 8)
	h.on(0, 0, &org.FormCircle{Parents: []org.CircleID{1}, Name: "Teams"})
	for i := range 10 {
		h.on(0, 0, &org.FormCircle{Parents: []org.CircleID{2}, Name: "Team"})
		h.on(0, 0, &org.CreateRole{Circle: org.CircleID(3 + i), Name: "Lead", Leads: true})
	}
	for i, p := range []org.PersonID{1, 1, 1, 2, 2, 3, 3, 4, 5, 6} {
		h.on(0, 0, &org.FillSeat{Role: org.RoleID(i + 1), Person: p})
	}
	h.on(0, 0, &org.CreateRole{Circle: 2, Name: "Rosters"})
	h.on(0, 0, &org.FillSeat{Role: 11, Person: 7}) // leads nothing
	r := h.of(1, measure.Scope{})
	near := func(what string, got *float64, want float64) {
		t.Helper()
		if got == nil || math.Abs(*got-want) > 1e-12 {
			t.Errorf("%s: %v, want %v", what, got, want)
		}
	}
	if s := r.Seats; s.LeadSeats != 10 || s.LeadHolders != 6 || s.MostHeld != 3 || s.HalfHeldBy == nil || *s.HalfHeldBy != 2 {
		t.Errorf("%+v", s)
	}
	near("HHI", r.Seats.HHI, 0.20)                         // (9+4+4+1+1+1)/100
	near("as if so many", r.Seats.Effective, 5)            // 1/0.20
	near("Gini of who holds", r.Seats.GiniHolders, 7.0/30) // of 1,1,1,2,2,3
	near("Gini of all", r.Seats.GiniPeople, 17.0/40)       // of 0,0,1,1,1,2,2,3
	if s := r.Structure; s.People != 8 || s.Guests != 1 || s.Circles != 11 || s.Depth["1"] != 1 || s.Depth["2"] != 10 || s.Leaderless != 1 {
		t.Errorf("%+v", s)
	}
	in := h.of(1, measure.Scope{Circle: 2})
	if s := in.Structure; s.People != 7 || s.Circles != 10 || s.Depth["1"] != 10 || s.Leaderless != 0 {
		t.Errorf("%+v", s)
	}
}

// A circle that serves two is counted once, below the one whose main circle it is.
func TestACircleOfTwoIsCountedOnce(t *testing.T) {
	h := newHouse(t, 3)
	h.on(0, 0, &org.FormCircle{Parents: []org.CircleID{1}, Name: "Care"})
	h.on(0, 0, &org.FormCircle{Parents: []org.CircleID{1}, Name: "Office"})
	h.on(0, 0, &org.FormCircle{Parents: []org.CircleID{2, 3}, Name: "Both"})
	h.on(0, 0, &org.FormCircle{Parents: []org.CircleID{4}, Name: "Inside"})
	if s := h.of(1, measure.Scope{Circle: 3}).Structure; s.Circles != 0 {
		t.Errorf("a circle with another main one is counted below: %+v", s)
	}
	if s := h.of(1, measure.Scope{Circle: 2}).Structure; s.Circles != 2 || s.Depth["1"] != 1 || s.Depth["2"] != 1 {
		t.Errorf("%+v", s)
	}
}
