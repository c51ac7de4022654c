package service

import (
	"context"

	"orpheus/ledger"
	"orpheus/org"
)

// undo reverts entry seq for whoever did it, with all that it entailed, in one
// transaction: nobody else may, nor they where what it takes is not theirs to do.
func (d *Service) undo(ctx context.Context, slug string, seq uint64, by org.PersonID, face org.Face) (ledger.Answer, error) {
	e, err := d.entry(ctx, slug, seq)
	if err != nil {
		return ledger.Answer{}, err
	}
	if by == 0 || e.By != by {
		return ledger.Answer{}, &org.Error{Code: org.Forbidden, Key: "undo.others"}
	}
	before, err := d.engine.AtVersion(ctx, slug, seq-1)
	if err != nil {
		return ledger.Answer{}, err
	}
	return d.engine.Bulk(ctx, slug, 0, face, func(b *ledger.Bulk) error {
		acts, err := org.Undo(before, b.State(), e)
		if err != nil {
			return err
		}
		if err := b.DoAs(acts[0], org.Moment{At: b.At(), By: by, Face: face}, nil); err != nil {
			return err
		}
		for _, act := range acts[1:] {
			if err := b.Entail(0, act); err != nil {
				return err
			}
		}
		return nil
	})
}

// entry returns one entry of the log.
func (d *Service) entry(ctx context.Context, slug string, seq uint64) (org.Entry, error) {
	if seq > 0 {
		for r, err := range d.store.Read(ctx, slug, seq-1) {
			if err != nil {
				return org.Entry{}, err
			}
			if r.Seq == seq {
				return org.DecodeEntry(r.Seq, r.Line)
			}
			break
		}
	}
	return org.Entry{}, &org.Error{Code: org.NotFound, Key: "undo.kind"}
}
