package org

// AmendStep gives a step to somebody else, or another day; nil stays.
type AmendStep struct {
	Step StepID    `json:"step" doc:"which step" example:"A1"`
	Who  *PersonID `json:"who,omitzero" doc:"who does it; whoever leads where empty" example:"P2"`
	Due  *Time     `json:"due,omitzero" doc:"by when" example:"2027-07-01"`
}

func (a *AmendStep) Check(s *State, m Moment) error {
	if err := s.mustStep(m, a.Step); err != nil {
		return err
	}
	if a.Due != nil && *a.Due > m.At+LongestLead {
		return refuse(Invalid, "end.far", *a.Due)
	}
	if a.Who != nil {
		return s.mustDoer(*a.Who, s.circleOf(s.Step(a.Step).Initiative))
	}
	return nil
}

func (a *AmendStep) Apply(d *Draft, _ Moment) {
	st := d.steps.Edit(d.own, a.Step)
	if a.Due != nil && *a.Due != st.Due {
		st.Told = 0
	}
	set(&st.Who, a.Who)
	set(&st.Due, a.Due)
	d.schedule(RefOf(a.Step))
}

func (a *AmendStep) Undo(u undoing) ([]Act, error) {
	was, is := u.before.Step(a.Step), u.now.Step(a.Step)
	back, differs := &AmendStep{Step: a.Step}, false
	var who, due bool
	back.Who, who = field(a.Who, was.Who, is.Who, equal, &differs)
	back.Due, due = field(a.Due, was.Due, is.Due, equal, &differs)
	switch {
	case !who || !due:
		return nil, refuse(Conflict, "undo.step")
	case !differs:
		return nil, nothing()
	}
	return []Act{back}, nil
}

func (a *AmendStep) Say(_ *State, e *Entry) Said {
	switch {
	case a.Who != nil && *a.Who != 0 && *a.Who == e.By:
		return say(".self", a.Step)
	case a.Who != nil && *a.Who != 0:
		return say(".who", a.Step, *a.Who)
	case a.Due != nil && *a.Due != 0:
		return say(".due", a.Step, *a.Due)
	}
	return say("", a.Step)
}

func (a *AmendStep) Open(s *State) {
	if st := s.Step(a.Step); st != nil {
		a.Who, a.Due = &st.Who, &st.Due
	}
}

// Tell: whoever is given a step is told, and whoever had it.
func (a *AmendStep) Tell(t *Telling) {
	st := t.S.Step(a.Step)
	t.Thing = RefOf(st.Initiative)
	if a.Who != nil {
		t.to(BecausePlaced, *a.Who)
	} else {
		t.to(BecauseTheirs, st.Who)
	}
	t.topics(RefOf(st.Initiative))
}

// DropStep takes a step that need not be done off the list.
type DropStep struct {
	Step StepID `json:"step" doc:"which step" example:"A1"`
}

func (a *DropStep) Check(s *State, m Moment) error { return s.mustStep(m, a.Step) }

func (a *DropStep) Apply(d *Draft, m Moment) {
	d.steps.Edit(d.own, a.Step).Dropped = m.At
	d.trim()
}

func (a *DropStep) Undo(undoing) ([]Act, error) { return []Act{&ReopenStep{Step: a.Step}}, nil }

func (a *DropStep) Tell(t *Telling) { t.step(a.Step) }

// ReopenStep puts a step that was done or dropped back among what is to do.
type ReopenStep struct {
	Step StepID `json:"step" doc:"which step" example:"A2"`
}

func (a *ReopenStep) Check(s *State, m Moment) error {
	st := s.Step(a.Step)
	switch {
	case st == nil:
		return refuse(NotFound, "step.unknown", a.Step)
	case st.Open():
		return refuse(Conflict, "step.open")
	}
	return first(s.mustInitiative(st.Initiative), s.mustDoStep(m, st))
}

func (a *ReopenStep) Apply(d *Draft, _ Moment) {
	st := d.steps.Edit(d.own, a.Step)
	st.Done, st.Dropped = 0, 0
	d.schedule(RefOf(a.Step))
}

func (a *ReopenStep) Tell(t *Telling) { t.step(a.Step) }
