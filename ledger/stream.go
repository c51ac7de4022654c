package ledger

import (
	"context"
	"errors"
	"runtime"
	"slices"
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
	saved   uint64                        // version of the last snapshot; the writer's
	saving  sync.WaitGroup
	busy    atomic.Bool // saving a snapshot
	past    *past
	pause   time.Duration // of the clock, after a failure; the writer's
	news    [][]org.Entry // published, not announced; the writer's
	before  int           // size of the group before; the writer's

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
	answer  Answer
	err     error
	done    chan struct{}

	given       []given // what it was asked to do, as it was asked
	first, last int     // entries within the work
}

// group is how many requests one commit takes at most.
const group = 512

func newStream(e *Engine, slug string) *stream {
	s := &stream{
		engine: e, slug: slug, in: make(chan *job, group), ready: make(chan struct{}), gone: make(chan struct{}),
	}
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
	defer func() {
		s.cancel()
		s.engine.forget(s)
		s.saving.Wait()
		close(s.gone)
	}()
	state, end, saved, err := load(s.ctx, s.engine.log, s.slug)
	if err != nil {
		if s.ctx.Err() == nil { // else it was to be thrown away
			s.err = err
		}
		return
	}
	s.end, s.saved = end, saved
	s.past = newPast(s.engine.log, s.slug, s.engine.opts.KeepEvery)
	s.head.Store(state)
	close(s.ready)
	s.err = s.work(s.ctx)
}

// work serves the queue. Its error is about what is in memory: it does not fit
// the log any more.
func (s *stream) work(ctx context.Context) (err error) {
	look := time.NewTicker(tick(s.engine.opts.Follow))
	defer look.Stop()
	clock := time.NewTimer(0)
	defer clock.Stop()
	for err == nil {
		clock.Reset(s.untilDue())
		select {
		case j := <-s.in:
			err = s.serve(ctx, s.gather(j))
		case <-clock.C:
			err = s.serve(ctx, nil)
		case <-look.C:
			if s.idle() {
				s.saveLast()
				return nil
			}
			if s.engine.opts.Follow > 0 {
				err = fatal(s.catchUp(ctx)) // else tried again at the next tick, and before every append
				s.announce()
			}
		case <-ctx.Done():
			err = s.serve(ctx, s.drain())
			s.saveLast()
			return err
		}
		s.save(s.engine.opts.SaveEvery)
	}
	return err
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

// idle reports whether nobody has used the stream for a while, and if so makes
// sure that nobody can any more. When the clock has something to end, the
// organisation is loaded again.
func (s *stream) idle() bool {
	e := s.engine
	e.mu.Lock()
	defer e.mu.Unlock()
	if s.users > 0 || e.opts.Now().Sub(s.used) < e.opts.Idle {
		return false
	}
	delete(e.streams, s.slug)
	if due := s.head.Load().NextDue(); due != 0 && !e.closed {
		e.alarms[s.slug] = time.AfterFunc(due.Std().Sub(e.opts.Now()), func() {
			if s, err := e.use(e.ctx, s.slug); err == nil {
				s.release()
			}
		})
	}
	return true
}

func (e *Engine) forget(s *stream) {
	e.mu.Lock()
	defer e.mu.Unlock()
	if e.streams[s.slug] == s {
		delete(e.streams, s.slug)
	}
}

// untilDue returns how long until the clock has something to end. What could not
// be written is tried again after a pause.
func (s *stream) untilDue() time.Duration {
	due := s.head.Load().NextDue()
	if due == 0 {
		return time.Hour
	}
	return min(max(s.pause, due.Std().Sub(s.engine.opts.Now())), time.Hour)
}

// retryClock is how long the clock waits after a failure.
const retryClock = time.Second

// gather returns j with what is in the queue. Those who were answered together
// are likely to come back together: it lets as many run as the last group had
// before it closes the next one, so that they share a commit and do not take
// turns with it. Somebody alone never waits.
func (s *stream) gather(j *job) []*job {
	for range gatherTurns {
		if len(s.in)+1 >= s.before {
			break
		}
		runtime.Gosched()
	}
	jobs := s.drain(j)
	s.before = len(jobs)
	return jobs
}

// gatherTurns bounds the wait: some tens of microseconds where nobody comes.
const gatherTurns = 64

// drain returns what is in the queue now, up to one group.
func (s *stream) drain(jobs ...*job) []*job {
	for len(jobs) < group {
		select {
		case j := <-s.in:
			jobs = append(jobs, j)
		default:
			return jobs
		}
	}
	return jobs
}

// serve does what is due and what is asked, commits it, publishes it, and only
// then answers. What has begun to be written is finished even when ctx ends. Its
// error ends the stream.
func (s *stream) serve(ctx context.Context, jobs []*job) error {
	ctx = context.WithoutCancel(ctx)
	for len(jobs) > 0 && jobs[0].redacts {
		if err := s.redact(ctx, jobs[0]); err != nil {
			s.refuse(jobs[1:], err)
			return err
		}
		jobs = jobs[1:]
	}
	if i := slices.IndexFunc(jobs, func(j *job) bool { return j.redacts }); i > 0 {
		if err := s.serve(ctx, jobs[:i]); err != nil {
			s.refuse(jobs[i:], err)
			return err
		}
		return s.serve(ctx, jobs[i:])
	}
	w, err := s.commit(ctx, jobs)
	s.announce()
	s.pause = 0
	if err != nil || s.due() {
		s.pause = retryClock
	}
	if err != nil {
		s.refuse(jobs, err)
		return fatal(err)
	}
	for _, j := range jobs {
		if j.err == nil {
			j.answer.State = w.state
			if !j.answer.Repeated {
				j.answer.Entries = w.entries[j.first:j.last:j.last]
			}
		}
		close(j.done)
	}
	return nil
}

// due reports whether the clock still owes something.
func (s *stream) due() bool {
	act, _ := s.head.Load().Due(org.At(s.engine.opts.Now()))
	return act != nil
}

// refuse gives the jobs back with an error, as they came.
func (s *stream) refuse(jobs []*job, err error) {
	for _, j := range jobs {
		j.restore()
		j.answer, j.err = Answer{}, err
		close(j.done)
	}
}

// commit does the jobs, writes what they led to and publishes it. Where another
// process was quicker, it tries again while nobody else can write.
func (s *stream) commit(ctx context.Context, jobs []*job) (w *work, err error) {
	if w = s.prepare(ctx, jobs); w.empty() {
		return w, nil
	}
	log := s.engine.log
	if err = log.Append(ctx, w.batch()); errors.Is(err, ErrStale) {
		err = log.AppendNext(ctx, s.slug, func() (Batch, error) {
			if err := s.catchUp(ctx); err != nil {
				return Batch{}, err
			}
			w = s.prepare(ctx, jobs)
			return w.batch(), nil
		})
	}
	if err == nil {
		s.publish(w)
	}
	return w, err
}

func (s *stream) publish(w *work) {
	if w.head == s.end {
		return
	}
	s.end = w.head
	s.past.keep(w.state)
	s.head.Store(w.state)
	c := make(chan struct{})
	close(*s.changed.Swap(&c))
	s.news = append(s.news, w.entries)
}

// announce tells OnBatch what was published: never while the log is locked.
func (s *stream) announce() {
	for _, entries := range s.news {
		if f := s.engine.opts.OnBatch; f != nil {
			f(s.slug, entries)
		}
	}
	s.news = nil
}

// prepare does the jobs on a state nobody sees. A job that is refused leaves no
// trace; its error waits in the job.
func (s *stream) prepare(ctx context.Context, jobs []*job) *work {
	w := newWork(s.slug, s.head.Load(), s.end)
	now := org.At(s.engine.opts.Now())
	s.expire(w, now)
	keys := map[string]*job{}
	for _, j := range jobs {
		j.restore()
		j.answer, j.err, j.first, j.last = Answer{}, nil, len(w.entries), len(w.entries)
		if key := j.request.Key; key != "" {
			if twin := keys[key]; twin != nil && twin.err == nil {
				j.answer = Answer{Repeated: true, Entries: twin.answer.Entries}
				if !twin.answer.Repeated {
					j.answer.Entries = w.entries[twin.first:twin.last:twin.last]
				}
				continue
			}
			keys[key] = j
			if s.repeated(ctx, j) {
				continue
			}
		}
		if j.bulk != nil {
			s.bulk(w, j, now)
		} else {
			r := j.request
			j.err = j.do(w, org.Moment{At: max(now, w.state.Last), By: r.By, Face: r.Face}, r.Profile)
		}
		if j.last = len(w.entries); j.err == nil && j.request.Key != "" && j.last > j.first {
			w.keys = append(w.keys, Key{j.request.Key, w.entries[j.first].Seq, w.entries[j.last-1].Seq})
		}
	}
	return w
}

// expire does what the clock owes up to now, each at the moment it was due.
func (s *stream) expire(w *work, now org.Time) {
	for {
		act, due := w.state.Due(now)
		if act == nil {
			return
		}
		m := org.Moment{At: max(due, w.state.Last), Face: org.Clock}
		if err := safely(func() error { return w.do(act, m, nil) }); err != nil {
			return
		}
	}
}

// bulk runs a job's own function on one draft.
func (s *stream) bulk(w *work, j *job, now org.Time) {
	at := max(now, w.state.Last)
	if j.at != 0 {
		if j.at < w.state.Last {
			j.err = backInTime(j.at, w.state.Last)
			return
		}
		at = j.at
	}
	before := *w
	s.expire(w, at)
	j.first = len(w.entries)
	b := &Bulk{job: j, draft: w.state.Edit(), at: at, face: j.request.Face}
	if j.err = safely(func() error { return j.bulk(b) }); j.err == nil {
		j.err = w.add(b.draft.Freeze(), b.done, nil)
		w.records.Add(b.changes)
	}
	if j.err != nil {
		j.restore()
	}
	if j.err != nil || (len(b.done) == 0 && b.changes.Empty()) {
		*w = before
		j.first = len(w.entries)
	}
}

// repeated answers a request whose key was used before.
func (s *stream) repeated(ctx context.Context, j *job) bool {
	k, found, err := s.engine.log.Answered(ctx, s.slug, j.request.Key)
	if err != nil || !found {
		j.err = err
		return err != nil
	}
	j.answer.Repeated = true
	for r, err := range s.engine.log.Read(ctx, s.slug, k.First-1) {
		if err == nil && r.Seq > k.Last {
			break
		}
		var e org.Entry
		if err == nil {
			e, err = decodeEntry(s.slug, &r)
		}
		if err != nil {
			j.err = err
			break
		}
		j.answer.Entries = append(j.answer.Entries, e)
	}
	return true
}
