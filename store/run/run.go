// Package run is how stores keep the entries of a log: some together, since a row costs more
// than an entry in it.
package run

import (
	"bytes"
	"crypto/sha256"
	"errors"

	"orpheus/ledger"
)

// A Run is consecutive entries in one row of a store: to write, and to read, a row
// costs more than an entry in it. It holds what one append brought, in pieces small
// enough to be rewritten by a redaction.
type Run struct {
	Lines   []byte // with a line break between two
	Hashes  []byte
	Digests []byte // empty where no line was redacted; zeros for those that were not
}

const (
	length   = 64
	maxBytes = 1 << 16 // a run that has so many takes no more lines
	hashSize = sha256.Size
)

// Pack puts as many of the rows as go into one run in place of what r held, and
// returns how many.
func (r *Run) Pack(rows []ledger.Row) (n int) {
	if r.Lines == nil {
		r.Lines = []byte{} // nil would be NULL
	}
	r.Lines, r.Hashes, r.Digests = r.Lines[:0], r.Hashes[:0], r.Digests[:0]
	for ; n < min(len(rows), length) && len(r.Lines) < maxBytes; n++ {
		row := &rows[n]
		if n > 0 {
			r.Lines = append(r.Lines, '\n')
		}
		r.Lines = append(r.Lines, row.Line...)
		r.Hashes = append(r.Hashes, row.Hash[:]...)
		if row.Digest != (ledger.Hash{}) {
			r.setDigest(n, &row.Digest)
		}
	}
	if len(r.Digests) > 0 {
		r.Digests = append(r.Digests, make([]byte, len(r.Hashes)-len(r.Digests))...)
	}
	return n
}

func (r *Run) setDigest(i int, digest *ledger.Hash) {
	if to := (i + 1) * hashSize; len(r.Digests) < to {
		r.Digests = append(r.Digests, make([]byte, to-len(r.Digests))...)
	}
	copy(r.Digests[i*hashSize:], digest[:])
}

// Each yields the entries, of which the first has number seq, that come after a
// number. What does not fit together is yielded with a hash of zeros, which
// matches nothing, so that whoever checks names the entry.
func (r *Run) Each(seq, after uint64, yield func(ledger.Row) bool) bool {
	lines, hashes, digests := r.Lines, r.Hashes, r.Digests
	for more := true; more || len(hashes) > 0 || len(digests) > 0; seq++ {
		row := ledger.Row{Seq: seq}
		sound := more
		row.Line, lines, more = bytes.Cut(lines, newline)
		sound = take(&row.Hash, &hashes) && sound
		if r.Digests != nil {
			sound = take(&row.Digest, &digests) && sound
		}
		if !sound {
			row.Hash = ledger.Hash{}
		}
		if seq > after && !yield(row) {
			return false
		}
	}
	return true
}

var newline = []byte{'\n'}

// take moves the next hash into h. It reports false where there is none.
func take(h *ledger.Hash, from *[]byte) bool {
	n := copy(h[:], *from)
	*from = (*from)[n:]
	return n == len(h)
}

// ErrDamaged is a run whose parts do not fit together.
var ErrDamaged = errors.New("the run it is in is damaged")

// Redact puts line in place of the i-th, and keeps the digest of the first one.
func (r *Run) Redact(i int, line []byte) error {
	lines := bytes.Split(r.Lines, newline)
	if len(r.Hashes) != len(lines)*hashSize || (r.Digests != nil && len(r.Digests) != len(r.Hashes)) || i >= len(lines) {
		return ErrDamaged
	}
	var digest ledger.Hash
	if r.Digests == nil {
		r.Digests = make([]byte, len(r.Hashes))
	}
	copy(digest[:], r.Digests[i*hashSize:])
	if digest == (ledger.Hash{}) {
		digest = sha256.Sum256(lines[i])
		r.setDigest(i, &digest)
	}
	lines[i] = line
	r.Lines = bytes.Join(lines, newline)
	return nil
}
