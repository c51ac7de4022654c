package sqlite

import (
	"context"
	"database/sql"

	"orpheus/org"
)

// PrivateOf returns all that somebody said for themselves, by name.
func (l *Log) PrivateOf(ctx context.Context, slug string, p org.PersonID) (map[string]string, error) {
	type named struct{ name, value string }
	rows, err := someIn(ctx, l, slug, func(rows *sql.Rows, n *named) error { return rows.Scan(&n.name, &n.value) },
		"SELECT name, value FROM private WHERE org = ? AND person = ?", p)
	out := make(map[string]string, len(rows))
	for _, r := range rows {
		out[r.name] = r.value
	}
	return out, err
}
