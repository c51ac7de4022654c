package ledger_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"orpheus/ledger"
	"orpheus/org"
	"orpheus/store/memory"
	"orpheus/store/records"
	"orpheus/store/storetest"
)

// Nothing is visible before it is on disk; then it is, and the waiting wake.
func TestPublishesAfterTheCommit(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := newBench(t, new(memory.Log), ledger.Options{})
		before := b.state()
		hold := make(chan struct{})
		b.log.hook(func(ledger.Batch) error { <-hold; return nil })
		var done, woken atomic.Int32
		go func() {
			_, err := b.Do(t.Context(), "linde", ledger.Request{Act: tension("Cold rooms"), By: 1})
			must(t, err)
			done.Add(1)
		}()
		for range 3 {
			go func() {
				s, err := b.Wait(t.Context(), "linde", before.Version)
				must(t, err)
				if s.Tension(1) == nil {
					t.Error("woken without the act")
				}
				woken.Add(1)
			}()
		}
		synctest.Wait()
		if b.state() != before || done.Load()+woken.Load() != 0 {
			t.Fatal("something is visible before the commit")
		}
		head, err := b.log.Head(t.Context(), "linde")
		must(t, err)
		if head.Seq != before.Version {
			t.Fatal("something is in the log")
		}
		close(hold)
		synctest.Wait()
		if b.state().Tension(1) == nil || done.Load() != 1 || woken.Load() != 3 {
			t.Fatal("it is not visible after the commit")
		}
		b.sound()
	})
}

// A commit that fails leaves no trace: the same request can be made again.
func TestAFailedCommitLeavesNoTrace(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := newBench(t, new(memory.Log), ledger.Options{})
		before, old := b.state(), digest(t, b.state())
		b.log.hook(func(ledger.Batch) error { return errDisk })
		join := &org.JoinPerson{}
		r := ledger.Request{Act: join, By: 1, Key: "k", Profile: &records.Profile{Name: "Dot"}}
		raise := &org.RaiseTension{Circle: 2, Title: "Cold rooms", Body: org.Write("Since Monday."), Lead: true}
		var bulked *org.FormCircle
		for range 3 {
			if _, err := b.Do(t.Context(), "linde", r); !errors.Is(err, errDisk) {
				t.Fatal(err)
			}
			if _, err := b.Do(t.Context(), "linde", ledger.Request{Act: raise, By: 1}); !errors.Is(err, errDisk) {
				t.Fatal(err)
			}
			_, err := b.Bulk(t.Context(), "linde", 0, org.Import, func(k *ledger.Bulk) error {
				if bulked == nil {
					bulked = &org.FormCircle{Name: "Night", Parents: []org.CircleID{1}}
				}
				return k.Do(bulked)
			})
			if !errors.Is(err, errDisk) {
				t.Fatal(err)
			}
		}
		if b.state() != before || digest(t, before) != old || join.Person != 0 || raise.Tension != 0 || raise.Body.ID != 0 || bulked.Circle != 0 {
			t.Fatal("a failed commit left a trace", join, raise, bulked)
		}
		p, err := b.log.Profiles(t.Context(), "linde")
		must(t, err)
		if len(p) != 3 {
			t.Fatal(p)
		}
		b.log.hook(nil)
		a, err := b.Do(t.Context(), "linde", r)
		must(t, err)
		if a.Repeated || a.State.Person(4) == nil || join.Person != 4 {
			t.Fatalf("the request did not go through afterwards: %+v", a)
		}
		b.do(raise, 1)
		text, err := b.log.Texts(t.Context(), "linde", raise.Body.ID)
		must(t, err)
		if text[1].Body != "Since Monday." || text[1].By != 1 {
			t.Fatal(text)
		}
		b.sound()
	})
}

// A refused request changes nothing, and those in the same group go through.
func TestARefusalCostsNobodyElse(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := newBench(t, new(memory.Log), ledger.Options{})
		hold := make(chan struct{})
		b.log.hook(func(ledger.Batch) error { <-hold; return nil })
		errs := make([]error, 21)
		var wg sync.WaitGroup
		for i := range errs {
			wg.Go(func() {
				var act org.Act = tension(fmt.Sprint("Tension ", i))
				if i%3 == 0 {
					act = &org.FeelTension{Tension: 999}
				}
				_, errs[i] = b.Do(t.Context(), "linde", ledger.Request{Act: act, By: 1})
			})
		}
		synctest.Wait()
		close(hold)
		wg.Wait()
		for i, err := range errs {
			if (i%3 == 0) != (org.CodeOf(err) == org.NotFound) || (i%3 != 0) != (err == nil) {
				t.Fatal(i, err)
			}
		}
		b.sound()
	})
}

// While one commit is on its way, requests gather and share the next.
func TestGroupsCommits(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var batches [][]org.Entry
		opts := ledger.Options{OnBatch: func(_ string, done []org.Entry) { batches = append(batches, done) }}
		b := newBench(t, new(memory.Log), opts)
		batches = nil
		first := b.log.count()
		var busy atomic.Int32
		b.log.hook(func(ledger.Batch) error {
			if busy.Add(1) > 1 {
				t.Error("two writers at once")
			}
			time.Sleep(time.Millisecond)
			busy.Add(-1)
			return nil
		})
		version := b.state().Version
		var wg sync.WaitGroup
		seqs := make([]uint64, 300)
		for i := range seqs {
			wg.Go(func() {
				a, err := b.Do(t.Context(), "linde", ledger.Request{Act: tension(fmt.Sprint(i)), By: 1})
				must(t, err)
				seqs[i] = a.Entries[0].Seq
				if len(a.Entries) != 1 || a.Entries[0].Act.(*org.RaiseTension).Title != fmt.Sprint(i) || a.State.Version < seqs[i] {
					t.Error("somebody else's answer")
				}
			})
		}
		wg.Wait()
		if n := b.log.count() - first; n > 3 {
			t.Errorf("%d commits for 300 requests that came together", n)
		}
		seen := map[uint64]bool{}
		for _, seq := range seqs {
			seen[seq] = true
		}
		if len(seen) != 300 || b.state().Version != version+300 {
			t.Error("requests were lost or done twice")
		}
		n := 0
		for _, entries := range batches {
			n += len(entries)
		}
		if n != 300 {
			t.Errorf("OnBatch heard of %d entries", n)
		}
		b.sound()
	})
}

func TestKeys(t *testing.T) {
	eachLog(t, func(t *testing.T, s storetest.Store) {
		b := newBench(t, s, ledger.Options{})
		ask := func(b *bench, key string) ledger.Answer {
			a, err := b.Do(t.Context(), "linde", ledger.Request{Act: &org.JoinPerson{}, By: 1, Key: key, Profile: &records.Profile{Name: "Dot"}})
			must(t, err)
			return a
		}
		first := ask(b, "a")
		again := ask(b, "a")
		if first.Repeated || !again.Repeated || again.Entries[0].Seq != first.Entries[0].Seq || len(again.Entries) != 1 {
			t.Fatalf("%+v then %+v", first, again)
		}
		if other := ask(b, "b"); other.Repeated || other.State.Person(5) == nil {
			t.Fatalf("%+v", other)
		}
		must(t, b.Close())
		b = newBench(t, s, ledger.Options{}) // after a restart
		if again := ask(b, "a"); !again.Repeated || again.Entries[0].Act.(*org.JoinPerson).Person != 4 || again.State.Version != b.state().Version {
			t.Fatalf("%+v", again)
		}
		// What was refused may be asked for again.
		r := ledger.Request{Act: &org.FeelTension{Tension: 1}, By: 1, Key: "c"}
		if _, err := b.Do(t.Context(), "linde", r); org.CodeOf(err) != org.NotFound {
			t.Fatal(err)
		}
		b.do(tension("Cold rooms"), 2)
		if a, err := b.Do(t.Context(), "linde", r); err != nil || a.Repeated {
			t.Fatal(a, err)
		}
		b.sound()
	})
}

// A key belongs to one act of one person: with it, nobody else and nothing else is
// answered as if it were done, whether the first is in the log or in the same group.
func TestKeysOfOthers(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := newBench(t, new(memory.Log), ledger.Options{})
		first, err := b.Do(t.Context(), "linde", ledger.Request{Act: tension("first"), By: 1, Key: "k"})
		must(t, err)
		hold := make(chan struct{})
		b.log.hook(func(ledger.Batch) error { <-hold; return nil })
		var wg sync.WaitGroup
		ask := func(key string, act org.Act, by org.PersonID, want org.Code, again bool) {
			wg.Go(func() {
				a, err := b.Do(t.Context(), "linde", ledger.Request{Act: act, By: by, Key: key})
				if org.CodeOf(err) != want || a.Repeated != again || want == 0 && err != nil {
					t.Errorf("%s, %s by %s: %v, repeated %v", key, org.NameOf(act), by, err, a.Repeated)
				}
				if want != 0 && len(a.Entries) > 0 {
					t.Errorf("%s: refused, and answered with %v", key, a.Entries)
				}
			})
			synctest.Wait() // one after the other, in one group
		}
		feel := func() org.Act { return &org.FeelTension{Tension: org.TensionID(1)} }
		ask("", tension("holds up the rest"), 1, 0, false)
		ask("k", tension("first"), 1, 0, true)
		ask("k", tension("first"), 2, org.Conflict, false)
		ask("k", feel(), 1, org.Conflict, false)
		ask("k", tension("another"), 1, org.Conflict, false)
		ask("new", tension("new"), 1, 0, false)
		ask("new", tension("new"), 1, 0, true)
		ask("new", tension("new"), 2, org.Conflict, false)
		ask("new", feel(), 1, org.Conflict, false)
		ask("new", tension("another"), 1, org.Conflict, false)
		before := b.state().Version
		close(hold)
		wg.Wait()
		if got := b.state().Version; before != first.State.Version || got != before+2 {
			t.Errorf("version %d after %d", got, before)
		}
	})
}

// Requests with one key in one group are done once, whether the key was used
// before or not.
func TestKeysInOneGroup(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := newBench(t, new(memory.Log), ledger.Options{})
		old, err := b.Do(t.Context(), "linde", ledger.Request{Act: tension("key old"), By: 1, Key: "old"})
		must(t, err)
		hold := make(chan struct{})
		b.log.hook(func(ledger.Batch) error { <-hold; return nil })
		var wg sync.WaitGroup
		ask := func(key string, by org.PersonID) {
			wg.Go(func() {
				a, err := b.Do(t.Context(), "linde", ledger.Request{Act: tension("key " + key), By: by, Key: key})
				switch {
				case by == 99: // unless the other one came first
					if c := org.CodeOf(err); c != org.NotFound && c != org.Conflict {
						t.Error(err)
					}
				case err != nil || len(a.Entries) != 1:
					t.Error(a, err)
				case key == "old" && a.Entries[0].Seq != old.Entries[0].Seq:
					t.Error(a)
				}
			})
		}
		ask("", 1) // holds up the rest
		synctest.Wait()
		for range 3 {
			for _, key := range []string{"old", "x", "y", "", "old"} {
				ask(key, 1)
			}
			ask("z", 99) // refused each time
		}
		ask("z", 2)
		synctest.Wait()
		close(hold)
		wg.Wait()
		titles := map[string]int{}
		for _, t := range b.state().Tensions() {
			titles[t.Title]++
		}
		if titles["key x"] != 1 || titles["key y"] != 1 || titles["key old"] != 1 || titles["key z"] != 1 || titles["key"] != 4 {
			t.Fatal(titles)
		}
		b.sound()
	})
}

// A context that ends leaves those who wait; what was begun is finished.
func TestContextsEnd(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := newBench(t, new(memory.Log), ledger.Options{})
		ctx, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		if _, err := b.Wait(ctx, "linde", 1e6); !errors.Is(err, context.DeadlineExceeded) {
			t.Fatal(err)
		}
		gone, stop := context.WithCancel(t.Context())
		b.log.hook(func(ledger.Batch) error { stop(); return nil })
		if a, err := b.Do(gone, "linde", ledger.Request{Act: tension("x"), By: 1}); err != nil || a.State.Tension(1) == nil {
			t.Fatal(err)
		}
		if _, err := b.Do(gone, "linde", ledger.Request{Act: tension("x"), By: 1}); !errors.Is(err, context.Canceled) {
			t.Logf("taken up all the same: %v", err) // the queue had room: either is right
		}
		b.sound()
	})
}

func TestNoOrganisation(t *testing.T) {
	eachLog(t, func(t *testing.T, s storetest.Store) {
		b := newBench(t, s, ledger.Options{})
		_, err1 := b.State(t.Context(), "other")
		_, err2 := b.At(t.Context(), "other", 1)
		_, err3 := b.Wait(t.Context(), "other", 0)
		_, err4 := b.Do(t.Context(), "other", ledger.Request{Act: tension("x")})
		_, err5 := b.Bulk(t.Context(), "other", 0, org.Import, func(*ledger.Bulk) error { return nil })
		err6 := b.Redact(t.Context(), "other", 1)
		for i, err := range []error{err1, err2, err3, err4, err5, err6} {
			if !errors.Is(err, ledger.ErrNoOrganisation) {
				t.Error(i+1, err)
			}
		}
		found := &org.FoundOrganisation{Slug: "linde", Name: "Again", Lang: "nl"}
		if err := b.Found(t.Context(), found, 0); org.CodeOf(err) != org.Conflict {
			t.Error(err)
		}
		var won, lost atomic.Int32
		var wg sync.WaitGroup
		for range 6 {
			wg.Go(func() {
				switch err := b.Found(t.Context(), &org.FoundOrganisation{Slug: "other", Name: "Other", Lang: "nl"}, 0); {
				case err == nil:
					won.Add(1)
				case org.CodeOf(err) == org.Conflict:
					lost.Add(1)
				default:
					t.Error(err)
				}
			})
		}
		wg.Wait()
		if won.Load() != 1 || lost.Load() != 5 {
			t.Error(won.Load(), lost.Load())
		}
		if _, err := b.State(t.Context(), "other"); err != nil {
			t.Error(err)
		}
	})
}

// A rule that fails costs its request, not the program.
func TestAPanicIsAnError(t *testing.T) {
	b := newBench(t, new(memory.Log), ledger.Options{})
	before := b.state()
	_, err := b.Do(t.Context(), "linde", ledger.Request{Act: (*org.RaiseTension)(nil), By: 1})
	if err == nil || org.CodeOf(err) != 0 || !strings.Contains(err.Error(), "a rule failed") {
		t.Fatal(err)
	}
	_, err = b.Bulk(t.Context(), "linde", 0, org.Import, func(k *ledger.Bulk) error {
		must(t, k.Do(tension("x")))
		panic("boom")
	})
	if err == nil || !strings.Contains(err.Error(), "boom") || b.state() != before {
		t.Fatal(err)
	}
	b.do(tension("x"), 1)
	b.sound()
}

// half is an act whose rule fails when some of it is done.
type half struct{ org.RaiseTension }

func (h *half) Apply(d *org.Draft, m org.Moment) {
	h.RaiseTension.Apply(d, m)
	panic("half-way")
}

// Those who share a commit with one whose rule fails lose nothing by it, and
// nothing of it is left.
func TestAPanicSparesOthers(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := newBench(t, new(memory.Log), ledger.Options{})
		first := b.state().Version
		gate := make(chan struct{})
		b.log.hook(func(ledger.Batch) error { <-gate; return nil })
		var wg sync.WaitGroup
		ask := func(r ledger.Request, refused bool) {
			wg.Go(func() {
				r.By = 1
				_, err := b.Do(t.Context(), "linde", r)
				if (err != nil) != refused {
					t.Error(err)
				}
			})
			synctest.Wait()
		}
		ask(ledger.Request{Act: tension("is being written")}, false)
		ask(ledger.Request{Act: tension("one"), Key: "k"}, false)
		ask(ledger.Request{Act: &half{*tension("bad")}}, true)
		ask(ledger.Request{Act: tension("")}, true)
		ask(ledger.Request{Act: tension("one"), Key: "k"}, false)
		ask(ledger.Request{Act: &half{*tension("worse")}}, true)
		ask(ledger.Request{Act: tension("two")}, false)
		close(gate)
		wg.Wait()
		if n := b.log.count(); n < 2 || b.state().Version != first+3 {
			t.Error(n, b.state().Version)
		}
		b.sound()
		must(t, b.Close())
	})
}

func TestClosed(t *testing.T) {
	b := newBench(t, new(memory.Log), ledger.Options{})
	b.state()
	must(t, b.Close())
	must(t, b.Close())
	_, err1 := b.State(t.Context(), "linde")
	_, err2 := b.Do(t.Context(), "linde", ledger.Request{Act: tension("x")})
	_, err3 := b.Wait(t.Context(), "linde", 1e6)
	for _, err := range []error{err1, err2, err3} {
		if !errors.Is(err, ledger.ErrClosed) {
			t.Error(err)
		}
	}
}
