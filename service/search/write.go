package search

import (
	"context"
	"database/sql"
	"errors"

	"orpheus/org"
)

// writer changes the index within one transaction.
type writer struct {
	ctx   context.Context
	tx    *sql.Tx
	stmts [5]*sql.Stmt
	count int
}

const (
	insertText = iota
	insertStems
	deleteText
	deleteStems
	textsOn
)

var statements = [5]string{
	insertText:  "INSERT OR REPLACE INTO texts VALUES (?, ?, ?, ?, ?)",
	insertStems: "INSERT OR REPLACE INTO stems(rowid, words) VALUES (?, ?)",
	deleteText:  "DELETE FROM texts WHERE id = ?",
	deleteStems: "DELETE FROM stems WHERE rowid = ?",
	textsOn:     "SELECT id FROM texts WHERE ref = ?",
}

func newWriter(ctx context.Context, tx *sql.Tx) (*writer, error) {
	w := &writer{ctx: ctx, tx: tx}
	for i, q := range statements {
		var err error
		if w.stmts[i], err = tx.PrepareContext(ctx, q); err != nil {
			return nil, errors.Join(err, w.close())
		}
	}
	return w, nil
}

func (w *writer) close() error {
	var errs []error
	for _, s := range w.stmts {
		if s != nil {
			errs = append(errs, s.Close())
		}
	}
	return errors.Join(errs...)
}

func (w *writer) done(n int) int {
	w.count += n
	return w.count
}

// clear takes out what hangs on ref, but for those texts among keep that are in
// the records: those never change. It returns the others of keep.
func (w *writer) clear(ref org.Ref, keep []text) ([]text, error) {
	have, err := ids(w.stmts[textsOn].QueryContext(w.ctx, packed(ref)))
	if err != nil {
		return nil, err
	}
	there := map[int64]bool{}
	for _, id := range have {
		there[id] = true
	}
	var todo []text
	for _, x := range keep {
		if there[x.id] && x.body == "" {
			delete(there, x.id)
		} else {
			todo = append(todo, x)
		}
	}
	for _, id := range have {
		if there[id] {
			if err := w.delete(id); err != nil {
				return nil, err
			}
		}
	}
	return todo, nil
}

func (w *writer) delete(id int64) error {
	_, err := w.stmts[deleteStems].ExecContext(w.ctx, id)
	if err == nil {
		_, err = w.stmts[deleteText].ExecContext(w.ctx, id)
	}
	return err
}

func (w *writer) insert(texts []text, from Source) error {
	var numbers []org.TextID
	for _, x := range texts {
		if _, n := apart(x.id); x.body == "" {
			numbers = append(numbers, org.TextID(n))
		}
	}
	written, err := from.Texts(w.ctx, numbers...)
	if err != nil {
		return err
	}
	for _, x := range texts {
		var by org.PersonID
		if _, n := apart(x.id); x.body == "" {
			r, ok := written[org.TextID(n)]
			if !ok {
				continue // erased
			}
			x.body, x.at, by = r.Body, r.At, r.By
		}
		if _, err := w.stmts[insertStems].ExecContext(w.ctx, x.id, indexed(x.body)); err != nil {
			return err
		}
		if _, err := w.stmts[insertText].ExecContext(w.ctx, x.id, packed(x.ref), x.what, by, int64(x.at)); err != nil {
			return err
		}
	}
	return nil
}

// ids reads a column of numbers.
func ids(rows *sql.Rows, err error) (all []int64, _ error) {
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	for rows.Next() {
		var id int64
		if err := rows.Scan(&id); err != nil {
			return nil, err
		}
		all = append(all, id)
	}
	return all, rows.Err()
}

// forget takes out what somebody wrote.
func forget(ctx context.Context, tx *sql.Tx, p org.PersonID) error {
	have, err := ids(tx.QueryContext(ctx, "SELECT id FROM texts WHERE by = ?", p))
	if err != nil || p == 0 {
		return err
	}
	w, err := newWriter(ctx, tx)
	if err != nil {
		return err
	}
	defer w.close()
	for _, id := range have {
		if err := w.delete(id); err != nil {
			return err
		}
	}
	return nil
}

// scrub rewrites the whole index where something was taken out of it, so that
// nothing of that is left between its pages.
func scrub(ctx context.Context, db *sql.DB) error {
	var due bool
	if err := db.QueryRowContext(ctx, "SELECT scrub FROM upto").Scan(&due); err != nil || !due {
		return err
	}
	for _, q := range []string{"INSERT INTO stems(stems) VALUES ('optimize')", "VACUUM", "UPDATE upto SET scrub = 0"} {
		if _, err := db.ExecContext(ctx, q); err != nil {
			return err
		}
	}
	return nil
}

// Forget takes out at once what entry seq of the log says is gone: what these
// people wrote, and what hangs on these things. None of it is in the bytes of the
// index when Forget returns. Follow brings back what of it still holds.
func (t *Texts) Forget(ctx context.Context, seq uint64, people []org.PersonID, refs []org.Ref) error {
	t.writing.Lock()
	defer t.writing.Unlock()
	return t.use(ctx, func(db *sql.DB) error {
		tx, err := db.BeginTx(ctx, nil)
		if err != nil {
			return err
		}
		defer tx.Rollback()
		r, err := tx.ExecContext(ctx, "UPDATE upto SET scrub = 1 WHERE version < ?", seq)
		if err != nil {
			return err
		}
		if n, _ := r.RowsAffected(); n == 0 {
			return nil // the index has come by that entry
		}
		for _, p := range people {
			if err := forget(ctx, tx, p); err != nil {
				return err
			}
		}
		w, err := newWriter(ctx, tx)
		if err != nil {
			return err
		}
		defer w.close()
		for _, ref := range refs {
			if _, err := w.clear(ref, nil); err != nil {
				return err
			}
		}
		if err := errors.Join(w.close(), tx.Commit()); err != nil {
			return err
		}
		return scrub(ctx, db)
	})
}
