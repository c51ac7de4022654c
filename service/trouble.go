package service

import (
	"context"
	"errors"
	"fmt"
	"io/fs"

	"orpheus/ledger"
	"orpheus/org"
	"orpheus/store/memory"
	"orpheus/store/sqlite"
)

// OpenToRead opens the store that data names for somebody who only reads, also
// where it cannot be written.
func OpenToRead(ctx context.Context, data string) (*Service, error) {
	if postgres(data) {
		return nil, ErrPostgres
	}
	return opened(data, func() (*sqlite.Log, error) { return sqlite.OpenToRead(ctx, data) })
}

// Empty returns a service over a store in memory with nothing in it.
func Empty() *Service { return New(new(memory.Log), ledger.Options{}) }

func opened(data string, open func() (*sqlite.Log, error)) (*Service, error) {
	log, err := open()
	if errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("%w: %s", ErrNoStore, data)
	}
	if err != nil {
		return nil, err
	}
	d := New(log, ledger.Options{})
	d.indexes = data + ".search"
	return d, nil
}

// BrokenError is an entry of a log, or the whole of it, that is not what was written.
type BrokenError = ledger.BrokenError

// Trouble names what is the matter with the store where err comes from it: "full",
// "busy", "readonly", "unreadable", "damaged", "foreign", "newer", "folder",
// "no_folder", "pending", "moved", "other_wal", "older", "in_use", "missing_end" or
// "postgres"; empty for all else.
func Trouble(err error) string {
	switch {
	case errors.Is(err, ErrPostgres):
		return "postgres"
	case errors.Is(err, sqlite.ErrNotOurs):
		return "foreign"
	case errors.Is(err, sqlite.ErrMoved):
		return "moved"
	case errors.Is(err, sqlite.ErrOtherWAL):
		return "other_wal"
	case errors.Is(err, sqlite.ErrOlder):
		return "older"
	case errors.Is(err, sqlite.ErrInUse):
		return "in_use"
	case errors.Is(err, sqlite.ErrDamagedEnd):
		return "missing_end"
	case errors.Is(err, sqlite.ErrBadBackup):
		return "damaged"
	case errors.Is(err, sqlite.ErrNewer), errors.Is(err, org.ErrUnknownKind):
		return "newer"
	case errors.Is(err, sqlite.ErrFolder):
		return "folder"
	case errors.Is(err, sqlite.ErrNoFolder):
		return "no_folder"
	case errors.Is(err, sqlite.ErrPending):
		return "pending"
	case sqlite.IsFull(err):
		return "full"
	case sqlite.IsBusy(err):
		return "busy"
	case sqlite.IsReadOnly(err):
		return "readonly"
	case sqlite.IsDamaged(err):
		return "damaged"
	case sqlite.IsUnreadable(err):
		return "unreadable"
	}
	return ""
}
