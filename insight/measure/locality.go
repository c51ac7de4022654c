package measure

import (
	"orpheus/insight/stat"
	"orpheus/org"
)

// locality answers whether decisions are near the issue: the share of those that were made
// in the circle where the matter arose, levels up counted by main parents. One of which
// nobody said where it arose is left out, and counted.
func (q *asked) locality() Answer {
	a := Answer{}
	now := q.fell(q.now)
	a.M, a.Unlabelled = now.known, now.unknown
	a.put(now.share(), len(q.now.Members), tallied(now.by))
	if a.shown() {
		before := q.fell(q.before)
		a.Before = q.was(OfDecisions, before.share(), tallied(before.by))
		a.beside("levels_up", Share, stat.Wilson(now.up, now.known), now.known)
		if now.concerned >= Locality.least() {
			a.beside("heard", Share, stat.Wilson(now.heard, now.concerned), now.concerned)
		}
	}
	return a
}

// fallen is where decisions of a window fell.
type fallen struct {
	known, unknown   int
	near, up         int // in the circle where it arose, or above it; else beside it
	concerned, heard int // people concerned, and of them those who said something
	by               map[org.PersonID]int
}

func (f fallen) share() stat.Result {
	if f.known < Locality.least() {
		return stat.TooFew(stat.Decisions, Locality.least(), f.known)
	}
	return stat.Wilson(f.near, f.known)
}

func (q *asked) fell(s *Sample) (f fallen) {
	f.by = map[org.PersonID]int{}
	for _, x := range q.st.Decisions() {
		if !decided(x, s.From, s.At) || !q.all.in(x.Circle) {
			continue
		}
		f.by[x.By]++
		f.voices(x)
		arose := q.arose(x)
		switch {
		case arose == 0:
			f.unknown++
			continue
		case arose == x.Circle:
			f.near++
		case q.st.Within(arose, x.Circle):
			f.up++
		}
		f.known++
	}
	return f
}

// arose is the circle in which the matter of a decision was raised or worked on.
func (q *asked) arose(x *org.Decision) org.CircleID {
	if t := q.st.Tension(x.Tension); x.Tension != 0 && t != nil {
		return t.Circle
	}
	if i := q.st.Initiative(x.Initiative); x.Initiative != 0 && i != nil {
		if t := q.st.Tension(i.Tension); i.Tension != 0 && t != nil {
			return t.Circle
		}
		return i.Circle
	}
	return 0
}

// voices counts who is concerned, and of these who answered or gave advice. Secret
// ballots name nobody, so votes are left out.
func (f *fallen) voices(x *org.Decision) {
	if x.Vote.Method != 0 {
		return
	}
	said := map[org.PersonID]bool{x.By: true}
	for _, a := range x.Answers {
		said[a.Person] = true
	}
	for _, a := range x.Advice {
		said[a.Person] = true
	}
	for _, p := range x.Parties {
		f.concerned++
		if said[p.Person] {
			f.heard++
		}
	}
}
