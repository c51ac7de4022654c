package sqlite

import (
	"context"
	"database/sql"
	"errors"

	"orpheus/org"
	"orpheus/store/hooks"
)

const hookColumns = "id, (SELECT slug FROM orgs WHERE orgs.id = hooks.org), by, made, url, detail, state, upto, timed, due, held"

func scanHook(row scanner, h *hooks.Row) error {
	return row.Scan(&h.ID, &h.Org, &h.By, (*int64)(&h.Made), &h.URL, &h.Detail, &h.State, &h.Upto, &h.Timed, (*int64)(&h.Due), (*int64)(&h.Held))
}

// AddHook adds one.
func (l *Log) AddHook(ctx context.Context, h hooks.Row) (id uint32, err error) {
	in, err := l.id(ctx, h.Org)
	if err != nil {
		return 0, err
	}
	err = l.write.transact(ctx, func() error {
		return l.write.row(`INSERT INTO hooks (org, id, by, made, url, detail, state, upto, timed, due)
			VALUES (?1, (SELECT ifnull(max(id), 0) + 1 FROM hooks WHERE org = ?1), ?, ?, ?, ?, ?, ?, ?, ?) RETURNING id`,
			in, h.By, int64(h.Made), h.URL, h.Detail, h.State, h.Upto, h.Timed, int64(h.Due)).Scan(&id)
	})
	return id, err
}

// Hooks returns those of an organisation.
func (l *Log) Hooks(ctx context.Context, slug string) ([]hooks.Row, error) {
	return someIn(ctx, l, slug, func(rows *sql.Rows, h *hooks.Row) error { return scanHook(rows, h) },
		"SELECT "+hookColumns+" FROM hooks WHERE org = ? ORDER BY id")
}

// telling is which hooks have something to tell at their time.
const telling = "due > 0 AND (timed OR upto < (SELECT seq FROM orgs WHERE orgs.id = hooks.org))"

// LeaseHook gives one to one process. Who finds none has written nothing.
func (l *Log) LeaseHook(ctx context.Context, now, until org.Time) (h hooks.Row, found bool, next org.Time, err error) {
	const none = "SELECT ifnull(min(max(due, held)), 0) FROM hooks WHERE " + telling
	if err := l.row(ctx, none).Scan((*int64)(&next)); err != nil || next == 0 || next > now {
		return h, false, next, err
	}
	err = l.write.transact(ctx, func() error {
		row := l.write.row(`UPDATE hooks SET held = ? WHERE (org, id) IN
			(SELECT org, id FROM hooks WHERE due <= ? AND held <= ? AND `+telling+` ORDER BY due, org, id LIMIT 1) RETURNING `+hookColumns, int64(until), int64(now), int64(now))
		if err := scanHook(row, &h); err != nil {
			return err
		}
		found = true
		return nil
	})
	if errors.Is(err, sql.ErrNoRows) { // another process was quicker
		err = l.row(ctx, none).Scan((*int64)(&next))
		return hooks.Row{}, false, next, err
	}
	return h, found && err == nil, 0, err
}

// PutHook writes how far a lease came.
func (l *Log) PutHook(ctx context.Context, h hooks.Row, held org.Time) (bool, error) {
	return l.changeHook(ctx, h.Org, "UPDATE hooks SET state = ?, upto = ?, due = ?, held = ? WHERE org = ? AND id = ? AND held = ?",
		func(in int64) []any {
			return []any{h.State, h.Upto, int64(h.Due), int64(held), in, h.ID, int64(h.Held)}
		})
}

// SetHook replaces one where it is still as it was.
func (l *Log) SetHook(ctx context.Context, was, is hooks.Row) (bool, error) {
	return l.changeHook(ctx, was.Org, `UPDATE hooks SET url = ?, detail = ?, state = ?, upto = ?, due = ?, held = 0
		WHERE org = ? AND id = ? AND url = ? AND detail = ? AND state = ? AND upto = ? AND due = ?`,
		func(in int64) []any {
			return []any{is.URL, is.Detail, is.State, is.Upto, int64(is.Due), in, was.ID, was.URL, was.Detail, was.State, was.Upto, int64(was.Due)}
		})
}

// changeHook runs a statement about one hook, and reports whether there was one to change.
func (l *Log) changeHook(ctx context.Context, slug, query string, args func(in int64) []any) (changed bool, err error) {
	in, err := l.id(ctx, slug)
	if err != nil {
		return false, err
	}
	err = l.write.transact(ctx, func() error {
		done, err := l.write.exec(query, args(in)...)
		if err != nil {
			return err
		}
		n, err := done.RowsAffected()
		changed = n == 1
		return err
	})
	return changed && err == nil, err
}

// DropHook removes one.
func (l *Log) DropHook(ctx context.Context, slug string, id uint32) error {
	return l.doIn(ctx, false, slug, "DELETE FROM hooks WHERE org = ? AND id = ?", id)
}
