package identity

import (
	"sync"
	"time"
)

// Limit lets a few through at once, and then one every so often.
type Limit struct {
	Burst int
	Every time.Duration
}

// The limits of signing in. They hold for known and unknown addresses alike.
var (
	PerAddress = Limit{Burst: 20, Every: 15 * time.Second} // of the network
	PerMail    = Limit{Burst: 5, Every: 5 * time.Minute}
)

// most is how many keys are remembered.
const most = 20_000

// limits remembers, for each key, the moment up to which it has used its share.
type limits struct {
	mu   sync.Mutex
	till map[string]time.Time
}

// Allow reports whether whoever key stands for may try now, and else how long they
// wait. What is refused does not count.
func (s *Service) Allow(key string, l Limit) (wait time.Duration, ok bool) {
	now := s.now().Std()
	s.limits.mu.Lock()
	defer s.limits.mu.Unlock()
	if s.limits.till == nil {
		s.limits.till = map[string]time.Time{}
	}
	till := s.limits.till[key]
	if till.Before(now) {
		till = now
	}
	till = till.Add(l.Every)
	if wait := till.Sub(now) - time.Duration(l.Burst)*l.Every; wait > 0 {
		return wait, false
	}
	if len(s.limits.till) >= most {
		s.limits.prune(now)
	}
	s.limits.till[key] = till
	return 0, true
}

// prune forgets who may try again in full, and where that is not enough, anybody.
func (l *limits) prune(now time.Time) {
	for key, till := range l.till {
		if till.Before(now) {
			delete(l.till, key)
		}
	}
	for key := range l.till {
		if len(l.till) < most*3/4 {
			break
		}
		delete(l.till, key)
	}
}
