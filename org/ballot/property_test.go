package ballot_test

import (
	"math/big"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"orpheus/org/ballot"
)

var byRanks = []ballot.Method{ballot.Plurality, ballot.IRV, ballot.Schulze, ballot.RankedPairs, ballot.STVScottish, ballot.STVMeek}

// It does not matter in what order candidates or ballots are listed, nor whether equal
// ballots are put together.
func TestNobodyIsFavoured(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		e := electing(t, 6, 8, true)
		n := len(e.Candidates)
		moved := rapid.Permutation(places(n)).Draw(t, "moved")
		other := &ballot.Election{Candidates: make([]string, n), Kind: ballot.Ranks}
		for c, to := range moved {
			other.Candidates[to] = e.Candidates[c]
		}
		for _, b := range slices.Backward(e.Ballots) {
			marks := make([]ballot.Mark, n)
			for c, to := range moved {
				marks[to] = b.Marks[c]
			}
			for range b.Times {
				other.Ballots = append(other.Ballots, ballot.Ballot{Times: 1, Marks: marks})
			}
		}
		for _, m := range byRanks {
			o := ballot.Options{NoOpinion: ballot.OpinionLast}
			if !m.Single() {
				o.Seats = rapid.IntRange(1, n).Draw(t, "seats")
			}
			a, b := count(t, e, m, o), count(t, other, m, o)
			sorted := func(e *ballot.Election, of []int) []string { return slices.Sorted(slices.Values(names(e, of))) }
			if !slices.Equal(sorted(e, a.Winners), sorted(other, b.Winners)) || !slices.Equal(sorted(e, a.Tied), sorted(other, b.Tied)) || a.Open != b.Open {
				t.Fatalf("%s, %d seats: %v and %v tied; listed otherwise %v and %v tied", m, o.Seats, names(e, a.Winners), names(e, a.Tied), names(other, b.Winners), names(other, b.Tied))
			}
		}
	})
}

// What a result says fits together: every seat is given or open, whoever is tied has no
// seat, everybody has one place.
func TestResultsFitTogether(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		e := electing(t, 7, 6, true)
		m := rapid.SampledFrom(byRanks).Draw(t, "method")
		o := ballot.Options{NoOpinion: ballot.OpinionSkip}
		if !m.Single() {
			o.Seats = rapid.IntRange(1, len(e.Candidates)).Draw(t, "seats")
		}
		if rapid.Bool().Draw(t, "ordered") {
			o.Order = rapid.Permutation(places(len(e.Candidates))).Draw(t, "order")
		}
		r := count(t, e, m, o)
		if r.Cut {
			return
		}
		if len(r.Winners)+r.Open != max(o.Seats, 1) || len(r.Tied) > 0 && len(r.Tied) <= r.Open || (r.Open > 0) != (len(r.Tied) > 0) {
			t.Fatalf("%s: %+v", m, r)
		}
		if slices.ContainsFunc(r.Tied, func(c int) bool { return slices.Contains(r.Winners, c) }) {
			t.Fatalf("%s: elected and tied: %+v", m, r)
		}
		if got := slices.Sorted(slices.Values(slices.Concat(r.Ranking...))); !slices.Equal(got, places(len(e.Candidates))) {
			t.Fatalf("%s ranks %v", m, r.Ranking)
		}
		if o.Order != nil && r.Open > 0 {
			t.Fatalf("%s: an order was stated, and there is a tie: %+v", m, r)
		}
	})
}

// Whoever is preferred to everybody else is elected, and those who beat everybody outside
// their set come before everybody outside it.
func TestWhoBeatsAllOthersWins(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		e := electing(t, 6, 9, true)
		for _, m := range []ballot.Method{ballot.Schulze, ballot.RankedPairs} {
			r := count(t, e, m, ballot.Options{NoOpinion: ballot.OpinionLast})
			if r.Condorcet >= 0 && !slices.Equal(r.Winners, []int{r.Condorcet}) {
				t.Fatalf("%s elects %v, and %d beats all", m, r.Winners, r.Condorcet)
			}
			inside := smith(r.Pairs)
			for _, c := range slices.Concat(r.Winners, r.Tied) {
				if !inside[c] {
					t.Fatalf("%s: %d may be elected, and everybody of %v beats them", m, c, inside)
				}
			}
		}
	})
}

// smith is the smallest set of whom each beats everybody outside it.
func smith(pairs [][]int64) map[int]bool {
	for size := 1; size <= len(pairs); size++ {
		for set := range 1 << len(pairs) {
			in := map[int]bool{}
			for c := range pairs {
				if set>>c&1 == 1 {
					in[c] = true
				}
			}
			holds := len(in) == size
			for a := range pairs {
				for b := range pairs {
					holds = holds && (!in[a] || in[b] || pairs[a][b] > pairs[b][a])
				}
			}
			if holds {
				return in
			}
		}
	}
	return nil
}

// Somebody who stands beside another one, with every voter next to them, neither takes the
// seat from that side nor brings it there.
func TestClonesChangeNothing(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		e := electing(t, 5, 9, false)
		n := len(e.Candidates)
		of := rapid.IntRange(0, n-1).Draw(t, "of")
		with := &ballot.Election{Candidates: append(slices.Clone(e.Candidates), "clone"), Kind: ballot.Ranks}
		for _, b := range e.Ballots {
			marks := make([]ballot.Mark, n+1)
			for c, m := range b.Marks {
				marks[c] = 2 * m
			}
			marks[n] = marks[of] + 1
			if rapid.Bool().Draw(t, "before") {
				marks[n] = marks[of] - 1
			}
			with.Ballots = append(with.Ballots, ballot.Ballot{Times: b.Times, Marks: marks})
		}
		for _, m := range []ballot.Method{ballot.Schulze, ballot.RankedPairs, ballot.IRV} {
			a, b := count(t, e, m, ballot.Options{}), count(t, with, m, ballot.Options{})
			if len(a.Winners) == 0 || b.Cut || len(b.Winners) == 0 {
				continue // ties may fall to the clone too
			}
			if m == ballot.IRV && (closeRound(a) || closeRound(b)) {
				continue // the rounds before tell such apart, and a clone shares its first choices there
			}
			side := b.Winners[0]
			if side == n {
				side = of
			}
			if side != a.Winners[0] {
				t.Fatalf("%s elects %d, and with a clone of %d it elects %d", m, a.Winners[0], of, b.Winners[0])
			}
		}
	})
}

// closeRound reports whether several had the fewest votes in a round that leaves out only some of them.
func closeRound(r *ballot.Result) bool {
	for _, round := range r.Rounds {
		in := slices.DeleteFunc(slices.Clone(round.Votes), func(v *big.Rat) bool { return v == nil })
		if len(in) == 0 {
			continue
		}
		least := slices.MinFunc(in, (*big.Rat).Cmp)
		low := slices.DeleteFunc(in, func(v *big.Rat) bool { return v.Cmp(least) != 0 })
		if len(low) > 1 && len(round.Excluded) < len(low) {
			return true
		}
	}
	return false
}

// Whoever is elected is so too when a voter moves them up and changes nothing else.
func TestMovingUpNeverHarms(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		e := electing(t, 5, 9, false)
		for _, m := range []ballot.Method{ballot.Schulze, ballot.RankedPairs, ballot.Plurality} {
			r := count(t, e, m, ballot.Options{})
			if len(r.Winners) == 0 {
				continue
			}
			w := r.Winners[0]
			up := &ballot.Election{Candidates: e.Candidates, Kind: ballot.Ranks, Ballots: slices.Clone(e.Ballots)}
			i := rapid.IntRange(0, len(e.Ballots)-1).Draw(t, "voter")
			b := &up.Ballots[i]
			b.Marks = slices.Clone(b.Marks)
			if above := slices.Index(b.Marks, b.Marks[w]-1); above >= 0 {
				b.Marks[above], b.Marks[w] = b.Marks[w], b.Marks[above]
			}
			if after := count(t, up, m, ballot.Options{}); !slices.Equal(after.Winners, r.Winners) {
				t.Fatalf("%s elects %v, and after a voter moved them up %v", m, r.Winners, after.Winners)
			}
		}
	})
}
