package measure

import (
	"orpheus/insight/stat"
	"orpheus/org"
)

// window is what is known of the leads that ran at some time in it.
type window struct {
	acts       map[org.PersonID]int // leads of everybody who could have led, zeros included
	m          int
	pull, push int
}

// leads returns the measures of leads that ran in the window: begun before its
// end and not ended before its start.
func leads(s *org.State, scope Scope) []Measure {
	from := scope.At - org.Time(scope.Window.Microseconds())
	if s.StatisticsFrom != 0 && scope.At < s.StatisticsFrom {
		return []Measure{
			{ID: "leaders", Formula: "0D", Reason: BeforeAgreement},
			{ID: "effective_leaders", Formula: "D2", Reason: BeforeAgreement},
			{ID: "pull_share", Formula: "k/(k+h)", Reason: BeforeAgreement},
		}
	}
	w := look(s, scope, max(from, s.StatisticsFrom))
	acts := make([]int, 0, len(w.acts))
	led := 0
	for _, n := range w.acts {
		acts = append(acts, n)
		if n > 0 {
			led++
		}
	}
	n := len(acts)
	leaders := stat.Known(float64(led))
	if least := stat.ForNumber().People; n < least {
		leaders = stat.TooFew(stat.People, least, n)
	}
	return []Measure{
		{ID: "leaders", Wire: leaders.Wire(), N: n, M: w.m, Formula: "0D"},
		{ID: "effective_leaders", Wire: stat.D2(acts, stat.ForNumber()).Wire(), N: n, M: w.m, Formula: "D2"},
		{ID: "pull_share", Wire: stat.PullShare(w.pull, w.push).Wire(), N: n, M: w.pull + w.push, Formula: "k/(k+h)"},
	}
}

func look(s *org.State, scope Scope, from org.Time) window {
	within := circles(s, scope.Circle)
	members, _ := people(s, within)
	w := window{acts: map[org.PersonID]int{}}
	for id := range members {
		w.acts[id] = 0
	}
	if scope.Circle == org.Root { // who left meanwhile could have led too
		for id, p := range s.People() {
			if !p.Guest && !p.Present() && p.Since != 0 && p.Until > from {
				w.acts[id] = 0
			}
		}
	}
	for _, l := range s.Leads() {
		if l.Since > scope.At || (l.Until != 0 && l.Until <= from) {
			continue
		}
		if _, in := within[s.Initiative(l.Initiative).Circle]; !in && scope.Circle != org.Root {
			continue
		}
		w.m++
		w.acts[l.Person]++
		switch l.Origin.Origin() {
		case org.AnsweredCall, org.SelfStarted:
			w.pull++
		case org.Assigned:
			w.push++
		}
	}
	return w
}
