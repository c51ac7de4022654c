package watch

import (
	"orpheus/org"
	"orpheus/org/deciding"
)

func (l *look) anotherWay(id org.DecisionID) Step {
	x := l.s.Decision(id)
	step := Step{Text: "watch.step.another", Page: ProposePage, About: org.RefOf(id)}
	switch {
	case x.Agreement != 0 && l.s.Agreement(x.Agreement).Holds():
		step.Fields = []string{"supersedes", x.Agreement.String()}
	case x.Tension != 0 && l.s.Tension(x.Tension).Open():
		step.Fields = []string{"tension", x.Tension.String()}
	case x.Initiative != 0 && l.s.Initiative(x.Initiative).Live():
		step.Fields = []string{"initiative", x.Initiative.String()}
	default:
		step.Fields = []string{"circle", x.Circle.String()}
	}
	return step
}

func stuck(l *look) (found []Signal) {
	for id, x := range l.s.GoingOn() {
		if l.days(x.At) < stuckDays && len(x.Extensions) < extensions || !l.live(x.Circle) {
			continue
		}
		ref := org.RefOf(id)
		found = append(found, Signal{
			About: []org.Ref{ref}, Args: []any{ref}, More: []any{Days(l.days(x.At)), len(x.Extensions)},
			Facts: []org.Ref{org.RefOf(x.Circle)}, Since: x.At, Step: l.anotherWay(id),
		})
	}
	return found
}

// reopened finds matters about which several decisions were put forward within a year: each
// took the place of one before it, or answers the same tension. What its proposer took back
// is none.
func reopened(l *look) (found []Signal) {
	first, latest := map[org.DecisionID]org.DecisionID{}, map[org.TensionID]org.DecisionID{}
	matter := map[org.DecisionID][]org.DecisionID{}
	var order []org.DecisionID
	for id, x := range l.s.Decisions() {
		if x.Outcome == deciding.Dropped || x.At > l.at {
			continue
		}
		before := x.Instead
		if x.Supersedes != 0 {
			before = l.s.Agreement(x.Supersedes).Decision
		}
		if before == 0 && x.Tension != 0 {
			before = latest[x.Tension]
		}
		begin, known := first[before]
		if !known {
			begin = id
			order = append(order, id)
		}
		first[id], latest[x.Tension] = begin, id
		if l.days(x.At) < yearDays {
			matter[begin] = append(matter[begin], id)
		}
	}
	for _, begin := range order {
		all := matter[begin]
		if len(all) < openings || !l.live(l.s.Decision(begin).Circle) {
			continue
		}
		newest, facts := all[len(all)-1], make([]org.Ref, len(all))
		for i, id := range all {
			facts[i] = org.RefOf(id)
		}
		found = append(found, Signal{
			About: []org.Ref{org.RefOf(begin)}, Args: []any{org.RefOf(newest), len(all)}, More: []any{org.RefOf(l.s.Decision(newest).Circle)},
			Facts: facts, Since: l.s.Decision(all[0]).At, Step: l.anotherWay(newest),
		})
	}
	return found
}

// advice is what was advised in a circle, or in all of them.
type advice struct {
	decisions []org.Ref
	by        map[org.PersonID]int
	all, most int
	since     org.Time
}

func (a *advice) add(id org.DecisionID, x *org.Decision) {
	if a.by == nil {
		a.by, a.since = map[org.PersonID]int{}, x.At
	}
	a.decisions = append(a.decisions, org.RefOf(id))
	for _, one := range x.Advice {
		a.by[one.Person]++
		a.all++
		a.most = max(a.most, a.by[one.Person])
	}
}

func askWidely(c org.Ref) Step {
	return Step{Text: "watch.step.learn", Page: ThingPage, About: c}
}

// singleAdviser finds circles of which all advice came from one person.
func singleAdviser(l *look) (found []Signal) {
	in := map[org.CircleID]*advice{}
	var order []org.CircleID
	for id, x := range l.s.Advised(l.ago(yearDays), l.at) {
		if in[x.Circle] == nil {
			in[x.Circle] = new(advice)
			order = append(order, x.Circle)
		}
		in[x.Circle].add(id, x)
	}
	for _, c := range order {
		a := in[c]
		if len(a.decisions) < advised || len(a.by) > 1 || !l.live(c) || l.members(c) < leastPeople {
			continue
		}
		ref := org.RefOf(c)
		found = append(found, Signal{
			About: []org.Ref{ref}, Args: []any{ref}, More: []any{len(a.decisions)}, Facts: a.decisions, Since: a.since, Step: askWidely(ref),
		})
	}
	return found
}

// adviceToOne finds that of all advice in half a year more than half came from one person.
func adviceToOne(l *look) []Signal {
	var a advice
	for id, x := range l.s.Advised(l.ago(halfYearDays), l.at) {
		a.add(id, x)
	}
	if a.all < leastAdvice || 2*a.most <= a.all || l.members(org.Root) < leastPeople {
		return nil
	}
	root := org.RefOf(org.Root)
	return []Signal{{About: []org.Ref{root}, More: []any{len(a.decisions)}, Facts: a.decisions, Since: a.since, Step: askWidely(root)}}
}

// members are how many members a circle has; guests apart.
func (l *look) members(c org.CircleID) int { return len(l.s.OwnMembers(c)) }
