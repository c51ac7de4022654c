package postgres

import (
	"cmp"
	"context"
	"slices"

	"orpheus/identity"
	"orpheus/org"
)

const mailColumns = "id, kind, org, person, by, lang, next, made, due, tries, fault, held, about, tried, handed"

func toMail(m *identity.Mail) []any {
	return []any{
		toNum(&m.ID), toNum(&m.Kind), &m.Org, toNum(&m.Person), toNum(&m.By), toStr(&m.Lang), toStr(&m.Next), toNum(&m.Made),
		toNum(&m.Due), toNum(&m.Tries), toStr(&m.Fault), toNum(&m.Held), toStr(&m.About), toNum(&m.Tried), &m.Handed,
	}
}

const queueMail = `INSERT INTO orpheus.outbox (org, kind, person, by, lang, next, made, due, tries, fault, about, tried)
	VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`

func mailValues(m *identity.Mail) []any {
	return []any{num(m.Kind), num(m.Person), num(m.By), str(m.Lang), str(m.Next), num(m.Made), num(m.Due), num(m.Tries), str(m.Fault), str(m.About), num(m.Tried)}
}

// Queue adds a mail.
func (l *Log) Queue(ctx context.Context, m identity.Mail) error {
	_, err := l.doIn(ctx, false, m.Org, queueMail, mailValues(&m)...)
	return err
}

// due is a mail that can be had.
type due struct {
	org string
	id  int64
}

// LeaseMails gives mails to one program: they are looked for in all organisations, and taken
// in one after the other. Who finds none has written nothing.
func (l *Log) LeaseMails(ctx context.Context, now, until org.Time, most int) (out []identity.Mail, next org.Time, err error) {
	for {
		found, err := some(ctx, l, func(d *due) []any { return []any{&d.org, &d.id} },
			"SELECT org, id FROM orpheus.outbox WHERE due > 0 AND due <= $1 AND held <= $1 ORDER BY due, id LIMIT $2", num(now), most)
		if err != nil {
			return nil, 0, err
		}
		if len(found) == 0 {
			err := l.row(ctx, "SELECT coalesce(min(greatest(due, held)), 0)::bigint FROM orpheus.outbox WHERE due > 0", nil, toNum(&next))
			return nil, next, err
		}
		of := map[string][]int64{}
		for _, d := range found {
			of[d.org] = append(of[d.org], d.id)
		}
		for slug, ids := range of {
			got, err := l.leaseIn(ctx, slug, ids, now, until)
			if err != nil {
				return out, 0, err // what was leased comes again when its lease ends
			}
			out = append(out, got...)
		}
		if len(out) > 0 { // else another program was quicker
			slices.SortFunc(out, func(a, b identity.Mail) int { return cmp.Or(cmp.Compare(a.Due, b.Due), cmp.Compare(a.ID, b.ID)) })
			return out, 0, nil
		}
	}
}

// leaseIn leases mails of one organisation that nobody has.
func (l *Log) leaseIn(ctx context.Context, slug string, ids []int64, now, until org.Time) (out []identity.Mail, err error) {
	err = l.transact(ctx, func(t *tx) error {
		out = nil
		for _, id := range ids {
			var m identity.Mail
			err := t.row("UPDATE orpheus.outbox SET held = $4 WHERE org = $1 AND id = $2 AND due > 0 AND due <= $3 AND held <= $3 RETURNING "+mailColumns,
				[]any{slug, id, num(now), num(until)}, toMail(&m)...)
			if none(err) {
				continue
			}
			if err != nil {
				return err
			}
			out = append(out, m)
		}
		return nil
	})
	return out, err
}

// PutMail writes what became of a try.
func (l *Log) PutMail(ctx context.Context, m identity.Mail) error {
	_, err := l.doIn(ctx, false, m.Org, `UPDATE orpheus.outbox SET kind = $4, due = $5, tries = $6, fault = $7, tried = $8, handed = $9, held = 0
		WHERE org = $1 AND id = $2 AND held = $3`, m.ID, num(m.Held), num(m.Kind), num(m.Due), num(m.Tries), str(m.Fault), num(m.Tried), m.Handed)
	return err
}

// HandMail notes that a mail is handed over.
func (l *Log) HandMail(ctx context.Context, m identity.Mail) (bool, error) {
	n, err := l.doIn(ctx, false, m.Org, "UPDATE orpheus.outbox SET handed = true WHERE org = $1 AND id = $2 AND held = $3", m.ID, num(m.Held))
	return n == 1 && err == nil, err
}

// DropMail drops mails, those of one organisation together.
func (l *Log) DropMail(ctx context.Context, mails ...identity.Mail) error {
	of := map[string][]identity.Mail{}
	for _, m := range mails {
		of[m.Org] = append(of[m.Org], m)
	}
	for slug, all := range of {
		err := l.transact(ctx, func(t *tx) error {
			for _, m := range all {
				t.exec("DELETE FROM orpheus.outbox WHERE org = $1 AND id = $2 AND held = $3", slug, m.ID, num(m.Held))
			}
			return nil
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// Mails returns those of an organisation.
func (l *Log) Mails(ctx context.Context, slug string) ([]identity.Mail, error) {
	return someIn(ctx, l, slug, toMail, "SELECT "+mailColumns+" FROM orpheus.outbox WHERE org = $1 ORDER BY id")
}
