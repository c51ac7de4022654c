package ties_test

import (
	"fmt"
	"testing"
	"time"

	"pgregory.net/rapid"

	"orpheus/insight/measure"
	"orpheus/insight/ties"
	"orpheus/org"
)

// told is an organisation whose acts a test tells, day by day.
type told struct {
	t interface {
		Helper()
		Fatalf(string, ...any)
	}
	draft  *org.Draft
	day    int
	people int
}

func newTold(t interface {
	Helper()
	Fatalf(string, ...any)
}, circles, people int,
) *told {
	d := &told{t: t, draft: new(org.State).Edit(), day: 1}
	d.do(0, &org.FoundOrganisation{Slug: "linde", Name: "De Linde", Lang: "en"})
	for i := range circles {
		d.do(0, &org.FormCircle{Parents: []org.CircleID{org.Root}, Name: fmt.Sprint("Circle ", i)})
	}
	for range people {
		d.comes()
	}
	return d
}

// comes has somebody join, and the circle whose turn it is.
func (d *told) comes() org.PersonID {
	d.do(0, &org.JoinPerson{})
	d.people++
	p := org.PersonID(d.people)
	n := 0
	for range d.draft.Circles() {
		n++
	}
	if n > 1 {
		d.do(p, &org.JoinCircle{Circle: org.CircleID(2 + d.people%(n-1))})
	}
	return p
}

func (d *told) do(by org.PersonID, act org.Act) {
	d.t.Helper()
	if _, err := d.draft.Do(act, org.Moment{At: d.now(), By: by}); err != nil {
		d.t.Fatalf("%s: %v", org.NameOf(act), err)
	}
}

func (d *told) now() org.Time { return org.Time(d.day) * org.Day }

// lead has somebody lead work in which others take part.
func (d *told) lead(by org.PersonID, in org.CircleID, with ...org.PersonID) {
	d.t.Helper()
	start := &org.StartInitiative{Circle: in, Title: fmt.Sprint("Work of ", by)}
	d.do(by, start)
	for _, p := range with {
		d.do(p, &org.JoinInitiative{Initiative: start.Initiative})
	}
}

func (d *told) scope() measure.Scope {
	return measure.Scope{At: d.now(), Circle: org.Root, Window: 365 * 24 * time.Hour}
}

func (d *told) network(who org.PersonID) *ties.Network {
	return ties.Of(&d.draft.State, ties.Leading, d.scope(), who, ties.Seat(&d.draft.State, d.now()))
}

// random is an organisation in which people lead at random.
func random(t *rapid.T) *told {
	people := rapid.IntRange(8, 40).Draw(t, "people")
	d := newTold(t, rapid.IntRange(1, 5).Draw(t, "circles"), people)
	d.day = 20
	for range rapid.IntRange(10, 80).Draw(t, "works") {
		by := rapid.IntRange(1, people).Draw(t, "by")
		with := map[org.PersonID]bool{}
		for range rapid.IntRange(0, 5).Draw(t, "with") {
			if p := rapid.IntRange(1, people).Draw(t, "who"); p != by {
				with[org.PersonID(p)] = true
			}
		}
		var list []org.PersonID
		for p := range people {
			if with[org.PersonID(p+1)] {
				list = append(list, org.PersonID(p+1))
			}
		}
		d.lead(org.PersonID(by), org.Root, list...)
	}
	d.day = 40
	return d
}

// crowd is an organisation of four circles in which each leads something with the next few.
func crowd(t *testing.T, people int) *told {
	d := newTold(t, 4, people)
	d.day = 20
	for p := range people {
		var with []org.PersonID
		for k := range 4 {
			with = append(with, org.PersonID((p+1+k*3)%people+1))
		}
		d.lead(org.PersonID(p+1), org.Root, with...)
	}
	d.day = 40
	return d
}
