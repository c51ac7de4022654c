package ledger

import (
	"context"
	"slices"
	"sync"

	"orpheus/org"
)

// past keeps states on the way to the present, so that any moment is a short
// replay away. What is kept shares all that did not change with its neighbours.
// The writer never waits for those who look back.
type past struct {
	log  Log
	slug string

	filling chan struct{} // held by who walks the whole log

	mu     sync.Mutex // held for moments only
	every  uint64
	age    int          // counts forget
	whole  bool         // roots go back to the beginning
	roots  []*org.State // ascending
	recent []*org.State // asked for lately, the latest last
}

const (
	maxRoots  = 48
	maxRecent = 16
)

func newPast(log Log, slug string, every uint64) *past {
	return &past{log: log, slug: slug, every: every, filling: make(chan struct{}, 1)}
}

// keep adds a state where the last root is far enough away.
func (p *past) keep(s *org.State) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.whole {
		p.roots, p.every = addRoot(p.roots, p.every, s)
	}
}

// addRoot appends s where it is far enough from the last root. Where there are
// too many, they become half as many, twice as far apart.
func addRoot(roots []*org.State, every uint64, s *org.State) ([]*org.State, uint64) {
	if n := len(roots); n > 0 && s.Version < roots[n-1].Version+every {
		return roots, every
	}
	roots = append(roots, s)
	if len(roots) > maxRoots {
		every *= 2
		thin := roots[:0:0]
		for i := 0; i < len(roots); i += 2 {
			thin = append(thin, roots[i])
		}
		roots = thin
	}
	return roots, every
}

// forget throws away what is kept: the log was changed.
func (p *past) forget() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.age++
	p.whole, p.roots, p.recent = false, nil, nil
}

// at returns the state at moment t; head is the present.
func (p *past) at(ctx context.Context, head *org.State, t org.Time) (*org.State, error) {
	if t >= head.Last {
		return head, nil
	}
	return p.upto(ctx, func(s *org.State) bool { return s.Last <= t }, func(e *org.Entry) bool { return e.At <= t })
}

// atVersion returns the state of a version; head is the present.
func (p *past) atVersion(ctx context.Context, head *org.State, v uint64) (*org.State, error) {
	if v >= head.Version {
		return head, nil
	}
	return p.upto(ctx, func(s *org.State) bool { return s.Version <= v }, func(e *org.Entry) bool { return e.Seq <= v })
}

// upto goes from the latest state kept for which early holds, through the entries
// that belong to the past asked for.
func (p *past) upto(ctx context.Context, early func(*org.State) bool, belongs func(*org.Entry) bool) (*org.State, error) {
	if err := p.fill(ctx); err != nil {
		return nil, err
	}
	from, age := p.nearest(early)
	d := from.Edit()
	err := entries(ctx, p.log, p.slug, Head{Seq: from.Version}, false, func(e *org.Entry, _ Head) error {
		if !belongs(e) {
			return errStop
		}
		return apply(d, p.slug, e)
	})
	if err != nil {
		return nil, err
	}
	s := d.Freeze()
	p.mu.Lock()
	defer p.mu.Unlock()
	if s.Version != from.Version && p.age == age {
		p.recent = append(p.recent, s)
		p.recent = slices.Delete(p.recent, 0, max(0, len(p.recent)-maxRecent))
	}
	return s, nil
}

// nearest returns the latest state kept for which early holds.
func (p *past) nearest(early func(*org.State) bool) (from *org.State, age int) {
	p.mu.Lock()
	defer p.mu.Unlock()
	from = new(org.State)
	for _, list := range [][]*org.State{p.roots, p.recent} {
		for _, s := range list {
			if s.Version > from.Version && early(s) {
				from = s
			}
		}
	}
	return from, p.age
}

// fill walks the whole log once, the first time the past is asked for.
func (p *past) fill(ctx context.Context) error {
	select {
	case p.filling <- struct{}{}:
		defer func() { <-p.filling }()
	case <-ctx.Done():
		return ctx.Err()
	}
	p.mu.Lock()
	whole, every, age := p.whole, p.every, p.age
	p.mu.Unlock()
	if whole {
		return nil
	}
	var roots []*org.State
	_, _, err := replay(ctx, p.log, p.slug, new(org.State), Head{}, func(d *org.Draft, _ *org.Entry) bool {
		if n := len(roots); n == 0 || d.Version >= roots[n-1].Version+every {
			roots, every = addRoot(roots, every, d.Freeze())
		}
		return true
	})
	if err != nil {
		return err
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.age == age {
		p.whole, p.roots, p.every = true, roots, every
	}
	return nil
}
