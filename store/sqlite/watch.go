package sqlite

import (
	"context"
	"sync"
	"time"

	"orpheus/ledger"
)

// lookEvery is how often to look whether another process committed: a look at memory,
// and a reading only where one did.
const lookEvery = 100 * time.Millisecond

// signals wake those who wait for a log of this process to go on.
type signals struct {
	mu sync.Mutex
	of map[string]chan struct{}
}

// wait returns what is closed at the next append.
func (s *signals) wait(slug string) <-chan struct{} {
	s.mu.Lock()
	defer s.mu.Unlock()
	c := s.of[slug]
	if c == nil {
		if s.of == nil {
			s.of = map[string]chan struct{}{}
		}
		c = make(chan struct{})
		s.of[slug] = c
	}
	return c
}

func (s *signals) wake(slug string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if c := s.of[slug]; c != nil {
		close(c)
		delete(s.of, slug)
	}
}

// Watch returns where a log ends as soon as that is not after any more.
func (l *Log) Watch(ctx context.Context, slug string, after ledger.Head) (ledger.Head, error) {
	look := time.NewTicker(lookEvery)
	defer look.Stop()
	for {
		here, others := l.signals.wait(slug), l.edition.others()
		head, err := l.Head(ctx, slug)
		if err != nil || head != after {
			return head, err
		}
		for same := true; same; {
			select {
			case <-here:
				same = false
			case <-look.C:
				same = l.edition.others() == others
			case <-ctx.Done():
				return ledger.Head{}, ctx.Err()
			}
		}
	}
}
