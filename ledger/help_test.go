package ledger_test

import (
	"context"
	"errors"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"go.uber.org/goleak"

	"orpheus/internal/test/pgtest"
	"orpheus/ledger"
	"orpheus/org"
	"orpheus/store/memory"
	"orpheus/store/postgres"
	"orpheus/store/records"
	"orpheus/store/sqlite"
	"orpheus/store/storetest"
)

func TestMain(m *testing.M) {
	goleak.VerifyTestMain(m)
}

// faulty is a log whose writes can be held up or made to fail.
type faulty struct {
	storetest.Store
	mu     sync.Mutex
	before func(ledger.Batch) error // nil for none; before the write
	writes []ledger.Batch
}

func (f *faulty) hook(g func(ledger.Batch) error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.before = g
}

func (f *faulty) check(b ledger.Batch) error {
	f.mu.Lock()
	g := f.before
	f.writes = append(f.writes, b)
	f.mu.Unlock()
	if g != nil {
		return g(b)
	}
	return nil
}

func (f *faulty) count() int {
	f.mu.Lock()
	defer f.mu.Unlock()
	return len(f.writes)
}

func (f *faulty) Append(ctx context.Context, b ledger.Batch) error {
	if err := f.check(b); err != nil {
		return err
	}
	return f.Store.Append(ctx, b)
}

func (f *faulty) AppendNext(ctx context.Context, slug string, next func(ledger.Head) (ledger.Batch, error)) error {
	return f.Store.AppendNext(ctx, slug, func(at ledger.Head) (ledger.Batch, error) {
		b, err := next(at)
		if err == nil {
			err = f.check(b)
		}
		return b, err
	})
}

// bench is an engine over a log, with an organisation "linde" in it: stewards P1
// and P2, a guest P3, circle C2 with role R1.
type bench struct {
	*ledger.Engine
	t   testing.TB
	log *faulty
}

var errDisk = errors.New("the disk is full")

func newBench(t testing.TB, store storetest.Store, opts ledger.Options) *bench {
	t.Helper()
	log := &faulty{Store: store}
	b := &bench{ledger.New(log, opts), t, log}
	t.Cleanup(func() { must(t, b.Close()) })
	if _, err := store.Head(context.Background(), "linde"); err == nil {
		return b
	}
	must(t, b.Found(t.Context(), &org.FoundOrganisation{Slug: "linde", Name: "De Linde", Lang: "nl"}, 0))
	_, err := b.Bulk(t.Context(), "linde", 0, org.Operator, beginning)
	must(t, err)
	return b
}

func beginning(b *ledger.Bulk) error {
	for i, act := range []org.Act{
		&org.JoinPerson{}, &org.SetSteward{Person: 1, Steward: true},
		&org.JoinPerson{}, &org.SetSteward{Person: 2, Steward: true}, &org.JoinPerson{Guest: true},
		&org.FormCircle{Name: "Home care", Parents: []org.CircleID{org.Root}},
		&org.CreateRole{Circle: 2, Name: "Wound care", TermDays: 30},
		&org.JoinCircle{Circle: 2, Person: 1}, &org.JoinCircle{Circle: 2, Person: 2},
	} {
		m := org.Moment{At: b.At(), Face: org.Operator}
		if err := b.DoAs(act, m, &records.Profile{Name: "Person " + string(rune('A'+i))}); err != nil {
			return err
		}
	}
	return nil
}

func (b *bench) do(act org.Act, by org.PersonID) ledger.Answer {
	b.t.Helper()
	a, err := b.Do(context.Background(), "linde", ledger.Request{Act: act, By: by, Face: org.Web})
	must(b.t, err)
	return a
}

func (b *bench) state() *org.State {
	b.t.Helper()
	s, err := b.State(context.Background(), "linde")
	must(b.t, err)
	return s
}

// sound checks that the present state is what the log says.
func (b *bench) sound() {
	b.t.Helper()
	v, err := ledger.Verify(context.Background(), b.log, "linde")
	must(b.t, err)
	if got := digest(b.t, b.state()); got != v.Digest {
		b.t.Fatalf("the state has digest %s, the log leads to %s", got, v.Digest)
	}
}

type fataler interface {
	Helper()
	Fatal(...any)
	Fatalf(string, ...any)
}

func must(t fataler, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func digest(t fataler, s *org.State) string {
	t.Helper()
	d, err := s.Digest()
	must(t, err)
	return d
}

func file(t testing.TB, path string) *sqlite.Log {
	t.Helper()
	l, err := sqlite.Open(context.Background(), path, true)
	must(t, err)
	t.Cleanup(func() { must(t, l.Close()) })
	return l
}

// eachLog runs a test over every kind of log.
func eachLog(t *testing.T, f func(t *testing.T, s storetest.Store)) {
	t.Run("memory", func(t *testing.T) { f(t, new(memory.Log)) })
	t.Run("sqlite", func(t *testing.T) { f(t, file(t, filepath.Join(t.TempDir(), "o.db"))) })
	t.Run("postgres", func(t *testing.T) {
		l, err := postgres.Open(t.Context(), pgtest.Database(t), postgres.Options{Create: true, Key: filepath.Join(t.TempDir(), "key")})
		must(t, err)
		t.Cleanup(func() { must(t, l.Close()) })
		f(t, l)
	})
}

func tension(title string) *org.RaiseTension { return &org.RaiseTension{Circle: 2, Title: title} }

func sleep(d org.Time) { time.Sleep(time.Duration(d) * time.Microsecond) }
