package sqlite

import (
	"context"
	"errors"
	"fmt"
)

// Check has SQLite look for damage in the file, looks for rows that belong to
// nobody, and returns what it found. Verify says the rest: whether the rows are
// what was written.
func (l *Log) Check(ctx context.Context) ([]string, error) {
	rows, err := l.read.QueryContext(ctx, "PRAGMA integrity_check(20)")
	if err != nil {
		return []string{err.Error()}, ctx.Err()
	}
	defer rows.Close()
	var found []string
	for rows.Next() {
		var s string
		if err := rows.Scan(&s); err != nil {
			return nil, err
		}
		if s != "ok" {
			found = append(found, s)
		}
	}
	if err := rows.Err(); err != nil {
		found = append(found, err.Error())
	}
	if wal := l.Damage(); wal != "" {
		found = append(found, wal)
	}
	if len(found) == 0 {
		found, err = l.strays(ctx)
	}
	if len(found) == 0 && err == nil {
		found, err = l.damagedFiles(ctx)
	}
	return found, errors.Join(err, ctx.Err())
}

// strays looks for entries outside the range of every organisation.
func (l *Log) strays(ctx context.Context) ([]string, error) {
	rows, err := l.read.QueryContext(ctx, `
		SELECT id FROM acts WHERE id IN (SELECT id << 40 FROM orgs)
		UNION ALL SELECT id FROM acts WHERE id < (SELECT ifnull(min(id), 1 << 22) << 40 FROM orgs)
		UNION ALL SELECT a.id FROM orgs o JOIN acts a ON a.id >= (o.id + 1) << 40
			AND a.id < (SELECT ifnull(min(id), 1 << 22) << 40 FROM orgs WHERE id > o.id)
		LIMIT 20`)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var found []string
	for rows.Next() {
		var id int64
		if err := rows.Scan(&id); err != nil {
			return nil, err
		}
		found = append(found, fmt.Sprintf("entry %d of organisation %d: there is no such organisation or place", id&(1<<seqBits-1), id>>seqBits))
	}
	return found, rows.Err()
}
