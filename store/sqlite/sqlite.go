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
	"path/filepath"
	"runtime"
	"sync"
	"sync/atomic"
	"time"

	sqlite3 "modernc.org/sqlite/lib"

	"orpheus/store/keyfile"
)

//go:embed schema.sql
var schema string

// applicationID marks the file as ours ("Orph").
const applicationID = 0x4f727068

// Log is an open file.
type Log struct {
	path   string
	write  *writer
	read   *sql.DB
	secret []byte

	statements statements // of read
	edition    edition
	versions   versions
	signals    signals
	readiness  readiness
	sealing    keyfile.Once

	mu  sync.Mutex
	ids map[string]int64

	scrubbing  atomic.Bool
	closing    chan struct{}
	once       sync.Once
	background sync.WaitGroup
}

// Open opens the file, making it where it is absent and create is set. A new file
// can be read by its owner only, since it holds names and addresses; SQLite makes
// the files beside it likewise.
func Open(ctx context.Context, path string, create bool) (*Log, error) {
	if err := there(path, create); err != nil {
		return nil, err
	}
	if err := writable(path); err != nil {
		return nil, err
	}
	if err := errors.Join(guardOwner(ctx, path), guardWAL(path)); err != nil {
		return nil, err
	}
	l := &Log{path: path, ids: map[string]int64{}, closing: make(chan struct{})}
	var err error
	if l.write, err = newWriter(ctx, path); err != nil {
		return nil, l.foreign(err)
	}
	if l.read, err = connect(path, maxReaders, "deferred", lockWait); err != nil {
		return nil, errors.Join(err, l.write.close())
	}
	if err := l.prepare(ctx); err != nil {
		return nil, errors.Join(err, l.Close())
	}
	if l.edition.shared, err = share(path); err != nil {
		return nil, errors.Join(err, l.Close())
	}
	l.write.committed = l.edition.committed
	if err := l.own(ctx); err != nil {
		return nil, errors.Join(err, l.Close())
	}
	at, err := newPlace(path)
	if err != nil {
		return nil, errors.Join(err, l.Close())
	}
	l.write.placed = at.check
	if _, err := l.empty(ctx); err != nil { // what a program that fell over could not
		l.write.settle = l.settle
	}
	return l, nil
}

// there makes sure of a file at path, making an empty one where create is set.
func there(path string, create bool) error {
	info, err := os.Stat(path)
	switch {
	case err == nil && info.IsDir():
		return fmt.Errorf("%w: %s", ErrFolder, path)
	case err == nil || !create || !errors.Is(err, fs.ErrNotExist):
		return err
	}
	f, err := os.OpenFile(path, os.O_CREATE|os.O_RDWR, 0o600)
	if errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("%w: %s", ErrNoFolder, filepath.Dir(path))
	}
	if err != nil {
		return err
	}
	return f.Close()
}

// writable says whether the file can be written, and of one that cannot whether it
// can be read.
func writable(path string) error {
	f, err := os.OpenFile(path, os.O_RDWR, 0)
	if err == nil {
		return f.Close()
	}
	f, unread := os.Open(path)
	if unread != nil {
		return unread
	}
	return errors.Join(fmt.Errorf("%w: %w", ErrReadOnly, err), f.Close())
}

const (
	lockWait   = 10 * time.Second // for other processes
	maxReaders = 64               // those who read while they read must not wait for each other
)

func connect(path string, conns int, lock string, wait time.Duration) (*sql.DB, error) {
	q := url.Values{"mode": {"rw"}, "_txlock": {lock}, "_pragma": {
		fmt.Sprintf("busy_timeout(%d)", wait.Milliseconds()), "journal_mode(WAL)", "synchronous(FULL)", "secure_delete(ON)", "foreign_keys(ON)", "cache_size(-16000)",
	}}
	db, err := sql.Open("sqlite", fileURL(path)+"?"+q.Encode())
	if err != nil {
		return nil, err
	}
	db.SetMaxOpenConns(conns)
	db.SetMaxIdleConns(min(conns, max(8, runtime.NumCPU()))) // a statement is prepared anew on every connection it meets
	return db, nil
}

func fileURL(path string) string { return "file:" + (&url.URL{Path: path}).EscapedPath() }

// prepare checks the file, lays it out where it is empty, and brings it to the layout
// of this program where it has an older one.
func (l *Log) prepare(ctx context.Context) error {
	scan := func(query string, into any) error { return l.write.scan(query, nil, into) }
	have, err := l.check(scan)
	if err != nil || have == 0 { // another process may be laying it out
		err = l.write.transact(ctx, func() (err error) {
			if have, err = l.check(scan); err != nil || have != 0 {
				return err
			}
			have = format
			return l.layOut()
		})
	}
	if err != nil {
		return l.foreign(err)
	}
	if have < format {
		if err := l.migrate(ctx, have); err != nil {
			return err
		}
	}
	if err := l.write.scan("SELECT value FROM meta WHERE name = 'secret'", nil, &l.secret); err != nil {
		return fmt.Errorf("%s: %w", l.path, err)
	}
	return nil
}

// check returns the format of the file, 0 where nothing is laid out, and refuses what
// is something else.
func (l *Log) check(scan func(query string, into any) error) (have int, err error) {
	var app, tables int
	err = errors.Join(
		scan("PRAGMA application_id", &app),
		scan("PRAGMA user_version", &have),
		scan("SELECT count(*) FROM sqlite_schema", &tables))
	switch {
	case err != nil || tables == 0:
		return 0, err
	case app != applicationID:
		return 0, fmt.Errorf("%w: %s", ErrNotOurs, l.path)
	case have > format:
		return 0, fmt.Errorf("%w: %s (format %d, this program knows %d)", ErrNewer, l.path, have, format)
	}
	return have, nil
}

// foreign says of an error whether it is that the file is no database.
func (l *Log) foreign(err error) error {
	if code(err)&0xff == sqlite3.SQLITE_NOTADB {
		return fmt.Errorf("%w: %s: %w", ErrNotOurs, l.path, err)
	}
	return err
}

// layOut makes the tables, within a transaction.
func (l *Log) layOut() error {
	secret := make([]byte, 32)
	if _, err := rand.Read(secret); err != nil {
		return err
	}
	err := l.write.script(fmt.Sprintf("%s; INSERT INTO meta VALUES ('file', randomblob(16)); PRAGMA application_id = %d; PRAGMA user_version = %d", schema, applicationID, format))
	if err == nil {
		_, err = l.write.exec("INSERT INTO meta VALUES ('secret', ?)", secret)
	}
	return err
}

// Close closes the file.
func (l *Log) Close() error {
	l.once.Do(func() { close(l.closing) })
	l.background.Wait()
	err := errors.Join(l.statements.close(), l.read.Close(), l.write.close())
	if l.edition.shared != nil {
		err = errors.Join(err, l.edition.shared.release())
	}
	return errors.Join(err, l.disown())
}

// Backup writes a consistent copy to a new file while the store is in use. Where it
// fails, no file stays.
func (l *Log) Backup(ctx context.Context, path string) error {
	f, err := os.OpenFile(path, os.O_CREATE|os.O_EXCL|os.O_RDWR, 0o600)
	if errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("%w: %s", ErrNoFolder, filepath.Dir(path))
	}
	if err != nil {
		return err
	}
	err = f.Close()
	if err == nil {
		_, err = l.read.ExecContext(ctx, "VACUUM INTO ?", path)
	}
	if err == nil {
		err = newOwner(ctx, path)
	}
	if err != nil {
		return errors.Join(err, os.Remove(path))
	}
	return nil
}
