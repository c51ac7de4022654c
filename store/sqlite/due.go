package sqlite

import (
	"context"

	"orpheus/org"
)

// Due returns where the clock has something to do, or nobody knows.
func (l *Log) Due(ctx context.Context, by org.Time) ([]string, error) {
	return l.slugs(ctx, "SELECT slug FROM orgs WHERE due_of <> seq OR due <= ? ORDER BY slug", by)
}

// NoteDue notes it, where the log did not go on.
func (l *Log) NoteDue(ctx context.Context, slug string, seq uint64, due org.Time) error {
	id, err := l.id(ctx, slug)
	if err != nil {
		return err
	}
	return l.write.transact(ctx, func() error {
		_, err := l.write.exec("UPDATE orgs SET due = ?, due_of = seq WHERE id = ? AND seq = ?", due, id, seq)
		return err
	})
}

// slugs reads the names of organisations.
func (l *Log) slugs(ctx context.Context, query string, args ...any) (out []string, err error) {
	rows, err := l.read.QueryContext(ctx, query, args...)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	for rows.Next() {
		var slug string
		if err := rows.Scan(&slug); err != nil {
			return nil, err
		}
		out = append(out, slug)
	}
	return out, rows.Err()
}
