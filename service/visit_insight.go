package service

import (
	"context"
	"slices"
	"time"

	"orpheus/insight/forms"
	"orpheus/insight/measure"
	"orpheus/internal/lru"
	"orpheus/ledger"
	"orpheus/org"
)

// insights are answers that were worked out, by what of: they are the same for everybody,
// and whoever looks next need not wait.
type insights struct {
	all     *lru.Cache[insightKey, *measure.Insight]
	signals *lru.Cache[insightKey, *signals]
	turns   *lru.Cache[insightKey, measure.Turns]
}

type insightKey struct {
	version uint64
	from    org.Time // the day that was agreed
	at      org.Time
	circle  org.CircleID
	window  time.Duration
	closing bool
}

// mostInsights is how many answers one organisation keeps: those of some circles over both
// windows, and of a few moments of the past.
const mostInsights = 64

func newInsights() *ledger.Projection[*insights] {
	return &ledger.Projection[*insights]{Begin: func(context.Context, ledger.Version) (*insights, error) {
		return &insights{lru.New[insightKey, *measure.Insight](mostInsights, nil), lru.New[insightKey, *signals](mostSignals, nil), lru.New[insightKey, measure.Turns](mostInsights, nil)}, nil
	}}
}

// Insight returns what the acts say about how leading is distributed, in a circle with all
// inside it: the same for everybody who belongs to it, and for all others with counts that
// are rounded. For members, since it is about the whole. They get a quarter or a year, whichever
// is nearer to what they ask for; whoever runs the program gets any.
func (l *Look) Insight(ctx context.Context, circle org.CircleID, days int) (*measure.Insight, error) {
	if err := l.members(); err != nil {
		return nil, err
	}
	if circle == 0 {
		circle = org.Root
	}
	if c := l.State.Circle(circle); c == nil || !c.Live() {
		return nil, &org.Error{Code: org.NotFound, Key: "circle.unknown", Args: []any{circle}}
	}
	window := time.Duration(days) * 24 * time.Hour
	if l.v.who != 0 {
		window = measure.Offered(window)
	}
	said, err := l.insight(ctx, circle, window)
	if err != nil || l.v.who == 0 {
		return said, err
	}
	if !l.belongsIn(circle) {
		return said.FromOutside(), nil
	}
	if window < measure.Year || circle > org.Root {
		return said, nil
	}
	sum, enough, err := l.Directions(ctx)
	if err != nil || !enough {
		return said, err
	}
	if one, known := sum.OneWay(); known {
		said = said.Judged(one, sum.Up+sum.Down)
	}
	return said, nil
}

// counting is the moment up to which something is counted. The present is that of the last act
// or of the beginning of this hour, or minute, whichever is later: what nobody did changes
// nothing within it, and what was worked out holds so long.
func (l *Look) counting(within time.Duration) org.Time {
	if l.Past {
		return l.At
	}
	return max(l.State.Last, org.At(l.At.Std().Truncate(within)))
}

// whatIf reports whether what is looked at neither is nor was so.
func (l *Look) whatIf() bool { return l.State != l.Present && !l.Past }

// insight works answers out, or finds them.
func (l *Look) insight(ctx context.Context, circle org.CircleID, window time.Duration) (*measure.Insight, error) {
	scope := measure.Scope{At: l.At, Circle: circle, Window: window, Zone: l.Zone(), Closing: l.v.who != 0}
	if l.whatIf() {
		return answers(l.Counted(), scope), nil
	}
	scope.At = l.counting(time.Hour)
	kept, _, err := l.v.d.insights.Of(ctx, l.v.d.engine, l.v.slug)
	if err != nil {
		return nil, err
	}
	key := insightKey{l.State.Version, l.Present.StatisticsFrom, scope.At, circle, window, scope.Closing}
	if said, ok := kept.all.Get(key); ok {
		return said, nil
	}
	return kept.all.Keep(key, answers(l.Counted(), scope)), nil
}

// Facilitated says whether facilitating goes round in a circle; false where there is too little
// to say it. For members, as all insight is.
func (l *Look) Facilitated(ctx context.Context, circle org.CircleID) (t measure.Turns, ok bool, err error) {
	if !l.Sight.All() {
		return t, false, nil
	}
	if l.whatIf() {
		t, ok = measure.Facilitated(l.Counted(), circle, l.At)
		return t, ok, nil
	}
	kept, _, err := l.v.d.insights.Of(ctx, l.v.d.engine, l.v.slug)
	if err != nil {
		return t, false, err
	}
	key := insightKey{version: l.State.Version, from: l.Present.StatisticsFrom, at: l.counting(time.Hour), circle: circle}
	t, found := kept.turns.Get(key)
	if !found {
		t, _ = measure.Facilitated(l.Counted(), circle, key.at)
		kept.turns.Keep(key, t)
	}
	return t, t.Known, nil
}

// answers are all that is said of a scope: the twelve, and how led work is placed.
func answers(s *org.State, scope measure.Scope) *measure.Insight {
	said, sample := measure.Ask(s, scope)
	said.Planned = forms.Count(s, sample)
	if a := said.Answer(measure.EffectiveLeaders); a.Reason != "" { // a count of leads tells no more than that one
		said.Planned = measure.Planned{M: said.Planned.M, Reason: a.Reason}
	}
	return said
}

// Counted is the state that is looked at, for statistics: they count from the day that is
// agreed now, whatever day is looked at.
func (l *Look) Counted() *org.State { return l.State.CountingFrom(l.Present.StatisticsFrom) }

// belongsIn reports whether the visitor belongs to a circle or one inside it.
func (l *Look) belongsIn(c org.CircleID) bool {
	return c == org.Root || slices.ContainsFunc(l.State.CirclesOf(l.v.who), func(own org.CircleID) bool { return l.State.Within(own, c) })
}

// Differences is what the acts of a what-if would change in the numbers of a circle, over a
// window as of [Look.Insight]; nothing where the organisation is looked at as it is. For
// members.
func (l *Look) Differences(circle org.CircleID, days int) []measure.Difference {
	if l.beside == nil || !l.Sight.All() {
		return nil
	}
	scope := measure.Scope{At: l.At, Circle: circle, Window: measure.Offered(time.Duration(days) * 24 * time.Hour), Zone: l.Zone(), Closing: true}
	if c := l.beside.State.Circle(max(circle, org.Root)); c == nil || !c.Live() {
		return nil // it would be made only then
	}
	return measure.WhatIf(l.beside.Counted(), l.Counted(), scope)
}
