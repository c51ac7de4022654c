package postgres

import (
	"cmp"
	"context"

	"orpheus/ledger"
	"orpheus/org"
	"orpheus/store/hooks"
)

const hookColumns = "org, id, by, made, url, detail, state, upto, timed, due, held"

func toHook(h *hooks.Row) []any {
	return []any{&h.Org, toNum(&h.ID), toNum(&h.By), toNum(&h.Made), toStr(&h.URL), toStr(&h.Detail), toStr(&h.State), toNum(&h.Upto), &h.Timed, toNum(&h.Due), toNum(&h.Held)}
}

// AddHook adds one. The head is locked, so that no two get one number.
func (l *Log) AddHook(ctx context.Context, h hooks.Row) (id uint32, err error) {
	if err := l.there(ctx, h.Org); err != nil {
		return 0, err
	}
	err = l.transact(ctx, func(t *tx) error {
		if _, found, err := lockHead(t, h.Org); err != nil || !found {
			return cmp.Or(err, ledger.ErrNoOrganisation)
		}
		return t.row(`INSERT INTO orpheus.hooks (org, id, by, made, url, detail, state, upto, timed, due)
			SELECT $1::text, coalesce(max(id), 0) + 1, $2::bigint, $3::bigint, $4::bytea, $5::bytea, $6::bytea, $7::bigint, $8::boolean, $9::bigint
			FROM orpheus.hooks WHERE org = $1 RETURNING id`,
			[]any{h.Org, num(h.By), num(h.Made), str(h.URL), str(h.Detail), str(h.State), num(h.Upto), h.Timed, num(h.Due)}, toNum(&id))
	})
	return id, err
}

// Hooks returns those of an organisation.
func (l *Log) Hooks(ctx context.Context, slug string) ([]hooks.Row, error) {
	return someIn(ctx, l, slug, toHook, "SELECT "+hookColumns+" FROM orpheus.hooks WHERE org = $1 ORDER BY id")
}

// telling is which hooks have something to tell at their time.
const telling = "FROM orpheus.hooks k JOIN orpheus.heads h ON h.org = k.org WHERE k.due > 0 AND (k.timed OR k.upto < h.seq)"

// LeaseHook gives one to one program. Who finds none has written nothing.
func (l *Log) LeaseHook(ctx context.Context, now, until org.Time) (h hooks.Row, found bool, next org.Time, err error) {
	for {
		var d hooks.Row
		err := l.row(ctx, "SELECT k.org, k.id, k.due, k.upto "+telling+" AND k.due <= $1 AND k.held <= $1 ORDER BY k.due, k.org, k.id LIMIT 1",
			[]any{num(now)}, &d.Org, toNum(&d.ID), toNum(&d.Due), toNum(&d.Upto))
		if none(err) {
			err := l.row(ctx, "SELECT coalesce(min(greatest(k.due, k.held)), 0)::bigint "+telling, nil, toNum(&next))
			return hooks.Row{}, false, next, err
		}
		if err != nil {
			return hooks.Row{}, false, 0, err
		}
		err = l.transact(ctx, func(t *tx) error {
			return t.row("UPDATE orpheus.hooks SET held = $4 WHERE org = $1 AND id = $2 AND held <= $3 AND due = $5 AND upto = $6 RETURNING "+hookColumns,
				[]any{d.Org, num(d.ID), num(now), num(until), num(d.Due), num(d.Upto)}, toHook(&h)...)
		})
		if !none(err) { // else another program was quicker, and may have told all of it
			return h, err == nil, 0, err
		}
	}
}

// PutHook writes how far a lease came.
func (l *Log) PutHook(ctx context.Context, h hooks.Row, held org.Time) (bool, error) {
	n, err := l.doIn(ctx, false, h.Org, "UPDATE orpheus.hooks SET state = $4, upto = $5, due = $6, held = $7 WHERE org = $1 AND id = $2 AND held = $3",
		num(h.ID), num(h.Held), str(h.State), num(h.Upto), num(h.Due), num(held))
	return n == 1 && err == nil, err
}

// SetHook replaces one where it is still as it was.
func (l *Log) SetHook(ctx context.Context, was, is hooks.Row) (bool, error) {
	n, err := l.doIn(ctx, false, was.Org, `UPDATE orpheus.hooks SET url = $3, detail = $4, state = $5, upto = $6, due = $7, held = 0
		WHERE org = $1 AND id = $2 AND url = $8 AND detail = $9 AND state = $10 AND upto = $11 AND due = $12`,
		num(was.ID), str(is.URL), str(is.Detail), str(is.State), num(is.Upto), num(is.Due), str(was.URL), str(was.Detail), str(was.State), num(was.Upto), num(was.Due))
	return n == 1 && err == nil, err
}

// DropHook removes one.
func (l *Log) DropHook(ctx context.Context, slug string, id uint32) error {
	_, err := l.doIn(ctx, false, slug, "DELETE FROM orpheus.hooks WHERE org = $1 AND id = $2", num(id))
	return err
}
