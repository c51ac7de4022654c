package measure

import (
	"orpheus/insight/stat"
	"orpheus/org"
)

// rank answers whether leading follows rank: Kendall's tau-b between the level of
// somebody's role of the line and how often they led. 1 would be that leading follows
// rank, 0 that it does not depend on it; neither is good.
func (q *asked) rank() Answer {
	a := Answer{M: len(q.now.Members)}
	formal := 0
	for i := range q.now.Members {
		if q.now.Members[i].Formal {
			formal++
		}
	}
	a.put(ranked(q.now), len(q.now.Members), q.now.leaders())
	if a.Reason == "" && a.State == stat.Undefined {
		a.Reason = NoLine
	}
	if !a.shown() {
		return a
	}
	a.Before = q.was(OfMembers, ranked(q.before), q.before.leaders())
	a.Chance = chance(stat.ChanceTau(q.now.scores()))
	a.beside("formal", Count, stat.Known(float64(formal)), len(q.now.Members))
	if asked, all := q.advised(); all >= Locality.least() {
		a.beside("formal_asked", Share, stat.Wilson(asked, all), all)
	}
	return a
}

// scores are the levels, and how often each led for the time they were there.
func (s *Sample) scores() (level, led []float64) {
	level, led = make([]float64, len(s.Members)), make([]float64, len(s.Members))
	for i := range s.Members {
		level[i] = float64(s.Members[i].Level)
	}
	for i, n := range s.Acts() {
		led[i] = float64(n)
	}
	return level, led
}

func ranked(s *Sample) stat.Result {
	level, led := s.scores()
	return stat.TauB(level, led, stat.ForRank())
}

// advised counts advice in decisions of the window, and that of people with a role of the
// line.
func (q *asked) advised() (formal, all int) {
	for _, x := range q.st.Decisions() {
		if !q.all.in(x.Circle) {
			continue
		}
		for _, a := range x.Advice {
			if a.At <= q.now.From || a.At > q.now.At {
				continue
			}
			all++
			if i, ok := q.now.place(a.Person); ok && q.now.Members[i].Formal {
				formal++
			}
		}
	}
	return formal, all
}

// advisers are, by circle of the decision, the people who gave advice in the window.
func (q *asked) advisers() map[org.CircleID]map[org.PersonID]int {
	by := map[org.CircleID]map[org.PersonID]int{}
	for _, x := range q.st.Decisions() {
		if !q.all.in(x.Circle) {
			continue
		}
		for _, a := range x.Advice {
			if a.At > q.now.From && a.At <= q.now.At {
				if by[x.Circle] == nil {
					by[x.Circle] = map[org.PersonID]int{}
				}
				by[x.Circle][a.Person]++
			}
		}
	}
	return by
}
