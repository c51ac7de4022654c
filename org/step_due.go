package org

import "time"

// Late reports whether something that is due on the day of t is late at a moment: it is
// from the next day on, where the moment is. Nothing without a day is ever late.
func (t Time) Late(now time.Time) bool {
	if t == 0 {
		return false
	}
	return t.Std().In(now.Location()).Before(time.Date(now.Year(), now.Month(), now.Day(), 0, 0, 0, 0, now.Location()))
}

// The clock tells of a step when its day comes, while the work goes on. Of steps from
// when work had one next step it never told, and does not begin to.
var _ = registerDeadline('A', &deadline{
	at: func(s *State, n uint32) Time {
		st := s.Step(StepID(n))
		if !st.Open() || !st.Beside || st.Told != 0 || !s.Initiative(st.Initiative).Live() {
			return 0
		}
		return st.Due
	},
	act: func(_ *State, n uint32) Act { return &StepDue{Step: StepID(n)} },
	has: func(s *State, n uint32) bool { return s.Step(StepID(n)) != nil },
})

// StepDue is the clock telling that the day of a step has come.
type StepDue struct {
	Step StepID `json:"step" doc:"which step"`
}

func (a *StepDue) Check(s *State, m Moment) error {
	if err := first(nobody(m), s.mustStep(m, a.Step)); err != nil {
		return err
	}
	if due := s.Step(a.Step).Due; due == 0 || due > m.At {
		return refuse(Conflict, "step.not_due")
	}
	return nil
}

func (a *StepDue) Apply(d *Draft, m Moment) {
	d.steps.Edit(d.own, a.Step).Told = m.At
	d.trim()
}

// Tell: those who are to do it.
func (a *StepDue) Tell(t *Telling) {
	st := t.S.Step(a.Step)
	t.Thing, t.matter = RefOf(st.Initiative), MatterDue
	if who := t.S.Person(st.Who); who != nil && who.Present() {
		t.to(BecauseTheirs, st.Who)
		return
	}
	t.leaders(t.S.Initiative(st.Initiative))
}
