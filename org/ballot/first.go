package ballot

import (
	"math/big"
	"slices"
)

// plurality counts first choices; a ballot with several gives each an equal part.
func plurality(p *poll, _ *lots) outcome {
	votes, rest := p.firsts(make([]bool, p.n))
	return outcome{ranking: ranked(p.n, votes), rounds: []Round{{Votes: votes, Rest: rest}}}
}

// firsts counts for each who is not out the ballots that name them first of those who are
// not; a ballot that names several first gives each an equal part. Rest is of the ballots
// that name nobody any more.
func (p *poll) firsts(out []bool) (votes []*big.Rat, rest *big.Rat) {
	parts := make([][]int64, p.n) // of each candidate: how many ballots give a whole, a half, a third
	for c := range parts {
		parts[c] = make([]int64, p.n)
	}
	var none int64
	for i := range p.ballots {
		first := firstOf(p.levels[i], out)
		for _, c := range first {
			parts[c][len(first)-1] += int64(p.ballots[i].Times)
		}
		if len(first) == 0 {
			none += int64(p.ballots[i].Times)
		}
	}
	votes = make([]*big.Rat, p.n)
	for c := range votes {
		if out[c] {
			continue
		}
		votes[c] = new(big.Rat)
		for k, n := range parts[c] {
			if n > 0 {
				votes[c].Add(votes[c], big.NewRat(n, int64(k+1)))
			}
		}
	}
	return votes, whole(none)
}

// firstOf returns those of the first level with somebody who is not out.
func firstOf(levels [][]int, out []bool) []int {
	for _, level := range levels {
		var in []int
		for _, c := range level {
			if !out[c] {
				in = append(in, c)
			}
		}
		if in != nil {
			return in
		}
	}
	return nil
}

// irv leaves out who has the fewest first choices, round by round, until one is left. Of
// those who have equally few the one is left out who had fewer in the last round in which
// they differed, then the lots say; but several go together where even all of their votes
// could not bring one of them past anybody else. A clone changes nothing but where rounds
// before tell such apart: there it shares the first choices of the other one.
func irv(p *poll, l *lots) outcome {
	out := make([]bool, p.n)
	o := outcome{}
	for left := p.n; ; {
		votes, rest := p.firsts(out)
		o.rounds = append(o.rounds, Round{Votes: votes, Rest: rest})
		if left == 1 { // only one stood
			break
		}
		least := fewest(o.rounds, out)
		switch {
		case len(least) == left && votes[least[0]].Sign() == 0:
			least = without(least, l.keep(least, 1))
		case !lostTogether(votes, least):
			least = []int{l.worst(least)}
		}
		o.ranking = slices.Insert(o.ranking, 0, least)
		o.drop(out, least)
		if left -= len(least); left == 1 { // one round tells the last two apart
			break
		}
	}
	o.ranking = slices.Insert(o.ranking, 0, slices.DeleteFunc(all(p.n), func(c int) bool { return out[c] }))
	return o
}

// drop takes some out, in the last round.
func (o *outcome) drop(out []bool, some []int) {
	for _, c := range some {
		out[c] = true
	}
	o.rounds[len(o.rounds)-1].Excluded = some
}

// lostTogether reports whether all votes of some candidates are fewer than those of anybody
// else. Votes that are nil are of nobody.
func lostTogether(votes []*big.Rat, some []int) bool {
	sum, others := new(big.Rat), false
	for _, c := range some {
		sum.Add(sum, votes[c])
	}
	for c, v := range votes {
		if v == nil || slices.Contains(some, c) {
			continue
		}
		if others = true; v.Cmp(sum) <= 0 {
			return false
		}
	}
	return others
}

// fewest returns those who are in and have the fewest votes in the last round; of several
// those who had the fewest in the last round before in which they differed.
func fewest(rounds []Round, out []bool) []int {
	tied := slices.DeleteFunc(all(len(out)), func(c int) bool { return out[c] })
	return narrow(rounds, tied, func(a, b *big.Rat) bool { return a.Cmp(b) < 0 })
}

// most is fewest the other way round, of some candidates.
func most(rounds []Round, of []int) []int {
	return narrow(rounds, of, func(a, b *big.Rat) bool { return a.Cmp(b) > 0 })
}

// narrow keeps of some candidates those who come first in the last round, then in the one
// before, and so on, as long as there are several.
func narrow(rounds []Round, tied []int, before func(a, b *big.Rat) bool) []int {
	for _, r := range slices.Backward(rounds) {
		var keep []int
		for _, c := range tied {
			switch {
			case len(keep) == 0 || before(r.Votes[c], r.Votes[keep[0]]):
				keep = []int{c}
			case !before(r.Votes[keep[0]], r.Votes[c]):
				keep = append(keep, c)
			}
		}
		if tied = keep; len(tied) == 1 {
			break
		}
	}
	return tied
}
