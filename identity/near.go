package identity

import (
	"context"
	"sync"

	"orpheus/org"
)

// mostNear is how many credentials are remembered.
const mostNear = 50_000

// near remembers credentials as they were under one edition of the store, so that a
// request need not read them again. What ends, here or in another process, makes
// another edition, under which nothing is remembered: nothing is believed that does
// not hold any more.
type near struct {
	mu      sync.Mutex
	edition uint64
	by      map[Hash]Credential
}

// get returns one that was read under this edition.
func (n *near) get(h Hash, edition uint64) (Credential, bool) {
	n.mu.Lock()
	defer n.mu.Unlock()
	if n.edition != edition {
		return Credential{}, false
	}
	c, ok := n.by[h]
	return c, ok
}

// put remembers one. edition was asked for before the store was.
func (n *near) put(c Credential, edition uint64) {
	n.mu.Lock()
	defer n.mu.Unlock()
	if n.by == nil || n.edition != edition || len(n.by) >= mostNear {
		n.edition, n.by = edition, map[Hash]Credential{}
	}
	n.by[c.Key] = c
}

// credential is one of a kind that has not ended.
func (s *Service) credential(ctx context.Context, kind CredentialKind, h Hash) (Credential, bool, error) {
	edition := s.Store.Edition()
	c, found := s.near.get(h, edition)
	if !found {
		var err error
		if c, found, err = s.Store.Credential(ctx, h); err != nil || !found {
			return Credential{}, false, err
		}
		s.near.put(c, edition)
	}
	return c, c.Kind == kind && !c.over(s.now()), nil
}

// touch writes down when a credential was seen, and when it ends.
func (s *Service) touch(ctx context.Context, c Credential, seen, ends org.Time) error {
	edition := s.Store.Edition()
	if err := s.Store.TouchCredential(ctx, c.Key, seen, ends); err != nil {
		return err
	}
	if _, known := s.near.get(c.Key, edition); known {
		c.Seen, c.Ends = seen, ends
		s.near.put(c, edition)
	}
	return nil
}
