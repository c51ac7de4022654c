package service

import (
	"context"
	"slices"
	"time"

	"orpheus/insight/forms"
	"orpheus/insight/measure"
	"orpheus/insight/watch"
	"orpheus/org"
)

// members lets through who sees all that members see: what is said of the whole cannot be
// cut to a part.
func (l *Look) members() error {
	if l.Sight.All() {
		return nil
	}
	return &org.Error{Code: org.Forbidden, Key: "right.member"}
}

// signals are what is worth a conversation, and what of it somebody says is fine.
type signals struct{ open, settled []watch.Signal }

// mostSignals is for how many moments they are kept.
const mostSignals = 4

// Signals returns what is worth a conversation, and what of it somebody says is fine. It is
// for members, and the same for each.
func (l *Look) Signals(ctx context.Context) (open, settled []watch.Signal, err error) {
	if err := l.members(); err != nil {
		return nil, nil, err
	}
	if l.whatIf() {
		topics, err := l.topics(ctx)
		if err != nil {
			return nil, nil, err
		}
		open, settled = watch.All(l.Counted(), l.At, topics...)
		return open, settled, nil
	}
	kept, _, err := l.v.d.insights.Of(ctx, l.v.d.engine, l.v.slug)
	if err != nil {
		return nil, nil, err
	}
	key := insightKey{version: l.State.Version, from: l.Present.StatisticsFrom, at: l.counting(time.Minute)}
	found, ok := kept.signals.Get(key)
	if !ok {
		topics, err := l.topics(ctx)
		if err != nil {
			return nil, nil, err
		}
		open, settled = watch.All(l.Counted(), key.at, topics...)
		found = kept.signals.Keep(key, &signals{open, settled})
	}
	return slices.Clone(found.open), slices.Clone(found.settled), nil // for whoever narrows or sorts them
}

// OwnSignals returns what is worth a conversation for the visitor alone; room is what they
// said themselves about leading one more.
func (l *Look) OwnSignals(room bool) []watch.Signal {
	if l.Past || l.v.who == Nobody || l.v.who == org.AnyMember {
		return nil
	}
	return watch.Own(l.State, l.v.who, l.At, room)
}

// Cases is how led work is placed: planned or not, fitting or not.
type Cases struct {
	Cases    []forms.Case
	Panel    measure.Planned
	Forms    []forms.Form
	Premises []forms.Premise
}

// Cases returns how the leads of a window are placed, in a circle with all in it, as of
// [Look.Insight]: the cases are work that everybody sees, and its counts are those that the
// answers about leading have. What is counted beside them is for those who belong there.
func (l *Look) Cases(ctx context.Context, circle org.CircleID, days int) (*Cases, error) {
	said, err := l.Insight(ctx, circle, days)
	if err != nil {
		return nil, err
	}
	st, scope := l.Counted(), measure.Scope{At: l.At, Circle: said.Circle, Window: time.Duration(said.Days) * 24 * time.Hour, Zone: l.Zone()}
	c := &Cases{Cases: forms.Cases(st, measure.Take(st, scope)), Panel: said.Planned}
	if !l.belongsIn(said.Circle) {
		return c, nil
	}
	scope.At = said.At // what is counted closes when the answers do
	sample := measure.Take(st, scope)
	c.Premises = forms.Premises(st, sample, said.Answer(measure.Reciprocity))
	if c.Panel.Told { // forms are counts too
		c.Forms = forms.Named(st, forms.Cases(st, sample))
	}
	return c, nil
}
