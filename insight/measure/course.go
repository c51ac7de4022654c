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
	q.record(c.Points)
	c.Moves = q.moves(scope.At)
	if len(c.Points) > 0 {
		c.Marks = q.marks(c.Points[0].At, scope.At)
	}
	return c
}

// record counts what was written down in the twelve months up to each point.
func (q *asked) record(points []Point) {
	add := func(c org.CircleID, at org.Time) {
		if !q.all.in(c) {
			return
		}
		for i := range points {
			if p := &points[i]; at > p.At-org.Time(Year.Microseconds()) && at <= p.At && at >= q.st.StatisticsFrom {
				p.Recorded++
			}
		}
	}
	for _, t := range q.st.Tensions() {
		add(t.Circle, t.Raised)
	}
	for _, i := range q.st.Initiatives() {
		add(i.Circle, i.Started)
	}
	for i := range q.all.leads {
		add(q.all.leads[i].Circle, q.all.leads[i].Since)
	}
	for _, x := range q.st.Decisions() {
		if !x.Elsewhere() {
			add(x.Circle, x.At)
		}
	}
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
func (q *asked) moves(at org.Time) stat.Direction {
	var windows [][]int
	for back := quartersBack - 1; back >= 0; back-- {
		s := q.all.take(Scope{At: at - org.Time(back)*org.Time(Quarter.Microseconds()), Circle: q.all.top, Window: Quarter})
		if !s.Agreed || s.leaders().speaks() != "" {
			windows = nil // what is not shown ends what can be compared
			continue
		}
		windows = append(windows, s.Acts())
	}
	return stat.Trend(windows, stat.ForTrend())
}

// quartersBack is how many quarters a course may be compared over.
const quartersBack = 16

// marks are what happened between two moments that may be why a number moved: what all of
// the scope agreed on, many circles formed or closed at once, an import, and the day from
// which statistics count.
func (q *asked) marks(from, at org.Time) (all []Mark) {
	if d := q.st.StatisticsFrom; d > from && d <= at {
		all = append(all, Mark{At: d, Kind: MarkFrom})
	}
	for id, g := range q.st.Agreements() {
		if g.Since > from && g.Since <= at && (g.Circle == q.all.top || g.Circle == org.Root) {
			all = append(all, Mark{At: g.Since, Kind: MarkAgreement, Of: org.RefOf(id), Ref: org.RefOf(id).String()})
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
