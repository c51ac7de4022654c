package ledger

import (
	"context"
	"errors"
	"iter"
	"sync"
	"sync/atomic"
	"time"
)

// watcher hears that the log of an organisation went on by another process. It watches
// the log; where that cannot be, it says so, and the writer looks from time to time.
type watcher struct {
	news  chan struct{}        // the log does not end where the writer knows; holds one
	blind atomic.Bool          // the log cannot be watched now
	end   atomic.Pointer[Head] // where the writer knows it ends
	told  atomic.Pointer[Head] // where the log was said to end, for the writer to read up to
	ours  atomic.Uint64        // the last number that this process writes now, or wrote
	wait  sync.WaitGroup
}

// settled is how long a log is left alone after it went on: by this process, which publishes
// its acts meanwhile, or by another, whose acts the writer reads meanwhile.
const settled = 20 * time.Millisecond

// watch begins to watch, until the organisation is let go of.
func (s *stream) watch() {
	s.watcher.news = make(chan struct{}, 1)
	if s.engine.opts.Follow < 0 {
		return
	}
	s.watcher.wait.Go(func() {
		for pause := time.Duration(0); rest(s.ctx, pause); {
			pause = 0
			after := s.watcher.end.Load()
			head, err := s.engine.log.Watch(s.ctx, s.slug, *after)
			s.watcher.blind.Store(err != nil)
			switch {
			case errors.Is(err, errors.ErrUnsupported):
				return
			case err != nil:
				pause = s.engine.opts.Follow
			case head.Seq > max(after.Seq, s.watcher.ours.Load()):
				s.watcher.tell(head)
				pause = settled
			case rest(s.ctx, settled) && s.watcher.end.Load() == after: // else the writer knows of some of it
				s.watcher.tell(head)
			}
		}
	})
}

func (w *watcher) tell(head Head) {
	w.told.Store(&head)
	select {
	case w.news <- struct{}{}:
	default:
	}
}

// rest waits, and reports whether ctx goes on.
func rest(ctx context.Context, d time.Duration) bool {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-t.C:
		return true
	case <-ctx.Done():
		return false
	}
}

// follow finds what another process appended. What cannot be read now is tried again
// soon, and before every append; its error says that what is in memory does not fit the
// log.
func (s *stream) follow() error {
	var err error
	if told := s.watcher.told.Swap(nil); told != nil && told.Seq > s.end.Seq {
		err = s.reach(s.ctx, *told, rowsAhead(s.engine.log, s.slug, s.end.Seq)) // and need not ask where the log ends
		if fatal(err) != nil {                                                  // what was said is no promise: whether something is missing the log says
			err = s.catchUp(s.ctx)
		}
	} else {
		err = s.catchUp(s.ctx)
	}
	s.announce()
	return fatal(err)
}

// Ahead is a log that has read what other processes appended when it heard of it, for many
// organisations at once.
type Ahead interface {
	// Ahead returns the rows after an entry, as far as they were read. It gives them once.
	Ahead(slug string, after uint64) []Row
}

func rowsAhead(log Log, slug string, after uint64) []Row {
	if a, ok := log.(Ahead); ok {
		return a.Ahead(slug, after)
	}
	return nil
}

// readAhead is a log of which some rows were read already.
type readAhead struct {
	Log
	rows []Row
}

func (r readAhead) Read(context.Context, string, uint64) iter.Seq2[Row, error] {
	return func(yield func(Row, error) bool) {
		for _, row := range r.rows {
			if !yield(row, nil) {
				return
			}
		}
	}
}
