package postgres

import (
	"context"
	"maps"
	"sync"
	"time"

	"orpheus/ledger"
)

// How often to look at the heads of logs that somebody waits for: seldom, as a safety net,
// where other programs are heard, and else often.
var (
	lookSeldom = 2 * time.Second
	lookOften  = 100 * time.Millisecond
)

// signals wake those who wait for a log to go on.
type signals struct {
	mu      sync.Mutex
	of      map[string]map[*waiter]struct{}
	ends    map[string]ledger.Head // where logs end, as far as was heard; without one it is asked
	looking bool
	begun   bool // others are listened to
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

// wait adds one who waits. It reports whether somebody has to begin to look, and to listen.
func (s *signals) wait(slug string, w *waiter) (look, listen bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.of == nil {
		s.of = map[string]map[*waiter]struct{}{}
	}
	if s.of[slug] == nil {
		s.of[slug] = map[*waiter]struct{}{}
	}
	s.of[slug][w] = struct{}{}
	look, listen = !s.looking, !s.begun
	s.looking, s.begun = true, true
	return look, listen
}

func (s *signals) leave(slug string, w *waiter) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if delete(s.of[slug], w); len(s.of[slug]) == 0 {
		delete(s.of, slug)
	}
}

// hear notes where a log ends now, and wakes those who wait for it to go on. What is heard late
// changes nothing.
func (s *signals) hear(slug string, head ledger.Head) {
	s.mu.Lock()
	defer s.mu.Unlock()
	known, there := s.ends[slug]
	if !there && len(s.of[slug]) == 0 || head.Seq <= known.Seq {
		return
	}
	if s.ends == nil {
		s.ends = map[string]ledger.Head{}
	}
	s.ends[slug] = head
	for w := range s.of[slug] {
		w.wake()
	}
}

// behind returns the last entry of a log that is known here, where somebody waits for it to go on and it
// is one before head.
func (s *signals) behind(slug string, head ledger.Head) (after uint64, yes bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	known, there := s.ends[slug]
	after = known.Seq
	if !there {
		after = head.Seq
		for w := range s.of[slug] {
			after = min(after, w.after.Seq)
		}
	}
	return after, after < head.Seq
}

// end returns where a log ends, as far as was heard.
func (s *signals) end(slug string) (head ledger.Head, known bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	head, known = s.ends[slug]
	return head, known
}

// forget has it asked anew where logs end: nobody hears what others do.
func (s *signals) forget() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.ends = nil
}

// waited returns the logs that somebody waits for; where there is none, nobody has to look
// any more. Of the others it is forgotten where they end.
func (s *signals) waited() (slugs []string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for slug := range s.of {
		slugs = append(slugs, slug)
	}
	maps.DeleteFunc(s.ends, func(slug string, _ ledger.Head) bool { return s.of[slug] == nil }) // who waits for it next asks
	s.looking = len(slugs) > 0
	return slugs
}

// wakeUp wakes those whose log does not end where they know; all where that cannot be told.
func (s *signals) wakeUp(all []ledger.Info, err error) {
	heads := make(map[string]ledger.Head, len(all))
	for _, i := range all {
		heads[i.Slug] = i.Head
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	for slug, waiting := range s.of {
		head := heads[slug]
		if known, there := s.ends[slug]; there && known.Seq < head.Seq {
			s.ends[slug] = head
		} else if known != head { // heard meanwhile, or cut off, or not to be told: they ask
			delete(s.ends, slug)
		}
		for w := range waiting {
			if err != nil || head != w.after {
				w.wake()
			}
		}
	}
}

// Watch returns where a log ends as soon as that is not after any more.
func (l *Log) Watch(ctx context.Context, slug string, after ledger.Head) (ledger.Head, error) {
	w := &waiter{after, make(chan struct{}, 1)}
	look, listen := l.signals.wait(slug, w)
	if l.ctx.Err() == nil && look {
		l.background.Go(l.look)
	}
	if l.ctx.Err() == nil && listen {
		l.background.Go(l.listen)
	}
	defer l.signals.leave(slug, w)
	for {
		head, known := l.signals.end(slug)
		if known && head.Seq >= after.Seq && head != after {
			return head, nil
		}
		if !known {
			head, err := l.Head(ctx, slug)
			if err != nil || head != after {
				l.edition.change()
				return head, err
			}
			l.signals.hear(slug, head)
		}
		select {
		case <-w.woken:
		case <-ctx.Done():
			return ledger.Head{}, ctx.Err()
		}
	}
}

// look looks at the heads of logs that somebody waits for, as long as anybody does.
func (l *Log) look() {
	tick := time.NewTicker(lookOften)
	defer tick.Stop()
	for last := time.Now(); ; {
		select {
		case <-tick.C:
		case <-l.ctx.Done():
			return
		}
		slugs := l.signals.waited()
		if len(slugs) == 0 {
			return
		}
		if l.news.heard() && time.Since(last) < lookSeldom {
			continue
		}
		last = time.Now()
		l.lookNow(slugs)
	}
}

func (l *Log) lookNow(slugs []string) {
	ctx, cancel := context.WithTimeout(l.ctx, connectWait)
	defer cancel()
	l.signals.wakeUp(some(ctx, l, toInfo, "SELECT org, seq, hash FROM orpheus.heads WHERE org = ANY($1)", slugs))
}
