package service

import (
	"context"
	"iter"
	"slices"

	"orpheus/ledger"
	"orpheus/org"
)

// Entries yields the entries of the log after a number, in order.
func (d *Service) Entries(ctx context.Context, slug string, after uint64) iter.Seq2[org.Entry, error] {
	return func(yield func(org.Entry, error) bool) {
		for r, err := range d.store.Read(ctx, slug, after) {
			var e org.Entry
			if err == nil {
				if e, err = org.DecodeEntry(r.Seq, r.Line); err != nil {
					err = &ledger.BrokenError{Slug: slug, Seq: r.Seq, Why: "it cannot be read", Cause: err}
				}
			}
			if !yield(e, err) || err != nil {
				return
			}
		}
	}
}

// Filter says which entries are wanted; the zero Filter wants all.
type Filter struct {
	Since org.Time
	Until org.Time // included; zero for no end
	By    org.PersonID
	About org.Ref
	Kind  string
}

// Wants reports whether the filter lets e through.
func (f Filter) Wants(e *org.Entry) bool {
	switch {
	case e.At < f.Since, f.Until != 0 && e.At > f.Until, f.By != 0 && e.By != f.By:
		return false
	case f.Kind != "" && org.NameOf(e.Act) != f.Kind:
		return false
	}
	return f.About == (org.Ref{}) || slices.Contains(org.About(e.Act), f.About)
}
