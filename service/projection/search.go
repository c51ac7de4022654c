package projection

import (
	"context"
	"iter"

	"orpheus/ledger"
	"orpheus/org"
	"orpheus/service/search"
	"orpheus/store/records"
)

// SearchNames is the index of names, and what it was made from.
type SearchNames struct {
	*search.Names

	people  map[org.PersonID]string
	records uint64
}

// manyEntries is after how many entries the names are indexed anew.
const manyEntries = 20_000

// NewSearchNames returns the projection of the names that can be searched.
func NewSearchNames(store records.Store) *ledger.Projection[*SearchNames] {
	read := func(ctx context.Context, at ledger.Version) (*SearchNames, error) {
		n := &SearchNames{people: map[org.PersonID]string{}, records: at.Records}
		profiles, err := store.Profiles(ctx, at.State.Slug)
		for _, p := range profiles {
			n.people[p.Person] = p.Name
		}
		return n, err
	}
	return &ledger.Projection[*SearchNames]{
		Records: true,
		Anew:    manyEntries,
		Begin: func(ctx context.Context, at ledger.Version) (*SearchNames, error) {
			n, err := read(ctx, at)
			if err == nil {
				n.Names = search.NewNames(at.State, n.called)
			}
			return n, err
		},
		Next: func(ctx context.Context, was *SearchNames, at ledger.Version, acts []org.Entry) (*SearchNames, error) {
			changed, err := touched(ctx, at, acts)
			if err != nil {
				return nil, err
			}
			next := &SearchNames{people: was.people, records: was.records}
			if was.records != at.Records {
				if next, err = read(ctx, at); err != nil {
					return nil, err
				}
				changed = append(changed, differ(was.people, next.people)...)
			}
			next.Names = was.Names
			if at.State != was.State() || len(changed) > 0 {
				next.Names = was.Next(at.State, next.called, changed)
			}
			return next, nil
		},
	}
}

func (n *SearchNames) called(p org.PersonID) string { return n.people[p] }

// touched returns the things whose names acts may have changed.
func touched(ctx context.Context, at ledger.Version, acts []org.Entry) (changed []org.Ref, err error) {
	for i := range acts {
		refs, err := search.TouchedBy(&acts[i], func(after uint64) iter.Seq2[org.Entry, error] { return entriesOf(ctx, at, after) })
		if err != nil {
			return nil, err
		}
		changed = append(changed, refs...)
	}
	return changed, nil
}

func entriesOf(ctx context.Context, at ledger.Version, after uint64) iter.Seq2[org.Entry, error] {
	return func(yield func(org.Entry, error) bool) {
		for e, err := range at.Entries(ctx, after) {
			if err != nil {
				yield(org.Entry{}, err)
				return
			}
			if !yield(*e, nil) {
				return
			}
		}
	}
}

// differ returns who is called otherwise in one than in the other.
func differ(was, now map[org.PersonID]string) (changed []org.Ref) {
	for p, name := range now {
		if was[p] != name {
			changed = append(changed, org.RefOf(p))
		}
	}
	for p := range was {
		if _, there := now[p]; !there {
			changed = append(changed, org.RefOf(p))
		}
	}
	return changed
}

// NewSearchTexts returns the projection of the texts that can be searched: what finds
// them, given the organisation. What is erased leaves the index though nobody searches.
func NewSearchTexts(finder func(slug string) *search.Finder) *ledger.Projection[*search.Finder] {
	return &ledger.Projection[*search.Finder]{
		Begin: func(_ context.Context, at ledger.Version) (*search.Finder, error) { return finder(at.State.Slug), nil },
		Next: func(_ context.Context, f *search.Finder, _ ledger.Version, acts []org.Entry) (*search.Finder, error) {
			f.Heed(acts)
			return f, nil
		},
		Heeds: search.Heeds,
		End:   func(f *search.Finder) { _ = f.Close() }, // an index can be thrown away
	}
}
