package postgres_test

import (
	"testing"

	"orpheus/internal/test/pgtest"
	"orpheus/store/storetest"
)

// What several programs have together they have by a pooler too that lends connections for a
// transaction: there nobody hears of acts, and heads are looked at instead.
func TestSharedByAPooler(t *testing.T) {
	by := pgtest.Pooler(t)
	storetest.Shared(t, func(t *testing.T) (a, b storetest.Store) {
		address := by(pgtest.Database(t))
		return open(t, address), open(t, address)
	})
}

// So is one store, in what it reads and writes most.
func TestAppendingByAPooler(t *testing.T) {
	by := pgtest.Pooler(t)
	storetest.Some(t, func(t *testing.T) storetest.Store { return open(t, by(pgtest.Database(t))) },
		"append", "a batch is written whole or not at all", "keys", "redaction", "snapshots", "profiles and texts", "erasure", "credentials", "files", "how far people were told", "the outbox", "what the clock has to do")
}
