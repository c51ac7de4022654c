package service

import (
	"context"
	"errors"
	"time"

	"orpheus/internal/clock"
	"orpheus/ledger"
	"orpheus/org"
)

// skew is how far the clocks of two machines may be apart.
const skew = org.Time(clock.Skew / time.Microsecond)

// past returns the moment at which something is to be written down: at, or now
// where clocks differ a little; zero for zero. What has not come yet is refused:
// the clock would end leads before their time, and hold the organisation there.
func (d *Service) past(at org.Time) (org.Time, error) {
	now := org.At(d.now())
	if at > now+skew {
		return 0, &org.Error{Code: org.Invalid, Key: "time.ahead", Args: []any{at, now}}
	}
	return min(at, now), nil
}

// Now is the time, as far as it can be believed.
func (d *Service) Now() time.Time { return d.now() }

// ClockAhead is how far the clock of the machine is ahead of what can be believed; zero
// where it is not. It is not followed meanwhile.
func (d *Service) ClockAhead() time.Duration {
	if d.clock == nil {
		return 0
	}
	return d.clock.Ahead()
}

// Dated is an organisation whose last act is dated ahead: it happened while a clock was
// wrong. All that is done there is dated so, until that moment has come.
type Dated struct {
	Org  string
	Last time.Time
}

// DatedAhead lists these organisations, by slug, without loading any.
func (d *Service) DatedAhead(ctx context.Context) ([]Dated, error) {
	all, err := d.store.Orgs(ctx)
	if err != nil {
		return nil, err
	}
	var ahead []Dated
	for _, o := range all {
		last, err := d.lastDated(ctx, o)
		if err != nil {
			return nil, err
		}
		if last > org.At(d.now())+skew {
			ahead = append(ahead, Dated{o.Slug, last.Std()})
		}
	}
	return ahead, nil
}

// lastDated is the moment of the last act; zero where it cannot be read, of which others
// tell.
func (d *Service) lastDated(ctx context.Context, o ledger.Info) (org.Time, error) {
	if o.Head.Seq == 0 {
		return 0, nil
	}
	for r, err := range d.store.Read(ctx, o.Slug, o.Head.Seq-1) {
		if _, broken := errors.AsType[*ledger.BrokenError](err); broken {
			return 0, nil
		}
		if err != nil {
			return 0, err
		}
		e, err := org.DecodeEntry(r.Seq, r.Line)
		if err != nil {
			return 0, nil
		}
		return e.At, nil
	}
	return 0, nil
}

// DatedAhead is the moment that has not come yet at which the last act is dated; zero
// where it has.
func (l *Look) DatedAhead() time.Time {
	if last := l.Present.Last; last > org.At(l.v.d.now())+skew {
		return last.Std()
	}
	return time.Time{}
}

// Overdue has the clock do what it owes in organisations that nobody attends to.
func (d *Service) Overdue(ctx context.Context) error { return d.engine.Overdue(ctx) }
