package ballot

import (
	"math/big"
	"slices"
)

// sums adds up the scores of each candidate; no score adds nothing. raters is how many gave
// one.
func (p *poll) sums() (sums, raters []int64) {
	sums, raters = make([]int64, p.n), make([]int64, p.n)
	for i := range p.ballots {
		for c, m := range p.ballots[i].Marks {
			if m != NoOpinion {
				sums[c] += int64(m) * int64(p.ballots[i].Times)
				raters[c] += int64(p.ballots[i].Times)
			}
		}
	}
	return sums, raters
}

// approval counts who approves of each: who gave a score above nothing.
func approval(p *poll, _ *lots) outcome {
	votes := make([]*big.Rat, p.n)
	for c := range votes {
		votes[c] = new(big.Rat)
	}
	for i := range p.ballots {
		for c, m := range p.ballots[i].Marks {
			if m > 0 {
				votes[c].Add(votes[c], whole(int64(p.ballots[i].Times)))
			}
		}
	}
	return outcome{ranking: ranked(p.n, votes), rounds: []Round{{Votes: votes}}}
}

// score ranks by the mean of the scores that were given, where no score says nothing, else
// by their sum. Whoever got no score at all comes after everybody who got one.
func score(p *poll, _ *lots) outcome {
	sums, raters := p.sums()
	votes := make([]*big.Rat, p.n)
	var rated, unrated []int
	for c := range votes {
		switch {
		case p.opinion != OpinionSkip:
			votes[c] = whole(sums[c])
		case raters[c] > 0:
			votes[c] = big.NewRat(sums[c], raters[c])
		default:
			unrated = append(unrated, c)
			continue
		}
		rated = append(rated, c)
	}
	o := outcome{rounds: []Round{{Votes: votes}}}
	slices.SortStableFunc(rated, func(a, b int) int { return votes[b].Cmp(votes[a]) })
	for i, c := range rated {
		if i == 0 || votes[c].Cmp(votes[rated[i-1]]) != 0 {
			o.ranking = append(o.ranking, nil)
		}
		o.ranking[len(o.ranking)-1] = append(o.ranking[len(o.ranking)-1], c)
	}
	if len(unrated) > 0 {
		o.ranking = append(o.ranking, unrated)
	}
	return o
}

// star takes the two with the highest sums, and of these the one to whom more ballots give a
// higher score. For the two: of those with equal sums whom more prefer to the others of
// them, then who has more of the highest score, then the lots say. Of two who are preferred
// by equally many: the one with the higher sum, then with more of the highest score, then it
// is a tie.
func star(p *poll, l *lots) outcome {
	sums, _ := p.sums()
	votes := make([]*big.Rat, p.n)
	for c := range votes {
		votes[c] = whole(sums[c])
	}
	o := outcome{rounds: []Round{{Votes: votes}}}
	if p.n == 1 {
		o.ranking = [][]int{{0}}
		return o
	}
	a := p.finalist(votes, all(p.n), l)
	b := p.finalist(votes, slices.DeleteFunc(all(p.n), func(c int) bool { return c == a }), l)
	forA, forB := p.preferScore(a, b)
	final := make([]*big.Rat, p.n)
	final[a], final[b] = whole(forA), whole(forB)
	o.rounds = append(o.rounds, Round{Votes: final})
	order := final[b].Cmp(final[a])
	if order == 0 {
		order = votes[b].Cmp(votes[a])
	}
	if order == 0 {
		order = int(p.highest(b)) - int(p.highest(a))
	}
	switch {
	case order < 0:
		o.ranking = [][]int{{a}, {b}}
	case order > 0:
		o.ranking = [][]int{{b}, {a}}
	default:
		o.ranking = [][]int{{a, b}}
	}
	for _, set := range ranked(p.n, votes) {
		if set = slices.DeleteFunc(set, func(c int) bool { return c == a || c == b }); len(set) > 0 {
			o.ranking = append(o.ranking, set)
		}
	}
	return o
}

// finalist returns the next one for the last two.
func (p *poll) finalist(votes []*big.Rat, of []int, l *lots) int {
	tied := narrow([]Round{{Votes: votes}}, of, func(a, b *big.Rat) bool { return a.Cmp(b) > 0 })
	if len(tied) > 1 {
		tied = mostBy(tied, func(c int) (won int64) {
			for _, other := range tied {
				if mine, theirs := p.preferScore(c, other); mine > theirs {
					won++
				}
			}
			return won
		})
	}
	return l.best(mostBy(tied, p.highest))
}

// preferScore counts the ballots that give one of two a higher score; none counts as 0.
func (p *poll) preferScore(a, b int) (forA, forB int64) {
	for i := range p.ballots {
		marks := p.ballots[i].Marks
		switch x, y := given(marks[a]), given(marks[b]); {
		case x > y:
			forA += int64(p.ballots[i].Times)
		case y > x:
			forB += int64(p.ballots[i].Times)
		}
	}
	return forA, forB
}

func given(m Mark) Mark {
	if m == NoOpinion {
		return 0
	}
	return m
}

// highest counts who gives a candidate the highest score that anybody gave.
func (p *poll) highest(c int) (n int64) {
	top := NoOpinion
	for i := range p.ballots {
		top = max(top, slices.Max(p.ballots[i].Marks))
	}
	for i := range p.ballots {
		if m := p.ballots[i].Marks[c]; m == top && m != NoOpinion {
			n += int64(p.ballots[i].Times)
		}
	}
	return n
}

// mostBy keeps those who have most of something.
func mostBy(of []int, value func(c int) int64) (out []int) {
	best := int64(0)
	for _, c := range of {
		switch v := value(c); {
		case len(out) == 0 || v > best:
			out, best = []int{c}, v
		case v == best:
			out = append(out, c)
		}
	}
	return out
}
