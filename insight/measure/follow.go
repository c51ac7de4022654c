package measure

import (
	"orpheus/insight/stat"
)

// follow answers whether those who lead also follow: the share of the weight of ties that
// is returned, r_w, with what chance would give where everybody leads as much, and others
// at random take part.
func (q *asked) follow() Answer {
	a := Answer{M: len(q.now.Ties)}
	a.put(returned(q.now), len(q.now.Members), q.now.leaders())
	if !a.shown() {
		return a
	}
	from, to, works := q.now.arrays()
	b := stat.MutualByChance(from, to, works, len(q.now.Members))
	a.Chance = chance(b.Low, b.High, b.SD > 0)
	a.Before = q.was(OfTies, returned(q.before), q.before.leaders())
	n := float64(len(q.now.Members))
	density := float64(len(q.now.Ties)) / (n * (n - 1))
	a.beside("density", Share, stat.Known(density), len(q.now.Ties))
	both := 0
	for _, r := range q.now.back() {
		if r >= 0 {
			both++
		}
	}
	edgewise := float64(both) / float64(len(q.now.Ties))
	a.beside("rho", Correlation, stat.Known((edgewise-density)/(1-density)), len(q.now.Ties))
	a.beside("also_followed", Share, q.now.alsoFollowed(), q.now.leaders().acted)
	return a
}

// fewTies is the answer where too few are tied to say anything about how.
func fewTies(s *Sample) (stat.Result, bool) {
	least := Reciprocity.least()
	return stat.TooFew(stat.Ties, least, len(s.Ties)), len(s.Ties) < least
}

// alsoFollowed is the share of those who led who took part in work that others led.
func (s *Sample) alsoFollowed() stat.Result {
	led, followed := make([]bool, len(s.Members)), make([]bool, len(s.Members))
	for i := range s.Leads {
		led[s.Leads[i].By] = true
	}
	for _, t := range s.Ties {
		followed[t.To] = true
	}
	n, k := 0, 0
	for i := range led {
		if led[i] {
			n++
			if followed[i] {
				k++
			}
		}
	}
	return stat.Wilson(k, n)
}

func (s *Sample) arrays() (from, to []int32, works []int) {
	for _, t := range s.Ties {
		from, to, works = append(from, t.From), append(to, t.To), append(works, t.Works)
	}
	return from, to, works
}

// returned is r_w with an interval that leaves out one piece of work at a time: ties of
// the same work come together. Squartini et al. 2013; Tukey 1958.
func returned(s *Sample) stat.Result {
	if few, is := fewTies(s); is {
		return few
	}
	back := s.back()
	both, all := 0, 0 // sum of min over ordered pairs; sum of weights
	for i, t := range s.Ties {
		all += t.Works
		if back[i] >= 0 {
			both += min(t.Works, s.Ties[back[i]].Works)
		}
	}
	stamp := make([]int32, len(s.Ties))
	return leaveOut(s, func(at int, w *work) (part, of int) {
		for _, p := range w.pairs {
			stamp[p] = int32(at) + 1
		}
		less := both
		for _, p := range w.pairs {
			r := back[p]
			if r < 0 {
				continue
			}
			was := min(s.Ties[p].Works, s.Ties[r].Works)
			if stamp[r] == int32(at)+1 { // both ways in this work: each is met once
				less -= was - min(s.Ties[p].Works-1, s.Ties[r].Works-1)
			} else { // the other way stays, and each pair counts from both of its ends
				less -= 2 * (was - min(s.Ties[p].Works-1, s.Ties[r].Works))
			}
		}
		return less, all - len(w.pairs)
	}, both, all)
}

// leaveOut is part/of with the interval of the jackknife over pieces of work.
func leaveOut(s *Sample, without func(at int, w *work) (part, of int), part, of int) stat.Result {
	var x []float64
	for at := range s.works {
		if w := &s.works[at]; len(w.pairs) > 0 {
			if p, n := without(at, w); n > 0 {
				x = append(x, float64(p)/float64(n))
			}
		}
	}
	return stat.Jackknifed(float64(part)/float64(of), x, 0, 1)
}

// across answers whether people lead across circles: the share of ties between people of
// different circles on the first level, with what chance would give to circles of these
// sizes (null 2; the index E-I is twice the share less one).
func (q *asked) across() Answer {
	a := Answer{M: len(q.now.Ties)}
	a.put(crossing(q.now), len(q.now.Members), q.now.leaders())
	if !a.shown() {
		return a
	}
	from, to, works := q.now.arrays()
	b := stat.EI(from, to, works, q.now.units())
	a.Chance = chance((b.Low+1)/2, (b.High+1)/2, b.SD > 0)
	a.Before = q.was(OfTies, crossing(q.before), q.before.leaders())
	a.beside("z", Number, stat.Known(b.Z), len(q.now.Ties))
	a.beside("inside_returned", Share, q.now.insideReturned(), len(q.now.Ties))
	return a
}

// units is the home circle of each member, as a number.
func (s *Sample) units() []int32 {
	u := make([]int32, len(s.Members))
	for i := range s.Members {
		u[i] = int32(s.Members[i].Home)
	}
	return u
}

func crossing(s *Sample) stat.Result {
	if few, is := fewTies(s); is {
		return few
	}
	home := s.units()
	one := true
	for _, u := range home {
		one = one && u == home[0]
	}
	if one {
		return stat.Result{}
	}
	out := func(p int32) bool { return home[s.Ties[p].From] != home[s.Ties[p].To] }
	part, of := 0, 0
	for i := range s.Ties {
		of += s.Ties[i].Works
		if out(int32(i)) {
			part += s.Ties[i].Works
		}
	}
	return leaveOut(s, func(_ int, w *work) (int, int) {
		less := part
		for _, p := range w.pairs {
			if out(p) {
				less--
			}
		}
		return less, of - len(w.pairs)
	}, part, of)
}

// insideReturned is the share of ties inside circles that go both ways.
func (s *Sample) insideReturned() stat.Result {
	home, back := s.units(), s.back()
	n, both := 0, 0
	for i, t := range s.Ties {
		if home[t.From] == home[t.To] {
			n++
			if back[i] >= 0 {
				both++
			}
		}
	}
	return stat.Wilson(both, n)
}
