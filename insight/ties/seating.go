package ties

import (
	"cmp"
	"slices"
	"time"

	"orpheus/insight/measure"
	"orpheus/org"
)

// Seating is where in which circle everybody has their place, on every picture up to a
// moment: the place follows from the order in which the people of a circle came, so that
// nobody moves when somebody comes, and all windows have the same places.
type Seating struct {
	Circles []Circle
	places  map[org.PersonID]place
}

type place struct{ circle, seat int }

// Seat gives a place to everybody who could have led at any time up to a moment.
func Seat(st *org.State, at org.Time) *Seating {
	s := measure.Take(st, measure.Scope{At: at, Circle: org.Root, Window: time.Duration(at-st.Founded+1) * time.Microsecond})
	out := &Seating{places: map[org.PersonID]place{}}
	index := map[org.CircleID]int{org.Root: 0}
	for i := range s.Members {
		index[s.Members[i].Home] = 0
	}
	for c := range index {
		out.Circles = append(out.Circles, Circle{ID: c})
	}
	slices.SortFunc(out.Circles, func(a, b Circle) int { return cmp.Compare(a.ID, b.ID) })
	for i := range out.Circles {
		index[out.Circles[i].ID] = i
	}
	for _, i := range byID(s.Members) {
		m := &s.Members[i]
		out.seat(m.ID, index[m.Home])
	}
	return out
}

func (s *Seating) seat(p org.PersonID, circle int) place {
	at := place{circle, s.Circles[circle].Seats}
	s.Circles[circle].Seats++
	s.places[p] = at
	return at
}

// of is the place of somebody; of nobody it knows, one of those who are in no circle.
func (s *Seating) of(p org.PersonID) place {
	if at, known := s.places[p]; known {
		return at
	}
	return place{0, s.Circles[0].Seats}
}

// byID are the numbers of members in the order in which they came.
func byID(members []measure.Member) []int {
	order := make([]int, len(members))
	for i := range order {
		order[i] = i
	}
	slices.SortFunc(order, func(a, b int) int { return cmp.Compare(members[a].ID, members[b].ID) })
	return order
}
