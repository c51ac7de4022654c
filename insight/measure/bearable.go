package measure

import (
	"slices"

	"orpheus/insight/pulse"
	"orpheus/insight/stat"
	"orpheus/org"
)

// Said is what people said about a subject of the pulse in the last round that shows it. It is
// never worked into a number of acts: both stand beside each other.
type Said struct {
	Reason Reason         // why there is no number; empty where there is one, or too few people for it
	Moves  stat.Direction // over the rounds that can be set beside each other
	At     org.Time       // when the round closed
	N, By  int            // people asked, and who answered; By is 0 where that is not shown
	stat.Result
}

// BesideActs are the subjects of the pulse that are read beside acts, in order.
var BesideActs = []org.PulseSubject{org.PulseRoles, org.PulseRoom, org.PulseSafety}

// besideID are the names of their numbers, in JSON and in the keys of texts.
var besideID = map[org.PulseSubject]string{org.PulseRoles: "role_clarity", org.PulseRoom: "room", org.PulseSafety: "safety"}

// said reads the last round of the circle that asked about a subject and closed within the
// window. Whom a round asks is who belongs to the scope: those in a circle and in all inside it.
func (q *asked) said(v org.PulseSubject) Said {
	all, moves := pulse.Course(q.st, q.all.top, v, q.now.At)
	if len(all) == 0 || all[len(all)-1].At <= q.now.From {
		s := Said{Reason: NotAsked, Result: stat.TooFew(Asked, org.PulseLeast, 0)}
		if q.wasAsked(v) {
			s.Reason = FewAnswered
		}
		return s
	}
	r := all[len(all)-1]
	round := q.st.Pulse(r.Round)
	s := Said{At: r.At, N: len(round.Asked), By: int(round.Answers), Moves: moves}
	switch {
	case r.Hidden != org.PulseShown:
		s.Reason, s.Result = FewAnswered, stat.TooFew(Asked, org.PulseLeast, 0)
	case r.Apart:
		s.Reason = SeenApart
	default:
		s.Result = r.Mean
	}
	return s
}

// wasAsked reports whether a round about a subject closed within the window, whatever came of it.
func (q *asked) wasAsked(v org.PulseSubject) bool {
	for _, p := range q.st.Pulses() {
		if p.Circle == q.all.top && p.Closed > q.now.From && p.Closed <= q.now.At && p.Opened >= q.st.StatisticsFrom && slices.Contains(p.Subjects(), v) {
			return true
		}
	}
	return false
}

// alsoSaid puts what people said about a subject beside an answer, and returns it.
func (q *asked) alsoSaid(a *Answer, v org.PulseSubject) Said {
	s := q.said(v)
	a.beside(besideID[v], Score, s.Result, s.By)
	last := &a.Beside[len(a.Beside)-1]
	last.Reason, last.Moves = s.Reason, s.Moves
	return s
}

// pulse answers whether it is bearable and clear: by what people say when they are asked.
// Three subjects stand beside each other; a number made of them would say nothing. N, By and
// M are those of the newest round in which one of them was asked about.
func (q *asked) pulse() Answer {
	a := Answer{N: len(q.now.Members), Reason: NotAsked, Wire: stat.TooFew(Asked, org.PulseLeast, 0).Wire()}
	var newest org.Time
	for _, v := range BesideActs {
		s := q.alsoSaid(&a, v)
		switch {
		case s.State() == stat.Value || s.Reason == SeenApart:
			a.Reason, a.Wire = ThreeApart, stat.Wire{}
		case s.Reason == FewAnswered && a.Reason == NotAsked:
			a.Reason = FewAnswered
		}
		if s.At > newest {
			newest, a.N, a.By, a.M = s.At, s.N, s.By, s.By
		}
	}
	return a
}
