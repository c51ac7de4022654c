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
	leastPeople = 8   // who could have
	leastActed  = 5   // who did
	mostOfOne   = 0.8 // of all deeds, by one person
)

// who counts deeds by who did them.
func who(deeds []deed) map[org.PersonID]int {
	x := make(map[org.PersonID]int, len(deeds))
	for _, d := range deeds {
		x[d.by]++
	}
	return x
}

// speaksOf is why deeds, by who did them, would speak of a person.
func speaksOf(by map[org.PersonID]int) Reason {
	most, all := 0, 0
	for _, n := range by {
		most, all = max(most, n), all+n
	}
	switch {
	case float64(most) > mostOfOne*float64(all):
		return OneHolds
	case len(by) < leastActed:
		return FewActed
	}
	return ""
}
