package sqlite

import (
	"bytes"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
)

// A write-ahead log says nothing of the file it is of. Whoever puts a backup in the
// place of a store that was not closed gets a mixture of both, or the store of before
// without a word. So every file has a number of its own in it, a backup another than
// what it is a copy of, and beside the log lies the number of the file it is of.

// ownerPath is where the number of the file lies that the write-ahead log is of.
func ownerPath(path string) string { return path + "-wal-of" }

// guardOwner refuses a write-ahead log that is not of this file.
func guardOwner(ctx context.Context, path string) error {
	if info, err := os.Stat(path + "-wal"); err != nil || info.Size() == 0 {
		return nil // there is none, or nothing in it
	}
	want, err := os.ReadFile(ownerPath(path))
	if err != nil || len(want) != numberSize {
		return nil // of before there were numbers, or it was being written when the power went
	}
	have, err := fileNumber(ctx, path)
	if err != nil || have == nil || bytes.Equal(have, want) {
		return nil // what else is the matter with it is found when it is opened
	}
	return fmt.Errorf("%w: %s", ErrOtherWAL, path)
}

// fileNumber reads the number that lies in the file itself, whatever its log says; nil
// for none.
func fileNumber(ctx context.Context, path string) (number []byte, err error) {
	db, err := sql.Open("sqlite", fileURL(path)+"?mode=ro&immutable=1")
	if err != nil {
		return nil, err
	}
	defer db.Close()
	err = db.QueryRowContext(ctx, "SELECT value FROM meta WHERE name = 'file'").Scan(&number)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, nil
	}
	return number, err
}

// own makes sure that the number lies in the file itself and beside its log.
func (l *Log) own(ctx context.Context) error {
	var number []byte
	err := l.write.scan("SELECT value FROM meta WHERE name = 'file'", nil, &number)
	if errors.Is(err, sql.ErrNoRows) {
		err = l.write.transact(ctx, func() error {
			if _, err := l.write.exec("INSERT OR IGNORE INTO meta VALUES ('file', randomblob(16))"); err != nil {
				return err
			}
			return l.write.scan("SELECT value FROM meta WHERE name = 'file'", nil, &number)
		})
	}
	if err != nil {
		return err
	}
	if beside, err := os.ReadFile(ownerPath(l.path)); err == nil && bytes.Equal(beside, number) {
		return nil
	}
	if done, err := l.empty(ctx); !done || err != nil {
		return err // others have it open: one of them will, or the next to open it
	}
	return writeWhole(ownerPath(l.path), number)
}

// numberSize is how many bytes the number of a file has.
const numberSize = 16

// writeWhole puts a file in its place when it is on the disk: whatever happens, there is what was
// there before or all of this, whoever else does the same.
func writeWhole(path string, b []byte) error {
	f, err := os.CreateTemp(filepath.Dir(path), filepath.Base(path)+".*.part") // for its owner only
	if err != nil {
		return err
	}
	_, err = f.Write(b)
	if err == nil {
		err = f.Sync()
	}
	if err = errors.Join(err, f.Close()); err == nil {
		err = os.Rename(f.Name(), path)
	}
	if err != nil {
		return errors.Join(err, os.Remove(f.Name()))
	}
	return nil
}

// disown removes the number beside a log that is there no more.
func (l *Log) disown() error {
	if l.write.readOnly {
		return nil
	}
	if _, err := os.Stat(l.path + "-wal"); !errors.Is(err, fs.ErrNotExist) {
		return nil // others have it open
	}
	if err := os.Remove(ownerPath(l.path)); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	return nil
}

// newOwner gives a copy a number of its own.
func newOwner(ctx context.Context, path string) error {
	db, err := sql.Open("sqlite", fileURL(path)+"?_pragma=synchronous(FULL)")
	if err != nil {
		return err
	}
	_, err = db.ExecContext(ctx, "UPDATE meta SET value = randomblob(16) WHERE name = 'file'")
	return errors.Join(err, db.Close())
}
