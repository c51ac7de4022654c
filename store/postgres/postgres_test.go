package postgres_test

import (
	"path/filepath"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"orpheus/internal/test/pgtest"
	"orpheus/store/postgres"
	"orpheus/store/storetest"
)

// The suite runs with every statement told, so that it says too that no transaction is about
// two organisations, whatever is done.
func TestLog(t *testing.T) {
	apart(t)
	storetest.Run(t, func(t *testing.T) storetest.Store { return open(t, pgtest.Database(t)) })
}

// What was read is remembered for as long as nothing changes, and that is never seen.
func TestLogThatRemembers(t *testing.T) {
	storetest.Run(t, func(t *testing.T) storetest.Store { return openLate(t, pgtest.Database(t)) })
}

func TestShared(t *testing.T) {
	apart(t)
	storetest.Shared(t, func(t *testing.T) (a, b storetest.Store) {
		address := pgtest.Database(t)
		return open(t, address), open(t, address)
	})
}

func apart(t *testing.T) {
	a := &about{open: map[*pgx.Conn]string{}}
	postgres.Trace(t, a)
	t.Cleanup(func() {
		if len(a.mixed) > 0 || a.seen == 0 {
			t.Errorf("of %d statements, of two organisations: %q", a.seen, a.mixed)
		}
	})
}

func open(t testing.TB, address string) *postgres.Log {
	t.Helper()
	return openAs(t, address, postgres.Options{Create: true})
}

// openLate opens one that may know late what another program changed.
func openLate(t testing.TB, address string) *postgres.Log {
	t.Helper()
	return openAs(t, address, postgres.Options{Create: true, Age: time.Hour})
}

func openAs(t testing.TB, address string, o postgres.Options) *postgres.Log {
	t.Helper()
	o.Key = filepath.Join(t.TempDir(), "key")
	l, err := postgres.Open(t.Context(), address, o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := l.Close(); err != nil {
			t.Error(err)
		}
	})
	return l
}
