package watch

import "orpheus/insight/measure"

// Rule is the name of a rule: it stands in the keys of its signals, and in those of texts.
type Rule string

// The rules, in the order in which their signals are read.
const (
	NobodysWork   Rule = "nobodys_work"
	LeadOver      Rule = "lead_over"
	OpenLong      Rule = "open_long"
	Bounced       Rule = "bounced"
	TwoOwners     Rule = "two_owners"
	RoleEmpty     Rule = "role_empty"
	TermOver      Rule = "term_over"
	RolesStale    Rule = "roles_stale"
	Stuck         Rule = "stuck"
	Reopened      Rule = "reopened"
	LeansOnOne    Rule = "leans_on_one"
	RaisesOnly    Rule = "raises_only"
	SingleAdviser Rule = "single_adviser"
	AdviceToOne   Rule = "advice_to_one"
	OneKnows      Rule = "one_knows"
	Centralised   Rule = "centralised"
)

// The limits of the rules. They are said beside each signal, by numbers of the same table.
const (
	unledDays    = 30  // work that nobody leads
	overDays     = 7   // a lead or a term that ran out
	openDays     = 60  // something that was raised, and is nobody's
	backAndForth = 2   // times that it was passed on or opened again,
	yearDays     = 365 // within a year
	emptyDays    = 60  // a role that nobody holds
	staleDays    = 730 // roles that nobody touched,
	staleLeast   = 3   // so many and half of those in a circle
	mostOwners   = 3   // more roles with a domain are each its owner for themselves
	stuckDays    = 60  // a decision that goes on
	extensions   = 2   // times that it was given more time
	openings     = 3   // decisions about one matter within a year
	leastWorks   = 4   // pieces of work that are led in a circle,
	sameLead     = 60  // per cent of which have the same lead and no second one
	halfYearDays = 183
	raisedOnly   = 5 // things raised in a circle in which nobody led
	leastPeople  = measure.LeastPeople
	advised      = 5  // decisions with advice in a circle within a year
	leastAdvice  = 30 // pieces of advice within half a year
	askedFor     = 3  // pieces of work in a circle within a year that ask for a topic
	leastLeads   = 30 // leads begun within half a year
	fewest       = 3  // people, or a tenth of all where that is more
)

// rule is one line of the table.
type rule struct {
	name    Rule
	leading bool // it counts who leads or advises: said only from when statistics are agreed to
	limits  []any
	find    func(*look) []Signal
}

var rules = []rule{
	{NobodysWork, false, []any{Days(unledDays)}, nobodysWork},
	{LeadOver, false, []any{Days(overDays), Days(unledDays)}, leadOver},
	{Bounced, false, []any{backAndForth}, bounced}, // before what is open for long, which is then the lesser thing to say
	{OpenLong, false, []any{Days(openDays)}, openLong},
	{TwoOwners, false, []any{mostOwners}, twoOwners},
	{RoleEmpty, false, []any{Days(emptyDays)}, roleEmpty},
	{TermOver, false, []any{Days(overDays), Days(emptyDays)}, termOver},
	{RolesStale, false, []any{Days(staleDays), staleLeast}, rolesStale},
	{Stuck, false, []any{Days(stuckDays), extensions}, stuck},
	{Reopened, false, []any{openings}, reopened},
	{LeansOnOne, true, []any{leastWorks, sameLead}, leansOnOne},
	{RaisesOnly, true, []any{raisedOnly}, raisesOnly},
	{SingleAdviser, true, []any{advised, leastPeople}, singleAdviser},
	{AdviceToOne, true, []any{leastAdvice, leastPeople}, adviceToOne},
	{OneKnows, true, []any{askedFor, leastPeople}, oneKnows},
	{Centralised, true, []any{leastLeads, leastPeople, fewest}, centralised},
}

// Rules are all of them, in order.
func Rules() []Rule {
	all := make([]Rule, len(rules))
	for i := range rules {
		all[i] = rules[i].name
	}
	return all
}

// Limits are the numbers that the sentence about a rule names.
func (r Rule) Limits() []any {
	for i := range rules {
		if rules[i].name == r {
			return rules[i].limits
		}
	}
	return nil
}

// CountsLeading reports whether a rule counts who leads or advises, so that it says nothing
// before the day from which the organisation agreed to statistics.
func (r Rule) CountsLeading() bool {
	for i := range rules {
		if rules[i].name == r {
			return rules[i].leading
		}
	}
	return false
}
