package ballot

import "slices"

// lots decides between candidates whom a rule does not tell apart: as the order says that
// was stated beforehand, or, where none was, in every way in which it could fall, one count
// after the other.
type lots struct {
	order []int
	taken []int // what was taken at each tie of this count
	of    []int // between how many
	at    int
}

// best returns one of the tied that is favoured.
func (l *lots) best(tied []int) int { return l.draw(tied, false) }

// worst returns one of the tied that is not.
func (l *lots) worst(tied []int) int { return l.draw(tied, true) }

func (l *lots) draw(tied []int, last bool) int {
	if len(tied) == 1 {
		return tied[0]
	}
	if l.order != nil {
		place := func(c int) int { return slices.Index(l.order, c) }
		by := func(a, b int) int { return place(a) - place(b) }
		if last {
			return slices.MaxFunc(tied, by)
		}
		return slices.MinFunc(tied, by)
	}
	return tied[l.number(len(tied))]
}

// keep returns n of the tied that are favoured. In what order they were drawn does not matter.
func (l *lots) keep(tied []int, n int) (kept []int) {
	for ; n > 0; n-- {
		from := tied
		if l.order == nil { // as many as are wanted have to come after
			from = tied[:len(tied)-n+1]
		}
		c := l.best(from)
		kept = append(kept, c)
		if l.order == nil {
			tied = tied[slices.Index(tied, c)+1:]
		} else {
			tied = without(tied, []int{c})
		}
	}
	return kept
}

// without returns those that are not among some others.
func without(all, others []int) []int {
	return slices.DeleteFunc(slices.Clone(all), func(c int) bool { return slices.Contains(others, c) })
}

// number takes one of n ways.
func (l *lots) number(n int) int {
	if l.at == len(l.taken) {
		l.taken, l.of = append(l.taken, 0), append(l.of, n)
	}
	l.at++
	return l.taken[l.at-1]
}

// again moves to the next way in which the ties could fall; false where all were counted.
func (l *lots) again() bool {
	l.at = 0
	for n := len(l.taken) - 1; n >= 0; n-- {
		if l.taken[n]++; l.taken[n] < l.of[n] {
			l.taken, l.of = l.taken[:n+1], l.of[:n+1]
			return true
		}
	}
	return false
}

// mostWays is how many ways of falling are counted at most. An election with more of them is
// shown with fewer known winners than it may have, never with one too many.
const mostWays = 2000

// everyWay counts in every way in which ties could fall, and keeps what is so in all of them.
func (p *poll) everyWay(r rule, order []int) *Result {
	l := &lots{order: order}
	var res *Result
	seen := newSpread(p.n)
	ways, cut := 0, false
	for {
		out := r.count(p, l)
		if order != nil {
			out.ranking = apart(out.ranking, order)
		}
		seen.add(out)
		if ways++; ways == 1 {
			res = &Result{Rounds: out.rounds}
			res.Lots = slices.Clone(l.of)
		}
		if !l.again() {
			break
		}
		if ways == mostWays {
			cut = true
			break
		}
	}
	seen.into(res, p.seats, cut)
	return res
}

// apart tells those of one set apart as a stated order does.
func apart(ranking [][]int, order []int) (out [][]int) {
	for _, set := range ranking {
		for _, c := range order {
			if slices.Contains(set, c) {
				out = append(out, []int{c})
			}
		}
	}
	return out
}
