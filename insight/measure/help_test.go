package measure_test

import (
	"fmt"
	"math"
	"testing"
	"time"

	"orpheus/insight/measure"
	"orpheus/org"
)

// told is an organisation whose acts a test tells, day by day.
type told struct {
	t     *testing.T
	draft *org.Draft
	day   int
}

func newTold(t *testing.T, people int) *told {
	d := &told{t: t, draft: new(org.State).Edit(), day: 1}
	d.do(0, &org.FoundOrganisation{Slug: "linde", Name: "De Linde", Lang: "en"})
	for range people {
		d.do(0, &org.JoinPerson{})
	}
	return d
}

func (d *told) do(by org.PersonID, act org.Act) {
	d.t.Helper()
	if _, err := d.draft.Do(act, org.Moment{At: d.now(), By: by}); err != nil {
		d.t.Fatalf("%s: %v", org.NameOf(act), err)
	}
}

func (d *told) now() org.Time { return org.Time(d.day) * org.Day }

// lead has somebody begin work and lead it, in an origin; it returns the lead.
func (d *told) lead(by org.PersonID, in org.CircleID, origin org.Origin) org.LeadID {
	d.t.Helper()
	start := &org.StartInitiative{Circle: in, Title: fmt.Sprint("Work of ", by)}
	d.do(by, start)
	if origin != org.SelfStarted {
		d.do(by, &org.CorrectLeadOrigin{Lead: start.Lead, Origin: origin})
	}
	return start.Lead
}

// of measures the organisation, or a circle of it, on the day it is, over so many
// days.
func (d *told) of(circle org.CircleID, days int) measure.Report {
	return measure.Of(&d.draft.State, measure.Scope{At: d.now(), Circle: circle, Window: time.Duration(days) * 24 * time.Hour})
}

// by returns a measure of leads.
func by(t *testing.T, r measure.Report, id string) measure.Answer {
	t.Helper()
	for _, m := range r.Measures {
		if string(m.ID) == id {
			return m
		}
	}
	t.Fatalf("there is no measure %s", id)
	return measure.Answer{}
}

// near asks for agreement in the decimals that figures are published with.
func near(t *testing.T, name string, got *float64, want float64) {
	t.Helper()
	if got == nil || !(math.Abs(*got-want) <= 5.1e-5) {
		t.Errorf("%s: got %v, want %v", name, number(got), want)
	}
}

func number(v *float64) any {
	if v == nil {
		return "none"
	}
	return *v
}
