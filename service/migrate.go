package service

import (
	"context"
	"errors"
	"fmt"
	"iter"

	"orpheus/ledger"
	"orpheus/store/postgres"
	"orpheus/store/sqlite"
	"orpheus/store/tables"
)

// ErrSameStore is a store that is to be copied into itself.
var ErrSameStore = errors.New("both are the same store")

// OtherStoreError is a store to copy into that has something else in it.
type OtherStoreError struct{ Slug string }

func (e *OtherStoreError) Error() string {
	return fmt.Sprintf("%s is there, and is not what is copied", e.Slug)
}

// MovedError is a store in which something changed while it was copied.
type MovedError struct{ What string }

func (e *MovedError) Error() string { return e.What + " changed while it was copied" }

// carried is a store that can be carried over.
type carried interface {
	Store
	tables.Store
}

// Migrate copies all of a store into another one, which has nothing in it yet, or what an
// earlier try brought there. The first may be read and served meanwhile. At the end both are
// compared: MovedError where something changed meanwhile. It returns what was verified in the
// second, organisation by organisation.
func Migrate(ctx context.Context, from, to string, progress func(done int), how ...Opening) (all []Verified, err error) {
	a, _, err := storeOf(ctx, from, false, openingOf(how), func(ctx context.Context, data string, _ bool) (*sqlite.Log, error) {
		return sqlite.OpenToRead(ctx, data)
	})
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, a.Close()) }()
	b, _, err := storeOf(ctx, to, true, openingOf(how), sqlite.Open)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, b.Close()) }()
	m := &migration{a.(carried), b.(carried), progress, 0}
	return m.run(ctx)
}

// migration is one copy of a store into another.
type migration struct {
	from, to carried
	progress func(done int)
	done     int // entries
}

func (m *migration) run(ctx context.Context) ([]Verified, error) {
	if err := m.look(ctx); err != nil {
		return nil, err
	}
	orgs, err := m.from.Orgs(ctx)
	if err != nil {
		return nil, err
	}
	secrets, err := m.from.Secrets(ctx)
	for name, secret := range secrets {
		err = errors.Join(err, m.to.KeepSecret(ctx, name, secret))
	}
	if err != nil {
		return nil, err
	}
	if err := m.tables(ctx, ""); err != nil {
		return nil, err
	}
	for _, o := range orgs {
		if err := m.org(ctx, o.Slug); err != nil {
			return nil, err
		}
	}
	return m.compare(ctx)
}

// look makes sure that what is in the second store is the beginning of what is in the first.
func (m *migration) look(ctx context.Context) error {
	one, err := m.from.Number(ctx)
	two, err2 := m.to.Number(ctx)
	if err := errors.Join(err, err2); err != nil {
		return err
	}
	if one == two {
		return ErrSameStore
	}
	there, err := m.to.Orgs(ctx)
	if err != nil {
		return err
	}
	for _, o := range there {
		head, err := m.from.Head(ctx, o.Slug)
		if errors.Is(err, ledger.ErrNoOrganisation) || err == nil && head.Seq < o.Head.Seq {
			return &OtherStoreError{o.Slug}
		}
		if err != nil {
			return err
		}
		if err := m.begins(ctx, o); err != nil {
			return err
		}
	}
	return nil
}

// begins makes sure that a log begins as that of the first store, word for word: what was
// redacted since must not stay.
func (m *migration) begins(ctx context.Context, o ledger.Info) error {
	next, stop := iter.Pull2(m.from.Read(ctx, o.Slug, 0))
	defer stop()
	for r, err := range m.to.Read(ctx, o.Slug, 0) {
		if err != nil {
			return err
		}
		want, err, ok := next()
		if err != nil {
			return err
		}
		if !ok || want.Hash != r.Hash || want.Digest != r.Digest || string(want.Line) != string(r.Line) {
			return &OtherStoreError{o.Slug}
		}
	}
	return nil
}

// org copies what one organisation has.
func (m *migration) org(ctx context.Context, slug string) error {
	head, err := m.to.Head(ctx, slug)
	if err != nil && !errors.Is(err, ledger.ErrNoOrganisation) {
		return err
	}
	b := ledger.Batch{Slug: slug, Before: head}
	write := func() error {
		if len(b.Rows) == 0 {
			return nil
		}
		if err := m.to.Append(ctx, b); err != nil {
			return err
		}
		m.done += len(b.Rows)
		m.progress(m.done)
		b.Before, b.Rows = b.Last(), nil
		return nil
	}
	for r, err := range m.from.Read(ctx, slug, head.Seq) {
		if err == nil {
			r.Line = append([]byte{}, r.Line...)
			err = ledger.CheckRow(slug, b.Last(), &r)
		}
		if err != nil {
			return err
		}
		if b.Rows = append(b.Rows, r); len(b.Rows) == restoreChunk {
			if err := write(); err != nil {
				return err
			}
		}
	}
	if err := write(); err != nil {
		return err
	}
	if err := m.key(ctx, slug); err != nil {
		return err
	}
	return m.tables(ctx, slug)
}

// key brings the key of sealed boxes along, where there is one.
func (m *migration) key(ctx context.Context, slug string) error {
	boxes, err := m.from.Boxes(ctx, slug)
	if err != nil || len(boxes) == 0 {
		return err
	}
	key, err := m.from.SealKey(ctx)
	if err != nil {
		return err
	}
	if err := m.to.KeepSealKey(ctx, key); err != nil {
		return err
	}
	kept, err := m.to.SealKey(ctx)
	if err == nil && string(kept) != string(key) {
		err = postgres.ErrOtherKey
	}
	return err
}

// tables copies what one organisation has beside its log; an empty slug is what is of none.
func (m *migration) tables(ctx context.Context, slug string) error {
	for i := range tables.All {
		t := &tables.All[i]
		if slug == "" && !t.Nobody {
			continue
		}
		if err := m.to.Fill(ctx, t, slug, m.from.Rows(ctx, t, slug)); err != nil {
			return fmt.Errorf("%s of %s: %w", t.Name, slug, err)
		}
	}
	return nil
}

// compare reads both stores to the end.
func (m *migration) compare(ctx context.Context) (all []Verified, err error) {
	orgs, err := m.from.Orgs(ctx)
	if err != nil {
		return nil, err
	}
	there, err := m.to.Orgs(ctx)
	if err != nil {
		return nil, err
	}
	for i, o := range orgs {
		if i >= len(there) || there[i] != o {
			return nil, &MovedError{o.Slug}
		}
	}
	for _, o := range append([]ledger.Info{{}}, orgs...) {
		if err := m.same(ctx, o.Slug); err != nil {
			return nil, err
		}
	}
	for _, o := range orgs {
		was, err := ledger.Verify(ctx, m.from, o.Slug)
		if err != nil {
			return nil, err
		}
		is, err := ledger.Verify(ctx, m.to, o.Slug)
		if err != nil {
			return nil, err
		}
		if was != is {
			return nil, &MovedError{o.Slug}
		}
		all = append(all, Verified{Slug: o.Slug, Version: is.Version, Digest: is.Digest, Head: is.Head.String()})
	}
	return all, nil
}

// same compares what one organisation has beside its log.
func (m *migration) same(ctx context.Context, slug string) error {
	for i := range tables.All {
		t := &tables.All[i]
		if slug == "" && !t.Nobody {
			continue
		}
		was, err := tables.Sum(m.from.Rows(ctx, t, slug))
		is, err2 := tables.Sum(m.to.Rows(ctx, t, slug))
		if err := errors.Join(err, err2); err != nil {
			return err
		}
		if was != is {
			return &MovedError{slug + " " + t.Name}
		}
	}
	return nil
}
