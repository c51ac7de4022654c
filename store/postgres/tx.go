package postgres

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"time"

	"github.com/jackc/pgx/v5"
)

// tx is a transaction about one organisation. What asks for no answer waits, and goes to the
// server together with what does: a transaction costs as many ways to and fro as it has
// questions, and one to confirm it.
type tx struct {
	ctx    context.Context
	conn   *pgx.Conn
	queue  *pgx.Batch
	counts bool // it changes what somebody may have read and remembered
}

// exec adds a statement that is asked for nothing.
func (t *tx) exec(query string, args ...any) { t.queue.Queue(query, args...) }

// row asks for one row, after all that waits.
func (t *tx) row(query string, args []any, into ...any) error {
	t.queue.Queue(query, args...)
	return t.flush(func(last pgx.BatchResults) error { return last.QueryRow().Scan(into...) })
}

// changed runs a statement, after all that waits, and says how many rows it changed.
func (t *tx) changed(query string, args ...any) (n int64, err error) {
	t.queue.Queue(query, args...)
	err = t.flush(func(last pgx.BatchResults) error {
		tag, err := last.Exec()
		n = tag.RowsAffected()
		return err
	})
	return n, err
}

// flush sends what waits, and has the answer to the last statement read.
func (t *tx) flush(read func(last pgx.BatchResults) error) error {
	sent := t.queue
	t.queue = &pgx.Batch{}
	results := t.conn.SendBatch(t.ctx, sent)
	for range sent.Len() - 1 {
		if _, err := results.Exec(); err != nil {
			_ = results.Close() // it says the same
			return err
		}
	}
	err := read(results)
	closed := results.Close()
	if err == nil {
		err = closed
	}
	return err
}

// bump is another edition, for all programs.
const bump = "SELECT nextval('orpheus.edition')"

// commit sends what waits and confirms it. Where the connection is lost meanwhile, or the
// server cannot say what became of it, that is ErrUnsure.
func (t *tx) commit() error {
	if t.counts {
		t.queue.Queue(bump) // who was to lose the connection below has told others all the same
	}
	before := t.queue.Len()
	t.queue.Queue("COMMIT")
	if t.counts {
		t.queue.Queue(bump) // who read before the commit did so under another edition
	}
	sent := t.queue
	results := t.conn.SendBatch(t.ctx, sent)
	for i := range sent.Len() {
		tag, err := results.Exec()
		if err == nil && i == before && tag.String() != "COMMIT" {
			err = fmt.Errorf("the server answered %q to COMMIT", tag)
		}
		if err == nil {
			continue
		}
		_ = results.Close()
		if i > before {
			return errBump{err}
		}
		if i < before && state(err) != "" || i == before && state(err) != "" && !unreachable(err) {
			return err // the server says that it did not
		}
		return errors.Join(ErrUnsure, err)
	}
	_ = results.Close() // everything was answered
	return nil
}

// errBump is a transaction that was confirmed, while other programs were not told.
type errBump struct{ error }

// started begins a transaction on a connection of its own; done gives the connection back,
// which undoes what was not confirmed.
func (l *Log) started(ctx context.Context) (t *tx, done func(), err error) {
	if err := ctx.Err(); err != nil {
		return nil, nil, err
	}
	conn, err := l.write.Acquire(ctx)
	if err != nil {
		return nil, nil, err
	}
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), runWait) // what was begun is finished
	t = &tx{ctx: ctx, conn: conn.Conn(), queue: &pgx.Batch{}}
	t.queue.Queue("BEGIN")
	if l.hurried.Load() {
		t.queue.Queue("SET LOCAL synchronous_commit = 'on'")
	}
	return t, func() {
		if s := t.conn.PgConn().TxStatus(); s != 'I' && !t.conn.IsClosed() {
			_, _ = t.conn.Exec(ctx, "ROLLBACK") // a connection that does not answer is dropped
		}
		cancel()
		conn.Release()
	}, nil
}

// transact runs f in one transaction about one organisation: all of it or nothing. ctx can
// keep it from beginning. What was not confirmed is tried again where that may help.
func (l *Log) transact(ctx context.Context, f func(t *tx) error) error {
	return l.trying(ctx, func() error { return l.once(ctx, f) })
}

func (l *Log) once(ctx context.Context, f func(t *tx) error) error {
	t, done, err := l.started(ctx)
	if err != nil {
		return err
	}
	defer done()
	if err := f(t); err != nil {
		return err
	}
	return l.confirm(t)
}

// confirm commits, and sees to it that others hear of it.
func (l *Log) confirm(t *tx) error {
	err := t.commit()
	if t.counts {
		l.edition.change()
	}
	if b, ok := errors.AsType[errBump](err); ok {
		slog.Warn("other programs hear late of a change", "error", b.error)
		err = nil
		l.edition.owe()
	} else if errors.Is(err, ErrUnsure) && t.counts {
		l.edition.owe()
	}
	return err
}

// pauses are those before another try.
var pauses = []time.Duration{20 * time.Millisecond, 100 * time.Millisecond, 400 * time.Millisecond}

// trying runs f until it succeeds, or trying again does not help. What may have been
// confirmed is not run again.
func (l *Log) trying(ctx context.Context, f func() error) error {
	for _, pause := range pauses {
		err := f()
		if err == nil || errors.Is(err, ErrUnsure) || !again(err) || ctx.Err() != nil {
			return told(ctx, err)
		}
		reset(l.write, err)
		select {
		case <-time.After(pause):
		case <-ctx.Done():
			return err
		}
	}
	return told(ctx, f())
}

// do runs one statement about one organisation in a transaction of its own. Where it counts,
// what was read before does not hold any more.
func (l *Log) do(ctx context.Context, counts bool, query string, args ...any) (n int64, err error) {
	err = l.transact(ctx, func(t *tx) (err error) {
		t.counts = counts
		n, err = t.changed(query, args...)
		return err
	})
	return n, err
}

// doIn is do for a statement whose first argument is the organisation, which has to be there.
func (l *Log) doIn(ctx context.Context, counts bool, slug, query string, args ...any) (int64, error) {
	if err := l.there(ctx, slug); err != nil {
		return 0, err
	}
	return l.do(ctx, counts, query, append([]any{slug}, args...)...)
}
