package fault_test

import (
	"compress/gzip"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"orpheus/ledger"
	"orpheus/org"
	"orpheus/store/sqlite"
)

// machine is a program over a file on a disk that fails, and what it acknowledged.
type machine struct {
	p     *platter
	path  string
	mu    sync.Mutex
	acked map[string]uint64
	told  []error // why acts were refused
}

func newMachine(t testing.TB, seed uint64) *machine {
	dir := t.TempDir()
	return &machine{p: newPlatter(t, dir, seed), path: filepath.Join(dir, "o.db"), acked: map[string]uint64{}}
}

// work opens the file, does acts by three at once, some of which take much room or are redacted,
// and closes it.
func (m *machine) work(ctx context.Context, life, acts int) {
	l, err := sqlite.Open(ctx, m.path, true)
	if err != nil {
		m.refused(err)
		return
	}
	defer l.Close()
	e := ledger.New(l, ledger.Options{SaveEvery: 5, Follow: -1})
	defer e.Close()
	for range 20 {
		if err = begun(ctx, e); err == nil {
			break
		}
		m.refused(err)
	}
	if err != nil {
		return
	}
	var wg sync.WaitGroup
	for w := range 3 {
		wg.Go(func() {
			for i := range acts {
				m.one(ctx, e, fmt.Sprintf("%d-%d-%d", life, w, i), w == 1 && i%4 == 3)
			}
		})
	}
	wg.Wait()
}

func (m *machine) one(ctx context.Context, e *ledger.Engine, title string, redact bool) {
	body := strings.Repeat("why "+title+" ", 1+len(title)*len(title)*8)
	for range 8 {
		a, err := e.Do(ctx, "linde", ledger.Request{Act: &org.RaiseTension{Circle: 2, Title: title, Body: org.Write(body)}, By: 1, Face: org.Web, Key: title})
		if err != nil {
			m.refused(err)
			continue
		}
		seq := a.Entries[0].Seq
		m.mu.Lock()
		m.acked[title] = seq
		m.mu.Unlock()
		if redact {
			if err := e.Redact(ctx, "linde", seq); err != nil {
				m.refused(err)
			}
		}
		return
	}
}

func (m *machine) refused(err error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.told = append(m.told, err)
}

// kept opens the file in some folder, as a program that is started does, and looks whether all is
// there that was acknowledged, once, and whether it goes on from there.
func (m *machine) kept(t testing.TB, dir string) {
	t.Helper()
	ctx := context.Background()
	path := filepath.Join(dir, "o.db")
	l, err := sqlite.Open(ctx, path, true)
	if err != nil {
		t.Fatalf("it does not open: %v", err)
	}
	defer func() { must(t, l.Close()) }()
	if found, err := l.Check(ctx); err != nil || len(found) > 0 {
		t.Errorf("it is found that %v, %v", found, err)
	}
	v, err := ledger.Verify(ctx, l, "linde")
	if errors.Is(err, ledger.ErrNoOrganisation) && len(m.acked) == 0 {
		return
	}
	if err != nil {
		left, _ := os.ReadDir(dir)
		t.Errorf("%v; %d acts were acknowledged; there is %v; %d operations, told %v", err, len(m.acked), left, m.p.n, m.told[:min(len(m.told), 3)])
		return
	}
	found, redacted := map[string]uint64{}, map[uint64]bool{}
	for row, err := range l.Read(ctx, "linde", 0) {
		must(t, err)
		e, err := org.DecodeEntry(row.Seq, row.Line)
		must(t, err)
		if raise, ok := e.Act.(*org.RaiseTension); ok && row.Digest == (ledger.Hash{}) {
			if found[raise.Title] != 0 {
				t.Errorf("%s is there twice", raise.Title)
			}
			found[raise.Title] = row.Seq
		}
		redacted[row.Seq] = row.Digest != ledger.Hash{}
	}
	for title, seq := range m.acked {
		if seq > v.Version || found[title] != seq && !redacted[seq] {
			t.Errorf("%s was acknowledged as %d and is %d; the log ends at %d", title, seq, found[title], v.Version)
		}
	}
	e := ledger.New(l, ledger.Options{Follow: -1})
	defer e.Close()
	if _, err := e.Do(ctx, "linde", ledger.Request{Act: &org.RaiseTension{Title: "after"}, Face: org.Operator}); err != nil {
		t.Errorf("it does not go on: %v", err)
	}
}

// After a power cut at any moment all is there that was acknowledged, whatever of the rest reached
// the disk: pages in parts, out of order, or not at all.
func TestPowerCut(t *testing.T) {
	seed := uint64(time.Now().UnixNano())
	n, acked := times(*cutsFlag, 60, 12), 0
	for i := range uint64(n) {
		r := rand.New(rand.NewPCG(seed+i, 1))
		m := newMachine(t, seed+i)
		when := 1 + r.IntN(600)
		m.p.plan = func(_ diskOp, n int) diskFault {
			if n == when {
				return powerCut
			}
			return works
		}
		for life := range 3 {
			m.work(t.Context(), life, 8)
		}
		m.kept(t, m.p.cut(t))
		acked += len(m.acked)
		if t.Failed() {
			t.Fatalf("power cut %d of seed %d, at operation %d", i, seed, when)
		}
	}
	t.Logf("%d power cuts, %d acts acknowledged, none lost", n, acked)
	if acked < 5*n {
		t.Error("that shows little")
	}
}

// On a disk that fails now and then (writes, syncs, and parts of writes) an act is refused or
// kept, and that is how it stays: after a power cut too.
func TestDiskErrors(t *testing.T) {
	seed := uint64(time.Now().UnixNano())
	n, acked, told := times(*cutsFlag, 60, 12), 0, 0
	for i := range uint64(n) {
		m := newMachine(t, seed+i)
		r := rand.New(rand.NewPCG(seed+i, 1))
		each, begin := 4+r.IntN(40), r.IntN(100)
		m.p.plan = func(op diskOp, n int) diskFault {
			switch {
			case n < begin || r.IntN(each) > 0:
				return works
			case op == opWrite && r.IntN(2) == 0:
				return short
			}
			return fails
		}
		for life := range 3 {
			m.work(t.Context(), life, 8)
		}
		m.p.mu.Lock()
		m.p.plan = nil
		m.p.mu.Unlock()
		m.kept(t, m.p.cut(t))
		acked, told = acked+len(m.acked), told+len(m.told)
		for _, err := range m.told {
			if !sqlite.IsFull(err) && !sqlite.IsUnreadable(err) && org.CodeOf(err) == 0 {
				t.Errorf("an act was refused without a reason that says what to do: %v", err)
			}
		}
		if t.Failed() {
			t.Fatalf("disk %d of seed %d", i, seed)
		}
	}
	t.Logf("%d disks, %d acts acknowledged, none lost; %d times told why not", n, acked, told)
	if acked < 5*n || told < n {
		t.Error("that shows little")
	}
}

// What a program could not sync is in its log, as the next program reads it, and may never be on the
// disk. Nothing is written behind it: else all that is would be lost with it when the power goes.
func TestNothingIsWrittenBehindAFailedSync(t *testing.T) {
	m := newMachine(t, 1)
	m.p.worst = true
	plan := func(f func(op diskOp) bool) {
		m.p.mu.Lock()
		defer m.p.mu.Unlock()
		m.p.plan = func(op diskOp, _ int) diskFault {
			if f(op) {
				return fails
			}
			return works
		}
	}
	ctx := t.Context()
	open := func() (*sqlite.Log, *ledger.Engine) {
		l, err := sqlite.Open(ctx, m.path, false)
		must(t, err)
		return l, ledger.New(l, ledger.Options{Follow: -1})
	}
	m.work(ctx, 1, 1)
	l, e := open()
	do := func(title string) error {
		a, err := e.Do(ctx, "linde", ledger.Request{Act: &org.RaiseTension{Title: title}, Face: org.Operator, Key: title})
		if err == nil {
			m.acked[title] = a.Entries[0].Seq
		}
		return err
	}
	must(t, do("before"))
	plan(func(op diskOp) bool { return op == opSync })
	if err := do("not synced"); err == nil {
		t.Fatal("an act was acknowledged that is not on the disk")
	}
	plan(func(diskOp) bool { return true }) // so it falls over, as good as
	_, _ = e.Close(), l.Close()
	l, e = open()
	if err := do("too early"); err == nil {
		t.Error("an act was acknowledged by a disk that fails")
	}
	plan(func(diskOp) bool { return false })
	err := do("after")
	for range 5 { // each who has the file open is told once more
		if err != nil {
			err = do("after")
		}
	}
	must(t, err)
	dir := m.p.cut(t)
	_, _ = e.Close(), l.Close()
	m.kept(t, dir)
}

// A store of every layout there ever was opens in one step after a power cut at any moment of the
// change of its layout, and is what it was.
func TestPowerCutWhileTheLayoutChanges(t *testing.T) {
	names, err := filepath.Glob("../../store/sqlite/testdata/corpus/*.db.gz")
	must(t, err)
	if len(names) < 7 {
		t.Fatalf("there are %v", names)
	}
	seed := uint64(time.Now().UnixNano())
	t.Logf("seed %d", seed)
	cuts := 0
	for i, name := range names {
		m := newMachine(t, seed)
		old := unpacked(t, name)
		must(t, os.WriteFile(m.path, old, 0o600))
		l, err := sqlite.Open(t.Context(), m.path, true)
		must(t, err)
		whole := m.p.n // what it takes
		must(t, l.Close())
		r := rand.New(rand.NewPCG(seed, uint64(i)))
		for range min(times(*cutsFlag, 6, 2), 4*whole) {
			cutLayout(t, name, old, 1+r.IntN(whole), r.Uint64())
			cuts++
		}
	}
	t.Logf("%d power cuts of %d stores", cuts, len(names))
}

func cutLayout(t *testing.T, name string, old []byte, when int, seed uint64) {
	t.Helper()
	m := newMachine(t, seed)
	must(t, os.WriteFile(m.path, old, 0o600))
	m.p.plan = func(_ diskOp, n int) diskFault {
		if n == when {
			return powerCut
		}
		return works
	}
	if l, err := sqlite.Open(t.Context(), m.path, true); err == nil {
		_ = l.Close()
	}
	l, err := sqlite.Open(t.Context(), filepath.Join(m.p.cut(t), "o.db"), true)
	if err != nil {
		t.Fatalf("%s, cut at %d with seed %d, does not open: %v", name, when, seed, err)
	}
	defer func() { must(t, l.Close()) }()
	var was struct {
		Orgs map[string]struct{ Digest, Head string }
	}
	b, err := os.ReadFile(strings.TrimSuffix(name, ".db.gz") + ".json")
	must(t, err)
	must(t, json.Unmarshal(b, &was))
	for slug, o := range was.Orgs {
		if v, err := ledger.Verify(t.Context(), l, slug); err != nil || v.Digest != o.Digest || v.Head.String() != o.Head {
			t.Errorf("%s, cut at %d with seed %d: %s is %+v, %v; it was %+v", name, when, seed, slug, v, err, o)
		}
	}
	if found, err := l.Check(t.Context()); err != nil || len(found) > 0 || len(was.Orgs) == 0 {
		t.Errorf("%s, cut at %d with seed %d: %v, %v", name, when, seed, found, err)
	}
}

func unpacked(t *testing.T, name string) []byte {
	t.Helper()
	f, err := os.Open(name)
	must(t, err)
	defer f.Close()
	z, err := gzip.NewReader(f)
	must(t, err)
	b, err := io.ReadAll(z)
	must(t, err)
	return b
}
