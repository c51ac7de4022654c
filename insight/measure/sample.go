package measure

import "orpheus/org"

// Sample is what the acts of a window say about leading, as arrays, for formulas that
// know nothing of an organisation. People are numbered from 0 in the order of their ids.
type Sample struct {
	Scope
	From    org.Time // where the window begins: never before the day that was agreed
	Members []Member
	Leads   []Led
	Ties    []Tie // of TakeTied alone
	Agreed  bool  // whether statistics are agreed to for this moment

	index   []int32 // of each person, by id: their place among Members and one; 0 for none
	works   []work
	returns []int32 // of Ties: the one that goes the other way
}

// Member is somebody who could have led in the window.
type Member struct {
	ID     org.PersonID
	Home   org.CircleID // the circle on the first level in which most of their places are; the root where they have none
	Formal bool         // holds a role of the line
	Level  int          // 0 without a role of the line; else higher the nearer its circle is to the root
	Here   float64      // the part of the window in which they were there, above 0 to 1
}

// Led is one lead that ran at some time in the window.
type Led struct {
	ID     org.LeadID
	By     int32 // who, of Members
	Work   org.InitiativeID
	Circle org.CircleID // where the work is
	Origin org.Origin
	Since  org.Time
	Until  org.Time // zero while it goes on
}

// Tie is that one person led work in which another took part.
type Tie struct {
	From, To int32 // who led and who followed, of Members
	Works    int   // in how many pieces of work
}

// Index returns the place of a person among Members.
func (s *Sample) Index(p org.PersonID) (i int, ok bool) {
	n, ok := s.place(p)
	return int(n), ok
}

func (s *Sample) place(p org.PersonID) (int32, bool) {
	if int(p) >= len(s.index) || s.index[p] == 0 {
		return 0, false
	}
	return s.index[p] - 1, true
}

func (s *Sample) add(p org.PersonID, m Member) int32 {
	s.Members = append(s.Members, m)
	s.index[p] = int32(len(s.Members))
	return int32(len(s.Members)) - 1
}

// Acts are how often each of the members led, zeros included.
func (s *Sample) Acts() []int {
	x := make([]int, len(s.Members))
	for i := range s.Leads {
		x[s.Leads[i].By]++
	}
	return x
}

// Here is the part of the window in which each of the members was there.
func (s *Sample) Here() []float64 {
	e := make([]float64, len(s.Members))
	for i := range s.Members {
		e[i] = s.Members[i].Here
	}
	return e
}

// Take reads who could have led, and what was led.
func Take(s *org.State, scope Scope) *Sample { return newReader(s, scope.Circle).take(scope) }

// TakeTied is Take, with who followed whom.
func TakeTied(s *org.State, scope Scope) *Sample {
	out := Take(s, scope)
	out.tie(s)
	return out
}
