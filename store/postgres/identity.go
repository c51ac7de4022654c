package postgres

import (
	"context"

	"orpheus/identity"
	"orpheus/org"
)

const selectCredential = "SELECT org, key, kind, person, name, made, seen, ends, detail FROM orpheus.credentials WHERE "

func toCredential(c *identity.Credential) []any {
	return []any{&c.Org, toHash((*[32]byte)(&c.Key)), toNum(&c.Kind), toNum(&c.Person), toStr(&c.Name), toNum(&c.Made), toNum(&c.Seen), toNum(&c.Ends), toStr(&c.Detail)}
}

const insertCredential = "INSERT INTO orpheus.credentials (org, key, kind, person, name, made, seen, ends, detail) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)"

func credentialValues(c *identity.Credential) []any {
	return []any{c.Key[:], num(c.Kind), num(c.Person), str(c.Name), num(c.Made), num(c.Seen), num(c.Ends), str(c.Detail)}
}

// AddCredential adds one. Nobody can have read it before.
func (l *Log) AddCredential(ctx context.Context, c identity.Credential) error {
	_, err := l.doIn(ctx, false, c.Org, insertCredential, credentialValues(&c)...)
	return err
}

// PutCredential adds one, or replaces the one with its key. One of another organisation goes
// first, by itself.
func (l *Log) PutCredential(ctx context.Context, c identity.Credential) error {
	if err := l.there(ctx, c.Org); err != nil {
		return err
	}
	of, err := l.ownersOf(ctx, c.Key)
	if err != nil {
		return err
	}
	for _, slug := range of {
		if slug == c.Org {
			continue
		}
		if _, err := l.do(ctx, true, "DELETE FROM orpheus.credentials WHERE org = $1 AND key = $2", slug, c.Key[:]); err != nil {
			return err
		}
	}
	_, err = l.doIn(ctx, true, c.Org, insertCredential+` ON CONFLICT (org, key) DO UPDATE SET kind = excluded.kind, person = excluded.person,
		name = excluded.name, made = excluded.made, seen = excluded.seen, ends = excluded.ends, detail = excluded.detail`, credentialValues(&c)...)
	return err
}

// ownersOf returns the organisations that have a credential: one, but where one was being
// put elsewhere.
func (l *Log) ownersOf(ctx context.Context, key identity.Hash) ([]string, error) {
	return some(ctx, l, func(s *string) []any { return []any{s} }, "SELECT org FROM orpheus.credentials WHERE key = $1", key[:])
}

// Credential returns one.
func (l *Log) Credential(ctx context.Context, key identity.Hash) (c identity.Credential, found bool, err error) {
	err = l.row(ctx, selectCredential+"key = $1 ORDER BY org LIMIT 1", []any{key[:]}, toCredential(&c)...)
	if err != nil {
		if none(err) {
			err = nil
		}
		return identity.Credential{}, false, err
	}
	return c, true, nil
}

// Credentials returns those of a kind that a person has.
func (l *Log) Credentials(ctx context.Context, slug string, p org.PersonID, kind identity.CredentialKind) ([]identity.Credential, error) {
	return someIn(ctx, l, slug, toCredential, selectCredential+"org = $1 AND person = $2 AND kind = $3 ORDER BY made, key", num(p), num(kind))
}

// withKey runs a statement, whose first arguments are the organisation and the key, where a
// credential is, and says how many rows it changed.
func (l *Log) withKey(ctx context.Context, counts bool, key identity.Hash, query string, args ...any) (all int64, err error) {
	of, err := l.ownersOf(ctx, key)
	for _, slug := range of {
		n, err := l.do(ctx, counts, query, append([]any{slug, key[:]}, args...)...)
		if all += n; err != nil {
			return all, err
		}
	}
	return all, err
}

// TouchCredential moves when one was seen and when it ends.
func (l *Log) TouchCredential(ctx context.Context, key identity.Hash, seen, ends org.Time) error {
	_, err := l.withKey(ctx, false, key, "UPDATE orpheus.credentials SET seen = $3, ends = $4 WHERE org = $1 AND key = $2", num(seen), num(ends))
	return err
}

const useCredential = "UPDATE orpheus.credentials SET seen = $3 WHERE org = $1 AND key = $2 AND seen = 0"

// UseCredential marks one as seen.
func (l *Log) UseCredential(ctx context.Context, key identity.Hash, at org.Time) (bool, error) {
	n, err := l.withKey(ctx, true, key, useCredential, num(at))
	return n > 0 && err == nil, err
}

// DropCredential drops one.
func (l *Log) DropCredential(ctx context.Context, key identity.Hash) error {
	_, err := l.withKey(ctx, true, key, "DELETE FROM orpheus.credentials WHERE org = $1 AND key = $2")
	return err
}

// DropCredentials drops those of a kind that a person has, but one.
func (l *Log) DropCredentials(ctx context.Context, slug string, p org.PersonID, kind identity.CredentialKind, but identity.Hash) error {
	_, err := l.doIn(ctx, true, slug, "DELETE FROM orpheus.credentials WHERE org = $1 AND person = $2 AND kind = $3 AND key <> $4", num(p), num(kind), but[:])
	return err
}

// Sweep drops what has ended, in one organisation after the other.
func (l *Log) Sweep(ctx context.Context, before org.Time) error {
	for _, s := range []struct{ find, drop string }{
		{
			"SELECT DISTINCT org FROM orpheus.credentials WHERE ends > 0 AND ends < $1",
			"DELETE FROM orpheus.credentials WHERE org = $1 AND ends > 0 AND ends < $2",
		},
		{
			"SELECT DISTINCT org FROM orpheus.outbox WHERE due = 0 AND made < $1 - 30 * 86400000000",
			"DELETE FROM orpheus.outbox WHERE org = $1 AND due = 0 AND made < $2 - 30 * 86400000000",
		},
		{
			"SELECT DISTINCT org FROM orpheus.files WHERE id = 0 AND at < $1",
			"DELETE FROM orpheus.files WHERE org = $1 AND id = 0 AND at < $2",
		},
	} {
		all, err := some(ctx, l, func(s *string) []any { return []any{s} }, s.find, num(before))
		if err != nil {
			return err
		}
		for _, slug := range all {
			if _, err := l.do(ctx, false, s.drop, slug, num(before)); err != nil {
				return err
			}
		}
	}
	return nil
}
