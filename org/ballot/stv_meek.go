package ballot

import (
	"math/big"
	"slices"
)

// meekUnit is 1 vote, in the twelve decimals that a count by Meek's rule has here; small is
// a billionth of a vote.
const (
	meekUnit  = 1_000_000_000_000
	meekSmall = meekUnit / 1_000_000_000
	meekTurns = 100_000 // far more than a count needs
)

// meek is a count by Meek's rule (I. D. Hill, B. A. Wichmann and D. R. Woodall, Algorithm
// 123: Single transferable vote by Meek's method, 1987). Everybody keeps a part of each
// paper that reaches them and hands on the rest: all of it while they are hopeful, nothing
// when they are excluded, and, when they are elected, what leaves them the quota, which
// falls as papers run out.
type meek struct {
	*poll
	l        *lots
	keep     []int64 // of each candidate; meekUnit for all of it
	votes    []int64
	excess   int64
	quota    int64
	is       []bool  // elected
	out      []bool  // excluded
	elected  [][]int // in sets of those who were in one round with equal votes
	seated   int
	excluded [][]int // the last first
	rounds   []Round
}

// stvMeek counts for any number of seats. What reaches several at one place of a paper goes
// to each in equal parts.
func stvMeek(p *poll, l *lots) outcome {
	m := &meek{poll: p, l: l, keep: make([]int64, p.n), is: make([]bool, p.n), out: make([]bool, p.n)}
	for c := range m.keep {
		m.keep[c] = meekUnit
	}
	for left := p.n; m.seated < p.seats; {
		m.settle()
		switch {
		case m.seated == p.seats:
		case left == p.seats:
			m.electRest()
		default:
			left -= m.exclude(left)
		}
	}
	return outcome{ranking: seatsThenRest(m.elected, m.excluded, m.votes), elected: slices.Concat(m.elected...), rounds: m.rounds}
}

// settle hands papers on until those elected have the quota, within a billionth of a vote,
// and notes the round. Whoever reaches the quota meanwhile is elected and hands on too.
func (m *meek) settle() {
	m.rounds = append(m.rounds, Round{})
	for range meekTurns {
		m.distribute()
		m.reach()
		if m.seated == m.seats {
			break
		}
		surplus := int64(0)
		for c, is := range m.is {
			if is {
				surplus += m.votes[c] - m.quota
			}
		}
		if surplus < meekSmall || !m.keepLess() {
			break
		}
	}
	now := &m.rounds[len(m.rounds)-1]
	now.Quota, now.Rest = decimal(m.quota, meekUnit), decimal(m.excess, meekUnit)
	for c, v := range m.votes {
		now.Votes = append(now.Votes, decimal(v, meekUnit))
		if m.out[c] {
			now.Votes[c] = nil
		}
	}
}

// keepLess has those who have more than the quota keep less, and reports whether anything
// changed. That the surplus as a whole fell is no measure: one who is elected may hand all of
// theirs to another one who is.
func (m *meek) keepLess() (some bool) {
	for c, is := range m.is {
		if is && m.votes[c] > m.quota {
			keep := scaleUp(m.keep[c], m.quota, m.votes[c])
			some = some || keep != m.keep[c]
			m.keep[c] = keep
		}
	}
	return some
}

// distribute counts who gets how much, and what the quota is by that.
func (m *meek) distribute() {
	m.votes, m.excess = make([]int64, m.n), 0
	total := int64(0)
	for i := range m.ballots {
		times := int64(m.ballots[i].Times)
		total += times * meekUnit
		m.excess += times * m.hand(m.levels[i], times)
	}
	m.quota = (total-m.excess)/int64(m.seats+1) + 1
}

// hand hands one paper down its places and returns what is left of it.
func (m *meek) hand(levels [][]int, times int64) int64 {
	rest := int64(meekUnit)
	for _, level := range levels {
		var in []int
		for _, c := range level {
			if !m.out[c] {
				in = append(in, c)
			}
		}
		if in == nil {
			continue
		}
		part := rest / int64(len(in))
		for _, c := range in {
			kept := scale(part, m.keep[c], meekUnit)
			m.votes[c] += kept * times
			rest -= kept
		}
		if rest == 0 {
			break
		}
	}
	return rest
}

// reach elects everybody who has reached the quota, those with most votes first.
func (m *meek) reach() {
	for m.seated < m.seats {
		var reached []int
		for c, v := range m.votes {
			if !m.is[c] && !m.out[c] && v >= m.quota {
				reached = append(reached, c)
			}
		}
		if reached == nil {
			break
		}
		m.elect(mostBy(reached, func(c int) int64 { return m.votes[c] }))
	}
}

func (m *meek) elect(set []int) {
	for _, c := range set {
		m.is[c] = true
	}
	m.seated += len(set)
	m.elected = append(m.elected, set)
	now := &m.rounds[len(m.rounds)-1]
	now.Elected = append(now.Elected, set...)
}

func (m *meek) hopeful() []int {
	return slices.DeleteFunc(all(m.n), func(c int) bool { return m.is[c] || m.out[c] })
}

func (m *meek) electRest() {
	for in := m.hopeful(); len(in) > 0; in = m.hopeful() {
		m.elect(mostBy(in, func(c int) int64 { return m.votes[c] }))
	}
}

// exclude leaves out who has the fewest, and returns how many that are; of several the one
// who had fewer in the last round in which they differed, then as the lots say. Those without
// a single vote go together.
func (m *meek) exclude(left int) int {
	least := narrow(m.rounds, m.hopeful(), func(a, b *big.Rat) bool { return a.Cmp(b) < 0 })
	if m.votes[least[0]] > 0 {
		least = []int{m.l.worst(least)}
	} else if n := m.seats - (left - len(least)); n > 0 {
		least = without(least, m.l.keep(least, n))
	}
	for _, c := range least {
		m.out[c], m.keep[c] = true, 0
	}
	m.excluded = slices.Insert(m.excluded, 0, least)
	now := &m.rounds[len(m.rounds)-1]
	now.Excluded = append(now.Excluded, least...)
	return len(least)
}
