package measure

import "orpheus/org"

// deed is one thing that an answer counts: in which circle, and who did it.
type deed struct {
	circle org.CircleID
	by     org.PersonID
}

// Below these an answer would speak of persons (docs/measures.md, "When there is no
// number").
const (
	LeastPeople = 8   // who could have
	LeastActed  = 5   // who did
	mostOfOne   = 0.8 // of all deeds, by one person
)

// tally is how deeds are spread over those who did them, which is all that is asked of it.
type tally struct{ acted, most, all int }

func (t *tally) add(n int) {
	if n > 0 {
		t.acted, t.most, t.all = t.acted+1, max(t.most, n), t.all+n
	}
}

func tallied(by map[org.PersonID]int) (t tally) {
	for _, n := range by {
		t.add(n)
	}
	return t
}

// who counts deeds by who did them.
func who(deeds []deed) map[org.PersonID]int {
	x := make(map[org.PersonID]int, len(deeds))
	for _, d := range deeds {
		x[d.by]++
	}
	return x
}

// speaks is why deeds would speak of a person.
func (t tally) speaks() Reason {
	switch {
	case float64(t.most) > mostOfOne*float64(t.all):
		return OneHolds
	case t.acted < LeastActed:
		return FewActed
	}
	return ""
}

// SpeaksOf is why a number would speak of a person that stands on so many deeds of each of
// some people; empty where it does not.
func SpeaksOf(deeds []int) Reason {
	var t tally
	for _, n := range deeds {
		t.add(n)
	}
	return t.speaks()
}

func speaksOf(by map[org.PersonID]int) Reason { return tallied(by).speaks() }
