package sqlite

import (
	"errors"
	"syscall"

	driver "modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"
)

// What can be the matter with a file.
var (
	ErrNotOurs  = errors.New("this file is no Orpheus store")
	ErrNewer    = errors.New("this file was written by a newer version of Orpheus: it is left as it is")
	ErrOlder    = errors.New("this file has the layout of an older version of Orpheus, and cannot be brought to the present one where it cannot be written")
	ErrFolder   = errors.New("this is a folder, not a file")
	ErrNoFolder = errors.New("there is no such folder")
	ErrPending  = errors.New("what was written last is not in this file yet, and nothing can be written beside it")
	ErrMoved    = errors.New("the file was removed or replaced while the program had it open: nothing more is kept until the program is started again")
	ErrOtherWAL = errors.New("the write-ahead log beside this file is of another file")
	ErrReadOnly = errors.New("this file can be read here, not written")
)

// ErrDamagedEnd is a store of which what was confirmed last may be missing.
var ErrDamagedEnd = errors.New("acts that were confirmed last may be missing")

// code is the SQLite code of an error, 0 for none.
func code(err error) int {
	if e, ok := errors.AsType[*driver.Error](err); ok {
		return e.Code()
	}
	return 0
}

// isBusy reports whether err is that others use the file.
func isBusy(err error) bool { return code(err)&0xff == sqlite3.SQLITE_BUSY }

// IsFull reports whether err is that the disk is full.
func IsFull(err error) bool {
	return code(err)&0xff == sqlite3.SQLITE_FULL || errors.Is(err, syscall.ENOSPC)
}

// IsBusy reports whether err is that another program kept the file locked for too
// long.
func IsBusy(err error) bool { return isBusy(err) }

// IsReadOnly reports whether err is that the file cannot be written.
func IsReadOnly(err error) bool {
	return errors.Is(err, ErrReadOnly) || code(err)&0xff == sqlite3.SQLITE_READONLY
}

// IsDamaged reports whether err is that SQLite cannot make sense of the file.
func IsDamaged(err error) bool { return code(err)&0xff == sqlite3.SQLITE_CORRUPT }

// IsUnreadable reports whether err is that the file cannot be opened or read.
func IsUnreadable(err error) bool {
	c := code(err) & 0xff
	return c == sqlite3.SQLITE_CANTOPEN || c == sqlite3.SQLITE_IOERR || c == sqlite3.SQLITE_PERM
}
