package service

import (
	"context"
	"time"

	"orpheus/org"
	"orpheus/service/search"
)

const (
	// namesKept is how long the names of people are taken to be what they were
	// when read: another program may set one right without any act.
	namesKept = time.Minute
	// manyEntries is after how many entries the names are indexed anew.
	manyEntries = 20_000
)

// upto returns the index of names of version s or a later one.
func (f *finder) upto(ctx context.Context, s *org.State) (*search.Names, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	now := f.all.desk.now()
	if f.names != nil && f.names.State().Version >= s.Version {
		s = f.names.State()
	}
	if f.names == nil || s.Version-f.names.State().Version > manyEntries {
		if _, err := f.reread(ctx, now); err != nil {
			return nil, err
		}
		f.names = search.NewNames(s, f.called)
		return f.names, nil
	}
	var changed []org.Ref
	stale := now.Sub(f.read) >= namesKept
	for e, err := range f.all.desk.Entries(ctx, f.slug, f.names.State().Version) {
		if err != nil {
			return nil, err
		}
		if e.Seq > s.Version {
			break
		}
		refs, err := search.TouchedBy(&e, f.entries(ctx))
		if err != nil {
			return nil, err
		}
		changed = append(changed, refs...)
		switch a := e.Act.(type) {
		case *org.JoinPerson, *org.RecordPerson:
			stale = true
		case *org.ErasePerson:
			delete(f.people, a.Person)
		}
		stale = stale || e.Face == org.Import
	}
	if stale {
		renamed, err := f.reread(ctx, now)
		if err != nil {
			return nil, err
		}
		changed = append(changed, renamed...)
	}
	if s != f.names.State() || len(changed) > 0 {
		f.names = f.names.Next(s, f.called, changed)
	}
	return f.names, nil
}

// reread reads the names of the people and returns who is called otherwise now.
func (f *finder) reread(ctx context.Context, now time.Time) (renamed []org.Ref, err error) {
	people, err := f.all.desk.Names(ctx, f.slug)
	if err != nil {
		return nil, err
	}
	for p, name := range people {
		if f.people[p] != name {
			renamed = append(renamed, org.RefOf(p))
		}
	}
	for p := range f.people {
		if _, there := people[p]; !there {
			renamed = append(renamed, org.RefOf(p))
		}
	}
	f.people, f.read = people, now
	return renamed, nil
}

func (f *finder) called(p org.PersonID) string { return f.people[p] }

// renamed has the names read again.
func (all *searches) renamed(slug string) {
	if f, err := all.of(slug); err == nil {
		f.mu.Lock()
		f.read = time.Time{}
		f.mu.Unlock()
	}
}
