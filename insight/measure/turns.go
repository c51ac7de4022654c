package measure

import (
	"slices"

	"orpheus/insight/stat"
	"orpheus/org"
)

// LeastMeetings is how many meetings there have to be before anything is said of whose turn it
// was: as many as leads of which it is said whether they were taken.
const LeastMeetings = stat.MinPulls

// Turns is how facilitating went round in the meetings of a circle.
type Turns struct {
	Meetings int
	People   int // who were there at any of them
	stat.Turns
}

// Verdict is BelowIt where fewer people did it than by lot, AboveIt where it went round more
// evenly: nobody had so large a share, or waited so long.
func (t *Turns) Verdict() Verdict {
	switch {
	case t.Turns.People.Index < t.Turns.People.Low, t.Most.Index > t.Most.High:
		return BelowIt
	case t.Turns.People.Index > t.Turns.People.High, t.Most.Index < t.Most.Low, t.Gap.Index < t.Gap.Low:
		return AboveIt
	}
	return CannotTell
}

// Facilitated says whether facilitating goes round in a circle, beside a lot drawn at each
// meeting among those who were there ([stat.Rotation]): of the meetings and reflections that
// were closed by a moment, since the day from which statistics are agreed. False below
// LeastMeetings, and below LeastPeople ever there, since it would speak of persons. It says
// nothing of who facilitated how often.
func Facilitated(st *org.State, circle org.CircleID, at org.Time) (t Turns, ok bool) {
	if st.StatisticsFrom > at {
		return t, false
	}
	place := map[org.PersonID]int32{}
	at0 := func(p org.PersonID) int32 {
		n, known := place[p]
		if !known {
			n = int32(len(place)) //nolint:gosec // there are few
			place[p] = n
		}
		return n
	}
	var all []stat.Meeting
	for id := range st.MeetingsOf(circle) {
		e := st.Meeting(id)
		if e.Closed == 0 || e.Closed > at || e.Opened < st.StatisticsFrom || e.Facilitator == 0 || !slices.Contains(e.In, e.Facilitator) {
			continue
		}
		m := stat.Meeting{By: at0(e.Facilitator)}
		for _, p := range e.In {
			m.Present = append(m.Present, at0(p))
		}
		all = append(all, m)
	}
	slices.Reverse(all) // the newest came first
	t.Meetings, t.People = len(all), len(place)
	if t.Meetings < LeastMeetings || t.People < LeastPeople {
		return t, false
	}
	t.Turns = stat.Rotation(all)
	return t, t.Known
}
