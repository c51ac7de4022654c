package sqlite

import (
	"context"
	"crypto/rand"
	"database/sql"

	"orpheus/identity"
	"orpheus/org"
)

// SwapPrivate replaces what somebody said where it is still what it was.
func (l *Log) SwapPrivate(ctx context.Context, slug string, p org.PersonID, name, was, value string) (swapped bool, err error) {
	id, err := l.id(ctx, slug)
	if err != nil {
		return false, err
	}
	err = l.write.transact(ctx, func() error {
		var now string
		const find = "SELECT ifnull((SELECT value FROM private WHERE org = ? AND person = ? AND name = ?), '')"
		if err := l.write.scan(find, []any{id, p, name}, &now); err != nil || now != was || was == value {
			swapped = err == nil && now == was
			return err
		}
		swapped, l.write.counts = true, true
		if value == "" {
			_, err = l.write.exec("DELETE FROM private WHERE org = ? AND person = ? AND name = ?", id, p, name)
		} else {
			_, err = l.write.exec("INSERT OR REPLACE INTO private VALUES (?, ?, ?, ?)", id, p, name, value)
		}
		return err
	})
	return swapped && err == nil, err
}

// pair is a row of a person and something of theirs.
type pair[T any] struct {
	person org.PersonID
	value  T
}

// pairs reads such rows.
func pairs[T any](ctx context.Context, l *Log, slug, query string, args ...any) (map[org.PersonID]T, error) {
	rows, err := someIn(ctx, l, slug, func(rows *sql.Rows, p *pair[T]) error { return rows.Scan(&p.person, &p.value) }, query, args...)
	out := make(map[org.PersonID]T, len(rows))
	for _, r := range rows {
		out[r.person] = r.value
	}
	return out, err
}

// Privates returns what everybody said under a name.
func (l *Log) Privates(ctx context.Context, slug, name string) (map[org.PersonID]string, error) {
	return pairs[string](ctx, l, slug, "SELECT person, value FROM private WHERE org = ? AND name = ?", name)
}

// Told returns how far people were told.
func (l *Log) Told(ctx context.Context, slug, way string) (map[org.PersonID]uint64, error) {
	return pairs[uint64](ctx, l, slug, "SELECT person, upto FROM told WHERE org = ? AND way = ?", way)
}

// Tell moves on how far people were told, and queues mails.
func (l *Log) Tell(ctx context.Context, slug string, t identity.Round) (told bool, err error) {
	id, err := l.id(ctx, slug)
	if err != nil {
		return false, err
	}
	err = l.write.transact(ctx, func() error {
		var now uint64
		if err := l.write.scan("SELECT ifnull((SELECT upto FROM told WHERE org = ? AND person = 0 AND way = ?), 0)", []any{id, t.Way}, &now); err != nil || now != t.Was {
			return err
		}
		told = true
		const put = "INSERT OR REPLACE INTO told VALUES (?, ?, ?, ?)"
		if _, err := l.write.exec(put, id, 0, t.Way, t.Is); err != nil {
			return err
		}
		for p, upto := range t.People {
			if _, err := l.write.exec(put, id, p, t.Way, upto); err != nil {
				return err
			}
		}
		for p, value := range t.Kept {
			l.write.counts = true
			if _, err := l.write.exec("INSERT OR REPLACE INTO private VALUES (?, ?, ?, ?)", id, p, identity.KeptBy(t.Way), value); err != nil {
				return err
			}
		}
		for i := range t.Mails {
			if _, err := l.write.exec(queueMail, append([]any{id}, mailValues(&t.Mails[i])...)...); err != nil {
				return err
			}
		}
		return nil
	})
	return told && err == nil, err
}

// Behind returns the organisations whose log went on.
func (l *Log) Behind(ctx context.Context, way string) ([]string, error) {
	return l.slugs(ctx, `SELECT o.slug FROM orgs o LEFT JOIN told t ON t.org = o.id AND t.person = 0 AND t.way = ?
		WHERE o.seq > ifnull(t.upto, 0) ORDER BY o.slug`, way)
}

// ToldBy returns the organisations that were told no further.
func (l *Log) ToldBy(ctx context.Context, way string, upto uint64) ([]string, error) {
	return l.slugs(ctx, `SELECT o.slug FROM orgs o LEFT JOIN told t ON t.org = o.id AND t.person = 0 AND t.way = ?
		WHERE ifnull(t.upto, 0) <= ? ORDER BY o.slug`, way, upto)
}

// SecretFor returns the random bytes of a name.
func (l *Log) SecretFor(ctx context.Context, name string) (secret []byte, err error) {
	const find = "SELECT ifnull((SELECT value FROM meta WHERE name = ?), x'')"
	name = "secret " + name
	if err := l.row(ctx, find, name).Scan(&secret); err != nil || len(secret) > 0 {
		return secret, err
	}
	err = l.write.transact(ctx, func() error {
		if err := l.write.scan(find, []any{name}, &secret); err != nil || len(secret) > 0 { // another process did
			return err
		}
		secret = make([]byte, 32)
		_, _ = rand.Read(secret) // never fails
		_, err := l.write.exec("INSERT INTO meta VALUES (?, ?)", name, secret)
		return err
	})
	return secret, err
}
