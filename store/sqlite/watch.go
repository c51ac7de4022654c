package sqlite

import (
	"context"
	"sync"
	"time"

	"orpheus/ledger"
)

// lookEvery is how often to look whether another process committed: a look at memory,
// and a reading only where one did. One looks for all who wait.
const lookEvery = 100 * time.Millisecond

// signals wake those who wait for a log to go on.
type signals struct {
	mu      sync.Mutex
	of      map[string]map[*waiter]struct{}
	looking bool
}

// waiter is one who waits.
type waiter struct {
	after ledger.Head
	woken chan struct{} // holds one
}

func (w *waiter) wake() {
	select {
	case w.woken <- struct{}{}:
	default:
	}
}

// wait adds one who waits. It reports whether somebody has to begin to look.
func (s *signals) wait(slug string, w *waiter) (first bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.of == nil {
		s.of = map[string]map[*waiter]struct{}{}
	}
	if s.of[slug] == nil {
		s.of[slug] = map[*waiter]struct{}{}
	}
	s.of[slug][w] = struct{}{}
	first = !s.looking
	s.looking = true
	return first
}

func (s *signals) leave(slug string, w *waiter) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if delete(s.of[slug], w); len(s.of[slug]) == 0 {
		delete(s.of, slug)
	}
}

// wake wakes those who wait for one log.
func (s *signals) wake(slug string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for w := range s.of[slug] {
		w.wake()
	}
}

// wakeUp wakes those whose log does not end where they know; all where that cannot be
// told.
func (s *signals) wakeUp(all []ledger.Info, err error) {
	heads := make(map[string]ledger.Head, len(all))
	for _, i := range all {
		heads[i.Slug] = i.Head
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	for slug, waiting := range s.of {
		for w := range waiting {
			if err != nil || heads[slug] != w.after {
				w.wake()
			}
		}
	}
}

// over reports whether nobody waits any more: then nobody has to look.
func (s *signals) over() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.looking = len(s.of) > 0
	return !s.looking
}

// Watch returns where a log ends as soon as that is not after any more.
func (l *Log) Watch(ctx context.Context, slug string, after ledger.Head) (ledger.Head, error) {
	w := &waiter{after, make(chan struct{}, 1)}
	others := l.edition.others()
	if l.signals.wait(slug, w) {
		l.background.Go(func() { l.look(others) })
	}
	defer l.signals.leave(slug, w)
	for {
		head, err := l.Head(ctx, slug)
		if err != nil || head != after {
			return head, err
		}
		select {
		case <-w.woken:
		case <-ctx.Done():
			return ledger.Head{}, ctx.Err()
		}
	}
}

// look wakes those who wait when another process committed, as long as anybody waits.
func (l *Log) look(others uint64) {
	tick := time.NewTicker(lookEvery)
	defer tick.Stop()
	for {
		select {
		case <-tick.C:
		case <-l.closing:
			return
		}
		if l.signals.over() {
			return
		}
		now := l.edition.others()
		if now == others {
			continue
		}
		others = now
		l.signals.wakeUp(l.Orgs(context.Background()))
	}
}
