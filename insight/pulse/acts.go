package pulse

import "orpheus/org"

// Acts are counts of work, and of no person, that stand beside what a round showed, and are
// never added to it.
type Acts struct {
	Leads   int // that began while it could be answered
	Open    int // tensions and work that nobody led when it closed
	Decided int // decisions that ended meanwhile
}

// ActsOf counts those of the circle of a round and of all inside it, in the organisation as it
// was when the round closed.
func ActsOf(then *org.State, p *org.Pulse) (a Acts) {
	in := func(c org.CircleID) bool { return c != 0 && then.Within(c, p.Circle) }
	within := func(at org.Time) bool { return p.Opened <= at && at < p.Closed }
	for _, l := range then.Leads() {
		if i := then.Initiative(l.Initiative); within(l.Since) && i != nil && in(i.Circle) {
			a.Leads++
		}
	}
	for _, o := range then.Openings() {
		if o.Ref.Letter != 'R' && in(o.Circle) {
			a.Open++
		}
	}
	for _, x := range then.Decisions() {
		if within(x.Ended) && in(x.Circle) && !x.Elsewhere() {
			a.Decided++
		}
	}
	return a
}
