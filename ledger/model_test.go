package ledger_test

import (
	"context"
	"math/rand/v2"
	"path/filepath"
	"sync/atomic"
	"testing"
	"time"

	"pgregory.net/rapid"

	"orpheus/ledger"
	"orpheus/org"
	"orpheus/org/orgtest"
	"orpheus/store/memory"
	"orpheus/store/records"
	"orpheus/store/storetest"
)

// Whatever people ask for, one by one or in runs, on a disk that fails now and
// then, with the program stopped now and then: what is acknowledged is in the
// log, what failed is not, and the log leads to the state that is shown.
func TestRandomActsThroughTheEngine(t *testing.T) {
	for name, open := range map[string]func(dir string) storetest.Store{
		"memory": func(string) storetest.Store { return new(memory.Log) },
		"sqlite": func(dir string) storetest.Store { return file(t, filepath.Join(dir, "o.db")) },
	} {
		t.Run(name, func(t *testing.T) {
			rapid.Check(t, func(rt *rapid.T) {
				seed := rapid.Uint64().Draw(rt, "seed")
				runs := rapid.IntRange(1, 60).Draw(rt, "runs")
				if name == "sqlite" && seed%8 != 0 {
					return // a file costs more than it finds
				}
				model(t, rt, open(t.TempDir()), seed, runs)
			})
		})
	}
}

func model(t *testing.T, rt *rapid.T, store storetest.Store, seed uint64, runs int) {
	pick := rand.New(rand.NewPCG(seed, 2)).IntN
	var now atomic.Int64
	now.Store(int64(org.Day))
	opts := ledger.Options{
		Now: func() time.Time { return org.Time(now.Load()).Std() }, Follow: -1,
		KeepEvery: uint64(1 + pick(30)), SaveEvery: uint64(1 + pick(60)),
	}
	log := &faulty{Store: store}
	b := &bench{ledger.New(log, opts), t, log}
	defer func() { must(rt, b.Close()) }()
	must(rt, b.Found(t.Context(), &org.FoundOrganisation{Slug: "linde", Name: "De Linde", Lang: "nl"}, 0))
	_, err := b.Bulk(t.Context(), "linde", 0, org.Operator, beginning)
	must(rt, err)
	for range runs {
		now.Add(int64(pick(20)) * int64(org.Day) / 4)
		fails := pick(6) == 0
		before := b.state()
		old := digest(rt, before)
		head, err := store.Head(t.Context(), "linde")
		must(rt, err)
		if fails {
			log.hook(func(ledger.Batch) error { return errDisk })
		}
		var a ledger.Answer
		if pick(3) == 0 {
			a, err = b.Bulk(t.Context(), "linde", 0, org.Import, func(k *ledger.Bulk) error {
				for range pick(8) {
					act, by, face := orgtest.Act(pick, k.State())
					if err := k.DoAs(act, org.Moment{At: k.At(), By: by, Face: face}, nil); err != nil && org.CodeOf(err) == 0 {
						return err
					}
				}
				return nil
			})
		} else {
			act, by, face := orgtest.Act(pick, before)
			a, err = b.Do(t.Context(), "linde", ledger.Request{Act: act, By: by, Face: face, Profile: &records.Profile{Name: "Dot"}})
		}
		if err != nil && org.CodeOf(err) == 0 && (!fails || err != errDisk) {
			rt.Fatal(err)
		}
		log.hook(nil)
		end, err2 := store.Head(t.Context(), "linde")
		must(rt, err2)
		// The clock acts by itself, before the disk fails and after it works again.
		if fails && (digest(rt, before) != old || !onlyTheClock(rt, store, head.Seq)) {
			rt.Fatal("a failed commit left a trace")
		}
		if n := len(a.Entries); err == nil && n > 0 && (end.Seq < a.Entries[n-1].Seq || !onlyTheClock(rt, store, a.Entries[n-1].Seq)) {
			rt.Fatalf("the answer ends with entry %d, the log with %d", a.Entries[n-1].Seq, end.Seq)
		}
		if err := orgtest.Consistent(b.state()); err != nil {
			rt.Fatal(err)
		}
		if pick(12) == 0 {
			must(rt, b.Close())
			b.Engine = ledger.New(log, opts)
		}
	}
	v, err := ledger.Verify(t.Context(), store, "linde")
	must(rt, err)
	if got := digest(rt, b.state()); got != v.Digest {
		rt.Fatalf("the state has digest %s, the log leads to %s", got, v.Digest)
	}
}

// onlyTheClock reports whether nobody but the clock did anything after an entry.
func onlyTheClock(t fataler, log ledger.Log, after uint64) bool {
	for r, err := range log.Read(context.Background(), "linde", after) {
		must(t, err)
		e, err := org.DecodeEntry(r.Seq, r.Line)
		must(t, err)
		if e.Face != org.Clock && e.Face != org.Rule {
			return false
		}
	}
	return true
}
