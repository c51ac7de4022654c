package service

import (
	"bytes"
	"context"
	"slices"

	"orpheus/org"
)

// Query asks for acts from the newest back.
type Query struct {
	Before uint64                // only entries with a lower number
	After  uint64                // only entries with a higher number
	Most   int                   // how many at most
	Kinds  []string              // empty for all
	Wants  func(*org.Entry) bool // nil for all
}

// The log is read back in pieces, and not further than this many entries in
// one go, so that a query that finds little does not read it all.
const (
	piece    = 500
	furthest = 50_000
)

// newest returns the entries that a query asks for, the newest first, and the
// number before which to go on; zero where the log begins.
func (d *Service) newest(ctx context.Context, slug string, q Query) (found []org.Entry, next uint64, err error) {
	var marks [][]byte
	for _, k := range q.Kinds {
		marks = append(marks, []byte(`"kind":"`+k+`"`))
	}
	for end, read := q.Before, 0; end > q.After+1; {
		if read >= furthest {
			return found, end, nil
		}
		start := end - min(end-1-q.After, piece)
		some, err := d.some(ctx, slug, start, end, marks)
		if err != nil {
			return nil, 0, err
		}
		read += int(end - start)
		for i := range slices.Backward(some) {
			e := &some[i]
			if len(q.Kinds) > 0 && !slices.Contains(q.Kinds, org.NameOf(e.Act)) || q.Wants != nil && !q.Wants(e) {
				continue
			}
			if len(found) == q.Most {
				return found, found[q.Most-1].Seq, nil
			}
			found = append(found, *e)
		}
		end = start
	}
	return found, 0, nil
}

// entriesAt returns entries by their numbers; the log is read once for those that are
// near each other.
func (d *Service) entriesAt(ctx context.Context, slug string, acts []uint64) (map[uint64]org.Entry, error) {
	out := make(map[uint64]org.Entry, len(acts))
	acts = slices.Compact(slices.Sorted(slices.Values(acts)))
	for len(acts) > 0 {
		n := 1
		for n < len(acts) && acts[n]-acts[n-1] <= piece {
			n++
		}
		near := acts[:n]
		acts = acts[n:]
		for r, err := range d.store.Read(ctx, slug, near[0]-1) {
			if err != nil {
				return nil, err
			}
			if r.Seq > near[n-1] {
				break
			}
			if _, asked := slices.BinarySearch(near, r.Seq); !asked {
				continue
			}
			if out[r.Seq], err = org.DecodeEntry(r.Seq, r.Line); err != nil {
				return nil, err
			}
		}
	}
	return out, nil
}

// some returns the entries from start to before end that hold one of the marks.
func (d *Service) some(ctx context.Context, slug string, start, end uint64, marks [][]byte) ([]org.Entry, error) {
	var out []org.Entry
	for r, err := range d.store.Read(ctx, slug, start-1) {
		if err != nil {
			return nil, err
		}
		if r.Seq >= end {
			break
		}
		if len(marks) > 0 && !slices.ContainsFunc(marks, func(m []byte) bool { return bytes.Contains(r.Line, m) }) {
			continue
		}
		e, err := org.DecodeEntry(r.Seq, r.Line)
		if err != nil {
			return nil, err
		}
		out = append(out, e)
	}
	return out, nil
}
