package service

import (
	"time"

	"orpheus/insight/measure"
	"orpheus/insight/ties"
	"orpheus/org"
)

// Ties returns who is tied to whom in the window that ends at a moment, as the visitor may be
// shown it: nothing to guests, before the day that was agreed, or of fewer than eight people.
// An organisation that agreed later to statistics has none of the time before, whatever day is
// looked at.
func (l *Look) Ties(kind ties.Kind, at org.Time, window time.Duration) *ties.Network {
	scope, reason := l.tiesScope(at, window)
	if reason != ties.Shown {
		return &ties.Network{Kind: kind, At: scope.At, Reason: reason, Own: ties.Own{Dot: -1}}
	}
	return ties.Of(l.State, kind, scope, l.v.who, ties.Seat(l.State, max(l.At, at)))
}

// TiesAside returns what is read with Ties, of the same window.
func (l *Look) TiesAside(at org.Time, window time.Duration) *ties.Beside {
	scope, reason := l.tiesScope(at, window)
	if reason != ties.Shown {
		return &ties.Beside{Reason: reason}
	}
	return ties.Aside(l.State, scope)
}

// tiesScope is what is looked at. Of few people the window ends with the last month that is over:
// else whoever looks each day would see what each day brought.
func (l *Look) tiesScope(at org.Time, window time.Duration) (measure.Scope, ties.Reason) {
	from := l.Present.StatisticsFrom
	if measure.ClosesMonthly(measure.Members(l.State)) {
		at = max(measure.BeginningOfMonth(at, l.Zone()), l.State.Founded)
	}
	switch {
	case !l.Sight.All():
		return measure.Scope{At: at}, ties.ForGuests
	case from != 0 && at < from:
		return measure.Scope{At: at}, ties.NotAgreed
	case from != 0:
		window = min(window, time.Duration(at-from)*time.Microsecond)
	}
	return measure.Scope{At: at, Circle: org.Root, Window: window}, ties.Shown
}
