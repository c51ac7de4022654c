package ballot_test

import (
	"cmp"
	"math/big"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"orpheus/internal/racetest"
	"orpheus/org/ballot"
)

// How many elections each method is counted a second time in another way.
var elections = racetest.Fewer(10_000, 1_000)

func manyTimes(t *testing.T, n int, f func(*rapid.T)) {
	t.Helper()
	per := 100 // of one check; a check draws as many elections as this
	for range n / per {
		rapid.Check(t, func(rt *rapid.T) { f(rt) })
	}
}

// Schulze's relation is the same where paths are found by walking along majorities of at
// least some strength, for every strength there is.
func TestSchulzeCountedTwice(t *testing.T) {
	manyTimes(t, elections, func(t *rapid.T) {
		e := electing(t, 6, 8, true)
		r := count(t, e, ballot.Schulze, ballot.Options{NoOpinion: ballot.OpinionSkip})
		n := len(e.Candidates)
		strongest := func(a, b int) int64 {
			best := int64(0)
			for _, row := range r.Pairs {
				for _, least := range row {
					if least > best && walks(r.Pairs, a, b, least) {
						best = least
					}
				}
			}
			return best
		}
		left, want := places(n), [][]int(nil)
		for len(left) > 0 {
			set := slices.DeleteFunc(slices.Clone(left), func(c int) bool {
				return slices.ContainsFunc(left, func(a int) bool { return a != c && strongest(a, c) > strongest(c, a) })
			})
			want = append(want, set)
			left = slices.DeleteFunc(slices.Clone(left), func(c int) bool { return slices.Contains(set, c) })
		}
		if !slices.EqualFunc(r.Ranking, want, slices.Equal[[]int]) {
			t.Fatalf("ranked %v, and it is %v", r.Ranking, want)
		}
	})
}

// walks reports whether majorities of at least some votes lead from one to another.
func walks(pairs [][]int64, from, to int, least int64) bool {
	seen, next := map[int]bool{from: true}, []int{from}
	for len(next) > 0 {
		at := next[0]
		next = next[1:]
		for c := range pairs {
			if !seen[c] && pairs[at][c] > pairs[c][at] && pairs[at][c] >= least {
				seen[c], next = true, append(next, c)
			}
		}
	}
	return seen[to] && from != to
}

// Ranked pairs, counted one majority after the other in every order in which those of one
// strength can be taken: whoever comes first in all of them is elected, whoever in some is
// tied.
func TestRankedPairsCountedTwice(t *testing.T) {
	manyTimes(t, elections, func(t *rapid.T) {
		e := electing(t, 5, 6, true)
		r := count(t, e, ballot.RankedPairs, ballot.Options{NoOpinion: ballot.OpinionLast})
		tops, ways, known := everyOrder(r.Pairs)
		if !known || r.Cut {
			return // too many orders to go through
		}
		var sure, some []int
		for c, n := range tops {
			switch {
			case n.alone == ways:
				sure = append(sure, c)
			case n.first > 0:
				some = append(some, c)
			}
		}
		if !slices.Equal(r.Winners, sure) || len(sure) == 0 && !subset(some, r.Tied) {
			t.Fatalf("elected %v, tied %v; in %d orders %v always, %v sometimes", r.Winners, r.Tied, ways, sure, some)
		}
	})
}

func subset(some, of []int) bool {
	return !slices.ContainsFunc(some, func(c int) bool { return !slices.Contains(of, c) })
}

type top struct{ first, alone int }

// everyOrder locks the majorities in every order that their strength leaves open, and counts
// in how many a candidate is beaten by nobody, and in how many it is the only one.
func everyOrder(pairs [][]int64) (tops []top, ways int, known bool) {
	type edge struct{ a, b int }
	var edges []edge
	for a := range pairs {
		for b := range pairs {
			if pairs[a][b] > pairs[b][a] {
				edges = append(edges, edge{a, b})
			}
		}
	}
	stronger := func(x, y edge) int {
		return cmp.Or(cmp.Compare(pairs[y.a][y.b], pairs[x.a][x.b]), cmp.Compare(pairs[x.b][x.a], pairs[y.b][y.a]))
	}
	slices.SortStableFunc(edges, stronger)
	tops, known = make([]top, len(pairs)), true
	var lock func(done int, locked []edge)
	lock = func(done int, locked []edge) {
		if ways > 3000 {
			known = false
			return
		}
		if done == len(edges) {
			ways++
			var first []int
			for c := range pairs {
				if !slices.ContainsFunc(locked, func(e edge) bool { return e.b == c }) {
					first = append(first, c)
				}
			}
			for _, c := range first {
				tops[c].first++
				if len(first) == 1 {
					tops[c].alone++
				}
			}
			return
		}
		for i := done; i < len(edges) && stronger(edges[done], edges[i]) == 0; i++ {
			edges[done], edges[i] = edges[i], edges[done]
			next := locked
			if e := edges[done]; !leads(locked, e.b, e.a, func(x edge) (int, int) { return x.a, x.b }) {
				next = append(slices.Clone(locked), e)
			}
			lock(done+1, next)
			edges[done], edges[i] = edges[i], edges[done]
		}
	}
	lock(0, nil)
	return tops, ways, known
}

func leads[E any](locked []E, from, to int, ends func(E) (int, int)) bool {
	if from == to {
		return true
	}
	for i, e := range locked {
		if a, b := ends(e); a == from {
			rest := slices.Delete(slices.Clone(locked), i, i+1)
			if leads(rest, b, to, ends) {
				return true
			}
		}
	}
	return false
}

// The Scottish count, paper by paper: each has a value of its own.
func TestScottishCountedTwice(t *testing.T) {
	manyTimes(t, elections, func(t *rapid.T) {
		e := electing(t, 6, 10, true)
		seats := rapid.IntRange(1, len(e.Candidates)).Draw(t, "seats")
		order := rapid.Permutation(places(len(e.Candidates))).Draw(t, "order")
		r := count(t, e, ballot.STVScottish, ballot.Options{Seats: seats, Order: order})
		if got, want := slices.Sorted(slices.Values(r.Winners)), scottishByPaper(e, seats, order); !slices.Equal(got, want) {
			t.Fatalf("elected %v, and it is %v", got, want)
		}
	})
}

type paper struct {
	at     int // the candidate it is with; -1 for nobody
	levels [][]int
	value  *big.Rat
}

// scottishByPaper is the rule told once more, by somebody who moves papers about.
func scottishByPaper(e *ballot.Election, seats int, order []int) []int {
	n := len(e.Candidates)
	state := make([]byte, n) // 0 continuing, 'e' elected, 'x' excluded
	var papers []*paper
	move := func(p *paper) {
		p.at = -1
		for _, level := range p.levels {
			if len(level) > 1 {
				return
			}
			if state[level[0]] == 0 {
				p.at = level[0]
				return
			}
		}
	}
	for i := range e.Ballots {
		for range e.Ballots[i].Times {
			p := &paper{levels: e.Ballots[i].Levels(), value: big.NewRat(1, 1)}
			if move(p); p.at >= 0 {
				papers = append(papers, p)
			}
		}
	}
	quota := big.NewRat(int64(len(papers)/(seats+1)+1), 1)
	var history [][]*big.Rat
	fixed := make([]*big.Rat, n) // what an elected one keeps once the surplus is passed on
	stage := func() []*big.Rat {
		votes := make([]*big.Rat, n)
		for c := range votes {
			votes[c] = new(big.Rat)
		}
		for _, p := range papers {
			if p.at >= 0 {
				votes[p.at].Add(votes[p.at], p.value)
			}
		}
		for c := range fixed {
			if fixed[c] != nil {
				votes[c] = fixed[c]
			}
		}
		history = append(history, votes)
		return votes
	}
	pick := func(of []int, low bool) int {
		for _, votes := range slices.Backward(history) {
			best := of[0]
			for _, c := range of {
				if d := votes[c].Cmp(votes[best]); low && d < 0 || !low && d > 0 {
					best = c
				}
			}
			of = slices.DeleteFunc(slices.Clone(of), func(c int) bool { return votes[c].Cmp(votes[best]) != 0 })
		}
		by := func(a, b int) int { return slices.Index(order, a) - slices.Index(order, b) }
		if low {
			return slices.MaxFunc(of, by)
		}
		return slices.MinFunc(of, by)
	}
	in := func(s byte) (out []int) {
		for c := range state {
			if state[c] == s {
				out = append(out, c)
			}
		}
		return out
	}
	for {
		votes := stage()
		for _, c := range in(0) {
			if votes[c].Cmp(quota) >= 0 {
				state[c] = 'e'
			}
		}
		if len(in('e')) >= seats {
			return in('e')
		}
		if len(in(0)) == seats-len(in('e')) {
			return slices.Sorted(slices.Values(append(in('e'), in(0)...)))
		}
		var over []int
		for _, c := range in('e') {
			if fixed[c] == nil && votes[c].Cmp(quota) > 0 {
				over = append(over, c)
			}
		}
		if len(over) > 0 {
			c := pick(over, false)
			surplus := new(big.Rat).Sub(votes[c], quota)
			fixed[c] = quota
			for _, p := range papers {
				if p.at == c {
					v := new(big.Rat).Mul(surplus, p.value)
					p.value = cutFive(v.Quo(v, votes[c]))
					move(p)
				}
			}
			continue
		}
		c := pick(in(0), true)
		state[c] = 'x'
		for _, p := range papers {
			if p.at == c {
				move(p)
			}
		}
	}
}

// cutFive keeps five decimals.
func cutFive(v *big.Rat) *big.Rat {
	n := new(big.Int).Mul(v.Num(), big.NewInt(100_000))
	return new(big.Rat).SetFrac(n.Quo(n, v.Denom()), big.NewInt(100_000))
}

// Meek's count, by floating numbers and paper by paper, where the last one and the next are
// further apart than those can tell.
func TestMeekCountedTwice(t *testing.T) {
	told := 0
	manyTimes(t, elections, func(t *rapid.T) {
		e := electing(t, 6, 10, true)
		seats := rapid.IntRange(1, len(e.Candidates)).Draw(t, "seats")
		want, known := meekByFloat(e, seats)
		if !known {
			return
		}
		told++
		r := count(t, e, ballot.STVMeek, ballot.Options{Seats: seats})
		if got := slices.Sorted(slices.Values(r.Winners)); !slices.Equal(got, want) {
			t.Fatalf("elected %v, tied %v, and it is %v", got, r.Tied, want)
		}
	})
	if told < elections/2 {
		t.Errorf("only %d elections of %d were told without a tie", told, elections)
	}
}

func meekByFloat(e *ballot.Election, seats int) (elected []int, known bool) {
	const near = 1e-6
	n := len(e.Candidates)
	keep := make([]float64, n)
	for c := range keep {
		keep[c] = 1
	}
	state := make([]byte, n)
	for {
		var votes []float64
		var quota float64
		for range 2000 {
			votes = make([]float64, n)
			total, lost := 0.0, 0.0
			for i := range e.Ballots {
				times := float64(e.Ballots[i].Times)
				rest := 1.0
				for _, level := range e.Ballots[i].Levels() {
					level = slices.DeleteFunc(level, func(c int) bool { return state[c] == 'x' })
					each := rest / float64(max(len(level), 1))
					for _, c := range level {
						votes[c] += times * each * keep[c]
						rest -= each * keep[c]
					}
				}
				total, lost = total+times, lost+times*rest
			}
			quota = (total - lost) / float64(seats+1)
			changed := false
			for c := range keep {
				if state[c] == 0 && votes[c] > quota+near {
					state[c], changed = 'e', true
				}
				if state[c] == 'e' {
					keep[c] *= quota / votes[c]
				}
			}
			if !changed && !slices.ContainsFunc(places(n), func(c int) bool { return state[c] == 'e' && votes[c]-quota > 1e-10 }) {
				break
			}
		}
		count := func(s byte) (out []int) {
			for c := range state {
				if state[c] == s {
					out = append(out, c)
				}
			}
			return out
		}
		if len(count('e')) >= seats {
			return count('e'), len(count('e')) == seats
		}
		hopeful := count(0)
		if len(hopeful)+len(count('e')) == seats {
			return slices.Sorted(slices.Values(append(count('e'), hopeful...))), true
		}
		slices.SortFunc(hopeful, func(a, b int) int { return cmp.Compare(votes[a], votes[b]) })
		if votes[hopeful[1]]-votes[hopeful[0]] < near || quota-votes[hopeful[len(hopeful)-1]] < near {
			return nil, false
		}
		state[hopeful[0]] = 'x'
	}
}
