// Package storetest has the suite that every log and its records pass.
package storetest

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"orpheus/identity"
	"orpheus/ledger"
	"orpheus/store/hooks"
	"orpheus/store/records"
)

// Store is a log with its records.
type Store interface {
	ledger.Log
	records.Store
	identity.Store
	hooks.Store
}

// Run runs the suite. open gives an empty store, which it closes by itself when
// the test ends.
func Run(t *testing.T, open func(t *testing.T) Store) { Some(t, open) }

// Some runs the cases of these names; all where none is given.
func Some(t *testing.T, open func(t *testing.T) Store, names ...string) {
	for _, c := range []struct {
		name string
		run  func(*testing.T, Store)
	}{
		{"append", appending},
		{"a batch is written whole or not at all", whole},
		{"a stale head is refused", stale},
		{"an empty batch changes nothing", empty},
		{"appending next", appendNext},
		{"only one appends at a time", contention},
		{"organisations in order", ordered},
		{"organisations do not mix", apart},
		{"keys", keys},
		{"large rows", large},
		{"many rows", many},
		{"redaction", redaction},
		{"restored redactions", restored},
		{"snapshots", snapshots},
		{"snapshots of before a redaction", snapshotBeforeRedaction},
		{"profiles and texts", profiles},
		{"records go with their acts", together},
		{"erasure", erasure},
		{"taking back", dropped},
		{"erasure that keeps texts", erasureKeeps},
		{"files", files},
		{"files go", filesGo},
		{"photos of people", photos},
		{"forgotten keys", forgotten},
		{"forgotten keys go on with a restore", forgottenElsewhere},
		{"credentials", credentials},
		{"what people say for themselves", private},
		{"what people say is changed by one at a time", swapped},
		{"how far people were told", told},
		{"what the clock has to do", clockDue},
		{"secrets of a name", secretFor},
		{"the outbox", outbox},
		{"mails leased together", leasedTogether},
		{"hooks are leased by one at a time", leasedHooks},
		{"who leaves or is erased does not come in", shutOut},
		{"no such organisation", nobody},
		{"a context that ended", ended},
		{"reading while writing", readers},
		{"reading while reading", nested},
	} {
		if len(names) > 0 && !slices.Contains(names, c.name) {
			continue
		}
		t.Run(c.name, func(t *testing.T) { c.run(t, open(t)) })
	}
}

// Rows returns n rows that follow before, each with a line of its own.
func Rows(before ledger.Head, n int, word string) []ledger.Row {
	var rows []ledger.Row
	for i := range n {
		rows = append(rows, Row(before, fmt.Sprintf(`{"word":%q,"n":%d}`, word, i)))
		before = ledger.Head{Seq: rows[i].Seq, Hash: rows[i].Hash}
	}
	return rows
}

// Row returns a row that follows before.
func Row(before ledger.Head, line string) ledger.Row {
	seq := before.Seq + 1
	return ledger.Row{Seq: seq, Line: []byte(line), Hash: ledger.Link(before.Hash, seq, sha256.Sum256([]byte(line)))}
}

// add appends n rows to a log and returns where it ends now.
func add(t *testing.T, s Store, slug string, before ledger.Head, n int) ledger.Head {
	t.Helper()
	b := ledger.Batch{Slug: slug, Before: before, Rows: Rows(before, n, slug)}
	must(t, s.Append(t.Context(), b))
	return b.Last()
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func want(t *testing.T, err, want error) {
	t.Helper()
	if !errors.Is(err, want) {
		t.Fatalf("the error is %v, want %v", err, want)
	}
}

func equal(t *testing.T, what string, got, want any) {
	t.Helper()
	if d := cmp.Diff(want, got); d != "" {
		t.Fatalf("%s (- want, + got):\n%s", what, d)
	}
}

// read returns copies of the rows after a number.
func read(ctx context.Context, s Store, slug string, after uint64) (rows []ledger.Row, err error) {
	for r, err := range s.Read(ctx, slug, after) {
		if err != nil {
			return rows, err
		}
		r.Line = slices.Clone(r.Line)
		rows = append(rows, r)
	}
	return rows, nil
}

// has checks that a log has exactly these rows, and says so everywhere.
func has(t *testing.T, s Store, slug string, rows []ledger.Row) {
	t.Helper()
	got, err := read(t.Context(), s, slug, 0)
	must(t, err)
	equal(t, "rows", got, rows)
	last := rows[len(rows)-1]
	head, err := s.Head(t.Context(), slug)
	must(t, err)
	equal(t, "head", head, ledger.Head{Seq: last.Seq, Hash: last.Hash})
}
