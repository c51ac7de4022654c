package measure_test

import (
	"math"
	"testing"
	"time"

	"orpheus/insight/measure"
	"orpheus/insight/stat"
	"orpheus/org"
)

// led has each of some people begin and lead so many pieces of work on a day.
func (h *house) led(day org.Time, in org.CircleID, times ...int) {
	h.t.Helper()
	for p, n := range times {
		for range n {
			h.on(day, org.PersonID(p+1), &org.StartInitiative{Circle: in, Title: "Work", Until: first + (day+150)*org.Day})
		}
	}
}

// When a number would speak of a person there is none, but the reason.
func TestWhyThereIsNoNumber(t *testing.T) {
	for _, c := range []struct {
		what   string
		people int
		led    []int
		reason measure.Reason
		state  stat.State
	}{
		{"seven people", 7, []int{9, 7, 5, 4, 3, 2, 1}, "", stat.NotEnough},
		{"few leads", 8, []int{5, 5, 5, 5, 5, 4}, "", stat.NotEnough},
		{"four who led", 8, []int{10, 10, 10, 10}, measure.FewActed, stat.NotEnough},
		{"one who did nearly all", 8, []int{33, 2, 2, 2, 2}, measure.OneHolds, stat.NotEnough},
		{"one who did just four in five", 8, []int{32, 2, 2, 2, 2}, "", stat.Value},
		{"five who led", 8, []int{10, 10, 10, 5, 5}, "", stat.Value},
	} {
		h := newHouse(t, c.people)
		h.led(1, org.Root, c.led...)
		if a := h.measure(10, measure.Scope{}, "effective_leaders"); a.Reason != c.reason || a.State != c.state || (a.Value != nil) != (c.state == stat.Value) {
			t.Errorf("%s: %+v", c.what, a)
		}
	}
}

// Of a circle in which one person leads nearly all, those in it see that it is one or two;
// others see nothing, nor a count of it. For them all counts are rounded.
func TestFromOutside(t *testing.T) {
	h := newHouse(t, 12)
	h.led(1, org.Root, 41, 2, 2, 2, 2)
	in := measure.Answers(h.d.Freeze(), measure.Scope{At: first + 10*org.Day, Window: measure.Year})
	a := in.Answer(measure.EffectiveLeaders)
	if a.Reason != measure.OneHolds || a.Low == nil || *a.Low != 1 || *a.High != 2 || a.N != 12 || a.M != 49 {
		t.Errorf("inside: %+v", a)
	}
	out := in.FromOutside()
	if a := out.Answer(measure.EffectiveLeaders); a.Reason != measure.OneHolds || a.Low != nil || a.High != nil || a.N != 10 || a.By != 0 || a.M != 0 {
		t.Errorf("outside: %+v", a)
	}
	if a := in.Answer(measure.EffectiveLeaders); a.M != 49 {
		t.Errorf("what those inside see was changed: %+v", a)
	}
	for i := range out.Answers {
		if a := &out.Answers[i]; a.N%5+a.By%5+a.M%5+a.Unlabelled%5 != 0 {
			t.Errorf("%s stands on exact counts: %+v", a.ID, a)
		}
	}
}

// Nor do others learn a count of fewer than eight people, of a moment without a number, or of
// who led where that is not shown.
func TestFromOutsideThereAreNoSmallCounts(t *testing.T) {
	h := newHouse(t, 7)
	h.led(1, org.Root, 5, 5, 5, 5, 5, 5)
	few := measure.Answers(h.d.Freeze(), measure.Scope{At: first + 40*org.Day, Window: measure.Year})
	if a, b := few.Answer(measure.EffectiveLeaders), few.FromOutside().Answer(measure.EffectiveLeaders); a.M != 30 || b.M != 0 || b.By != 0 || b.Need == nil {
		t.Errorf("seven people: %+v, outside %+v", a, b)
	}
	h = newHouse(t, 12)
	h.led(1, org.Root, 41, 2, 2, 2, 2)
	s := h.d.Freeze()
	scope := measure.Scope{At: first + 100*org.Day, Window: measure.Year}
	one := measure.Answers(s, scope)
	if p := one.Course.Points; len(p) == 0 || p[len(p)-1].M != 49 || p[len(p)-1].Recorded == 0 {
		t.Fatalf("the course inside: %+v", p)
	}
	for _, p := range one.FromOutside().Course.Points {
		if p.M != 0 || p.Recorded != 0 {
			t.Errorf("the course outside: %+v", p)
		}
	}
	if l := measure.ReportOf(s, scope, one.FromOutside()).Measures[0]; l.ID != measure.Leaders || l.Value != nil || l.Reason != measure.OneHolds || l.State != stat.NotEnough {
		t.Errorf("who led, outside: %+v", l)
	}
	if l := measure.ReportOf(s, scope, one).Measures[0]; l.Value == nil || *l.Value != 5 {
		t.Errorf("who led, inside: %+v", l)
	}
}

// A quarter is not shown where what is left of the year would speak of somebody.
func TestAQuarterTellsNothingOfTheRest(t *testing.T) {
	h := newHouse(t, 12)
	until := first + 20*org.Day
	for range 3 { // one person, early in the year
		h.on(1, 1, &org.StartInitiative{Circle: org.Root, Title: "Early", Until: until})
	}
	h.on(15, 1, &org.LayDownLead{Lead: 1})
	h.on(15, 1, &org.LayDownLead{Lead: 2})
	h.on(15, 1, &org.LayDownLead{Lead: 3})
	h.led(280, org.Root, 6, 6, 6, 6, 6, 6)
	if a := h.measure(300, measure.Scope{Window: measure.Year}, "effective_leaders"); a.State != stat.Value {
		t.Errorf("the year: %+v", a)
	}
	if a := h.measure(300, measure.Scope{Window: measure.Quarter}, "effective_leaders"); a.Reason != measure.WouldTell || a.Value != nil || a.M != 0 {
		t.Errorf("the quarter tells of the rest: %+v", a)
	}
	h.led(281, org.Root, 0, 0, 0, 0, 0, 0, 1) // later than the rest, which stays as it is
	if a := h.measure(300, measure.Scope{Window: 299 * 24 * time.Hour}, "effective_leaders"); a.State != stat.Value {
		t.Errorf("where nothing is left it is shown: %+v", a)
	}
}

// Below twenty people acts count up to the beginning of the month.
func TestFewPeopleCountByMonths(t *testing.T) {
	h := newHouse(t, 12)
	h.led(1, org.Root, 6, 6, 6, 6, 6, 6)
	of := func(day org.Time, people bool) *measure.Insight {
		return measure.Answers(h.d.Freeze(), measure.Scope{At: first + day*org.Day, Window: measure.Year, Closing: people})
	}
	zero := first.Std() // 4 October 2024
	if zero.Day() != 4 || zero.Month() != time.October {
		t.Fatal(zero)
	}
	if a := of(10, true).Answer(measure.EffectiveLeaders); a.Reason != measure.FirstMonth || a.N != 0 || a.M != 0 {
		t.Errorf("in the first month: %+v", a)
	}
	if i := of(30, true); i.Answer(measure.EffectiveLeaders).State != stat.Value || i.At != org.At(time.Date(2024, 11, 1, 0, 0, 0, 0, time.UTC)) {
		t.Errorf("after it: %v, %+v", i.At, i.Answer(measure.EffectiveLeaders))
	}
	h.led(35, org.Root, 0, 0, 0, 0, 0, 0, 9)
	if a := of(40, true).Answer(measure.EffectiveLeaders); a.M != 36 {
		t.Errorf("what happened this month counts: %d leads", a.M)
	}
	if a := of(40, false).Answer(measure.EffectiveLeaders); a.M != 45 {
		t.Errorf("whoever runs the program sees %d leads, want 45", a.M)
	}
}

func (h *house) wants(day org.Time, id string, want float64) measure.Answer {
	h.t.Helper()
	a := h.measure(day, measure.Scope{}, id)
	if a.Value == nil || math.Abs(*a.Value-want) > 1e-9 {
		h.t.Errorf("%s: %v, want %v (%+v)", id, number(a.Value), want, a)
	}
	return a
}

// From noticing to acting: eight tensions are led after 1 to 8 days, two are closed without
// anybody leading, after half a day each, and ten are open. Then the share that was led is
// 8 of 20 after eight days, and half of them are not led yet; two more led on day nine make
// it half.
func TestFromNoticingToActing(t *testing.T) {
	h := newHouse(t, 12)
	for p := range 20 {
		h.on(1, org.PersonID(p%10+1), &org.RaiseTension{Circle: org.Root, Title: "Cold"})
	}
	for _, id := range []org.TensionID{19, 20} {
		h.on(1, org.PersonID(id-10), &org.ResolveTension{Tension: id})
	}
	for i := range 8 {
		h.on(org.Time(2+i), org.PersonID(i+1), &org.TakeLead{Tension: org.TensionID(i + 1), Until: first + 300*org.Day})
	}
	a := h.measure(9, measure.Scope{}, "time_to_lead")
	if a.Reason != measure.MedianNotYet || a.Value != nil || a.M != 20 || a.By != 10 {
		t.Errorf("%+v", a)
	}
	led := map[string]float64{}
	for _, b := range a.Beside {
		led[b.ID] = *b.Value
	}
	if math.Abs(led["led_in_7"]-7.0/20) > 1e-9 {
		t.Errorf("led within a week: %v, want 7 of 20", led["led_in_7"])
	}
	for i := range 2 {
		h.on(10, org.PersonID(i+1), &org.TakeLead{Tension: org.TensionID(i + 9), Until: first + 300*org.Day})
	}
	h.wants(12, "time_to_lead", 9)
}

// How long a role is held: twenty-one seats of ten days each that were left, and one that
// goes on, so that half change hands after ten days.
func TestHowLongARoleIsHeld(t *testing.T) {
	h := newHouse(t, 21)
	for i := range 22 {
		h.on(1, 0, &org.CreateRole{Circle: org.Root, Name: "Keys"})
		h.on(2, 0, &org.FillSeat{Role: org.RoleID(i + 1), Person: org.PersonID(i%21 + 1)})
	}
	if a := h.measure(11, measure.Scope{}, "tenure"); a.Reason != measure.MedianNotYet || a.M != 22 {
		t.Errorf("while nobody left: %+v", a)
	}
	for i := range 21 {
		h.on(12, org.PersonID(i+1), &org.LeaveSeat{Seat: org.SeatID(i + 1)})
	}
	a := h.wants(20, "tenure", 10)
	if len(a.Beside) == 0 || a.Beside[0].ID != "turnover" {
		t.Errorf("turnover stands beside it: %+v", a.Beside)
	}
}

// Whether those who lead also follow, and across circles: six people of two circles, each
// leads one piece of work in which all others take part; then all ties are returned, and
// of the five ties of each, three lead to the other circle.
func TestWhoFollowsWhom(t *testing.T) {
	h := newHouse(t, 8)
	h.on(0, 0, &org.FormCircle{Parents: []org.CircleID{org.Root}, Name: "A"})
	h.on(0, 0, &org.FormCircle{Parents: []org.CircleID{org.Root}, Name: "B"})
	for p := 1; p <= 8; p++ {
		h.on(0, 0, &org.JoinCircle{Circle: org.CircleID(2 + p%2), Person: org.PersonID(p)})
	}
	for p := 1; p <= 6; p++ {
		h.on(1, org.PersonID(p), &org.StartInitiative{Circle: org.Root, Title: "Work", Until: first + 300*org.Day})
		for o := 1; o <= 6; o++ {
			if o != p {
				h.on(2, org.PersonID(o), &org.JoinInitiative{Initiative: org.InitiativeID(p)})
			}
		}
	}
	h.wants(5, "reciprocity", 1)
	h.wants(5, "cross_boundary", 3.0/5)
	for o := 2; o <= 6; o++ { // whoever leads once more, and nobody leads them
		h.on(6, 1, &org.StartInitiative{Circle: org.Root, Title: "More", Until: first + 300*org.Day})
		h.on(6, org.PersonID(o), &org.JoinInitiative{Initiative: org.InitiativeID(5 + o)})
	}
	h.wants(8, "reciprocity", 30.0/35) // five of the thirty-five are not returned
}

// What rests on one: of twelve pieces of work two are led by two.
func TestWhatRestsOnOne(t *testing.T) {
	h := newHouse(t, 8)
	h.led(1, org.Root, 2, 2, 2, 2, 2, 2)
	for i := range 2 {
		h.on(2, org.PersonID(i+1), &org.OfferLead{Initiative: org.InitiativeID(2*i + 1), To: 7})
		h.on(3, 7, &org.AcceptOffer{Offer: org.OfferID(i + 1)})
	}
	a := h.wants(5, "rests_on_one", 10)
	if a.M != 12 {
		t.Errorf("of %d pieces of work, want 12", a.M)
	}
}
