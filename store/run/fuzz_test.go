package run_test

import (
	"errors"
	"testing"

	"orpheus/ledger"
	"orpheus/store/run"
)

// FuzzRun: whatever a row of a store holds, reading it ends, each entry has the next number, and
// none is more than what is there; what does not fit together is not rewritten.
func FuzzRun(f *testing.F) {
	rows := []ledger.Row{{Seq: 7, Line: []byte("{}"), Hash: ledger.Hash{1}}, {Seq: 8, Line: []byte("[1]"), Hash: ledger.Hash{2}, Digest: ledger.Hash{3}}}
	var r run.Run
	r.Pack(rows)
	f.Add(r.Lines, r.Hashes, r.Digests, 1)
	f.Add([]byte("\n\n"), []byte("x"), []byte(nil), 0)
	f.Fuzz(func(t *testing.T, lines, hashes, digests []byte, i int) {
		if len(digests) == 0 {
			digests = nil // as a store has it
		}
		r := run.Run{Lines: lines, Hashes: hashes, Digests: digests}
		n := 0
		r.Each(7, 6, func(row ledger.Row) bool {
			if row.Seq != uint64(7+n) {
				t.Errorf("entry %d is number %d", n, row.Seq)
			}
			n++
			return true
		})
		if n > len(lines)+len(hashes)+len(digests)+1 {
			t.Errorf("%d entries of %d bytes", n, len(lines)+len(hashes)+len(digests))
		}
		if i < 0 {
			return
		}
		if err := r.Redact(i, []byte("gone")); err != nil && !errors.Is(err, run.ErrDamaged) {
			t.Error(err)
		}
	})
}
