// Package forms places led work: planned or not, fitting what else goes on or not, by rules
// that are shown with every case; names the forms of distributed leadership that the acts
// can tell (Gronn 2002; Leithwood et al. 2007; MacBeath et al. 2004; Spillane 2006); and
// answers the three premises of Bennett et al. 2003. Everything it says is a hypothesis:
// what those involved say counts before what a rule found, and both are kept.
//
// Unplanned is not worse than planned: what matters is whether work fits.
package forms

import (
	"orpheus/insight/measure"
	"orpheus/org"
	"orpheus/org/deciding"
)

// Ahead is how long before a lead began there was a role or a decision for it, to be planned.
const Ahead = 7 * org.Day

// Later is how long after a lead began somebody looks at what became of it.
const Later = 14 * org.Day

// Case is one lead.
type Case struct {
	Lead   org.LeadID
	Work   org.InitiativeID
	Circle org.CircleID
	Since  org.Time

	Planned    bool // as a rule found it
	WhyPlanned Why
	Fit        org.Fit // as a rule found it; FitUnsaid where nobody looked yet
	WhyFit     Why

	SaidPlanned org.Planning // by those involved, where all who said something agree
	SaidFit     org.Fit
	Said        int  // how many of them said something
	Split       bool // they do not agree
}

// Why is the rule that fired, by name.
type Why string

// The rules.
const (
	ByRole      Why = "role"       // a role that includes it was held a week before
	RoleTooNew  Why = "role_new"   // it was held for less
	ByDecision  Why = "decision"   // a decision a week before named who leads, or their role
	NothingOfIt Why = "nothing"    // neither
	NotLooked   Why = "not_looked" // it goes on, and nobody looked yet
	NoPurpose   Why = "no_purpose" // nobody wrote what it serves, so there is nothing to hold it against
	PurposeGone Why = "gone"       // the circle whose purpose it served was closed before it ended
	StoppedIt   Why = "stopped"    // it was concluded without what it was for
	Objected    Why = "objection"  // an objection to it is not solved
	Contrary    Why = "contrary"   // it goes on against what was decided about it
	Closed      Why = "concluded"  // it came to its end, and nothing speaks against it
	LookedAt    Why = "looked"     // something was decided about it since, and nothing speaks against it
)

// Counted is what the case counts as: what those involved say, where they agree; else what
// the rule found. Where they do not agree whether it fits, nobody knows.
func (c *Case) Counted() (planned bool, fit org.Fit) {
	planned, fit = c.Planned, c.Fit
	if c.SaidPlanned != org.PlanUnsaid {
		planned = c.SaidPlanned == org.WasPlanned
	}
	if c.Split {
		fit = org.FitUnsaid
	}
	if c.SaidFit != org.FitUnsaid {
		fit = c.SaidFit
	}
	return planned, fit
}

// Cases places each lead of a sample, in its order.
func Cases(s *org.State, sample *measure.Sample) []Case {
	p := placing{s: s, about: map[org.InitiativeID][]org.DecisionID{}}
	p.gather()
	all := make([]Case, 0, len(sample.Leads))
	for i := range sample.Leads {
		l := &sample.Leads[i]
		c := Case{Lead: l.ID, Work: l.Work, Circle: l.Circle, Since: l.Since}
		c.Planned, c.WhyPlanned = p.planned(l.ID)
		c.Fit, c.WhyFit = p.fit(l.ID)
		c.say(s.Initiative(l.Work).Labels)
		all = append(all, c)
	}
	return all
}

// say takes up what those involved said.
func (c *Case) say(labels []org.Label) {
	c.Said = len(labels)
	var planSplit bool
	for _, l := range labels {
		if l.Fit != org.FitUnsaid {
			c.Split = c.Split || c.SaidFit != org.FitUnsaid && c.SaidFit != l.Fit
			c.SaidFit = l.Fit
		}
		if l.Planned != org.PlanUnsaid {
			planSplit = planSplit || c.SaidPlanned != org.PlanUnsaid && c.SaidPlanned != l.Planned
			c.SaidPlanned = l.Planned
		}
	}
	if c.Split {
		c.SaidFit = org.FitUnsaid
	}
	if planSplit {
		c.SaidPlanned = org.PlanUnsaid
	}
}

// placing is one look at a state.
type placing struct {
	s     *org.State
	about map[org.InitiativeID][]org.DecisionID // decisions about a piece of work, or what it answers
}

func (p *placing) gather() {
	answers := map[org.TensionID][]org.InitiativeID{}
	for id, i := range p.s.Initiatives() {
		if i.Tension != 0 {
			answers[i.Tension] = append(answers[i.Tension], id)
		}
	}
	for id, x := range p.s.Decisions() {
		if x.Initiative != 0 {
			p.about[x.Initiative] = append(p.about[x.Initiative], id)
		}
		if x.Tension == 0 {
			continue
		}
		for _, work := range answers[x.Tension] {
			if work != x.Initiative {
				p.about[work] = append(p.about[work], id)
			}
		}
	}
}

// planned: a role that includes it, or a decision that named who leads it, a week before.
func (p *placing) planned(id org.LeadID) (bool, Why) {
	l := p.s.Lead(id)
	for _, d := range p.about[l.Initiative] {
		x := p.s.Decision(d)
		names := x.By == l.Person || x.Forward == l.Person || l.Role != 0 && (x.Role == l.Role)
		if x.Outcome == deciding.Adopted && x.Ended <= l.Since-Ahead && names {
			return true, ByDecision
		}
	}
	if l.Role == 0 {
		return false, NothingOfIt
	}
	for seat := p.s.Person(l.Person).LastSeat; seat != 0; seat = p.s.Seat(seat).PrevOfPerson {
		t := p.s.Seat(seat)
		if t.Role == l.Role && t.Since <= l.Since-Ahead && (t.Until == 0 || t.Until >= l.Since) {
			return true, ByRole
		}
	}
	return false, RoleTooNew
}

// fit: what speaks against it first; then whether somebody looked at all.
func (p *placing) fit(id org.LeadID) (org.Fit, Why) {
	l := p.s.Lead(id)
	i := p.s.Initiative(l.Initiative)
	looked := Why("")
	for _, d := range p.about[l.Initiative] {
		x := p.s.Decision(d)
		if p.objected(x) {
			return org.FitsNot, Objected
		}
		against := x.Outcome == deciding.Kept || x.Outcome == deciding.Blocked
		if against && (i.Live() || i.Concluded > x.Ended) {
			return org.FitsNot, Contrary
		}
		if x.Ended >= l.Since+Later && x.Outcome != deciding.Dropped {
			looked = LookedAt
		}
	}
	serves := p.s.Circle(i.Serves)
	switch {
	case i.Stopped:
		return org.FitsNot, StoppedIt
	case !serves.Live() && (i.Live() || i.Concluded > serves.Closed):
		return org.FitsNot, PurposeGone
	case !i.Live():
		looked = Closed
	case looked == "":
		return org.FitUnsaid, NotLooked
	}
	if serves.Purpose == "" {
		return org.FitUnsaid, NoPurpose
	}
	return org.FitsIn, looked
}

// objected reports whether an objection in a decision is not solved, and still stands.
func (p *placing) objected(x *org.Decision) bool {
	if !x.Open() {
		return false
	}
	for _, o := range x.Objections {
		if p.s.Objection(o).How == org.Unsettled {
			return true
		}
	}
	return false
}
