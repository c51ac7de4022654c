package ledger_test

import (
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"runtime"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"
	"weak"

	"pgregory.net/rapid"

	"orpheus/ledger"
	"orpheus/org"
	"orpheus/org/orgtest"
	"orpheus/store/memory"
	"orpheus/store/storetest"
)

// tally counts the acts it was told of, one by one.
type tally struct {
	n, sum uint64
	begun  int
}

func (c tally) with(acts []org.Entry) tally {
	for i := range acts {
		c.n++
		c.sum = c.sum*31 + acts[i].Seq
	}
	return c
}

func tallies(fails func() bool) *ledger.Projection[tally] {
	var begun atomic.Int64
	return &ledger.Projection[tally]{
		Begin: func(ctx context.Context, at ledger.Version) (tally, error) {
			if fails() {
				return tally{}, errDisk
			}
			c := tally{begun: int(begun.Add(1))}
			for e, err := range at.Entries(ctx, 0) {
				if err != nil {
					return c, err
				}
				c = c.with([]org.Entry{*e})
			}
			return c, nil
		},
		Next: func(_ context.Context, c tally, at ledger.Version, acts []org.Entry) (tally, error) {
			if fails() {
				return tally{}, errDisk
			}
			return c.with(acts), nil
		},
	}
}

func kept(p *ledger.Projection[tally]) *ledger.Projection[tally] {
	p.Keep = &ledger.Keep[tally]{
		Name: "tally",
		Encode: func(c tally) []byte {
			return binary.BigEndian.AppendUint64(binary.BigEndian.AppendUint64(nil, c.n), c.sum)
		},
		Decode: func(b []byte) (tally, error) {
			if len(b) != 16 {
				return tally{}, errDisk
			}
			return tally{n: binary.BigEndian.Uint64(b), sum: binary.BigEndian.Uint64(b[8:])}, nil
		},
	}
	return p
}

// lazy is kept, and brought on by who asks for it alone.
func lazy(p *ledger.Projection[tally]) *ledger.Projection[tally] {
	p = kept(p)
	p.Keep.Name, p.Lazy = "lazy", true
	return p
}

// Whenever it is asked for, however many acts came before, whatever fails meanwhile
// and however often the program was started anew, a projection is what the log up to
// that version makes of it.
func TestProjectionsFollowTheActs(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		seed := rapid.Uint64().Draw(rt, "seed")
		pick := rand.New(rand.NewPCG(seed, 3)).IntN
		log := new(memory.Log)
		var odds atomic.Int64 // one failure in so many; the writer asks too
		luck := rand.New(rand.NewPCG(seed, 4))
		var mu sync.Mutex
		fails := func() bool {
			mu.Lock()
			defer mu.Unlock()
			n := odds.Load()
			return n > 0 && luck.Int64N(n) == 0
		}
		var now atomic.Int64
		now.Store(int64(org.Day))
		var ps []*ledger.Projection[tally]
		open := func() *bench {
			ps = []*ledger.Projection[tally]{tallies(fails), kept(tallies(fails)), tallies(fails), lazy(tallies(fails))}
			ps[2].Anew = 10
			return newBench(t, log, ledger.Options{
				Follow: -1, SaveEvery: uint64(1 + pick(30)), Projections: []ledger.Derivation{ps[1], ps[3]},
				Now: func() time.Time { return org.Time(now.Load()).Std() },
			})
		}
		b := open()
		for range rapid.IntRange(1, 30).Draw(rt, "runs") {
			odds.Store(int64(pick(2) * 3))
			switch pick(8) {
			case 0:
				must(rt, b.Close())
				b = open()
			case 1:
				_, err := b.Bulk(t.Context(), "linde", 0, org.Import, func(k *ledger.Bulk) error {
					for range 600 + pick(600) { // twice, and more than wait in memory
						must(rt, k.Do(&org.RaiseTension{Circle: org.Root, Title: "x"}))
					}
					return nil
				})
				must(rt, err)
			case 2, 3:
				odds.Store(0)
				for i, p := range ps {
					c, s, err := p.Of(t.Context(), b.Engine, "linde")
					must(rt, err)
					want := tally{}
					for n := uint64(1); n <= s.Version; n++ {
						want = want.with([]org.Entry{{Seq: n}})
					}
					if c.n != want.n || c.sum != want.sum || s != b.state() {
						rt.Fatalf("projection %d has %d acts of %d, at version %d of %d", i, c.n, want.n, s.Version, b.state().Version)
					}
				}
			case 4:
				_, _, err := ps[0].Of(t.Context(), b.Engine, "linde")
				if err != nil && !errors.Is(err, errDisk) {
					rt.Fatal(err)
				}
			default:
				act, by, face := orgtest.Act(pick, b.state())
				_, err := b.Do(t.Context(), "linde", ledger.Request{Act: act, By: by, Face: face})
				if err != nil && org.CodeOf(err) == 0 {
					rt.Fatal(err)
				}
			}
		}
		odds.Store(0)
		must(rt, b.Close())
	})
}

// A value that is begun while acts go on has each of them once, also where the acts came
// between the moment at which it was wanted and the one at which it was begun.
func TestWhatIsBegunLateHasEveryActOnce(t *testing.T) {
	reached, goOn := make(chan struct{}, 1), make(chan struct{})
	slow, next := lazy(tallies(func() bool { return false })), lazy(tallies(func() bool { return false }))
	slow.Keep.Name = "slow"
	begin := slow.Begin
	slow.Begin = func(ctx context.Context, at ledger.Version) (tally, error) {
		select {
		case reached <- struct{}{}:
			<-goOn
		default: // once
		}
		return begin(ctx, at)
	}
	b := newBench(t, new(memory.Log), ledger.Options{SaveEvery: 5, Projections: []ledger.Derivation{slow, next}})
	for i := range 5 { // a snapshot is made after them, and what is to lie beside it
		b.do(tension(fmt.Sprint(i)), 1)
	}
	<-reached
	b.do(tension("meanwhile"), 1)
	close(goOn)
	for i, p := range []*ledger.Projection[tally]{slow, next} {
		if c, s, err := p.Of(t.Context(), b.Engine, "linde"); err != nil || c.n != s.Version {
			t.Errorf("projection %d has %d acts of %d, %v", i, c.n, s.Version, err)
		}
	}
	must(t, b.Close())
}

// What lies beside the snapshot is not made again, also where the last acts came
// after it; where the snapshot has none of it, or one that cannot be read, it is made,
// and the next snapshot has it.
func TestKeptProjections(t *testing.T) {
	for name, kept := range map[string]func(*ledger.Projection[tally]) *ledger.Projection[tally]{"kept": kept, "lazy": lazy} {
		t.Run(name, func(t *testing.T) { keeps(t, kept) })
	}
}

func keeps(t *testing.T, kept func(*ledger.Projection[tally]) *ledger.Projection[tally]) {
	eachLog(t, func(t *testing.T, s storetest.Store) {
		begun := func() int {
			p := kept(tallies(func() bool { return false }))
			b := newBench(t, s, ledger.Options{SaveEvery: 40, Projections: []ledger.Derivation{p}})
			defer func() { must(t, b.Close()) }()
			head := func() uint64 {
				snap, _, err := s.Snapshot(t.Context(), "linde")
				must(t, err)
				return snap.Head.Seq
			}
			before := head()
			for i := 0; i < 50 || head() == before && i < 5000; i++ { // it is made and kept beside the acts, whenever it gets its turn
				b.do(tension(fmt.Sprint(i)), 1)
			}
			c, at, err := p.Of(t.Context(), b.Engine, "linde")
			must(t, err)
			if c.n != at.Version {
				t.Fatal(c.n, at.Version)
			}
			return c.begun
		}
		if begun() != 1 {
			t.Fatal("it was not made at first")
		}
		if n := begun(); n != 0 {
			t.Fatal("it was made again")
		}
		snap, _, err := s.Snapshot(t.Context(), "linde")
		must(t, err)
		snap.State = snap.State[:len(snap.State)-1]
		must(t, s.SaveSnapshot(t.Context(), "linde", snap))
		begun()
		if n := begun(); n != 0 {
			t.Fatal("the next snapshot does not have it")
		}
	})
}

// Acts that a projection heeds reach it though nobody asks, and before the engine is
// closed.
func TestProjectionsHeed(t *testing.T) {
	var got atomic.Pointer[tally]
	p := tallies(func() bool { return false })
	next := p.Next
	p.Next = func(ctx context.Context, was tally, at ledger.Version, acts []org.Entry) (tally, error) {
		time.Sleep(10 * time.Millisecond)
		c, err := next(ctx, was, at, acts)
		if err == nil && ctx.Err() == nil {
			got.Store(&c)
		}
		return c, err
	}
	p.Heeds = func(acts []org.Entry) bool { _, ok := acts[0].Act.(*org.ErasePerson); return ok }
	ended := 0
	p.End = func(tally) { ended++ }
	b := newBench(t, new(memory.Log), ledger.Options{Projections: []ledger.Derivation{p}})
	b.do(tension("x"), 1)
	version := b.state().Version
	_, err := b.Do(t.Context(), "linde", ledger.Request{Act: &org.LeavePerson{Person: 3}})
	must(t, err)
	if got.Load() != nil {
		t.Fatal("it was told of what it does not heed")
	}
	_, err = b.Do(t.Context(), "linde", ledger.Request{Act: &org.ErasePerson{Person: 3}})
	must(t, err)
	must(t, b.Close())
	if c := got.Load(); c == nil || c.n <= version+1 || c.begun != 1 {
		t.Fatal("it was not told", c)
	}
	if ended != 1 {
		t.Fatal("it was not ended", ended)
	}
}

// Who goes away does not stop the work: the next one finds it done.
func TestProjectionsGoOn(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p := tallies(func() bool { return false })
		begin := p.Begin
		p.Begin = func(ctx context.Context, at ledger.Version) (tally, error) {
			time.Sleep(time.Minute)
			if ctx.Err() != nil {
				return tally{}, ctx.Err()
			}
			return begin(ctx, at)
		}
		b := newBench(t, new(memory.Log), ledger.Options{})
		ctx, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		if _, _, err := p.Of(ctx, b.Engine, "linde"); !errors.Is(err, context.DeadlineExceeded) {
			t.Fatal(err)
		}
		b.do(tension("x"), 1) // nobody waits for it
		time.Sleep(2 * time.Minute)
		c, s, err := p.Of(t.Context(), b.Engine, "linde")
		if err != nil || c.begun != 1 || c.n != s.Version {
			t.Fatal(c, s.Version, err)
		}
	})
}

// Many ask at once while acts come and the organisation is loaded anew.
func TestProjectionsAtOnce(t *testing.T) {
	b := newBench(t, new(memory.Log), ledger.Options{Follow: -1})
	var made, ended atomic.Int64
	p := &ledger.Projection[*atomic.Bool]{
		Begin: func(context.Context, ledger.Version) (*atomic.Bool, error) { made.Add(1); return new(atomic.Bool), nil },
		End: func(over *atomic.Bool) {
			if over.Swap(true) {
				t.Error("it was ended twice")
			}
			ended.Add(1)
		},
	}
	var wg sync.WaitGroup
	for i := range 6 {
		wg.Go(func() {
			for n := range 100 {
				switch {
				case i == 0 && n%10 == 0:
					b.Reload("linde")
				case i == 1:
					b.do(tension("x"), 1)
				default:
					must(t, p.Use(t.Context(), b.Engine, "linde", func(over *atomic.Bool, s *org.State) error {
						runtime.Gosched()
						if over.Load() || s == nil {
							t.Error("it was ended while in use")
						}
						return nil
					}))
				}
			}
		})
	}
	wg.Wait()
	must(t, b.Close())
	if made.Load() != ended.Load() || made.Load() < 2 {
		t.Error("made, ended: ", made.Load(), ended.Load())
	}
	if err := p.Use(t.Context(), b.Engine, "linde", nil); !errors.Is(err, ledger.ErrClosed) {
		t.Error(err)
	}
}

// An organisation that was looked at, now and in the past, watched and asked for what
// is derived of it is let go of like one that was not, even where its clock goes on.
func TestNothingHoldsWhatIsLetGoOf(t *testing.T) {
	b := newBench(t, file(t, filepath.Join(t.TempDir(), "o.db")), ledger.Options{Idle: time.Millisecond, Follow: 5 * time.Millisecond})
	type big struct{ _ [1 << 20]byte }
	p := &ledger.Projection[*big]{
		Begin: func(context.Context, ledger.Version) (*big, error) { return new(big), nil },
		Next:  func(context.Context, *big, ledger.Version, []org.Entry) (*big, error) { return new(big), nil },
	}
	state, past, value, last := func() (weak.Pointer[org.State], weak.Pointer[org.State], weak.Pointer[big], uint64) {
		ctx, cancel := context.WithCancel(t.Context())
		defer cancel()
		heard, err := b.Listen(ctx, "linde")
		must(t, err)
		b.do(&org.RaiseTension{Circle: 2, Title: "x", Lead: true, Until: org.At(time.Now()) + org.Day}, 1)
		<-heard
		at, err := b.AtVersion(t.Context(), "linde", 5)
		must(t, err)
		v, s, err := p.Of(t.Context(), b.Engine, "linde")
		must(t, err)
		return weak.Make(s), weak.Make(at), weak.Make(v), s.Version
	}()
	for end := time.Now().Add(10 * time.Second); ; time.Sleep(10 * time.Millisecond) {
		runtime.GC()
		if state.Value() == nil && past.Value() == nil && value.Value() == nil {
			break
		}
		if time.Now().After(end) {
			t.Fatalf("state held: %t, past held: %t, value held: %t", state.Value() != nil, past.Value() != nil, value.Value() != nil)
		}
	}
	if s := b.state(); s.Version != last {
		t.Fatal("it did not come back")
	}
}
