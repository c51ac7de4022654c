package org

import "slices"

// An agreement owes the clock a word that it is to be looked at, and then its day.
var _ = registerDeadline('M', &deadline{
	at: func(s *State, n uint32) Time {
		switch g := s.Agreement(AgreementID(n)); {
		case !g.Holds():
			return 0
		case g.owesAsking():
			return g.Review - AskBefore
		default:
			return g.Review
		}
	},
	act: func(s *State, n uint32) Act {
		if s.Agreement(AgreementID(n)).owesAsking() {
			return &AskAboutAgreement{Agreement: AgreementID(n)}
		}
		return &ReviewAgreement{Agreement: AgreementID(n)}
	},
	has: func(s *State, n uint32) bool { return s.Agreement(AgreementID(n)) != nil },
})

// owesAsking reports whether nobody was told yet of the day on which it is looked at. What
// holds for a season ends without that.
func (g *Agreement) owesAsking() bool { return g.Holds() && !g.Season && g.Asked != g.Review }

// lookers are whom an agreement waits for while it is looked at: the members of its circle
// who said nothing yet. Nobody in particular is a member of the whole organisation; there
// those who decided together count too.
func (s *State) lookers(g *Agreement) (all []PersonID) {
	who := s.Members(g.Circle)
	if g.Circle == Root {
		who = slices.Clone(who)
		for _, p := range s.Together(g.Decision) {
			if s.Belongs(p, Root) && !slices.Contains(who, p) {
				who = append(who, p)
			}
		}
	}
	for _, p := range who {
		if !slices.Contains(g.Keep, p) && !slices.Contains(g.LetGo, p) {
			all = append(all, p)
		}
	}
	return all
}

// AskAboutAgreement is the clock telling that the day is near on which an agreement goes on
// or ends: once for each such day.
type AskAboutAgreement struct {
	Agreement AgreementID `json:"agreement" doc:"which agreement"`
	Review    Time        `json:"review,omitzero" doc:"the day on which it goes on or ends" derived:"yes"`
}

func (a *AskAboutAgreement) Check(s *State, m Moment) error {
	if err := first(nobody(m), s.mustHold(a.Agreement)); err != nil {
		return err
	}
	if g := s.Agreement(a.Agreement); !g.owesAsking() || m.At < g.Review-AskBefore {
		return refuse(Conflict, "agreement.early", g.Review-AskBefore)
	}
	return nil
}

func (a *AskAboutAgreement) Prepare(s *State, _ Moment) { a.Review = s.Agreement(a.Agreement).Review }

func (a *AskAboutAgreement) Apply(d *Draft, _ Moment) {
	d.agreements.Edit(d.own, a.Agreement).Asked = a.Review
	d.schedule(RefOf(a.Agreement))
}

func (a *AskAboutAgreement) Say(_ *State, _ *Entry) Said { return say("", a.Agreement, a.Review) }

// Tell: whoever can still say something is asked to. Where the program was off until the day
// was over, there is nothing to ask.
func (a *AskAboutAgreement) Tell(t *Telling) {
	g := t.S.Agreement(a.Agreement)
	if g == nil || t.E.At >= a.Review {
		return
	}
	t.Thing, t.matter = RefOf(a.Agreement), MatterDue
	t.topics(RefOf(a.Agreement), RefOf(g.Circle))
	t.to(BecauseConcerned, t.S.lookers(g)...)
}
