package org

import "orpheus/org/deciding"

// GiveConsent answers a proposal without objecting.
type GiveConsent struct {
	Decision DecisionID `json:"decision" doc:"which decision" example:"D5"`
	Says     Says       `json:"says" doc:"consent, or stand aside"`
	For      PersonID   `json:"for,omitzero" doc:"in whose name, where you stand in for somebody" rare:"yes"`
}

func (a *GiveConsent) Check(s *State, m Moment) error {
	if a.Says != Consents && a.Says != StandAside {
		return refuse(Invalid, "consent.says", a.Says.String())
	}
	return s.mustAnswerIt(m, a.Decision, a.For)
}

// mustAnswerIt lets through who decides together, while answers are given. Whoever is put
// forward for a role speaks last.
func (s *State) mustAnswerIt(m Moment, id DecisionID, in PersonID) error {
	if m.Nobody() {
		return refuse(Invalid, "right.somebody")
	}
	if err := first(s.mustBeAt(id, deciding.Answering), s.mustStandIn(m, in)); err != nil {
		return err
	}
	x, who := s.Decision(id), inWhoseName(in, m)
	if p := x.Party(who); p == nil || p.Asked {
		return refuse(Forbidden, "decision.not_party", who)
	}
	if x.Forward == who {
		for _, p := range s.Together(id) {
			if p != who && x.Answer(p) == NoAnswer {
				return refuse(Conflict, "decision.last", who)
			}
		}
	}
	return nil
}

// inWhoseName is in whose name an act is done.
func inWhoseName(in PersonID, m Moment) PersonID {
	if in == 0 {
		return m.By
	}
	return in
}

// inName is who did it in the name of another; nobody where they did it themselves.
func inName(in PersonID, m Moment) PersonID {
	if in == 0 || in == m.By {
		return 0
	}
	return m.By
}

func (a *GiveConsent) Apply(d *Draft, m Moment) {
	d.respond(a.Decision, Answer{Person: inWhoseName(a.For, m), By: inName(a.For, m), At: m.At, Says: a.Says})
}

// respond notes what somebody says to the version that stands; the last word counts. Their
// open objections are withdrawn by it.
func (d *Draft) respond(id DecisionID, said Answer) {
	x := d.decisions.Edit(d.own, id)
	said.Version = uint8(len(x.Versions))
	x.Answers = lastWord(x.Answers, said, func(one Answer) bool { return one.Person == said.Person && one.Version == said.Version })
	if said.Says == Objects {
		return
	}
	for _, o := range x.Objections {
		if row := d.Objection(o); row.Open() && row.Person == said.Person {
			row := d.objections.Edit(d.own, o)
			row.Settled, row.How = said.At, Withdrawn
		}
	}
}

func (a *GiveConsent) Follow(s *State, m Moment) []Act { return s.goesOn(a.Decision, m) }

func (a *GiveConsent) Say(_ *State, _ *Entry) Said {
	return sayFor(when(a.Says == StandAside, ".aside"), a.For, a.Decision)
}

// sayFor is how something is said that may be done in the name of somebody else.
func sayFor(variant string, in PersonID, names ...any) Said {
	if in == 0 {
		return say(variant, names...)
	}
	return say(variant+".for", append(names, in)...)
}

// Tell: whose name it was said in.
func (a *GiveConsent) Tell(t *Telling) {
	t.Thing = RefOf(a.Decision)
	t.topics(RefOf(a.Decision))
	t.to(BecauseTheirs, a.For)
}
