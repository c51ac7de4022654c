package postgres

import (
	"context"
	"errors"
	"fmt"

	"orpheus/ledger"
	"orpheus/store/run"
)

// Append writes a batch in one transaction.
func (l *Log) Append(ctx context.Context, b ledger.Batch) error {
	return l.appendBatch(ctx, &appending{log: l, slug: b.Slug, batch: &b})
}

// AppendNext writes the batch that next returns. The head is locked meanwhile; next reads
// through other connections. It is called once: what fails afterwards is tried again with
// what it returned.
func (l *Log) AppendNext(ctx context.Context, slug string, next func(ledger.Head) (ledger.Batch, error)) error {
	return l.appendBatch(ctx, &appending{log: l, slug: slug, next: next})
}

// appending is one batch on its way into the log.
type appending struct {
	log   *Log
	slug  string
	next  func(ledger.Head) (ledger.Batch, error) // makes the batch while the head is locked; nil where it is made
	batch *ledger.Batch
	also  func(t *tx) error // what else is done in the transaction
	uses  *uses             // what the batch uses of others; nil before it was looked at
	lost  bool              // the connection was lost while an earlier try was confirmed
}

// errLost is a connection that was lost while a batch was confirmed. The next try finds out
// whether it was: no other batch ends in the same hash.
var errLost = errors.New("the connection was lost while it was confirmed")

func (l *Log) appendBatch(ctx context.Context, a *appending) error {
	err := l.trying(ctx, func() error { return a.try(ctx) })
	switch {
	case err != nil && a.lost:
		err = errors.Join(ErrUnsure, err)
	case err != nil && a.uses != nil:
		a.uses.giveBack(l)
	}
	if errors.Is(err, ledger.ErrStale) {
		l.edition.change() // another program did something
	}
	if err != nil {
		return err
	}
	l.know(a.slug)
	l.signals.hear(a.slug, a.batch.Last())
	l.news.add(a.slug, a.batch.Last())
	if a.batch.Records.TakesOut() {
		l.scrub()
	}
	return nil
}

// try writes the batch once.
func (a *appending) try(ctx context.Context) error {
	t, done, err := a.log.started(ctx)
	if err != nil {
		return err
	}
	defer done()
	head, found, err := lockHead(t, a.slug)
	if err != nil {
		return err
	}
	if a.batch == nil {
		if known, there := a.log.signals.end(a.slug); !there || known != head {
			a.log.edition.change() // it reads what others did, and nobody does more until it is written
		}
		b, err := a.next(head)
		if err != nil {
			return passing{err}
		}
		b.Slug, a.batch = a.slug, &b
	}
	if a.lost && found {
		if there, err := written(t, a.batch); err != nil || there {
			return err
		}
	}
	wasLost := a.lost
	a.lost = false // nobody else had the head locked, so it was undone
	if a.uses == nil {
		if a.uses, err = a.log.reserve(t.ctx, a.slug, a.batch.Records.Uses); err != nil {
			return err
		}
	}
	err = a.write(t, head, found)
	if err == nil {
		err = a.log.confirm(t)
	}
	switch {
	case taken(err) && wasLost && !found: // there was no head to lock: it may have been us
		a.lost = true
		return errLost
	case taken(err): // another program answered this request, or founded the organisation
		return ledger.ErrStale
	case errors.Is(err, ErrUnsure) && len(a.batch.Rows) > 0:
		a.lost = true
		return errLost
	}
	return err
}

// passing is an error of who made the batch: it is passed on, whatever it is.
type passing struct{ error }

func (p passing) Unwrap() error { return p.error }

// write writes the batch within a transaction that has the head locked.
func (a *appending) write(t *tx, head ledger.Head, found bool) error {
	b := a.batch
	if err := b.Check(); err != nil {
		return err
	}
	last := b.Last()
	switch {
	case head != b.Before:
		return ledger.ErrStale
	case !found && len(b.Rows) == 0:
		return fmt.Errorf("%w: %s", ledger.ErrNoOrganisation, a.slug)
	case !found:
		t.exec("INSERT INTO orpheus.heads (org, seq, hash, due, due_of) VALUES ($1, $2, $3, $4, $5)", a.slug, num(last.Seq), last.Hash[:], num(b.Due), num(b.DueOf()))
	case last != head:
		t.exec("UPDATE orpheus.heads SET seq = $2, hash = $3, due = $4, due_of = $5 WHERE org = $1", a.slug, num(last.Seq), last.Hash[:], num(b.Due), num(b.DueOf()))
	}
	for rows := b.Rows; len(rows) > 0; {
		var r run.Run
		first := rows[0].Seq
		rows = rows[r.Pack(rows):]
		t.exec("INSERT INTO orpheus.acts (org, number, lines, hashes, digests) VALUES ($1, $2, $3, $4, $5)",
			a.slug, num(first), r.Lines, r.Hashes, orNull(r.Digests))
	}
	for _, k := range b.Keys {
		t.exec("INSERT INTO orpheus.keys (org, key, first, last) VALUES ($1, $2, $3, $4)", a.slug, str(k.Key), num(k.First), num(k.Last))
	}
	if err := a.log.writeRecords(t, a.slug, b.Records, a.uses); err != nil {
		return err
	}
	if a.also != nil {
		return a.also(t)
	}
	return nil
}

// lockHead returns the head of an organisation, and keeps all others from moving it until the
// transaction ends.
func lockHead(t *tx, slug string) (head ledger.Head, found bool, err error) {
	err = t.row("SELECT seq, hash FROM orpheus.heads WHERE org = $1 FOR UPDATE", []any{slug}, toNum(&head.Seq), toHash((*[32]byte)(&head.Hash)))
	if none(err) {
		return ledger.Head{}, false, nil
	}
	return head, err == nil, err
}

// written reports whether a batch is in the log, to the end.
func written(t *tx, b *ledger.Batch) (bool, error) {
	if len(b.Rows) == 0 {
		return false, nil
	}
	var at uint64
	var r run.Run
	last := b.Last()
	err := t.row("SELECT number, lines, hashes, digests FROM orpheus.acts WHERE org = $1 AND number <= $2 ORDER BY number DESC LIMIT 1",
		[]any{b.Slug, num(last.Seq)}, toNum(&at), &r.Lines, &r.Hashes, &r.Digests)
	if none(err) {
		return false, nil
	}
	there := false
	r.Each(at, last.Seq-1, func(row ledger.Row) bool {
		there = row.Seq == last.Seq && row.Hash == last.Hash
		return false
	})
	return there, err
}

// Redact appends a batch and rewrites one line.
func (l *Log) Redact(ctx context.Context, b ledger.Batch, seq uint64, line []byte) error {
	if seq == 0 || seq > b.Before.Seq {
		return &ledger.BrokenError{Slug: b.Slug, Seq: seq, Why: "there is no such entry to redact"}
	}
	if err := ledger.CheckLine(b.Slug, seq, line); err != nil {
		return err
	}
	err := l.appendBatch(ctx, &appending{log: l, slug: b.Slug, batch: &b, also: func(t *tx) error {
		if err := rewrite(t, b.Slug, seq, line); errors.Is(err, run.ErrDamaged) || none(err) {
			return &ledger.BrokenError{Slug: b.Slug, Seq: seq, Why: "it cannot be redacted", Cause: err}
		} else if err != nil {
			return err
		}
		t.exec("UPDATE orpheus.heads SET redacted = $2 WHERE org = $1", b.Slug, num(b.Last().Seq))
		t.exec("DELETE FROM orpheus.snapshots WHERE org = $1", b.Slug)
		return nil
	}})
	if err == nil {
		l.scrub()
	}
	return err
}

// rewrite puts line in place of that of an entry.
func rewrite(t *tx, slug string, seq uint64, line []byte) error {
	var at uint64
	var r run.Run
	err := t.row("SELECT number, lines, hashes, digests FROM orpheus.acts WHERE org = $1 AND number <= $2 ORDER BY number DESC LIMIT 1",
		[]any{slug, num(seq)}, toNum(&at), &r.Lines, &r.Hashes, &r.Digests)
	if err != nil {
		return err
	}
	if err := r.Redact(int(seq-at), line); err != nil {
		return err
	}
	t.exec("UPDATE orpheus.acts SET lines = $3, digests = $4 WHERE org = $1 AND number = $2", slug, num(at), r.Lines, r.Digests)
	return nil
}
