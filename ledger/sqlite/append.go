package sqlite

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"errors"
	"fmt"
	"strings"

	driver "modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"

	"orpheus/ledger"
)

const seqBits = 40

// chunks are the numbers of rows of one insert: a statement costs more than a row.
var chunks = [...]int{64, 16, 4, 1}

func rowID(org int64, seq uint64) int64 { return org<<seqBits | int64(seq) }

func insertRows(n int) string {
	return "INSERT INTO acts (id, line, hash, digest) VALUES " + strings.TrimSuffix(strings.Repeat("(?,?,?,?),", n), ",")
}

// Append writes a batch in one transaction.
func (l *Log) Append(ctx context.Context, b ledger.Batch) error {
	err := l.transact(ctx, func(tx *sql.Tx) error { return l.append(ctx, tx, &b) })
	if err == nil {
		l.scrubAfter(ctx, &b)
	}
	return err
}

// AppendNext writes the batch that next returns. The file is locked meanwhile;
// next reads through other connections.
func (l *Log) AppendNext(ctx context.Context, slug string, next func() (ledger.Batch, error)) error {
	var b ledger.Batch
	err := l.transact(ctx, func(tx *sql.Tx) (err error) {
		if b, err = next(); err != nil {
			return err
		}
		b.Slug = slug
		return l.append(ctx, tx, &b)
	})
	if err == nil {
		l.scrubAfter(ctx, &b)
	}
	return err
}

func (l *Log) append(ctx context.Context, tx *sql.Tx, b *ledger.Batch) error {
	if err := b.Check(); err != nil {
		return err
	}
	id, head, err := scanHead(tx.StmtContext(ctx, l.head).QueryRowContext(ctx, b.Slug))
	switch {
	case err != nil:
		return err
	case head != b.Before:
		return ledger.ErrStale
	case id == 0 && len(b.Rows) == 0:
		return fmt.Errorf("%w: %s", ledger.ErrNoOrganisation, b.Slug)
	}
	if last := b.Last(); id == 0 {
		id, err = l.begin(ctx, tx, b.Slug, last)
	} else if last != head {
		_, err = tx.StmtContext(ctx, l.advance).ExecContext(ctx, last.Seq, last.Hash[:], id)
	}
	if err != nil {
		return err
	}
	if err := l.insertRows(ctx, tx, id, b.Rows); err != nil {
		return err
	}
	for _, k := range b.Keys {
		_, err := tx.StmtContext(ctx, l.key).ExecContext(ctx, id, k.Key, k.First, k.Last)
		if taken(err) {
			return ledger.ErrStale // another process answered this request
		}
		if err != nil {
			return err
		}
	}
	return l.writeRecords(ctx, tx, id, b.Records)
}

func (l *Log) begin(ctx context.Context, tx *sql.Tx, slug string, last ledger.Head) (id int64, err error) {
	err = tx.QueryRowContext(ctx, "INSERT INTO orgs (slug, seq, hash) VALUES (?, ?, ?) RETURNING id", slug, last.Seq, last.Hash[:]).Scan(&id)
	return id, err
}

// taken reports whether err is that a key is there already.
func taken(err error) bool {
	e, ok := errors.AsType[*driver.Error](err)
	return ok && (e.Code() == sqlite3.SQLITE_CONSTRAINT_PRIMARYKEY || e.Code() == sqlite3.SQLITE_CONSTRAINT_UNIQUE)
}

func (l *Log) insertRows(ctx context.Context, tx *sql.Tx, id int64, rows []ledger.Row) error {
	args := make([]any, 0, 4*min(len(rows), chunks[0]))
	for i, n := range chunks {
		for stmt := (*sql.Stmt)(nil); len(rows) >= n; rows = rows[n:] {
			if stmt == nil {
				stmt = tx.StmtContext(ctx, l.insert[i])
			}
			args = args[:0]
			for i := range rows[:n] {
				r := &rows[i]
				args = append(args, rowID(id, r.Seq), r.Line, r.Hash[:], orNull(&r.Digest))
			}
			if _, err := stmt.ExecContext(ctx, args...); err != nil {
				return err
			}
		}
	}
	return nil
}

// orNull keeps the digest of a row that was never redacted out of the file.
func orNull(h *ledger.Hash) any {
	if *h == (ledger.Hash{}) {
		return nil
	}
	return h[:]
}

// Redact appends a batch and rewrites one line.
func (l *Log) Redact(ctx context.Context, b ledger.Batch, seq uint64, line []byte) error {
	err := l.transact(ctx, func(tx *sql.Tx) error {
		if seq == 0 || seq > b.Before.Seq {
			return &ledger.BrokenError{Slug: b.Slug, Seq: seq, Why: "there is no such entry to redact"}
		}
		if err := l.append(ctx, tx, &b); err != nil {
			return err
		}
		id, last, err := scanHead(tx.StmtContext(ctx, l.head).QueryRowContext(ctx, b.Slug))
		if err != nil {
			return err
		}
		var old, digest []byte
		row := rowID(id, seq)
		if err := tx.QueryRowContext(ctx, "SELECT line, digest FROM acts WHERE id = ?", row).Scan(&old, &digest); err != nil {
			return err
		}
		if digest == nil {
			sum := sha256.Sum256(old)
			digest = sum[:]
		}
		if _, err := tx.ExecContext(ctx, "UPDATE acts SET line = ?, digest = ? WHERE id = ?", line, digest, row); err != nil {
			return err
		}
		if _, err := tx.ExecContext(ctx, "UPDATE orgs SET redacted = ? WHERE id = ?", last.Seq, id); err != nil {
			return err
		}
		if _, err = tx.ExecContext(ctx, "DELETE FROM snapshots WHERE org = ?", id); err != nil {
			return err
		}
		return zeroGaps(ctx, tx, "acts", "snapshots")
	})
	if err == nil {
		l.scrubNow(ctx)
	}
	return err
}
