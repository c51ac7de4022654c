package org

import (
	"cmp"
	"slices"
)

// Step is something to do next in an initiative, by somebody or by whoever gets to it.
type Step struct {
	_          struct{} `cbor:",toarray"`
	Initiative InitiativeID
	By         PersonID
	Text       TextID
	Set        Time
	Due        Time // zero for no date
	Done       Time // zero while to do
	Prev       StepID

	Who     PersonID // who does it; zero for whoever leads
	Beside  bool     // it left the steps before it to be done; in old logs each took the place of the last
	Dropped Time     // when it was taken off the list; zero for never
	Told    Time     // when the clock told of its day; zero until then
}

type stepRow Step

// MarshalCBOR writes the row, of old ones as it was when work had one next step.
func (st Step) MarshalCBOR() ([]byte, error) { return encodeRow(stepRow(st), 7) }

// UnmarshalCBOR reads what MarshalCBOR wrote.
func (st *Step) UnmarshalCBOR(b []byte) error { return decodeRow(b, (*stepRow)(st)) }

// Open reports whether the step was neither done nor dropped.
func (st *Step) Open() bool { return st.Done == 0 && st.Dropped == 0 }

// Steps returns the steps of a piece of work that are to do, those with a day first, by
// it, and those that were done, the latest first. What another took the place of is in
// neither.
func (s *State) Steps(id InitiativeID) (open, done []StepID) {
	i := s.Initiative(id)
	if i == nil {
		return nil, nil
	}
	replaced := false
	for n := i.LastStep; n != 0; n = s.Step(n).Prev {
		switch st := s.Step(n); {
		case st.Done != 0:
			done = append(done, n)
		case st.Open() && !replaced:
			open = append(open, n)
		}
		replaced = replaced || !s.Step(n).Beside
	}
	slices.SortFunc(open, func(a, b StepID) int {
		x, y := s.Step(a).Due, s.Step(b).Due
		if (x == 0) != (y == 0) {
			return cmp.Compare(y, x)
		}
		return cmp.Or(cmp.Compare(x, y), cmp.Compare(a, b))
	})
	slices.SortStableFunc(done, func(a, b StepID) int { return cmp.Compare(s.Step(b).Done, s.Step(a).Done) })
	return open, done
}

// NextStep is the first of the steps that are to do; zero for none.
func (s *State) NextStep(id InitiativeID) StepID {
	if open, _ := s.Steps(id); len(open) > 0 {
		return open[0]
	}
	return 0
}

// StepFor reports whether a step of work that somebody leads is for p to do: it is
// theirs, or it is nobody's and they lead.
func (s *State) StepFor(p PersonID, id StepID) bool {
	st := s.Step(id)
	if who := s.Person(st.Who); who != nil && who.Present() {
		return st.Who == p
	}
	return s.LeadOf(p, st.Initiative) != 0
}

// mustStep refuses a step that is not to do, and whoever neither takes part nor is to
// do it.
func (s *State) mustStep(m Moment, id StepID) error {
	st := s.Step(id)
	switch {
	case st == nil:
		return refuse(NotFound, "step.unknown", id)
	case st.Done != 0:
		return refuse(Conflict, "step.done", id)
	case st.Dropped != 0:
		return refuse(Conflict, "step.dropped")
	}
	return first(s.mustInitiative(st.Initiative), s.mustDoStep(m, st))
}

func (s *State) mustDoStep(m Moment, st *Step) error {
	if st.Who != 0 && st.Who == m.By {
		return nil
	}
	return s.mustTakePart(m, st.Initiative)
}

// mustDoer refuses giving a step to somebody who left, or who does not see the work.
func (s *State) mustDoer(who PersonID, c CircleID) error {
	if who == 0 {
		return nil
	}
	return first(s.mustPerson(who), s.mustReach(who, c))
}

// step has a telling be about a step: who does it is told, who takes part, and who
// follows the work.
func (t *Telling) step(id StepID) {
	st := t.S.Step(id)
	t.about(st.Initiative)
	t.to(BecauseTheirs, st.Who)
	t.partners(t.S.Initiative(st.Initiative))
}

// SetStep says something that comes next, and who does it.
type SetStep struct {
	Step       StepID       `json:"step,omitzero" doc:"the new id" derived:"id"`
	Initiative InitiativeID `json:"initiative" doc:"which initiative"`
	Text       Prose        `json:"text" doc:"what comes next"`
	Due        Time         `json:"due,omitzero" doc:"by when" example:"2027-06-01"`
	Who        PersonID     `json:"who,omitzero" doc:"who does it; whoever leads where empty" example:"P2"`
	Beside     bool         `json:"beside,omitzero" doc:"the steps before it stay" derived:"yes"`
}

func (a *SetStep) Check(s *State, m Moment) error {
	return first(s.mustInitiative(a.Initiative), mustText(a.Text), checkEnd(a.Due, m), s.mustTakePart(m, a.Initiative),
		s.mustDoer(a.Who, s.circleOf(a.Initiative)))
}

func (a *SetStep) Prepare(s *State, _ Moment) { a.Step, a.Beside = s.steps.Next(), true }

func (a *SetStep) Apply(d *Draft, m Moment) {
	i := d.initiatives.Edit(d.own, a.Initiative)
	i.LastStep = d.steps.Append(d.own, Step{
		Initiative: a.Initiative, By: m.By, Text: a.Text.ID, Set: m.At, Due: a.Due, Prev: i.LastStep, Who: a.Who, Beside: a.Beside,
	})
	d.schedule(RefOf(i.LastStep))
}

func (a *SetStep) Undo(u undoing) ([]Act, error) {
	if was := u.now.Step(a.Step); was.Who != a.Who || was.Due != a.Due {
		return nil, refuse(Conflict, "undo.step")
	}
	return []Act{&DropStep{Step: a.Step}}, nil
}

func (a *SetStep) Say(_ *State, e *Entry) Said {
	names, variant := []any{a.Initiative}, ""
	if a.Who != 0 && a.Who != e.By {
		names, variant = append(names, a.Who), ".who"
	}
	if a.Due != 0 {
		names, variant = append(names, a.Due), variant+".due"
	}
	return Said{variant, names}
}

func (a *SetStep) Tell(t *Telling) {
	t.Thing = RefOf(a.Initiative)
	t.to(BecausePlaced, a.Who)
	t.topics(RefOf(a.Initiative))
}

// FinishStep says that a step is done.
type FinishStep struct {
	Step StepID `json:"step" doc:"which step"`
}

func (a *FinishStep) Check(s *State, m Moment) error { return s.mustStep(m, a.Step) }

func (a *FinishStep) Apply(d *Draft, m Moment) {
	d.steps.Edit(d.own, a.Step).Done = m.At
	d.trim()
}

func (a *FinishStep) Undo(undoing) ([]Act, error) { return []Act{&ReopenStep{Step: a.Step}}, nil }

func (a *FinishStep) Tell(t *Telling) { t.step(a.Step) }
