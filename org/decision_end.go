package org

import "orpheus/org/deciding"

// AdoptDecision has a decision hold: what it changes on the map is done in the same moment,
// and what was agreed is in force. Where the map does not allow it any more, nothing of it
// is done, and it is to be made anew.
type AdoptDecision struct {
	Decision DecisionID `json:"decision" doc:"which decision" example:"D4"`
	Word     Prose      `json:"word,omitzero" doc:"what there is to say about it"`
}

func (a *AdoptDecision) Check(s *State, m Moment) error {
	if err := first(s.mustBeAt(a.Decision, deciding.Deciding), s.mustPropose(m, a.Decision)); err != nil {
		return err
	}
	switch f := s.facts(a.Decision, m.At); {
	case f.Way.AdviceFirst:
		return refuse(Conflict, "decision.consent_next", a.Decision)
	case f.Unheeded > 0:
		return refuse(Conflict, "advice.unheeded", f.Unheeded)
	}
	return nil
}

func (a *AdoptDecision) Apply(d *Draft, m Moment) {
	x := d.decisions.Edit(d.own, a.Decision)
	x.end(deciding.Adopted, m.At)
	x.Word = a.Word.ID
	d.beganOrEnded(a.Decision)
	d.trim()
}

// Attempt: the map, then whoever was elected, then what was agreed. What it answered is
// resolved by that, unless somebody leads it still.
func (a *AdoptDecision) Attempt(s *State, m Moment) []Act {
	x := s.Decision(a.Decision)
	var acts []Act
	for _, act := range x.Changes {
		if seat, ok := act.(*FillSeat); ok {
			seat = Copy(seat).(*FillSeat)
			seat.Origin, act = Elected, seat
		}
		acts = append(acts, act)
	}
	if x.Process == deciding.Election && x.Forward != 0 {
		acts = append(acts, &FillSeat{Role: x.Role, Person: x.Forward, Origin: Elected})
	}
	if x.Vote.Persons() {
		for _, n := range x.Vote.Chosen {
			acts = append(acts, &FillSeat{Role: x.Role, Person: x.Vote.Options[n].Person, Origin: Elected})
		}
	}
	if x.Stands().Text != 0 && x.Process != deciding.Probe && x.Process != deciding.ActFirst {
		acts = append(acts, &MakeAgreement{Decision: a.Decision})
	}
	if t := s.Tension(x.Tension); t != nil && s.Unanswered(t) {
		acts = append(acts, &ResolveTension{Tension: x.Tension})
	}
	return acts
}

// Conflict: nothing was done.
func (a *AdoptDecision) Conflict(i int, why Reason) Act {
	return &ConflictDecision{Decision: a.Decision, Place: uint16(i + 1), Why: why}
}

func (a *AdoptDecision) Say(_ *State, e *Entry) Said { return say(when(e.By == 0, ".all"), a.Decision) }

func (a *AdoptDecision) Tell(t *Telling) {
	t.decision(a.Decision)
	if x := t.S.Decision(a.Decision); x != nil {
		t.in(x.Circle)
	}
}

// ConflictDecision is that what was decided could not be done: the map is not what it was.
// The decision is made anew, or ends.
type ConflictDecision struct {
	Decision DecisionID `json:"decision" doc:"which decision"`
	Place    uint16     `json:"place,omitzero" doc:"which of its changes" derived:"yes"`
	Why      Reason     `json:"why,omitzero" doc:"why not" derived:"yes"`
	Until    Time       `json:"until,omitzero" doc:"until when it can be made anew" derived:"yes"`
}

func (a *ConflictDecision) Check(s *State, m Moment) error {
	if s.Decision(a.Decision) == nil {
		return refuse(NotFound, "decision.unknown", a.Decision)
	}
	return refuse(Forbidden, "right.nobody")
}

func (a *ConflictDecision) Prepare(s *State, m Moment) { a.Until = s.after(m.At, deciding.Mending) }

func (a *ConflictDecision) Apply(d *Draft, m Moment) {
	x := d.decisions.Edit(d.own, a.Decision)
	x.Outcome, x.Ended, x.Word, x.Moved, x.Refused = deciding.NoOutcome, 0, 0, true, a.Why
	x.begin(deciding.Mending, m.At, a.Until)
	d.beganOrEnded(a.Decision)
	d.schedule(RefOf(a.Decision))
}

func (a *ConflictDecision) Say(_ *State, _ *Entry) Said { return say("", a.Decision) }

func (a *ConflictDecision) Tell(t *Telling) { t.decision(a.Decision) }

// DropDecision takes back what was proposed.
type DropDecision struct {
	Decision DecisionID `json:"decision" doc:"which decision"`
	Why      Prose      `json:"why,omitzero" doc:"why"`
	Smaller  bool       `json:"smaller,omitzero" doc:"a smaller trial takes its place" derived:"yes"`
}

func (a *DropDecision) Check(s *State, m Moment) error {
	return first(s.mustDecision(a.Decision), s.mustPropose(m, a.Decision))
}

func (a *DropDecision) Apply(d *Draft, m Moment) {
	x := d.decisions.Edit(d.own, a.Decision)
	how := deciding.Dropped
	if a.Smaller {
		how = deciding.Smaller
	}
	x.end(how, m.At)
	x.Word = a.Why.ID
	d.beganOrEnded(a.Decision)
	d.trim()
}

func (a *DropDecision) Say(_ *State, _ *Entry) Said {
	return say(when(a.Smaller, ".smaller"), a.Decision)
}

func (a *DropDecision) Tell(t *Telling) { t.decision(a.Decision) }

// ExtendDecision gives a stage more time, in the open and with a reason.
type ExtendDecision struct {
	Decision DecisionID `json:"decision" doc:"which decision"`
	Until    Time       `json:"until" doc:"until when" example:"2027-01-10"`
	Why      Prose      `json:"why" doc:"why it needs more time"`
}

// extensions is how often one stage is given more time at most.
const extensions = 3

func (a *ExtendDecision) Check(s *State, m Moment) error {
	if err := first(s.mustDecision(a.Decision), mustText(a.Why)); err != nil {
		return err
	}
	x := s.Decision(a.Decision)
	_, _, most := x.Stage.Takes()
	given := 0
	for _, e := range x.Extensions {
		if e.At >= x.Began {
			given++
		}
	}
	switch {
	case !m.Nobody() && m.By != x.By && m.By != x.Facilitator:
		return refuse(Forbidden, "decision.not_yours", a.Decision)
	case x.Stage == deciding.Acting:
		return refuse(Conflict, "decision.authority_over")
	case a.Until <= x.Until:
		return refuse(Invalid, "decision.not_longer", x.Until)
	case a.Until > m.At+hours(most) || given >= extensions:
		return refuse(Invalid, "decision.too_long", int(most/24), extensions)
	}
	return nil
}

func (a *ExtendDecision) Apply(d *Draft, m Moment) {
	x := d.decisions.Edit(d.own, a.Decision)
	x.Extensions = append(append([]Extension(nil), x.Extensions...), Extension{By: m.By, At: m.At, From: x.Until, To: a.Until, Why: a.Why.ID})
	x.Until = a.Until
	d.schedule(RefOf(a.Decision))
}

func (a *ExtendDecision) Say(_ *State, _ *Entry) Said { return say("", a.Decision, a.Until) }

func (a *ExtendDecision) Tell(t *Telling) { t.decision(a.Decision) }

// SecondDecision is a second person saying that what cannot be undone may be done.
type SecondDecision struct {
	Decision DecisionID `json:"decision" doc:"which decision" example:"D9"`
	Word     Prose      `json:"word,omitzero" doc:"what you looked at"`
}

func (a *SecondDecision) Check(s *State, m Moment) error {
	if err := s.mustBeAt(a.Decision, deciding.Confirming); err != nil {
		return err
	}
	x := s.Decision(a.Decision)
	if m.Nobody() || m.By == x.By {
		return refuse(Forbidden, "decision.second")
	}
	return first(s.mustMember(m), s.mustBelong(m, x.Circle), s.mustBeParty(m, x))
}

func (s *State) mustBeParty(m Moment, x *Decision) error {
	if x.Party(m.By) == nil {
		return refuse(Forbidden, "decision.not_party", m.By)
	}
	return nil
}

func (a *SecondDecision) Apply(d *Draft, m Moment) {
	d.decisions.Edit(d.own, a.Decision).Seconds = m.By
}

func (a *SecondDecision) Follow(s *State, m Moment) []Act { return s.goesOn(a.Decision, m) }

func (a *SecondDecision) Say(_ *State, _ *Entry) Said { return say("", a.Decision) }

func (a *SecondDecision) Tell(t *Telling) { t.decision(a.Decision) }
