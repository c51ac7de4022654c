package sqlite

import (
	"bytes"
	"crypto/sha256"
	"errors"

	"orpheus/ledger"
)

// A run is consecutive entries in one row of the table acts: to write, and to
// read, a row costs more than an entry in it. It holds what one append brought,
// in pieces small enough to be rewritten by a redaction.
type run struct {
	lines   []byte // with a line break between two
	hashes  []byte
	digests []byte // nil where no line was redacted; zeros for those that were not
}

const (
	runLength = 64
	runBytes  = 1 << 16 // a run that has so many takes no more lines
	hashSize  = sha256.Size
)

// pack puts as many of the rows as go into one run in place of what r held, and
// returns how many.
func (r *run) pack(rows []ledger.Row) (n int) {
	if r.lines == nil {
		r.lines = []byte{} // nil would be NULL
	}
	r.lines, r.hashes, r.digests = r.lines[:0], r.hashes[:0], r.digests[:0]
	for ; n < min(len(rows), runLength) && len(r.lines) < runBytes; n++ {
		row := &rows[n]
		if n > 0 {
			r.lines = append(r.lines, '\n')
		}
		r.lines = append(r.lines, row.Line...)
		r.hashes = append(r.hashes, row.Hash[:]...)
		if row.Digest != (ledger.Hash{}) {
			r.setDigest(n, &row.Digest)
		}
	}
	if len(r.digests) > 0 {
		r.digests = append(r.digests, make([]byte, len(r.hashes)-len(r.digests))...)
	}
	return n
}

func (r *run) setDigest(i int, digest *ledger.Hash) {
	if to := (i + 1) * hashSize; len(r.digests) < to {
		r.digests = append(r.digests, make([]byte, to-len(r.digests))...)
	}
	copy(r.digests[i*hashSize:], digest[:])
}

// each yields the entries, of which the first has number seq, that come after a
// number. What does not fit together is yielded with a hash of zeros, which
// matches nothing, so that whoever checks names the entry.
func (r *run) each(seq, after uint64, yield func(ledger.Row) bool) bool {
	lines, hashes, digests := r.lines, r.hashes, r.digests
	for more := true; more || len(hashes) > 0 || len(digests) > 0; seq++ {
		row := ledger.Row{Seq: seq}
		sound := more
		row.Line, lines, more = bytes.Cut(lines, newline)
		sound = take(&row.Hash, &hashes) && sound
		if r.digests != nil {
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

// errRun is a run whose parts do not fit together.
var errRun = errors.New("the run it is in is damaged")

// redact puts line in place of the i-th, and keeps the digest of the first one.
func (r *run) redact(i int, line []byte) error {
	lines := bytes.Split(r.lines, newline)
	if len(r.hashes) != len(lines)*hashSize || (r.digests != nil && len(r.digests) != len(r.hashes)) || i >= len(lines) {
		return errRun
	}
	var digest ledger.Hash
	if r.digests == nil {
		r.digests = make([]byte, len(r.hashes))
	}
	copy(digest[:], r.digests[i*hashSize:])
	if digest == (ledger.Hash{}) {
		digest = sha256.Sum256(lines[i])
		r.setDigest(i, &digest)
	}
	lines[i] = line
	r.lines = bytes.Join(lines, newline)
	return nil
}

// orNull keeps what is empty out of the file.
func orNull(b []byte) any {
	if len(b) == 0 {
		return nil
	}
	return b
}
