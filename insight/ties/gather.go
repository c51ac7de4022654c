package ties

import (
	"cmp"
	"slices"

	"orpheus/insight/measure"
	"orpheus/org"
)

// gathered is ties by who they tie.
type gathered struct {
	at  map[[2]int32]int
	all []tied
}

// add notes that work, or a decision, tied two people; once a piece of work.
func (g *gathered) add(from, to int32, whole bool, runs [12]bool) {
	if from == to {
		return
	}
	i, known := g.at[[2]int32{from, to}]
	if !known {
		i = len(g.all)
		g.at[[2]int32{from, to}] = i
		g.all = append(g.all, tied{from: from, to: to})
	}
	t := &g.all[i]
	t.works++
	t.whole = t.whole || whole
	for m, ran := range runs {
		t.runs[m] = t.runs[m] || ran
	}
}

// sorted is all of them by the numbers of whom they tie, so that nothing tells in which order
// they came.
func (g *gathered) sorted() []tied {
	slices.SortFunc(g.all, func(a, b tied) int { return cmp.Or(cmp.Compare(a.from, b.from), cmp.Compare(a.to, b.to)) })
	return g.all
}

// leading gathers the ties of work: from each who led it in the window to each who took part
// in it or led it too.
func leading(st *org.State, s *measure.Sample) []tied {
	g := gathered{at: map[[2]int32]int{}}
	works := map[org.InitiativeID]map[int32][12]bool{} // by who led it, in which months
	var order []org.InitiativeID
	for i := range s.Leads {
		l := &s.Leads[i]
		by := works[l.Work]
		if by == nil {
			by = map[int32][12]bool{}
			works[l.Work] = by
			order = append(order, l.Work)
		}
		runs := by[l.By]
		for m, ran := range months(s, l.Since, l.Until) {
			runs[m] = runs[m] || ran
		}
		by[l.By] = runs
	}
	for _, id := range order {
		w := st.Initiative(id)
		for from, runs := range works[id] {
			to := map[int32]bool{}
			for other := range works[id] {
				to[other] = true
			}
			for _, p := range w.Joined {
				if i, ok := s.Index(p); ok {
					to[int32(i)] = true
				}
			}
			for i := range to {
				g.add(from, i, w.Circle == org.Root, runs)
			}
		}
	}
	return g.sorted()
}

// advice gathers who was asked for advice by whom, in decisions put forward in the window. Who gave
// advice unasked is in it too: that they were heard is what counts.
func advice(st *org.State, s *measure.Sample) []tied {
	g := gathered{at: map[[2]int32]int{}}
	for _, x := range st.Decisions() {
		if x.At <= s.From || x.At > s.At {
			continue
		}
		to, ok := s.Index(x.By)
		if !ok {
			continue
		}
		for p := range advisers(x) {
			if from, ok := s.Index(p); ok {
				g.add(int32(from), int32(to), x.Circle == org.Root, months(s, x.At, x.At+1))
			}
		}
	}
	return g.sorted()
}

// advisers are who was asked for advice about a decision, or gave some.
func advisers(x *org.Decision) map[org.PersonID]bool {
	all := map[org.PersonID]bool{}
	for _, p := range x.Parties {
		if p.Asked {
			all[p.Person] = true
		}
	}
	for _, a := range x.Advice {
		all[a.Person] = true
	}
	delete(all, x.By)
	return all
}

// Month is when one of the twelve parts of a window begins.
func Month(at org.Time, window org.Time, m int) org.Time { return at - window + window*org.Time(m)/12 }

// months are those parts of the window in which something ran.
func months(s *measure.Sample, since, until org.Time) (runs [12]bool) {
	window := org.Time(s.Window.Microseconds())
	for m := range runs {
		begin, end := max(Month(s.At, window, m), s.From), Month(s.At, window, m+1)
		runs[m] = since < end && (until == 0 || until > begin) && end > begin
	}
	return runs
}

// own tells whoever looks what in it is theirs.
func (n *Network) own(st *org.State, s *measure.Sample, all []tied, at []int32, who org.PersonID) {
	me, there := s.Index(who)
	if !there {
		return
	}
	n.Own.Dot = int(at[me])
	circles := map[org.CircleID]bool{}
	for _, t := range all {
		if t.from == int32(me) || t.to == int32(me) {
			n.Own.Ties = append(n.Own.Ties, t.shown(at))
		}
		if t.from == int32(me) {
			circles[s.Members[t.to].Home] = true
		}
	}
	n.Own.Circles = len(circles)
	led := map[org.InitiativeID]bool{}
	for i := range s.Leads {
		if l := &s.Leads[i]; l.By == int32(me) && !led[l.Work] {
			led[l.Work] = true
			n.Own.Led = append(n.Own.Led, l.Work)
		}
	}
	for i := range s.Leads {
		work := s.Leads[i].Work
		if !led[work] && slices.Contains(st.Initiative(work).Joined, who) {
			led[work] = true
			n.Own.Joined = append(n.Own.Joined, work)
		}
	}
	for id, x := range st.Decisions() {
		if x.At > s.From && x.At <= s.At && advisers(x)[who] {
			n.Own.Asked = append(n.Own.Asked, id)
		}
	}
}
