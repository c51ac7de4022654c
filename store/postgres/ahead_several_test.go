package postgres_test

import (
	"fmt"
	"testing"

	"orpheus/internal/test/pgtest"
	"orpheus/ledger"
	"orpheus/store/storetest"
)

// What another program appended to several logs is there, row by row, as soon as one hears of
// it; what one missed is read on from the log.
func TestWhatOthersAppendedIsReadAhead(t *testing.T) {
	address := pgtest.Database(t)
	other, mine := open(t, address), open(t, address)
	const logs = 5
	slug := func(i int) string { return fmt.Sprintf("ward%d", i) }
	heads := make([]ledger.Head, logs)
	for i := range heads {
		b := ledger.Batch{Slug: slug(i), Rows: storetest.Rows(ledger.Head{}, 1, "x")}
		if err := other.Append(t.Context(), b); err != nil {
			t.Fatal(err)
		}
		heads[i] = b.Last()
	}
	taken := 0
	for round := range 20 {
		news := make(chan error, logs)
		for i := range heads {
			go func() {
				head, err := mine.Watch(t.Context(), slug(i), heads[i])
				if err == nil && head.Seq <= heads[i].Seq {
					err = fmt.Errorf("it did not go on after %d", heads[i].Seq)
				}
				news <- err
			}()
		}
		all := make([][]ledger.Row, logs)
		for i := range heads {
			all[i] = storetest.Rows(heads[i], 2, fmt.Sprint("round ", round))
			if err := other.Append(t.Context(), ledger.Batch{Slug: slug(i), Before: heads[i], Rows: all[i]}); err != nil {
				t.Fatal(err)
			}
		}
		for range heads {
			if err := <-news; err != nil {
				t.Fatal(err)
			}
		}
		for i, rows := range all {
			got := mine.Ahead(slug(i), heads[i].Seq)
			taken += len(got)
			for n, r := range got {
				if r.Seq != rows[n].Seq || r.Hash != rows[n].Hash || string(r.Line) != string(rows[n].Line) {
					t.Fatalf("%s: %+v was read ahead, and %+v was written", slug(i), r, rows[n])
				}
			}
			last := rows[len(rows)-1]
			heads[i] = ledger.Head{Seq: last.Seq, Hash: last.Hash}
		}
	}
	if taken == 0 {
		t.Error("nothing was read ahead")
	}
}
