package measure

import (
	"slices"

	"orpheus/insight/stat"
	"orpheus/org"
)

// footing answers whether it is equal footing: how much less of what decisions need others
// can open than those with a role of the line (1 - median of others / median of them).
// It is about what one may open, never about what anybody read. Members may open
// everything, so that it differs from 0 only where guests are many; that is said, since a
// number that cannot be otherwise is no praise.
func (q *asked) footing() Answer {
	a := Answer{}
	items := q.items()
	a.M = len(items)
	var formal, others []float64
	by := map[org.PersonID]int{}
	for id, p := range q.st.People() {
		if !p.Present() || !q.belongs(id, p) {
			continue
		}
		by[id]++
		share := q.opens(id, items)
		if i, ok := q.now.place(id); ok && q.now.Members[i].Formal {
			formal = append(formal, share)
		} else {
			others = append(others, share)
		}
	}
	r := stat.Result{}
	if len(items) < EqualFooting.least() {
		r = stat.TooFew(stat.Items, EqualFooting.least(), len(items))
	} else if m := middle(formal); len(formal) > 0 && len(others) > 0 && m > 0 {
		r = stat.Known(1 - middle(others)/m)
	}
	a.put(r, len(by), tallied(by))
	if a.State == stat.Undefined && a.Reason == "" {
		a.Reason = NoLine
	}
	a.beside("judged", Share, stat.TooFew(Feedback, EqualFooting.least(), 0), 0)
	q.alsoSaid(&a, org.PulseSafety)
	return a
}

// Judged is what was found with how one-sided feedback is, from 0 where as much goes up as down
// to 1 where all goes one way, of so many. It is counted apart, since no feedback is an act.
func (i *Insight) Judged(oneWay float64, of int) *Insight {
	out := *i
	out.Answers = slices.Clone(i.Answers)
	if a := out.Answer(EqualFooting); a != nil {
		a.Beside = slices.Clone(a.Beside)
		for n := range a.Beside {
			if b := &a.Beside[n]; b.ID == "judged" {
				b.Wire, b.M = stat.Known(oneWay).Wire(), of
			}
		}
	}
	return &out
}

// Feedback is how often somebody told somebody how their leading landed.
const Feedback stat.Count = "feedback"

func (q *asked) belongs(id org.PersonID, p *org.Person) bool {
	if q.all.here[id] {
		return true
	}
	if !p.Guest {
		return false
	}
	return slices.ContainsFunc(q.st.CirclesOf(id), q.all.in)
}

// items is what decisions need: what is decided, agreed and raised now.
func (q *asked) items() (all []org.Ref) {
	for id, x := range q.st.GoingOn() {
		if q.all.in(x.Circle) {
			all = append(all, org.RefOf(id))
		}
	}
	for id, g := range q.st.Agreements() {
		if g.Until == 0 && q.all.in(g.Circle) {
			all = append(all, org.RefOf(id))
		}
	}
	for id, t := range q.st.Tensions() {
		if t.Open() && q.all.in(t.Circle) {
			all = append(all, org.RefOf(id))
		}
	}
	return all
}

// opens is the share of items that somebody may open.
func (q *asked) opens(p org.PersonID, items []org.Ref) float64 {
	if len(items) == 0 {
		return 0
	}
	if who := q.st.Person(p); !who.Guest {
		return 1 // members see everything: org/sight.go
	}
	sight, n := q.st.SightOf(p, q.st), 0
	for _, r := range items {
		if sight.Sees(r) {
			n++
		}
	}
	return float64(n) / float64(len(items))
}

func middle(x []float64) float64 {
	if len(x) == 0 {
		return 0
	}
	slices.Sort(x)
	return (x[(len(x)-1)/2] + x[len(x)/2]) / 2
}
