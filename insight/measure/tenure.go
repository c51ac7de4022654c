package measure

import (
	"orpheus/insight/stat"
	"orpheus/org"
)

// tenure answers whether leading moves: how long somebody holds a role, half of the times
// that somebody does, by Kaplan and Meier. Who holds one still has not ended; who held one
// when the window began is looked at from then on.
func (q *asked) tenure() Answer {
	a := Answer{}
	now, unknown := q.spells(q.now)
	a.M, a.Unlabelled = len(now.all), unknown
	a.putHalf(now.half(), len(q.now.Members), tallied(now.by))
	if a.shown() {
		before, _ := q.spells(q.before)
		a.Before = q.was(OfSpells, before.half().Result(), tallied(before.by))
		a.beside("turnover", Share, q.turnover(), len(now.all))
	}
	closed, learned := q.learned()
	if closed >= 10 {
		a.beside("learned", Share, stat.Wilson(learned, closed), closed)
	}
	return a
}

// spells are times that somebody held a role.
type spells struct {
	all []stat.Spell
	by  map[org.PersonID]int
}

func (x spells) half() half {
	return halfOf(stat.Survival(x.all), stat.Spells, Tenure.least(), len(x.all))
}

func (q *asked) spells(s *Sample) (x spells, unknown int) {
	x.by = map[org.PersonID]int{}
	for _, t := range q.st.Seats() {
		if !q.all.in(q.st.Role(t.Role).Circle) {
			continue
		}
		if t.Since == 0 {
			if t.Until == 0 || t.Until > s.From {
				unknown++
			}
			continue
		}
		if !inWindow(t, s.From, s.At) {
			continue
		}
		end, ended := s.At, t.Until != 0 && t.Until <= s.At
		if ended {
			end = t.Until
		}
		if end <= t.Since {
			continue
		}
		x.all = append(x.all, stat.Spell{Enter: days(max(0, s.From-t.Since)), Exit: days(end - t.Since), Event: ended})
		x.by[t.Person]++
	}
	return x, unknown
}

func days(t org.Time) float64 { return float64(t) / float64(org.Day) }

// half is when half of something came to its end, for an answer.
type half struct {
	stat.Moment
	lack stat.Result // too few to say
}

func halfOf(c stat.Curve, of stat.Count, least, seen int) half {
	if seen < least {
		return half{lack: stat.TooFew(of, least, seen)}
	}
	return half{Moment: c.Median(stat.Confidence)}
}

// putHalf puts it. Where the upper bound lies later than all that was seen, there is none.
func (a *Answer) putHalf(h half, people int, by tally) {
	if _, few := h.lack.Lack(); few {
		a.put(h.lack, people, by)
		return
	}
	a.put(stat.Known(h.At), people, by)
	switch {
	case !a.shown():
	case !h.Reached:
		a.Reason, a.Wire = MedianNotYet, stat.Wire{State: stat.NotEnough}
	default:
		if h.LowReached {
			a.Low = new(h.Low)
		}
		if h.HighReached {
			a.High = new(h.High)
		}
	}
}

// turnover is how much of who held which role when the window began is not so at its end.
func (q *asked) turnover() stat.Result {
	type seat struct {
		role org.RoleID
		who  org.PersonID
	}
	var then, now []seat
	for _, t := range q.st.Seats() {
		if !q.all.in(q.st.Role(t.Role).Circle) {
			continue
		}
		held := func(at org.Time) bool { return t.Since <= at && (t.Until == 0 || t.Until > at) }
		if held(q.now.From) {
			then = append(then, seat{t.Role, t.Person})
		}
		if held(q.now.At) {
			now = append(now, seat{t.Role, t.Person})
		}
	}
	return stat.Turnover(then, now)
}

// learned counts the pieces of work that were concluded in the window, and of these those
// from which something learned was written down.
func (q *asked) learned() (closed, learned int) {
	told := map[org.InitiativeID]bool{}
	for _, k := range q.st.Learnings() {
		told[k.Initiative] = true
	}
	for id, i := range q.st.Initiatives() {
		if i.Concluded > q.now.From && i.Concluded <= q.now.At && q.all.in(i.Circle) {
			closed++
			if told[id] {
				learned++
			}
		}
	}
	return closed, learned
}
