package sqlite

import (
	"context"
	"database/sql"
	"errors"

	"orpheus/org"
	"orpheus/store/records"
)

func (l *Log) writeRecords(id int64, c records.Changes) error {
	if c.Empty() {
		return nil
	}
	if c.Revises() {
		l.write.counts = true
		if _, err := l.write.exec("UPDATE orgs SET records = records + 1 WHERE id = ?", id); err != nil {
			return err
		}
	}
	for _, u := range c.Uses {
		if used, err := l.use(u.Key, u.At); err != nil || !used {
			return errors.Join(err, records.ErrUsed)
		}
	}
	for _, p := range c.Profiles {
		_, err := l.write.exec("INSERT OR REPLACE INTO profiles VALUES (?, ?, ?, ?, ?, ?, ?)",
			id, p.Person, p.Name, p.Mail, p.Key, p.Handle, records.MailKey(p.Mail))
		if err != nil {
			return err
		}
	}
	if err := l.claim(id, c.Claims); err != nil {
		return err
	}
	for _, f := range c.Forgotten {
		if _, err := l.write.exec("INSERT OR IGNORE INTO forgotten VALUES (?, ?, ?)", id, f.Mac, f.Secret); err != nil {
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
	if err := l.writeFiles(id, c); err != nil {
		return err
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
		return l.write.zeroGaps("profiles", "profiles_by_mail", "texts", "credentials", "private", "files", "photos")
	case len(c.Dropped) > 0 || len(c.DroppedFiles) > 0:
		return l.write.zeroGaps("texts", "files")
	case c.TakesOut():
		return l.write.zeroGaps("photos")
	}
	return nil
}

// claim refuses an address that somebody else has.
func (l *Log) claim(id int64, people []org.PersonID) error {
	for _, p := range people {
		var others int
		err := l.write.scan(`SELECT count(*) FROM profiles p JOIN profiles o ON o.mail_key = p.mail_key AND o.org = p.org AND o.person <> p.person
			WHERE p.org = ? AND p.person = ? AND p.mail_key <> ''`, []any{id, p}, &others)
		if err != nil {
			return err
		}
		if others > 0 {
			return records.ErrTaken
		}
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
	for _, q := range []string{"DELETE FROM private WHERE org = ? AND person = ?", "DELETE FROM told WHERE org = ? AND person = ?", "DELETE FROM files WHERE org = ? AND by = ? AND id = 0"} {
		if _, err := l.write.exec(q, id, e.Person); err != nil {
			return err
		}
	}
	for _, k := range []string{key, handle} {
		if k == "" {
			continue
		}
		if _, err := l.write.exec("INSERT OR IGNORE INTO forgotten VALUES (?, ?, ?)", id, records.Mac(l.secret, k), l.secret); err != nil {
			return err
		}
	}
	if e.KeepTexts {
		return nil
	}
	for _, q := range []string{"DELETE FROM texts WHERE org = ? AND by = ?", "DELETE FROM files WHERE org = ? AND by = ?"} {
		if _, err := l.write.exec(q, id, e.Person); err != nil {
			return err
		}
	}
	return nil
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

const selectProfile = "SELECT person, name, mail, key, handle FROM profiles WHERE org = ?"

func scanProfile(row scanner, p *records.Profile) error {
	return row.Scan(&p.Person, &p.Name, &p.Mail, &p.Key, &p.Handle)
}

// Profiles returns every profile.
func (l *Log) Profiles(ctx context.Context, slug string) ([]records.Profile, error) {
	return list(ctx, l, slug, selectProfile+" ORDER BY person", func(rows *sql.Rows, p *records.Profile) error { return scanProfile(rows, p) })
}

// Profile returns that of one person.
func (l *Log) Profile(ctx context.Context, slug string, p org.PersonID) (out records.Profile, found bool, err error) {
	id, err := l.id(ctx, slug)
	if err != nil {
		return records.Profile{}, false, err
	}
	err = scanProfile(l.row(ctx, selectProfile+" AND person = ?", id, p), &out)
	if errors.Is(err, sql.ErrNoRows) {
		return records.Profile{}, false, nil
	}
	return out, err == nil, err
}

// ByMail returns who has an address.
func (l *Log) ByMail(ctx context.Context, mail string) ([]records.Place, error) {
	key := records.MailKey(mail)
	if key == "" {
		return nil, ctx.Err()
	}
	return some(ctx, l, func(rows *sql.Rows, p *records.Place) error { return rows.Scan(&p.Slug, &p.Person) },
		"SELECT o.slug, p.person FROM profiles p JOIN orgs o ON o.id = p.org WHERE p.mail_key = ? ORDER BY o.slug, p.person", key)
}

const selectText = "SELECT id, by, at, body FROM texts WHERE org = ?"

func scanText(row scanner, t *records.Text) error {
	return row.Scan(&t.ID, &t.By, (*int64)(&t.At), &t.Body)
}

// AllTexts returns every text.
func (l *Log) AllTexts(ctx context.Context, slug string) ([]records.Text, error) {
	return list(ctx, l, slug, selectText+" ORDER BY id", func(rows *sql.Rows, t *records.Text) error { return scanText(rows, t) })
}

// Texts returns the texts with these numbers.
func (l *Log) Texts(ctx context.Context, slug string, ids ...org.TextID) (map[org.TextID]records.Text, error) {
	id, err := l.id(ctx, slug)
	if err != nil {
		return nil, err
	}
	out := map[org.TextID]records.Text{}
	for _, t := range ids {
		var text records.Text
		switch err := scanText(l.row(ctx, selectText+" AND id = ?", id, t), &text); err {
		case nil:
			out[t] = text
		case sql.ErrNoRows:
		default:
			return nil, err
		}
	}
	return out, ctx.Err()
}

// AllForgotten returns what is kept of the keys of those who were erased.
func (l *Log) AllForgotten(ctx context.Context, slug string) ([]records.Forgotten, error) {
	return list(ctx, l, slug, "SELECT secret, mac FROM forgotten WHERE org = ? ORDER BY mac", func(rows *sql.Rows, f *records.Forgotten) error {
		return rows.Scan(&f.Secret, &f.Mac)
	})
}

// Forgotten reports which keys belonged to people who were erased.
func (l *Log) Forgotten(ctx context.Context, slug string, keys ...string) (map[string]bool, error) {
	all, err := l.AllForgotten(ctx, slug)
	if err != nil || len(all) == 0 {
		return nil, err
	}
	return records.ForgottenOf(all, keys...), nil
}

func list[T any](ctx context.Context, l *Log, slug, query string, scan func(*sql.Rows, *T) error) ([]T, error) {
	id, err := l.id(ctx, slug)
	if err != nil {
		return nil, err
	}
	return some(ctx, l, scan, query, id)
}
