package postgres_test

import (
	"testing"

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
	mine := openLate(t, address)
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

// What somebody said for themselves at another program may be known late, but whoever replaces it
// learns of it: the swap does nothing, and the next look has what it is. What lies in a box is
// read each time.
func TestWhatIsRememberedIsReplacedOnce(t *testing.T) {
	address := pgtest.Database(t)
	other, mine := open(t, address), openLate(t, address)
	if err := other.Append(t.Context(), ledger.Batch{Slug: "linde", Rows: storetest.Rows(ledger.Head{}, 1, "x")}); err != nil {
		t.Fatal(err)
	}
	is := func(l *postgres.Log, want string) {
		t.Helper()
		if v, err := l.Private(t.Context(), "linde", 3, "lang"); v != want || err != nil {
			t.Errorf("it is %q, %v, want %q", v, err, want)
		}
	}
	swap := func(was, value string, want bool) {
		t.Helper()
		if done, err := mine.SwapPrivate(t.Context(), "linde", 3, "lang", was, value); done != want || err != nil {
			t.Errorf("%q for %q was done: %v, %v", value, was, done, err)
		}
	}
	is(mine, "")
	if err := other.SetPrivate(t.Context(), "linde", 3, "lang", "nl"); err != nil {
		t.Fatal(err)
	}
	is(mine, "") // asked for a moment ago
	swap("", "da", false)
	is(mine, "nl")
	swap("nl", "da", true)
	is(mine, "da")
	is(other, "da")
	swap("da", "da", true)
	for _, value := range []string{"one", "two"} {
		was, err := mine.Box(t.Context(), "linde", "ballots")
		if err != nil {
			t.Fatal(err)
		}
		if done, err := other.SwapBox(t.Context(), "linde", "ballots", was, value); !done || err != nil {
			t.Errorf("a box with %q was not replaced, %v", was, err)
		}
	}
}
