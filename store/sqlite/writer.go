package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"sync"
	"time"

	"orpheus/store/run"
)

// writer is the one connection that writes. Its statements are prepared once, and
// a transaction needs no goroutine of its own, as one of database/sql would. What
// was begun is finished: nothing in it can be cancelled.
type writer struct {
	turn   sync.Mutex // a transaction, or a statement outside of one
	db     *sql.DB
	conn   *sql.Conn
	stmts  map[string]*sql.Stmt
	packed run.Run // being written; its room is used again
	counts bool    // what is being written changes what records said, or what lets people in

	placed    func() error      // asked before a transaction, and again before it is confirmed; nil for nothing
	committed func(counts bool) // nil for nobody to tell
	settle    func() error      // asked before a transaction until it can be written; nil for nothing

	readOnly bool // there is no connection, and every transaction is refused
}

func newWriter(ctx context.Context, path string) (*writer, error) {
	db, err := connect(path, 1, "immediate", lockWait)
	if err != nil {
		return nil, err
	}
	conn, err := db.Conn(ctx)
	// Two programs that turn a new file to its write-ahead log at once do not wait
	// for each other by themselves.
	for end := time.Now().Add(lockWait); isBusy(err) && time.Now().Before(end) && ctx.Err() == nil; {
		time.Sleep(20 * time.Millisecond)
		conn, err = db.Conn(ctx)
	}
	if err != nil {
		return nil, errors.Join(err, db.Close())
	}
	// It goes along the end of its tables: pages used again cost less than new ones.
	if _, err := conn.ExecContext(ctx, "PRAGMA cache_size = -2000"); err != nil {
		return nil, errors.Join(err, conn.Close(), db.Close())
	}
	return &writer{db: db, conn: conn, stmts: map[string]*sql.Stmt{}}, nil
}

func (w *writer) close() error {
	if w.readOnly {
		return nil
	}
	var all error
	for _, stmt := range w.stmts { // SQLite closes no file while a statement is open: its write-ahead log would stay
		all = errors.Join(all, stmt.Close())
	}
	return errors.Join(all, w.conn.Close(), w.db.Close())
}

// transact runs f in one transaction: all of it or nothing. ctx can keep it from
// beginning.
func (w *writer) transact(ctx context.Context, f func() error) error {
	w.turn.Lock()
	defer w.turn.Unlock()
	if err := ctx.Err(); err != nil {
		return err
	}
	if w.readOnly {
		return ErrReadOnly
	}
	if err := w.inPlace(); err != nil {
		return err
	}
	if w.settle != nil {
		if err := w.settle(); err != nil {
			return err
		}
	}
	if _, err := w.exec("BEGIN IMMEDIATE"); err != nil {
		return err
	}
	done := false
	w.counts = false
	defer func() { // f may panic
		if !done {
			_, _ = w.exec("ROLLBACK")
		}
	}()
	if err := f(); err != nil {
		return err
	}
	_, err := w.exec("COMMIT")
	if done = err == nil; !done {
		return err
	}
	if w.committed != nil {
		w.committed(w.counts)
	}
	return w.inPlace() // else it was written where nobody will find it
}

// inPlace returns an error where what is written is kept nowhere.
func (w *writer) inPlace() error {
	if w.placed == nil {
		return nil
	}
	return w.placed()
}

// row reads one row within a transaction.
func (w *writer) row(query string, args ...any) scanner {
	stmt, err := w.prepared(query)
	if err != nil {
		return failed{err}
	}
	return stmt.QueryRowContext(context.Background(), args...)
}

// exec runs a statement within a transaction.
func (w *writer) exec(query string, args ...any) (sql.Result, error) {
	stmt, err := w.prepared(query)
	if err != nil {
		return nil, err
	}
	return stmt.ExecContext(context.Background(), args...)
}

// script runs several statements within a transaction.
func (w *writer) script(queries string) error {
	_, err := w.conn.ExecContext(context.Background(), queries)
	return err
}

// scan reads one row within a transaction.
func (w *writer) scan(query string, args []any, into ...any) error {
	stmt, err := w.prepared(query)
	if err != nil {
		return err
	}
	return stmt.QueryRowContext(context.Background(), args...).Scan(into...)
}

func (w *writer) prepared(query string) (*sql.Stmt, error) {
	if stmt := w.stmts[query]; stmt != nil {
		return stmt, nil
	}
	stmt, err := w.conn.PrepareContext(context.Background(), query)
	if err == nil {
		w.stmts[query] = stmt
	}
	return stmt, err
}
