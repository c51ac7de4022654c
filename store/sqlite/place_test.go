package sqlite_test

import (
	"errors"
	"os"
	"path/filepath"
	"testing"

	"orpheus/ledger"
	"orpheus/store/records"
	"orpheus/store/sqlite"
	"orpheus/store/storetest"
)

// A file that is removed or replaced under the program keeps nothing more, and the
// program says so: of what it confirmed, everything is there.
func TestTheFileIsGone(t *testing.T) {
	for name, take := range map[string]func(path string) error{
		"removed": os.Remove,
		"moved":   func(path string) error { return os.Rename(path, path+".away") },
		"replaced": func(path string) error {
			return errors.Join(os.Rename(path, path+".away"), os.WriteFile(path, []byte("x"), 0o600))
		},
		"log removed":    func(path string) error { return os.Remove(path + "-wal") },
		"folder moved":   func(path string) error { return os.Rename(filepath.Dir(path), filepath.Dir(path)+".away") },
		"nothing at all": nil,
	} {
		t.Run(name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "d", "o.db")
			if err := os.Mkdir(filepath.Dir(path), 0o700); err != nil {
				t.Fatal(err)
			}
			l, err := sqlite.Open(t.Context(), path, true)
			if err != nil {
				t.Fatal(err)
			}
			defer l.Close()
			b := ledger.Batch{Slug: "linde", Rows: storetest.Rows(ledger.Head{}, 1, "a")}
			if err := l.Append(t.Context(), b); err != nil {
				t.Fatal(err)
			}
			b = ledger.Batch{Slug: "linde", Before: b.Last(), Rows: storetest.Rows(b.Last(), 1, "b")}
			if take == nil {
				if err := errors.Join(l.Append(t.Context(), b), l.Ready(t.Context())); err != nil {
					t.Error(err)
				}
				return
			}
			if err := take(path); err != nil {
				t.Fatal(err)
			}
			for _, err := range []error{l.Append(t.Context(), b), l.Ready(t.Context())} {
				if !errors.Is(err, sqlite.ErrMoved) {
					t.Errorf("the error is %v", err)
				}
			}
			if err := l.Amend(t.Context(), "linde", records.Changes{Profiles: []records.Profile{{Person: 1, Name: "Ada"}}}); err == nil {
				t.Error("a name was kept")
			}
			if left, err := os.Stat(path); name != "replaced" && name != "log removed" && err == nil {
				t.Errorf("the program made a new file: %v", left.Size())
			}
		})
	}
}

// killed is a store as a program that was killed leaves it, and a backup of it from
// before its last act.
func killed(t *testing.T) (path, backup string) {
	t.Helper()
	from := filepath.Join(t.TempDir(), "o.db")
	l := open(t, from)
	b := ledger.Batch{Slug: "linde", Rows: storetest.Rows(ledger.Head{}, 3, "a")}
	if err := l.Append(t.Context(), b); err != nil {
		t.Fatal(err)
	}
	backup = from + ".backup"
	if err := l.Backup(t.Context(), backup); err != nil {
		t.Fatal(err)
	}
	if err := l.Append(t.Context(), ledger.Batch{Slug: "linde", Before: b.Last(), Rows: storetest.Rows(b.Last(), 1, "late")}); err != nil {
		t.Fatal(err)
	}
	path = filepath.Join(t.TempDir(), "o.db")
	for _, end := range []string{"", "-wal", "-wal-of"} {
		put(t, from+end, path+end)
	}
	return path, backup
}

func put(t *testing.T, from, to string) {
	t.Helper()
	b, err := os.ReadFile(from)
	if err == nil {
		err = os.WriteFile(to, b, 0o600)
	}
	if err != nil {
		t.Fatal(err)
	}
}

// A backup that is copied over a store that was not closed meets a log of another
// file: it is refused, and nothing is mixed.
func TestABackupCopiedOverAStore(t *testing.T) {
	path, backup := killed(t)
	put(t, backup, path)
	for _, open := range []func() (*sqlite.Log, error){
		func() (*sqlite.Log, error) { return sqlite.Open(t.Context(), path, true) },
		func() (*sqlite.Log, error) { return sqlite.OpenToRead(t.Context(), path) },
	} {
		if l, err := open(); !errors.Is(err, sqlite.ErrOtherWAL) {
			if err == nil {
				_ = l.Close()
			}
			t.Errorf("it was opened: %v", err)
		}
	}
	// What it is of still goes with it.
	path, _ = killed(t)
	if head, err := open(t, path).Head(t.Context(), "linde"); err != nil || head.Seq != 4 {
		t.Errorf("the head is %v, %v", head, err)
	}
}

// Replace puts the backup there, whatever was left of the store of before.
func TestReplace(t *testing.T) {
	path, backup := killed(t)
	kept, err := sqlite.Replace(t.Context(), path, backup)
	if err != nil {
		t.Fatal(err)
	}
	l := open(t, path)
	if head, err := l.Head(t.Context(), "linde"); err != nil || head.Seq != 3 {
		t.Errorf("the head is %v, %v", head, err)
	}
	was, err := sqlite.Open(t.Context(), kept, false)
	if err != nil {
		t.Fatal(err)
	}
	if head, err := was.Head(t.Context(), "linde"); err != nil || head.Seq != 4 {
		t.Errorf("what was kept ends at %v, %v", head, err)
	}
	if err := was.Close(); err != nil {
		t.Error(err)
	}
	if _, err := sqlite.Replace(t.Context(), path, backup); !errors.Is(err, sqlite.ErrInUse) {
		t.Errorf("a store in use was replaced: %v", err)
	}
	if head, err := l.Head(t.Context(), "linde"); err != nil || head.Seq != 3 {
		t.Errorf("the head is %v, %v", head, err)
	}
	other := filepath.Join(t.TempDir(), "o.db")
	if kept, err := sqlite.Replace(t.Context(), other, backup); err != nil || kept != "" {
		t.Errorf("%q, %v", kept, err)
	}
	if head, err := open(t, other).Head(t.Context(), "linde"); err != nil || head.Seq != 3 {
		t.Errorf("the head is %v, %v", head, err)
	}
	if _, err := sqlite.Replace(t.Context(), other, filepath.Join(t.TempDir(), "none")); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("a backup that is not there: %v", err)
	}
}

// The number beside the log that was being written when the power went is none: the store opens.
func TestTheNumberBesideTheLogIsCutOff(t *testing.T) {
	for _, size := range []int64{0, 7} {
		path, _ := killed(t)
		if err := os.Truncate(path+"-wal-of", size); err != nil {
			t.Fatal(err)
		}
		if head, err := open(t, path).Head(t.Context(), "linde"); err != nil || head.Seq != 4 {
			t.Errorf("%d bytes of it: the head is %v, %v", size, head, err)
		}
	}
}
