package service

import (
	"context"
	"slices"
	"strconv"

	"orpheus/insight/measure"
	"orpheus/insight/readiness"
	"orpheus/org"
)

// Readiness returns where a circle stands, with all inside it: what is to be seen there, beside
// what people said, and where others in such a place began. For members, and the same for each.
func (l *Look) Readiness(ctx context.Context, circle org.CircleID) (*readiness.Profile, error) {
	if err := l.members(); err != nil {
		return nil, err
	}
	if circle == 0 {
		circle = org.Root
	}
	if c := l.State.Circle(circle); c == nil || !c.Live() {
		return nil, &org.Error{Code: org.NotFound, Key: "circle.unknown", Args: []any{circle}}
	}
	signals, _, err := l.Signals(ctx)
	if err != nil {
		return nil, err
	}
	var runs []string
	for _, t := range l.State.Tries() {
		if t.Runs() && t.Small != "" && l.State.Within(t.Circle, circle) {
			runs = append(runs, t.Small)
		}
	}
	return readiness.Of(circle, readiness.Gather(l.Counted(), circle, l.At, signals), l.pulseOf(circle), runs), nil
}

// Around is one question of insight before a small step and with it: each where it may be shown.
type Around struct{ Before, With *measure.Answer }

// Around returns what was measured before a small step, and up to when it was looked back on, by
// the questions of the library that have to do with it, over a quarter each. Only what may be
// shown at both moments is in it: what differs between them, no figure says.
func (l *Look) Around(ctx context.Context, t *org.Try, questions []string) ([]Around, error) {
	if l.members() != nil || len(questions) == 0 || l.whatIf() {
		return nil, nil
	}
	days := int(measure.Quarter.Hours()) / 24
	asked := func(at org.Time) (*measure.Insight, error) {
		then, err := l.v.Look(ctx, at)
		if err != nil {
			return nil, err
		}
		if c := then.State.Circle(t.Circle); c == nil || !c.Live() {
			return nil, nil
		}
		return then.Insight(ctx, t.Circle, days)
	}
	was, err := asked(t.Since)
	if err != nil || was == nil {
		return nil, err
	}
	end := l.At
	if t.Seen != 0 && t.Seen < end {
		end = t.Seen
	}
	is, err := asked(end)
	if err != nil || is == nil {
		return nil, err
	}
	var out []Around
	for _, q := range questions {
		one := Around{was.Answer(measure.Question(q)), is.Answer(measure.Question(q))}
		if slices.ContainsFunc([]*measure.Answer{one.Before, one.With}, func(a *measure.Answer) bool { return a == nil || a.Low == nil || a.High == nil }) {
			continue
		}
		out = append(out, one)
	}
	return out, nil
}

// Lay does at once what a template makes, where the guardrail of the circle lets the visitor:
// each thing is an act of theirs, once for a key. It ends with the first that is refused; what
// was done before stays, and is taken back like anything else.
func (v *Visit) Lay(ctx context.Context, laying org.Laying, face org.Face, key string) (int, error) {
	now, err := v.present(ctx)
	if err != nil {
		return 0, err
	}
	plan, err := org.Plan{}.Lay(now, org.At(v.d.now()), laying)
	if err != nil {
		return 0, err
	}
	done := 0
	err = plan.Each(func(act org.Act) (org.Act, error) {
		asked := Asked{Act: act, Face: face}
		if key != "" {
			asked.Key = key + "." + strconv.Itoa(done)
		}
		answer, err := v.Do(ctx, asked)
		if err != nil {
			return nil, err
		}
		done++
		return answer.Entries[0].Act, nil
	})
	return done, err
}

// MayLay reports why the visitor may not do at once what a template makes; nil where they may.
func (v *Visit) MayLay(l *Look, laying org.Laying) error {
	plan, err := org.Plan{}.Lay(l.State, l.At, laying)
	if err != nil {
		return err
	}
	d := l.State.Edit()
	return plan.Each(func(act org.Act) (org.Act, error) {
		done, err := d.Do(act, org.Moment{At: max(l.At, l.State.Last), By: v.who, Face: org.Web})
		if err != nil {
			return nil, err
		}
		return done[0].Act, nil
	})
}
