package org

// The clock tells once that the time of a small step is over: it goes on until somebody
// looks back on it, since nobody but them knows what came of it.
var _ = endsByClock((*State).Try, func(t *Try) Time {
	if !t.Runs() || t.Asked != 0 {
		return 0
	}
	return t.Until
}, func(id TryID) Act { return &AskAboutTry{Try: id} })

// AskAboutTry is the clock asking what is to become of a small step whose time is over.
type AskAboutTry struct {
	Try TryID `json:"try" doc:"which small step"`
}

func (a *AskAboutTry) Check(s *State, m Moment) error {
	if err := first(nobody(m), s.mustRun(a.Try)); err != nil {
		return err
	}
	if t := s.Try(a.Try); t.Asked != 0 || t.Until > m.At {
		return refuse(Conflict, "try.not_due", t.Until)
	}
	return nil
}

func (a *AskAboutTry) Apply(d *Draft, m Moment) {
	d.tries.Edit(d.own, a.Try).Asked = m.At
	d.trim()
}

func (a *AskAboutTry) Say(s *State, _ *Entry) Said {
	if t := s.Try(a.Try); t != nil {
		return say("", a.Try, t.Circle)
	}
	return say("", a.Try, CircleID(0))
}

// Tell: who looks after it is asked; where nobody does, its circle.
func (a *AskAboutTry) Tell(t *Telling) {
	row := t.S.Try(a.Try)
	t.Thing, t.matter = RefOf(a.Try), MatterDue
	t.topics(RefOf(a.Try), RefOf(row.Circle))
	if who := t.S.keeps(row); who != 0 {
		t.to(BecauseTheirs, who)
		return
	}
	t.in(row.Circle)
}

// TryOutcome is what a circle makes of a small step that it tried.
type TryOutcome uint8

// The outcomes. Nothing is better than another: what was stopped taught something too.
const (
	TryGoesOn  TryOutcome = iota
	TryKept               // they go on doing it
	TryChanged            // they do it in another way
	TryStopped            // they do not do it any more
)

var tryOutcomeNames = []string{"", "kept", "changed", "stopped"}

func (o TryOutcome) String() string { return tryOutcomeNames[o] }

// Words are all outcomes, by the names used in the log and the API.
func (TryOutcome) Words() []string { return tryOutcomeNames[1:] }

// Offered are all.
func (TryOutcome) Offered() []string { return tryOutcomeNames[1:] }

// MarshalText returns the name used in the log and the API.
func (o TryOutcome) MarshalText() ([]byte, error) { return []byte(o.String()), nil }

// UnmarshalText reads that name.
func (o *TryOutcome) UnmarshalText(b []byte) error {
	return fromName(o, tryOutcomeNames, string(b), "try.outcome")
}

// LookBackOnTry ends a small step with what its circle makes of it. It may come before the
// end: what does not help need not be borne until a day.
type LookBackOnTry struct {
	Try      TryID      `json:"try" doc:"which small step"`
	Outcome  TryOutcome `json:"becomes" doc:"whether you keep it, change it or stop" example:"kept"`
	Saw      Prose      `json:"saw,omitzero" doc:"what you wanted to see, and what you see"`
	Beside   Prose      `json:"beside,omitzero" doc:"what else happened in these weeks"`
	Cost     Prose      `json:"cost,omitzero" doc:"what it cost, and whom"`
	Learned  Prose      `json:"learned,omitzero" doc:"what you learned; it is kept where others find it"`
	Learning LearningID `json:"learning,omitzero" doc:"id of the learning" derived:"yes"`
}

func (a *LookBackOnTry) Check(s *State, m Moment) error {
	if err := s.mustRun(a.Try); err != nil {
		return err
	}
	if a.Outcome == TryGoesOn {
		return refuse(Invalid, "try.outcome", "")
	}
	return s.mustTry(m, s.Try(a.Try).Circle)
}

func (a *LookBackOnTry) Prepare(s *State, _ Moment) {
	if !a.Learned.IsZero() {
		a.Learning = s.learnings.Next()
	}
}

func (a *LookBackOnTry) Apply(d *Draft, m Moment) {
	t := d.tries.Edit(d.own, a.Try)
	t.Outcome, t.Seen, t.SeenBy = a.Outcome, m.At, m.By
	t.Saw, t.Beside, t.Cost, t.Taught = a.Saw.ID, a.Beside.ID, a.Cost.ID, a.Learning
	if a.Learning != 0 {
		d.learnings.Append(d.own, Learning{Circle: t.Circle, By: m.By, Text: a.Learned.ID, At: m.At})
	}
	d.trim()
}

func (a *LookBackOnTry) Undo(u undoing) ([]Act, error) {
	if u.now.Try(a.Try).Seen != u.e.At { // it goes on, or was looked back on again
		return nil, changed(a.Try)
	}
	acts := []Act{&ReopenTry{Try: a.Try}}
	if k := u.now.Learning(a.Learning); k != nil && k.Dropped == 0 {
		acts = append(acts, &DropLearning{Learning: a.Learning})
	}
	return acts, nil
}

func (a *LookBackOnTry) Say(s *State, _ *Entry) Said {
	c := CircleID(0)
	if t := s.Try(a.Try); t != nil {
		c = t.Circle
	}
	return say(when(a.Outcome != TryKept, "."+a.Outcome.String())+when(!a.Learned.IsZero(), ".learned"), a.Try, c)
}

func (a *LookBackOnTry) Tell(t *Telling) { t.try(a.Try) }

// ReopenTry goes on with a small step that was looked back on.
type ReopenTry struct {
	Try TryID `json:"try" doc:"which small step" example:"J2"`
}

func (a *ReopenTry) Check(s *State, m Moment) error {
	t := s.Try(a.Try)
	switch {
	case t == nil:
		return refuse(NotFound, "try.unknown", a.Try)
	case t.Runs() || t.Withdrawn:
		return refuse(Conflict, "try.open", a.Try)
	}
	return first(s.mustTry(m, t.Circle), s.mustHaveRoom(t.Circle, t.Small))
}

// Apply: what was said when it was looked back on is in the log, and not of this step any more.
func (a *ReopenTry) Apply(d *Draft, _ Moment) {
	t := d.tries.Edit(d.own, a.Try)
	t.Outcome, t.Seen, t.SeenBy, t.Saw, t.Beside, t.Cost, t.Taught = TryGoesOn, 0, 0, 0, 0, 0, 0
	d.schedule(RefOf(a.Try))
}

func (a *ReopenTry) Say(_ *State, _ *Entry) Said { return say("", a.Try) }

func (a *ReopenTry) Tell(t *Telling) { t.try(a.Try) }
