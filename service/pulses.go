package service

import (
	"context"
	"errors"
	"slices"

	"orpheus/ledger"
	"orpheus/org"
)

// pulseBox is what is kept of a round of the pulse while it goes on: who answered, in order of
// number, and the sums of what was answered. No answer is kept by itself, and there is no
// moment on it; docs/security.md says what it can tell.
type pulseBox struct {
	Answered []org.PersonID `json:"answered"`
	org.PulseTally
	Over bool `json:"over,omitzero"` // it is being closed: nothing is put in any more

	was string // as it lay there
}

func (d *Service) pulseBox(ctx context.Context, slug string, id org.PulseID) (*pulseBox, error) {
	b := new(pulseBox)
	was, err := d.readBox(ctx, slug, id.String(), b)
	b.was = was
	return b, err
}

// AnswerPulse adds what the visitor answers to what was answered. It is no act: nothing of it
// stands in the log, and what is given stays, since nobody can tell whose it is.
func (v *Visit) AnswerPulse(ctx context.Context, a *org.PulseAnswer) error {
	for {
		s, err := v.present(ctx)
		if err != nil {
			return err
		}
		if err := a.Check(s, org.Moment{At: org.At(v.d.now()), By: v.who}); err != nil {
			return err
		}
		b, err := v.d.pulseBox(ctx, v.slug, a.Pulse)
		switch {
		case err != nil:
			return err
		case b.Over:
			return &org.Error{Code: org.Conflict, Key: "pulse.over", Args: []any{a.Pulse}}
		case slices.Contains(b.Answered, v.who):
			return &org.Error{Code: org.Conflict, Key: "pulse.answered"}
		}
		b.Answered = append(b.Answered, v.who)
		slices.Sort(b.Answered)
		b.Put(a)
		if done, err := v.d.putBox(ctx, v.slug, a.Pulse.String(), b.was, b); done || err != nil {
			return err
		}
	}
}

// HasAnswered reports whether the visitor answered a round. Of others nobody learns it.
func (l *Look) HasAnswered(ctx context.Context, id org.PulseID) (bool, error) {
	if p := l.State.Pulse(id); p == nil || !p.Open() {
		return false, nil
	}
	b, err := l.v.d.pulseBox(ctx, l.v.slug, id)
	return err == nil && slices.Contains(b.Answered, l.v.who), err
}

// closePulses shows what was answered to the rounds of an organisation whose time is over, and
// drops the boxes of those that are closed or were taken back; it is given the names of all
// boxes there are. A box that cannot be opened is passed over.
func (d *Service) closePulses(ctx context.Context, slug string, s *org.State, boxes []string) error {
	var faults []error
	for _, name := range boxes {
		id, err := org.ParseID[org.PulseID](name)
		if err != nil {
			continue // of something else
		}
		if p := s.Pulse(id); p != nil && (p.Closed != 0 || p.Dropped != 0) {
			faults = append(faults, d.dropBox(ctx, slug, name))
		}
	}
	for id, p := range s.Pulses() { // with a box or, where nobody answered, without
		if p.Ended != 0 && p.Closed == 0 {
			faults = append(faults, d.closePulse(ctx, slug, id))
		}
	}
	return errors.Join(faults...)
}

// closePulse closes a box, shows what of it may be shown, and drops it. Whatever stops it on
// the way, the next one goes on where it was.
func (d *Service) closePulse(ctx context.Context, slug string, id org.PulseID) error {
	b, err := d.pulseBox(ctx, slug, id)
	if err != nil {
		return err
	}
	if !b.Over {
		b.Over = true
		if done, err := d.putBox(ctx, slug, id.String(), b.was, b); err != nil || !done { // another one is at it
			return err
		}
	}
	s, err := d.engine.State(ctx, slug)
	if err != nil {
		return err
	}
	if s.Pulse(id).Closed == 0 {
		_, err = d.engine.Do(ctx, slug, ledger.Request{Act: s.ClosingOf(id, &b.PulseTally), By: Nobody, Face: org.Clock})
	}
	s, unknown := d.engine.State(ctx, slug)
	if err := errors.Join(err, unknown); unknown != nil || s.Pulse(id).Closed == 0 { // nothing is dropped
		return err
	}
	return d.dropBox(ctx, slug, id.String()) // where it was refused, another one closed it
}
