// Package ballot counts votes. It is pure: an election goes in, a result comes out, and the
// same election always gives the same result. All arithmetic is exact: rationals, or the
// fixed decimals that a rule prescribes. A tie that the rule of a method does not break is
// shown as a tie, unless an order for that was stated beforehand.
package ballot

import (
	"errors"
	"fmt"
	"maps"
	"slices"
)

// Mark is what a ballot says of one candidate: a rank, of which the lowest is the first
// choice, or a score, of which the highest is best.
type Mark int32

// NoOpinion is the mark of a candidate of whom a ballot says nothing.
const NoOpinion Mark = -1 << 31

// Ballot is what some voters said, all of them the same.
type Ballot struct {
	Times int    // how many voters said so; at least 1
	Marks []Mark // one for each candidate, in their order
}

// Kind is what the marks of an election are.
type Kind uint8

const (
	Ranks Kind = iota + 1
	Scores
)

// Election is what was voted about, and how.
type Election struct {
	Candidates []string // by their names, each another one
	Kind       Kind
	Ballots    []Ballot
}

// Reasons why an election cannot be counted; an error wraps one of them.
var (
	ErrElection  = errors.New("it is no election")
	ErrMethod    = errors.New("there is no such method")
	ErrKind      = errors.New("the method counts other ballots")
	ErrSeats     = errors.New("there are not so many to elect")
	ErrNoOpinion = errors.New("it is not said what no opinion means")
	ErrOrder     = errors.New("the order for ties is not one of all candidates")
)

// Voters is how many ballots there are.
func (e *Election) Voters() (n int) {
	for i := range e.Ballots {
		n += e.Ballots[i].Times
	}
	return n
}

// HasNoOpinion reports whether some ballot says nothing of some candidate.
func (e *Election) HasNoOpinion() bool {
	for i := range e.Ballots {
		if slices.Contains(e.Ballots[i].Marks, NoOpinion) {
			return true
		}
	}
	return false
}

// mostVoters keeps every sum inside 63 bits, also in units of twelve decimals.
const mostVoters = 1 << 22

func (e *Election) check() error {
	if len(e.Candidates) == 0 {
		return fmt.Errorf("%w: nobody stands in it", ErrElection)
	}
	if e.Kind != Ranks && e.Kind != Scores {
		return fmt.Errorf("%w: its marks are neither ranks nor scores", ErrElection)
	}
	names := map[string]bool{}
	for _, name := range e.Candidates {
		if name == "" || names[name] {
			return fmt.Errorf("%w: the name %q stands for two or for nobody", ErrElection, name)
		}
		names[name] = true
	}
	voters := 0
	for i := range e.Ballots {
		b := &e.Ballots[i]
		if len(b.Marks) != len(e.Candidates) || b.Times < 1 {
			return fmt.Errorf("%w: ballot %d has %d marks and counts %d times", ErrElection, i+1, len(b.Marks), b.Times)
		}
		if voters += b.Times; b.Times > mostVoters || voters > mostVoters {
			return fmt.Errorf("%w: more than %d voters", ErrElection, mostVoters)
		}
	}
	return nil
}

// together returns the ballots with those that say the same put into one, in the order in
// which each was met first.
func (e *Election) together() []Ballot {
	at := make(map[string]int, len(e.Ballots))
	var out []Ballot
	for i := range e.Ballots {
		b := &e.Ballots[i]
		key := make([]byte, 0, 4*len(b.Marks))
		for _, m := range b.Marks {
			key = append(key, byte(m), byte(m>>8), byte(m>>16), byte(m>>24))
		}
		if n, met := at[string(key)]; met {
			out[n].Times += b.Times
			continue
		}
		at[string(key)] = len(out)
		out = append(out, Ballot{Times: b.Times, Marks: b.Marks})
	}
	return out
}

// Levels returns the candidates of whom a ballot of ranks says something: those of the first
// choice, then those of the next one, each in the order of the candidates.
func (b *Ballot) Levels() [][]int {
	by := map[Mark][]int{}
	for c, m := range b.Marks {
		if m != NoOpinion {
			by[m] = append(by[m], c)
		}
	}
	var out [][]int
	for _, m := range slices.Sorted(maps.Keys(by)) {
		out = append(out, by[m])
	}
	return out
}
