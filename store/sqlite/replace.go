package sqlite

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
)

// ErrInUse is a store that another program has open.
var ErrInUse = errors.New("another program has the store open")

// Replace puts a copy of a backup in the place of a store, with no log of before beside
// it. The backup is read to the end first. What was there is kept beside it, under the
// name it returns; empty for nothing. A store that is in use is left alone.
func Replace(ctx context.Context, path, backup string) (kept string, err error) {
	if err := soundBackup(ctx, backup); err != nil {
		return "", err
	}
	part := path + ".part"
	if err := keepCopy(backup, part); err != nil {
		if errors.Is(err, fs.ErrNotExist) {
			err = fmt.Errorf("%w: %s", ErrNoFolder, filepath.Dir(path))
		}
		return "", err
	}
	if err := newOwner(ctx, part); err != nil {
		return "", errors.Join(err, os.Remove(part))
	}
	if kept, err = setAside(ctx, path); err != nil {
		return "", errors.Join(err, os.Remove(part))
	}
	return kept, os.Rename(part, path)
}

// soundBackup refuses what is no store, or is damaged.
func soundBackup(ctx context.Context, backup string) error {
	l, err := OpenToRead(ctx, backup)
	if errors.Is(err, ErrOlder) {
		return nil // it was looked at to see its age; opening it brings it up
	}
	if err != nil {
		return err
	}
	found, err := l.Check(ctx)
	if err == nil && len(found) > 0 {
		err = fmt.Errorf("%w: %s", ErrBadBackup, found[0])
	}
	return errors.Join(err, l.Close())
}

// ErrBadBackup is a backup that is not what was written.
var ErrBadBackup = errors.New("the backup is damaged")

// setAside moves a store and what lies beside it out of the way.
func setAside(ctx context.Context, path string) (kept string, err error) {
	if _, err := os.Stat(path); errors.Is(err, fs.ErrNotExist) {
		return "", removeBeside(path)
	}
	if err := alone(ctx, path); err != nil {
		return "", err
	}
	kept = path + ".replaced"
	for _, end := range []string{"-wal", ""} { // the file last: while it is there, nothing was done
		err := os.Rename(path+end, kept+end)
		if err != nil && (end == "" || !errors.Is(err, fs.ErrNotExist)) {
			return "", err
		}
	}
	return kept, removeBeside(path)
}

func removeBeside(path string) error {
	for _, end := range []string{"-wal", "-shm", "-wal-of"} {
		if err := os.Remove(path + end); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
	}
	return nil
}

// alone makes sure that nobody has the file open: who does holds a lock on it, which
// keeps it from leaving its write-ahead log.
func alone(ctx context.Context, path string) error {
	db, err := connect(path, 1, "deferred", scrubWait)
	if err != nil {
		return err
	}
	var mode string
	err = db.QueryRowContext(ctx, "PRAGMA journal_mode = DELETE").Scan(&mode)
	if isBusy(err) || err == nil && mode != "delete" {
		err = ErrInUse
	} else if err != nil && ctx.Err() == nil {
		err = nil // it is damaged, which may be why it is replaced
	}
	return errors.Join(err, db.Close())
}
