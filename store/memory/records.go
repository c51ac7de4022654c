package memory

import (
	"cmp"
	"context"
	"maps"
	"slices"

	"orpheus/ledger"
	"orpheus/org"
	"orpheus/store/records"
)

// Profiles returns every profile.
func (l *Log) Profiles(ctx context.Context, slug string) ([]records.Profile, error) {
	return read(ctx, l, slug, func(o *one) []records.Profile {
		return slices.SortedFunc(maps.Values(o.profiles), func(a, b records.Profile) int { return cmp.Compare(a.Person, b.Person) })
	})
}

// Profile returns that of one person.
func (l *Log) Profile(ctx context.Context, slug string, p org.PersonID) (out records.Profile, found bool, err error) {
	_, err = read(ctx, l, slug, func(o *one) error { out, found = o.profiles[p]; return nil })
	return out, found, err
}

// Texts returns the texts with these numbers.
func (l *Log) Texts(ctx context.Context, slug string, ids ...org.TextID) (map[org.TextID]records.Text, error) {
	return read(ctx, l, slug, func(o *one) map[org.TextID]records.Text {
		out := map[org.TextID]records.Text{}
		for _, id := range ids {
			if t, ok := o.texts[id]; ok {
				out[id] = t
			}
		}
		return out
	})
}

// AllTexts returns every text.
func (l *Log) AllTexts(ctx context.Context, slug string) ([]records.Text, error) {
	return read(ctx, l, slug, func(o *one) []records.Text {
		return slices.SortedFunc(maps.Values(o.texts), func(a, b records.Text) int { return cmp.Compare(a.ID, b.ID) })
	})
}

// Forgotten reports which keys belonged to people who were erased.
func (l *Log) Forgotten(ctx context.Context, slug string, keys ...string) (map[string]bool, error) {
	return read(ctx, l, slug, func(o *one) map[string]bool {
		out := map[string]bool{}
		for _, k := range keys {
			if o.forgotten[k] {
				out[k] = true
			}
		}
		return out
	})
}

// Amend writes changes that no act goes with.
func (l *Log) Amend(ctx context.Context, slug string, c records.Changes) error {
	_, err := read(ctx, l, slug, func(o *one) struct{} { o.write(c); l.people.forget(slug, c); return struct{}{} })
	return err
}

func read[T any](ctx context.Context, l *Log, slug string, f func(*one) T) (out T, err error) {
	if err := ctx.Err(); err != nil {
		return out, err
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	o := l.orgs[slug]
	if o == nil {
		return out, ledger.ErrNoOrganisation
	}
	return f(o), nil
}
