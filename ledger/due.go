package ledger

import (
	"time"

	"orpheus/org"
)

// due reports whether the clock still owes something.
func (s *stream) due() bool {
	act, _ := s.head.Load().Due(org.At(s.engine.opts.Now()))
	return act != nil
}

// nextDue returns when the clock has something to end, zero for never.
func (s *stream) nextDue() org.Time {
	state := s.head.Load()
	if s.open != nil {
		state = s.open.w.now()
	} else if s.flying != nil {
		state = s.flying.w.now()
	}
	return state.NextDue()
}

// until returns how long it is until then. What could not be written is tried
// again after a pause.
func (s *stream) until(due org.Time) time.Duration {
	if due == 0 {
		return time.Hour
	}
	return min(max(s.pause, due.Std().Sub(s.engine.opts.Now())), time.Hour)
}

// retryClock is how long the clock waits after a failure.
const retryClock = time.Second

// unset is no moment at which anything is due.
const unset = org.Time(-1)
