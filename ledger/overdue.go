package ledger

import (
	"context"
	"errors"

	"orpheus/internal/contain"
	"orpheus/org"
)

// dueOf is when the clock has something to do in a state, as a batch says it.
func dueOf(s *org.State) org.Time {
	if due := s.NextDue(); due != 0 {
		return due
	}
	return NeverDue
}

// grace is how long after its moment what the clock has to do is left to whoever has the
// organisation loaded: they do it at that very moment.
const grace = org.Day / (24 * 60 * 30) // two seconds

// Overdue has the clock do what it owes in organisations that nobody attends to: those that
// were not loaded since this program began, and those of another program that stopped. It
// costs one question to the store where there are none.
//
// Several programs may do so at once, and hold no lease: each act of the clock is appended on
// the head it was worked out on, so of several one is written, and the others see it done.
func (e *Engine) Overdue(ctx context.Context) error {
	now := org.At(e.opts.Now())
	slugs, err := e.log.Due(ctx, now-grace)
	if err != nil {
		return err
	}
	var faults []error
	for _, slug := range slugs {
		if err := ctx.Err(); err != nil {
			return err
		}
		faults = append(faults, contain.Panics(func() error { return e.attend(ctx, slug, now) }))
	}
	return errors.Join(faults...)
}

// attend has what is overdue done, or notes that nothing is.
func (e *Engine) attend(ctx context.Context, slug string, now org.Time) error {
	state, err := e.glance(ctx, slug)
	if err != nil {
		return err
	}
	if due := dueOf(state); due > now {
		return e.log.NoteDue(ctx, slug, state.Version, due)
	}
	s, err := e.use(ctx, slug)
	if err == nil {
		s.release()
	}
	return err
}

// glance returns the state of an organisation, and keeps none in memory that is not there.
func (e *Engine) glance(ctx context.Context, slug string) (*org.State, error) {
	e.mu.Lock()
	_, there := e.streams[slug]
	e.mu.Unlock()
	if there {
		return e.State(ctx, slug)
	}
	l, err := load(ctx, e.log, slug, nil)
	return l.state, err
}
