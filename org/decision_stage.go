package org

import (
	"time"

	"orpheus/org/deciding"
)

// A decision owes the clock a reminder, and then the end of its stage.
var _ = registerDeadline('D', &deadline{
	at: func(s *State, n uint32) Time {
		x := s.Decision(DecisionID(n))
		switch at := x.reminds(); {
		case !x.Open():
			return 0
		case at != 0:
			return at
		}
		return x.Until
	},
	act: func(s *State, n uint32) Act {
		if s.Decision(DecisionID(n)).reminds() != 0 {
			return &RemindDecision{Decision: DecisionID(n)}
		}
		return &TurnDecision{Decision: DecisionID(n)}
	},
	has: func(s *State, n uint32) bool { return s.Decision(DecisionID(n)) != nil },
})

// after is when a stage that begins at a moment usually ends: so many days on, at four in
// the afternoon where the organisation is, whatever its clocks were put to meanwhile. Time
// that is counted in hours is kept to the minute.
func (s *State) after(at Time, stage deciding.Stage) Time {
	usual, _, _ := stage.Takes()
	if stage == deciding.Acting || stage == deciding.NoStage {
		return at + hours(usual)
	}
	zone, err := time.LoadLocation(s.Zone)
	if err != nil {
		zone = time.UTC
	}
	local := at.Std().In(zone)
	end := At(time.Date(local.Year(), local.Month(), local.Day()+int(usual/24), closing, 0, 0, 0, zone))
	if _, least, _ := stage.Takes(); end < at+hours(least) {
		return At(time.Date(local.Year(), local.Month(), local.Day()+int(usual/24)+1, closing, 0, 0, 0, zone))
	}
	return end
}

// closing is the hour of the day at which time is over.
const closing = 16

func hours(h deciding.Hours) Time { return Time(h) * Day / 24 }

// begins is when a stage that begins at a moment ends. What is tried ends some days after
// the last trial is to be looked at.
func (s *State) begins(x *Decision, at Time, stage deciding.Stage) Time {
	from := at
	switch stage {
	case deciding.Trying:
		for _, t := range x.Trials {
			from = max(from, t.On)
		}
	case deciding.Acting:
		from = x.Acted
	}
	return s.after(from, stage)
}

// facts are what is known of a decision at a moment.
func (s *State) facts(id DecisionID, now Time) deciding.Facts {
	x := s.Decision(id)
	_, least, _ := x.Stage.Takes()
	f := deciding.Facts{
		Way: x.Way(), Stage: x.Stage, Over: now >= x.Until, Least: now >= x.Began+hours(least), Moved: x.Moved, Seconded: x.Seconds != 0,
	}
	for _, p := range s.Together(id) {
		f.People++
		if x.didTheirs(p) {
			f.Answered++
		}
	}
	for _, p := range x.Parties {
		if p.Person != x.By && s.Person(p.Person).Present() && x.AdviceOf(p.Person) == nil {
			f.Asked++
		}
	}
	for i := range x.Advice {
		if x.Advice[i].Heed == Unheeded {
			f.Unheeded++
		}
	}
	for i := range x.Trials {
		if x.Trials[i].Seen == 0 {
			f.Trials++
		}
	}
	for _, o := range x.Objections {
		if s.Objection(o).Open() {
			f.Open++
		}
	}
	f.Named = len(x.Nominations)
	f.Looked = x.Word != 0 && (x.Stage == deciding.Acting || x.Stage == deciding.LookingBack)
	f.Refused = x.Forward != 0 && x.Answer(x.Forward) == Objects
	return f
}

// didTheirs reports whether one of those who decide together did what their stage asks. Of a
// secret vote only the service knows who voted, so it ends by the clock, or is counted sooner.
func (x *Decision) didTheirs(p PersonID) bool {
	switch x.Stage {
	case deciding.Naming:
		return x.nominates(p)
	case deciding.Answering, deciding.Mending:
		return x.Answer(p) != NoAnswer
	case deciding.Voting:
		return x.Vote.BallotOf(p) != nil
	}
	return false
}

// TurnDecision is a decision going on by itself: the time of its stage is over, or
// everybody did what was theirs in it.
type TurnDecision struct {
	Decision DecisionID       `json:"decision" doc:"which decision"`
	Stage    deciding.Stage   `json:"stage,omitzero" doc:"the stage that begins" derived:"yes"`
	Until    Time             `json:"until,omitzero" doc:"until when" derived:"yes"`
	Outcome  deciding.Outcome `json:"outcome,omitzero" doc:"or how it ended" derived:"yes"`
	Tension  TensionID        `json:"tension,omitzero" doc:"the tension that it is again" derived:"yes"`
}

func (a *TurnDecision) Check(s *State, m Moment) error {
	if err := first(nobody(m), s.mustDecision(a.Decision)); err != nil {
		return err
	}
	if deciding.Next(s.facts(a.Decision, m.At)) == (deciding.Step{Stay: true}) {
		return refuse(Conflict, "decision.waits", a.Decision)
	}
	return nil
}

func (a *TurnDecision) Prepare(s *State, m Moment) {
	x := s.Decision(a.Decision)
	switch step := deciding.Next(s.facts(a.Decision, m.At)); {
	case step.Sooner:
		_, least, _ := x.Stage.Takes()
		a.Stage, a.Until = x.Stage, x.Began+hours(least)
	case step.To != deciding.NoStage:
		a.Stage, a.Until = step.To, s.begins(x, m.At, step.To)
	default:
		a.Outcome = step.Outcome
		if a.Outcome == deciding.Blocked {
			a.Tension = x.Tension
		}
	}
}

func (a *TurnDecision) Apply(d *Draft, m Moment) {
	x := d.decisions.Edit(d.own, a.Decision)
	switch {
	case a.Outcome == deciding.Adopted: // it is adopted by what follows, and waits for nothing more
		x.Until = 0
	case a.Outcome != deciding.NoOutcome:
		x.end(a.Outcome, m.At)
	case a.Stage == x.Stage:
		x.Until = a.Until
	default:
		x.begin(a.Stage, m.At, a.Until)
	}
	d.beganOrEnded(a.Decision)
	d.schedule(RefOf(a.Decision))
}

// begin has a stage begin.
func (x *Decision) begin(stage deciding.Stage, at, until Time) {
	x.Stage, x.Began, x.Until = stage, at, until
	if stage == deciding.Answering {
		x.Round++
	}
}

// end has a decision be over.
func (x *Decision) end(how deciding.Outcome, at Time) {
	x.Stage, x.Outcome, x.Ended = deciding.NoStage, how, at
}

// Follow: what is adopted is done. What could not be is a tension still: where that was
// resolved meanwhile it is open again.
func (a *TurnDecision) Follow(s *State, m Moment) []Act {
	switch a.Outcome {
	case deciding.Adopted:
		return []Act{&AdoptDecision{Decision: a.Decision}}
	case deciding.NoOutcome:
		if a.Stage == deciding.Counting && !s.Decision(a.Decision).Vote.Secret {
			return []Act{&CountVote{Decision: a.Decision}}
		}
		return s.goesOn(a.Decision, m)
	}
	if t := s.Tension(a.Tension); t != nil && !t.Open() && !t.Withdrawn && s.Circle(t.Circle).Live() {
		return []Act{&ReopenTension{Tension: a.Tension}}
	}
	return nil
}

func (a *TurnDecision) Say(_ *State, _ *Entry) Said {
	if a.Outcome != deciding.NoOutcome {
		return say("."+a.Outcome.String(), a.Decision)
	}
	return say("."+a.Stage.String(), a.Decision, a.Until)
}

func (a *TurnDecision) Tell(t *Telling) {
	t.decision(a.Decision)
	if a.Outcome == deciding.NoOutcome {
		t.matter = MatterAsked
	}
}

// goesOn is what follows where somebody did what was theirs: the decision goes on, where
// that was all it waited for.
func (s *State) goesOn(id DecisionID, m Moment) []Act {
	x := s.Decision(id)
	if x == nil || !x.Open() {
		return nil
	}
	step := deciding.Next(s.facts(id, m.At))
	if step == (deciding.Step{Stay: true}) {
		return nil
	}
	_, least, _ := x.Stage.Takes()
	if step.Sooner && x.Until <= x.Began+hours(least) {
		return nil
	}
	return []Act{&TurnDecision{Decision: id}}
}
