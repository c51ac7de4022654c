package org

import "orpheus/org/deciding"

// ReviseDecision puts a new version in the place of what was proposed. Where answers were
// given, everybody answers anew, and objections stay until whose they are say that they
// are solved.
type ReviseDecision struct {
	Decision DecisionID     `json:"decision" doc:"which decision"`
	Text     Prose          `json:"text,omitzero" doc:"what would be agreed" example:"The codes are in the safe by the door."`
	Changes  Acts           `json:"changes,omitzero" doc:"what would change on the map"`
	Why      Prose          `json:"why,omitzero" doc:"what you changed, and for whom"`
	Stage    deciding.Stage `json:"stage,omitzero" doc:"the stage that begins" derived:"yes"`
	Until    Time           `json:"until,omitzero" doc:"until when" derived:"yes"`
}

func (a *ReviseDecision) Check(s *State, m Moment) error {
	if err := first(s.mustBeAt(a.Decision, deciding.Shaping, deciding.Advising, deciding.Deciding, deciding.Asking, deciding.Answering, deciding.Mending),
		s.mustPropose(m, a.Decision)); err != nil {
		return err
	}
	x := s.Decision(a.Decision)
	answered := x.Stage == deciding.Answering || x.Stage == deciding.Mending && !x.Moved
	switch {
	case a.Text.IsZero() && len(a.Changes) == 0:
		return refuse(Invalid, "decision.empty")
	case x.Process == deciding.Election:
		return refuse(Conflict, "decision.election")
	case answered && x.Round >= deciding.Rounds:
		return refuse(Conflict, "decision.rounds", deciding.Rounds)
	case len(x.Versions) >= 200:
		return refuse(Conflict, "decision.versions")
	}
	return s.mustChange(x.Circle, a.Changes, m)
}

func (a *ReviseDecision) Prepare(s *State, m Moment) {
	x := s.Decision(a.Decision)
	switch x.Stage {
	case deciding.Answering:
		a.Stage = deciding.Answering
	case deciding.Mending:
		a.Stage = x.Way().Resumes()
	default:
		return
	}
	a.Until = s.after(m.At, a.Stage)
}

func (a *ReviseDecision) Apply(d *Draft, m Moment) {
	x := d.decisions.Edit(d.own, a.Decision)
	x.Changes, x.Moved, x.Seconds = a.Changes, false, 0
	x.Versions = append(append([]Version(nil), x.Versions...), Version{At: m.At, Text: a.Text.ID, Why: a.Why.ID, Changes: a.Changes})
	for _, id := range x.Objections { // whose they are answer by settling them
		if o := d.Objection(id); o.Open() {
			d.respond(a.Decision, Answer{Person: o.Person, By: o.By, At: m.At, Says: Objects})
		}
	}
	if a.Stage == deciding.Voting { // about something else, and so anew
		x.Vote.Called, x.Vote.Ballots, x.Vote.Voted, x.Vote.Chosen, x.Vote.Tied = m.At, nil, nil, nil, nil
	}
	if a.Stage != deciding.NoStage {
		x.begin(a.Stage, m.At, a.Until)
		d.schedule(RefOf(a.Decision))
	}
}

func (a *ReviseDecision) Say(_ *State, _ *Entry) Said { return say("", a.Decision) }

// Open: it begins with what is proposed now.
func (a *ReviseDecision) Open(s *State) {
	if x := s.Decision(a.Decision); x != nil {
		a.Changes = x.Changes
	}
}

func (a *ReviseDecision) Tell(t *Telling) {
	t.decision(a.Decision)
	if a.Stage != deciding.NoStage {
		t.matter = MatterAsked
	}
}
