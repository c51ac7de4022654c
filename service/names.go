package service

import (
	"context"
	"fmt"
	"hash/fnv"
	"sync"
	"time"

	"orpheus/org"
	"orpheus/store/records"
)

// Names are what the people of an organisation are called today.
type Names struct {
	Edition uint64 // another one for other names
	of      map[org.PersonID]string
}

// Of returns what somebody is called; empty for somebody who was erased.
func (n *Names) Of(id org.PersonID) string { return n.of[id] }

// All returns every name.
func (n *Names) All() map[org.PersonID]string { return n.of }

// nameBooks remember the names of organisations, so that a page need not read
// them again.
type nameBooks struct {
	mu sync.Mutex
	of map[string]*nameBook
}

type nameBook struct {
	mu     sync.Mutex
	gone   uint64 // how often names were changed or erased
	names  *Names
	people int    // of whom names were read
	read   uint64 // gone, when they were
	at     time.Time
	known  profiles
}

func (b *nameBooks) book(slug string) *nameBook {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.of == nil {
		b.of = map[string]*nameBook{}
	}
	if b.of[slug] == nil {
		b.of[slug] = &nameBook{}
	}
	return b.of[slug]
}

// Renamed says that a name was set right in the records, without any act.
func (d *Service) Renamed(slug string) {
	book := d.books.book(slug)
	book.mu.Lock()
	book.gone++
	book.mu.Unlock()
	d.searches.renamed(slug)
}

// heardNames forgets names that acts changed.
func (d *Service) heardNames(slug string, done []org.Entry) {
	for i := range done {
		switch done[i].Act.(type) {
		case *org.ErasePerson, *org.JoinPerson, *org.RecordPerson, *org.NoteSource:
			book := d.books.book(slug)
			book.mu.Lock()
			book.gone++
			book.mu.Unlock()
			return
		}
	}
}

// NamesOf returns today's name of everybody in state s or a later one; those who were
// erased have none. Names that another program set right are known within a
// minute.
func (d *Service) NamesOf(ctx context.Context, s *org.State) (*Names, error) {
	b := d.books.book(s.Slug)
	b.mu.Lock()
	defer b.mu.Unlock()
	now := d.now()
	if b.names != nil && b.read == b.gone && b.people >= s.NumPeople() && now.Sub(b.at) < namesKept {
		return b.names, nil
	}
	profiles, err := d.store.Profiles(ctx, s.Slug)
	if err != nil {
		return nil, err
	}
	names := make(map[org.PersonID]string, len(profiles))
	sum := fnv.New64a()
	for _, p := range profiles { // by id
		names[p.Person] = p.Name
		fmt.Fprintf(sum, "%d %s\n", p.Person, p.Name)
	}
	b.names, b.people, b.read, b.at = &Names{sum.Sum64(), names}, s.NumPeople(), b.gone, now
	return b.names, nil
}

// profiles are those of people lately asked for, one by one.
type profiles struct {
	mu sync.Mutex
	of map[org.PersonID]profileRead
}

type profileRead struct {
	records.Profile
	found bool
	gone  uint64
	at    time.Time
}

// profileKept is how long a profile is believed that another program may have
// changed.
const profileKept = 2 * time.Second

// profile returns what is known of somebody.
func (d *Service) profile(ctx context.Context, slug string, id org.PersonID) (records.Profile, bool, error) {
	b := d.books.book(slug)
	b.mu.Lock()
	gone := b.gone
	b.mu.Unlock()
	now := d.now()
	b.known.mu.Lock()
	p, ok := b.known.of[id]
	b.known.mu.Unlock()
	if ok && p.gone == gone && !now.Before(p.at) && now.Sub(p.at) < profileKept {
		return p.Profile, p.found, nil
	}
	was, found, err := d.store.Profile(ctx, slug, id)
	if err != nil {
		return records.Profile{}, false, err
	}
	b.known.mu.Lock()
	defer b.known.mu.Unlock()
	if b.known.of == nil {
		b.known.of = map[org.PersonID]profileRead{}
	}
	b.known.of[id] = profileRead{was, found, gone, now}
	return was, found, nil
}
