// Package watch finds what is worth a conversation: work that is nobody's, two owners of one
// domain, a decision that is stuck. It reads a state and a moment, and nothing else.
//
// A signal is about circles, roles, work and decisions, never about a person: whoever reads
// it can see for themselves who is meant, where that can be seen at all. What is about one
// person is for that person alone (Own).
package watch

import (
	"cmp"
	"slices"

	"orpheus/org"
)

// Signal is one thing that is worth a conversation.
type Signal struct {
	Rule  Rule      // what found it
	Key   string    // stable: the same matter has the same key
	About []org.Ref // what it is about, as the key has it
	Args  []any     // what its sentence names: org.Ref, int, Days
	More  []any     // what its second line names
	Facts []org.Ref // by which it can be checked
	Since org.Time  // from when on it holds
	Step  Step

	Settled *org.SettledSignal // who says that it is fine, why and until when; nil for nobody
}

// Days is a length of time, as a sentence says it.
type Days int

// Step is the one next step that a signal offers: a form, or a page that says more.
type Step struct {
	Text   string   // the key of what its button says
	Kind   string   // the kind of act that the form is of; empty for a page
	Page   Page     // empty for a form
	About  org.Ref  // whose page it is
	Fields []string // what the form or page begins with: names and values in turn
}

// Page is a page that a step leads to.
type Page string

// The pages.
const (
	ThingPage   Page = "thing"   // that of About
	ProposePage Page = "propose" // where one proposes something
	CallsPage   Page = "calls"   // what is open to be taken
	RaisedPage  Page = "raised"  // what was raised in a circle
)

// All returns the signals that nobody settled, and those that somebody says are fine. What
// people say others may ask them about stands in no state: whoever knows it gives it.
func All(s *org.State, at org.Time, topics ...Topic) (open, settled []Signal) {
	l := look{s: s, at: at, topics: topics, agreed: s.StatisticsFrom == 0 || at >= s.StatisticsFrom}
	fine := map[string]*org.SettledSignal{}
	for row := range s.SettledSignals() {
		if row.Stands(at) {
			fine[row.Key] = row
		}
	}
	for i := range rules {
		r := &rules[i]
		if r.leading && !l.agreed {
			continue
		}
		found := r.find(&l)
		for n := range found {
			found[n].Rule = r.name
			found[n].Key = org.SignalKey(string(r.name), found[n].About...)
		}
		slices.SortFunc(found, func(a, b Signal) int { return cmp.Or(cmp.Compare(a.Since, b.Since), cmp.Compare(a.Key, b.Key)) })
		for _, one := range found {
			if one.Settled = fine[one.Key]; one.Settled == nil {
				open = append(open, one)
			} else {
				settled = append(settled, one)
			}
		}
	}
	return open, settled
}

// look is one look at a state.
type look struct {
	s      *org.State
	at     org.Time
	topics []Topic
	agreed bool // whether what counts leading may be said at all

	bounced map[org.TensionID]bool // what a rule before said about
}

// ago is a moment so many days before; never before the day from which the organisation
// agreed to statistics.
func (l *look) ago(days int) org.Time { return max(l.at-org.Time(days)*org.Day, l.s.StatisticsFrom) }

// days is how many whole days went by since a moment.
func (l *look) days(since org.Time) int { return int((l.at - since) / org.Day) }

// live reports whether a circle is there.
func (l *look) live(c org.CircleID) bool { return l.s.Circle(c).Live() }
