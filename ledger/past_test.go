package ledger_test

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"runtime"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"pgregory.net/rapid"

	"orpheus/ledger"
	"orpheus/org"
	"orpheus/org/orgtest"
	"orpheus/store/memory"
)

// At any moment the past is what the log up to that moment leads to, however few
// states were kept on the way, and whoever asks while acts go on.
func TestAtIsAReplayUpToThen(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		pick := rand.New(rand.NewPCG(rapid.Uint64().Draw(rt, "seed"), 1)).IntN
		var now atomic.Int64
		now.Store(int64(org.Day))
		opts := ledger.Options{Now: func() time.Time { return org.Time(now.Load()).Std() }, KeepEvery: uint64(1 + pick(8)), SaveEvery: uint64(1 + pick(40)), Follow: -1}
		b := &bench{ledger.New(new(memory.Log), opts), t, nil}
		defer b.Close()
		b.log = &faulty{Store: b.Log().(*memory.Log)}
		must(rt, b.Found(t.Context(), &org.FoundOrganisation{Slug: "linde", Name: "De Linde", Lang: "nl"}, org.Day))
		_, err := b.Bulk(t.Context(), "linde", org.Day, org.Operator, beginning)
		must(rt, err)
		check := func(at org.Time) {
			got, err := b.At(t.Context(), "linde", at)
			must(rt, err)
			d := new(org.State).Edit()
			for r, err := range b.log.Read(t.Context(), "linde", 0) {
				must(rt, err)
				e, err := org.DecodeEntry(r.Seq, r.Line)
				must(rt, err)
				if e.At > at {
					break
				}
				d.Replay(e.Act, e.Moment())
			}
			if digest(rt, got) != digest(rt, d.Freeze()) {
				rt.Fatalf("at %s there is version %d, want %d", at, got.Version, d.Version)
			}
		}
		for range rapid.IntRange(1, 60).Draw(rt, "runs") {
			at := b.state().Last + org.Time(pick(10))*org.Day/4
			now.Store(int64(at))
			_, err := b.Bulk(t.Context(), "linde", 0, org.Web, func(k *ledger.Bulk) error {
				for range 1 + pick(6) {
					act, by, face := orgtest.Act(pick, k.State())
					_ = k.DoAs(act, org.Moment{At: max(at, k.State().Last), By: by, Face: face}, nil) // or it is refused
				}
				return nil
			})
			must(rt, err)
			if pick(4) == 0 {
				check(org.Time(pick(int(b.state().Last/org.Day)+2)) * org.Day / 2)
			}
		}
		last := b.state().Last
		for _, at := range []org.Time{0, org.Day - 1, org.Day, last / 2, last/2 + 1, last - 1, last, last + org.Day} {
			check(at)
		}
	})
}

// A version is what the log up to that entry leads to; one still to come is the
// present.
func TestAtVersion(t *testing.T) {
	b := newBench(t, new(memory.Log), ledger.Options{KeepEvery: 3})
	for range 20 {
		b.do(tension("x"), 1)
	}
	last := b.state().Version
	d := new(org.State).Edit()
	for r, err := range b.log.Read(t.Context(), "linde", 0) {
		must(t, err)
		e, err := org.DecodeEntry(r.Seq, r.Line)
		must(t, err)
		d.Replay(e.Act, e.Moment())
		got, err := b.AtVersion(t.Context(), "linde", r.Seq)
		must(t, err)
		if want := d.Freeze(); got.Version != r.Seq || digest(t, got) != digest(t, want) {
			t.Fatalf("version %d is version %d", r.Seq, got.Version)
		} else {
			d = want.Edit()
		}
	}
	for _, v := range []uint64{last, last + 1, 1 << 60} {
		if got, err := b.AtVersion(t.Context(), "linde", v); err != nil || got != b.state() {
			t.Fatal(v, err)
		}
	}
	if got, err := b.AtVersion(t.Context(), "linde", 0); err != nil || got.Version != 0 {
		t.Fatal(got, err)
	}
}

// Those who look back hold up neither the writer nor each other, and see whole
// states.
func TestLookingBackWhileWriting(t *testing.T) {
	b := newBench(t, new(memory.Log), ledger.Options{KeepEvery: 3})
	start := b.state().Last
	stop := make(chan struct{})
	var wg sync.WaitGroup
	for range 3 {
		wg.Go(func() {
			for i := org.Time(0); ; i++ {
				s, err := b.At(t.Context(), "linde", start+i%400)
				must(t, err)
				if s.Founded == 0 || s.Last > start+i%400 {
					t.Error("a state of another moment")
				}
				select {
				case <-stop:
					return
				default:
				}
			}
		})
	}
	for range 300 {
		b.do(tension("x"), 1)
	}
	close(stop)
	wg.Wait()
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := b.At(ctx, "linde", start); err == nil {
		t.Error("a context that ended was not noticed")
	}
	b.sound()
}

// The first look back reads the whole log; the writer does not wait for it.
func TestTheFirstLookBackHoldsNobodyUp(t *testing.T) {
	slow := &slowLog{Log: new(memory.Log), gate: make(chan struct{})}
	close(slow.gate)
	b := newBench(t, slow, ledger.Options{Follow: -1})
	for range 5 {
		b.do(tension("x"), 1)
	}
	slow.hold()
	looked := make(chan error)
	go func() {
		_, err := b.At(t.Context(), "linde", b.state().Last-1)
		looked <- err
	}()
	for slow.waiting() == 0 {
		time.Sleep(time.Millisecond)
	}
	b.do(tension("y"), 1) // does not wait
	slow.letGo()
	must(t, <-looked)
	b.sound()
}

// The past states that are kept take no more room than they may, however many are asked
// for, and every moment is still what the log up to then leads to.
func TestThePastKeepsWithinItsRoom(t *testing.T) {
	live := func() int {
		runtime.GC()
		runtime.GC()
		var m runtime.MemStats
		runtime.ReadMemStats(&m)
		return int(m.HeapAlloc)
	}
	const room = 600 << 10
	for _, c := range []struct{ room, least, most int }{{room, 0, 2 * room}, {1 << 30, 4 * room, 1 << 30}} {
		b := newBench(t, new(memory.Log), ledger.Options{KeepEvery: 100, PastRoom: c.room, Follow: -1})
		_, err := b.Bulk(t.Context(), "linde", 0, org.Import, func(k *ledger.Bulk) error {
			for i := range 6000 { // every one of them changes many leaves
				if i < 2000 {
					must(t, k.Do(tension("x")))
				} else {
					must(t, k.Do(&org.AmendTension{Tension: org.TensionID(1 + i*37%2000), Title: fmt.Sprint(i)}))
				}
			}
			return nil
		})
		must(t, err)
		last := b.state().Version
		before := live()
		for i := range uint64(40) {
			v := (i*17%40 + 1) * last / 41
			s, err := b.AtVersion(t.Context(), "linde", v)
			must(t, err)
			if s.Version != v {
				t.Fatal("another version", s.Version, v)
			}
		}
		if took := live() - before; took < c.least || took > c.most {
			t.Errorf("with room for %d kB, forty moments take %d kB", c.room>>10, took>>10)
		}
		b.state() // what is measured is still there
	}
}

// After a start the present comes from a snapshot and the past from the log: what ended long
// ago is in memory once all the same.
func TestThePastIsStoredOnceWithThePresent(t *testing.T) {
	store := new(memory.Log)
	b := newBench(t, store, ledger.Options{SaveEvery: 10, Follow: -1})
	for range 600 {
		b.do(tension("x"), 1)
	}
	must(t, b.Close())
	b = newBench(t, store, ledger.Options{KeepEvery: 50, Follow: -1})
	head := b.state()
	for _, back := range []uint64{1, 200} {
		s, err := b.AtVersion(t.Context(), "linde", head.Version-back)
		must(t, err)
		if all, own := s.Apart(new(org.State)), s.Apart(head); own > all/2 {
			t.Errorf("%d acts ago takes %d bytes, of which %d are its own", back, all, own)
		}
	}
}

// Who goes away does not stop the first walk through the log: the next one finds it done.
func TestTheWalkGoesOn(t *testing.T) {
	slow := &slowLog{Log: new(memory.Log), gate: make(chan struct{})}
	close(slow.gate)
	b := newBench(t, slow, ledger.Options{Follow: -1, KeepEvery: 1})
	b.do(tension("x"), 1)
	slow.hold()
	ctx, cancel := context.WithCancel(t.Context())
	looked := make(chan error)
	go func() {
		_, err := b.At(ctx, "linde", b.state().Last-1)
		looked <- err
	}()
	for slow.waiting() == 0 {
		time.Sleep(time.Millisecond)
	}
	cancel()
	if err := <-looked; !errors.Is(err, context.Canceled) {
		t.Fatal(err)
	}
	slow.letGo()
	_, err := b.At(t.Context(), "linde", b.state().Last-1)
	must(t, err)
	if n := slow.waiting(); n != 1 {
		t.Fatal("the log was walked again: ", n)
	}
}
