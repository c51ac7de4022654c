package search

import (
	"context"
	"database/sql"
	"errors"
	"iter"
	"slices"

	"orpheus/org"
	"orpheus/store/records"
)

// Source is where the index comes from.
type Source struct {
	// Entries yields the entries of the log after a number, in order.
	Entries func(after uint64) iter.Seq2[org.Entry, error]
	// Texts returns the texts with these numbers that are still there.
	Texts func(ctx context.Context, ids ...org.TextID) (map[org.TextID]records.Text, error)
	// Progress is told how far the making of an index is; it may be nil.
	Progress func(done, all int)
}

// many is how many things are read from the records at once.
const many = 256

// Follow brings the index to version s, making it where there is none. What was
// erased or redacted up to there is in none of its bytes when Follow returns.
func (t *Texts) Follow(ctx context.Context, s *org.State, from Source) error {
	t.writing.Lock()
	defer t.writing.Unlock()
	err := t.use(ctx, func(db *sql.DB) error { return t.follow(ctx, db, s, from) })
	if errors.Is(err, ErrDamaged) {
		err = t.use(ctx, func(db *sql.DB) error { return t.follow(ctx, db, s, from) })
	}
	return err
}

func (t *Texts) follow(ctx context.Context, db *sql.DB, s *org.State, from Source) error {
	var version uint64
	var founded org.Time
	if err := db.QueryRowContext(ctx, "SELECT version, founded FROM upto").Scan(&version, (*int64)(&founded)); err != nil {
		return err
	}
	if version != 0 && (founded != s.Founded || t.fresh && version > s.Version) {
		return ErrDamaged // the index of another log, or of more than is left of this one
	}
	t.fresh = false
	if version >= s.Version {
		return nil
	}
	news := changes{refs: map[org.Ref]bool{}}
	if version == 0 {
		for _, ref := range holders(s) {
			news.add(ref)
		}
	} else if err := news.read(s, version, from); err != nil {
		return err
	}
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	r, err := tx.ExecContext(ctx, "UPDATE upto SET version = ?, founded = ?, scrub = scrub OR ? WHERE version = ?",
		s.Version, int64(s.Founded), news.scrub, version)
	if err != nil {
		return err
	}
	if n, _ := r.RowsAffected(); n == 0 {
		return nil // another process was quicker
	}
	for _, p := range news.erased {
		if err := forget(ctx, tx, p); err != nil {
			return err
		}
	}
	if err := refresh(ctx, tx, s, news.list, version == 0, from); err != nil {
		return err
	}
	if err := tx.Commit(); err != nil {
		return err
	}
	return scrub(ctx, db)
}

// changes are what a run of entries may have changed.
type changes struct {
	refs   map[org.Ref]bool
	list   []org.Ref
	erased []org.PersonID
	scrub  bool
}

func (c *changes) add(ref org.Ref) {
	if !c.refs[ref] {
		c.refs[ref] = true
		c.list = append(c.list, ref)
	}
}

func (c *changes) read(s *org.State, version uint64, from Source) error {
	for e, err := range from.Entries(version) {
		if err != nil {
			return err
		}
		if e.Seq > s.Version {
			break
		}
		effect := org.EffectOf(e.Act)
		if effect.Erased != 0 && !effect.KeepTexts {
			c.erased, c.scrub = append(c.erased, effect.Erased), true
		}
		c.scrub = c.scrub || effect.Redacted != 0 || org.TakesTexts(e.Act)
		refs, err := TouchedBy(&e, from.Entries)
		if err != nil {
			return err
		}
		for _, ref := range refs {
			c.add(holder(s, ref))
		}
	}
	return nil
}

// TouchedBy is Touched of an entry; for a redaction, of the entry redacted.
func TouchedBy(e *org.Entry, entries func(after uint64) iter.Seq2[org.Entry, error]) ([]org.Ref, error) {
	redacted := org.EffectOf(e.Act).Redacted
	if redacted == 0 {
		return Touched(e), nil
	}
	for old, err := range entries(redacted - 1) {
		return Touched(&old), err
	}
	return nil, nil
}

// refresh puts what s says of these things into the index, in place of what is
// there.
func refresh(ctx context.Context, tx *sql.Tx, s *org.State, refs []org.Ref, empty bool, from Source) error {
	w, err := newWriter(ctx, tx)
	if err != nil {
		return err
	}
	defer w.close()
	all := len(refs)
	for some := range slices.Chunk(refs, many) {
		var texts []text
		for _, ref := range some {
			these := textsOf(s, ref)
			if !empty {
				if these, err = w.clear(ref, these); err != nil {
					return err
				}
			}
			texts = append(texts, these...)
		}
		if err := w.insert(texts, from); err != nil {
			return err
		}
		if empty && from.Progress != nil {
			from.Progress(min(all, w.done(len(some))), all)
		}
	}
	return nil
}
