package sqlite_test

import (
	"path/filepath"
	"testing"

	"go.uber.org/goleak"

	"orpheus/ledger/ledgertest"
	"orpheus/ledger/sqlite"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

func TestLog(t *testing.T) {
	ledgertest.Run(t, func(t *testing.T) ledgertest.Store { return open(t, filepath.Join(t.TempDir(), "o.db")) })
}

func open(t testing.TB, path string) *sqlite.Log {
	t.Helper()
	l, err := sqlite.Open(t.Context(), path, true)
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
