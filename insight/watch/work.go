package watch

import "orpheus/org"

// unled returns since when nobody leads a piece of work, and whether the last lead ran out.
func (l *look) unled(id org.InitiativeID, i *org.Initiative) (since org.Time, ranOut, is bool) {
	since, is = l.s.Unled(id)
	if !is || !l.live(i.Circle) {
		return 0, false, false
	}
	return since, i.LastLead != 0 && l.s.Lead(i.LastLead).End == org.LeadExpired, true
}

func askToLead(field string, about org.Ref) Step {
	return Step{Text: "watch.step.ask", Kind: "lead.offer", About: about, Fields: []string{field, about.String()}}
}

func nobodysWork(l *look) (found []Signal) {
	for id, i := range l.s.Initiatives() {
		since, _, is := l.unled(id, i)
		if is && l.days(since) >= unledDays {
			ref := org.RefOf(id)
			found = append(found, Signal{
				About: []org.Ref{ref}, Args: []any{ref}, More: []any{Days(l.days(since)), org.RefOf(i.Circle)},
				Facts: []org.Ref{org.RefOf(i.Circle)}, Since: since, Step: askToLead("initiative", ref),
			})
		}
	}
	return found
}

// leadOver finds leads that ran out lately and nobody took up, and those whose planned end
// is over though they go on: where the clock was not there, or what is looked at lies ahead.
func leadOver(l *look) (found []Signal) {
	for id, i := range l.s.Initiatives() {
		since, ranOut, is := l.unled(id, i)
		ref, step := org.RefOf(id), askToLead("initiative", org.RefOf(id))
		if is && (!ranOut || l.days(since) >= unledDays) {
			continue // the one above
		}
		if !is {
			for _, lead := range i.Leads {
				if row := l.s.Lead(lead); row.Planned <= l.at && l.live(i.Circle) {
					since, is, step = row.Planned, true, Step{Text: "watch.step.see", Page: ThingPage, About: ref}
				}
			}
		}
		if is && l.days(since) >= overDays {
			found = append(found, Signal{
				About: []org.Ref{ref}, Args: []any{ref}, More: []any{Days(l.days(since)), org.RefOf(i.Circle)},
				Facts: []org.Ref{org.RefOf(i.Circle)}, Since: since, Step: step,
			})
		}
	}
	return found
}

// unanswered reports whether something raised is open, and nothing is going on about it.
func (l *look) unanswered(t *org.Tension) bool { return l.live(t.Circle) && l.s.Unanswered(t) }

func openLong(l *look) (found []Signal) {
	decided := map[org.TensionID]bool{}
	for _, x := range l.s.GoingOn() {
		decided[x.Tension] = true
	}
	for id, t := range l.s.Tensions() {
		if l.unanswered(t) && !decided[id] && !l.bounced[id] && l.days(t.Raised) >= openDays {
			ref := org.RefOf(id)
			found = append(found, Signal{
				About: []org.Ref{ref}, Args: []any{ref}, More: []any{Days(l.days(t.Raised)), org.RefOf(t.Circle)},
				Facts: []org.Ref{org.RefOf(t.Circle)}, Since: t.Raised, Step: askToLead("tension", ref),
			})
		}
	}
	return found
}

// bounced finds what was passed on or opened again several times within a year.
func bounced(l *look) (found []Signal) {
	l.bounced = map[org.TensionID]bool{}
	for _, b := range l.s.CameBack(l.at) {
		t := l.s.Tension(b.Tension)
		if !t.Open() || t.Withdrawn || !l.live(t.Circle) || b.Times() < backAndForth {
			continue
		}
		l.bounced[b.Tension] = true
		ref, from := org.RefOf(b.Tension), []org.Ref(nil)
		for _, c := range b.From {
			from = append(from, org.RefOf(c))
		}
		found = append(found, Signal{
			About: []org.Ref{ref}, Args: []any{ref}, More: []any{b.Passed, b.Opened}, Facts: from, Since: t.Raised,
			Step: Step{Text: "watch.step.propose", Page: ProposePage, About: ref, Fields: []string{"tension", ref.String()}},
		})
	}
	return found
}
