package service

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"strings"
	"time"

	"orpheus/ledger"
	"orpheus/store/memory"
	"orpheus/store/postgres"
	"orpheus/store/sqlite"
)

// An Opening says how a store is opened.
type Opening func(*opening)

type opening struct{ key string }

// KeyFile names the file with the key of sealed boxes, where the store is a database. Beside a
// file it lies anyway.
func KeyFile(path string) Opening { return func(o *opening) { o.key = path } }

func openingOf(how []Opening) (o opening) {
	for _, h := range how {
		h(&o)
	}
	return o
}

// knownLate is how late a program may know that another one over the same database ended a
// session or changed what somebody is called. What it does itself it knows at once.
const knownLate = 100 * time.Millisecond

// Open opens the store that data names, a file or the address of a PostgreSQL database,
// making it where create is set.
func Open(ctx context.Context, data string, create bool, how ...Opening) (*Service, error) {
	return opened(ctx, data, create, openingOf(how), sqlite.Open)
}

// OpenToRead opens the store that data names for somebody who only reads, also where it
// cannot be written.
func OpenToRead(ctx context.Context, data string, how ...Opening) (*Service, error) {
	return opened(ctx, data, false, openingOf(how), func(ctx context.Context, data string, _ bool) (*sqlite.Log, error) {
		return sqlite.OpenToRead(ctx, data)
	})
}

// Empty returns a service over a store in memory with nothing in it.
func Empty() *Service { return New(new(memory.Log), ledger.Options{}) }

func opened(ctx context.Context, data string, create bool, o opening, file func(context.Context, string, bool) (*sqlite.Log, error)) (*Service, error) {
	store, indexes, err := storeOf(ctx, data, create, o, file)
	if err != nil {
		return nil, err
	}
	d := New(store, ledger.Options{})
	d.indexes = indexes
	return d, nil
}

// storeOf opens a store, and says where the indexes of search lie: beside a file, and for a
// database where the program keeps what belongs to it on this machine.
func storeOf(ctx context.Context, data string, create bool, o opening, file func(context.Context, string, bool) (*sqlite.Log, error)) (store Store, indexes string, err error) {
	if IsDatabase(data) {
		var l *postgres.Log
		if l, err = postgres.Open(ctx, data, postgres.Options{Create: create, Key: o.key, Age: knownLate}); err == nil {
			if indexes, err = l.Beside(".search"); err != nil {
				err = errors.Join(err, l.Close())
			}
			store = l
		}
	} else {
		var l *sqlite.Log
		l, err = file(ctx, data, create)
		store, indexes = l, data+".search"
	}
	if errors.Is(err, fs.ErrNotExist) {
		err = fmt.Errorf("%w: %s", ErrNoStore, StoreName(data))
	}
	if err != nil {
		return nil, "", err
	}
	return store, indexes, nil
}

// IsDatabase reports whether data is the address of a database, not a file.
func IsDatabase(data string) bool {
	return strings.HasPrefix(data, "postgres://") || strings.HasPrefix(data, "postgresql://")
}

// StoreName is data as it may be shown: an address without the password in it.
func StoreName(data string) string {
	if !IsDatabase(data) {
		return data
	}
	u, err := url.Parse(data)
	if err != nil {
		return "postgres://…"
	}
	if q := u.Query(); q.Has("password") {
		q.Set("password", "xxxxx")
		u.RawQuery = q.Encode()
	}
	return u.Redacted()
}
