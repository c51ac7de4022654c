package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	driver "modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"

	"orpheus/ledger"
	"orpheus/store/run"
)

const seqBits = 40

func rowID(org int64, seq uint64) int64 { return org<<seqBits | int64(seq) }

// Append writes a batch in one transaction.
func (l *Log) Append(ctx context.Context, b ledger.Batch) error {
	err := l.write.transact(ctx, func() error { return l.append(&b) })
	if err == nil {
		l.signals.wake(b.Slug)
		l.scrubAfter(ctx, &b)
	}
	return err
}

// AppendNext writes the batch that next returns. The file is locked meanwhile;
// next reads through other connections.
func (l *Log) AppendNext(ctx context.Context, slug string, next func(ledger.Head) (ledger.Batch, error)) error {
	var b ledger.Batch
	err := l.write.transact(ctx, func() (err error) {
		_, head, err := l.headOf(slug)
		if err != nil {
			return err
		}
		if b, err = next(head); err != nil {
			return err
		}
		b.Slug = slug
		return l.append(&b)
	})
	if err == nil {
		l.signals.wake(b.Slug)
		l.scrubAfter(ctx, &b)
	}
	return err
}

func (l *Log) append(b *ledger.Batch) error {
	if err := b.Check(); err != nil {
		return err
	}
	id, err := l.advance(b)
	if err != nil {
		return err
	}
	if err := l.insertRows(id, b.Rows); err != nil {
		return err
	}
	for _, k := range b.Keys {
		_, err := l.write.exec("INSERT INTO keys VALUES (?, ?, ?, ?)", id, k.Key, k.First, k.Last)
		if taken(err) {
			return ledger.ErrStale // another process answered this request
		}
		if err != nil {
			return err
		}
	}
	return l.writeRecords(id, b.Records)
}

// advance moves the head of the organisation from where the batch begins to where
// it ends, and returns the organisation's number.
func (l *Log) advance(b *ledger.Batch) (id int64, err error) {
	last := b.Last()
	if known, ok := l.known(b.Slug); ok && last != b.Before { // the usual case takes one statement
		done, err := l.write.exec("UPDATE orgs SET seq = ?, hash = ?, due = ?, due_of = ? WHERE id = ? AND slug = ? AND seq = ? AND hash = ?",
			last.Seq, last.Hash[:], b.Due, b.DueOf(), known, b.Slug, b.Before.Seq, b.Before.Hash[:])
		if err != nil {
			return 0, err
		}
		if n, err := done.RowsAffected(); n == 1 || err != nil {
			return known, err
		}
		return 0, ledger.ErrStale
	}
	id, head, err := l.headOf(b.Slug)
	switch {
	case err != nil:
		return 0, err
	case head != b.Before:
		return 0, ledger.ErrStale
	case id == 0 && len(b.Rows) == 0:
		return 0, fmt.Errorf("%w: %s", ledger.ErrNoOrganisation, b.Slug)
	case id == 0:
		err = l.write.scan("INSERT INTO orgs (slug, seq, hash, due, due_of) VALUES (?, ?, ?, ?, ?) RETURNING id", []any{b.Slug, last.Seq, last.Hash[:], b.Due, b.DueOf()}, &id)
	case last != head:
		_, err = l.write.exec("UPDATE orgs SET seq = ?, hash = ?, due = ?, due_of = ? WHERE id = ?", last.Seq, last.Hash[:], b.Due, b.DueOf(), id)
	}
	return id, err
}

// headOf returns the number and head of an organisation as the writer sees it;
// zeros for none.
func (l *Log) headOf(slug string) (id int64, head ledger.Head, err error) {
	var hash []byte
	err = l.write.scan(selectHead, []any{slug}, &id, &head.Seq, &hash)
	return foundHead(id, head, hash, err)
}

// taken reports whether err is that a key is there already.
func taken(err error) bool {
	e, ok := errors.AsType[*driver.Error](err)
	return ok && (e.Code() == sqlite3.SQLITE_CONSTRAINT_PRIMARYKEY || e.Code() == sqlite3.SQLITE_CONSTRAINT_UNIQUE)
}

// refuses reports whether err is that a table does not hold such a row.
func refuses(err error) bool {
	e, ok := errors.AsType[*driver.Error](err)
	return ok && e.Code()&0xff == sqlite3.SQLITE_CONSTRAINT
}

func (l *Log) insertRows(id int64, rows []ledger.Row) error {
	for r := &l.write.packed; len(rows) > 0; {
		first := rows[0].Seq
		rows = rows[r.Pack(rows):]
		_, err := l.write.exec("INSERT INTO acts (id, lines, hashes, digests) VALUES (?, ?, ?, ?)",
			rowID(id, first), r.Lines, r.Hashes, orNull(r.Digests))
		if err != nil {
			return err
		}
	}
	return nil
}

// Redact appends a batch and rewrites one line.
func (l *Log) Redact(ctx context.Context, b ledger.Batch, seq uint64, line []byte) error {
	err := l.write.transact(ctx, func() error {
		if seq == 0 || seq > b.Before.Seq {
			return &ledger.BrokenError{Slug: b.Slug, Seq: seq, Why: "there is no such entry to redact"}
		}
		if err := ledger.CheckLine(b.Slug, seq, line); err != nil {
			return err
		}
		if err := l.append(&b); err != nil {
			return err
		}
		id, last, err := l.headOf(b.Slug)
		if err != nil {
			return err
		}
		if err := l.rewrite(id, seq, line); errors.Is(err, run.ErrDamaged) || errors.Is(err, sql.ErrNoRows) {
			return &ledger.BrokenError{Slug: b.Slug, Seq: seq, Why: "it cannot be redacted", Cause: err}
		} else if err != nil {
			return err
		}
		if _, err := l.write.exec("UPDATE orgs SET redacted = ? WHERE id = ?", last.Seq, id); err != nil {
			return err
		}
		if _, err = l.write.exec("DELETE FROM snapshots WHERE org = ?", id); err != nil {
			return err
		}
		return l.write.zeroGaps("acts", "snapshots")
	})
	if err == nil {
		l.signals.wake(b.Slug)
		l.scrubNow(ctx)
	}
	return err
}

// rewrite puts line in place of that of an entry.
func (l *Log) rewrite(id int64, seq uint64, line []byte) error {
	var at int64
	var r run.Run
	err := l.write.scan("SELECT id, lines, hashes, digests FROM acts WHERE id BETWEEN ? AND ? ORDER BY id DESC LIMIT 1",
		[]any{rowID(id, 1), rowID(id, seq)}, &at, &r.Lines, &r.Hashes, &r.Digests)
	if err != nil {
		return err
	}
	if err := r.Redact(int(rowID(id, seq)-at), line); err != nil {
		return err
	}
	_, err = l.write.exec("UPDATE acts SET lines = ?, digests = ? WHERE id = ?", r.Lines, r.Digests, at)
	return err
}

// orNull keeps what is empty out of the file.
func orNull(b []byte) any {
	if len(b) == 0 {
		return nil
	}
	return b
}
