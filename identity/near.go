package identity

import (
	"context"
	"maps"
	"sync"
	"time"

	"orpheus/org"
)

// How long a session is believed after it was read from the store. What ends here
// ends at once; what another program ended, after that.
const (
	believed = 2 * time.Second
	followed = 30 * time.Second // by streams, which are asked about at each of their beats
)

// mostNear is how many sessions are remembered.
const mostNear = 50_000

// near remembers sessions, so that a page need not read them again.
type near struct {
	mu    sync.Mutex
	by    map[Hash]nearSession
	ended uint64 // how often some were forgotten
}

type nearSession struct {
	Session
	read org.Time
}

// get returns a session read within a span before now.
func (n *near) get(h Hash, now, within org.Time) (Session, bool) {
	n.mu.Lock()
	defer n.mu.Unlock()
	e, ok := n.by[h]
	return e.Session, ok && e.read <= now && now-e.read < within
}

// mark is what put takes, asked for before the store is.
func (n *near) mark() uint64 {
	n.mu.Lock()
	defer n.mu.Unlock()
	return n.ended
}

// put remembers a session, but where one ended since mark was asked: it may have
// been this one.
func (n *near) put(e Session, now org.Time, mark uint64) {
	n.mu.Lock()
	defer n.mu.Unlock()
	if n.ended != mark {
		return
	}
	if n.by == nil || len(n.by) >= mostNear {
		n.by = map[Hash]nearSession{}
	}
	n.by[e.Hash] = nearSession{e, now}
}

// forget forgets those that ended. It is called after they ended in the store.
func (n *near) forget(ended func(Session) bool) {
	n.mu.Lock()
	defer n.mu.Unlock()
	n.ended++
	maps.DeleteFunc(n.by, func(_ Hash, e nearSession) bool { return ended(e.Session) })
}

// session is a session that goes on, read from the store within a span before now.
func (s *Service) session(ctx context.Context, h Hash, within time.Duration) (Session, bool, error) {
	now := s.now()
	e, found := s.near.get(h, now, span(within))
	if !found {
		mark := s.near.mark()
		var err error
		if e, found, err = s.Store.Session(ctx, h); err != nil || !found {
			return Session{}, false, err
		}
		s.near.put(e, now, mark)
	}
	return e, e.Ends > now, nil
}
