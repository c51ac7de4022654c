package measure

import (
	"orpheus/insight/stat"
	"orpheus/org"
)

// The ways in which a tension comes to its end.
const (
	someoneLed = 1
	closedOnly = 2 // without anybody taking the lead: after that nobody will
)

// toLead answers how long it takes from noticing to acting: after how many days somebody
// leads half of what was raised. What was closed without anybody leading it competes
// (Aalen and Johansen); what is open has not ended.
func (q *asked) toLead() Answer {
	a := Answer{}
	now, by := q.raised(q.now)
	a.M = len(now)
	a.putHalf(halfLed(now), len(q.now.Members), tallied(by))
	if a.shown() {
		before, was := q.raised(q.before)
		a.Before = q.was(OfTensions, halfLed(before).Result(), tallied(was))
	}
	if a.shown() || a.Reason == MedianNotYet {
		led, shut := stat.Incidence(now, someoneLed), stat.Incidence(now, closedOnly)
		for _, after := range []struct {
			id   string
			days float64
		}{{"led_in_7", 7}, {"led_in_30", 30}, {"led_in_90", 90}} {
			if a.Reason == MedianNotYet {
				a.beside(after.id, Share, stat.Known(led.At(after.days)), len(now))
			}
		}
		a.beside("open_after_30", Share, stat.Known(max(0, 1-led.At(30)-shut.At(30))), len(now))
	}
	return a
}

func halfLed(all []stat.Outcome) half {
	return halfOf(stat.Incidence(all, someoneLed), stat.Tensions, TimeToLead.least(), len(all))
}

// raised are the tensions that were raised in the window, with how they ended by its end.
func (q *asked) raised(s *Sample) (all []stat.Outcome, by map[org.PersonID]int) {
	by = map[org.PersonID]int{}
	led := q.answered()
	for id, t := range q.st.Tensions() {
		if t.Raised <= s.From || t.Raised > s.At || !q.all.in(t.Circle) {
			continue
		}
		by[t.By]++
		end, cause := s.At, 0
		if r := t.Resolved; r != 0 && r <= end {
			end, cause = r, closedOnly
		}
		if l := led[id]; l != 0 && l <= end {
			end, cause = l, someoneLed
		}
		all = append(all, stat.Outcome{Time: days(max(0, end-t.Raised)), Cause: cause})
	}
	return all, by
}

// answered is when work began that answers a tension.
func (q *asked) answered() map[org.TensionID]org.Time {
	if q.led == nil {
		q.led = map[org.TensionID]org.Time{}
		for _, i := range q.st.Initiatives() {
			if was := q.led[i.Tension]; i.Tension != 0 && (was == 0 || i.Started < was) {
				q.led[i.Tension] = i.Started
			}
		}
	}
	return q.led
}
