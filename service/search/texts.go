package search

import (
	"context"
	"database/sql"
	_ "embed"
	"errors"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"sync"

	driver "modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"
)

//go:embed schema.sql
var schema string

// layout is the number of the layout and of the way words are stemmed: an index
// with another one is thrown away.
const layout = 1

// applicationID marks the file as ours ("OrpS").
const applicationID = 0x4f727053

// Texts is an index of what people wrote in one organisation. It holds stems, no
// texts. Whatever is wrong with it, it is made anew.
type Texts struct {
	path string // empty for one in memory

	writing sync.Mutex

	mu    sync.RWMutex // held for writing while db is replaced
	db    *sql.DB
	fresh bool // not yet compared with the log since it was opened
}

// ErrDamaged is an index that was found damaged and thrown away: Follow makes it
// anew.
var ErrDamaged = errors.New("the search index was damaged and is made anew")

// OpenTexts opens the index in a file, or one in memory where path is empty. What
// cannot be used is thrown away.
func OpenTexts(ctx context.Context, path string) (*Texts, error) {
	t := &Texts{path: path, fresh: true}
	err := t.open(ctx)
	if err == nil || ctx.Err() != nil || path == "" {
		return t, err
	}
	if err := t.discard(ctx, t.db); err != nil {
		return nil, err
	}
	return t, nil
}

// Close closes the index.
func (t *Texts) Close() error {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.db.Close()
}

func (t *Texts) open(ctx context.Context) error {
	file := "file::memory:"
	if t.path != "" {
		if err := os.MkdirAll(filepath.Dir(t.path), 0o700); err != nil {
			return err
		}
		file = "file:" + (&url.URL{Path: t.path}).EscapedPath()
	}
	q := url.Values{"_txlock": {"immediate"}, "_pragma": {
		"busy_timeout(10000)", "journal_mode(TRUNCATE)", "synchronous(OFF)", "secure_delete(ON)", "temp_store(MEMORY)", "cache_size(-8000)",
	}}
	var err error
	if t.db, err = sql.Open("sqlite", file+"?"+q.Encode()); err != nil {
		return err
	}
	t.db.SetMaxOpenConns(1)
	var app, version, tables int
	err = errors.Join(
		t.db.QueryRowContext(ctx, "PRAGMA application_id").Scan(&app),
		t.db.QueryRowContext(ctx, "PRAGMA user_version").Scan(&version),
		t.db.QueryRowContext(ctx, "SELECT count(*) FROM sqlite_schema").Scan(&tables))
	if err != nil {
		return err
	}
	if tables == 0 {
		_, err := t.db.ExecContext(ctx, fmt.Sprintf("BEGIN IMMEDIATE; %s; PRAGMA application_id = %d; PRAGMA user_version = %d; COMMIT", schema, applicationID, layout))
		return err
	}
	if app != applicationID || version != layout {
		return ErrDamaged
	}
	return t.check(ctx)
}

// check reads the whole file once.
func (t *Texts) check(ctx context.Context) error {
	var found string
	if err := t.db.QueryRowContext(ctx, "PRAGMA quick_check(1)").Scan(&found); err != nil || found != "ok" {
		return errors.Join(ErrDamaged, err)
	}
	if _, err := t.db.ExecContext(ctx, "INSERT INTO stems(stems) VALUES ('integrity-check')"); err != nil {
		return err
	}
	return scrub(ctx, t.db) // what a program that fell over could not
}

// discard throws db away and begins an empty index, unless somebody else did so
// meanwhile.
func (t *Texts) discard(ctx context.Context, db *sql.DB) error {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.db != db {
		return nil
	}
	if db != nil {
		_ = db.Close() // it is of no use whatever it says
	}
	if t.path != "" {
		for _, name := range []string{t.path, t.path + "-journal"} {
			if err := os.Remove(name); err != nil && !errors.Is(err, os.ErrNotExist) {
				return err
			}
		}
	}
	return t.open(ctx)
}

// use runs f on the database. Where that is damaged it is thrown away, and the
// error is ErrDamaged.
func (t *Texts) use(ctx context.Context, f func(db *sql.DB) error) error {
	t.mu.RLock()
	db := t.db
	err := f(db)
	t.mu.RUnlock()
	if !damage(err) {
		return err
	}
	return errors.Join(ErrDamaged, t.discard(context.WithoutCancel(ctx), db))
}

// damage reports whether err says that the index cannot be used.
func damage(err error) bool {
	e, ok := errors.AsType[*driver.Error](err)
	if !ok {
		return errors.Is(err, ErrDamaged)
	}
	switch e.Code() & 0xff {
	case sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_ERROR, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_CONSTRAINT, sqlite3.SQLITE_MISMATCH:
		return true
	}
	return false
}
