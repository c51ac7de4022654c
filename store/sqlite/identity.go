package sqlite

import (
	"context"
	"database/sql"
	"errors"

	"orpheus/identity"
	"orpheus/org"
)

// shutOut takes away all that lets somebody in, their mails and their photo.
func (l *Log) shutOut(id int64, p org.PersonID) error {
	for _, q := range []string{"DELETE FROM credentials WHERE org = ? AND person = ?", "DELETE FROM outbox WHERE org = ? AND person = ?", "DELETE FROM photos WHERE org = ? AND person = ?"} {
		if _, err := l.write.exec(q, id, p); err != nil {
			return err
		}
	}
	return nil
}

// do runs one statement in a transaction of its own. Where it counts, what was read
// before does not hold any more.
func (l *Log) do(ctx context.Context, counts bool, query string, args ...any) error {
	return l.write.transact(ctx, func() error {
		l.write.counts = counts
		_, err := l.write.exec(query, args...)
		return err
	})
}

// orgID is id, and zero for no organisation at all.
func (l *Log) orgID(ctx context.Context, slug string) (int64, error) {
	if slug == "" {
		return 0, nil
	}
	return l.id(ctx, slug)
}

// doIn is do for a statement whose first argument is the organisation.
func (l *Log) doIn(ctx context.Context, counts bool, slug, query string, args ...any) error {
	id, err := l.orgID(ctx, slug)
	if err != nil {
		return err
	}
	return l.do(ctx, counts, query, append([]any{id}, args...)...)
}

const selectCredential = `SELECT c.key, c.kind, ifnull(o.slug, ''), c.person, c.name, c.made, c.seen, c.ends, c.detail
	FROM credentials c LEFT JOIN orgs o ON o.id = c.org WHERE `

func scanCredential(row scanner, c *identity.Credential) error {
	var key []byte
	err := row.Scan(&key, &c.Kind, &c.Org, &c.Person, &c.Name, (*int64)(&c.Made), (*int64)(&c.Seen), (*int64)(&c.Ends), &c.Detail)
	copy(c.Key[:], key)
	return err
}

// AddCredential adds one. Nobody can have read it before.
func (l *Log) AddCredential(ctx context.Context, c identity.Credential) error {
	return l.doIn(ctx, false, c.Org, "INSERT INTO credentials (org, key, kind, person, name, made, seen, ends, detail) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
		c.Key[:], c.Kind, c.Person, c.Name, int64(c.Made), int64(c.Seen), int64(c.Ends), c.Detail)
}

// PutCredential adds one, or replaces the one with its key.
func (l *Log) PutCredential(ctx context.Context, c identity.Credential) error {
	return l.doIn(ctx, true, c.Org, "INSERT OR REPLACE INTO credentials (org, key, kind, person, name, made, seen, ends, detail) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
		c.Key[:], c.Kind, c.Person, c.Name, int64(c.Made), int64(c.Seen), int64(c.Ends), c.Detail)
}

// Credential returns one.
func (l *Log) Credential(ctx context.Context, key identity.Hash) (c identity.Credential, found bool, err error) {
	err = scanCredential(l.row(ctx, selectCredential+"c.key = ?", key[:]), &c)
	if errors.Is(err, sql.ErrNoRows) {
		return identity.Credential{}, false, nil
	}
	return c, err == nil, err
}

// Credentials returns those of a kind that a person has.
func (l *Log) Credentials(ctx context.Context, slug string, p org.PersonID, kind identity.CredentialKind) ([]identity.Credential, error) {
	return someIn(ctx, l, slug, func(rows *sql.Rows, c *identity.Credential) error { return scanCredential(rows, c) },
		selectCredential+"c.org = ? AND c.person = ? AND c.kind = ? ORDER BY c.made, c.key", p, kind)
}

// TouchCredential moves when one was seen and when it ends.
func (l *Log) TouchCredential(ctx context.Context, key identity.Hash, seen, ends org.Time) error {
	return l.do(ctx, false, "UPDATE credentials SET seen = ?, ends = ? WHERE key = ?", int64(seen), int64(ends), key[:])
}

// UseCredential marks one as seen.
func (l *Log) UseCredential(ctx context.Context, key identity.Hash, at org.Time) (used bool, err error) {
	err = l.write.transact(ctx, func() (err error) {
		used, err = l.use(key, at)
		return err
	})
	return used && err == nil, err
}

// use marks one as seen where it never was, within a transaction.
func (l *Log) use(key identity.Hash, at org.Time) (bool, error) {
	l.write.counts = true
	done, err := l.write.exec("UPDATE credentials SET seen = ? WHERE key = ? AND seen = 0", int64(at), key[:])
	if err != nil {
		return false, err
	}
	n, err := done.RowsAffected()
	return n == 1, err
}

// DropCredential drops one.
func (l *Log) DropCredential(ctx context.Context, key identity.Hash) error {
	return l.do(ctx, true, "DELETE FROM credentials WHERE key = ?", key[:])
}

// DropCredentials drops those of a kind that a person has, but one.
func (l *Log) DropCredentials(ctx context.Context, slug string, p org.PersonID, kind identity.CredentialKind, but identity.Hash) error {
	return l.doIn(ctx, true, slug, "DELETE FROM credentials WHERE org = ? AND person = ? AND kind = ? AND key <> ?", p, kind, but[:])
}

// Private returns what somebody said for themselves.
func (l *Log) Private(ctx context.Context, slug string, p org.PersonID, name string) (value string, err error) {
	id, err := l.id(ctx, slug)
	if err != nil {
		return "", err
	}
	err = l.row(ctx, "SELECT value FROM private WHERE org = ? AND person = ? AND name = ?", id, p, name).Scan(&value)
	if errors.Is(err, sql.ErrNoRows) {
		return "", nil
	}
	return value, err
}

// SetPrivate replaces it.
func (l *Log) SetPrivate(ctx context.Context, slug string, p org.PersonID, name, value string) error {
	if value == "" {
		return l.doIn(ctx, true, slug, "DELETE FROM private WHERE org = ? AND person = ? AND name = ?", p, name)
	}
	return l.doIn(ctx, true, slug, "INSERT OR REPLACE INTO private VALUES (?, ?, ?, ?)", p, name, value)
}

// Sweep drops what has ended.
func (l *Log) Sweep(ctx context.Context, before org.Time) error {
	return l.write.transact(ctx, func() error {
		for _, q := range []string{"DELETE FROM credentials WHERE ends > 0 AND ends < ?", "DELETE FROM outbox WHERE due = 0 AND made < ? - 30 * 86400000000", "DELETE FROM files WHERE id = 0 AND at < ?"} {
			if _, err := l.write.exec(q, int64(before)); err != nil {
				return err
			}
		}
		return nil
	})
}
