package ledger_test

import (
	"context"
	"errors"
	"path/filepath"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"orpheus/ledger"
	"orpheus/org"
	"orpheus/store/memory"
	"orpheus/store/storetest"
)

// sightless is a log that cannot be watched, or read, for a while.
type sightless struct {
	storetest.Store
	watched atomic.Int64 // how often somebody tried
	fail    func(n int64) error
	heads   atomic.Int64 // how many readings of the end fail from now on
}

func (s *sightless) Watch(ctx context.Context, slug string, after ledger.Head) (ledger.Head, error) {
	if err := s.fail(s.watched.Add(1)); err != nil {
		return ledger.Head{}, err
	}
	return s.Store.Watch(ctx, slug, after)
}

func (s *sightless) Head(ctx context.Context, slug string) (ledger.Head, error) {
	if s.heads.Add(-1) >= 0 {
		return ledger.Head{}, errDisk
	}
	return s.Store.Head(ctx, slug)
}

// Two programs on one file see each other's acts soon, without looking all the time.
func TestTwoProcessesWatch(t *testing.T) {
	path := filepath.Join(t.TempDir(), "o.db")
	opts := ledger.Options{Follow: time.Hour}
	one, two := newBench(t, file(t, path), opts), newBench(t, file(t, path), opts)
	for range 5 {
		for _, pair := range [][2]*bench{{one, two}, {two, one}} {
			pair[1].state() // loaded, and watching
			version := pair[0].do(tension("x"), 1).State.Version
			ctx, cancel := context.WithTimeout(t.Context(), 20*time.Second)
			s, err := pair[1].Wait(ctx, "linde", version-1)
			cancel()
			if err != nil || s.Version != version {
				t.Fatalf("version %d was not heard of: %v", version, err)
			}
		}
	}
}

// How soon an act of another process is seen, with the log watched and where it cannot
// be.
func TestFollow(t *testing.T) {
	never := func(n int64) error { return nil }
	for _, c := range []struct {
		name   string
		fail   func(n int64) error
		heads  int64 // readings that fail
		within time.Duration
	}{
		{"watched", never, 0, 100 * time.Millisecond},
		{"cannot be watched", func(int64) error { return errors.ErrUnsupported }, 0, 10 * time.Second},
		{"never comes back", func(int64) error { return errDisk }, 0, 10 * time.Second},
		{"comes back", func(n int64) error {
			if n < 3 {
				return errDisk
			}
			return nil
		}, 0, 100 * time.Millisecond},
		{"cannot be read for once", never, 1, 100 * time.Millisecond},
	} {
		t.Run(c.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				log := new(memory.Log)
				other := newBench(t, log, ledger.Options{Follow: -1})
				mine := &sightless{Store: log, fail: c.fail}
				b := newBench(t, mine, ledger.Options{Follow: 10 * time.Second})
				b.state()
				time.Sleep(time.Minute) // until it watches, where it can
				for range 3 {
					time.Sleep(7 * time.Second)
					mine.heads.Store(c.heads)
					began := time.Now()
					version := other.do(tension("x"), 1).State.Version
					s, err := b.Wait(t.Context(), "linde", version-1)
					must(t, err)
					if took := time.Since(began); s.Version != version || took > c.within {
						t.Errorf("version %d, want %d, after %v", s.Version, version, took)
					}
				}
				if n := mine.watched.Load(); c.name == "cannot be watched" && n != 1 {
					t.Errorf("it was tried %d times", n)
				}
			})
		})
	}
}

// Own acts make nobody look at the log, and a program that does not follow does not
// watch.
func TestWatchingCostsLittle(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		log := &sightless{Store: new(memory.Log), fail: func(int64) error { return nil }}
		b := newBench(t, log, ledger.Options{Follow: time.Hour})
		b.state()
		time.Sleep(time.Second)
		log.heads.Store(1 << 40)
		was := log.watched.Load()
		for range 100 {
			b.do(tension("x"), 1)
			time.Sleep(time.Millisecond)
		}
		time.Sleep(time.Second)
		if n := 1<<40 - log.heads.Load(); n != 0 {
			t.Errorf("the end of the log was read %d times", n)
		}
		if n := log.watched.Load() - was; n > 10 {
			t.Errorf("it was watched %d times in a tenth of a second", n)
		}
		still := &sightless{Store: new(memory.Log), fail: func(int64) error { return nil }}
		quiet := newBench(t, still, ledger.Options{Follow: -1})
		quiet.do(tension("x"), 1)
		time.Sleep(time.Minute)
		if n := still.watched.Load(); n != 0 {
			t.Errorf("it was watched %d times", n)
		}
	})
}

// Whoever repeats a request at another node is answered with a state that has what it led to, and
// may go on from there.
func TestRepeatedAtAnotherNode(t *testing.T) {
	eachLog(t, func(t *testing.T, store storetest.Store) {
		first := newBench(t, store, ledger.Options{Follow: -1})
		second := newBench(t, store, ledger.Options{Follow: -1})
		second.state() // it knows how the log ended before
		ask := func(b *bench) ledger.Answer {
			a, err := b.Do(t.Context(), "linde", ledger.Request{Act: tension("once"), By: 1, Face: org.Web, Key: "k"})
			must(t, err)
			return a
		}
		did, again := ask(first), ask(second)
		seq := did.Entries[0].Seq
		if !again.Repeated || again.Entries[0].Seq != seq || again.State.Version < seq || second.state().Version < seq {
			t.Errorf("act %d was repeated as %d with version %d, and then %d is shown", seq, again.Entries[0].Seq, again.State.Version, second.state().Version)
		}
		must(t, second.Redact(t.Context(), "linde", seq))
		second.sound()
	})
}
