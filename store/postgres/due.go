package postgres

import (
	"context"

	"orpheus/org"
)

// Due returns where the clock has something to do, or nobody knows. There is no index: a head
// is moved with every act, and moving it in an index too would cost each of them.
func (l *Log) Due(ctx context.Context, by org.Time) ([]string, error) {
	return some(ctx, l, func(s *string) []any { return []any{s} }, "SELECT org FROM orpheus.heads WHERE due_of <> seq OR due <= $1 ORDER BY org", num(by))
}

// NoteDue notes it, where the log did not go on.
func (l *Log) NoteDue(ctx context.Context, slug string, seq uint64, due org.Time) error {
	_, err := l.doIn(ctx, false, slug, "UPDATE orpheus.heads SET due = $3, due_of = seq WHERE org = $1 AND seq = $2", num(seq), num(due))
	return err
}
