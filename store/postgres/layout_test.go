package postgres_test

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/jackc/pgx/v5"

	"orpheus/internal/test/pgtest"
	"orpheus/store/postgres"
)

func do(t *testing.T, address, query string) {
	t.Helper()
	c, err := pgx.Connect(t.Context(), address)
	if err == nil {
		_, err = c.Exec(t.Context(), query)
	}
	if err != nil {
		t.Fatal(err)
	}
	if err := c.Close(t.Context()); err != nil {
		t.Fatal(err)
	}
}

func refused(t *testing.T, address string, create bool, want error) {
	t.Helper()
	l, err := postgres.Open(t.Context(), address, postgres.Options{Create: create})
	if !errors.Is(err, want) {
		t.Fatalf("the error is %v, want %v", err, want)
	}
	if l != nil {
		t.Fatal("it is open all the same")
	}
}

// Programs that open a new database at once lay it out once.
func TestLayingOutAtOnce(t *testing.T) {
	address := pgtest.Database(t)
	refused(t, address, false, postgres.ErrNoStore)
	var wg sync.WaitGroup
	for range 6 {
		wg.Go(func() {
			l, err := postgres.Open(t.Context(), address, postgres.Options{Create: true})
			if err != nil {
				t.Error(err)
				return
			}
			if _, err := l.SecretFor(t.Context(), "x"); err != nil {
				t.Error(err)
			}
			_ = l.Close()
		})
	}
	wg.Wait()
}

// What is not ours, or newer, is left as it is.
func TestOtherDatabases(t *testing.T) {
	newer := pgtest.Database(t)
	open(t, newer)
	do(t, newer, "UPDATE orpheus.store SET value = '99' WHERE name = 'format'")
	refused(t, newer, true, postgres.ErrNewer)

	other := pgtest.Database(t)
	do(t, other, "CREATE SCHEMA orpheus; CREATE TABLE orpheus.songs (name text)")
	refused(t, other, true, postgres.ErrNotOurs)

	stopped := pgtest.Database(t) // right after the schema was made, or it was made for us
	do(t, stopped, "CREATE SCHEMA orpheus")
	open(t, stopped)

	refused(t, strings.Replace(newer, "/orpheus_", "/none_", 1), true, postgres.ErrNoDatabase)
	refused(t, "postgres://x:secret@[", true, postgres.ErrAddress)
}

// The key of boxes is in a file, and one that does not fit is refused, whichever way it came.
func TestTheKeyOfBoxes(t *testing.T) {
	address := pgtest.Database(t)
	at := func(path string) *postgres.Log {
		l, err := postgres.Open(t.Context(), address, postgres.Options{Create: true, Key: path})
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { _ = l.Close() })
		return l
	}
	one, two := filepath.Join(t.TempDir(), "deep", "key"), filepath.Join(t.TempDir(), "key")
	a, b := at(one), at(two)
	key, err := a.SealKey(t.Context())
	if err != nil || len(key) != 32 {
		t.Fatal(key, err)
	}
	if _, err := b.SealKey(t.Context()); !errors.Is(err, postgres.ErrOtherKey) {
		t.Fatalf("without the file: %v", err)
	}
	if _, err := os.Stat(two); err == nil {
		t.Fatal("another key was made")
	}
	if err := b.KeepSealKey(t.Context(), make([]byte, 32)); !errors.Is(err, postgres.ErrOtherKey) {
		t.Fatalf("a key from elsewhere: %v", err)
	}
	if err := os.WriteFile(two, make([]byte, 32), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := b.SealKey(t.Context()); !errors.Is(err, postgres.ErrOtherKey) {
		t.Fatalf("with another file: %v", err)
	}
	if err := os.WriteFile(two, key, 0o600); err != nil {
		t.Fatal(err)
	}
	if again, err := b.SealKey(t.Context()); err != nil || string(again) != string(key) {
		t.Fatalf("with a copy of the file: %v", err)
	}

	t.Setenv("STATE_DIRECTORY", "")
	t.Setenv("XDG_STATE_HOME", t.TempDir())
	address = pgtest.Database(t)
	c := at("")
	if _, err := c.SealKey(t.Context()); err != nil {
		t.Fatal(err)
	}
	if path, err := c.Beside(".key"); err != nil {
		t.Fatal(err)
	} else if _, err := os.Stat(path); err != nil {
		t.Fatal(err)
	}
}
