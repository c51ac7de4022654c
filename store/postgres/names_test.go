package postgres_test

import (
	"path/filepath"
	"testing"
	"time"

	"orpheus/internal/test/pgtest"
	"orpheus/ledger"
	"orpheus/org"
	"orpheus/store/postgres"
	"orpheus/store/records"
	"orpheus/store/storetest"
)

// What comes with the acts of another program is known when these are, however long an answer of the
// server holds.
func TestNamesComeWithActs(t *testing.T) {
	address := pgtest.Database(t)
	other := open(t, address)
	mine, err := postgres.Open(t.Context(), address, postgres.Options{Key: filepath.Join(t.TempDir(), "key"), Age: time.Hour})
	if err != nil {
		t.Fatal(err)
	}
	defer mine.Close()
	b := ledger.Batch{Slug: "linde", Rows: storetest.Rows(ledger.Head{}, 1, "x")}
	if err := other.Append(t.Context(), b); err != nil {
		t.Fatal(err)
	}
	for n := range 3 {
		was, err := mine.Version(t.Context(), "linde")
		if err != nil {
			t.Fatal(err)
		}
		next := ledger.Batch{
			Slug: "linde", Before: b.Last(), Rows: storetest.Rows(b.Last(), 1, "y"),
			Records: records.Changes{Profiles: []records.Profile{{Person: org.PersonID(n + 1), Name: "Kofi"}}},
		}
		if err := other.Append(t.Context(), next); err != nil {
			t.Fatal(err)
		}
		head, err := mine.Watch(t.Context(), "linde", b.Last())
		if err != nil || head != next.Last() {
			t.Fatal(head, err)
		}
		if now, err := mine.Version(t.Context(), "linde"); err != nil || now == was {
			t.Errorf("act %d: the records have version %d as before, %v", head.Seq, now, err)
		}
		b = next
	}
}
