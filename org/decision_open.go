package org

import (
	"orpheus/org/deciding"
)

// JudgeDecision says what kind of question it is, by the six questions.
type JudgeDecision struct {
	Decision DecisionID      `json:"decision" doc:"which decision"`
	Harm     deciding.Answer `json:"harm" doc:"is harm under way, or does a day of waiting make it worse"`
	Familiar deciding.Answer `json:"familiar" doc:"was it solved the same way three times, with the result expected"`
	Knowable deciding.Answer `json:"knowable" doc:"could somebody who knows the subject work out the answer beforehand"`
	Reactive deciding.Answer `json:"reactive" doc:"does it depend on how people react, or would good experts disagree"`
	Undoable deciding.Answer `json:"undoable" doc:"can it be undone within a month, at little cost"`
	Shared   deciding.Answer `json:"shared" doc:"does it change other people's roles, rules, money or rights"`
}

// Reading is what was answered, in the order of the questions.
func (a *JudgeDecision) Reading() deciding.Reading {
	return deciding.Reading{a.Harm, a.Familiar, a.Knowable, a.Reactive, a.Undoable, a.Shared}
}

func (a *JudgeDecision) Check(s *State, m Moment) error {
	if m.Nobody() {
		return refuse(Invalid, "right.somebody")
	}
	if err := s.mustBeAt(a.Decision, deciding.Shaping); err != nil {
		return err
	}
	if a.Reading().IsZero() {
		return refuse(Invalid, "decision.judge")
	}
	return s.mustBelong(m, s.Decision(a.Decision).Circle)
}

func (a *JudgeDecision) Apply(d *Draft, m Moment) {
	x := d.decisions.Edit(d.own, a.Decision)
	said := Reading{Person: m.By, At: m.At, Is: a.Reading()}
	x.Readings = lastWord(x.Readings, said, func(one Reading) bool { return one.Person == m.By })
}

func (a *JudgeDecision) Say(_ *State, _ *Entry) Said { return say("", a.Decision) }

// Tell: who proposes it waits for what others say.
func (a *JudgeDecision) Tell(t *Telling) {
	t.Thing = RefOf(a.Decision)
	t.to(BecauseRaised, t.S.Decision(a.Decision).By)
}

// Judges is how many beside whoever proposes say what kind of question it is, before its
// way follows from that.
const Judges = 2

// OpenDecision begins the way in which it is decided.
type OpenDecision struct {
	Decision    DecisionID       `json:"decision" doc:"which decision"`
	Process     deciding.Process `json:"process,omitzero" doc:"another way than the questions suggest"`
	Why         Prose            `json:"why,omitzero" doc:"why another way, or why so soon"`
	Role        RoleID           `json:"role,omitzero" doc:"your role that lets you decide it, or the role that somebody is elected for" example:"R1"`
	Acted       Time             `json:"acted,omitzero" doc:"when you acted first" rare:"yes"`
	Facilitator PersonID         `json:"facilitator,omitzero" doc:"who facilitates; in turn where empty" rare:"yes" example:"P2"`
	AdviceFirst bool             `json:"advice_first,omitzero" doc:"advice comes first" derived:"yes"`
	Second      bool             `json:"second,omitzero" doc:"a second person looks" derived:"yes"`
	Portfolio   bool             `json:"portfolio,omitzero" doc:"small trials are consented to" derived:"yes"`
	TwoThirds   bool             `json:"two_thirds,omitzero" doc:"two thirds have to take part" derived:"yes"`
	Stage       deciding.Stage   `json:"stage,omitzero" doc:"the stage that begins" derived:"yes"`
	Until       Time             `json:"until,omitzero" doc:"until when" derived:"yes"`
}

// way is how it will be decided: as suggested, or otherwise.
func (a *OpenDecision) way(x *Decision) (deciding.Way, deciding.Suggestion) {
	g := x.Suggestion()
	w := g.Way()
	if a.Process != deciding.NoProcess && a.Process != w.Process {
		w = deciding.Way{Process: a.Process}
		if a.Process == deciding.Consent {
			w.Quorum = g.Quorum
		}
		w.Second = a.Process == deciding.RoleAuthority && !g.Reversible
	}
	return w, g
}

func (a *OpenDecision) Check(s *State, m Moment) error {
	if m.Nobody() {
		return refuse(Invalid, "right.somebody")
	}
	if err := first(s.mustBeAt(a.Decision, deciding.Shaping), s.mustPropose(m, a.Decision)); err != nil {
		return err
	}
	x := s.Decision(a.Decision)
	w, g := a.way(x)
	switch {
	case w.Process == deciding.NoProcess:
		return refuse(Invalid, "decision.judge")
	case w.Process == deciding.Vote:
		return refuse(Invalid, "decision.vote")
	case a.Why.IsZero() && w.Process != g.Process:
		return refuse(Invalid, "decision.why")
	case a.Why.IsZero() && w.Process != deciding.ActFirst && x.judged() < min(Judges, len(s.Together(a.Decision))-1):
		return refuse(Conflict, "decision.judges", Judges)
	}
	return first(a.checkWay(s, m, x, w.Process, w.Portfolio), s.checkFacilitator(a.Facilitator, x))
}

// judged is how many others said what kind of question it is.
func (x *Decision) judged() (n int) {
	for _, r := range x.Readings {
		if r.Person != x.By {
			n++
		}
	}
	return n
}

// checkWay refuses what a process needs and is not there.
func (a *OpenDecision) checkWay(s *State, m Moment, x *Decision, p deciding.Process, portfolio bool) error {
	switch p {
	case deciding.RoleAuthority:
		if a.Role == 0 {
			return refuse(Invalid, "decision.role")
		}
		if err := s.checkMandate(m, a.Role); err != nil {
			return err
		}
		if home := s.Role(a.Role).Circle; !s.Within(x.Circle, home) {
			return refuse(Forbidden, "decision.outside", x.Circle, home)
		}
		return s.mayChangeAlone(m, x.Changes)
	case deciding.Advice:
		return s.mayChangeAdvised(m, x.Changes)
	case deciding.Election:
		return s.mustElectFor(a.Role, x)
	case deciding.ActFirst:
		switch {
		case a.Acted > m.At:
			return refuse(Invalid, "decision.not_acted")
		case a.Acted != 0 && a.Acted < m.At-Day:
			return refuse(Conflict, "decision.told_late")
		case len(x.Changes) > 0:
			return refuse(Invalid, "decision.only_contain")
		}
	case deciding.Probe:
		return checkTrials(x)
	case deciding.Consent:
		if portfolio {
			return checkTrials(x)
		}
	}
	return nil
}

// mayChangeAlone refuses changes that whoever decides alone could not make without deciding:
// a role decides within its domain, not about what belongs to others.
func (s *State) mayChangeAlone(m Moment, acts Acts) error {
	d := s.Edit()
	for _, act := range acts {
		if _, err := d.Do(proposed(act), m); err != nil {
			return err
		}
	}
	return nil
}

// mayChangeAdvised refuses changes in circles to which whoever decides after advice does not
// belong. The rule that the structure changes by decisions only is no reason against: this
// is one.
func (s *State) mayChangeAdvised(m Moment, acts Acts) error {
	for _, act := range acts {
		for _, r := range About(act) {
			if home := s.HomeOf(r); home != 0 {
				if err := s.mustShare(m, home); err != nil {
					return err
				}
			}
		}
	}
	return nil
}

func checkTrials(x *Decision) error {
	switch {
	case len(x.Trials) == 0:
		return refuse(Conflict, "decision.trials")
	case len(x.Changes) > 0:
		return refuse(Invalid, "decision.trial_changes")
	}
	return nil
}

// checkFacilitator refuses whoever is not concerned, and whoever proposes: nobody tests
// objections to what they want.
func (s *State) checkFacilitator(p PersonID, x *Decision) error {
	if p == 0 {
		return nil
	}
	if p == x.By {
		return refuse(Invalid, "decision.facilitator")
	}
	if who := x.Party(p); who == nil || who.Asked {
		return refuse(Conflict, "decision.not_party", p)
	}
	return s.mustPerson(p)
}

func (a *OpenDecision) Prepare(s *State, m Moment) {
	x := s.Decision(a.Decision)
	w, _ := a.way(x)
	a.Process, a.AdviceFirst, a.Second, a.Portfolio, a.TwoThirds = w.Process, w.AdviceFirst, w.Second, w.Portfolio, !w.Quorum.IsZero()
	if a.Process == deciding.ActFirst && a.Acted == 0 {
		a.Acted = m.At
	}
	if a.Facilitator == 0 && (a.Process == deciding.Consent || a.Process == deciding.Election) {
		a.Facilitator = s.inTurn(a.Decision)
	}
	if stages := w.Stages(); len(stages) > 1 {
		row := *x
		row.Acted = a.Acted
		a.Stage, a.Until = stages[1], s.begins(&row, m.At, stages[1])
	}
}

// inTurn is who facilitates next: of those concerned who has not for longest, but for
// whoever proposes.
func (s *State) inTurn(id DecisionID) PersonID {
	last := map[PersonID]DecisionID{}
	for n, x := range s.Decisions() {
		last[x.Facilitator] = n
	}
	var next PersonID
	for _, p := range s.Together(id) {
		if p != s.Decision(id).By && !s.Person(p).Guest && (next == 0 || last[p] < last[next]) {
			next = p
		}
	}
	return next
}

func (a *OpenDecision) Apply(d *Draft, m Moment) {
	x := d.decisions.Edit(d.own, a.Decision)
	x.Process, x.AdviceFirst, x.Second, x.Portfolio, x.TwoThirds = a.Process, a.AdviceFirst, a.Second, a.Portfolio, a.TwoThirds
	x.Other, x.Role, x.Acted, x.Facilitator = a.Why.ID, a.Role, a.Acted, a.Facilitator
	if a.Stage != deciding.NoStage {
		x.begin(a.Stage, m.At, a.Until)
	}
	d.schedule(RefOf(a.Decision))
}

// Follow: what one may decide alone is decided.
func (a *OpenDecision) Follow(s *State, m Moment) []Act {
	var acts []Act
	if old := s.Decision(s.Decision(a.Decision).Instead); old != nil && old.Open() {
		acts = append(acts, &DropDecision{Decision: s.Decision(a.Decision).Instead, Smaller: true})
	}
	if a.Stage == deciding.NoStage {
		return append(acts, &AdoptDecision{Decision: a.Decision})
	}
	return append(acts, s.goesOn(a.Decision, m)...)
}

func (a *OpenDecision) Say(_ *State, _ *Entry) Said {
	if a.Until == 0 {
		return say("."+a.Process.String()+".now", a.Decision)
	}
	return say("."+a.Process.String(), a.Decision, a.Until)
}

func (a *OpenDecision) Tell(t *Telling) {
	t.decision(a.Decision)
	t.matter = MatterAsked
}

// InvolveInDecision adds somebody to those concerned, oneself too.
type InvolveInDecision struct {
	Decision DecisionID `json:"decision" doc:"which decision"`
	Person   PersonID   `json:"person" doc:"who is concerned too" example:"P1"`
	Asked    bool       `json:"asked,omitzero" doc:"they are asked for advice only"`
	Until    Time       `json:"until,omitzero" doc:"until when the stage lasts, so that they have time" derived:"yes"`
}

func (a *InvolveInDecision) Check(s *State, m Moment) error {
	if err := first(s.mustDecision(a.Decision), s.mustPerson(a.Person)); err != nil {
		return err
	}
	x := s.Decision(a.Decision)
	if p := x.Party(a.Person); p != nil && (!p.Asked || a.Asked) {
		return refuse(Conflict, "decision.party", a.Person)
	}
	if x.Stage == deciding.Voting || x.Stage == deciding.Counting { // who may vote is fixed when it begins
		return refuse(Conflict, "vote.fixed")
	}
	return first(s.mustBelong(m, x.Circle), s.mustReach(a.Person, x.Circle))
}

// Prepare: who comes late has the time that silence needs.
func (a *InvolveInDecision) Prepare(s *State, m Moment) {
	x := s.Decision(a.Decision)
	a.Until = x.Until
	if x.Stage == deciding.Answering && !a.Asked {
		a.Until = max(x.Until, m.At+hours(deciding.LeastNotice))
	}
}

func (a *InvolveInDecision) Apply(d *Draft, m Moment) {
	x := d.decisions.Edit(d.own, a.Decision)
	all := make([]Party, 0, len(x.Parties)+1)
	for _, p := range x.Parties {
		if p.Person != a.Person {
			all = append(all, p)
		}
	}
	x.Parties = append(all, Party{Person: a.Person, Asked: a.Asked, By: m.By, At: m.At})
	x.Until = a.Until
	d.schedule(RefOf(a.Decision))
}

func (a *InvolveInDecision) Say(_ *State, e *Entry) Said {
	if e.By == a.Person {
		return say(".self", a.Decision)
	}
	return say(when(a.Asked, ".asked"), a.Decision, a.Person)
}

func (a *InvolveInDecision) Tell(t *Telling) {
	t.Thing = RefOf(a.Decision)
	t.topics(RefOf(a.Decision))
	t.to(BecauseConcerned, a.Person)
	t.to(BecauseRaised, t.S.Decision(a.Decision).By)
	t.matter = MatterAsked
}
