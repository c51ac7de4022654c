package postgres

import (
	"context"
	"crypto/rand"
	_ "embed"
	"encoding/hex"
	"fmt"
	"io/fs"
	"strconv"
	"time"

	"github.com/jackc/pgx/v5"
)

//go:embed schema.sql
var first string

// whatIsDue notes beside each head when the clock has something to do, and after which entry
// that is so: an older program moves the head alone, and then nobody knows.
const whatIsDue = `ALTER TABLE orpheus.heads ADD COLUMN due bigint NOT NULL DEFAULT 0, ADD COLUMN due_of bigint NOT NULL DEFAULT 0`

// steps lead from one format to the next. Steps are added, never changed, and each is one
// that an older program still serves on: it adds, and takes away only what no program uses
// any more.
var steps = []string{first, whatIsDue}

// format is what this program knows. A database with a higher one was written by a newer
// program and is left alone.
var format = len(steps)

// ground is what the steps stand on: the one table that says how far they are. It has what
// belongs to the store as a whole, under the organisation without a slug.
const ground = `CREATE TABLE orpheus.store (
	org   text COLLATE "C" NOT NULL,
	name  text COLLATE "C" NOT NULL,
	value bytea NOT NULL,
	PRIMARY KEY (org, name)
)`

// prepare lays the database out where it is new, brings it to the format of this program
// where it has an older one, and reads what the store is known by. Programs that do so at
// once wait for each other at one row.
func (l *Log) prepare(ctx context.Context, create bool) error {
	var encoding string
	if err := l.write.QueryRow(ctx, "SHOW server_encoding").Scan(&encoding); err != nil {
		return err
	}
	if encoding != "UTF8" {
		return fmt.Errorf("%w: it is in %s", ErrEncoding, encoding)
	}
	have, err := l.format(ctx)
	if err != nil {
		return err
	}
	if have < 0 {
		if !create {
			return fmt.Errorf("%w: %w", ErrNoStore, fs.ErrNotExist)
		}
		if err := l.begin(ctx); err != nil {
			return err
		}
	}
	if have < format {
		if err := l.migrate(ctx); err != nil {
			return err
		}
	}
	var number []byte
	if err := l.write.QueryRow(ctx, "SELECT value FROM orpheus.store WHERE org = '' AND name = 'number'").Scan(&number); err != nil {
		return err
	}
	l.number = hex.EncodeToString(number)
	l.secret, err = l.SecretFor(ctx, ofKeys)
	return err
}

// ofKeys names the secret that the keys of people who were erased are hashed with. It stays
// with its store: each hash has the one it was made with.
const ofKeys = "of forgotten keys"

// format returns that of the database; -1 where it has no store.
func (l *Log) format(ctx context.Context) (int, error) {
	var there, ours bool
	err := l.write.QueryRow(ctx, `SELECT EXISTS (SELECT FROM pg_namespace WHERE nspname = 'orpheus'), to_regclass('orpheus.store') IS NOT NULL`).Scan(&there, &ours)
	if err != nil || !there {
		return -1, err
	}
	if !ours {
		var empty bool // somebody was stopped right after making the schema, or made it for us
		err := l.write.QueryRow(ctx, "SELECT NOT EXISTS (SELECT FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = 'orpheus')").Scan(&empty)
		if err == nil && !empty {
			err = ErrNotOurs
		}
		return -1, err
	}
	var have []byte
	err = l.write.QueryRow(ctx, "SELECT value FROM orpheus.store WHERE org = '' AND name = 'format'").Scan(&have)
	if none(err) {
		return -1, nil
	}
	if err != nil {
		return -1, err
	}
	n, err := strconv.Atoi(string(have))
	if err == nil && n > format {
		err = fmt.Errorf("%w (format %d, this program knows %d)", ErrNewer, n, format)
	}
	return n, err
}

// begin makes the table that says how far the steps are. Of those that do so at once one may
// be told that another was quicker: then it looks again.
func (l *Log) begin(ctx context.Context) (err error) {
	number := make([]byte, 16)
	_, _ = rand.Read(number) // never fails
	for range 5 {
		err = pgx.BeginFunc(ctx, l.write, func(tx pgx.Tx) error {
			for _, q := range []string{"CREATE SCHEMA IF NOT EXISTS orpheus", "CREATE TABLE IF NOT EXISTS" + ground[len("CREATE TABLE"):]} {
				if _, err := tx.Exec(ctx, q); err != nil {
					return err
				}
			}
			_, err := tx.Exec(ctx, "INSERT INTO orpheus.store VALUES ('', 'format', '0'), ('', 'number', $1) ON CONFLICT DO NOTHING", number)
			return err
		})
		if !class(err, "23505", "42P06", "42P07", "XX000") {
			return err
		}
		time.Sleep(50 * time.Millisecond)
	}
	return err
}

// migrate runs the steps that lack, each in a transaction of its own.
func (l *Log) migrate(ctx context.Context) error {
	for done := false; !done; {
		err := pgx.BeginFunc(ctx, l.write, func(tx pgx.Tx) error {
			var have []byte
			if err := tx.QueryRow(ctx, "SELECT value FROM orpheus.store WHERE org = '' AND name = 'format' FOR UPDATE").Scan(&have); err != nil {
				return err
			}
			n, err := strconv.Atoi(string(have))
			if err != nil || n >= format { // another program did
				done = true
				return err
			}
			if _, err := tx.Conn().PgConn().Exec(ctx, steps[n]).ReadAll(); err != nil {
				return fmt.Errorf("to layout %d: %w", n+1, err)
			}
			_, err = tx.Exec(ctx, "UPDATE orpheus.store SET value = $1 WHERE org = '' AND name = 'format'", str(strconv.Itoa(n+1)))
			return err
		})
		if err != nil {
			return err
		}
	}
	return nil
}
