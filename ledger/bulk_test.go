package ledger_test

import (
	"errors"
	"strings"
	"testing"
	"testing/synctest"

	"orpheus/ledger"
	"orpheus/org"
	"orpheus/store/memory"
	"orpheus/store/records"
	"orpheus/store/storetest"
)

// A run of acts is one transaction: all of it, or nothing.
func TestBulkIsWholeOrNothing(t *testing.T) {
	eachLog(t, func(t *testing.T, s storetest.Store) {
		b := newBench(t, s, ledger.Options{})
		before, commits := b.state(), b.log.count()
		boom := errors.New("boom")
		for name, f := range map[string]func(*ledger.Bulk) error{
			"an error":  func(k *ledger.Bulk) error { must(t, k.Do(tension("x"))); return boom },
			"a refusal": func(k *ledger.Bulk) error { must(t, k.Do(tension("x"))); return k.Do(&org.RetireRole{Role: 99}) },
			"nothing":   func(k *ledger.Bulk) error { return nil },
		} {
			_, err := b.Bulk(t.Context(), "linde", 0, org.Import, f)
			if (err == nil) != (name == "nothing") || b.state() != before || b.log.count() != commits {
				t.Fatal(name, err)
			}
		}
		a, err := b.Bulk(t.Context(), "linde", 0, org.Import, func(k *ledger.Bulk) error {
			for range 100 {
				join := &org.JoinPerson{}
				must(t, k.DoAs(join, org.Moment{At: k.At(), Face: org.Import}, &records.Profile{Name: "Dot", Key: "id:" + join.Person.String()}))
				must(t, k.Do(&org.FillSeat{Role: 1, Person: join.Person}))
				if k.State().HoldsRole(join.Person, 1) == 0 {
					t.Fatal("the draft does not show it")
				}
			}
			k.Amend(records.Changes{Profiles: []records.Profile{{Person: 1, Name: "Ada"}}})
			return k.Do(&org.RetireRole{Role: 1}) // entails 100 more
		})
		must(t, err)
		if len(a.Entries) != 301 || b.log.count() != commits+1 || b.state() != a.State {
			t.Fatal(len(a.Entries), b.log.count()-commits)
		}
		retire := a.Entries[200]
		for _, e := range a.Entries[201:] {
			if e.Cause != retire.Seq {
				t.Fatalf("%+v is not caused by %+v", e, retire)
			}
		}
		p, err := b.log.Profiles(t.Context(), "linde")
		must(t, err)
		if len(p) != 103 || p[0].Name != "Ada" || p[102].Key != "id:P0" {
			t.Fatal(len(p), p[0], p[102])
		}
		_, err = b.Bulk(t.Context(), "linde", 0, org.Import, func(k *ledger.Bulk) error {
			k.Amend(records.Changes{Profiles: []records.Profile{{Person: 2, Name: "Bo"}}})
			return nil
		})
		must(t, err) // records alone
		if b.state() != a.State {
			t.Fatal("the state changed")
		}
		if p, err = b.log.Profiles(t.Context(), "linde"); err != nil || p[1].Name != "Bo" {
			t.Fatal(p[1], err)
		}
		b.sound()
	})
}

// What a run says an act entailed is by nobody, and caused by it.
func TestEntail(t *testing.T) {
	b := newBench(t, new(memory.Log), ledger.Options{})
	a, err := b.Bulk(t.Context(), "linde", 0, org.Web, func(k *ledger.Bulk) error {
		must(t, k.DoAs(tension("x"), org.Moment{At: k.At(), By: 1, Face: org.Web}, nil))
		at := k.Done()
		must(t, k.DoAs(&org.RetireRole{Role: 1}, org.Moment{At: k.At(), By: 1, Face: org.Web}, nil))
		return k.Entail(at, &org.RestoreRole{Role: 1})
	})
	must(t, err)
	if e := a.Entries[2]; len(a.Entries) != 3 || e.Cause != a.Entries[1].Seq || e.By != 0 || e.Face != org.Rule || e.At != a.Entries[1].At {
		t.Fatalf("%+v", a.Entries)
	}
	b.sound()
}

// Time does not go back, and the refusal names both moments.
func TestTimeDoesNotGoBack(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := newBench(t, new(memory.Log), rarely)
		last := b.state().Last
		back := func(err error, asked org.Time) {
			t.Helper()
			if e, ok := errors.AsType[*org.Error](err); !ok || e.Key != "time.back" || len(e.Args) != 2 || e.Args[0] != asked || e.Args[1] != last {
				t.Fatal(err)
			}
		}
		_, err := b.Bulk(t.Context(), "linde", last-1, org.Import, func(k *ledger.Bulk) error { return k.Do(tension("x")) })
		back(err, last-1)
		if !strings.Contains(err.Error(), last.String()) {
			t.Fatal(err)
		}
		_, err = b.Bulk(t.Context(), "linde", 0, org.Import, func(k *ledger.Bulk) error {
			return k.DoAs(tension("x"), org.Moment{At: last - org.Day}, nil)
		})
		back(err, last-org.Day)
		_, err = b.Bulk(t.Context(), "linde", last, org.Import, func(k *ledger.Bulk) error { return k.Do(tension("x")) })
		must(t, err)
		b.sound()
	})
}

// In a run that goes through time the clock goes along.
func TestTheClockInBulk(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := newBench(t, new(memory.Log), rarely)
		start := b.state().Last
		sleep(200 * org.Day)
		a, err := b.Bulk(t.Context(), "linde", start, org.Import, func(k *ledger.Bulk) error {
			for day := org.Time(1); day < 150; day++ {
				act := &org.RaiseTension{Circle: 2, Title: "x", Lead: day == 5}
				if err := k.DoAs(act, org.Moment{At: start + day*org.Day, By: 1, Face: org.Web}, nil); err != nil {
					return err
				}
			}
			return nil
		})
		must(t, err)
		if l := a.State.Lead(1); l.Until != start+(5+90)*org.Day || l.End != org.LeadExpired {
			t.Fatalf("%+v", l)
		}
		last := org.Time(0)
		for _, e := range a.Entries {
			if e.At < last {
				t.Fatal("the log goes back in time")
			}
			last = e.At
		}
		b.sound()
	})
}

// Fork says what if, and leaves everything as it is.
func TestFork(t *testing.T) {
	b := newBench(t, new(memory.Log), ledger.Options{})
	s := b.state()
	old := digest(t, s)
	f, err := ledger.Fork(s, org.Moment{}, &org.FormCircle{Name: "Night", Parents: []org.CircleID{2}}, &org.RetireRole{Role: 1})
	must(t, err)
	if f.Circle(3) == nil || f.Role(1).Live() || f.Last != s.Last {
		t.Fatal("the fork does not show it")
	}
	if s.Circle(3) != nil || !s.Role(1).Live() || digest(t, s) != old || b.state() != s {
		t.Fatal("the state changed")
	}
	if _, err := ledger.Fork(s, org.Moment{}, &org.FormCircle{Name: "Night", Parents: []org.CircleID{9}}); org.CodeOf(err) != org.NotFound {
		t.Fatal(err)
	}
	b.do(tension("x"), 1)
	b.sound()
}
