package demo

import (
	"testing"
	"time"

	"orpheus/insight/measure"
	"orpheus/insight/stat"
	"orpheus/internal/racetest"
	"orpheus/org"
	"orpheus/org/orgtest"
)

// until is a Tuesday on which the story is looked at.
var until = time.Date(2026, 3, 17, 15, 4, 5, 0, time.UTC)

// told is a story, with the states it passed through.
type told struct {
	end   *org.State
	days  map[int]*org.State
	kinds map[string]int
	first org.Time
}

// The days whose states are kept: leading is with few, has spread, has fallen
// back, spreads again.
const early, before, dip, after = 200, 475, 595, 760

// stories are those lived through so far. Nobody changes one.
var stories = map[Options]*told{}

// tell lives through a story, once for all tests.
func tell(t *testing.T, o Options) *told {
	t.Helper()
	if stories[o] == nil {
		stories[o] = live(t, o)
	}
	return stories[o]
}

// live lives through a story and keeps the states at the end of some days.
func live(t *testing.T, o Options) *told {
	t.Helper()
	days := []int{early, before, dip, after}
	deeds, err := Deeds(o)
	if err != nil {
		t.Fatal(err)
	}
	s := &told{days: map[int]*org.State{}, kinds: map[string]int{}}
	d := new(org.State).Edit()
	count := func(done []org.Done, err error) {
		if err != nil {
			t.Fatal(err)
		}
		for _, x := range done {
			s.kinds[org.NameOf(x.Act)]++
		}
	}
	for deed := range deeds {
		if s.first == 0 {
			s.first = deed.Moment.At
		}
		for len(days) > 0 && deed.Moment.At > s.first+org.Time(days[0])*org.Day {
			count(Tick(d, s.first+org.Time(days[0])*org.Day))
			s.days[days[0]] = d.Freeze()
			days = days[1:]
		}
		if deed.Moment.At < d.Last {
			t.Fatalf("%s at %s comes after %s", org.NameOf(deed.Act), deed.Moment.At, d.Last)
		}
		count(Do(d, deed))
	}
	count(Tick(d, o.End()))
	s.end = d.Freeze()
	return s
}

// at returns a figure of the leads over the hundred days before a day of the story: as it
// is, also where too few led for it to be shown to people.
func (s *told) at(t *testing.T, day int, of func(*measure.Sample) stat.Result) float64 {
	t.Helper()
	state, at := s.end, s.end.Last
	if day > 0 {
		state, at = s.days[day], s.first+org.Time(day)*org.Day
	}
	v, ok := of(measure.Take(state, measure.Scope{At: at, Window: 100 * 24 * time.Hour})).Value()
	if !ok {
		t.Fatalf("no figure on day %d", day)
	}
	return v
}

func effective(s *measure.Sample) stat.Result { return stat.D2(s.Acts(), stat.ForNumber()) }

func taken(s *measure.Sample) stat.Result {
	pull, push := 0, 0
	for _, l := range s.Leads {
		switch l.Origin {
		case org.AnsweredCall, org.SelfStarted:
			pull++
		case org.Assigned:
			push++
		}
	}
	return stat.PullShare(pull, push)
}

// Leading spreads, falls back once, and spreads further.
func TestStory(t *testing.T) {
	for seed := range uint64(racetest.Fewer(3, 1)) { // one goroutine
		s := tell(t, Options{Until: until, Seed: seed})
		var spread []float64
		for _, day := range []int{early, before, dip, after, 0} {
			spread = append(spread, s.at(t, day, effective))
		}
		t.Logf("seed %d: as if shared by %.0f", seed, spread)
		switch {
		case spread[0] > 15:
			t.Errorf("seed %d: it begins with %.1f, not a few", seed, spread[0])
		case spread[1] < 1.3*spread[0], spread[3] < 1.3*spread[2], spread[4] < spread[3], spread[4] < 4*spread[0]:
			t.Errorf("seed %d: it does not spread: %.1f", seed, spread)
		case spread[2] > 0.85*spread[1]:
			t.Errorf("seed %d: no setback: %.1f", seed, spread)
		}
		pull, later := s.at(t, early, taken), s.at(t, 0, taken)
		if pull > 0.6 || later < 0.85 {
			t.Errorf("seed %d: the share taken goes from %.2f to %.2f", seed, pull, later)
		}
	}
}

// What somebody who looks today finds.
func TestToday(t *testing.T) {
	o := Options{Until: until}
	s := tell(t, o).end
	if err := orgtest.Consistent(s); err != nil {
		t.Fatal(err)
	}
	m := s.Map()
	r := measure.Of(s, measure.Scope{At: o.End(), Window: 365 * 24 * time.Hour})
	for _, c := range []struct {
		what            string
		n, least, most_ int
	}{
		{"people", r.Structure.People, 125, 135},
		{"guests", r.Structure.Guests, 5, 9},
		{"circles", r.Structure.Circles, 28, 32},
		{"circles at the top", len(m.Circles), 9, 9},
		{"roles", m.RoleCount, 140, 155},
		{"roles that lead something", m.LeadingCount, 35, 55},
		{"roles nobody holds", m.VacantCount, 6, 14},
	} {
		if c.n < c.least || c.n > c.most_ {
			t.Errorf("%d %s, want %d to %d", c.n, c.what, c.least, c.most_)
		}
	}
	open, old, long := 0, 0, o.End()-90*org.Day
	for _, x := range s.Tensions() {
		if x.Open() && (x.Initiative == 0 || len(s.Initiative(x.Initiative).Leads) == 0) {
			open++
			if x.Raised < long {
				old++
			}
		}
	}
	if open < 8 || old < 3 {
		t.Errorf("%d tensions open, %d of them for months", open, old)
	}
	most, guests, expired, shared, waiting, overdue := 0, 0, 0, 0, 0, 0
	for _, p := range s.People() {
		most = max(most, len(p.Leads))
		waiting += len(p.Offers)
		if p.Guest && p.LastLead != 0 {
			guests++
		}
	}
	for _, l := range s.Leads() {
		if l.End == org.LeadExpired {
			expired++
		}
	}
	for id, i := range s.Initiatives() {
		if !i.Live() {
			continue
		}
		if len(i.Leads) > 1 {
			shared++
		}
		if st := s.Step(s.NextStep(id)); st != nil && st.Due != 0 && st.Due < o.End() {
			overdue++
		}
	}
	for what, n := range map[string][2]int{
		"leads of one person": {most, 5}, "guests who led": {guests, 2}, "expired leads": {expired, 20},
		"shared leads": {shared, 1}, "offers waiting": {waiting, 1}, "steps overdue": {overdue, 2},
	} {
		if n[0] < n[1] {
			t.Errorf("%d %s, want at least %d", n[0], what, n[1])
		}
	}
}

// rare says how often at least a kind of act is done, where that is not ten times.
var rare = map[string]int{
	"org.found": 1, "org.amend": 1, "person.erase": 1, "signal.settle": 1, "person.steward": 3, "circle.amend": 3, "circle.move": 1, "circle.close": 3,
	"circle.restore": 2, "role.amend": 5, "role.move": 2, "role.restore": 1, "guardrail.lift": 1, "seat.expire": 1,
	"seat.correct_origin": 1, "tension.amend": 1, "tension.move": 1, "initiative.amend": 1, "lead.correct_origin": 5,
	"decision.call_vote": 2, "decision.cast": 4, "decision.add_option": 3, "decision.count": 2,
	"decision.look_back": 1, "decision.involve": 2, "decision.put_forward": 2, "decision.nominate": 8, "decision.observe": 6,
	"decision.add_trial": 8, "decision.drop": 2, "decision.second": 1, "decision.revise": 2, "decision.extend": 1,
	"objection.raise": 8, "objection.settle": 3, "objection.test": 1, "advice.weigh": 7, "agreement.review": 7,
	"agreement.let_go": 5, "standin.name": 1, "tension.note": 4,
	"pulse.plan": 4, "pulse.ask": 30, "pulse.close": 30, "pulse.tell": 25, "reflection.rhythm": 3, "informal.accept": 5, "informal.decline": 1, "thanks.hide": 4, "try.begin": 12, "try.look_back": 9,
}

// The kinds that the story tells of come up often enough to be seen, and they are nearly
// all: the others are those of imports and repairs. A new kind need not be in it.
func TestEveryKindIsUsed(t *testing.T) {
	kinds := tell(t, Options{Until: until}).kinds
	if len(kinds) < 53 {
		t.Errorf("the story has only %d kinds of act", len(kinds))
	}
	for name, n := range kinds {
		least, known := rare[name]
		if !known {
			least = 10
		}
		if n < least {
			t.Errorf("%s %d times, want at least %d", name, n, least)
		}
	}
}

// Few write at night, in weekends, or in the summer.
func TestHours(t *testing.T) {
	deeds, err := Deeds(Options{Until: until})
	if err != nil {
		t.Fatal(err)
	}
	zone, err := time.LoadLocation(zone)
	if err != nil {
		t.Fatal(err)
	}
	n, weekend, night := 0, 0, 0
	for d := range deeds {
		at := d.Moment.At.Std().In(zone)
		n++
		if w := at.Weekday(); w == time.Saturday || w == time.Sunday {
			weekend++
		}
		if h := at.Hour(); h < 7 || h >= 22 {
			night++
		}
	}
	if weekend > n/10 || night > n/20 || weekend == 0 || night == 0 {
		t.Errorf("of %d deeds %d in weekends, %d at night", n, weekend, night)
	}
}

func TestSmall(t *testing.T) {
	s := tell(t, Options{Until: until, Size: Small, Lang: "da"}).end
	if err := orgtest.Consistent(s); err != nil {
		t.Fatal(err)
	}
	if n := measure.Of(s, measure.Scope{At: s.Last}).Structure.People; n < 22 || n > 30 {
		t.Errorf("%d people", n)
	}
	if s.Lang != "da" || s.Circle(2).Name == "Management" {
		t.Errorf("it is not in Danish: %s, %s", s.Lang, s.Circle(2).Name)
	}
}

// A large De Linde is cut short here, and shorter still under the race detector:
// the benchmark grows all of it.
func TestLargeBegins(t *testing.T) {
	deeds, err := Deeds(Options{Until: until, Size: Large})
	if err != nil {
		t.Fatal(err)
	}
	d := new(org.State).Edit()
	n, most := 0, racetest.Fewer(40_000, 30_000)
	for deed := range deeds {
		if _, err := Do(d, deed); err != nil {
			t.Fatal(err)
		}
		if n++; n == most {
			break
		}
	}
	s := d.Freeze()
	if err := orgtest.Consistent(s); err != nil {
		t.Fatal(err)
	}
	if top := s.Circle(org.Root).Children; len(top) < regions/2 {
		t.Errorf("%d regions after %d deeds", len(top), n)
	}
}

func TestOptionsRefused(t *testing.T) {
	for _, o := range []Options{{}, {Until: until, Lang: "fr"}, {Until: until, Size: "huge"}, {Until: until, Slug: "No"}} {
		if _, err := Deeds(o); err == nil {
			t.Errorf("%+v was taken", o)
		}
	}
}
