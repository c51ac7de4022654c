package memory

import (
	"context"
	"slices"

	"orpheus/org"
)

// Due returns where the clock has something to do, or nobody knows.
func (l *Log) Due(ctx context.Context, by org.Time) (out []string, err error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	for slug, o := range l.orgs {
		if o.dueOf != o.head().Seq || o.due <= by {
			out = append(out, slug)
		}
	}
	slices.Sort(out)
	return out, nil
}

// NoteDue notes it, where the log did not go on.
func (l *Log) NoteDue(ctx context.Context, slug string, seq uint64, due org.Time) error {
	_, err := read(ctx, l, slug, func(o *one) bool {
		if o.head().Seq == seq {
			o.due, o.dueOf = due, seq
		}
		return true
	})
	return err
}
