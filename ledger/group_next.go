package ledger

import (
	"context"
	"time"
)

// amongOthers is for how many appends a writer expects other processes after it met one: it first
// locks the log, and then sees whether somebody was quicker, which costs one question less where
// somebody was, and none more where nobody was.
const amongOthers = 16

// writeNext appends a group while nobody else can write, on what other processes appended. Its jobs are
// done again where these did something, or where again says so.
func (s *stream) writeNext(g *group, again bool) error {
	ctx, start := context.WithoutCancel(s.ctx), time.Now()
	s.watcher.ours.Store(g.w.head.Seq)
	err := s.engine.log.AppendNext(ctx, s.slug, func(end Head) (Batch, error) {
		switch {
		case end == s.end && !again:
			return g.w.batch(), nil
		case end == (Head{}):
			return Batch{}, ErrNoOrganisation
		case end != s.end:
			if err := s.reach(ctx, end, rowsAhead(s.engine.log, s.slug, s.end.Seq)); err != nil {
				return Batch{}, err
			}
		}
		jobs := g.jobs
		*g = *s.newGroup()
		g.add(jobs)
		s.watcher.ours.Store(g.w.head.Seq)
		return g.w.batch(), nil
	})
	g.took = time.Since(start)
	s.engine.appended(len(g.w.rows), g.took, err)
	return err
}
