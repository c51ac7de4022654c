package measure

import (
	"cmp"
	"slices"
	"time"

	"orpheus/insight/stat"
	"orpheus/org"
)

// points is how many moments a course has: the ends of seven quarters, and the present.
const points = 8

// course is how many people carry the lead over two years: at each moment, the twelve
// months up to then. Windows that overlap are for the eye; whether it moves is told by
// separate quarters.
func (q *asked) course(scope Scope) (c Course) {
	ends := quarters(scope.At, scope.zone())
	for _, at := range ends {
		if at < q.st.Founded+31*org.Day {
			continue
		}
		s := q.all.take(Scope{At: at, Circle: q.all.top, Window: Year})
		p := Point{At: at, N: len(s.Members), M: len(s.Leads)}
		var a Answer
		a.put(effective(s), p.N, s.leaders())
		switch {
		case !s.Agreed:
		case a.shown() && q.tells(OfLeads, s):
			p.Wire = a.Wire
			p.Chance = chance(stat.ChanceD2(s.Here(), p.M))
		case a.shown():
			p.Wire = stat.Wire{State: stat.NotEnough}
		default:
			p.Wire = a.Wire
		}
		c.Points = append(c.Points, p)
	}
	c.Moves = q.moves(scope.At)
	if len(c.Points) > 0 {
		c.Marks = q.marks(c.Points[0].At, scope.At)
	}
	return c
}

// quarters are the ends of the seven quarters before a moment, in the zone of the
// organisation, and the moment.
func quarters(at org.Time, zone *time.Location) (all []org.Time) {
	t := at.Std().In(zone)
	first := time.Date(t.Year(), (t.Month()-1)/3*3+1, 1, 0, 0, 0, 0, zone)
	for back := points - 2; back >= 0; back-- {
		if end := org.At(first.AddDate(0, -3*back, 0)); end < at {
			all = append(all, end)
		}
	}
	return append(all, at)
}

// moves compares separate quarters, the newest last.
func (q *asked) moves(at org.Time) Moves {
	var windows [][]int
	for back := points - 1; back >= 0; back-- {
		end := at - org.Time(back)*org.Time(Quarter.Microseconds())
		s := q.all.take(Scope{At: end, Circle: q.all.top, Window: Quarter})
		if !s.Agreed || len(s.Leads) < stat.ForTrend().Acts || len(s.Members) < leastPeople || speaksOf(s.leaders()) != "" {
			windows = nil // a gap ends what can be compared
			continue
		}
		windows = append(windows, s.Acts())
	}
	if len(windows) < 3 {
		return TooShort
	}
	switch stat.Trend(windows) {
	case stat.Rises:
		return MovesUp
	case stat.Falls:
		return MovesDown
	}
	return NoClearChange
}

// marks are what happened between two moments that may be why a number moved: what all of
// the scope agreed on, many circles formed or closed at once, an import, and the day from
// which statistics count.
func (q *asked) marks(from, at org.Time) (all []Mark) {
	if d := q.st.StatisticsFrom; d > from && d <= at {
		all = append(all, Mark{At: d, Kind: MarkFrom})
	}
	for id, g := range q.st.Agreements() {
		if g.Since > from && g.Since <= at && (g.Circle == q.all.top || g.Circle == org.Root) {
			all = append(all, Mark{At: g.Since, Kind: MarkAgreement, Ref: org.RefOf(id)})
		}
	}
	changed := map[org.Time]int{} // by months of thirty days
	for _, c := range q.st.Circles() {
		for _, t := range []org.Time{c.Formed, c.Closed} {
			if t > from && t <= at && t > q.st.Founded+31*org.Day {
				changed[t/(30*org.Day)]++
			}
		}
	}
	for month, n := range changed {
		if n >= 4 {
			all = append(all, Mark{At: month * 30 * org.Day, Kind: MarkCircles})
		}
	}
	slices.SortFunc(all, func(a, b Mark) int { return cmp.Or(cmp.Compare(a.At, b.At), cmp.Compare(a.Kind, b.Kind)) })
	return all
}
