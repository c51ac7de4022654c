package measure_test

import (
	"testing"
	"time"

	"orpheus/insight/measure"
	"orpheus/insight/stat"
	"orpheus/org"
)

// busy is a house in which everybody leads six pieces of work, all others take part, and
// much is raised and held: enough of everything, whoever they are.
func busy(t *testing.T, people int) *house {
	h := newHouse(t, people)
	h.on(0, 0, &org.FormCircle{Parents: []org.CircleID{org.Root}, Name: "A"})
	h.on(0, 0, &org.FormCircle{Parents: []org.CircleID{org.Root}, Name: "B"})
	h.on(0, 0, &org.CreateRole{Circle: org.Root, Name: "Manager", Formal: true, Holder: 1}) // R1
	work := org.InitiativeID(0)
	for p := 1; p <= people; p++ {
		h.on(1, 0, &org.JoinCircle{Circle: org.CircleID(2 + p%2), Person: org.PersonID(p)})
		for range 6 {
			h.on(1, org.PersonID(p), &org.StartInitiative{Circle: org.Root, Title: "Work", Until: first + 150*org.Day})
			work++
		}
		for o := 1; o <= people; o++ {
			if o != p {
				h.on(1, org.PersonID(o), &org.JoinInitiative{Initiative: work})
			}
		}
		for range 4 {
			h.on(1, org.PersonID(p), &org.RaiseTension{Circle: org.Root, Title: "Cold"})
		}
	}
	for i := range 3 * people {
		h.on(1, 0, &org.CreateRole{Circle: org.Root, Name: "Keys"})
		h.on(1, 0, &org.FillSeat{Role: org.RoleID(i + 2), Person: org.PersonID(i%people + 1)})
	}
	return h
}

// Seven people get no number of any kind, however much they do; one of twelve gets all that
// can be had.
func TestSevenPeopleGetNoNumber(t *testing.T) {
	for _, a := range busy(t, 7).of(20, measure.Scope{}).Measures {
		if a.Value != nil || a.Low != nil || a.High != nil || a.Chance != nil || a.Before != nil {
			t.Errorf("%s: %+v", a.ID, a)
		}
	}
	numbers := map[measure.Question]bool{}
	for _, a := range busy(t, 12).of(20, measure.Scope{}).Measures {
		numbers[a.ID] = a.Value != nil
	}
	for _, q := range []measure.Question{measure.EffectiveLeaders, measure.Participation, measure.PullShare, measure.Reciprocity, measure.CrossBoundary, measure.RankAlignment, measure.RestsOnOne, measure.EqualFooting} {
		if !numbers[q] && q != measure.RankAlignment { // all lead as often, so that rank has nothing to follow
			t.Errorf("%s has no number for twelve busy people", q)
		}
	}
}

// Below its least amount there is no number, but how much there is and has to be.
func TestTooLittleToSay(t *testing.T) {
	h := newHouse(t, 12)
	h.on(0, 0, &org.FormCircle{Parents: []org.CircleID{org.Root}, Name: "A"})
	h.on(0, 0, &org.CreateRole{Circle: org.Root, Name: "Manager", Formal: true, Holder: 1})
	for p := 1; p <= 6; p++ {
		h.on(0, 0, &org.JoinCircle{Circle: 2, Person: org.PersonID(p)})
		h.on(1, org.PersonID(p), &org.StartInitiative{Circle: org.Root, Title: "Work", Until: first + 150*org.Day})
		for o := 1; o <= 5; o++ {
			if o != p && (p < 6 || o < 5) {
				h.on(1, org.PersonID(o), &org.JoinInitiative{Initiative: org.InitiativeID(p)})
			}
		}
	}
	h.on(2, 7, &org.RaiseTension{Circle: org.Root, Title: "Cold"})
	for id, want := range map[string]struct {
		of         stat.Count
		need, have int
	}{
		"reciprocity": {stat.Ties, 30, 24}, "cross_boundary": {stat.Ties, 30, 24}, "rests_on_one": {stat.Works, 10, 6},
		"time_to_lead": {stat.Tensions, 10, 1}, "tenure": {stat.Spells, 20, 1}, "locality": {stat.Decisions, 20, 0}, "equal_footing": {stat.Items, 20, 1},
	} {
		a := h.measure(10, measure.Scope{}, id)
		if a.Value != nil || a.Of != want.of || a.Need == nil || *a.Need != want.need || *a.Have != want.have {
			t.Errorf("%s: %+v, want %d of %d %s", id, a, want.have, want.need, want.of)
		}
	}
	nine := newHouse(t, 9)
	nine.on(0, 0, &org.CreateRole{Circle: org.Root, Name: "Manager", Formal: true, Holder: 1})
	nine.led(1, org.Root, 9, 7, 5, 4, 3, 2)
	if a := nine.measure(10, measure.Scope{}, "rank_alignment"); a.Value != nil || a.Of != stat.People || *a.Need != 10 {
		t.Errorf("nine people: %+v", a)
	}
}

// What happened after the moment that is looked at had not happened.
func TestWhatComesLaterDoesNotCount(t *testing.T) {
	h := newHouse(t, 12)
	for p := 1; p <= 12; p++ {
		h.on(1, org.PersonID(p), &org.RaiseTension{Circle: org.Root, Title: "Cold"})
	}
	for i := range 22 {
		h.on(1, 0, &org.CreateRole{Circle: org.Root, Name: "Keys"})
		h.on(2, 0, &org.FillSeat{Role: org.RoleID(i + 1), Person: org.PersonID(i%12 + 1)})
	}
	then := map[string]measure.Answer{}
	for _, id := range []string{"time_to_lead", "tenure", "effective_leaders"} {
		then[id] = h.measure(20, measure.Scope{}, id)
	}
	for p := 1; p <= 12; p++ {
		h.on(30, org.PersonID(p), &org.TakeLead{Tension: org.TensionID(p), Until: first + 150*org.Day})
		h.on(31, org.PersonID(p), &org.RaiseTension{Circle: org.Root, Title: "Dark"})
		h.on(32, org.PersonID(p), &org.LeaveSeat{Seat: org.SeatID(p)})
	}
	h.on(33, 0, &org.JoinPerson{})
	for id, was := range then {
		if is := h.measure(20, measure.Scope{}, id); is.N != was.N || is.M != was.M || is.By != was.By || is.Reason != was.Reason || is.State != was.State || is.Value != was.Value && *is.Value != *was.Value {
			t.Errorf("%s of the day was %+v and is %+v now", id, was, is)
		}
	}
	if a := then["time_to_lead"]; a.Reason != measure.MedianNotYet || a.M != 12 {
		t.Errorf("%+v", a)
	}
}

// What is closed without anybody leading it can never be led: seven of twelve closed on the
// first day leave five, which are less than half.
func TestWhatIsClosedCompetes(t *testing.T) {
	h := newHouse(t, 12)
	for p := 1; p <= 12; p++ {
		h.on(1, org.PersonID(p), &org.RaiseTension{Circle: org.Root, Title: "Cold"})
	}
	for p := 1; p <= 7; p++ {
		h.on(2, org.PersonID(p), &org.ResolveTension{Tension: org.TensionID(p)})
	}
	for p := 8; p <= 12; p++ {
		h.on(3, org.PersonID(p), &org.TakeLead{Tension: org.TensionID(p), Until: first + 150*org.Day})
	}
	if a := h.measure(20, measure.Scope{}, "time_to_lead"); a.Reason != measure.MedianNotYet || a.Value != nil {
		t.Errorf("five of twelve: %+v", a)
	}
}

// Who held a role when the window began is looked at from then on: ten who had theirs for a
// hundred days say nothing about the first weeks of a seat.
func TestWhoWasThereBeforeIsLookedAtFromThenOn(t *testing.T) {
	h := newHouse(t, 22)
	for range 22 {
		h.on(0, 0, &org.CreateRole{Circle: org.Root, Name: "Keys"})
	}
	for i := range 10 {
		h.on(0, 0, &org.FillSeat{Role: org.RoleID(i + 1), Person: org.PersonID(i + 1)})
	}
	for i := range 12 {
		h.on(101, 0, &org.FillSeat{Role: org.RoleID(i + 11), Person: org.PersonID(i + 11)})
	}
	for i := range 6 {
		h.on(106, org.PersonID(i+11), &org.LeaveSeat{Seat: org.SeatID(i + 11)})
	}
	for i := range 10 {
		h.on(109, org.PersonID(i+1), &org.LeaveSeat{Seat: org.SeatID(i + 1)})
	}
	a := h.measure(120, measure.Scope{Window: 20 * 24 * time.Hour}, "tenure")
	if a.Value == nil || *a.Value != 5 {
		t.Errorf("half of them after %v days, want 5: %+v", number(a.Value), a)
	}
}

// A number of the year before is shown beside that of this one where it may be shown itself.
func TestTheYearBefore(t *testing.T) {
	for _, c := range []struct {
		what string
		led  []int
		from org.Time // the day from which statistics count
		told bool
	}{
		{"enough", []int{6, 6, 6, 6, 6, 6}, 0, true},
		{"one did nearly all", []int{40, 1, 1, 1, 1}, 0, false},
		{"too little", []int{5, 5, 5, 5, 5}, 0, false},
		{"before it was agreed", []int{6, 6, 6, 6, 6, 6}, 380, false},
	} {
		h := newHouse(t, 12)
		h.led(10, org.Root, c.led...)
		for l := range h.d.Leads() {
			h.on(100, h.d.Lead(l).Person, &org.LayDownLead{Lead: l})
		}
		if c.from != 0 {
			h.on(110, 0, &org.SetSteward{Person: 1, Steward: true})
			day := first + c.from*org.Day
			h.on(110, 1, &org.AmendOrganisation{StatisticsFrom: &day})
		}
		h.led(400, org.Root, 6, 6, 6, 6, 6, 6)
		if a := h.measure(410, measure.Scope{}, "effective_leaders"); a.Value == nil || (a.Before != nil) != c.told {
			t.Errorf("%s: %+v", c.what, a)
		}
	}
}

// Somebody away whose work somebody answers for does not stop it.
func TestAStandInGoesOn(t *testing.T) {
	h := newHouse(t, 12)
	h.led(1, org.Root, 2, 2, 2, 2, 2, 2)
	h.wants(5, "rests_on_one", 12)
	h.on(6, 1, &org.NameStandIn{Who: 9, From: first + 6*org.Day, Until: first + 20*org.Day})
	h.wants(7, "rests_on_one", 10)
}

// A lead in a circle that was closed counts for the circle that it served.
func TestAClosedCircleBelongsToItsParent(t *testing.T) {
	h := newHouse(t, 12)
	h.on(0, 0, &org.FormCircle{Parents: []org.CircleID{org.Root}, Name: "A"})
	h.on(0, 0, &org.FormCircle{Parents: []org.CircleID{2}, Name: "B"})
	for p := 1; p <= 9; p++ {
		h.on(0, 0, &org.JoinCircle{Circle: 2, Person: org.PersonID(p)})
	}
	h.led(1, 3, 1, 1)
	for l := range h.d.Leads() {
		h.on(2, h.d.Lead(l).Person, &org.ConcludeInitiative{Initiative: h.d.Lead(l).Initiative})
	}
	h.on(3, 0, &org.CloseCircle{Circle: 3})
	if a := h.measure(5, measure.Scope{Circle: 2}, "effective_leaders"); a.M != 2 || a.By != 2 {
		t.Errorf("%+v", a)
	}
}
