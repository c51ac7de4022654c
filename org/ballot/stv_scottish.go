package ballot

import (
	"math/big"
	"slices"
)

// scotUnit is 1 vote, in the five decimals that the Scottish rules count with.
const scotUnit = 100_000

// scotPile is papers of one kind that are with a candidate, each of the same value.
type scotPile struct {
	ballot int   // which
	value  int64 // of one paper
}

// scottish is a count by the Scottish Local Government Elections Order 2007 (SSI 2007/42,
// rules 45 to 52): Droop's quota; one surplus at a time, the largest first, passed on with
// every paper of who has it at a value cut off after five decimals; then who has the fewest
// is left out, until the seats are filled.
type scottish struct {
	*poll
	l       *lots
	quota   int64
	piles   [][]scotPile // of each candidate
	votes   []int64
	out     []bool  // elected or excluded: gets no more papers
	surplus []int   // elected, and more than the quota not passed on yet
	elected [][]int // in sets of those who were in one round with equal votes
	seated  int
	left    int   // continuing candidates
	lost    int64 // votes that go to nobody any more
	rounds  []Round
	last    [][]int // excluded, the last first
}

// stvScottish counts for any number of seats. A paper that names several at the place where
// it would go next goes to nobody.
func stvScottish(p *poll, l *lots) outcome {
	s := &scottish{poll: p, l: l, piles: make([][]scotPile, p.n), votes: make([]int64, p.n), out: make([]bool, p.n), left: p.n}
	var valid int64
	for i := range p.ballots {
		if c := s.next(i); c >= 0 {
			valid += int64(p.ballots[i].Times)
			s.give(c, scotPile{i, scotUnit})
		}
	}
	s.quota = (valid/int64(p.seats+1) + 1) * scotUnit
	s.tell(Round{})
	for s.seated < p.seats {
		switch {
		case s.left == p.seats-s.seated:
			s.electRest()
		case len(s.surplus) > 0:
			s.passSurplus()
		default:
			s.exclude()
		}
	}
	return s.outcome()
}

// next returns to whom a paper goes, and -1 for nobody.
func (s *scottish) next(ballot int) int {
	for _, level := range s.levels[ballot] {
		if len(level) > 1 {
			return -1
		}
		if !s.out[level[0]] {
			return level[0]
		}
	}
	return -1
}

func (s *scottish) give(c int, p scotPile) {
	s.piles[c] = append(s.piles[c], p)
	s.votes[c] += p.value * int64(s.ballots[p.ballot].Times)
}

// tell ends a round: it notes the votes, and elects who has reached the quota, those with
// most votes first.
func (s *scottish) tell(r Round) {
	r.Quota, r.Rest = decimal(s.quota, scotUnit), decimal(s.lost, scotUnit)
	for c, v := range s.votes {
		r.Votes = append(r.Votes, decimal(v, scotUnit))
		if s.isOut(c) {
			r.Votes[c] = nil
		}
	}
	s.rounds = append(s.rounds, r)
	now := &s.rounds[len(s.rounds)-1]
	for {
		var reached []int
		for c, v := range s.votes {
			if !s.out[c] && v >= s.quota {
				reached = append(reached, c)
			}
		}
		if reached == nil || s.seated == s.seats {
			return
		}
		set := mostBy(reached, func(c int) int64 { return s.votes[c] })
		s.elect(set, now)
		if s.votes[set[0]] > s.quota {
			s.surplus = append(s.surplus, set...)
		}
	}
}

func (s *scottish) isOut(c int) bool {
	return slices.ContainsFunc(s.last, func(set []int) bool { return slices.Contains(set, c) })
}

func (s *scottish) elect(set []int, now *Round) {
	for _, c := range set {
		s.out[c] = true
	}
	s.left -= len(set)
	s.seated += len(set)
	s.elected = append(s.elected, set)
	now.Elected = append(now.Elected, set...)
}

// electRest fills the seats with those who are left, as many as there are seats.
func (s *scottish) electRest() {
	now := &s.rounds[len(s.rounds)-1]
	for s.left > 0 {
		in := slices.DeleteFunc(all(s.n), func(c int) bool { return s.out[c] })
		s.elect(mostBy(in, func(c int) int64 { return s.votes[c] }), now)
	}
}

// passSurplus passes on the largest surplus; of equal ones that of who had more in the last
// round in which they differed, then as the lots say.
func (s *scottish) passSurplus() {
	c := s.l.best(most(s.rounds, mostBy(s.surplus, func(c int) int64 { return s.votes[c] })))
	s.surplus = slices.DeleteFunc(s.surplus, func(o int) bool { return o == c })
	over, total, papers := s.votes[c]-s.quota, s.votes[c], s.piles[c]
	s.votes[c], s.piles[c] = s.quota, nil
	passed := int64(0)
	for _, p := range papers {
		p.value = scale(over, p.value, total)
		if to := s.next(p.ballot); to >= 0 {
			s.give(to, p)
			passed += p.value * int64(s.ballots[p.ballot].Times)
		}
	}
	s.lost += over - passed
	s.tell(Round{Passed: []int{c}})
}

// exclude leaves out who has the fewest; of several who had fewer in the last round in which
// they differed, then as the lots say. The papers go on at their value. Those without a
// single vote go together, since it is the same in what order they do.
func (s *scottish) exclude() {
	in := slices.DeleteFunc(all(s.n), func(c int) bool { return s.out[c] })
	least := narrow(s.rounds, in, func(a, b *big.Rat) bool { return a.Cmp(b) < 0 })
	if s.votes[least[0]] > 0 {
		least = []int{s.l.worst(least)}
	} else if n := s.seats - s.seated - (s.left - len(least)); n > 0 {
		least = without(least, s.l.keep(least, n))
	}
	s.last = slices.Insert(s.last, 0, least)
	s.left -= len(least)
	for _, c := range least {
		s.out[c] = true
	}
	for _, c := range least {
		papers := s.piles[c]
		s.votes[c], s.piles[c] = 0, nil
		for _, p := range papers {
			if to := s.next(p.ballot); to >= 0 {
				s.give(to, p)
			} else {
				s.lost += p.value * int64(s.ballots[p.ballot].Times)
			}
		}
	}
	s.tell(Round{Excluded: least})
}

// outcome ranks those elected in the order in which they were, then those who are left by
// their votes, then those excluded, the last one first.
func (s *scottish) outcome() outcome {
	return outcome{ranking: seatsThenRest(s.elected, s.last, s.votes), elected: slices.Concat(s.elected...), rounds: s.rounds}
}

// seatsThenRest ranks those elected, then those neither elected nor excluded by their votes,
// then the excluded.
func seatsThenRest(elected, excluded [][]int, votes []int64) [][]int {
	done := slices.Concat(slices.Concat(elected...), slices.Concat(excluded...))
	rest := slices.DeleteFunc(all(len(votes)), func(c int) bool { return slices.Contains(done, c) })
	out := slices.Clone(elected)
	for len(rest) > 0 {
		set := mostBy(rest, func(c int) int64 { return votes[c] })
		out = append(out, set)
		rest = slices.DeleteFunc(rest, func(c int) bool { return slices.Contains(set, c) })
	}
	return append(out, excluded...)
}

func decimal(n, unit int64) *big.Rat { return big.NewRat(n, unit) }
