package measure_test

import (
	"slices"
	"testing"

	"orpheus/insight/measure"
	"orpheus/org"
)

// meets has a circle meet so many times with all its people there; who facilitates is chosen by
// the number of the meeting.
func (d *told) meets(in org.CircleID, people []org.PersonID, times int, who func(n int) org.PersonID) {
	d.t.Helper()
	for n := range times {
		open := &org.OpenMeeting{Circle: in}
		d.do(people[0], open)
		for _, p := range people {
			if e := d.draft.Meeting(open.Meeting); !slices.Contains(e.In, p) {
				d.do(p, &org.JoinMeeting{Meeting: open.Meeting})
			}
		}
		if f := who(n); d.draft.Meeting(open.Meeting).Facilitator != f {
			d.do(people[0], &org.Facilitate{Meeting: open.Meeting, Person: f})
		}
		d.do(people[0], &org.CloseMeeting{Meeting: open.Meeting})
		d.day += 14
	}
}

// Facilitating in turn lies above what a lot gives, by one alone below it; with too few meetings,
// too few people, or before the agreed day nothing is said.
func TestWhetherFacilitatingGoesRound(t *testing.T) {
	for _, c := range []struct {
		name          string
		people, times int
		who           func(n int) org.PersonID
		from          org.Time // days from the first
		ok            bool
		says          measure.Verdict
	}{
		{"in turn", 8, 24, func(n int) org.PersonID { return org.PersonID(2 + n%8) }, 0, true, measure.AboveIt},
		{"one alone", 8, 24, func(int) org.PersonID { return 2 }, 0, true, measure.BelowIt},
		{"by a lot", 8, 24, func(n int) org.PersonID { return org.PersonID(2 + (n*n*7+n*5+n/3)%8) }, 0, true, measure.CannotTell},
		{"nine meetings", 8, 9, func(n int) org.PersonID { return org.PersonID(2 + n%8) }, 0, false, ""},
		{"seven people", 7, 24, func(n int) org.PersonID { return org.PersonID(2 + n%7) }, 0, false, ""},
		{"most before the agreed day", 8, 24, func(n int) org.PersonID { return org.PersonID(2 + n%8) }, 14 * 15, false, ""},
		{"the agreed day is to come", 8, 24, func(n int) org.PersonID { return org.PersonID(2 + n%8) }, 2000, false, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			d := newTold(t, 12)
			from := d.now() + c.from*org.Day
			d.do(0, &org.AmendOrganisation{StatisticsFrom: &from})
			d.do(1, &org.FormCircle{Name: "A", Parents: []org.CircleID{org.Root}})
			var people []org.PersonID
			for p := range c.people {
				people = append(people, org.PersonID(2+p))
				d.do(1, &org.JoinCircle{Circle: 2, Person: org.PersonID(2 + p)})
			}
			d.meets(2, people, c.times, c.who)
			got, ok := measure.Facilitated(&d.draft.State, 2, d.now())
			if ok != c.ok {
				t.Fatalf("told %t: %+v", ok, got)
			}
			if !ok {
				return
			}
			if got.Verdict() != c.says || got.Meetings != c.times || got.People != c.people {
				t.Errorf("it is %s: %+v", got.Verdict(), got)
			}
		})
	}
}
