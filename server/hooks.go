package server

import (
	"context"
	"time"
)

// tellHooks tells other programs what happened, until the context ends: when somebody did
// something, when a hook is due again, and from time to time, for what others did.
func (s *Server) tellHooks(ctx context.Context) {
	for {
		next, err := s.service.TellHooks(ctx)
		if err != nil && ctx.Err() == nil {
			s.log.ErrorContext(ctx, "other programs could not be told what happened", "error", err)
		}
		wait := lookAtNotices
		if next != 0 {
			wait = min(wait, next)
		}
		select {
		case <-ctx.Done():
			return
		case <-s.hooked:
			select {
			case <-ctx.Done():
			case <-time.After(gatherActs):
			}
		case <-time.After(wait):
		}
	}
}

// hook has it looked at what is to be told at hooks, if that is not about to be.
func (s *Server) hook() {
	select {
	case s.hooked <- struct{}{}:
	default:
	}
}
