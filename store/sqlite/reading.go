package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net/url"
	"os"
)

// OpenToRead opens the file for commands that only read. Where the file or its
// folder cannot be written, it is opened for reading only: every append then fails
// with ErrReadOnly.
func OpenToRead(ctx context.Context, path string) (*Log, error) {
	if err := there(path, false); err != nil {
		return nil, err
	}
	l, err := Open(ctx, path, false)
	if err == nil || !IsReadOnly(err) && !IsUnreadable(err) {
		return l, err
	}
	return openReadOnly(ctx, path)
}

// openReadOnly opens a file nothing of which can be written.
func openReadOnly(ctx context.Context, path string) (*Log, error) {
	l, err := readOnly(ctx, path, "")
	if err == nil || !IsReadOnly(err) && !IsUnreadable(err) {
		return l, err
	}
	// SQLite cannot read a write-ahead log without writing beside it. Where there is
	// none, the file itself has everything.
	if info, err := os.Stat(path + "-wal"); err == nil && info.Size() > 0 {
		return nil, fmt.Errorf("%w: %s", ErrPending, path)
	}
	return readOnly(ctx, path, "&immutable=1")
}

func readOnly(ctx context.Context, path, how string) (*Log, error) {
	q := url.Values{"_pragma": {fmt.Sprintf("busy_timeout(%d)", lockWait.Milliseconds()), "cache_size(-16000)"}}
	db, err := sql.Open("sqlite", fileURL(path)+"?mode=ro&"+q.Encode()+how)
	if err != nil {
		return nil, err
	}
	db.SetMaxOpenConns(maxReaders)
	l := &Log{path: path, ids: map[string]int64{}, closing: make(chan struct{}), read: db, write: &writer{readOnly: true}}
	have, err := l.check(func(query string, into any) error { return db.QueryRowContext(ctx, query).Scan(into) })
	if err == nil && have == 0 {
		err = fmt.Errorf("%w: %s", ErrNotOurs, path)
	} else if err == nil && have < format {
		err = fmt.Errorf("%w: %s (format %d)", ErrOlder, path, have)
	}
	if err == nil {
		err = db.QueryRowContext(ctx, "SELECT value FROM meta WHERE name = 'secret'").Scan(&l.secret)
	}
	if err != nil {
		return nil, errors.Join(l.foreign(err), l.Close())
	}
	return l, nil
}
