package service

import (
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

// Signals returns what is worth a conversation, and what of it somebody says is fine. It is
// for members, and the same for each.
func (l *Look) Signals() (open, settled []watch.Signal, err error) {
	if err := l.members(); err != nil {
		return nil, nil, err
	}
	open, settled = watch.All(l.State, l.At)
	return open, settled, nil
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
	Scope    measure.Scope
	From     org.Time
}

// Cases returns how the leads of a window are placed, in a circle with all in it; the root
// for the whole. It is for members, and the same for each. mutual is the answer to whether
// those who lead also follow; nil where nobody worked it out.
func (l *Look) Cases(circle org.CircleID, window time.Duration, mutual *measure.Answer) (*Cases, error) {
	if err := l.members(); err != nil {
		return nil, err
	}
	scope := measure.Scope{At: l.At, Circle: circle, Window: window}
	sample := measure.Take(l.State, scope)
	c := &Cases{Cases: forms.Cases(l.State, sample), Scope: sample.Scope, From: sample.From}
	c.Panel = forms.Panel(sample, c.Cases)
	c.Premises = forms.Premises(l.State, sample, mutual)
	if c.Panel.Told { // forms are counts too
		c.Forms = forms.Named(l.State, sample, c.Cases)
	}
	return c, nil
}
