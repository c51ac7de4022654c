package service

import (
	"context"
	"errors"
	"sync"

	"orpheus/org"
	"orpheus/service/search"
)

// Results is what a search found.
type Results struct {
	search.Found                  // things by name
	Texts        []search.TextHit // what people wrote
	MoreTexts    bool             // there are more than the limit
}

// Search finds, among what viewer may see, things by the words of their names and
// texts by their words: at most limit of each kind. Any query is fine.
func (d *Service) Search(ctx context.Context, slug string, viewer org.PersonID, query string, limit int) (Results, error) {
	return d.search(ctx, slug, query, limit, func(s *org.State) search.Sees { return s.SightOf(viewer, s).Sees })
}

// SearchAll is Search for where everybody sees everything.
func (d *Service) SearchAll(ctx context.Context, slug, query string, limit int) (Results, error) {
	return d.search(ctx, slug, query, limit, func(*org.State) search.Sees { return func(org.Ref) bool { return true } })
}

func (d *Service) search(ctx context.Context, slug, query string, limit int, seenIn func(*org.State) search.Sees) (Results, error) {
	s, err := d.Engine.State(ctx, slug)
	if err != nil {
		return Results{}, err
	}
	if query = firstBytes(query, longestQuery); !search.Asks(query) {
		return Results{}, nil
	}
	f, err := d.searches.of(slug)
	if err != nil {
		return Results{}, err
	}
	names, err := f.upto(ctx, s)
	if err != nil {
		return Results{}, err
	}
	s = names.State()
	sees := seenIn(s)
	r := Results{Found: names.Find(query, limit, sees)}
	if !search.AsksTexts(query) {
		return r, nil
	}
	for try := 0; ; try++ {
		if err := f.follow(ctx, s); err != nil {
			return r, err
		}
		r.Texts, r.MoreTexts, err = f.texts.Find(ctx, s, f.source(), query, limit, sees)
		if !errors.Is(err, search.ErrDamaged) || try > 0 {
			return r, err
		}
	}
}

// longestQuery is how much of a query counts, in bytes.
const longestQuery = 500

func firstBytes(s string, n int) string {
	if len(s) > n {
		return s[:n]
	}
	return s
}

// searches are the indexes of each organisation.
type searches struct {
	desk     *Service
	dir      string // of the files; empty for indexes in memory
	progress func(slug string, done, all int)

	mu     sync.Mutex
	closed bool
	all    map[string]*finder
	ctx    context.Context
	stop   context.CancelFunc
	wg     sync.WaitGroup
}

var errClosed = errors.New("the desk is closed")

func newSearches(d *Service) *searches {
	s := &searches{desk: d, all: map[string]*finder{}}
	s.ctx, s.stop = context.WithCancel(context.Background())
	return s
}

// OnIndexing has f told how far the making of a search index of texts is. It is to
// be called before the first search.
func (d *Service) OnIndexing(f func(slug string, done, all int)) { d.searches.progress = f }

func (s *searches) of(slug string) (*finder, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.closed {
		return nil, errClosed
	}
	f := s.all[slug]
	if f == nil {
		f = &finder{all: s, slug: slug, turn: make(chan struct{}, 1)}
		s.all[slug] = f
	}
	return f, nil
}

// close ends what makes an index and waits for what takes something out of one.
func (s *searches) close() error {
	s.mu.Lock()
	s.closed = true
	s.mu.Unlock()
	s.stop()
	s.wg.Wait()
	var errs []error
	for _, f := range s.all {
		if f.texts != nil {
			errs = append(errs, f.texts.Close())
		}
	}
	return errors.Join(errs...)
}

// run runs f apart from whoever asked for it, and is waited for by close.
func (s *searches) run(f func()) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.closed {
		return false
	}
	s.wg.Go(f)
	return true
}

// heard takes out of the index of texts, at once, what these entries say is gone;
// the next search would do so too, but may be long in coming.
func (s *searches) heard(slug string, done []org.Entry) {
	var people []org.PersonID
	var redactions []org.Entry
	for _, e := range done {
		switch a := e.Act.(type) {
		case *org.ErasePerson:
			if !a.KeepTexts {
				people = append(people, a.Person)
			}
		case *org.RedactEntry:
			redactions = append(redactions, e)
		}
	}
	if len(people)+len(redactions) == 0 {
		return
	}
	if f, err := s.of(slug); err == nil {
		s.run(func() { f.forget(done[len(done)-1].Seq, people, redactions) })
	}
}
