package ballot

import (
	"fmt"
	"slices"
)

// Method is a way of counting.
type Method string

const (
	Plurality   Method = "plurality"    // most first choices
	Approval    Method = "approval"     // most who approve
	Score       Method = "score"        // highest mean, or sum
	STAR        Method = "star"         // of the two with the highest sums the one whom more prefer
	IRV         Method = "irv"          // the fewest first choices are left out until one is left
	Schulze     Method = "schulze"      // strongest paths of majorities (Schulze 2011)
	RankedPairs Method = "ranked-pairs" // majorities locked by strength (Tideman 1987, Zavist and Tideman 1989)
	STVScottish Method = "stv-scottish" // the Scottish Local Government Elections Order 2007
	STVMeek     Method = "stv-meek"     // Hill, Wichmann and Woodall 1987
)

// Opinion is what no opinion of a candidate means.
type Opinion uint8

const (
	// OpinionUnstated refuses to count where the result may depend on it.
	OpinionUnstated Opinion = iota
	// OpinionSkip leaves a ballot out of every comparison with a candidate of whom it says
	// nothing; a score is the mean of those who gave one.
	OpinionSkip
	// OpinionLast takes a candidate of whom a ballot says nothing as one after all of whom it
	// says something; a score of nothing is 0.
	OpinionLast
)

// Options are the rules that are stated before the votes are counted.
type Options struct {
	Seats     int     // how many are elected; 0 for 1
	NoOpinion Opinion // asked only where ballots leave some out and the method compares
	Order     []int   // breaks ties, the first is favoured; nil shows ties as ties
}

// rule is a method as it is counted: what its ballots are, whether no opinion matters to it,
// and one count in which every tie falls as the lots say.
type rule struct {
	kind     Kind
	compares bool // what no opinion means may change the result
	single   bool // it elects one
	count    func(*poll, *lots) outcome
}

var rules = map[Method]rule{
	Plurality:   {kind: Ranks, count: plurality},
	Approval:    {kind: Scores, count: approval},
	Score:       {kind: Scores, compares: true, count: score},
	STAR:        {kind: Scores, compares: true, single: true, count: star},
	IRV:         {kind: Ranks, single: true, count: irv},
	Schulze:     {kind: Ranks, compares: true, count: schulze},
	RankedPairs: {kind: Ranks, compares: true, count: rankedPairs},
	STVScottish: {kind: Ranks, count: stvScottish},
	STVMeek:     {kind: Ranks, count: stvMeek},
}

// Methods returns all, in the order in which they are listed above.
func Methods() []Method {
	return []Method{Plurality, Approval, Score, STAR, IRV, Schulze, RankedPairs, STVScottish, STVMeek}
}

// Kind is what the ballots of a method are; 0 for a method that there is not.
func (m Method) Kind() Kind { return rules[m].kind }

// Compares reports whether it may change the result what no opinion means.
func (m Method) Compares() bool { return rules[m].compares }

// Single reports whether a method elects one, and no more.
func (m Method) Single() bool { return rules[m].single }

// poll is an election as one method counts it.
type poll struct {
	n       int // candidates
	seats   int
	opinion Opinion
	ballots []Ballot
	levels  [][][]int // of each ballot, where its marks are ranks
	pairs   [][]int64 // how many prefer one to the other, where its marks are ranks
}

// Count counts an election. Ballots on which the method cannot act (a blank one) count as
// voters and for nobody.
func Count(e *Election, m Method, o Options) (*Result, error) {
	r, known := rules[m]
	if !known {
		return nil, fmt.Errorf("%w: %q", ErrMethod, m)
	}
	if err := e.check(); err != nil {
		return nil, err
	}
	if r.kind != e.Kind {
		return nil, fmt.Errorf("%w: %s", ErrKind, m)
	}
	o.Seats = max(o.Seats, 1)
	if o.Seats > len(e.Candidates) || r.single && o.Seats > 1 {
		return nil, fmt.Errorf("%w: %d of %d by %s", ErrSeats, o.Seats, len(e.Candidates), m)
	}
	if r.compares && o.NoOpinion == OpinionUnstated && e.HasNoOpinion() {
		return nil, ErrNoOpinion
	}
	if sorted := slices.Sorted(slices.Values(o.Order)); o.Order != nil && !slices.Equal(sorted, all(len(e.Candidates))) {
		return nil, ErrOrder
	}
	p := &poll{n: len(e.Candidates), seats: o.Seats, opinion: o.NoOpinion, ballots: e.together()}
	if e.Kind == Ranks {
		for i := range p.ballots {
			p.levels = append(p.levels, p.ballots[i].Levels())
		}
		p.pairs = p.prefer(o.NoOpinion)
	}
	res := p.everyWay(r, o.Order)
	res.Method, res.Seats, res.Voters, res.Condorcet = m, o.Seats, e.Voters(), p.condorcet()
	res.Pairs = p.pairs
	return res, nil
}

// all returns 0 to n-1.
func all(n int) []int {
	out := make([]int, n)
	for i := range out {
		out[i] = i
	}
	return out
}
