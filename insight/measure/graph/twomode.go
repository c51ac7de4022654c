package graph

import (
	"fmt"

	"orpheus/insight/stat"
)

// TwoMode is which people had a part in which works. It is never made into a graph of
// people: three at one piece of work are not three pairs who work together.
type TwoMode struct {
	works   int
	degrees []int // of each person
	ties    int
}

// NewTwoMode makes it of ties from people to works, both by number. What is given
// more than once counts once. Errors as for New.
func NewTwoMode(people, works int, ties []Tie) (*TwoMode, error) {
	if people < 0 || works < 0 {
		return nil, ErrSize
	}
	m := &TwoMode{works: works, degrees: make([]int, people)}
	seen := map[[2]int]bool{}
	for _, t := range ties {
		if t.From < 0 || t.From >= people || t.To < 0 || t.To >= works {
			return nil, fmt.Errorf("%w: %d at work %d", ErrPerson, t.From, t.To)
		}
		if at := [2]int{t.From, t.To}; !seen[at] {
			seen[at] = true
			m.degrees[t.From]++
			m.ties++
		}
	}
	return m, nil
}

// Density is the share of the ties between people and works that there are. Range 0
// to 1; no unit. Undefined without people or without works.
func (m *TwoMode) Density() stat.Result {
	if len(m.degrees) == 0 {
		return stat.Meaningless(stat.People, 1, 0)
	}
	if m.works == 0 {
		return stat.Meaningless(Works, 1, 0)
	}
	return stat.Known(float64(m.ties) / (float64(len(m.degrees)) * float64(m.works)))
}

// Works is what people have a part in.
const Works stat.Count = "works"

// Centralisation is how far one person is at all works and the others are at none.
//
//	C2 = sum over people of (d* - d_i) / ((n-1) W)
//
// Borgatti and Everett 1997, where people may be at no work. Range 0 to 1; no unit.
// Undefined below two people and without ties.
func (m *TwoMode) Centralisation() stat.Result { return m.spread(float64(m.works)) }

// CentralisationConnected is the same among graphs in which everybody hangs together, so
// that nobody is at less than one: max = (n-1)(W-1). Undefined below two people, below two
// works, and where somebody is at no work.
func (m *TwoMode) CentralisationConnected() stat.Result {
	for _, d := range m.degrees {
		if d == 0 {
			return stat.Result{}
		}
	}
	if m.works < 2 {
		return stat.Meaningless(Works, 2, m.works)
	}
	return m.spread(float64(m.works - 1))
}

func (m *TwoMode) spread(most float64) stat.Result {
	n := len(m.degrees)
	switch {
	case n < 2:
		return stat.Meaningless(stat.People, 2, n)
	case m.ties == 0:
		return stat.Meaningless(Ties, 1, 0)
	}
	top, sum := 0, 0
	for _, d := range m.degrees {
		top, sum = max(top, d), sum+d
	}
	return stat.Known(min(float64(top*n-sum)/(float64(n-1)*most), 1))
}
