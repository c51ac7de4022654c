package forms_test

import (
	"testing"
	"time"

	"orpheus/insight/forms"
	"orpheus/insight/measure"
	"orpheus/org"
)

const (
	first                 = 20_000 * org.Day
	home     org.CircleID = 2
	noReason org.CircleID = 3 // a circle without a purpose
)

// told is an organisation whose acts a test tells, day by day.
type told struct {
	t     *testing.T
	draft *org.Draft
	day   org.Time
}

func begin(t *testing.T, people int) *told {
	d := &told{t: t, draft: new(org.State).Edit()}
	d.do(0, &org.FoundOrganisation{Slug: "linde", Name: "De Linde", Lang: "en"})
	for range people {
		d.do(0, &org.JoinPerson{})
	}
	d.do(0, &org.FormCircle{Parents: []org.CircleID{org.Root}, Name: "Home care", Purpose: "Care at home"})
	d.do(0, &org.FormCircle{Parents: []org.CircleID{org.Root}, Name: "Garden"})
	for p := range people {
		d.do(0, &org.JoinCircle{Circle: home, Person: org.PersonID(p + 1)})
		d.do(0, &org.JoinCircle{Circle: noReason, Person: org.PersonID(p + 1)})
	}
	return d
}

func (d *told) now() org.Time { return first + d.day*org.Day }

func (d *told) do(by org.PersonID, act org.Act) {
	d.t.Helper()
	if _, err := d.draft.Do(act, org.Moment{At: d.now(), By: by, Face: org.Web}); err != nil {
		d.t.Fatalf("%s: %v", org.NameOf(act), err)
	}
}

func (d *told) later(days org.Time) {
	d.t.Helper()
	d.day += days
	for {
		act, due := d.draft.Due(d.now())
		if act == nil {
			return
		}
		if _, err := d.draft.Do(act, org.Moment{At: max(due, d.draft.Last), Face: org.Clock}); err != nil {
			d.t.Fatal(err)
		}
	}
}

// start has somebody begin work, and returns its lead.
func (d *told) start(by org.PersonID, in org.CircleID, role org.RoleID) org.LeadID {
	d.t.Helper()
	act := &org.StartInitiative{Circle: in, Title: "x", Role: role, Until: d.now() + 300*org.Day}
	d.do(by, act)
	return act.Lead
}

func (d *told) sample() *measure.Sample {
	return measure.Take(d.draft.Freeze(), measure.Scope{At: d.now(), Window: 365 * 24 * time.Hour})
}

// of is the case of a lead.
func (d *told) of(lead org.LeadID) forms.Case {
	d.t.Helper()
	sample := d.sample()
	for _, c := range forms.Cases(&d.draft.State, sample) {
		if c.Lead == lead {
			return c
		}
	}
	d.t.Fatalf("no case of %v", lead)
	return forms.Case{}
}
