package service

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"

	"orpheus/identity"
	"orpheus/ledger"
	"orpheus/org"
	"orpheus/store/memory"
	"orpheus/store/records"
)

// RestoreRedated is Restore into a store that has no such organisation yet, for one whose
// clock was ahead: acts of moments that have not come yet are dated now. Their order, and
// all that they say, stays; hashes and digest are others from there on.
func (d *Service) RestoreRedated(ctx context.Context, in io.Reader, progress func(done, of uint64)) (Restored, error) {
	return d.restore(ctx, in, &restore{desk: d, progress: progress, redates: true})
}

// RestoreNew is Restore of an organisation that is not here, as a link that founds allows, which
// is used with it: identity.ErrUsed where somebody else was quicker.
func (d *Service) RestoreNew(ctx context.Context, in io.Reader, use records.Use) (Restored, error) {
	done, err := d.restore(ctx, in, &restore{desk: d, progress: func(uint64, uint64) {}, use: &use})
	if errors.Is(err, records.ErrUsed) {
		err = identity.ErrUsed
	}
	return done, err
}

// redate dates what was read anew.
func (r *restore) redate(ctx context.Context) error {
	if r.have.Seq != 0 {
		return &org.Error{Code: org.Conflict, Key: "restore.differs", Args: []any{r.header.Org}}
	}
	now := org.At(r.desk.now())
	rows, err := redated(r.all, now)
	if err != nil {
		return err
	}
	log := &memory.Log{}
	if err := log.Append(ctx, ledger.Batch{Slug: r.header.Org, Rows: rows}); err != nil {
		return err
	}
	if _, err := ledger.Verify(ctx, log, r.header.Org); err != nil {
		return fmt.Errorf("what was dated anew does not hold together: %w", err)
	}
	r.all, r.rows = rows, rows
	for i := range r.changes.Texts {
		r.changes.Texts[i].At = min(r.changes.Texts[i].At, now)
	}
	return nil
}

// redated returns rows of which none is dated later than now, chained anew.
func redated(rows []ledger.Row, now org.Time) ([]ledger.Row, error) {
	out := make([]ledger.Row, 0, len(rows))
	var before ledger.Hash
	left := map[uint64]string{} // hashes of lines from which words were taken out
	for _, r := range rows {
		e, err := org.DecodeEntry(r.Seq, r.Line)
		if err != nil {
			return nil, err
		}
		changed := e.At > now
		e.At = min(e.At, now)
		if a, ok := e.Act.(*org.RedactEntry); ok && left[a.Entry] != "" {
			a.After, changed = left[a.Entry], true
		}
		if changed {
			if r.Line, err = e.Encode(); err != nil {
				return nil, err
			}
		}
		if r.Digest != (ledger.Hash{}) {
			left[r.Seq] = ledger.Hash(sha256.Sum256(r.Line)).String()
		}
		r.Hash = ledger.Link(before, r.Seq, r.LineDigest())
		before = r.Hash
		out = append(out, r)
	}
	return out, nil
}
