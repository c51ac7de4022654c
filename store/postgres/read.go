package postgres

import (
	"context"
	"fmt"
	"iter"

	"orpheus/ledger"
	"orpheus/store/run"
)

// row reads one row.
func (l *Log) row(ctx context.Context, query string, args []any, into ...any) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	return l.reading(ctx, func(ctx context.Context) error {
		return l.read.QueryRow(ctx, query, args...).Scan(into...)
	})
}

// reading reads, and reads once more where the connection turns out to be lost, as all of them are
// after the server was started again: a read has done nothing that could be done twice.
func (l *Log) reading(ctx context.Context, f func(context.Context) error) error {
	once := func() error {
		within, cancel := context.WithTimeout(ctx, readWait)
		defer cancel()
		return f(within)
	}
	err := once()
	if lost(err) && ctx.Err() == nil {
		l.read.Reset()
		err = once()
	}
	return told(ctx, err)
}

// some reads rows.
func some[T any](ctx context.Context, l *Log, into func(*T) []any, query string, args ...any) ([]T, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	var out []T
	err := l.reading(ctx, func(ctx context.Context) error {
		out = nil
		rows, err := l.read.Query(ctx, query, args...)
		if err != nil {
			return err
		}
		defer rows.Close()
		for rows.Next() {
			var v T
			if err := rows.Scan(into(&v)...); err != nil {
				return err
			}
			out = append(out, v)
		}
		return rows.Err()
	})
	if err != nil {
		return nil, err
	}
	return out, nil
}

// someIn is some for a query whose first argument is the organisation, which has to be there.
func someIn[T any](ctx context.Context, l *Log, slug string, into func(*T) []any, query string, args ...any) ([]T, error) {
	if err := l.there(ctx, slug); err != nil {
		return nil, err
	}
	return some(ctx, l, into, query, append([]any{slug}, args...)...)
}

// there makes sure that an organisation is there: ErrNoOrganisation. An empty slug is none in
// particular.
func (l *Log) there(ctx context.Context, slug string) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	l.mu.Lock()
	known := slug == "" || l.has[slug]
	l.mu.Unlock()
	if known {
		return nil
	}
	_, err := l.Head(ctx, slug)
	return err
}

// know remembers that an organisation is there: it stays.
func (l *Log) know(slug string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.has[slug] = true
}

// missing says of an error that there is no row of an organisation what it means.
func (l *Log) missing(err error, slug string) error {
	if none(err) {
		return fmt.Errorf("%w: %s", ledger.ErrNoOrganisation, slug)
	}
	return err
}

// Orgs returns the organisations with their heads.
func (l *Log) Orgs(ctx context.Context) ([]ledger.Info, error) {
	return some(ctx, l, toInfo, "SELECT org, seq, hash FROM orpheus.heads ORDER BY org")
}

func toInfo(i *ledger.Info) []any {
	return []any{&i.Slug, toNum(&i.Head.Seq), toHash((*[32]byte)(&i.Head.Hash))}
}

// Head returns where a log ends.
func (l *Log) Head(ctx context.Context, slug string) (head ledger.Head, err error) {
	err = l.row(ctx, "SELECT seq, hash FROM orpheus.heads WHERE org = $1", []any{slug}, toNum(&head.Seq), toHash((*[32]byte)(&head.Hash)))
	if err == nil {
		l.know(slug)
	}
	return head, l.missing(err, slug)
}

// page is how many runs are read at once. Between two pages no connection is held, so that
// those who read while they read do not wait for each other.
const page = 500

// most is more than any number of an entry.
const most = 1 << 62

// Read yields the rows after a number.
func (l *Log) Read(ctx context.Context, slug string, after uint64) iter.Seq2[ledger.Row, error] {
	return func(yield func(ledger.Row, error) bool) {
		if err := l.each(ctx, slug, after, func(r ledger.Row) bool { return yield(r, nil) }); err != nil {
			yield(ledger.Row{}, err)
		}
	}
}

type numbered struct {
	first uint64
	run.Run
}

func toRun(r *numbered) []any { return []any{toNum(&r.first), &r.Lines, &r.Hashes, &r.Digests} }

func (l *Log) each(ctx context.Context, slug string, after uint64, f func(ledger.Row) bool) error {
	if after >= most {
		return l.there(ctx, slug)
	}
	// It begins with the run that has the next entry, or should have it.
	runs, err := someIn(ctx, l, slug, toRun, `SELECT number, lines, hashes, digests FROM orpheus.acts WHERE org = $1
		AND number >= coalesce((SELECT max(number) FROM orpheus.acts WHERE org = $1 AND number <= $2), $2) ORDER BY number LIMIT $3`, num(after+1), page)
	for err == nil {
		for i := range runs {
			if err := ctx.Err(); err != nil {
				return err
			}
			if !runs[i].Each(runs[i].first, after, f) {
				return nil
			}
			after = 0 // an entry that comes twice is for the reader to find
		}
		if len(runs) < page {
			return nil
		}
		runs, err = someIn(ctx, l, slug, toRun, "SELECT number, lines, hashes, digests FROM orpheus.acts WHERE org = $1 AND number > $2 ORDER BY number LIMIT $3",
			num(runs[len(runs)-1].first), page)
	}
	return err
}

// Answered returns what a request with this key led to.
func (l *Log) Answered(ctx context.Context, slug, key string) (ledger.Key, bool, error) {
	k := ledger.Key{Key: key}
	found, err := l.rowIn(ctx, slug, "SELECT first, last FROM orpheus.keys WHERE org = $1 AND key = $2", []any{str(key)}, toNum(&k.First), toNum(&k.Last))
	if !found {
		return ledger.Key{}, false, err
	}
	return k, true, nil
}

// rowIn reads one row of an organisation, which is the first argument; false for none.
func (l *Log) rowIn(ctx context.Context, slug, query string, args []any, into ...any) (found bool, err error) {
	if err := l.there(ctx, slug); err != nil {
		return false, err
	}
	err = l.row(ctx, query, append([]any{slug}, args...), into...)
	if none(err) {
		return false, nil
	}
	return err == nil, err
}

// SaveSnapshot keeps a snapshot in place of the one before.
func (l *Log) SaveSnapshot(ctx context.Context, slug string, s ledger.Snapshot) error {
	sum := s.Sum()
	_, err := l.doIn(ctx, false, slug, `INSERT INTO orpheus.snapshots (org, seq, hash, shape, sum, state)
		SELECT $1::text, $2::bigint, $3::bytea, $4::bytea, $5::bytea, $6::bytea FROM orpheus.heads h WHERE h.org = $1 AND $2 >= h.redacted
		ON CONFLICT (org) DO UPDATE SET seq = excluded.seq, hash = excluded.hash, shape = excluded.shape, sum = excluded.sum, state = excluded.state`,
		num(s.Head.Seq), s.Head.Hash[:], str(s.Shape), sum[:], blob(s.State))
	return err
}

// Snapshot returns the snapshot kept.
func (l *Log) Snapshot(ctx context.Context, slug string) (ledger.Snapshot, bool, error) {
	var s ledger.Snapshot
	var hash, sum []byte
	found, err := l.rowIn(ctx, slug, "SELECT seq, hash, shape, sum, state FROM orpheus.snapshots WHERE org = $1", nil,
		toNum(&s.Head.Seq), &hash, toStr(&s.Shape), &sum, &s.State)
	if err != nil || !found {
		return ledger.Snapshot{}, false, err
	}
	copy(s.Head.Hash[:], hash)
	if want := s.Sum(); len(hash) != len(want) || string(sum) != string(want[:]) {
		return ledger.Snapshot{}, false, fmt.Errorf("%s: %w", slug, ledger.ErrSnapshot)
	}
	return s, true, nil
}
