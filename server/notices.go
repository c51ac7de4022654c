package server

import (
	"context"
	"errors"
	"time"
)

const (
	// gatherActs is how long acts are gathered before people are told: what comes together
	// is looked at once.
	gatherActs = 200 * time.Millisecond
	// lookAtNotices is how often to look for what others did, the clock among them, and
	// for overviews that are due.
	lookAtNotices = 20 * time.Second
)

// tellPeople puts what tells of what happened into the outbox, until the context ends. Where
// no mail goes out, nothing waits for one, and messages go to devices.
func (s *Server) tellPeople(ctx context.Context) {
	looked := time.Time{}
	for {
		s.service.Silent(!s.Identity.Mails())
		err := s.service.QueueMails(ctx)
		if s.Identity.Mails() && time.Since(looked) >= lookAtNotices { // not with each act: it takes a look at every organisation
			err, looked = errors.Join(err, s.service.QueueOverviews(ctx)), time.Now()
		}
		if err != nil && ctx.Err() == nil {
			s.log.ErrorContext(ctx, "people could not be told of what happened", "error", err)
		}
		select {
		case <-ctx.Done():
			return
		case <-s.acted:
			select {
			case <-ctx.Done():
			case <-time.After(gatherActs):
			}
		case <-time.After(lookAtNotices):
		}
	}
}

// tell has it looked at whom to tell, if that is not about to be.
func (s *Server) tell() {
	select {
	case s.acted <- struct{}{}:
	default:
	}
	s.hook()
}
