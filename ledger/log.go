// Package ledger keeps the logs of organisations and the states that follow
// from them: one writer for each organisation, everything durable before it is
// seen, any past moment, and forks.
package ledger

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"fmt"
	"iter"
	"math"

	"orpheus/org"
	"orpheus/store/records"
)

// Hash is the SHA-256 that chains a row to all rows before it.
type Hash [sha256.Size]byte

func (h Hash) String() string { return hex.EncodeToString(h[:]) }

// Row is one entry as it lies in the log.
type Row struct {
	Seq  uint64
	Line []byte // what org.Entry.Encode gave, or what a redaction left of it
	Hash Hash
	// Digest is the hash of the line as it was before a redaction; zero for a
	// row that was never touched.
	Digest Hash
}

// Link returns the hash of a row, given the one before.
func Link(before Hash, seq uint64, digest Hash) Hash {
	var b [sha256.Size + 8 + sha256.Size]byte
	copy(b[:], before[:])
	binary.BigEndian.PutUint64(b[sha256.Size:], seq)
	copy(b[sha256.Size+8:], digest[:])
	return sha256.Sum256(b[:])
}

// LineDigest returns the digest a row is linked by.
func (r *Row) LineDigest() Hash {
	if r.Digest != (Hash{}) {
		return r.Digest
	}
	return sha256.Sum256(r.Line)
}

// Head is the end of a log. The zero Head is that of an empty one.
type Head struct {
	Seq  uint64
	Hash Hash
}

// Info is an organisation in a store.
type Info struct {
	Slug string
	Head Head
}

// Key remembers which entries a request with an idempotency key led to.
type Key struct {
	Key         string
	First, Last uint64
}

// Batch is what one transaction appends to one log.
type Batch struct {
	Slug    string
	Before  Head // the head it was made on
	Rows    []Row
	Records records.Changes
	Keys    []Key
	Due     org.Time // when the clock has something to do after it; NeverDue, or zero where nobody knows
}

// NeverDue is later than all that the clock has to do.
const NeverDue = org.Time(math.MaxInt64)

// Check says whether the rows of b can follow b.Before: every log refuses others.
func (b *Batch) Check() error {
	for i := range b.Rows {
		if want := b.Before.Seq + 1 + uint64(i); b.Rows[i].Seq != want {
			return &BrokenError{Slug: b.Slug, Seq: want, Why: fmt.Sprintf("the batch has entry %d in its place", b.Rows[i].Seq)}
		}
		if err := CheckLine(b.Slug, b.Rows[i].Seq, b.Rows[i].Line); err != nil {
			return err
		}
	}
	return nil
}

// CheckLine says whether an entry can have this line: logs may keep several lines
// together.
func CheckLine(slug string, seq uint64, line []byte) error {
	if bytes.IndexByte(line, '\n') >= 0 {
		return &BrokenError{Slug: slug, Seq: seq, Why: "its line has a line break in it"}
	}
	return nil
}

// Last returns where the log ends after the batch.
func (b *Batch) Last() Head {
	if len(b.Rows) == 0 {
		return b.Before
	}
	r := &b.Rows[len(b.Rows)-1]
	return Head{r.Seq, r.Hash}
}

// DueOf returns the entry after which Due is so; zero for none.
func (b *Batch) DueOf() uint64 {
	if b.Due == 0 {
		return 0
	}
	return b.Last().Seq
}

// Snapshot is an encoded state, kept as a cache.
type Snapshot struct {
	Head  Head
	Shape string
	State []byte
}

// Sum returns the hash by which a log knows a snapshot as the one it saved.
func (s *Snapshot) Sum() Hash {
	h := sha256.New()
	var seq [8]byte
	binary.BigEndian.PutUint64(seq[:], s.Head.Seq)
	h.Write(seq[:])
	h.Write(s.Head.Hash[:])
	h.Write([]byte(s.Shape))
	h.Write([]byte{0})
	h.Write(s.State)
	return Hash(h.Sum(nil))
}

// Log stores the rows of many organisations. Every implementation passes the
// suite in package storetest.
type Log interface {
	// Orgs returns the organisations with their heads, in the order of slugs.
	Orgs(ctx context.Context) ([]Info, error)
	// Head returns where a log ends; ErrNoOrganisation where there is none.
	Head(ctx context.Context, slug string) (Head, error)
	// Watch returns where a log ends as soon as that is not after any more, whoever
	// appended: in this process at once, in another soon.
	Watch(ctx context.Context, slug string, after Head) (Head, error)
	// Version goes up with every change of what the records of an organisation said, by
	// this process or another. It is cheap enough to be asked at every look.
	Version(ctx context.Context, slug string) (uint64, error)
	// ByMail returns who has an address, and Profile what is known of somebody: as in
	// records.Store.
	ByMail(ctx context.Context, mail string) ([]records.Place, error)
	Profile(ctx context.Context, slug string, p org.PersonID) (records.Profile, bool, error)
	// Append writes a batch whole or not at all. When it returns nil, the batch
	// is on disk. A log begins with its first batch. ErrStale: the log does not
	// end at b.Before any more, or a key of the batch was used before. records.ErrTaken:
	// an address that it claims is somebody else's.
	//
	// What a batch erases is in none of the store's files when Append returns,
	// or as soon after as those who read an older state at that moment let go.
	Append(ctx context.Context, b Batch) error
	// AppendNext calls next with where the log ends while nobody else, in any process, can
	// append to it, and appends the batch it returns. next may read from the log, and is
	// called once.
	AppendNext(ctx context.Context, slug string, next func(Head) (Batch, error)) error
	// Read yields the rows after a number, in order. The row is good until the
	// next one.
	Read(ctx context.Context, slug string, after uint64) iter.Seq2[Row, error]
	// Answered returns what a request with this key led to, if there was one.
	Answered(ctx context.Context, slug, key string) (Key, bool, error)
	// Redact appends a batch and, in the same transaction, puts line in place of
	// that of an earlier entry, keeping the digest of the first one.
	Redact(ctx context.Context, b Batch, seq uint64, line []byte) error
	// SaveSnapshot keeps a snapshot in place of the one before. One from before
	// the last redaction is dropped: it holds what was taken out.
	SaveSnapshot(ctx context.Context, slug string, s Snapshot) error
	// Snapshot returns the snapshot kept; false for none, ErrSnapshot for one
	// that is not what was saved.
	Snapshot(ctx context.Context, slug string) (Snapshot, bool, error)
	// Due returns the organisations in which the clock has something to do by a moment, as
	// the batch said that is the last one, and those of which nobody knows; in the order of
	// slugs.
	Due(ctx context.Context, by org.Time) ([]string, error)
	// NoteDue notes when the clock has something to do in an organisation whose log ends at
	// an entry; where it went on since, it does nothing.
	NoteDue(ctx context.Context, slug string, seq uint64, due org.Time) error
	Close() error
}

// ErrNoOrganisation is an organisation that is not in the store.
var ErrNoOrganisation = records.ErrNoOrganisation

// ErrSnapshot is a snapshot that is not what was saved.
var ErrSnapshot = errors.New("the snapshot kept is damaged")

// ErrStale is an append on a head that is not the head any more.
var ErrStale = errors.New("the log has gone on")

// Fork returns what s would become if these acts were done at moment m, or at its own
// last one where that is later: what-if. s stays as it is, and so do the acts.
func Fork(s *org.State, m org.Moment, acts ...org.Act) (*org.State, error) {
	d := s.Edit()
	for _, a := range acts {
		m.At = max(m.At, d.Last)
		if _, err := d.Do(org.Copy(a), m); err != nil {
			return nil, err
		}
	}
	return d.Freeze(), nil
}
