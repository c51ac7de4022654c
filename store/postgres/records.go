package postgres

import (
	"context"

	"orpheus/org"
	"orpheus/store/records"
)

// writeRecords writes changes in a transaction that has the head of the organisation locked.
func (l *Log) writeRecords(t *tx, slug string, c records.Changes, reserved *uses) error {
	if c.Empty() {
		return nil
	}
	if c.Revises() {
		t.counts = true
		t.exec("UPDATE orpheus.heads SET records = records + 1 WHERE org = $1", slug)
	}
	for _, u := range c.Uses {
		if reserved.has(u.Key) {
			continue
		}
		n, err := t.changed(useCredential, slug, u.Key[:], num(u.At))
		if err != nil {
			return err
		}
		if n != 1 {
			return records.ErrUsed
		}
	}
	for _, p := range c.Profiles {
		t.exec(`INSERT INTO orpheus.profiles (org, person, name, mail, key, handle, mail_key) VALUES ($1, $2, $3, $4, $5, $6, $7)
			ON CONFLICT (org, person) DO UPDATE SET name = excluded.name, mail = excluded.mail, key = excluded.key, handle = excluded.handle, mail_key = excluded.mail_key`,
			slug, num(p.Person), str(p.Name), str(p.Mail), str(p.Key), str(p.Handle), str(records.MailKey(p.Mail)))
	}
	if err := claim(t, slug, c.Claims); err != nil {
		return err
	}
	for _, f := range c.Forgotten {
		t.exec(insertForgotten, slug, f.Mac, blob(f.Secret))
	}
	for _, x := range c.Texts {
		t.exec(`INSERT INTO orpheus.texts (org, id, by, at, body) VALUES ($1, $2, $3, $4, $5)
			ON CONFLICT (org, id) DO UPDATE SET by = excluded.by, at = excluded.at, body = excluded.body`, slug, num(x.ID), num(x.By), num(x.At), str(x.Body))
	}
	for _, x := range c.Dropped {
		t.exec("DELETE FROM orpheus.texts WHERE org = $1 AND id = $2", slug, num(x))
	}
	writeFiles(t, slug, c)
	for _, p := range c.Left {
		shutOut(t, slug, p)
	}
	for _, e := range c.Erasures {
		if err := l.erase(t, slug, e); err != nil {
			return err
		}
	}
	return nil
}

const insertForgotten = "INSERT INTO orpheus.forgotten (org, mac, secret) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING"

// claim refuses an address that somebody else has.
func claim(t *tx, slug string, people []org.PersonID) error {
	for _, p := range people {
		var others int64
		err := t.row(`SELECT count(*) FROM orpheus.profiles p JOIN orpheus.profiles o ON o.org = p.org AND o.mail_key = p.mail_key AND o.person <> p.person
			WHERE p.org = $1 AND p.person = $2 AND p.mail_key <> ''`, []any{slug, num(p)}, &others)
		if err != nil {
			return err
		}
		if others > 0 {
			return records.ErrTaken
		}
	}
	return nil
}

// erase takes out what there is about somebody.
func (l *Log) erase(t *tx, slug string, e records.Erasure) error {
	var key, handle string
	err := t.row("DELETE FROM orpheus.profiles WHERE org = $1 AND person = $2 RETURNING key, handle", []any{slug, num(e.Person)}, toStr(&key), toStr(&handle))
	if err != nil && !none(err) {
		return err
	}
	shutOut(t, slug, e.Person)
	t.exec("DELETE FROM orpheus.private WHERE org = $1 AND person = $2", slug, num(e.Person))
	t.exec("DELETE FROM orpheus.told WHERE org = $1 AND person = $2", slug, num(e.Person))
	t.exec("DELETE FROM orpheus.files WHERE org = $1 AND by = $2 AND id = 0", slug, num(e.Person))
	for _, k := range []string{key, handle} {
		if k != "" {
			t.exec(insertForgotten, slug, records.Mac(l.secret, k), l.secret)
		}
	}
	if e.KeepTexts {
		return nil
	}
	t.exec("DELETE FROM orpheus.texts WHERE org = $1 AND by = $2", slug, num(e.Person))
	t.exec("DELETE FROM orpheus.files WHERE org = $1 AND by = $2", slug, num(e.Person))
	return nil
}

// shutOut takes away all that lets somebody in, their mails and their photo.
func shutOut(t *tx, slug string, p org.PersonID) {
	t.exec("DELETE FROM orpheus.credentials WHERE org = $1 AND person = $2", slug, num(p))
	t.exec("DELETE FROM orpheus.outbox WHERE org = $1 AND person = $2", slug, num(p))
	t.exec("DELETE FROM orpheus.photos WHERE org = $1 AND person = $2", slug, num(p))
}

// Amend writes changes that no act goes with.
func (l *Log) Amend(ctx context.Context, slug string, c records.Changes) error {
	if err := l.there(ctx, slug); err != nil {
		return err
	}
	reserved, err := l.reserve(ctx, slug, c.Uses)
	if err != nil {
		return err
	}
	err = l.transact(ctx, func(t *tx) error {
		if _, _, err := lockHead(t, slug); err != nil {
			return err
		}
		return l.writeRecords(t, slug, c, reserved)
	})
	if err != nil {
		reserved.giveBack(l)
	} else if c.TakesOut() {
		l.scrub()
	}
	return err
}

const selectProfile = "SELECT person, name, mail, key, handle FROM orpheus.profiles WHERE org = $1"

func toProfile(p *records.Profile) []any {
	return []any{toNum(&p.Person), toStr(&p.Name), toStr(&p.Mail), toStr(&p.Key), toStr(&p.Handle)}
}

// Profiles returns every profile.
func (l *Log) Profiles(ctx context.Context, slug string) ([]records.Profile, error) {
	return someIn(ctx, l, slug, toProfile, selectProfile+" ORDER BY person")
}

// Profile returns that of one person.
func (l *Log) Profile(ctx context.Context, slug string, p org.PersonID) (out records.Profile, found bool, err error) {
	found, err = l.rowIn(ctx, slug, selectProfile+" AND person = $2", []any{num(p)}, toProfile(&out)...)
	return out, found, err
}

// ByMail returns who has an address.
func (l *Log) ByMail(ctx context.Context, mail string) ([]records.Place, error) {
	key := records.MailKey(mail)
	if key == "" {
		return nil, ctx.Err()
	}
	return some(ctx, l, func(p *records.Place) []any { return []any{&p.Slug, toNum(&p.Person)} },
		"SELECT org, person FROM orpheus.profiles WHERE mail_key = $1 ORDER BY org, person", str(key))
}

const selectText = "SELECT id, by, at, body FROM orpheus.texts WHERE org = $1"

func toText(t *records.Text) []any {
	return []any{toNum(&t.ID), toNum(&t.By), toNum(&t.At), toStr(&t.Body)}
}

// AllTexts returns every text.
func (l *Log) AllTexts(ctx context.Context, slug string) ([]records.Text, error) {
	return someIn(ctx, l, slug, toText, selectText+" ORDER BY id")
}

// Texts returns the texts with these numbers.
func (l *Log) Texts(ctx context.Context, slug string, ids ...org.TextID) (map[org.TextID]records.Text, error) {
	if len(ids) == 0 {
		return map[org.TextID]records.Text{}, l.there(ctx, slug)
	}
	all, err := someIn(ctx, l, slug, toText, selectText+" AND id = ANY($2)", nums(ids))
	if err != nil {
		return nil, err
	}
	out := make(map[org.TextID]records.Text, len(all))
	for _, t := range all {
		out[t.ID] = t
	}
	return out, nil
}

// AllForgotten returns what is kept of the keys of those who were erased.
func (l *Log) AllForgotten(ctx context.Context, slug string) ([]records.Forgotten, error) {
	return someIn(ctx, l, slug, func(f *records.Forgotten) []any { return []any{&f.Secret, &f.Mac} },
		"SELECT secret, mac FROM orpheus.forgotten WHERE org = $1 ORDER BY mac")
}

// Forgotten reports which keys belonged to people who were erased.
func (l *Log) Forgotten(ctx context.Context, slug string, keys ...string) (map[string]bool, error) {
	all, err := l.AllForgotten(ctx, slug)
	if err != nil || len(all) == 0 {
		return nil, err
	}
	return records.ForgottenOf(all, keys...), nil
}
