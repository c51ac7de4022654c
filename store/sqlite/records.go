package sqlite

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"database/sql"
	"errors"

	"orpheus/org"
	"orpheus/store/records"
)

func (l *Log) writeRecords(id int64, c records.Changes) error {
	for _, p := range c.Profiles {
		_, err := l.write.exec("INSERT OR REPLACE INTO profiles VALUES (?, ?, ?, ?, ?, ?)",
			id, p.Person, p.Name, p.Mail, p.Key, p.Handle)
		if err != nil {
			return err
		}
	}
	for _, t := range c.Texts {
		_, err := l.write.exec("INSERT OR REPLACE INTO texts VALUES (?, ?, ?, ?, ?)", id, t.ID, t.By, int64(t.At), t.Body)
		if err != nil {
			return err
		}
	}
	for _, t := range c.Dropped {
		if _, err := l.write.exec("DELETE FROM texts WHERE org = ? AND id = ?", id, t); err != nil {
			return err
		}
	}
	for _, p := range c.Left {
		if err := l.shutOut(id, p); err != nil {
			return err
		}
	}
	for _, e := range c.Erasures {
		if err := l.erase(id, e); err != nil {
			return err
		}
	}
	switch {
	case len(c.Erasures) > 0:
		return l.write.zeroGaps("profiles", "texts", "sessions", "passwords", "tokens")
	case c.TakesOut():
		return l.write.zeroGaps("texts")
	}
	return nil
}

func (l *Log) erase(id int64, e records.Erasure) error {
	var key, handle string
	err := l.write.scan("DELETE FROM profiles WHERE org = ? AND person = ? RETURNING key, handle", []any{id, e.Person}, &key, &handle)
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return err
	}
	if err := l.shutOut(id, e.Person); err != nil {
		return err
	}
	for _, q := range []string{"DELETE FROM passwords WHERE org = ? AND person = ?", "DELETE FROM busy WHERE org = ? AND person = ?"} {
		if _, err := l.write.exec(q, id, e.Person); err != nil {
			return err
		}
	}
	for _, k := range []string{key, handle} {
		if k == "" {
			continue
		}
		if _, err := l.write.exec("INSERT OR IGNORE INTO forgotten VALUES (?, ?)", id, l.mac(k)); err != nil {
			return err
		}
	}
	if e.KeepTexts {
		return nil
	}
	_, err = l.write.exec("DELETE FROM texts WHERE org = ? AND by = ?", id, e.Person)
	return err
}

// mac hashes a key with the secret of the store: without it nobody can tell
// whose key it was.
func (l *Log) mac(key string) []byte {
	h := hmac.New(sha256.New, l.secret)
	h.Write([]byte(key))
	return h.Sum(nil)
}

// Amend writes changes that no act goes with.
func (l *Log) Amend(ctx context.Context, slug string, c records.Changes) error {
	id, err := l.id(ctx, slug)
	if err != nil {
		return err
	}
	err = l.write.transact(ctx, func() error { return l.writeRecords(id, c) })
	if err == nil && c.TakesOut() {
		l.scrubNow(ctx)
	}
	return err
}

// Profiles returns every profile.
func (l *Log) Profiles(ctx context.Context, slug string) ([]records.Profile, error) {
	return list(ctx, l, slug, "SELECT person, name, mail, key, handle FROM profiles WHERE org = ? ORDER BY person",
		func(rows *sql.Rows, p *records.Profile) error {
			return rows.Scan(&p.Person, &p.Name, &p.Mail, &p.Key, &p.Handle)
		})
}

// Profile returns that of one person.
func (l *Log) Profile(ctx context.Context, slug string, p org.PersonID) (records.Profile, bool, error) {
	id, err := l.id(ctx, slug)
	if err != nil {
		return records.Profile{}, false, err
	}
	out := records.Profile{Person: p}
	err = l.read.QueryRowContext(ctx, "SELECT name, mail, key, handle FROM profiles WHERE org = ? AND person = ?", id, p).
		Scan(&out.Name, &out.Mail, &out.Key, &out.Handle)
	if errors.Is(err, sql.ErrNoRows) {
		return records.Profile{}, false, nil
	}
	return out, err == nil, err
}

// AllTexts returns every text.
func (l *Log) AllTexts(ctx context.Context, slug string) ([]records.Text, error) {
	return list(ctx, l, slug, "SELECT id, by, at, body FROM texts WHERE org = ? ORDER BY id", scanText)
}

// Texts returns the texts with these numbers.
func (l *Log) Texts(ctx context.Context, slug string, ids ...org.TextID) (map[org.TextID]records.Text, error) {
	id, err := l.id(ctx, slug)
	if err != nil {
		return nil, err
	}
	out := map[org.TextID]records.Text{}
	stmt, err := l.read.PrepareContext(ctx, "SELECT id, by, at, body FROM texts WHERE org = ? AND id = ?")
	if err != nil {
		return nil, err
	}
	defer stmt.Close()
	for _, t := range ids {
		var text records.Text
		switch err := stmt.QueryRowContext(ctx, id, t).Scan(&text.ID, &text.By, (*int64)(&text.At), &text.Body); err {
		case nil:
			out[t] = text
		case sql.ErrNoRows:
		default:
			return nil, err
		}
	}
	return out, nil
}

// Forgotten reports which keys belonged to people who were erased.
func (l *Log) Forgotten(ctx context.Context, slug string, keys ...string) (map[string]bool, error) {
	macs, err := list(ctx, l, slug, "SELECT mac FROM forgotten WHERE org = ?", func(rows *sql.Rows, mac *string) error {
		return rows.Scan(mac)
	})
	if err != nil || len(macs) == 0 {
		return nil, err
	}
	known := map[string]bool{}
	for _, m := range macs {
		known[m] = true
	}
	out := map[string]bool{}
	for _, k := range keys {
		if k != "" && known[string(l.mac(k))] {
			out[k] = true
		}
	}
	return out, nil
}

func scanText(rows *sql.Rows, t *records.Text) error {
	return rows.Scan(&t.ID, &t.By, (*int64)(&t.At), &t.Body)
}

func list[T any](ctx context.Context, l *Log, slug, query string, scan func(*sql.Rows, *T) error) ([]T, error) {
	id, err := l.id(ctx, slug)
	if err != nil {
		return nil, err
	}
	rows, err := l.read.QueryContext(ctx, query, id)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var out []T
	for rows.Next() {
		var v T
		if err := scan(rows, &v); err != nil {
			return nil, err
		}
		out = append(out, v)
	}
	return out, rows.Err()
}
