package storetest

import (
	"bytes"
	"testing"

	"orpheus/ledger"
)

func redaction(t *testing.T, s Store) {
	head := add(t, s, "linde", ledger.Head{}, 5)
	other := add(t, s, "other", ledger.Head{}, 5)
	rows, err := read(t.Context(), s, "linde", 0)
	must(t, err)
	must(t, s.SaveSnapshot(t.Context(), "linde", ledger.Snapshot{Head: head, Shape: "s", State: []byte("state")}))

	b := ledger.Batch{Slug: "linde", Before: head, Rows: Rows(head, 1, "redact")}
	for _, seq := range []uint64{0, 6, 1 << 40} {
		if err := s.Redact(t.Context(), b, seq, []byte("left")); err == nil {
			t.Fatalf("entry %d was redacted", seq)
		}
	}
	wrong := b
	wrong.Before.Seq, wrong.Rows = 4, Rows(ledger.Head{Seq: 4}, 1, "redact")
	want(t, s.Redact(t.Context(), wrong, 3, []byte("left")), ledger.ErrStale)
	has(t, s, "linde", rows)

	must(t, s.Redact(t.Context(), b, 3, []byte("left")))
	digest := rows[2].LineDigest()
	rows[2].Line, rows[2].Digest = []byte("left"), digest
	rows = append(rows, b.Rows...)
	has(t, s, "linde", rows)
	if _, found, err := s.Snapshot(t.Context(), "linde"); found || err != nil {
		t.Fatalf("the snapshot of before the redaction is there: %v", err)
	}
	c := ledger.Batch{Slug: "linde", Before: b.Last(), Rows: Rows(b.Last(), 1, "again")}
	must(t, s.Redact(t.Context(), c, 3, []byte("less")))
	rows[2].Line = []byte("less") // the digest stays that of the first line
	rows = append(rows, c.Rows...)
	has(t, s, "linde", rows)
	end := ledger.Head{}
	for i := range rows {
		must(t, ledger.CheckRow("linde", end, &rows[i]))
		end = ledger.Head{Seq: rows[i].Seq, Hash: rows[i].Hash}
	}
	has(t, s, "other", Rows(ledger.Head{}, 5, "other"))
	add(t, s, "other", other, 1)
}

// A redacted row that is appended, as a restore does, keeps its digest.
func restored(t *testing.T, s Store) {
	rows := Rows(ledger.Head{}, 40, "r")
	for _, i := range []int{3, 39} {
		rows[i].Digest = rows[i].LineDigest()
		rows[i].Line = []byte("left")
	}
	must(t, s.Append(t.Context(), ledger.Batch{Slug: "linde", Rows: rows}))
	has(t, s, "linde", rows)
}

func snapshots(t *testing.T, s Store) {
	head := add(t, s, "linde", ledger.Head{}, 5)
	if _, found, err := s.Snapshot(t.Context(), "linde"); found || err != nil {
		t.Fatalf("there is a snapshot already: %v", err)
	}
	for _, snap := range []ledger.Snapshot{
		{Head: head, Shape: "one", State: []byte("state")},
		{Head: head, Shape: "two", State: bytes.Repeat([]byte("large"), 1<<20)},
		{Head: ledger.Head{Seq: 3, Hash: ledger.Hash{1}}, Shape: "", State: []byte{}},
	} {
		must(t, s.SaveSnapshot(t.Context(), "linde", snap))
		got, found, err := s.Snapshot(t.Context(), "linde")
		must(t, err)
		if !found || got.Head != snap.Head || got.Shape != snap.Shape || !bytes.Equal(got.State, snap.State) {
			t.Fatalf("saved %v %q, got %v %q", snap.Head, snap.Shape, got.Head, got.Shape)
		}
	}
}

func snapshotBeforeRedaction(t *testing.T, s Store) {
	head := add(t, s, "linde", ledger.Head{}, 5)
	b := ledger.Batch{Slug: "linde", Before: head, Rows: Rows(head, 1, "redact")}
	must(t, s.Redact(t.Context(), b, 2, []byte("left")))
	must(t, s.SaveSnapshot(t.Context(), "linde", ledger.Snapshot{Head: head, Shape: "s", State: []byte("with the title")}))
	if _, found, err := s.Snapshot(t.Context(), "linde"); found || err != nil {
		t.Fatalf("a snapshot of before the redaction was kept: %v", err)
	}
	must(t, s.SaveSnapshot(t.Context(), "linde", ledger.Snapshot{Head: b.Last(), Shape: "s", State: []byte("without")}))
	if _, found, err := s.Snapshot(t.Context(), "linde"); !found || err != nil {
		t.Fatalf("a snapshot of after the redaction was not kept: %v", err)
	}
}
