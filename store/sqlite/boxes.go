package sqlite

import (
	"context"
	"database/sql"

	"orpheus/org"
)

// The ballots of secret votes lie among what people say for themselves, as nobody's.
const nobody org.PersonID = 0

// Box returns what is in a box; empty for nothing.
func (l *Log) Box(ctx context.Context, slug, name string) (string, error) {
	return l.Private(ctx, slug, nobody, "box "+name)
}

// SwapBox replaces it where it is still what it was. What was replaced is overwritten, and
// the write-ahead log emptied: in it each state of the box would lie beside the one before.
func (l *Log) SwapBox(ctx context.Context, slug, name, was, value string) (bool, error) {
	swapped, err := l.SwapPrivate(ctx, slug, nobody, "box "+name, was, value)
	if swapped {
		l.scrubNow(ctx)
	}
	return swapped, err
}

// Boxes names those in which something is kept. What is in them is not read.
func (l *Log) Boxes(ctx context.Context, slug string) (names []string, err error) {
	return someIn(ctx, l, slug, func(rows *sql.Rows, name *string) error { return rows.Scan(name) },
		"SELECT substr(name, 5) FROM private WHERE org = ? AND person = ? AND name GLOB 'box *' ORDER BY name", nobody)
}
