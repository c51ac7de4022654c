package ballot

import (
	"cmp"
	"slices"
)

// majority is that more prefer one to another than the other way round.
type majority struct {
	over, under int
	votes       int64 // for it
	against     int64
}

func (m majority) compare(o majority) int {
	return cmp.Or(cmp.Compare(o.votes, m.votes), cmp.Compare(m.against, o.against))
}

// rankedPairs locks majorities, the strongest first (most votes for it, then fewest against),
// each unless it closes a circle with those that are locked (T. N. Tideman, Independence of
// clones as a criterion for voting rules, 1987). Of majorities of one strength those come
// first that close none in whatever order they are taken; between the others the lots say.
func rankedPairs(p *poll, l *lots) outcome {
	locked := newReach(p.n)
	majorities := p.majorities()
	for len(majorities) > 0 {
		n := 1
		for n < len(majorities) && majorities[n].compare(majorities[0]) == 0 {
			n++
		}
		locked.lock(majorities[:n], l)
		majorities = majorities[n:]
	}
	return outcome{ranking: locked.layers()}
}

// majorities returns all, the strongest first.
func (p *poll) majorities() (out []majority) {
	for a := range p.pairs {
		for b := range p.pairs {
			if p.pairs[a][b] > p.pairs[b][a] {
				out = append(out, majority{over: a, under: b, votes: p.pairs[a][b], against: p.pairs[b][a]})
			}
		}
	}
	slices.SortStableFunc(out, majority.compare)
	return out
}

// reach says of every two whether locked majorities lead from the first to the second.
type reach struct {
	to [][]bool
}

func newReach(n int) *reach {
	r := &reach{to: make([][]bool, n)}
	for i := range r.to {
		r.to[i] = make([]bool, n)
	}
	return r
}

func (r *reach) add(m majority) {
	for a := range r.to {
		if a != m.over && !r.to[a][m.over] {
			continue
		}
		for b := range r.to {
			if b == m.under || r.to[m.under][b] {
				r.to[a][b] = true
			}
		}
	}
}

func (r *reach) clone() *reach {
	c := &reach{}
	for _, row := range r.to {
		c.to = append(c.to, slices.Clone(row))
	}
	return c
}

// lock locks majorities of one strength.
func (r *reach) lock(same []majority, l *lots) {
	for {
		same = slices.DeleteFunc(slices.Clone(same), func(m majority) bool { return r.to[m.under][m.over] || r.to[m.over][m.under] })
		together := r.clone()
		for _, m := range same {
			together.add(m)
		}
		var contested []majority
		for _, m := range same {
			if together.to[m.under][m.over] {
				contested = append(contested, m)
			} else {
				r.add(m)
			}
		}
		if len(contested) == 0 {
			return
		}
		r.add(l.majority(contested))
		same = contested
	}
}

// majority takes one of those that cannot all be locked: with an order for ties the one
// whose winner it favours most, and of those the one whose loser it favours least.
func (l *lots) majority(of []majority) majority {
	if l.order == nil {
		return of[l.number(len(of))]
	}
	place := func(c int) int { return slices.Index(l.order, c) }
	return slices.MinFunc(of, func(a, b majority) int {
		return cmp.Or(cmp.Compare(place(a.over), place(b.over)), cmp.Compare(place(b.under), place(a.under)))
	})
}

// layers sorts the candidates into sets: those to whom nothing locked leads, then those to
// whom nothing leads from who is left, and so on.
func (r *reach) layers() (out [][]int) {
	for left := all(len(r.to)); len(left) > 0; {
		var set, rest []int
		for _, c := range left {
			if slices.ContainsFunc(left, func(a int) bool { return r.to[a][c] }) {
				rest = append(rest, c)
			} else {
				set = append(set, c)
			}
		}
		out = append(out, set)
		left = rest
	}
	return out
}
