package postgres

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"strings"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/pgxpool"
)

// What can be the matter with a database.
var (
	ErrNotOurs     = errors.New("this database has a schema orpheus that is not of this program")
	ErrNewer       = errors.New("this database was written by a newer version of Orpheus: it is left as it is")
	ErrNoDatabase  = errors.New("there is no such database")
	ErrNoStore     = errors.New("there is no store in this database")
	ErrAddress     = errors.New("this is no address of a PostgreSQL database")
	ErrOtherKey    = errors.New("the boxes of this store are sealed with another key")
	ErrUnsure      = errors.New("the connection was lost while something was confirmed: it is kept whole, or not at all")
	ErrUnreachable = errors.New("the database cannot be reached")
	ErrEncoding    = errors.New("the database must be in UTF8")
)

// state is the SQLSTATE of an error; empty for none.
func state(err error) string {
	if e, ok := errors.AsType[*pgconn.PgError](err); ok {
		return e.Code
	}
	return ""
}

func class(err error, codes ...string) bool {
	s := state(err)
	for _, c := range codes {
		if s != "" && strings.HasPrefix(s, c) {
			return true
		}
	}
	return false
}

// taken reports whether err is that a key is there already.
func taken(err error) bool { return class(err, "23505") }

// IsReadOnly reports whether err is that the server only lets read now, as one that is no
// primary any more.
func IsReadOnly(err error) bool { return class(err, "25006") }

// IsFull reports whether err is that the server has no room.
func IsFull(err error) bool { return class(err, "53100") }

// IsDamaged reports whether err is that the server finds damage.
func IsDamaged(err error) bool { return class(err, "XX001", "XX002") }

// IsRefused reports whether err is that the server does not let this program in, or lets it
// not do what it has to.
func IsRefused(err error) bool { return class(err, "28", "42501") }

// IsUnreachable reports whether err is that there is no connection to a server that answers.
func IsUnreachable(err error) bool { return errors.Is(err, ErrUnreachable) }

// told says of an error that goes to whoever uses the store, where it is so, that the server
// cannot be reached.
func told(ctx context.Context, err error) error {
	if ctx.Err() != nil || errors.Is(err, ErrUnreachable) || !unreachable(err) {
		return err
	}
	return fmt.Errorf("%w: %w", ErrUnreachable, err)
}

// unreachable reports whether an error of the driver is that there is no connection: none, one
// that was lost, one to a server that starts or stops, or that has too many.
func unreachable(err error) bool {
	if err == nil || errors.Is(err, context.Canceled) {
		return false
	}
	if state(err) != "" {
		return class(err, "08", "57P01", "57P02", "57P03", "57P05", "53300")
	}
	if _, ok := errors.AsType[*pgconn.ConnectError](err); ok {
		return true
	}
	if _, ok := errors.AsType[net.Error](err); ok {
		return true
	}
	return errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) || errors.Is(err, net.ErrClosed) ||
		errors.Is(err, context.DeadlineExceeded) || strings.Contains(err.Error(), "conn closed") || strings.Contains(err.Error(), "closed pool")
}

// lost reports whether there was a connection and is none any more: another one may be had.
func lost(err error) bool {
	if _, ok := errors.AsType[*pgconn.ConnectError](err); ok {
		return false
	}
	return unreachable(err) && !errors.Is(err, context.DeadlineExceeded)
}

// again reports whether a transaction that was not confirmed may succeed when it is run once
// more.
func again(err error) bool {
	if _, passes := errors.AsType[passing](err); passes {
		return false
	}
	return errors.Is(err, errLost) || class(err, "40001", "40P01", "55P03") || IsReadOnly(err) || unreachable(err)
}

// none reports whether err is that there is no row.
func none(err error) bool { return errors.Is(err, pgx.ErrNoRows) }

// explained says of an error of opening what is the matter.
func explained(ctx context.Context, err error) error {
	switch {
	case err == nil:
		return nil
	case class(err, "3D000"):
		return errors.Join(ErrNoDatabase, err)
	}
	if parse, ok := errors.AsType[*pgconn.ParseConfigError](err); ok {
		return errors.Join(ErrAddress, parse)
	}
	return told(ctx, err)
}

// reset drops the connections of a pool: they may all lead to what is no primary any more.
func reset(pool *pgxpool.Pool, err error) {
	if IsReadOnly(err) || class(err, "57P01", "57P02") {
		pool.Reset()
	}
}
