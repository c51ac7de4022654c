package ledger_test

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
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

// An organisation nobody asks for is let go of, with a snapshot, and comes back
// the same.
func TestLetsGoAndLoadsAgain(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		log := new(memory.Log)
		b := newBench(t, log, ledger.Options{Idle: time.Minute})
		_, err := b.Bulk(t.Context(), "linde", 0, org.Import, func(k *ledger.Bulk) error {
			for i := range 1200 {
				must(t, k.Do(tension(fmt.Sprint(i))))
			}
			return nil
		})
		must(t, err)
		before := b.state()
		time.Sleep(30 * time.Second)
		if b.state() != before {
			t.Fatal("it was let go of early")
		}
		time.Sleep(2 * time.Minute)
		synctest.Wait()
		snap, found, err := log.Snapshot(t.Context(), "linde")
		if err != nil || !found || snap.Head.Seq != before.Version {
			t.Fatal("no snapshot was saved", found, snap.Head.Seq, err)
		}
		after := b.state()
		if after == before || digest(t, after) != digest(t, before) {
			t.Fatal("it was not loaded again, or differs")
		}
		b.do(tension("more"), 1)
		b.sound()

		// The clock goes on for those that were let go of.
		b.do(&org.RaiseTension{Circle: 2, Title: "x", Lead: true, Until: org.At(time.Now()) + org.Day/2}, 1)
		version := b.state().Version
		sleep(org.Day / 2)
		time.Sleep(time.Second)
		synctest.Wait()
		if head, err := log.Head(t.Context(), "linde"); err != nil || head.Seq != version+1 {
			t.Fatal("the lead did not end", head.Seq, version, err)
		}
	})
}

// Where more are loaded than there is room for, those go soon that nobody uses, until as many
// are left as there is room for.
func TestManyAreLetGoOfSooner(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		const many = 3
		e := ledger.New(new(memory.Log), ledger.Options{Many: many})
		defer func() { must(t, e.Close()) }()
		slug := func(i int) string { return fmt.Sprintf("org%d", i) }
		var before [10]*org.State
		for i := range before {
			must(t, e.Found(t.Context(), &org.FoundOrganisation{Slug: slug(i), Name: "Many", Lang: "en", Zone: "Europe/Brussels"}, org.At(time.Now())))
			before[i] = state(t, e, slug(i))
		}
		used := time.NewTicker(time.Second)
		for range 15 {
			<-used.C
			if state(t, e, slug(0)) != before[0] {
				t.Fatal("it was let go of while it was used")
			}
		}
		synctest.Wait()
		kept := 0
		for i := range before {
			if state(t, e, slug(i)) == before[i] {
				kept++
			}
		}
		if kept != many {
			t.Errorf("%d are kept, with room for %d", kept, many)
		}
	})
}

func state(t *testing.T, e *ledger.Engine, slug string) *org.State {
	t.Helper()
	s, err := e.State(t.Context(), slug)
	must(t, err)
	return s
}

// Whoever waits keeps an organisation in memory.
func TestWaitingKeepsIt(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := newBench(t, new(memory.Log), ledger.Options{Idle: time.Minute})
		before := b.state()
		ctx, cancel := context.WithTimeout(t.Context(), 10*time.Minute)
		defer cancel()
		_, err := b.Wait(ctx, "linde", before.Version)
		if !errors.Is(err, context.DeadlineExceeded) || b.state() != before {
			t.Fatal(err)
		}
	})
}

// Snapshots are saved on the way, and a start uses them; without one, with a
// damaged one, or one of another shape it replays everything.
func TestSnapshotsOnTheWay(t *testing.T) {
	eachLog(t, func(t *testing.T, s storetest.Store) {
		b := newBench(t, s, ledger.Options{SaveEvery: 50})
		for i := range 70 {
			b.do(tension(fmt.Sprint(i)), 1)
		}
		must(t, b.Close())
		snap, found, err := s.Snapshot(t.Context(), "linde")
		if err != nil || !found || snap.Head.Seq < 50 {
			t.Fatal(found, snap.Head.Seq, err)
		}
		want := digest(t, newBench(t, s, ledger.Options{}).state())
		for _, bad := range []ledger.Snapshot{
			{Head: snap.Head, Shape: "another", State: snap.State},
			{Head: snap.Head, Shape: snap.Shape, State: snap.State[:len(snap.State)/2]},
			{Head: snap.Head, Shape: snap.Shape, State: []byte{}},
			{Head: ledger.Head{Seq: snap.Head.Seq + 1, Hash: snap.Head.Hash}, Shape: snap.Shape, State: snap.State},
			{Head: ledger.Head{Seq: snap.Head.Seq}, Shape: snap.Shape, State: snap.State},
			{Head: ledger.Head{Seq: 5000}, Shape: snap.Shape, State: snap.State},
		} {
			must(t, s.SaveSnapshot(t.Context(), "linde", bad))
			b := newBench(t, s, ledger.Options{})
			if digest(t, b.state()) != want {
				t.Fatal("another state", bad.Head, bad.Shape)
			}
			b.do(tension("goes on"), 1)
			want = digest(t, b.state())
			must(t, b.Close())
		}
	})
}

// Reloading while everybody is busy loses nothing and shows nobody an error.
func TestReloadUnderLoad(t *testing.T) {
	eachLog(t, func(t *testing.T, s storetest.Store) {
		b := newBench(t, s, ledger.Options{})
		var wg sync.WaitGroup
		version := b.state().Version
		for w := range 8 {
			wg.Go(func() {
				for i := range 40 {
					if i%10 == w {
						b.Reload("linde")
					}
					a, err := b.Do(t.Context(), "linde", ledger.Request{Act: tension(fmt.Sprint(w, " ", i)), By: 1})
					must(t, err)
					if s, err := b.Wait(t.Context(), "linde", a.Entries[0].Seq-1); err != nil || s.Version < a.Entries[0].Seq {
						t.Error(err)
					}
					if _, err := b.At(t.Context(), "linde", a.State.Last); err != nil {
						t.Error(err)
					}
				}
			})
		}
		wg.Wait()
		if got := b.state().Version; got != version+320 {
			t.Fatalf("version %d, want %d", got, version+320)
		}
		b.sound()
	})
}

// What is acknowledged is in the log when the engine has closed, and nothing else.
func TestCloseUnderLoad(t *testing.T) {
	eachLog(t, func(t *testing.T, s storetest.Store) {
		b := newBench(t, s, ledger.Options{})
		before := b.state().Version
		var acked atomic.Int64
		var wg sync.WaitGroup
		for w := range 16 {
			wg.Go(func() {
				for i := 0; ; i++ {
					_, err := b.Do(t.Context(), "linde", ledger.Request{Act: tension(fmt.Sprint(w, " ", i)), By: 1})
					if errors.Is(err, ledger.ErrClosed) {
						return
					}
					must(t, err)
					acked.Add(1)
				}
			})
		}
		for acked.Load() < 300 {
			time.Sleep(time.Millisecond)
		}
		must(t, b.Close())
		wg.Wait()
		head, err := s.Head(t.Context(), "linde")
		must(t, err)
		if head.Seq != before+uint64(acked.Load()) {
			t.Fatalf("%d acknowledged, %d in the log", acked.Load(), head.Seq-before)
		}
		newBench(t, s, ledger.Options{}).sound()
	})
}

// Two programs on one file: each sees what the other did, nothing is lost, and
// neither starves.
func TestTwoProcesses(t *testing.T) {
	path := filepath.Join(t.TempDir(), "o.db")
	opts := ledger.Options{Follow: 5 * time.Millisecond}
	one := newBench(t, file(t, path), opts)
	two := newBench(t, file(t, path), opts)
	version := one.state().Version
	if two.state().Version != version {
		t.Fatal("they differ from the start")
	}
	var wg sync.WaitGroup
	for _, b := range []*bench{one, two} {
		for range 4 {
			wg.Go(func() {
				for range 60 {
					// Acts that give ids and texts must not take each other's.
					raise := &org.RaiseTension{Circle: 2, Title: "x", Body: org.Write("why"), Lead: true}
					a, err := b.Do(t.Context(), "linde", ledger.Request{Act: raise, By: 1})
					must(t, err)
					e := a.Entries[0].Act.(*org.RaiseTension)
					if s := a.State; s.Tension(e.Tension).Body != e.Body.ID || s.Initiative(e.Initiative).Tension != e.Tension {
						t.Errorf("%+v", e)
					}
				}
			})
		}
		wg.Go(func() {
			for i := range 20 {
				_, err := b.Bulk(t.Context(), "linde", 0, org.Import, func(k *ledger.Bulk) error {
					join := &org.JoinPerson{}
					must(t, k.Do(join))
					return k.Do(&org.JoinCircle{Circle: 2, Person: join.Person})
				})
				must(t, err)
				if i%5 == 0 {
					_, err := b.At(t.Context(), "linde", b.state().Last-1)
					must(t, err)
				}
			}
		})
	}
	wg.Wait()
	want := version + 2*(4*60+2*20)
	for _, b := range []*bench{one, two} {
		s, err := b.Wait(t.Context(), "linde", want-1) // by following alone
		must(t, err)
		if s.Version != want {
			t.Fatalf("version %d, want %d", s.Version, want)
		}
		b.sound()
	}
	texts, err := one.log.AllTexts(t.Context(), "linde")
	if err != nil || len(texts) != 480 {
		t.Fatal(len(texts), err)
	}
	// A key that one of them has answered is known to the other.
	r := ledger.Request{Act: tension("once"), By: 1, Key: "k"}
	a, err := one.Do(t.Context(), "linde", r)
	must(t, err)
	r.Act = tension("once")
	again, err := two.Do(t.Context(), "linde", r)
	if err != nil || !again.Repeated || again.Entries[0].Seq != a.Entries[0].Seq {
		t.Fatal(again, err)
	}
	// A redaction by one takes the title out of what the other has in memory.
	must(t, one.Redact(t.Context(), "linde", a.Entries[0].Seq))
	id := a.Entries[0].Act.(*org.RaiseTension).Tension
	if _, err = two.Wait(t.Context(), "linde", a.Entries[0].Seq); err != nil {
		t.Fatal(err)
	}
	if one.state().Tension(id).Title != ledger.Redacted || two.state().Tension(id).Title != ledger.Redacted {
		t.Fatal("the title is still there")
	}
	two.sound()
}

func TestRedact(t *testing.T) {
	eachLog(t, func(t *testing.T, s storetest.Store) {
		b := newBench(t, s, ledger.Options{KeepEvery: 1, SaveEvery: 10})
		a := b.do(&org.RaiseTension{Circle: 2, Title: "Secret", Lead: true}, 1)
		role := b.do(&org.CreateRole{Circle: 2, Name: "Secret", Purpose: "Secret", Accountabilities: []string{"Secret", "Secret"}, Key: "k:1"}, 1)
		b.do(tension("after"), 1)
		old, err := b.At(t.Context(), "linde", b.state().Last-1)
		must(t, err)
		for _, e := range append(a.Entries, role.Entries...) {
			must(t, b.Redact(t.Context(), "linde", e.Seq))
		}
		now := b.state()
		past, err := b.At(t.Context(), "linde", old.Last)
		must(t, err)
		for _, s := range []*org.State{now, past} {
			raw, err := s.Encode()
			must(t, err)
			if strings.Contains(string(raw), "Secret") && s.Version >= a.Entries[0].Seq {
				t.Fatal("the title is still in a state")
			}
		}
		if r := now.Role(2); r.Name != ledger.Redacted || r.Key != "k:1" || len(r.Accountabilities) != 2 || now.Initiative(1).Title != ledger.Redacted {
			t.Fatalf("%+v", r)
		}
		seqs := map[uint64]org.Code{0: org.NotFound, 9999: org.NotFound, 1: org.Conflict, a.Entries[0].Seq: org.Conflict, now.Version: org.Conflict, 2: org.Conflict}
		for seq, code := range seqs {
			if err := b.Redact(t.Context(), "linde", seq); org.CodeOf(err) != code {
				t.Errorf("entry %d: %v", seq, err)
			}
		}
		b.do(tension("goes on"), 1)
		b.sound()
		must(t, b.Close())
		newBench(t, s, ledger.Options{}).sound()
	})
}

// Redactions while everybody writes go through, and settings are not redacted.
func TestRedactUnderLoad(t *testing.T) {
	eachLog(t, func(t *testing.T, s storetest.Store) {
		b := newBench(t, s, ledger.Options{SaveEvery: 5})
		lang := "en"
		settings := b.do(&org.AmendOrganisation{Lang: &lang}, 1)
		if err := b.Redact(t.Context(), "linde", settings.Entries[0].Seq); org.CodeOf(err) != org.Conflict {
			t.Fatal(err)
		}
		var wg sync.WaitGroup
		for w := range 4 {
			wg.Go(func() {
				for i := range 25 {
					a, err := b.Do(t.Context(), "linde", ledger.Request{Act: tension("Secret"), By: 1})
					must(t, err)
					if i%5 != w {
						continue
					}
					must(t, b.Redact(t.Context(), "linde", a.Entries[0].Seq))
					id := a.Entries[0].Act.(*org.RaiseTension).Tension
					if got := b.state().Tension(id).Title; got != ledger.Redacted {
						t.Error(got)
					}
				}
			})
		}
		wg.Wait()
		b.sound()
	})
}

// A log of a newer program is left alone, and the message says which entry.
func TestAnUnknownKindStops(t *testing.T) {
	eachLog(t, func(t *testing.T, s storetest.Store) {
		b := newBench(t, s, ledger.Options{})
		version := b.state().Version
		must(t, b.Close())
		head, err := s.Head(t.Context(), "linde")
		must(t, err)
		row := storetest.Row(head, `{"at":"2026-01-01T00:00:00Z","kind":"circle.dance","act":{}}`)
		must(t, s.Append(t.Context(), ledger.Batch{Slug: "linde", Before: head, Rows: []ledger.Row{row}}))
		b = newBench(t, s, ledger.Options{})
		_, err1 := b.State(t.Context(), "linde")
		_, err2 := b.Do(t.Context(), "linde", ledger.Request{Act: tension("x"), By: 1})
		_, err3 := ledger.Verify(t.Context(), s, "linde")
		for _, err := range []error{err1, err2, err3} {
			if !errors.Is(err, org.ErrUnknownKind) || !strings.Contains(err.Error(), fmt.Sprintf("linde: entry %d: ", version+1)) || !strings.Contains(err.Error(), "circle.dance") {
				t.Error(err)
			}
		}
	})
}

// A log that is cut off under a running program is noticed, not written over.
func TestALogCutOff(t *testing.T) {
	path := filepath.Join(t.TempDir(), "o.db")
	b := newBench(t, file(t, path), ledger.Options{Follow: -1})
	for range 5 {
		b.do(tension("x"), 1)
	}
	version := b.state().Version
	tamper(t, path, "DELETE FROM acts WHERE id = (SELECT max(id) FROM acts)")
	tamper(t, path, "UPDATE orgs SET seq = seq - 1, hash = (SELECT substr(hashes, -32) FROM acts ORDER BY id DESC LIMIT 1)")
	_, err := b.Do(t.Context(), "linde", ledger.Request{Act: tension("x"), By: 1})
	if e, ok := errors.AsType[*ledger.BrokenError](err); !ok || e.Seq != version {
		t.Fatal(err)
	}
	if s := b.state(); s.Version != version-1 { // what is there was read again
		t.Fatal(s.Version)
	}
}
