package service

import (
	"context"
	"errors"
	"iter"
	"path/filepath"
	"time"

	"orpheus/org"
	"orpheus/service/search"
	"orpheus/store/records"
)

// Results is what a search found.
type Results struct {
	search.Found                  // things by name
	Texts        []search.TextHit // what people wrote
	MoreTexts    bool             // there are more than the limit
	Reading      bool             // the texts are still being read: some may be missing
}

// patience is how long a search waits for the texts: who asks meanwhile gets the
// names at once, and hears that texts are still being read.
const patience = time.Second

// search finds, among what may be seen of a state, things by the words of their names
// and texts by their words: at most limit of each kind. Any query is fine.
func (d *Service) search(ctx context.Context, slug, query string, limit int, seenIn func(*org.State) search.Sees) (Results, error) {
	if _, err := d.engine.State(ctx, slug); err != nil {
		return Results{}, err
	}
	if query = firstBytes(query, longestQuery); !search.Asks(query) {
		return Results{}, nil
	}
	names, _, err := d.searchNames.Of(ctx, d.engine, slug)
	if err != nil {
		return Results{}, err
	}
	s := names.State()
	sees := seenIn(s)
	r := Results{Found: names.Find(query, limit, sees)}
	if !search.AsksTexts(query) {
		return r, nil
	}
	err = d.searchTexts.Use(ctx, d.engine, slug, func(f *search.Finder, _ *org.State) (err error) {
		r.Texts, r.MoreTexts, err = f.Find(ctx, s, query, limit, sees, patience)
		return err
	})
	if errors.Is(err, search.ErrReading) {
		r.Reading, err = true, nil
	}
	return r, err
}

// longestQuery is how much of a query counts, in bytes.
const longestQuery = 500

func firstBytes(s string, n int) string {
	if len(s) > n {
		return s[:n]
	}
	return s
}

// OnIndexing has f told how far the making of a search index of texts is. It is to
// be called before the first search.
func (d *Service) OnIndexing(f func(slug string, done, all int)) { d.indexing = f }

// finder returns what finds the texts of an organisation.
func (d *Service) finder(slug string) *search.Finder {
	path := ""
	if d.indexes != "" {
		path = filepath.Join(d.indexes, slug+".db")
	}
	return search.NewFinder(path, func(ctx context.Context) search.Source {
		from := search.Source{
			Entries: func(after uint64) iter.Seq2[org.Entry, error] { return d.Entries(ctx, slug, after) },
			Texts: func(ctx context.Context, ids ...org.TextID) (map[org.TextID]records.Text, error) {
				return d.store.Texts(ctx, slug, ids...)
			},
		}
		if tell := d.indexing; tell != nil {
			from.Progress = func(done, all int) { tell(slug, done, all) }
		}
		return from
	})
}
