package server

import (
	"context"
	"fmt"
	"time"
)

const (
	// lookAtDue is how often to look for what the clock owes and nobody attends to: so long
	// after a program stopped another does it in its place.
	lookAtDue   = 20 * time.Second
	lookAtClock = time.Minute
	lookAtDates = time.Hour
)

// watchTime says in the log when the clock of the machine went ahead, when it is believed
// again, and which organisations have acts of days to come, until the context ends.
func (s *Server) watchTime(ctx context.Context) {
	tick := time.NewTicker(lookAtClock)
	defer tick.Stop()
	doubted, next := false, time.Now()
	for {
		if by := s.service.ClockAhead(); (by > 0) != doubted {
			doubted = by > 0
			if doubted {
				s.log.WarnContext(ctx, "the clock went ahead and is not followed for now; set it right, or start the program again if it is right", "ahead", by.Round(time.Second))
			} else {
				s.log.InfoContext(ctx, "the clock is followed again")
			}
		}
		if now := time.Now(); !now.Before(next) {
			next = now.Add(lookAtDates)
			s.lookAtDates(ctx)
		}
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
	}
}

func (s *Server) lookAtDates(ctx context.Context) {
	all, err := s.service.DatedAhead(ctx)
	if err != nil {
		if ctx.Err() == nil {
			s.log.WarnContext(ctx, "whether acts are dated ahead could not be seen", "error", err)
		}
		return
	}
	for _, d := range all {
		s.log.WarnContext(ctx, "acts are dated ahead: until then all are; orpheus restore --redate dates them anew", "org", d.Org, "until", d.Last.UTC().Format(time.RFC3339))
	}
	s.ahead.Store(int64(len(all)))
}

// attend has the clock do what it owes where nobody has done anything since this program
// began, or since another one on the store stopped, until the context ends. What goes wrong is
// said when it becomes another thing.
func (s *Server) attend(ctx context.Context) {
	tick := time.NewTicker(lookAtDue)
	defer tick.Stop()
	said := ""
	for {
		err := s.service.Overdue(ctx)
		if now := fmt.Sprint(err); err != nil && ctx.Err() == nil && now != said {
			s.log.ErrorContext(ctx, "what the clock has to do could not be done everywhere", "error", err)
			said = now
		} else if err == nil {
			said = ""
		}
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
	}
}
