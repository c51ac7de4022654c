package org

import "orpheus/org/deciding"

// AddTrial adds a small trial to what is proposed: what is tried, the limit within which it
// stays and ends at once, and the day on which it is looked at.
type AddTrial struct {
	Decision DecisionID `json:"decision" doc:"which decision"`
	Text     Prose      `json:"text" doc:"what is tried, by whom"`
	Limit    Prose      `json:"limit" doc:"what it may cost at most, and what ends it at once"`
	On       Time       `json:"on" doc:"the day on which it is looked at"`
}

// mostTrials is how many trials run beside each other at most.
const mostTrials = 8

func (a *AddTrial) Check(s *State, m Moment) error {
	if err := first(s.mustBeAt(a.Decision, deciding.Shaping), mustText(a.Text), mustText(a.Limit), s.mustPropose(m, a.Decision)); err != nil {
		return err
	}
	switch {
	case len(s.Decision(a.Decision).Trials) >= mostTrials:
		return refuse(Conflict, "trial.many", mostTrials)
	case a.On == 0:
		return refuse(Invalid, "trial.day")
	}
	return checkEnd(a.On, m)
}

func (a *AddTrial) Apply(d *Draft, _ Moment) {
	x := d.decisions.Edit(d.own, a.Decision)
	x.Trials = append(append([]Trial(nil), x.Trials...), Trial{Text: a.Text.ID, Limit: a.Limit.ID, On: a.On})
}

func (a *AddTrial) Say(_ *State, _ *Entry) Said { return say("", a.Decision, a.On) }

func (a *AddTrial) Tell(t *Telling) { t.decision(a.Decision) }

// ObserveTrial says what became of a trial. Anybody concerned may, also before its day: a
// limit that is reached ends it.
type ObserveTrial struct {
	Decision DecisionID `json:"decision" doc:"which decision"`
	Trial    uint16     `json:"trial" doc:"which of its trials, from 1" example:"1"`
	Keep     bool       `json:"keep,omitzero" doc:"it goes on, and may grow; else it stops"`
	Word     Prose      `json:"word" doc:"what you saw"`
}

func (a *ObserveTrial) Check(s *State, m Moment) error {
	if err := first(s.mustBeAt(a.Decision, deciding.Trying), mustText(a.Word)); err != nil {
		return err
	}
	x := s.Decision(a.Decision)
	switch {
	case a.Trial == 0 || int(a.Trial) > len(x.Trials):
		return refuse(NotFound, "trial.unknown", a.Trial)
	case x.Trials[a.Trial-1].Seen != 0:
		return refuse(Conflict, "trial.seen", a.Trial)
	case m.Nobody():
		return nil
	}
	return s.mustBeParty(m, x)
}

func (a *ObserveTrial) Apply(d *Draft, m Moment) {
	x := d.decisions.Edit(d.own, a.Decision)
	x.Trials = append([]Trial(nil), x.Trials...)
	t := &x.Trials[a.Trial-1]
	t.Seen, t.By, t.Keep, t.Word = m.At, m.By, a.Keep, a.Word.ID
}

func (a *ObserveTrial) Follow(s *State, m Moment) []Act { return s.goesOn(a.Decision, m) }

func (a *ObserveTrial) Say(_ *State, _ *Entry) Said { return say(when(a.Keep, ".keep"), a.Decision) }

func (a *ObserveTrial) Tell(t *Telling) { t.decision(a.Decision) }

// LookBack says what was done in haste, and what is to follow from it.
type LookBack struct {
	Decision DecisionID `json:"decision" doc:"which decision"`
	Word     Prose      `json:"word" doc:"what was done, what came of it, what is to follow"`
}

func (a *LookBack) Check(s *State, m Moment) error {
	if err := first(s.mustBeAt(a.Decision, deciding.Acting, deciding.LookingBack), mustText(a.Word)); err != nil {
		return err
	}
	if m.Nobody() {
		return nil
	}
	return s.mustBeParty(m, s.Decision(a.Decision))
}

func (a *LookBack) Apply(d *Draft, _ Moment) { d.decisions.Edit(d.own, a.Decision).Word = a.Word.ID }

func (a *LookBack) Follow(s *State, m Moment) []Act { return s.goesOn(a.Decision, m) }

func (a *LookBack) Say(_ *State, _ *Entry) Said { return say("", a.Decision) }

func (a *LookBack) Tell(t *Telling) { t.decision(a.Decision) }
