package watch_test

import (
	"testing"

	"orpheus/insight/watch"
	"orpheus/org"
)

const first = 20_000 * org.Day

// told is an organisation whose acts a test tells, day by day. People join on the first day;
// those who act are named by as, so that the same story can be told of others.
type told struct {
	t     testing.TB
	draft *org.Draft
	day   org.Time
	as    func(org.PersonID) org.PersonID
}

// begin founds an organisation with people, and a circle Home care in which all of them are.
func begin(t testing.TB, people int) *told {
	d := &told{t: t, draft: new(org.State).Edit(), as: func(p org.PersonID) org.PersonID { return p }}
	d.do(0, &org.FoundOrganisation{Slug: "linde", Name: "De Linde", Lang: "en"})
	for range people {
		d.do(0, &org.JoinPerson{})
	}
	d.do(0, &org.FormCircle{Parents: []org.CircleID{org.Root}, Name: "Home care"})
	d.do(0, &org.FormCircle{Parents: []org.CircleID{org.Root}, Name: "Night team"})
	for p := range people {
		d.do(0, &org.JoinCircle{Circle: home, Person: org.PersonID(p + 1)})
	}
	return d
}

const (
	home  org.CircleID = 2
	night org.CircleID = 3
)

func (d *told) now() org.Time { return first + d.day*org.Day }

func (d *told) do(by org.PersonID, act org.Act) {
	d.t.Helper()
	if by != 0 {
		by = d.as(by)
	}
	if _, err := d.draft.Do(act, org.Moment{At: d.now(), By: by, Face: org.Web}); err != nil {
		d.t.Fatalf("%s: %v", org.NameOf(act), err)
	}
}

// later lets days pass, and has the clock end what falls due.
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

func (d *told) state() *org.State { return d.draft.Freeze() }

// found are the signals of a rule.
func (d *told) found(r watch.Rule) (some []watch.Signal) {
	for _, one := range open(d.state(), d.now()) {
		if one.Rule == r {
			some = append(some, one)
		}
	}
	return some
}

// one asks for exactly one signal of a rule, with a key.
func (d *told) one(r watch.Rule, key string) watch.Signal {
	d.t.Helper()
	some := d.found(r)
	if len(some) != 1 || some[0].Key != key {
		d.t.Fatalf("%s: %+v, want one with the key %s", r, some, key)
	}
	return some[0]
}

func (d *told) none(r watch.Rule, why string) {
	d.t.Helper()
	if some := d.found(r); len(some) > 0 {
		d.t.Errorf("%s, though %s: %+v", r, why, some)
	}
}

// open are the signals that nobody settled.
func open(s *org.State, at org.Time, topics ...watch.Topic) []watch.Signal {
	all, _ := watch.All(s, at, topics...)
	return all
}
