// Package stored is where tests get the store that they serve from: one in memory, or a
// database where ORPHEUS_TEST_STORE says postgres. So what passes on the one is tried on the
// other by one switch.
package stored

import (
	"context"
	"os"
	"path/filepath"
	"testing"
	"time"

	"orpheus/internal/test/pgtest"
	"orpheus/store/memory"
	"orpheus/store/postgres"
	"orpheus/store/storetest"
)

// InDatabase is whether tests serve from a database.
func InDatabase() bool { return os.Getenv("ORPHEUS_TEST_STORE") == "postgres" }

// New returns an empty store, which is closed when the test ends and not before: who serves
// from it may be stopped and started again.
func New(t testing.TB) storetest.Store {
	t.Helper()
	if !InDatabase() {
		return new(memory.Log)
	}
	s, err := open(pgtest.Database(t), filepath.Join(t.TempDir(), "key"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	return lasting{s}
}

// Shared returns an empty store for all tests of a package.
func Shared() (storetest.Store, error) {
	if !InDatabase() {
		return new(memory.Log), nil
	}
	dir, err := os.MkdirTemp("", "orpheus-stored")
	if err != nil {
		return nil, err
	}
	address, err := pgtest.Lasting()
	if err != nil {
		return nil, err
	}
	s, err := open(address, filepath.Join(dir, "key"))
	return lasting{s}, err
}

// open opens a store with few connections, which end when they have nothing to do: a test may
// serve hundreds at once. No other program changes anything, so what was read may be remembered for
// as long as nothing is changed here.
func open(address, key string) (*postgres.Log, error) {
	address += "&pool_max_conns=4&pool_max_conn_idle_time=1s&pool_health_check_period=500ms"
	return postgres.Open(context.Background(), address, postgres.Options{Create: true, Key: key, Age: time.Hour})
}

// lasting is a store that whoever serves from it does not close.
type lasting struct{ *postgres.Log }

func (lasting) Close() error { return nil }
