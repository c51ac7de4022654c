package service

import (
	"errors"

	"orpheus/ledger"
	"orpheus/org"
	"orpheus/store/postgres"
	"orpheus/store/sqlite"
)

// BrokenError is an entry of a log, or the whole of it, that is not what was written.
type BrokenError = ledger.BrokenError

// Trouble names what is the matter with the store where err comes from it: "full",
// "busy", "readonly", "unreadable", "damaged", "foreign", "newer", "folder",
// "no_folder", "pending", "moved", "other_wal", "older", "in_use" or "missing_end"; of a
// database "unreachable", "reading" (it can be read now, not written), "denied",
// "no_database", "address", "encoding" or "other_key"; empty for all else.
func Trouble(err error) string {
	for _, t := range troubles {
		if errors.Is(err, t.err) {
			return t.name
		}
	}
	switch {
	case err == nil, errors.Is(err, postgres.ErrUnsure):
		return "" // it may have been done
	case sqlite.IsFull(err), postgres.IsFull(err):
		return "full"
	case sqlite.IsBusy(err):
		return "busy"
	case sqlite.IsReadOnly(err):
		return "readonly"
	case sqlite.IsDamaged(err), postgres.IsDamaged(err):
		return "damaged"
	case sqlite.IsUnreadable(err):
		return "unreadable"
	case postgres.IsReadOnly(err):
		return "reading"
	case postgres.IsRefused(err):
		return "denied"
	case postgres.IsUnreachable(err):
		return "unreachable"
	}
	return ""
}

// troubles are those with an error of their own.
var troubles = []struct {
	err  error
	name string
}{
	{errNoRoom, "full"},
	{sqlite.ErrNotOurs, "foreign"},
	{sqlite.ErrMoved, "moved"},
	{sqlite.ErrOtherWAL, "other_wal"},
	{sqlite.ErrOlder, "older"},
	{sqlite.ErrInUse, "in_use"},
	{sqlite.ErrDamagedEnd, "missing_end"},
	{sqlite.ErrBadBackup, "damaged"},
	{sqlite.ErrNewer, "newer"},
	{org.ErrUnknownKind, "newer"},
	{sqlite.ErrFolder, "folder"},
	{sqlite.ErrNoFolder, "no_folder"},
	{sqlite.ErrPending, "pending"},
	{postgres.ErrNotOurs, "foreign"},
	{postgres.ErrNewer, "newer"},
	{postgres.ErrNoDatabase, "no_database"},
	{postgres.ErrAddress, "address"},
	{postgres.ErrEncoding, "encoding"},
	{postgres.ErrOtherKey, "other_key"},
}
