package postgres

import (
	"context"
	"encoding/hex"
	"errors"
	"maps"
	"strconv"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"
)

// Examined is what a server says of itself.
type Examined struct {
	Version        int  // 150018 for 15.18
	ReadOnly       bool // it can be read now, not written
	MaxConnections int  // that others than its owner may open
	Connections    int  // that are open, ours among them
	Commit         string
	Fsync          bool // what it says is on the disk is there
	FullPages      bool // a page that was half written is made whole again
	Heard          bool // who listens on a connection hears what is said to it
	Layout, Knows  int  // of the store, -1 for none, and of this program
	Number         string
	Now            time.Time
	Took           time.Duration // to ask what time it is
}

// hearWithin is how long a message to ourselves may take.
const hearWithin = 2 * time.Second

// Examine asks a server about itself, on one connection, and changes nothing.
func Examine(ctx context.Context, address string) (e Examined, err error) {
	ctx, cancel := context.WithTimeout(ctx, 2*connectWait+hearWithin)
	defer cancel()
	config, err := pgx.ParseConfig(address)
	if err != nil {
		return e, explained(ctx, err)
	}
	if config.ConnectTimeout == 0 {
		config.ConnectTimeout = connectWait
	}
	maps.DeleteFunc(config.RuntimeParams, func(name, _ string) bool { return strings.HasPrefix(name, "pool_") }) // for the pool, not the server
	c, err := pgx.ConnectConfig(ctx, config)
	if err != nil {
		return e, explained(ctx, err)
	}
	defer c.Close(context.WithoutCancel(ctx))
	e.Knows = format
	began := time.Now()
	if err := c.QueryRow(ctx, "SELECT clock_timestamp()").Scan(&e.Now); err != nil {
		return e, explained(ctx, err)
	}
	e.Took = time.Since(began)
	err = c.QueryRow(ctx, `SELECT current_setting('server_version_num')::int, pg_is_in_recovery() OR current_setting('transaction_read_only')::boolean,
		current_setting('max_connections')::int - current_setting('superuser_reserved_connections')::int,
		(SELECT count(*)::int FROM pg_stat_activity WHERE backend_type = 'client backend'),
		current_setting('synchronous_commit'), current_setting('fsync')::boolean, current_setting('full_page_writes')::boolean`).
		Scan(&e.Version, &e.ReadOnly, &e.MaxConnections, &e.Connections, &e.Commit, &e.Fsync, &e.FullPages)
	if err == nil {
		e.Layout, e.Number, err = laid(ctx, c)
	}
	if err == nil && !e.ReadOnly {
		e.Heard, err = heardOn(ctx, c)
	}
	return e, explained(ctx, err)
}

// laid returns the layout of the store and its number; -1 where there is none.
func laid(ctx context.Context, c *pgx.Conn) (layout int, number string, err error) {
	var there bool
	if err := c.QueryRow(ctx, "SELECT to_regclass('orpheus.store') IS NOT NULL").Scan(&there); err != nil || !there {
		return -1, "", err
	}
	var have, id []byte
	err = c.QueryRow(ctx, "SELECT (SELECT value FROM orpheus.store WHERE org = '' AND name = 'format'), (SELECT value FROM orpheus.store WHERE org = '' AND name = 'number')").Scan(&have, &id)
	if err == nil {
		layout, err = strconv.Atoi(string(have))
	}
	return layout, hex.EncodeToString(id), err
}

// heardOn says something to itself: behind a pooler that lends connections for a transaction
// nobody hears it.
func heardOn(ctx context.Context, c *pgx.Conn) (bool, error) {
	for _, q := range []string{"LISTEN orpheus_doctor", "NOTIFY orpheus_doctor"} {
		if _, err := c.Exec(ctx, q); err != nil {
			return false, nil // a pooler may refuse it
		}
	}
	within, cancel := context.WithTimeout(ctx, hearWithin)
	defer cancel()
	_, err := c.WaitForNotification(within)
	if err != nil && ctx.Err() == nil && errors.Is(within.Err(), context.DeadlineExceeded) {
		return false, nil
	}
	return err == nil, err
}
