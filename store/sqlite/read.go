package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"iter"

	"orpheus/ledger"
	"orpheus/store/run"
)

// Orgs returns the organisations with their heads.
func (l *Log) Orgs(ctx context.Context) ([]ledger.Info, error) {
	rows, err := l.rows(ctx, "SELECT slug, seq, hash FROM orgs ORDER BY slug")
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var out []ledger.Info
	for rows.Next() {
		var i ledger.Info
		var hash []byte
		if err := rows.Scan(&i.Slug, &i.Head.Seq, &hash); err != nil {
			return nil, err
		}
		copy(i.Head.Hash[:], hash)
		out = append(out, i)
	}
	return out, rows.Err()
}

const selectHead = "SELECT id, seq, hash FROM orgs WHERE slug = ?"

// Head returns where a log ends.
func (l *Log) Head(ctx context.Context, slug string) (ledger.Head, error) {
	id, head, err := scanHead(l.row(ctx, selectHead, slug))
	if err == nil && id == 0 {
		err = fmt.Errorf("%w: %s", ledger.ErrNoOrganisation, slug)
	}
	return head, err
}

// scanHead returns the number and head of an organisation; zeros for none.
func scanHead(row scanner) (id int64, head ledger.Head, err error) {
	var hash []byte
	err = row.Scan(&id, &head.Seq, &hash)
	return foundHead(id, head, hash, err)
}

func foundHead(id int64, head ledger.Head, hash []byte, err error) (int64, ledger.Head, error) {
	if errors.Is(err, sql.ErrNoRows) {
		return 0, ledger.Head{}, nil
	}
	copy(head.Hash[:], hash)
	return id, head, err
}

// Read yields the rows after a number.
func (l *Log) Read(ctx context.Context, slug string, after uint64) iter.Seq2[ledger.Row, error] {
	return func(yield func(ledger.Row, error) bool) {
		if err := l.each(ctx, slug, after, func(r ledger.Row) bool { return yield(r, nil) }); err != nil {
			yield(ledger.Row{}, err)
		}
	}
}

func (l *Log) each(ctx context.Context, slug string, after uint64, f func(ledger.Row) bool) error {
	id, err := l.id(ctx, slug)
	if err != nil || after >= 1<<seqBits-1 {
		return err
	}
	// It begins with the run that has the next entry, or should have it.
	rows, err := l.rows(ctx, `SELECT id, lines, hashes, digests FROM acts
		WHERE id >= ifnull((SELECT max(id) FROM acts WHERE id > ?1 AND id <= ?2), ?2) AND id < ?3 ORDER BY id`,
		rowID(id, 0), rowID(id, after+1), rowID(id+1, 0))
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var at int64
		var lines, hashes, digests sql.RawBytes
		if err := errors.Join(rows.Scan(&at, &lines, &hashes, &digests), ctx.Err()); err != nil {
			return err
		}
		r := run.Run{Lines: lines, Hashes: hashes, Digests: digests}
		if !r.Each(uint64(at&(1<<seqBits-1)), after, f) {
			return nil
		}
		after = 0 // an entry that comes twice is for the reader to find
	}
	return rows.Err()
}

// Answered returns what a request with this key led to.
func (l *Log) Answered(ctx context.Context, slug, key string) (ledger.Key, bool, error) {
	id, err := l.id(ctx, slug)
	if err != nil {
		return ledger.Key{}, false, err
	}
	k := ledger.Key{Key: key}
	err = l.row(ctx, "SELECT first, last FROM keys WHERE org = ? AND key = ?", id, key).Scan(&k.First, &k.Last)
	if errors.Is(err, sql.ErrNoRows) {
		return ledger.Key{}, false, nil
	}
	return k, err == nil, err
}

// SaveSnapshot keeps a snapshot in place of the one before.
func (l *Log) SaveSnapshot(ctx context.Context, slug string, s ledger.Snapshot) error {
	id, err := l.id(ctx, slug)
	if err != nil {
		return err
	}
	sum := s.Sum()
	return l.write.transact(ctx, func() error {
		_, err := l.write.exec(`INSERT OR REPLACE INTO snapshots (org, seq, hash, shape, sum, state)
			SELECT ?1, ?2, ?3, ?4, ?5, ?6 WHERE ?2 >= (SELECT redacted FROM orgs WHERE id = ?1)`,
			id, s.Head.Seq, s.Head.Hash[:], s.Shape, sum[:], s.State)
		return err
	})
}

// Snapshot returns the snapshot kept.
func (l *Log) Snapshot(ctx context.Context, slug string) (ledger.Snapshot, bool, error) {
	id, err := l.id(ctx, slug)
	if err != nil {
		return ledger.Snapshot{}, false, err
	}
	var s ledger.Snapshot
	var hash, sum []byte
	err = l.row(ctx, "SELECT seq, hash, shape, sum, state FROM snapshots WHERE org = ?", id).
		Scan(&s.Head.Seq, &hash, &s.Shape, &sum, &s.State)
	if errors.Is(err, sql.ErrNoRows) {
		return ledger.Snapshot{}, false, nil
	}
	if err != nil {
		return ledger.Snapshot{}, false, err
	}
	copy(s.Head.Hash[:], hash)
	if want := s.Sum(); len(hash) != len(want) || string(sum) != string(want[:]) {
		return ledger.Snapshot{}, false, fmt.Errorf("%s: %w", slug, ledger.ErrSnapshot)
	}
	return s, true, nil
}

// known returns the number of an organisation that was read before: it stays.
func (l *Log) known(slug string) (int64, bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	id, ok := l.ids[slug]
	return id, ok
}

// id returns the number of an organisation; ErrNoOrganisation for none.
func (l *Log) id(ctx context.Context, slug string) (int64, error) {
	if id, ok := l.known(slug); ok {
		return id, nil
	}
	var id int64
	err := l.row(ctx, "SELECT id FROM orgs WHERE slug = ?", slug).Scan(&id)
	if errors.Is(err, sql.ErrNoRows) {
		return 0, fmt.Errorf("%w: %s", ledger.ErrNoOrganisation, slug)
	}
	if err == nil {
		l.mu.Lock()
		l.ids[slug] = id
		l.mu.Unlock()
	}
	return id, err
}
