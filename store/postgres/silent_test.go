package postgres_test

import (
	"testing"

	"github.com/jackc/pgx/v5"

	"orpheus/internal/test/pgtest"
	"orpheus/ledger"
	"orpheus/store/postgres"
	"orpheus/store/storetest"
)

// A server that is connected and does not answer is told of as one that cannot be reached, and
// reading goes on when it answers again.
func TestAServerThatDoesNotAnswer(t *testing.T) {
	address := pgtest.Database(t)
	l := open(t, address)
	b := ledger.Batch{Slug: "linde", Rows: storetest.Rows(ledger.Head{}, 1, "x")}
	if err := l.Append(t.Context(), b); err != nil {
		t.Fatal(err)
	}
	c, err := pgx.Connect(t.Context(), address)
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close(t.Context())
	if _, err := c.Exec(t.Context(), "BEGIN; LOCK TABLE orpheus.heads"); err != nil {
		t.Fatal(err)
	}
	patient := postgres.Impatient()
	if _, err := l.Head(t.Context(), "linde"); !postgres.IsUnreachable(err) {
		t.Errorf("one row: %v", err)
	}
	if _, err := l.Orgs(t.Context()); !postgres.IsUnreachable(err) {
		t.Errorf("all rows: %v", err)
	}
	patient()
	if _, err := c.Exec(t.Context(), "ROLLBACK"); err != nil {
		t.Fatal(err)
	}
	if head, err := l.Head(t.Context(), "linde"); err != nil || head != b.Last() {
		t.Error(head, err)
	}
}
