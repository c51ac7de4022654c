package ledger_test

import (
	"context"
	"errors"
	"iter"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"orpheus/ledger"
	"orpheus/org"
	"orpheus/store/memory"
	"orpheus/store/storetest"
)

// readings counts how often a log is read.
type readings struct {
	storetest.Store
	n atomic.Int64
}

func (r *readings) Read(ctx context.Context, slug string, after uint64) iter.Seq2[ledger.Row, error] {
	r.n.Add(1)
	return r.Store.Read(ctx, slug, after)
}

// What the clock owes is done by another program where the one that had the organisation
// stopped, soon, once, and as of the moment that was planned; and where nothing is owed no
// organisation is loaded.
func TestAnotherProgramAttendsToTheClock(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		log := new(memory.Log)
		first := newBench(t, log, rarely)
		start := org.At(time.Now())
		first.do(&org.TakeSeat{Role: 1}, 1) // 30 days
		version := first.state().Version
		var others []*ledger.Engine
		var reads []*readings
		for range 3 {
			r := &readings{Store: log}
			e := ledger.New(r, rarely)
			defer func() { must(t, e.Close()) }()
			others, reads = append(others, e), append(reads, r)
		}
		attend := func() {
			t.Helper()
			var all sync.WaitGroup
			for _, e := range others {
				all.Go(func() { must(t, e.Overdue(t.Context())) })
			}
			all.Wait()
			synctest.Wait()
		}
		attend()
		for i, r := range reads {
			if r.n.Load() != 0 {
				t.Errorf("program %d loads what owes nothing", i)
			}
		}
		must(t, first.Close()) // with it goes what it knew of the moment
		sleep(30*org.Day - 1)
		attend()
		if head, err := log.Head(t.Context(), "linde"); err != nil || head.Seq != version {
			t.Fatalf("the clock was early: %v, %v", head, err)
		}
		sleep(3_000_001)
		attend()
		for i, e := range others {
			s, err := e.Wait(t.Context(), "linde", version)
			must(t, err)
			if s.Version != version+1 || s.Seat(1).Until != start+30*org.Day {
				t.Errorf("program %d: version %d instead of %d, %+v", i, s.Version, version+1, s.Seat(1))
			}
		}
		v, err := ledger.Verify(t.Context(), log, "linde")
		if err != nil || v.Version != version+1 {
			t.Fatal(v, err)
		}
	})
}

// Of an organisation whose last batch said nothing of the clock, as those of older programs,
// it is found out once; one that cannot be read keeps nothing from the others.
func TestWhatTheClockOwesIsFoundOut(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		made := new(memory.Log)
		first := newBench(t, made, rarely)
		first.do(&org.TakeSeat{Role: 1}, 1)
		rows := []ledger.Row{}
		for r, err := range made.Read(t.Context(), "linde", 0) {
			must(t, err)
			rows = append(rows, r)
		}
		log := &readings{Store: new(memory.Log)}
		must(t, log.Append(t.Context(), ledger.Batch{Slug: "anker", Rows: storetest.Rows(ledger.Head{}, 1, "no act")}))
		must(t, log.Append(t.Context(), ledger.Batch{Slug: "linde", Rows: rows}))
		e := ledger.New(log, rarely)
		defer func() { must(t, e.Close()) }()
		for _, want := range []int64{2, 1, 1} { // the broken one each time, and linde once
			log.n.Store(0)
			_, broken := errors.AsType[*ledger.BrokenError](e.Overdue(t.Context()))
			if n := log.n.Load(); n != want || !broken {
				t.Errorf("%d were read instead of %d; broken %v", n, want, broken)
			}
		}
		sleep(30*org.Day + 3_000_000)
		if err := e.Overdue(t.Context()); err == nil {
			t.Error("the broken one is not told of")
		}
		if s, err := e.Wait(t.Context(), "linde", uint64(len(rows))); err != nil || s.Seat(1).Until == 0 {
			t.Error(s, err)
		}
	})
}

// broken falls over where it is asked about one organisation.
type broken struct {
	storetest.Store
	slug string
}

func (b *broken) Due(context.Context, org.Time) ([]string, error) {
	return []string{b.slug, "linde"}, nil
}

func (b *broken) Head(ctx context.Context, slug string) (ledger.Head, error) {
	if slug == b.slug {
		panic("half a picture")
	}
	return b.Store.Head(ctx, slug)
}

// A mistake in one organisation is told, and keeps the clock of no other.
func TestAMistakeInOneOrganisationCostsThatOne(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		log := new(memory.Log)
		first := newBench(t, log, rarely)
		first.do(&org.TakeSeat{Role: 1}, 1)
		version := first.state().Version
		must(t, first.Close())
		time.Sleep(40 * 24 * time.Hour)
		e := ledger.New(&broken{log, "willow"}, rarely)
		defer func() { must(t, e.Close()) }()
		if err := e.Overdue(t.Context()); err == nil || !strings.Contains(err.Error(), "half a picture") {
			t.Errorf("the mistake is told as %v", err)
		}
		synctest.Wait()
		s, err := e.State(t.Context(), "linde")
		must(t, err)
		if s.Version == version {
			t.Error("what is due in another organisation was not done")
		}
	})
}
