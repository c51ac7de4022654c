//go:build linux

package fault_test

import (
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"orpheus/internal/test/need"
	"orpheus/ledger"
	"orpheus/org"
	"orpheus/store/sqlite"
)

// tiny returns a folder on a disk of so many bytes.
func tiny(t *testing.T, size string) string {
	t.Helper()
	dir := t.TempDir()
	if err := syscall.Mount("tmpfs", dir, "tmpfs", 0, "size="+size); err != nil {
		need.Missing(t, "no disk of its own for the test (it takes root): "+err.Error())
	}
	t.Cleanup(func() { must(t, syscall.Unmount(dir, 0)) })
	return dir
}

// fill leaves so many bytes on the disk of a folder.
func fill(t *testing.T, dir string, leave int64) {
	t.Helper()
	var s syscall.Statfs_t
	must(t, syscall.Statfs(dir, &s))
	f, err := os.Create(filepath.Join(dir, "ballast"))
	must(t, err)
	defer f.Close()
	must(t, syscall.Fallocate(int(f.Fd()), 0, 0, max(4096, int64(s.Bavail)*s.Bsize-leave)))
}

// On a full disk acts are refused, with an error that says so; what was acknowledged is there and
// can be read, and as soon as there is room all goes on, without a new start.
func TestFullDisk(t *testing.T) {
	dir := tiny(t, "8m")
	path := filepath.Join(dir, "o.db")
	ctx := t.Context()
	l, err := sqlite.Open(ctx, path, true)
	must(t, err)
	e := ledger.New(l, ledger.Options{SaveEvery: 20, Follow: -1})
	must(t, begun(ctx, e))
	m := &machine{acked: map[string]uint64{}}
	long := org.Write(strings.Repeat("why ", 2000))
	raise := func(title string) error {
		a, err := e.Do(ctx, "linde", ledger.Request{Act: &org.RaiseTension{Circle: 2, Title: title, Body: long}, By: 1, Face: org.Web, Key: title})
		if err == nil {
			m.acked[title] = a.Entries[0].Seq
		}
		return err
	}
	title := func(round, i int) string {
		return string(rune('a'+round)) + string(rune('0'+i/100)) + string(rune('0'+i/10%10)) + string(rune('0'+i%10))
	}
	for round := range 4 {
		fill(t, dir, int64(200_000+300_000*round))
		i := 0
		for err = nil; err == nil && i < 900; i++ {
			err = raise(title(round, i))
		}
		if !sqlite.IsFull(err) {
			t.Fatalf("after %d acts on a disk that is full: %v", i, err)
		}
		for range 3 { // and again, and for others
			if err := raise(title(round, i-1)); err == nil || !sqlite.IsFull(err) {
				t.Fatalf("on a full disk: %v", err)
			}
		}
		if err := e.Redact(ctx, "linde", m.acked[title(round, 0)]); err != nil && !sqlite.IsFull(err) {
			t.Fatalf("an entry is redacted on a full disk: %v", err)
		}
		s, err := e.State(ctx, "linde")
		if err != nil || s.Version < uint64(len(m.acked)) {
			t.Fatalf("it cannot be read: %v", err)
		}
		if round == 2 { // started again while there is no room
			must(t, e.Close())
			must(t, l.Close())
			if l, err = sqlite.Open(ctx, path, true); err != nil {
				t.Logf("on a full disk the store does not open: %v", err)
				if !sqlite.IsFull(err) {
					t.Error(err)
				}
				must(t, os.Remove(filepath.Join(dir, "ballast")))
				l, err = sqlite.Open(ctx, path, true)
				must(t, err)
			}
			e = ledger.New(l, ledger.Options{SaveEvery: 20, Follow: -1})
		}
		if err := os.Remove(filepath.Join(dir, "ballast")); err != nil && !os.IsNotExist(err) {
			t.Fatal(err)
		}
		if err := raise(title(round, i-1)); err != nil {
			t.Fatalf("there is room again: %v", err)
		}
	}
	must(t, e.Close())
	must(t, l.Close())
	if len(m.acked) < 40 {
		t.Errorf("%d acts show little", len(m.acked))
	}
	m.kept(t, dir)
	t.Logf("%d acts acknowledged, none lost", len(m.acked))
}
