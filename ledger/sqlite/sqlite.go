// Package sqlite is a log and its records in one SQLite file: what is
// acknowledged is on disk (write-ahead log, synchronous=FULL), and what is
// erased is overwritten (secure_delete).
package sqlite

import (
	"context"
	"crypto/rand"
	"database/sql"
	_ "embed"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"runtime"
	"sync"
	"sync/atomic"
	"time"

	driver "modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"
)

//go:embed schema.sql
var schema string

//go:embed identity.sql
var identitySchema string

// format is the number of the layout of the file. A file with a higher one was
// written by a newer program and is left alone.
const format = 1

// applicationID marks the file as ours ("Orph").
const applicationID = 0x4f727068

// Log is an open file.
type Log struct {
	path   string
	write  *writer
	read   *sql.DB
	secret []byte

	mu  sync.Mutex
	ids map[string]int64

	scrubbing  atomic.Bool
	closing    chan struct{}
	once       sync.Once
	background sync.WaitGroup
}

// ErrNotOurs is a file that is something else.
var ErrNotOurs = errors.New("this file is no Orpheus store")

// Open opens the file, making it where it is absent and create is set.
func Open(ctx context.Context, path string, create bool) (*Log, error) {
	if _, err := os.Stat(path); err != nil && (!create || !errors.Is(err, fs.ErrNotExist)) {
		return nil, err
	}
	if err := guardWAL(path); err != nil {
		return nil, err
	}
	l := &Log{path: path, ids: map[string]int64{}, closing: make(chan struct{})}
	var err error
	if l.write, err = newWriter(ctx, path); err != nil {
		return nil, err
	}
	if l.read, err = connect(path, maxReaders, "deferred", lockWait); err != nil {
		return nil, errors.Join(err, l.write.close())
	}
	if err := l.prepare(ctx); err != nil {
		return nil, errors.Join(err, l.Close())
	}
	_, _ = l.empty(ctx) // what a program that fell over could not
	return l, nil
}

const (
	lockWait   = 10 * time.Second // for other processes
	maxReaders = 64               // those who read while they read must not wait for each other
)

func connect(path string, conns int, lock string, wait time.Duration) (*sql.DB, error) {
	q := url.Values{"_txlock": {lock}, "_pragma": {
		fmt.Sprintf("busy_timeout(%d)", wait.Milliseconds()), "journal_mode(WAL)", "synchronous(FULL)", "secure_delete(ON)", "foreign_keys(ON)", "cache_size(-16000)",
	}}
	db, err := sql.Open("sqlite", "file:"+(&url.URL{Path: path}).EscapedPath()+"?"+q.Encode())
	if err != nil {
		return nil, err
	}
	db.SetMaxOpenConns(conns)
	db.SetMaxIdleConns(min(conns, max(4, runtime.NumCPU())))
	return db, nil
}

// prepare checks the file, or lays it out where it is empty.
func (l *Log) prepare(ctx context.Context) error {
	var app, version, tables int
	err := errors.Join(
		l.write.scan("PRAGMA application_id", nil, &app),
		l.write.scan("PRAGMA user_version", nil, &version),
		l.write.scan("SELECT count(*) FROM sqlite_schema", nil, &tables))
	switch {
	case err != nil:
		return fmt.Errorf("%w: %s: %w", ErrNotOurs, l.path, err)
	case tables == 0:
		if err := l.layOut(ctx); err != nil {
			return err
		}
	case app != applicationID:
		return fmt.Errorf("%w: %s", ErrNotOurs, l.path)
	case version > format:
		return fmt.Errorf("%s was written by a newer version of Orpheus (format %d, this one knows %d): it is left as it is", l.path, version, format)
	}
	if err := l.layOutIdentity(ctx); err != nil {
		return err
	}
	if err := l.write.scan("SELECT value FROM meta WHERE name = 'secret'", nil, &l.secret); err != nil {
		return fmt.Errorf("%s: %w", l.path, err)
	}
	return nil
}

func (l *Log) layOut(ctx context.Context) error {
	secret := make([]byte, 32)
	if _, err := rand.Read(secret); err != nil {
		return err
	}
	return l.write.transact(ctx, func() error {
		err := l.write.script(fmt.Sprintf("%s; PRAGMA application_id = %d; PRAGMA user_version = %d", schema, applicationID, format))
		if err == nil {
			_, err = l.write.exec("INSERT INTO meta VALUES ('secret', ?)", secret)
		}
		return err
	})
}

// layOutIdentity adds what a file of before people could sign in lacks.
func (l *Log) layOutIdentity(ctx context.Context) error {
	const there = "SELECT count(*) FROM sqlite_schema WHERE name = 'outbox'"
	var n int
	if err := l.write.scan(there, nil, &n); err != nil || n > 0 {
		return err
	}
	return l.write.transact(ctx, func() error {
		if err := l.write.scan(there, nil, &n); err != nil || n > 0 { // another process did
			return err
		}
		return l.write.script(identitySchema)
	})
}

// isBusy reports whether err is that others use the file.
func isBusy(err error) bool {
	e, ok := errors.AsType[*driver.Error](err)
	return ok && e.Code()&0xff == sqlite3.SQLITE_BUSY
}

// Close closes the file.
func (l *Log) Close() error {
	l.once.Do(func() { close(l.closing) })
	l.background.Wait()
	return errors.Join(l.read.Close(), l.write.close())
}

// Backup writes a consistent copy to a new file while the store is in use.
func (l *Log) Backup(ctx context.Context, path string) error {
	if _, err := os.Stat(path); err == nil {
		return fmt.Errorf("%s: %w", path, fs.ErrExist)
	}
	_, err := l.read.ExecContext(ctx, "VACUUM INTO ?", path)
	return err
}
