package ledger

import (
	"context"
	"errors"
	"sync"
	"sync/atomic"
	"time"

	"orpheus/org"
)

// stream is one organisation in memory: its present state and its one writer.
type stream struct {
	engine *Engine
	slug   string
	in     chan *job
	ready  chan struct{} // closed when loaded
	gone   chan struct{} // closed when it has stopped
	ctx    context.Context
	cancel context.CancelFunc
	err    error // why it stopped; read after gone

	head    atomic.Pointer[org.State]
	changed atomic.Pointer[chan struct{}] // closed when head changes
	end     Head                          // the writer's
	others  int                           // for how many appends other processes are expected; the writer's
	saved   uint64                        // version of the last snapshot; the writer's
	saving  sync.WaitGroup
	busy    atomic.Bool // saving a snapshot
	past    *past
	derived *derived
	watcher watcher
	ears    ears
	pause   time.Duration // of the clock, after a failure; the writer's
	news    [][]org.Entry // published, not announced; the writer's

	open   *group     // gathers requests, nil for none; the writer's
	flying *group     // is being written, nil for none; the writer's
	handed *group     // flying, but nobody has begun to write it; the writer's
	landed chan error // what became of flying
	held   *job       // taken from the queue, to be served next; the writer's
	size   int        // rows of the last group; the writer's

	patience patience // of the open group; the writer's

	look   *time.Ticker  // whether anybody is there, and for acts of other processes where the log cannot be watched
	clock  *time.Timer   // set for armed, with this pause; the writer's
	armed  org.Time      // what is due then; unset where that has to be found out
	paused time.Duration // the writer's

	users int // under engine.mu
	used  time.Time
}

// job is one request in the writer's queue.
type job struct {
	request Request
	bulk    func(*Bulk) error
	at      org.Time
	redact  uint64 // number of the entry to redact, where redacts
	redacts bool
	spoils  bool // a rule failed half-way
	answer  Answer
	err     error
	done    chan struct{}

	given       []given // what it was asked to do, as it was asked
	first, last int     // entries within the work
	asked       string  // its key with what it asks for; empty for none
}

func newStream(e *Engine, slug string) *stream {
	s := &stream{
		engine: e, slug: slug, in: make(chan *job, largest), ready: make(chan struct{}), gone: make(chan struct{}),
		landed: make(chan error, 1), patience: newPatience(),
	}
	s.derived = newDerived(s)
	s.ctx, s.cancel = context.WithCancel(e.ctx)
	c := make(chan struct{})
	s.changed.Store(&c)
	return s
}

func (s *stream) release() {
	s.engine.mu.Lock()
	s.users--
	s.engine.mu.Unlock()
}

func (s *stream) failure() error {
	<-s.gone
	switch {
	case s.engine.ctx.Err() != nil:
		return ErrClosed
	case s.err == nil:
		return errReloaded
	}
	return s.err
}

// run loads the organisation and serves its queue until it is let go of.
func (s *stream) run() {
	l, err := load(s.ctx, s.engine.log, s.slug, s.derived.named)
	if err != nil {
		if s.ctx.Err() == nil { // else it was to be thrown away
			s.err = err
		}
		s.leave()
		return
	}
	s.end, s.saved = l.end, l.saved
	s.past = newPast(s)
	s.derived.load(l)
	s.watcher.end.Store(&l.end)
	s.watch()
	close(s.ready)
	s.look, s.clock, s.armed = time.NewTicker(tick(s.engine.opts.Follow)), time.NewTimer(0), unset
	s.work()
}

// leave lets go of the organisation.
func (s *stream) leave() {
	s.cancel()
	s.engine.forget(s)
	s.saving.Wait()
	s.watcher.wait.Wait()
	s.ears.close()
	s.derived.close()
	s.past.close()
	close(s.gone)
	s.engine.wg.Done()
}

// work is the writer: it serves the queue. While one group of requests is being
// written, the next is prepared on the state that the first will lead to. Nothing
// of either is seen before it is on disk, and where the first fails the second is
// prepared anew.
//
// Whoever has a group to write writes it, and leaves the work to another: the
// disk waits for nobody to wake up.
func (s *stream) work() {
	for {
		over, err := s.step()
		if over || err != nil {
			s.look.Stop()
			s.clock.Stop()
			s.patience.timer.Stop()
			s.giveUp(err)
			s.err = err
			s.leave()
			return
		}
		if g := s.handed; g != nil {
			s.handed = nil
			go s.work()
			s.landed <- s.write(g)
			return
		}
	}
}

// step serves what comes next. over says that the organisation is to be let go
// of; an error, that what is in memory does not fit the log any more.
func (s *stream) step() (over bool, err error) {
	if s.held != nil {
		return false, s.take(s.next())
	}
	if due := s.nextDue(); due != s.armed || s.pause != s.paused { // requests seldom change it
		s.clock.Reset(s.until(due))
		s.armed, s.paused = due, s.pause
	}
	in, news := s.in, s.watcher.news
	if s.flying != nil || s.open != nil {
		news = nil // an append finds them first
	}
	if s.open != nil && len(s.open.jobs) >= largest {
		in = nil
	}
	select {
	case err = <-s.landed:
		err = s.land(err)
	case j := <-in:
		err = s.take(j)
	case <-s.patience.timer.C:
		err = s.launch()
	case <-news:
		err = s.follow()
	case <-s.clock.C:
		s.armed = unset
		s.gather(nil)
		err = s.launch()
	case <-s.look.C:
		s.armed = unset // the machine may have slept
		if s.flying != nil || s.open != nil {
			return false, nil
		}
		if s.idle() {
			s.saveLast()
			return true, nil
		}
		if s.engine.opts.Follow > 0 && s.watcher.blind.Load() {
			err = s.follow()
		}
	case <-s.ctx.Done():
		for err == nil && (s.held != nil || len(s.in) > 0) {
			err = s.take(s.next())
		}
		if err == nil {
			err = s.finish()
		}
		s.saveLast()
		return true, err
	}
	s.save(s.engine.opts.SaveEvery, false)
	return false, err
}

// fatal returns err where it says that the log is not what is in memory.
func fatal(err error) error {
	if _, broken := errors.AsType[*BrokenError](err); broken {
		return err
	}
	return nil
}

func tick(d time.Duration) time.Duration {
	if d <= 0 {
		return time.Minute
	}
	return d
}

// idleAmongMany is after how long an organisation is let go of while there are more than there
// is room for: a look at all of them (overviews of the morning) does not keep them in memory.
const idleAmongMany = 5 * time.Second

// idle reports whether nobody has used the stream for a while, and if so makes
// sure that nobody can any more. When the clock has something to end, the
// organisation is loaded again.
func (s *stream) idle() bool {
	e := s.engine
	e.mu.Lock()
	defer e.mu.Unlock()
	enough := e.opts.Idle
	if len(e.streams) > e.opts.Many {
		enough = min(enough, idleAmongMany)
	}
	if s.users > 0 || e.opts.Now().Sub(s.used) < enough {
		return false
	}
	delete(e.streams, s.slug)
	e.alarms.set(s.slug, s.head.Load().NextDue())
	return true
}

func (e *Engine) forget(s *stream) {
	e.mu.Lock()
	defer e.mu.Unlock()
	if e.streams[s.slug] == s {
		delete(e.streams, s.slug)
	}
}
