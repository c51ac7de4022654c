package watch

import "orpheus/org"

// unled returns since when nobody leads a piece of work, and whether the last lead ran out.
func (l *look) unled(i *org.Initiative) (since org.Time, ranOut, is bool) {
	if !i.Live() || len(i.Leads) > 0 || len(i.Offers) > 0 || !l.live(i.Circle) {
		return 0, false, false
	}
	if i.LastLead == 0 {
		return i.Started, false, true
	}
	last := l.s.Lead(i.LastLead)
	return last.Until, last.End == org.LeadExpired, true
}

func askToLead(field string, about org.Ref) Step {
	return Step{Text: "watch.step.ask", Kind: "lead.offer", About: about, Fields: []string{field, about.String()}}
}

func nobodysWork(l *look) (found []Signal) {
	for id, i := range l.s.Initiatives() {
		since, _, is := l.unled(i)
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
		since, ranOut, is := l.unled(i)
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
func (l *look) unanswered(t *org.Tension) bool {
	return t.Open() && l.live(t.Circle) && (t.Initiative == 0 || !l.s.Initiative(t.Initiative).Live())
}

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

// back is how often something that was raised came back.
type back struct {
	passed, opened int
	last           *org.Trace
	circles        []org.Ref
}

// bounced finds what was passed on or opened again several times within a year. What was
// passed back within the time for taking back was a slip.
func bounced(l *look) (found []Signal) {
	all := map[org.TensionID]*back{}
	var order []org.TensionID
	for row := range l.s.Traces() {
		if row.Tension == 0 || l.days(row.At) >= yearDays || row.At > l.at {
			continue
		}
		b := all[row.Tension]
		if b == nil {
			b = new(back)
			all[row.Tension] = b
			order = append(order, row.Tension)
		}
		switch {
		case row.From == row.To:
			b.opened++
		case b.last != nil && b.last.To == row.From && b.last.From == row.To && row.At-b.last.At < org.UndoFor:
			b.passed--
		default:
			b.passed++
			b.circles = append(b.circles, org.RefOf(row.From))
		}
		b.last = row
	}
	l.bounced = map[org.TensionID]bool{}
	for _, id := range order {
		t, b := l.s.Tension(id), all[id]
		if !t.Open() || t.Withdrawn || !l.live(t.Circle) || b.passed+b.opened < backAndForth {
			continue
		}
		l.bounced[id] = true
		ref := org.RefOf(id)
		found = append(found, Signal{
			About: []org.Ref{ref}, Args: []any{ref}, More: []any{b.passed, b.opened}, Facts: b.circles, Since: t.Raised,
			Step: Step{Text: "watch.step.propose", Page: ProposePage, About: ref, Fields: []string{"tension", ref.String()}},
		})
	}
	return found
}
