package sqlite

import (
	"context"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"orpheus/ledger"
)

// begun is a store with a write-ahead log that nobody has emptied, as a program that
// was killed leaves it.
func begun(t *testing.T) (path string) {
	t.Helper()
	dir := t.TempDir()
	l, err := Open(t.Context(), filepath.Join(dir, "o.db"), true)
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	head := ledger.Head{}
	for i := range 30 {
		h := ledger.Hash{byte(i + 1)}
		b := ledger.Batch{Slug: "linde", Before: head, Rows: []ledger.Row{{Seq: head.Seq + 1, Line: []byte(strings.Repeat("x", 40+i)), Hash: h}}}
		if err := l.Append(context.Background(), b); err != nil {
			t.Fatal(err)
		}
		head = b.Last()
	}
	path = filepath.Join(t.TempDir(), "o.db")
	for _, end := range []string{"", "-wal"} {
		copyFile(t, filepath.Join(dir, "o.db"+end), path+end)
	}
	return path
}

func copyFile(t *testing.T, from, to string) {
	t.Helper()
	b, err := os.ReadFile(from)
	if err == nil {
		err = os.WriteFile(to, b, 0o600)
	}
	if err != nil {
		t.Fatal(err)
	}
}

// found opens a store and returns what Check finds.
func found(t *testing.T, path string) string {
	t.Helper()
	l, err := Open(t.Context(), path, false)
	if err != nil {
		return err.Error()
	}
	defer l.Close()
	all, err := l.Check(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return strings.Join(all, "\n")
}

// One byte changed anywhere in the write-ahead log is found, and is known the next
// time too; a log that was only cut off, or is from before, is as it should be.
func TestWALDamage(t *testing.T) {
	if got := found(t, begun(t)); got != "" {
		t.Fatal(got)
	}
	path := begun(t)
	whole, err := os.ReadFile(path + "-wal")
	if err != nil || len(whole) < 20*4096 {
		t.Fatalf("%d bytes to damage, %v", len(whole), err)
	}
	r := rand.New(rand.NewPCG(3, 4))
	for range 60 {
		at := r.IntN(len(whole))
		path := begun(t)
		b, err := os.ReadFile(path + "-wal")
		if err != nil {
			t.Fatal(err)
		}
		b[at] ^= 1 << r.IntN(8)
		if err := os.WriteFile(path+"-wal", b, 0o600); err != nil {
			t.Fatal(err)
		}
		for range 2 {
			if got := found(t, path); !strings.Contains(got, "write-ahead log") {
				t.Fatalf("byte %d of %d changed: found %q", at, len(b), got)
			}
		}
		if err := os.Remove(spoilt(path)); err != nil {
			t.Fatal(err)
		}
		if got := found(t, path); got != "" {
			t.Fatalf("the copy was removed, still: %s", got)
		}
	}
	for _, cut := range []int{0, 10, walHeader, walHeader + 100, len(whole) / 2, len(whole) - 1} {
		path := begun(t)
		if err := os.Truncate(path+"-wal", int64(cut)); err != nil {
			t.Fatal(err)
		}
		if got := found(t, path); strings.Contains(got, "write-ahead log") {
			t.Errorf("cut off at byte %d: %s", cut, got)
		}
	}
}

// A log that was begun anew has older frames behind its end.
func TestWALBegunAnew(t *testing.T) {
	path := filepath.Join(t.TempDir(), "o.db")
	l, err := Open(t.Context(), path, true)
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	head := ledger.Head{}
	for i := range 3000 { // emptied by itself each thousand pages
		b := ledger.Batch{Slug: "linde", Before: head, Rows: []ledger.Row{{Seq: head.Seq + 1, Line: []byte("x"), Hash: ledger.Hash{byte(i), byte(i >> 8), 1}}}}
		if err := l.Append(t.Context(), b); err != nil {
			t.Fatal(err)
		}
		head = b.Last()
		if i%100 == 7 {
			if at, err := walDamage(path); at >= 0 || err != nil {
				t.Fatalf("after %d appends: byte %d, %v", i, at, err)
			}
		}
	}
	f, err := os.Open(path + "-wal")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if n, _ := io.Copy(io.Discard, f); n < 1000*4096 {
		t.Fatalf("the log was never begun anew: %d bytes", n)
	}
}
