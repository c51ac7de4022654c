package ledger

import (
	"context"
	"slices"
	"sync"

	"orpheus/org"
)

// past keeps states on the way to the present, so that any moment is a short
// replay away. What is kept shares all that did not change with its neighbours, and
// what it does not share is bounded in bytes. The writer never waits for those who look
// back.
type past struct {
	log  Log
	slug string
	head func() *org.State // the present

	ctx    context.Context // of the organisation
	ending func() error    // why that ended
	walks  sync.WaitGroup

	mu      sync.Mutex // held for moments only
	closed  bool
	filling *walk // what walks the whole log, nil for nothing
	age     int   // counts forget
	whole   bool  // roots go back to the beginning
	roots   roots
	recent  []weighed // asked for lately, the latest last
}

// weighed is a state that is kept, and how many bytes it takes beside the one it came
// from.
type weighed struct {
	state  *org.State
	weight int
}

// roots are states kept on the way to the present, ascending.
type roots struct {
	every  uint64 // acts between them
	room   int    // bytes they may take
	weight int    // bytes they take
	list   []weighed
}

const (
	maxRoots  = 48
	maxRecent = 16
)

func newPast(s *stream) *past {
	opts := s.engine.opts
	return &past{
		ctx: s.ctx, ending: s.derived.ending, log: s.engine.log, slug: s.slug, head: s.head.Load,
		roots: roots{every: opts.KeepEvery, room: opts.PastRoom},
	}
}

// empty returns roots like these with none in them.
func (r *roots) empty() roots { return roots{every: r.every, room: r.room} }

// keep adds a state where the last root is far enough away.
func (p *past) keep(s *org.State) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.whole && p.roots.far(s.Version) {
		p.roots.add(s)
	}
}

// far reports whether a version is far enough from the last root to be one.
func (r *roots) far(version uint64) bool {
	n := len(r.list)
	return n == 0 || version >= r.list[n-1].state.Version+r.every
}

// add makes s a root. Where there are too many, or they are too heavy, they become half
// as many, twice as far apart.
func (r *roots) add(s *org.State) {
	r.weigh(s)
	for len(r.list) > maxRoots || r.weight > r.room && len(r.list) > 1 {
		all := r.list
		r.every, r.weight, r.list = 2*r.every, 0, nil
		for i := 0; i < len(all); i += 2 {
			r.weigh(all[i].state)
		}
	}
}

func (r *roots) weigh(s *org.State) {
	before := new(org.State)
	if n := len(r.list); n > 0 {
		before = r.list[n-1].state
	}
	w := s.Apart(before)
	r.list, r.weight = append(r.list, weighed{s, w}), r.weight+w
}

// share has all roots stored once with the present where they are the same. After a start
// that was read from a snapshot, and the roots from the log: most of both is what ended
// long ago.
func (r *roots) share(head *org.State) {
	var was, is *org.State
	for i := range slices.Backward(r.list) {
		s := r.list[i].state
		if is == nil {
			is = s.Sharing(head)
		} else {
			is = s.Following(was, is)
		}
		was, r.list[i].state = s, is
	}
}

// lately keeps a state that was asked for, made from another one. p.mu is held.
func (p *past) lately(s, from *org.State) {
	p.recent = append(p.recent, weighed{s, s.Apart(from)})
	room, n := p.roots.room/8, len(p.recent)
	for i := range slices.Backward(p.recent) {
		if room -= p.recent[i].weight; room < 0 && i < n-1 || n-i > maxRecent {
			p.recent = slices.Delete(p.recent, 0, i+1)
			return
		}
	}
}

// forget throws away what is kept: the log was changed.
func (p *past) forget() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.age++
	p.whole, p.recent = false, nil
	p.roots = p.roots.empty()
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
		p.lately(s, from)
	}
	return s, nil
}

// nearest returns the latest state kept for which early holds.
func (p *past) nearest(early func(*org.State) bool) (from *org.State, age int) {
	p.mu.Lock()
	defer p.mu.Unlock()
	from = new(org.State)
	for _, list := range [][]weighed{p.roots.list, p.recent} {
		for _, w := range list {
			if w.state.Version > from.Version && early(w.state) {
				from = w.state
			}
		}
	}
	return from, p.age
}

// walk is one time that the whole log is walked.
type walk struct {
	done chan struct{}
	err  error // after done
}

// fill walks the whole log once, the first time the past is asked for. The walk goes on
// when who asked is gone: the next one finds it done.
func (p *past) fill(ctx context.Context) error {
	p.mu.Lock()
	if p.whole {
		p.mu.Unlock()
		return nil
	}
	w := p.filling
	if w == nil && p.closed {
		p.mu.Unlock()
		return p.ending()
	}
	if w == nil {
		w = &walk{done: make(chan struct{})}
		p.filling = w
		p.walks.Go(func() { p.walk(w) })
	}
	p.mu.Unlock()
	select {
	case <-w.done:
		if w.err != nil && p.ctx.Err() != nil {
			return p.ending()
		}
		return w.err
	case <-ctx.Done():
		return ctx.Err()
	}
}

func (p *past) walk(w *walk) {
	defer close(w.done)
	p.mu.Lock()
	all, age := p.roots.empty(), p.age
	p.mu.Unlock()
	_, _, err := replay(p.ctx, p.log, p.slug, new(org.State), Head{}, func(d *org.Draft, _ *org.Entry) bool {
		if all.far(d.Version) {
			all.add(d.Freeze())
		}
		return true
	})
	if err == nil {
		all.share(p.head())
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	p.filling = nil
	if w.err = err; err == nil && p.age == age {
		p.whole, p.roots = true, all
	}
}

// close waits for a walk to end, once the context has.
func (p *past) close() {
	if p == nil { // it was never loaded
		return
	}
	p.mu.Lock()
	p.closed = true
	p.mu.Unlock()
	p.walks.Wait()
}
