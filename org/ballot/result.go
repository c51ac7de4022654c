package ballot

import (
	"cmp"
	"math/big"
	"slices"
)

// Result is what came of a count. Candidates are numbers, from 0, in the order in which the
// election lists them.
type Result struct {
	Method    Method
	Seats     int
	Voters    int
	Condorcet int // who beats everybody else; -1 for nobody, or where the ballots are scores

	// Winners are elected however the ties fall, best first.
	Winners []int
	// Tied are those between whom the seats are open that Winners leaves; empty where there
	// are none. Open is how many.
	Tied []int
	Open int
	// Ranking has everybody, in sets, best first. In one set are those whom the method or
	// its ties do not tell apart.
	Ranking [][]int

	// Rounds tell how it was counted; where ties could fall in several ways, in one of them.
	Rounds []Round
	// Lots has, of that way, between how many each tie was.
	Lots []int
	// Pairs has how many prefer one candidate (row) to another (column); nil where the
	// ballots are scores.
	Pairs [][]int64
	// Cut says that there were too many ways for ties to fall to count all: Winners has
	// nobody then.
	Cut bool
}

// Round is one step of a count.
type Round struct {
	Votes    []*big.Rat // of each candidate; nil for one who is out by then
	Rest     *big.Rat   // of the votes that go to nobody any more; nil where there are none to tell of
	Quota    *big.Rat   // nil where there is none
	Elected  []int      // in this round
	Excluded []int
	Passed   []int // whose surplus is passed on in this round
}

// outcome is one count: everybody in sets, best first, and who has a seat.
type outcome struct {
	ranking [][]int
	elected []int // those who have a seat; nil for the first ones of the ranking
	rounds  []Round
}

// spread is at which places each candidate came out, of all the counts that were added.
type spread struct {
	n         int
	ways      int
	low, high []int // first and last place, from 0
	elected   []int // in how many counts
	order     []int // those elected, by the first count
}

func newSpread(n int) *spread {
	return &spread{n: n, low: make([]int, n), high: make([]int, n), elected: make([]int, n)}
}

func (s *spread) add(o outcome) {
	place := 0
	for _, set := range o.ranking {
		for _, c := range set {
			if s.ways == 0 {
				s.low[c], s.high[c] = place, place+len(set)-1
			}
			s.low[c], s.high[c] = min(s.low[c], place), max(s.high[c], place+len(set)-1)
		}
		place += len(set)
	}
	for _, c := range o.elected {
		s.elected[c]++
	}
	if s.ways == 0 {
		s.order = o.elected
	}
	s.ways++
}

// into writes what all counts have in common.
func (s *spread) into(r *Result, seats int, cut bool) {
	by := all(s.n)
	slices.SortStableFunc(by, func(a, b int) int {
		return cmp.Or(cmp.Compare(s.low[a], s.low[b]), cmp.Compare(s.high[a], s.high[b]))
	})
	end := -1
	for _, c := range by {
		if s.low[c] > end {
			r.Ranking = append(r.Ranking, nil)
		}
		last := len(r.Ranking) - 1
		r.Ranking[last] = append(r.Ranking[last], c)
		end = max(end, s.high[c])
	}
	for i := range r.Ranking {
		slices.Sort(r.Ranking[i])
	}
	r.Cut = cut
	if s.order != nil {
		s.seatsGiven(r, seats)
	} else {
		s.seatsRanked(r, seats)
	}
	if cut {
		r.Ranking, r.Tied, r.Open = nil, all(s.n), seats
		r.Winners = nil
	}
}

// seatsGiven is for counts that give seats themselves.
func (s *spread) seatsGiven(r *Result, seats int) {
	for _, c := range s.order {
		if s.elected[c] == s.ways {
			r.Winners = append(r.Winners, c)
		}
	}
	for c, n := range s.elected {
		if n > 0 && n < s.ways {
			r.Tied = append(r.Tied, c)
		}
	}
	r.Open = seats - len(r.Winners)
}

// seatsRanked gives the seats to the first ones of the ranking: whoever is among them in
// every count has one, whoever is in some is tied.
func (s *spread) seatsRanked(r *Result, seats int) {
	for _, set := range r.Ranking {
		for _, c := range set {
			switch {
			case s.high[c] < seats:
				r.Winners = append(r.Winners, c)
			case s.low[c] < seats:
				r.Tied = append(r.Tied, c)
			}
		}
	}
	slices.SortStableFunc(r.Winners, func(a, b int) int { return cmp.Compare(s.low[a], s.low[b]) })
	slices.Sort(r.Tied)
	r.Open = seats - len(r.Winners)
}

// ranked sorts candidates into sets by a value, the highest first.
func ranked(n int, value []*big.Rat) (out [][]int) {
	by := all(n)
	slices.SortStableFunc(by, func(a, b int) int { return value[b].Cmp(value[a]) })
	for i, c := range by {
		if i == 0 || value[c].Cmp(value[by[i-1]]) != 0 {
			out = append(out, nil)
		}
		out[len(out)-1] = append(out[len(out)-1], c)
	}
	return out
}

func whole(n int64) *big.Rat { return new(big.Rat).SetInt64(n) }
