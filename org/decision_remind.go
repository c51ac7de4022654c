package org

import "orpheus/org/deciding"

// RemindBefore is how long before a stage ends the clock reminds those who still have to do
// what is theirs in it: once, since silence has consequences.
const RemindBefore = Day

// reminds is when the clock reminds of the end of the stage; zero for never, or where it
// did. Whoever acts first is asked for nothing before their authority is over.
func (x *Decision) reminds() Time {
	if !x.Open() || x.Stage == deciding.Acting || x.Reminded == x.Until {
		return 0
	}
	return x.Until - RemindBefore
}

// RemindDecision is the clock reminding of the end of a stage. More time is another end, of
// which it reminds anew.
type RemindDecision struct {
	Decision DecisionID `json:"decision" doc:"which decision"`
	Until    Time       `json:"until,omitzero" doc:"when the stage ends" derived:"yes"`
	Secret   bool       `json:"secret,omitzero" doc:"in secret: everybody is reminded, whoever voted too" derived:"yes"`
}

func (a *RemindDecision) Check(s *State, m Moment) error {
	if err := first(nobody(m), s.mustDecision(a.Decision)); err != nil {
		return err
	}
	if at := s.Decision(a.Decision).reminds(); at == 0 || m.At < at {
		return refuse(Conflict, "decision.waits", a.Decision)
	}
	return nil
}

func (a *RemindDecision) Prepare(s *State, _ Moment) {
	x := s.Decision(a.Decision)
	a.Until, a.Secret = x.Until, x.Stage == deciding.Voting && x.Vote.Secret
}

func (a *RemindDecision) Apply(d *Draft, _ Moment) {
	d.decisions.Edit(d.own, a.Decision).Reminded = a.Until
	d.schedule(RefOf(a.Decision))
}

func (a *RemindDecision) Say(_ *State, _ *Entry) Said {
	return say(when(a.Secret, ".secret"), a.Decision, a.Until)
}

// Tell: only whoever still has to do something is told; of a secret vote everybody who was
// called to it, since that nobody was told would say that they voted. Where the program was
// off until the stage was over, there is nothing to remind of.
func (a *RemindDecision) Tell(t *Telling) {
	x := t.S.Decision(a.Decision)
	if x == nil {
		return
	}
	t.Thing, t.matter = RefOf(a.Decision), MatterDue
	if t.E.At >= a.Until {
		return
	}
	for _, p := range t.S.askable(x, 0) {
		if t.S.PartOf(a.Decision, p, t.E.At) != NoPart {
			t.to(BecauseConcerned, p)
		}
	}
}
