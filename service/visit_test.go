package service_test

import (
	"context"
	"errors"
	"testing"
	"testing/synctest"
	"time"

	"orpheus/internal/test/stored"
	"orpheus/ledger"
	"orpheus/org"
	"orpheus/service"
)

// visiting is De Linde with a clock that a test moves: Ada is a steward, Bo a member,
// Cas a guest of Home care.
func visiting(t *testing.T) (d *service.Service, clock *time.Time) {
	t.Helper()
	now := noon
	d = service.New(stored.New(t), ledger.Options{Now: func() time.Time { return now }, Follow: -1})
	t.Cleanup(func() { _ = d.Close() })
	linde(t, d)
	do(t, d, 0, &org.FormCircle{Parents: []org.CircleID{org.Root}, Name: "Home care"})
	do(t, d, 0, &org.FormCircle{Parents: []org.CircleID{org.Root}, Name: "Office"})
	do(t, d, 0, &org.JoinCircle{Circle: 2, Person: 3})
	return d, &now
}

func as(t *testing.T, d *service.Service, p org.PersonID) *service.Visit {
	t.Helper()
	v, err := d.As(t.Context(), "linde", p)
	if err != nil {
		t.Fatal(err)
	}
	return v
}

func TestWhoComesIn(t *testing.T) {
	d, _ := visiting(t)
	if _, err := d.As(t.Context(), "nowhere", 1); !errors.Is(err, service.ErrNoOrganisation) {
		t.Error(err)
	}
	if _, err := d.As(t.Context(), "linde", 99); org.CodeOf(err) != org.NotFound {
		t.Error(err)
	}
	v := as(t, d, 2)
	do(t, d, 0, &org.LeavePerson{Person: 2})
	for what, err := range map[string]error{
		"looks":    func() error { _, err := v.Look(t.Context(), 0); return err }(),
		"does":     func() error { _, err := v.Do(t.Context(), service.Asked{Act: &org.JoinCircle{Circle: 2}}); return err }(),
		"tries":    func() error { _, err := v.Fork(t.Context(), &org.JoinCircle{Circle: 2}); return err }(),
		"searches": func() error { _, err := v.Search(t.Context(), "home", 5); return err }(),
		"watches":  func() error { _, err := v.Watch(t.Context(), 0); return err }(),
		"undoes":   func() error { _, err := v.Undo(t.Context(), 1, org.Web); return err }(),
	} {
		if err == nil || err.Error() != "person.gone: P2" {
			t.Errorf("somebody who left %s: %v", what, err)
		}
	}
}

// What would be is not, and the act that was tried stays as it was.
func TestForkOfAVisit(t *testing.T) {
	d, _ := visiting(t)
	v := as(t, d, 2)
	form := &org.FormCircle{Parents: []org.CircleID{org.Root}, Name: "Garden"}
	l, err := v.Fork(t.Context(), form)
	if err != nil || l.State.Circle(4) == nil || l.Present.Circle(4) != nil || form.Circle != 0 {
		t.Fatalf("%+v, %v", form, err)
	}
	now, err := v.Look(t.Context(), 0)
	if err != nil || now.State.Circle(4) != nil {
		t.Error("what was tried is there", err)
	}
	if _, err := as(t, d, 3).Fork(t.Context(), form); org.CodeOf(err) != org.Forbidden {
		t.Errorf("a guest tries what they may not do: %v", err)
	}
}

// What is known of somebody is for themselves and for stewards.
func TestProfileOf(t *testing.T) {
	d, _ := visiting(t)
	for _, c := range []struct {
		who, of org.PersonID
		want    org.Code
	}{{1, 2, 0}, {2, 2, 0}, {2, 1, org.Forbidden}, {2, 3, org.Forbidden}, {3, 2, org.Forbidden}} {
		if _, err := as(t, d, c.who).ProfileOf(t.Context(), c.of); org.CodeOf(err) != c.want {
			t.Errorf("%v asks for %v: %v", c.who, c.of, err)
		}
	}
}

// Ten minutes long what somebody did can be undone, and then no more.
func TestUndoInTime(t *testing.T) {
	d, clock := visiting(t)
	v := as(t, d, 2)
	a, err := v.Do(t.Context(), service.Asked{Act: &org.JoinCircle{Circle: 2}, Face: org.Web})
	if err != nil {
		t.Fatal(err)
	}
	*clock = clock.Add(10 * time.Minute)
	if _, err := v.Undo(t.Context(), a.Entries[0].Seq, org.Web); err == nil || err.Error() != "undo.late" {
		t.Errorf("after ten minutes: %v", err)
	}
	l, _ := v.Look(t.Context(), 0)
	if may, err := l.MayUndo(t.Context(), &a.Entries[0]); may || err != nil {
		t.Error("it is offered still", err)
	}
	*clock = clock.Add(-time.Second)
	l, _ = v.Look(t.Context(), 0)
	if may, err := l.MayUndo(t.Context(), &a.Entries[0]); !may || err != nil {
		t.Error("it is not offered in time", err)
	}
	if _, err := v.Undo(t.Context(), a.Entries[0].Seq, org.Web); err != nil {
		t.Errorf("in time: %v", err)
	}
}

// Whoever was told of a version sees it, also where it has still to come.
func TestLookSince(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d, _ := visiting(t)
		v := as(t, d, 2)
		now, err := v.Look(t.Context(), 0)
		if err != nil {
			t.Fatal(err)
		}
		ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
		defer cancel()
		if _, err := v.LookSince(ctx, now.Version()+1); !errors.Is(err, context.DeadlineExceeded) {
			t.Fatalf("a version that does not come: %v", err)
		}
		go func() {
			time.Sleep(time.Hour)
			do(t, d, 2, &org.JoinCircle{Circle: 2})
		}()
		l, err := v.LookSince(t.Context(), now.Version()+1)
		if err != nil || l.Version() != now.Version()+1 {
			t.Error(l, err)
		}
	})
}

// A watcher hears of what leaves their sight, though they may not be told how; and of
// nothing that they neither saw nor see.
func TestWatchingWhatGoes(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d, _ := visiting(t)
		do(t, d, 2, &org.RaiseTension{Circle: 2, Title: "Cold rooms"})
		ctx, end := context.WithCancel(t.Context())
		w, err := as(t, d, 3).Watch(ctx, 0)
		if err != nil {
			t.Fatal(err)
		}
		do(t, d, 2, &org.RaiseTension{Circle: 3, Title: "Elsewhere"})
		do(t, d, 2, &org.MoveTension{Tension: 1, Circle: 3})
		synctest.Wait()
		soon, late := context.WithTimeout(ctx, time.Minute)
		defer late()
		c, err := w.Next(soon)
		if err != nil || len(c.Entries) != 0 || len(c.Refs) != 1 || c.Refs[0] != (org.Ref{Letter: 'T', N: 1}) || c.More || c.Whole {
			t.Errorf("%+v, %v", c, err)
		}
		end()
		if _, err := w.Next(ctx); !errors.Is(err, context.Canceled) {
			t.Error(err)
		}
		synctest.Wait()
	})
}
