package sqlite_test

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"sync"
	"testing"

	"orpheus/ledger"
	"orpheus/store/sqlite"
	"orpheus/store/storetest"
)

// Only its owner can read a new file, and what lies beside it.
func TestNewFilesAreTheOwners(t *testing.T) {
	path := filepath.Join(t.TempDir(), "o.db")
	l := open(t, path)
	if err := l.Append(t.Context(), ledger.Batch{Slug: "linde", Rows: storetest.Rows(ledger.Head{}, 3, "a")}); err != nil {
		t.Fatal(err)
	}
	if err := l.Backup(t.Context(), path+".copy"); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{path, path + "-wal", path + "-shm", path + ".copy"} {
		info, err := os.Stat(name)
		if err != nil {
			t.Fatal(err)
		}
		if got := info.Mode().Perm(); got != 0o600 {
			t.Errorf("%s has mode %o", name, got)
		}
	}
}

// Several programs that begin one file at once all get it.
func TestFirstRunsAtOnce(t *testing.T) {
	for range 5 {
		path := filepath.Join(t.TempDir(), "o.db")
		var wg sync.WaitGroup
		for range 8 {
			wg.Go(func() {
				l, err := sqlite.Open(t.Context(), path, true)
				if err != nil {
					t.Error(err)
					return
				}
				if err := l.Close(); err != nil {
					t.Error(err)
				}
			})
		}
		wg.Wait()
	}
}

// What is no store is said to be what it is, and left alone.
func TestWhatIsNoStore(t *testing.T) {
	dir := t.TempDir()
	text := filepath.Join(dir, "list.txt")
	if err := os.WriteFile(text, []byte("this is a shopping list\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		path   string
		create bool
		want   error
	}{
		{dir, true, sqlite.ErrFolder},
		{filepath.Join(dir, "none", "o.db"), true, sqlite.ErrNoFolder},
		{filepath.Join(dir, "none"), false, fs.ErrNotExist},
		{text, true, sqlite.ErrNotOurs},
	} {
		l, err := sqlite.Open(t.Context(), c.path, c.create)
		if !errors.Is(err, c.want) {
			t.Errorf("%s: %v, want %v", c.path, err, c.want)
		}
		if err == nil {
			_ = l.Close()
		}
		if l, err = sqlite.OpenToRead(t.Context(), c.path); err == nil {
			t.Errorf("%s can be read", c.path)
			_ = l.Close()
		}
	}
	if b, err := os.ReadFile(text); err != nil || string(b) != "this is a shopping list\n" {
		t.Errorf("the list is %q now, %v", b, err)
	}
}

// A copy in a missing folder, or over a file, is refused and leaves nothing.
func TestBackupWhere(t *testing.T) {
	path := filepath.Join(t.TempDir(), "o.db")
	l := open(t, path)
	if err := l.Backup(t.Context(), filepath.Join(path+".none", "copy.db")); !errors.Is(err, sqlite.ErrNoFolder) {
		t.Error(err)
	}
	if err := l.Backup(t.Context(), path); !errors.Is(err, fs.ErrExist) {
		t.Error(err)
	}
}
