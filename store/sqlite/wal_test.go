package sqlite

import (
	"bytes"
	"context"
	"errors"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"orpheus/ledger"
	"orpheus/store/records"
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
	for _, end := range []string{"", "-wal", "-shm"} {
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

// What was being written last when the power went may be on the disk in any order: that is no
// damage. What was confirmed before the last transaction began is.
func TestWALInAnyOrder(t *testing.T) {
	const frame = frameHeader + 4096
	path := begun(t)
	if err := os.Remove(path + "-shm"); err != nil { // it is memory
		t.Fatal(err)
	}
	b, err := os.ReadFile(path + "-wal")
	if err != nil {
		t.Fatal(err)
	}
	var ends []int // the frames with which transactions end
	for i := 0; walHeader+(i+1)*frame <= len(b); i++ {
		if ended(b[walHeader+i*frame:]) {
			ends = append(ends, i)
		}
	}
	last, before := ends[len(ends)-1], ends[len(ends)-2]
	if last-before < 2 {
		t.Fatalf("the last transaction has %d frames", last-before)
	}
	for _, c := range []struct {
		frame  int
		damage bool
	}{{before + 1, false}, {last, false}, {before, true}, {ends[len(ends)-3], true}, {0, true}} {
		bad := append([]byte(nil), b...)
		bad[walHeader+c.frame*frame+frameHeader+100] ^= 1
		if err := os.WriteFile(path+"-wal", bad, 0o600); err != nil {
			t.Fatal(err)
		}
		if at, err := walDamage(path); at >= 0 != c.damage || err != nil {
			t.Errorf("frame %d of %d: damage at %d, %v", c.frame, last, at, err)
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

// What was being written when the machine stopped was never confirmed: a frame of
// which a part is there is no damage, though older frames lie behind it.
func TestATornEndIsNoDamage(t *testing.T) {
	for _, shm := range []bool{true, false} { // the machine stopped, or was also started anew
		path := begun(t)
		b, err := os.ReadFile(path + "-wal")
		if err != nil {
			t.Fatal(err)
		}
		const frame = frameHeader + 4096
		ends := (len(b) - walHeader) / frame
		if !shm {
			if err := os.Remove(path + "-shm"); err != nil {
				t.Fatal(err)
			}
		}
		for _, whole := range []int{10, frameHeader, frameHeader + 1, 2000, frame - 1} {
			torn := append([]byte(nil), b...)
			next := append([]byte(nil), b[walHeader+(ends-1)*frame:][:frame]...) // of this log, in another place
			old := make([]byte, 3*frame)
			copy(old, next[:whole])
			if whole > 16 {
				copy(old[8:16], b[16:24])
			}
			if err := os.WriteFile(path+"-wal", append(torn, old...), 0o600); err != nil {
				t.Fatal(err)
			}
			if at, err := walDamage(path); at >= 0 || err != nil {
				t.Errorf("%d bytes of a frame, %v: damage at %d, %v", whole, shm, at, err)
			}
		}
	}
}

// Without room for a copy of a log that cannot be read the store is not opened, and
// the log stays; half a copy is never taken for one.
func TestNoRoomForTheCopy(t *testing.T) {
	path := begun(t)
	b, err := os.ReadFile(path + "-wal")
	if err != nil {
		t.Fatal(err)
	}
	b[walHeader+5*(frameHeader+4096)+100] ^= 1
	if err := os.WriteFile(path+"-wal", b, 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Mkdir(spoilt(path)+".part", 0o700); err != nil { // nothing can be written there
		t.Fatal(err)
	}
	if l, err := Open(t.Context(), path, false); err == nil {
		_ = l.Close()
		t.Fatal("it was opened")
	}
	if after, err := os.ReadFile(path + "-wal"); err != nil || !bytes.Equal(after, b) {
		t.Errorf("the log was changed: %v", err)
	}
	if err := os.Remove(spoilt(path) + ".part"); err != nil {
		t.Fatal(err)
	}
	l, err := Open(t.Context(), path, false)
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	if kept, err := os.ReadFile(spoilt(path)); err != nil || !bytes.Equal(kept, b) {
		t.Errorf("the copy is not the log: %v", err)
	}
	if l.Damage() == "" || !errors.Is(l.Ready(t.Context()), ErrDamagedEnd) {
		t.Errorf("it is said to be ready: %v", l.Ready(t.Context()))
	}
	// What is erased is not kept in the copy.
	if err := l.Amend(t.Context(), "linde", records.Changes{Erasures: []records.Erasure{{Person: 1}}}); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(spoilt(path)); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("the copy is there after an erasure: %v", err)
	}
}

// Who closes the store last leaves the file alone: a copy that is put in its place
// later meets no log of before.
func TestClosingLeavesOneFile(t *testing.T) {
	path := filepath.Join(t.TempDir(), "o.db")
	l, err := Open(t.Context(), path, true)
	if err != nil {
		t.Fatal(err)
	}
	if err := l.Append(t.Context(), ledger.Batch{Slug: "linde", Rows: []ledger.Row{{Seq: 1, Line: []byte("x"), Hash: ledger.Hash{1}}}}); err != nil {
		t.Fatal(err)
	}
	if _, err := l.Orgs(t.Context()); err != nil {
		t.Fatal(err)
	}
	if err := l.Close(); err != nil {
		t.Fatal(err)
	}
	if found, err := os.ReadDir(filepath.Dir(path)); err != nil || len(found) != 1 {
		t.Errorf("there is %v, %v", found, err)
	}
}
