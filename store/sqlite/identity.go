package sqlite

import (
	"context"
	"database/sql"
	"errors"

	"orpheus/identity"
	"orpheus/org"
)

// shutOut takes away all that lets somebody in, but the password.
func (l *Log) shutOut(id int64, p org.PersonID) error {
	for _, q := range []string{
		"DELETE FROM links WHERE org = ? AND person = ?", "DELETE FROM sessions WHERE org = ? AND person = ?",
		"DELETE FROM tokens WHERE org = ? AND person = ?", "DELETE FROM outbox WHERE org = ? AND person = ?",
	} {
		if _, err := l.write.exec(q, id, p); err != nil {
			return err
		}
	}
	return nil
}

// do runs one statement in a transaction of its own.
func (l *Log) do(ctx context.Context, query string, args ...any) error {
	return l.write.transact(ctx, func() error {
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
func (l *Log) doIn(ctx context.Context, slug, query string, args ...any) error {
	id, err := l.orgID(ctx, slug)
	if err != nil {
		return err
	}
	return l.do(ctx, query, append([]any{id}, args...)...)
}

// some reads rows.
func some[T any](ctx context.Context, l *Log, scan func(*sql.Rows, *T) error, query string, args ...any) ([]T, error) {
	rows, err := l.read.QueryContext(ctx, query, args...)
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

// first is some for the first row.
func first[T any](ctx context.Context, l *Log, scan func(*sql.Rows, *T) error, query string, args ...any) (v T, found bool, err error) {
	all, err := some(ctx, l, scan, query, args...)
	if err != nil || len(all) == 0 {
		return v, false, err
	}
	return all[0], true, nil
}

// AddLink adds a link.
func (l *Log) AddLink(ctx context.Context, k identity.Link) error {
	return l.doIn(ctx, k.Org, "INSERT INTO links (org, hash, kind, person, printed, many, next, made, ends, used) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
		k.Hash[:], k.Kind, k.Person, k.Printed, k.Many, k.Next, int64(k.Made), int64(k.Ends), int64(k.Used))
}

// Link returns a link.
func (l *Log) Link(ctx context.Context, h identity.Hash) (identity.Link, bool, error) {
	k, found, err := first(ctx, l, func(rows *sql.Rows, k *identity.Link) error {
		return rows.Scan(&k.Org, &k.Kind, &k.Person, &k.Printed, &k.Many, &k.Next, (*int64)(&k.Made), (*int64)(&k.Ends), (*int64)(&k.Used))
	}, `SELECT ifnull(o.slug, ''), k.kind, k.person, k.printed, k.many, k.next, k.made, k.ends, k.used
		FROM links k LEFT JOIN orgs o ON o.id = k.org WHERE k.hash = ?`, h[:])
	k.Hash = h
	return k, found, err
}

// UseLink marks a link as used.
func (l *Log) UseLink(ctx context.Context, h identity.Hash, at org.Time) (bool, error) {
	used := false
	err := l.write.transact(ctx, func() error {
		var kind int
		err := l.write.scan("UPDATE links SET used = ? WHERE hash = ? AND used = 0 RETURNING kind", []any{int64(at), h[:]}, &kind)
		if errors.Is(err, sql.ErrNoRows) {
			return nil
		}
		used = err == nil
		return err
	})
	return used && err == nil, err
}

// DropLinks drops the links of a person.
func (l *Log) DropLinks(ctx context.Context, slug string, p org.PersonID) error {
	return l.doIn(ctx, slug, "DELETE FROM links WHERE org = ? AND person = ?", p)
}

// DropLink drops a link.
func (l *Log) DropLink(ctx context.Context, h identity.Hash) error {
	return l.do(ctx, "DELETE FROM links WHERE hash = ?", h[:])
}

const selectSession = `SELECT s.hash, o.slug, s.person, s.device, s.made, s.seen, s.ends FROM sessions s JOIN orgs o ON o.id = s.org WHERE `

func scanSession(rows *sql.Rows, s *identity.Session) error {
	var hash []byte
	err := rows.Scan(&hash, &s.Org, &s.Person, &s.Device, (*int64)(&s.Made), (*int64)(&s.Seen), (*int64)(&s.Ends))
	copy(s.Hash[:], hash)
	return err
}

// AddSession adds a session.
func (l *Log) AddSession(ctx context.Context, s identity.Session) error {
	return l.doIn(ctx, s.Org, "INSERT INTO sessions (org, hash, person, device, made, seen, ends) VALUES (?, ?, ?, ?, ?, ?, ?)",
		s.Hash[:], s.Person, s.Device, int64(s.Made), int64(s.Seen), int64(s.Ends))
}

// Session returns a session.
func (l *Log) Session(ctx context.Context, h identity.Hash) (identity.Session, bool, error) {
	return first(ctx, l, scanSession, selectSession+"s.hash = ?", h[:])
}

// Sessions returns those of a person.
func (l *Log) Sessions(ctx context.Context, slug string, p org.PersonID) ([]identity.Session, error) {
	id, err := l.id(ctx, slug)
	if err != nil {
		return nil, err
	}
	return some(ctx, l, scanSession, selectSession+"s.org = ? AND s.person = ? ORDER BY s.seen DESC, s.made DESC, s.hash", id, p)
}

// TouchSession moves the end of a session.
func (l *Log) TouchSession(ctx context.Context, h identity.Hash, seen, ends org.Time) error {
	return l.do(ctx, "UPDATE sessions SET seen = ?, ends = ? WHERE hash = ?", int64(seen), int64(ends), h[:])
}

// DropSession drops a session.
func (l *Log) DropSession(ctx context.Context, h identity.Hash) error {
	return l.do(ctx, "DELETE FROM sessions WHERE hash = ?", h[:])
}

// DropSessions drops those of a person but one.
func (l *Log) DropSessions(ctx context.Context, slug string, p org.PersonID, but identity.Hash) error {
	return l.doIn(ctx, slug, "DELETE FROM sessions WHERE org = ? AND person = ? AND hash <> ?", p, but[:])
}

// Busy reports whether somebody has no room.
func (l *Log) Busy(ctx context.Context, slug string, p org.PersonID) (bool, error) {
	id, err := l.id(ctx, slug)
	if err != nil {
		return false, err
	}
	_, busy, err := first(ctx, l, func(rows *sql.Rows, n *int) error { return rows.Scan(n) }, "SELECT 1 FROM busy WHERE org = ? AND person = ?", id, p)
	return busy, err
}

// SetBusy keeps it.
func (l *Log) SetBusy(ctx context.Context, slug string, p org.PersonID, busy bool) error {
	if !busy {
		return l.doIn(ctx, slug, "DELETE FROM busy WHERE org = ? AND person = ?", p)
	}
	return l.doIn(ctx, slug, "INSERT OR IGNORE INTO busy VALUES (?, ?)", p)
}

// Password returns what a password is verified with.
func (l *Log) Password(ctx context.Context, slug string, p org.PersonID) (string, error) {
	id, err := l.id(ctx, slug)
	if err != nil {
		return "", err
	}
	sealed, _, err := first(ctx, l, func(rows *sql.Rows, s *string) error { return rows.Scan(s) },
		"SELECT sealed FROM passwords WHERE org = ? AND person = ?", id, p)
	return sealed, err
}

// SetPassword replaces it.
func (l *Log) SetPassword(ctx context.Context, slug string, p org.PersonID, sealed string) error {
	if sealed == "" {
		return l.doIn(ctx, slug, "DELETE FROM passwords WHERE org = ? AND person = ?", p)
	}
	return l.doIn(ctx, slug, "INSERT OR REPLACE INTO passwords VALUES (?, ?, ?)", p, sealed)
}

const selectToken = `SELECT t.hash, o.slug, t.person, t.name, t.made, t.used FROM tokens t JOIN orgs o ON o.id = t.org WHERE `

func scanToken(rows *sql.Rows, t *identity.Token) error {
	var hash []byte
	err := rows.Scan(&hash, &t.Org, &t.Person, &t.Name, (*int64)(&t.Made), (*int64)(&t.Used))
	copy(t.Hash[:], hash)
	return err
}

// AddToken adds a token.
func (l *Log) AddToken(ctx context.Context, t identity.Token) error {
	return l.doIn(ctx, t.Org, "INSERT INTO tokens (org, hash, person, name, made, used) VALUES (?, ?, ?, ?, ?, ?)",
		t.Hash[:], t.Person, t.Name, int64(t.Made), int64(t.Used))
}

// Token returns a token.
func (l *Log) Token(ctx context.Context, h identity.Hash) (identity.Token, bool, error) {
	return first(ctx, l, scanToken, selectToken+"t.hash = ?", h[:])
}

// Tokens returns those of a person.
func (l *Log) Tokens(ctx context.Context, slug string, p org.PersonID) ([]identity.Token, error) {
	id, err := l.id(ctx, slug)
	if err != nil {
		return nil, err
	}
	return some(ctx, l, scanToken, selectToken+"t.org = ? AND t.person = ? ORDER BY t.made, t.hash", id, p)
}

// TouchToken writes down when a token was used.
func (l *Log) TouchToken(ctx context.Context, h identity.Hash, used org.Time) error {
	return l.do(ctx, "UPDATE tokens SET used = ? WHERE hash = ?", int64(used), h[:])
}

// DropToken drops a token.
func (l *Log) DropToken(ctx context.Context, h identity.Hash) error {
	return l.do(ctx, "DELETE FROM tokens WHERE hash = ?", h[:])
}

const selectMail = `SELECT m.id, m.kind, o.slug, m.person, m.by, m.lang, m.next, m.made, m.due, m.tries, m.fault FROM outbox m JOIN orgs o ON o.id = m.org WHERE `

func scanMail(rows *sql.Rows, m *identity.Mail) error {
	return rows.Scan(&m.ID, &m.Kind, &m.Org, &m.Person, &m.By, &m.Lang, &m.Next, (*int64)(&m.Made), (*int64)(&m.Due), &m.Tries, &m.Fault)
}

// Queue adds a mail.
func (l *Log) Queue(ctx context.Context, m identity.Mail) error {
	return l.doIn(ctx, m.Org, "INSERT INTO outbox (org, kind, person, by, lang, next, made, due, tries, fault) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
		m.Kind, m.Person, m.By, m.Lang, m.Next, int64(m.Made), int64(m.Due), m.Tries, m.Fault)
}

// Outbox returns the mails that are due.
func (l *Log) Outbox(ctx context.Context, until org.Time, most int) ([]identity.Mail, org.Time, error) {
	due, err := some(ctx, l, scanMail, selectMail+"m.due > 0 AND m.due <= ? ORDER BY m.due, m.id LIMIT ?", int64(until), most)
	if err != nil {
		return nil, 0, err
	}
	next, _, err := first(ctx, l, func(rows *sql.Rows, t *int64) error { return rows.Scan(t) },
		"SELECT ifnull(min(due), 0) FROM outbox WHERE due > ?", int64(until))
	return due, org.Time(next), err
}

// PutMail writes what became of a try.
func (l *Log) PutMail(ctx context.Context, m identity.Mail) error {
	return l.do(ctx, "UPDATE outbox SET due = ?, tries = ?, fault = ? WHERE id = ?", int64(m.Due), m.Tries, m.Fault, m.ID)
}

// DropMail drops a mail.
func (l *Log) DropMail(ctx context.Context, id int64) error {
	return l.do(ctx, "DELETE FROM outbox WHERE id = ?", id)
}

// Undelivered returns the mails that were tried in vain.
func (l *Log) Undelivered(ctx context.Context, slug string) ([]identity.Mail, error) {
	id, err := l.id(ctx, slug)
	if err != nil {
		return nil, err
	}
	return some(ctx, l, scanMail, selectMail+"m.org = ? AND m.tries > 0 ORDER BY m.id", id)
}

// Sweep drops what has ended.
func (l *Log) Sweep(ctx context.Context, before org.Time) error {
	return l.write.transact(ctx, func() error {
		for _, q := range []string{"DELETE FROM links WHERE ends < ?", "DELETE FROM sessions WHERE ends < ?", "DELETE FROM outbox WHERE due = 0 AND made < ? - 30 * 86400000000"} {
			if _, err := l.write.exec(q, int64(before)); err != nil {
				return err
			}
		}
		return nil
	})
}
