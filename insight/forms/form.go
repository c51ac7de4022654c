package forms

import (
	"cmp"
	"slices"

	"orpheus/org"
)

// Form is how often leading took one of the forms that have a name.
type Form struct {
	Source string // who named it
	Name   string
	M      int  // of how many leads, or pieces of work
	OfWork bool // M counts pieces of work
}

// The sources.
const (
	Leithwood = "leithwood"
	MacBeath  = "macbeath"
	Gronn     = "gronn"
	Spillane  = "spillane"
)

// Untold are the forms that these acts cannot tell, and that are never guessed: growing as
// people prove able needs the weight of each lead, and what people do together in one
// sitting, or come to rely on in each other, needs what no act says.
var Untold = []string{"incremental", "cultural", "collaborated", "intuitive"}

const (
	together   = 14 * org.Day // leads of one piece of work that ran at once for so long were joint
	disbands   = 90 * org.Day // and over within so long were for one task
	prompt     = 7 * org.Day  // a lead so soon after something was raised answers it
	fewOfThese = 2            // joint works of the same people
)

// Named counts the forms that can be told of some cases, those of one source after another.
// Of a source each case has one form at most: the most specific.
func Named(s *org.State, cases []Case) []Form {
	count := map[Form]int{}
	p := placing{s: s, about: map[org.InitiativeID][]org.DecisionID{}}
	p.gather()
	for i := range cases {
		count[Form{Source: Leithwood, Name: p.leithwood(&cases[i])}]++
		count[Form{Source: MacBeath, Name: p.macbeath(&cases[i])}]++
	}
	jointly(s, cases, count)
	var all []Form
	for f, m := range count {
		if f.Name != "" {
			f.M = m
			all = append(all, f)
		}
	}
	order := []string{Leithwood, MacBeath, Gronn, Spillane}
	slices.SortFunc(all, func(a, b Form) int {
		return cmp.Or(cmp.Compare(slices.Index(order, a.Source), slices.Index(order, b.Source)), cmp.Compare(a.Name, b.Name))
	})
	return all
}

// leithwood is the form by whether it was planned and fits.
func (p *placing) leithwood(c *Case) string {
	planned, fit := c.Counted()
	asked, objected := false, false
	for _, d := range p.about[c.Work] {
		x := p.s.Decision(d)
		for i := range x.Advice {
			asked = asked || x.Advice[i].At < c.Since
		}
		for i := range x.Answers {
			asked = asked || x.Answers[i].At < c.Since
		}
		for _, o := range x.Objections {
			row := p.s.Objection(o)
			objected = objected || row.At < c.Since && row.How == org.Unsettled
		}
	}
	switch {
	case fit == org.FitsNot && objected:
		return "anarchic_misalignment"
	case fit == org.FitsNot && !planned:
		return "spontaneous_misalignment"
	case fit == org.FitsIn && planned && asked:
		return "planful_alignment"
	case fit == org.FitsIn && !planned:
		return "spontaneous_alignment"
	}
	return ""
}

// macbeath is the form by how the lead began.
func (p *placing) macbeath(c *Case) string {
	l := p.s.Lead(c.Lead)
	planned, _ := c.Counted()
	t := p.s.Tension(p.s.Initiative(c.Work).Tension)
	switch l.Origin.Origin() {
	case org.Mandate:
		return "formal"
	case org.Assigned, org.Invited:
		if t != nil && l.Since-t.Raised < prompt {
			return "pragmatic"
		}
		if l.Origin.Origin() == org.Assigned && planned {
			return "strategic"
		}
	case org.AnsweredCall:
		if planned {
			return "strategic"
		}
	case org.SelfStarted:
		if l.Role == 0 {
			return "opportunistic"
		}
	}
	return ""
}

// jointly counts the forms of work that several led: at once, or one after the other.
func jointly(s *org.State, cases []Case, count map[Form]int) {
	works := map[org.InitiativeID]bool{}
	same := map[[2]org.PersonID]int{}
	type pair struct {
		who  [2]org.PersonID
		role bool
		long bool
	}
	joint := map[org.InitiativeID][]pair{}
	for i := range cases {
		work := cases[i].Work
		if works[work] {
			continue
		}
		works[work] = true
		var leads []*org.Lead
		handed := false
		for l := s.Initiative(work).LastLead; l != 0; l = s.Lead(l).PrevOfWork {
			if row := s.Lead(l); row.End != org.LeadTakenBack {
				leads = append(leads, row)
				handed = handed || row.From != 0
			}
		}
		if handed {
			count[Form{Source: Spillane, Name: "coordinated", OfWork: true}]++
		}
		for a := range leads {
			for b := range a {
				x, y := leads[a], leads[b]
				if x.Person == y.Person || !overlap(x, y) {
					continue
				}
				who := [2]org.PersonID{min(x.Person, y.Person), max(x.Person, y.Person)}
				same[who]++
				joint[work] = append(joint[work], pair{who, x.Role != 0 || y.Role != 0, lasting(x, y) > disbands})
			}
		}
	}
	for _, pairs := range joint {
		form := ""
		for _, p := range pairs {
			switch {
			case p.role:
				form = "institutionalised_practice"
			case form == "" && same[p.who] <= fewOfThese && !p.long:
				form = "spontaneous_collaboration"
			}
		}
		count[Form{Source: Gronn, Name: form, OfWork: true}]++
	}
}

func until(l *org.Lead) org.Time {
	if l.Until == 0 {
		return l.Planned
	}
	return l.Until
}

// overlap reports whether two leads ran at once for two weeks.
func overlap(a, b *org.Lead) bool { return min(until(a), until(b))-max(a.Since, b.Since) >= together }

func lasting(a, b *org.Lead) org.Time { return max(until(a), until(b)) - min(a.Since, b.Since) }
