package org

import "slices"

// Families says which colour circles have: that of the circle directly in the
// organisation that they are in, by how many such circles were formed before it. A
// circle keeps its colour over time where the circles of the present number them,
// whatever moment is looked at.
type Families struct {
	first []CircleID // of the present, as they were formed
}

// Families returns the colours of the circles of s, the present.
func (s *State) Families() Families {
	var f Families
	for id, c := range s.Circles() {
		if c.Parent() == Root {
			f.first = append(f.first, id)
		}
	}
	return f
}

// Families returns the colours as they see them: by the circles that they know, so that
// nothing hidden changes a colour.
func (v *Sight) Families() Families {
	f := v.s.Families()
	if !v.all {
		f.first = slices.DeleteFunc(f.first, func(c CircleID) bool { return !v.Knows(RefOf(c)) })
	}
	return f
}

// Of returns the number of the colour that circle c has in state s, from 1; zero for
// the organisation itself and what is not there.
func (f Families) Of(s *State, c CircleID) int {
	for row := s.Circle(c); row != nil && c != Root; row = s.Circle(c) {
		up := row.Parent()
		if up == Root {
			return f.number(c)
		}
		c = up
	}
	return 0
}

// number is the place of a circle that stands, or stood, directly in the
// organisation.
func (f Families) number(c CircleID) int {
	n := 1
	for _, id := range f.first {
		if id < c {
			n++
		}
	}
	return n
}
