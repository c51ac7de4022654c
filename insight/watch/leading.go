package watch

import (
	"slices"

	"orpheus/insight/stat"
	"orpheus/org"
)

// leansOnOne finds circles in which most work has the same lead and nobody beside them, and
// nobody stands in for them: it stops if one person is away.
func leansOnOne(l *look) (found []Signal) {
	for id, c := range l.s.Circles() {
		if !c.Live() {
			continue
		}
		led := 0
		alone := map[org.PersonID][]org.Ref{}
		var most org.PersonID
		for _, i := range c.Initiatives {
			work := l.s.Initiative(i)
			if work.Withdrawn || len(work.Leads) == 0 {
				continue
			}
			led++
			p := l.s.Lead(work.Leads[0]).Person
			if len(work.Leads) > 1 {
				continue
			}
			if alone[p] = append(alone[p], org.RefOf(i)); len(alone[p]) > len(alone[most]) {
				most = p
			}
		}
		if led < leastWorks || len(alone[most])*100 < led*sameLead || len(l.s.StandInsOf(most)) > 0 {
			continue
		}
		since := l.at
		for _, r := range alone[most] {
			since = min(since, l.s.Lead(l.s.Initiative(org.InitiativeID(r.N)).Leads[0]).Since)
		}
		ref := org.RefOf(id)
		found = append(found, Signal{
			About: []org.Ref{ref}, Args: []any{ref}, More: []any{len(alone[most]), led}, Facts: alone[most], Since: since,
			Step: Step{Text: "watch.step.share", Page: ThingPage, About: alone[most][0]},
		})
	}
	return found
}

// raisesOnly finds circles in which much was raised within half a year, and nobody led
// anything.
func raisesOnly(l *look) (found []Signal) {
	since := l.ago(halfYearDays)
	raised, led := map[org.CircleID][]org.Ref{}, map[org.CircleID]bool{}
	var order []org.CircleID
	oldest := map[org.CircleID]org.Time{}
	for id, t := range l.s.Tensions() {
		if t.Raised < since || t.Raised > l.at {
			continue
		}
		if len(raised[t.Circle]) == 0 {
			order = append(order, t.Circle)
		}
		raised[t.Circle] = append(raised[t.Circle], org.RefOf(id))
		if t.Open() && (oldest[t.Circle] == 0 || t.Raised < oldest[t.Circle]) {
			oldest[t.Circle] = t.Raised
		}
	}
	for _, lead := range l.s.Leads() {
		if lead.Since <= l.at && (lead.Until == 0 || lead.Until > since) {
			led[l.s.Initiative(lead.Initiative).Circle] = true
		}
	}
	for _, c := range order {
		if len(raised[c]) < raisedOnly || led[c] || oldest[c] == 0 || c == org.Root || !l.live(c) {
			continue
		}
		ref := org.RefOf(c)
		found = append(found, Signal{
			About: []org.Ref{ref}, Args: []any{ref, len(raised[c])}, More: []any{Days(l.days(oldest[c]))}, Facts: raised[c], Since: oldest[c],
			Step: Step{Text: "watch.step.raised", Page: RaisedPage, About: ref, Fields: []string{"circle", ref.String()}},
		})
	}
	return found
}

// centralised finds that the same few lead most of what was begun within half a year, where
// that cannot be chance: even the upper end of the interval is no more than these few.
func centralised(l *look) []Signal {
	since := l.ago(halfYearDays)
	by, m := map[org.PersonID]int{}, 0
	var works []org.Ref
	for _, lead := range l.s.Leads() {
		if lead.Since >= since && lead.Since <= l.at {
			by[lead.Person]++
			m++
			works = append(works, org.RefOf(lead.Initiative))
		}
	}
	n := l.members(org.Root)
	if m < leastLeads || n < leastPeople {
		return nil
	}
	acts := make([]int, max(n, len(by)))
	i := 0
	for _, x := range by {
		acts[i] = x
		i++
	}
	slices.Sort(acts) // so that the last bit of a sum hangs on no order of people
	d2 := stat.D2(acts, stat.ForNumber()).Wire()
	if d2.High == nil || *d2.High > float64(max(fewest, n/10)) {
		return nil
	}
	root := org.RefOf(org.Root)
	return []Signal{{
		About: []org.Ref{root}, More: []any{m, n}, Facts: unique(works), Since: since,
		Step: Step{Text: "watch.step.calls", Page: CallsPage, About: root},
	}}
}

// unique are the newest of these, each once, as many as a page has room for.
func unique(all []org.Ref) (some []org.Ref) {
	seen := map[org.Ref]bool{}
	for i := len(all) - 1; i >= 0 && len(some) < 12; i-- {
		if !seen[all[i]] {
			seen[all[i]] = true
			some = append(some, all[i])
		}
	}
	return some
}
