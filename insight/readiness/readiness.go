// Package readiness says where others in such a place began: by what is open for everybody to
// see, beside what people said when they were asked. It knows twelve rules of thumb
// (org/practice), which nobody tested: they open and close nothing.
package readiness

import (
	"slices"

	"orpheus/org"
	"orpheus/org/practice"
)

// Facts are what everybody can see in a circle with all inside it: counts of things, never of what
// a person did.
type Facts struct {
	People     int  // who belong there
	Agreed     bool // statistics may count by now
	Formal     bool // somebody holds a role of the line
	Guardrails int  // in force in it
	Agreements int
	Waiting    int  // what is open for anybody to lead, for more than a month
	Empty      int  // roles that nobody holds
	TwoOwners  int  // domains with two owners
	OnOne      int  // signals that all hangs on one person
	Central    bool // leading comes together in few hands, by the rule of insight/watch
	Remade     bool // a fifth of the circles there were formed or closed within ninety days
	Objections int  // raised within a year, of Settled were settled
	Settled    int
	Advised    int // pieces of advice of which somebody said within a year what they did with it
	Followed   int
	Learnings  int
}

// LeastFigures is with fewer people than how many nothing is counted that people did: a list and a
// talk say more.
const LeastFigures = 8

// Figures reports whether what people did may be counted.
func (f *Facts) Figures() bool { return f.Agreed && f.People >= LeastFigures }

// Said is what people said about one thing when they were asked: an interval from 0 to 100.
type Said struct{ Mean, Low, High float64 }

// Pulse is what people said when they were asked, as far as it may be shown. There is none
// where nobody was asked, or too few answered.
type Pulse interface {
	// Said returns what they said about a construct; false where that may not be shown.
	Said(construct string) (Said, bool)
	// Differ reports whether people see the same things differently.
	Differ() bool
}

// Subjects are what a profile looks at, each by the constructs of the pulse that belong to it.
var Subjects = []Subject{
	{"reasons", []string{"RDY"}}, {"argument", []string{"POW"}}, {"saying", []string{"SAF"}}, {"clear", []string{"ROL"}}, {"open", []string{"INF"}}, {"room", []string{"WRK"}},
}

// Subject is one of them. Its name is that of its texts.
type Subject struct {
	Name       string
	Constructs []string
}

// Fired is a rule that holds, and whether that is sure: the whole interval lies on its side, or
// it stands on facts.
type Fired struct {
	Rule  *practice.Rule
	Sure  bool
	Facts []string // the names of the facts it stands on, as texts have them
	Step  string   // the small step that it leads to; empty where all of its were chosen or fit badly
}

// Profile is where a circle stands.
type Profile struct {
	Circle org.CircleID
	Facts  Facts
	Pulse  Pulse // nil for none
	Fired  []Fired
	Steps  []string // what others began with: three at most, one while much is new
	None   bool     // no rule holds
}

// lines are under what a construct is low, by rule.
var lines = map[string]struct {
	construct string
	under     float64
}{
	"R2": {"WRK", 40}, "R3": {"SAF", 50}, "R4": {"POW", 50}, "R5": {"ROL", 50}, "R6": {"INF", 50}, "R7": {"RDY1", 50}, "R8": {"RDY2", 50},
}

// nowhere are begun with where no rule holds.
var nowhere = []string{"reflection-45", "good-enough-for-now", "both-write"}

// mostSteps is how many are offered.
const mostSteps = 3

// Of makes a profile. Steps that run already are not offered again.
func Of(circle org.CircleID, f Facts, pulse Pulse, runs []string) *Profile {
	p := &Profile{Circle: circle, Facts: f, Pulse: pulse}
	for _, rule := range practice.Rules() {
		if fired, holds := f.holds(rule, pulse); holds {
			p.Fired = append(p.Fired, fired)
		}
	}
	p.None = len(p.Fired) == 0
	p.choose(runs)
	return p
}

// holds reports whether a rule holds, and on what.
func (f *Facts) holds(rule *practice.Rule, pulse Pulse) (Fired, bool) {
	fired := Fired{Rule: rule}
	if line, is := lines[rule.ID]; is && pulse != nil {
		if said, known := pulse.Said(line.construct); known && said.Mean < line.under {
			fired.Sure, fired.Facts = said.High < line.under, []string{"said." + line.construct}
			return fired, true
		}
	}
	on := func(so bool, facts ...string) (Fired, bool) {
		fired.Sure, fired.Facts = true, facts
		return fired, so
	}
	switch rule.ID {
	case "R1":
		if !f.Agreed {
			return on(true, "agreed")
		}
		return on(pulse == nil && !f.Figures(), "pulse")
	case "R5":
		return on(f.TwoOwners > 0, "owners")
	case "R9":
		return on(f.Formal && f.Central, "formal", "central")
	case "R10":
		return on(f.OnOne > 0, "one")
	case "R12":
		return on(pulse != nil && f.Waiting > 0 && open(pulse), "waiting")
	}
	return fired, false
}

// open reports whether nothing of what is known stands in the way of open calls.
func open(pulse Pulse) bool {
	known := 0
	for _, s := range Subjects {
		for _, c := range s.Constructs {
			said, is := pulse.Said(c)
			switch {
			case !is:
			case c == "WRK" && said.Mean < 50, c != "WRK" && said.Mean < 60:
				return false
			default:
				known++
			}
		}
	}
	return known > 0
}

// choose goes down the rules, each giving its first step that was not chosen and that no rule
// above speaks against, and round again until there are three.
func (p *Profile) choose(runs []string) {
	most := mostSteps
	if p.Facts.Remade {
		most = 1
	}
	take := func(id string) bool {
		if len(p.Steps) >= most || slices.Contains(p.Steps, id) || slices.Contains(runs, id) {
			return false
		}
		p.Steps = append(p.Steps, id)
		return true
	}
	if p.Pulse != nil && p.Pulse.Differ() {
		take("reflection-45")
	}
	for more := true; more; {
		more = false
		var against []string
		for i := range p.Fired {
			f := &p.Fired[i]
			for _, id := range f.Rule.Steps {
				if !slices.Contains(against, id) && take(id) {
					more = true
					if f.Step == "" {
						f.Step = id
					}
					break
				}
			}
			against = append(against, f.Rule.Excludes...)
		}
	}
	for _, id := range nowhere {
		if p.None {
			take(id)
		}
	}
}

// Chosen returns the rule that leads to a step; nil for none.
func (p *Profile) Chosen(step string) *Fired {
	for i := range p.Fired {
		if p.Fired[i].Step == step {
			return &p.Fired[i]
		}
	}
	return nil
}
