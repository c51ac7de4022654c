package sqlite_test

import (
	"bytes"
	"path/filepath"
	"testing"

	"go.uber.org/goleak"

	"orpheus/ledger"
	"orpheus/store/sqlite"
	"orpheus/store/storetest"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

func TestLog(t *testing.T) {
	storetest.Run(t, func(t *testing.T) storetest.Store { return open(t, filepath.Join(t.TempDir(), "o.db")) })
}

func TestShared(t *testing.T) {
	storetest.Shared(t, func(t *testing.T) (a, b storetest.Store) {
		path := filepath.Join(t.TempDir(), "o.db")
		return open(t, path), open(t, path)
	})
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

// Whatever lies together, a reader begins right after the number it names.
func TestReadingFromWithinARun(t *testing.T) {
	l := open(t, filepath.Join(t.TempDir(), "o.db"))
	var all []ledger.Row
	head := ledger.Head{}
	for _, rows := range [][]ledger.Row{storetest.Rows(head, 200, "a"), nil, nil} {
		if rows == nil {
			long := string(bytes.Repeat([]byte{'x'}, 40_000)) // two fill a run
			rows = []ledger.Row{storetest.Row(head, long)}
			for range 4 {
				last := rows[len(rows)-1]
				rows = append(rows, storetest.Row(ledger.Head{Seq: last.Seq, Hash: last.Hash}, long))
			}
		}
		b := ledger.Batch{Slug: "linde", Before: head, Rows: rows}
		if err := l.Append(t.Context(), b); err != nil {
			t.Fatal(err)
		}
		all, head = append(all, rows...), b.Last()
		if err := l.Append(t.Context(), ledger.Batch{Slug: "other" + rows[0].Hash.String(), Rows: storetest.Rows(ledger.Head{}, 3, "o")}); err != nil {
			t.Fatal(err)
		}
	}
	for after := range len(all) + 1 {
		n := after
		for r, err := range l.Read(t.Context(), "linde", uint64(after)) {
			if err != nil || r.Seq != all[n].Seq || r.Hash != all[n].Hash || !bytes.Equal(r.Line, all[n].Line) {
				t.Fatalf("after %d comes %d: %v", after, r.Seq, err)
			}
			n++
		}
		if n != len(all) {
			t.Fatalf("after %d the reading ends at %d", after, n)
		}
	}
}
