package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
)

// Layout returns the number of the layout of a file, and of that of this program, without
// bringing the file to it as opening does. A write-ahead log of which SQLite drops something is kept
// before, as by opening: afterwards nothing says any more how far it went.
func Layout(ctx context.Context, path string) (have, know int, err error) {
	if err := errors.Join(there(path, false), guardWAL(path)); err != nil {
		return 0, format, err
	}
	db, err := sql.Open("sqlite", fileURL(path)+fmt.Sprintf("?mode=ro&_pragma=busy_timeout(%d)", lockWait.Milliseconds()))
	if err != nil {
		return 0, format, err
	}
	l := &Log{path: path}
	var app, tables int
	for query, into := range map[string]any{"PRAGMA application_id": &app, "PRAGMA user_version": &have, "SELECT count(*) FROM sqlite_schema": &tables} {
		if err = db.QueryRowContext(ctx, query).Scan(into); err != nil {
			break
		}
	}
	if err = l.foreign(err); err == nil && tables > 0 && app != applicationID {
		err = fmt.Errorf("%w: %s", ErrNotOurs, path)
	}
	if tables == 0 {
		have = -1
	}
	return have, format, errors.Join(err, db.Close())
}
