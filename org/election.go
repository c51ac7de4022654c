package org

import "orpheus/org/deciding"

// nominates reports whether somebody named somebody.
func (x *Decision) nominates(p PersonID) bool {
	for _, n := range x.Nominations {
		if n.Person == p {
			return true
		}
	}
	return false
}

// NominateInDecision names somebody for the role, oneself too, with the reason. Having heard
// the reasons of others one may name somebody else.
type NominateInDecision struct {
	Decision DecisionID `json:"decision" doc:"which decision" example:"D7"`
	Person   PersonID   `json:"person" doc:"whom you name" example:"P2"`
	Word     Prose      `json:"word" doc:"why"`
}

func (a *NominateInDecision) Check(s *State, m Moment) error {
	if err := first(s.mustBeAt(a.Decision, deciding.Naming, deciding.Renaming), s.mustPerson(a.Person), mustText(a.Word)); err != nil {
		return err
	}
	x := s.Decision(a.Decision)
	if p := x.Party(m.By); m.Nobody() || p == nil || p.Asked {
		return refuse(Forbidden, "decision.not_party", m.By)
	}
	return s.mustReach(a.Person, x.Circle)
}

func (a *NominateInDecision) Apply(d *Draft, m Moment) {
	x := d.decisions.Edit(d.own, a.Decision)
	said := Nomination{Person: m.By, For: a.Person, At: m.At, Word: a.Word.ID, Again: x.Stage == deciding.Renaming}
	x.Nominations = lastWord(x.Nominations, said, func(one Nomination) bool { return one.Person == m.By })
}

func (a *NominateInDecision) Follow(s *State, m Moment) []Act { return s.goesOn(a.Decision, m) }

func (a *NominateInDecision) Say(_ *State, _ *Entry) Said { return say("", a.Decision, a.Person) }

func (a *NominateInDecision) Tell(t *Telling) {
	t.Thing = RefOf(a.Decision)
	t.topics(RefOf(a.Decision))
	t.to(BecauseNamed, a.Person)
}

// PutForward is whoever facilitates proposing one of those named, on the strength of the
// reasons and not of the number.
type PutForward struct {
	Decision DecisionID `json:"decision" doc:"which decision" example:"D8"`
	Person   PersonID   `json:"person" doc:"who is put forward" example:"P2"`
	Word     Prose      `json:"word" doc:"the reasons that weigh most"`
	Until    Time       `json:"until,omitzero" doc:"until when people answer" derived:"yes"`
}

func (a *PutForward) Check(s *State, m Moment) error {
	if err := first(s.mustBeAt(a.Decision, deciding.Forwarding), s.mustPerson(a.Person), mustText(a.Word)); err != nil {
		return err
	}
	x := s.Decision(a.Decision)
	switch {
	case m.Nobody() || m.By != x.Facilitator && m.By != x.By:
		return refuse(Forbidden, "objection.not_facilitator")
	case !x.named(a.Person):
		return refuse(Conflict, "decision.not_named", a.Person)
	}
	return nil
}

func (x *Decision) named(p PersonID) bool {
	for _, n := range x.Nominations {
		if n.For == p {
			return true
		}
	}
	return false
}

func (a *PutForward) Prepare(s *State, m Moment) { a.Until = s.after(m.At, deciding.Answering) }

func (a *PutForward) Apply(d *Draft, m Moment) {
	x := d.decisions.Edit(d.own, a.Decision)
	x.Forward, x.ForwardWord = a.Person, a.Word.ID
	if p := x.Party(a.Person); p == nil || p.Asked { // they have the last word on it
		all := make([]Party, 0, len(x.Parties)+1)
		for _, p := range x.Parties {
			if p.Person != a.Person {
				all = append(all, p)
			}
		}
		x.Parties = append(all, Party{Person: a.Person, At: m.At})
	}
	x.begin(deciding.Answering, m.At, a.Until)
	d.schedule(RefOf(a.Decision))
}

func (a *PutForward) Say(_ *State, _ *Entry) Said { return say("", a.Decision, a.Person) }

func (a *PutForward) Tell(t *Telling) {
	t.decision(a.Decision)
	t.to(BecauseTheirs, a.Person)
	t.matter = MatterAsked
}

// Nomination is whom somebody named; nil for nobody.
func (x *Decision) Nomination(p PersonID) *Nomination {
	for i := range x.Nominations {
		if x.Nominations[i].Person == p {
			return &x.Nominations[i]
		}
	}
	return nil
}
