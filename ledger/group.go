package ledger

import (
	"context"
	"errors"
	"runtime"
	"time"

	"orpheus/org"
	"orpheus/store/records"
)

// largest is how many requests one commit takes at most.
const largest = 512

// group is requests that become one commit. They are done on a state that
// nobody sees; a request that is refused leaves no trace, and its error waits in
// the job.
type group struct {
	s     *stream
	w     *work
	jobs  []*job
	keys  map[string]*job
	under *group        // being written, nil for none: the group stands on what it leads to
	took  time.Duration // to be written
}

func (s *stream) newGroup() *group {
	room := min(s.size, largest) + 1 // as large as the last one, most likely
	ctx, log := context.WithoutCancel(s.ctx), s.engine.log
	if under := s.flying; under != nil {
		return &group{s: s, under: under, w: newWork(s.slug, under.w.state, under.w.head, room).over(ctx, log, under.w)}
	}
	return &group{s: s, w: newWork(s.slug, s.head.Load(), s.end, room).over(ctx, log, nil)}
}

// add does what is due and then the jobs.
func (g *group) add(jobs []*job) {
	now := org.At(g.s.engine.opts.Now())
	g.w.expire(now)
	for _, j := range jobs {
		g.jobs = append(g.jobs, j)
		g.do(j, now)
	}
}

func (g *group) do(j *job, now org.Time) {
	w := g.w
	j.restore()
	if j.request.Key != "" && j.asked == "" {
		j.asked = j.request.asked()
	}
	j.answer, j.err, j.first, j.last = Answer{}, nil, len(w.entries), len(w.entries)
	if j.request.Key != "" && g.repeated(j) {
		return
	}
	if j.bulk != nil {
		w.bulk(j, now)
	} else {
		r := j.request
		j.err = j.do(w, org.Moment{At: max(now, w.now().Last), By: r.By, Face: r.Face}, brought{r.Profile, r.Files})
		if w.spoiled {
			j.spoils = true
			g.again(j, now)
			return
		}
	}
	if j.last = len(w.entries); j.err == nil && j.request.Key != "" && j.last > j.first {
		first, last := w.entries[j.first].Seq, w.entries[j.last-1].Seq
		w.keys = append(w.keys, Key{j.request.Key, first, last}, Key{j.asked, first, last})
	}
}

// again does what comes before a job that failed half-way: a mistake in a rule
// costs one request, not those that share a commit with it.
func (g *group) again(bad *job, now org.Time) {
	g.w, g.keys = g.w.anew(), nil
	g.w.expire(now)
	for _, j := range g.jobs {
		if j == bad {
			break
		}
		if !j.spoils {
			g.do(j, now)
		}
	}
	bad.first, bad.last = len(g.w.entries), len(g.w.entries)
}

// repeated answers a request whose key was used before: in this group, in the
// one under it, or in the log.
func (g *group) repeated(j *job) bool {
	key := j.request.Key
	for _, other := range []*group{g, g.under} {
		if other == nil {
			continue
		}
		if twin := other.keys[key]; twin != nil && twin.err == nil {
			j.answer = Answer{Repeated: true, Entries: twin.answer.Entries}
			if !twin.answer.Repeated {
				j.answer.Entries = other.w.entries[twin.first:twin.last:twin.last]
			}
			j.same(twin.asked == j.asked)
			return true
		}
	}
	if g.keys == nil {
		g.keys = map[string]*job{}
	}
	g.keys[key] = j
	return g.s.answered(j)
}

// answered answers a request whose key is in the log.
func (s *stream) answered(j *job) bool {
	ctx := context.WithoutCancel(s.ctx)
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
	_, same, err := s.engine.log.Answered(ctx, s.slug, j.asked)
	if err != nil {
		j.answer, j.err = Answer{}, err
	}
	if j.err == nil {
		j.same(same)
	}
	return true
}

// behind reports whether a request was answered with what another process did, which is not in the
// state that the group stands on: whoever is told of an act sees what it did.
func (g *group) behind() bool {
	for _, j := range g.jobs {
		if n := len(j.answer.Entries); j.err == nil && n > 0 && j.answer.Entries[n-1].Seq > g.w.head.Seq {
			return true
		}
	}
	return false
}

// same refuses a job whose key was used for another act, or by somebody else: it would
// be answered with what it did not ask for, and nothing be done.
func (j *job) same(same bool) {
	if j.request.Act != nil && !same {
		j.answer, j.err = Answer{}, &org.Error{Code: org.Conflict, Key: "key.used"}
	}
}

// answer gives the jobs their answers: what they led to is on disk and seen.
func (g *group) answer() {
	for _, j := range g.jobs {
		if j.err == nil {
			j.answer.State = g.w.state
			if !j.answer.Repeated {
				j.answer.Entries = g.w.entries[j.first:j.last:j.last]
			}
		}
		close(j.done)
	}
}

// refuse gives the jobs back with an error, as they came.
func (g *group) refuse(err error) {
	for _, j := range g.jobs {
		j.restore()
		j.answer, j.err = Answer{}, err
		close(j.done)
	}
}

// alone reports whether the job has to see all before it in the log: a run of
// acts reads records too, and a redaction rewrites the log.
func (j *job) alone() bool { return j.redacts || j.bulk != nil }

// take takes j, and what else waits, into the open group.
func (s *stream) take(j *job) error {
	if !j.alone() {
		s.gather(append([]*job{j}, s.waiting()...))
		return s.launch()
	}
	if err := s.finish(); err != nil {
		j.err = err
		close(j.done)
		return err
	}
	if j.redacts {
		return s.redact(context.WithoutCancel(s.ctx), j)
	}
	s.gather([]*job{j})
	return s.launch()
}

// next returns what to take next.
func (s *stream) next() *job {
	if j := s.held; j != nil {
		s.held = nil
		return j
	}
	return <-s.in
}

// waiting takes from the queue what can go into the open group. What has to be
// alone is held back, and all after it.
func (s *stream) waiting() (jobs []*job) {
	room := largest
	if s.open != nil {
		room -= len(s.open.jobs)
	}
	for s.held == nil && len(jobs) < room {
		select {
		case j := <-s.in:
			if j.alone() {
				s.held = j
				return jobs
			}
			jobs = append(jobs, j)
		default:
			return jobs
		}
	}
	return jobs
}

// gather adds jobs to the open group, and what the clock owes.
func (s *stream) gather(jobs []*job) {
	if s.open == nil {
		s.open = s.newGroup()
	}
	s.open.add(jobs)
}

// launch has the open group written, where nothing is being written. Somebody
// alone is served at once: to hand over would take longer.
func (s *stream) launch() error {
	if s.flying != nil || s.open == nil {
		return nil
	}
	s.collect()
	if s.patience.waiting(len(s.open.jobs)) {
		return nil
	}
	g := s.open
	g.w.freeze()
	s.open, s.flying, s.size = nil, g, len(g.w.rows)
	switch {
	case g.w.empty() && g.behind():
		return s.land(ErrStale)
	case g.w.empty():
		return s.land(nil)
	case len(g.jobs) < 2 && len(s.in) == 0 && s.others > 0:
		s.others--
		return s.land(s.writeNext(g, false))
	case len(g.jobs) < 2 && len(s.in) == 0:
		return s.land(s.write(g))
	}
	s.handed = g
	return nil
}

// collect lets those who were just answered ask again before the group is
// written: else the first of them would have the disk alone, and all others wait
// for it.
func (s *stream) collect() {
	for {
		runtime.Gosched()
		jobs := s.waiting()
		if len(jobs) == 0 {
			return
		}
		s.open.add(jobs)
	}
}

// write appends a group. It is finished even when the stream is to stop.
func (s *stream) write(g *group) error {
	start := time.Now()
	s.watcher.ours.Store(g.w.head.Seq)
	err := s.engine.log.Append(context.WithoutCancel(s.ctx), g.w.batch())
	g.took = time.Since(start)
	s.engine.appended(len(g.w.rows), g.took, err)
	return err
}

// land publishes what was written, answers, and has the next group written. Its
// error ends the stream.
func (s *stream) land(err error) error {
	g, next := s.flying, s.open
	s.flying, s.open = nil, nil
	stale := quicker(err)
	if stale {
		err = s.writeNext(g, true)
	}
	if err == nil {
		s.publish(g.w)
	}
	if s.pause = 0; err != nil || s.due() {
		s.pause = retryClock
	}
	if fatal(err) != nil {
		s.open = next
		s.engine.forget(s) // whoever asks once this is answered gets what is there
		g.refuse(err)
		return err
	}
	if next != nil && (stale || err != nil) { // it stands on what is not there
		s.open = s.newGroup()
		s.open.add(next.jobs)
	} else if next != nil {
		next.under, next.w.under, s.open = nil, nil, next
	}
	s.announce()
	s.patience.landed(len(g.jobs), s.gathered())
	if err != nil {
		g.refuse(err)
	} else {
		s.patience.wrote(g.took)
		g.answer()
	}
	return s.launch()
}

// quicker reports whether an append failed since somebody else was quicker, in the log or the records.
func quicker(err error) bool { return errors.Is(err, ErrStale) || errors.Is(err, records.ErrTaken) }

// gathered is how many are in the open group.
func (s *stream) gathered() int {
	if s.open == nil {
		return 0
	}
	return len(s.open.jobs)
}

// finish waits until all that was taken is written.
func (s *stream) finish() error {
	for s.flying != nil || s.open != nil {
		s.patience.over()
		if err := s.launch(); err != nil {
			return err
		}
		var err error
		if g := s.handed; g != nil {
			s.handed = nil
			err = s.land(s.write(g))
		} else if s.flying != nil {
			err = s.land(<-s.landed)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// giveUp gives back what was taken when the stream ends.
func (s *stream) giveUp(err error) {
	if s.flying != nil {
		_ = s.finish()
	}
	if s.open != nil {
		if err == nil {
			err = errReloaded
		}
		s.open.refuse(err)
		s.open = nil
	}
}

func (s *stream) publish(w *work) {
	if w.head == s.end {
		return
	}
	s.end = w.head
	s.watcher.end.Store(&w.head)
	s.past.keep(w.state)
	s.derived.publish(w.state, w.entries)
	c := make(chan struct{})
	close(*s.changed.Swap(&c))
	s.news = append(s.news, w.entries)
}

// announce tells OnBatch what was published: never while the log is locked.
func (s *stream) announce() {
	for _, entries := range s.news {
		s.ears.tell(entries)
		if f := s.engine.opts.OnBatch; f != nil {
			f(s.slug, entries)
		}
	}
	s.news = nil
}
