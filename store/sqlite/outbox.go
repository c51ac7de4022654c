package sqlite

import (
	"context"
	"database/sql"
	"errors"

	"orpheus/identity"
	"orpheus/org"
)

const mailColumns = "id, kind, (SELECT slug FROM orgs WHERE orgs.id = outbox.org), person, by, lang, next, made, due, tries, fault, held, about, tried, handed"

func scanMail(row scanner, m *identity.Mail) error {
	return row.Scan(&m.ID, &m.Kind, &m.Org, &m.Person, &m.By, &m.Lang, &m.Next, (*int64)(&m.Made), (*int64)(&m.Due), &m.Tries, &m.Fault, (*int64)(&m.Held), &m.About, (*int64)(&m.Tried), &m.Handed)
}

// Queue adds a mail.
func (l *Log) Queue(ctx context.Context, m identity.Mail) error {
	return l.doIn(ctx, false, m.Org, queueMail, mailValues(&m)...)
}

const queueMail = "INSERT INTO outbox (org, kind, person, by, lang, next, made, due, tries, fault, about, tried) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"

func mailValues(m *identity.Mail) []any {
	return []any{m.Kind, m.Person, m.By, m.Lang, m.Next, int64(m.Made), int64(m.Due), m.Tries, m.Fault, m.About, int64(m.Tried)}
}

// LeaseMails gives mails to one process. Who finds none has written nothing.
func (l *Log) LeaseMails(ctx context.Context, now, until org.Time, most int) (out []identity.Mail, next org.Time, err error) {
	const none = "SELECT ifnull(min(max(due, held)), 0) FROM outbox WHERE due > 0"
	if err := l.row(ctx, none).Scan((*int64)(&next)); err != nil || next == 0 || next > now {
		return nil, next, err
	}
	err = l.write.transact(ctx, func() error {
		for range most {
			var m identity.Mail
			err := scanMail(l.write.row(`UPDATE outbox SET held = ? WHERE id =
				(SELECT id FROM outbox WHERE due > 0 AND due <= ? AND held <= ? ORDER BY due, id LIMIT 1) RETURNING `+mailColumns, int64(until), int64(now), int64(now)), &m)
			if errors.Is(err, sql.ErrNoRows) { // there are no more, or another process was quicker
				return nil
			}
			if err != nil {
				return err
			}
			out = append(out, m)
		}
		return nil
	})
	if err != nil {
		return nil, 0, err
	}
	if len(out) > 0 {
		return out, 0, nil
	}
	err = l.row(ctx, none).Scan((*int64)(&next))
	return nil, next, err
}

// PutMail writes what became of a try.
func (l *Log) PutMail(ctx context.Context, m identity.Mail) error {
	return l.do(ctx, false, "UPDATE outbox SET kind = ?, due = ?, tries = ?, fault = ?, tried = ?, handed = ?, held = 0 WHERE id = ? AND held = ?", m.Kind, int64(m.Due), m.Tries, m.Fault, int64(m.Tried), m.Handed, m.ID, int64(m.Held))
}

// HandMail notes that a mail is handed over.
func (l *Log) HandMail(ctx context.Context, m identity.Mail) (ours bool, err error) {
	err = l.write.transact(ctx, func() error {
		done, err := l.write.exec("UPDATE outbox SET handed = 1 WHERE id = ? AND held = ?", m.ID, int64(m.Held))
		if err != nil {
			return err
		}
		n, err := done.RowsAffected()
		ours = n == 1
		return err
	})
	return ours, err
}

// DropMail drops mails.
func (l *Log) DropMail(ctx context.Context, mails ...identity.Mail) error {
	if len(mails) == 0 {
		return nil
	}
	return l.write.transact(ctx, func() error {
		for _, m := range mails {
			if _, err := l.write.exec("DELETE FROM outbox WHERE id = ? AND held = ?", m.ID, int64(m.Held)); err != nil {
				return err
			}
		}
		return nil
	})
}

// Mails returns those of an organisation.
func (l *Log) Mails(ctx context.Context, slug string) ([]identity.Mail, error) {
	return someIn(ctx, l, slug, func(rows *sql.Rows, m *identity.Mail) error { return scanMail(rows, m) },
		"SELECT "+mailColumns+" FROM outbox WHERE org = ? ORDER BY id")
}
