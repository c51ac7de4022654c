package ledger

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"sync"

	"orpheus/org"
)

// BrokenError is a row, or the snapshot, that is not what was written.
type BrokenError struct {
	Slug  string
	Seq   uint64 // zero where it is no entry
	Why   string
	Cause error
}

func (e *BrokenError) Error() string {
	s := e.Slug + ": "
	if e.Seq != 0 {
		s += fmt.Sprintf("entry %d: ", e.Seq)
	}
	s += e.Why
	if e.Cause != nil {
		s += ": " + e.Cause.Error()
	}
	return s
}

// Unwrap returns the cause.
func (e *BrokenError) Unwrap() error { return e.Cause }

// CheckRow says whether row r can follow end.
func CheckRow(slug string, end Head, r *Row) error {
	if r.Seq <= end.Seq {
		return &BrokenError{Slug: slug, Seq: r.Seq, Why: "it is there twice"}
	}
	if r.Seq != end.Seq+1 {
		return &BrokenError{Slug: slug, Seq: end.Seq + 1, Why: "it is missing"}
	}
	if Link(end.Hash, r.Seq, r.LineDigest()) != r.Hash {
		return &BrokenError{Slug: slug, Seq: r.Seq, Why: "its hash does not match: it, or its hash, was changed"}
	}
	return nil
}

// decodeEntry reads the line of a row.
func decodeEntry(slug string, r *Row) (org.Entry, error) {
	e, err := org.DecodeEntry(r.Seq, r.Line)
	if errors.Is(err, org.ErrUnknownKind) {
		return e, &BrokenError{Slug: slug, Seq: r.Seq, Why: "it was written by a newer version of the program", Cause: err}
	}
	if err != nil {
		return e, &BrokenError{Slug: slug, Seq: r.Seq, Why: "it cannot be read", Cause: err}
	}
	return e, nil
}

// apply applies an entry. One that speaks of what does not exist is no reason to
// fall over: whoever reads the log hears of it.
func apply(d *org.Draft, slug string, e *org.Entry) (err error) {
	defer func() {
		if p := recover(); p != nil {
			err = &BrokenError{Slug: slug, Seq: e.Seq, Why: fmt.Sprintf("it does not fit the entries before it: %v", p)}
		}
	}()
	d.Replay(e.Act, e.Moment())
	return nil
}

// replay applies the rows after end to s, checking their places and hashes. each,
// where given, sees every entry before it is applied and may stop the replay.
func replay(ctx context.Context, log Log, slug string, s *org.State, end Head, each func(*org.Draft, *org.Entry) bool) (*org.State, Head, error) {
	d := s.Edit()
	err := entries(ctx, log, slug, end, true, func(e *org.Entry, head Head) error {
		if each != nil && !each(d, e) {
			return errStop
		}
		end = head
		return apply(d, slug, e)
	})
	if err != nil {
		return nil, end, err
	}
	return d.Freeze(), end, nil
}

// errStop ends a walk early and well.
var errStop = errors.New("stop")

// chunkRows is how many rows are decoded at once, and ahead how many chunks may
// wait to be applied.
const (
	chunkRows = 256
	ahead     = 4
)

// chunk is a run of rows on their way from the log to the state.
type chunk struct {
	before  Head
	rows    []Row // their lines are in lines, up to ends
	lines   []byte
	ends    []int
	entries []org.Entry
	err     error         // after the entries
	ready   chan struct{} // closed when decoded
}

// entries walks the log after end: one goroutine reads, others check the hashes
// and decode, and f is called in order. No goroutine is left when it returns.
// Where checked is not set, places and hashes are taken as they are.
func entries(ctx context.Context, log Log, slug string, end Head, checked bool, f func(*org.Entry, Head) error) error {
	ctx, stop := context.WithCancel(ctx)
	out := make(chan *chunk, ahead)
	var reading sync.WaitGroup
	reading.Go(func() {
		defer close(out)
		readChunks(ctx, log, slug, end, func(c *chunk) bool {
			reading.Go(func() { c.decode(slug, checked) })
			select {
			case out <- c:
				return true
			case <-ctx.Done():
				return false
			}
		})
	})
	defer reading.Wait()
	defer stop()
	for c := range out {
		<-c.ready
		for i := range c.entries {
			if err := f(&c.entries[i], Head{c.rows[i].Seq, c.rows[i].Hash}); err == errStop {
				return nil
			} else if err != nil {
				return err
			}
		}
		if c.err != nil {
			return c.err
		}
	}
	return ctx.Err()
}

func readChunks(ctx context.Context, log Log, slug string, end Head, send func(*chunk) bool) {
	c := newChunk(end)
	for r, err := range log.Read(ctx, slug, end.Seq) {
		if err != nil {
			c.err = err
			break
		}
		c.add(&r)
		if len(c.rows) == chunkRows {
			last := Head{r.Seq, r.Hash}
			if !send(c) {
				return
			}
			c = newChunk(last)
		}
	}
	if len(c.rows) > 0 || c.err != nil {
		send(c)
	}
}

func newChunk(before Head) *chunk {
	return &chunk{
		before: before, rows: make([]Row, 0, chunkRows), lines: make([]byte, 0, 128*chunkRows),
		ends: make([]int, 0, chunkRows), ready: make(chan struct{}),
	}
}

func (c *chunk) add(r *Row) {
	c.lines = append(c.lines, r.Line...)
	c.ends = append(c.ends, len(c.lines))
	c.rows = append(c.rows, Row{Seq: r.Seq, Hash: r.Hash, Digest: r.Digest})
}

func (c *chunk) decode(slug string, checked bool) {
	defer close(c.ready)
	c.entries = make([]org.Entry, 0, len(c.rows))
	at := 0
	for i := range c.rows {
		r := &c.rows[i]
		r.Line, at = c.lines[at:c.ends[i]], c.ends[i]
		if checked {
			if err := CheckRow(slug, c.before, r); err != nil {
				c.err = err
				return
			}
		}
		e, err := decodeEntry(slug, r)
		if err != nil {
			c.err = err
			return
		}
		c.before = Head{r.Seq, r.Hash}
		c.entries = append(c.entries, e)
	}
	c.lines = nil
}

// lineHash is the hash of a row's line as it lies there.
func lineHash(r *Row) Hash { return sha256.Sum256(r.Line) }
