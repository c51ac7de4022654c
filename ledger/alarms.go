package ledger

import (
	"time"

	"orpheus/org"
)

// alarms are when the clock has something to end in organisations that were let go of:
// they are loaded then. Of each nothing but its name and a moment is kept. All of it is under
// engine.mu.
type alarms struct {
	e     *Engine
	due   map[string]org.Time
	timer *time.Timer // nil until something is due
	next  org.Time    // when the timer rings; zero for never
}

// set notes when something is due; zero for never.
func (a *alarms) set(slug string, due org.Time) {
	if due == 0 || a.e.closed {
		return
	}
	a.due[slug] = due
	if a.next == 0 || due < a.next {
		a.arm(due)
	}
}

func (a *alarms) arm(next org.Time) {
	a.next = next
	wait := min(next.Std().Sub(a.e.opts.Now()), time.Hour) // the machine may sleep, or its clock be set
	if a.timer == nil {
		a.timer = time.AfterFunc(wait, a.ring)
	} else {
		a.timer.Reset(wait)
	}
}

// ring loads the organisations in which something is due.
func (a *alarms) ring() {
	now := org.At(a.e.opts.Now())
	var slugs []string
	a.e.mu.Lock()
	if a.next = 0; a.e.closed {
		a.e.mu.Unlock()
		return
	}
	var next org.Time
	for slug, due := range a.due {
		switch {
		case due <= now:
			slugs = append(slugs, slug)
		case next == 0 || due < next:
			next = due
		}
	}
	if next != 0 {
		a.arm(next)
	}
	a.e.mu.Unlock()
	for _, slug := range slugs {
		if s, err := a.e.use(a.e.ctx, slug); err == nil {
			s.release()
		}
	}
}

func (a *alarms) stop() {
	if a.timer != nil {
		a.timer.Stop()
	}
}
