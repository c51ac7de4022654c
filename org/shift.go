package org

import "iter"

// Shift is one step of how the map came to be: a circle or a role went into a
// circle, or off the map. All of them in their order are how the map grew, which
// is where the picture of it takes the places from.
type Shift struct {
	_      struct{} `cbor:",toarray"`
	Circle CircleID // what went; zero for a role
	Role   RoleID
	Into   CircleID // zero where it is closed or retired
}

// Shifts are all there were, the oldest first. Nothing is ever taken out of them,
// so those of an earlier state are the beginning of those of a later one.
func (s *State) Shifts() iter.Seq[Shift] {
	return func(yield func(Shift) bool) {
		for _, row := range s.shifts.All() {
			if !yield(*row) {
				return
			}
		}
	}
}

// NumShifts returns how many there were.
func (s *State) NumShifts() int { return s.shifts.Len() }

// shift notes where a circle or role is from now on.
func (d *Draft) shift(s Shift) { d.shifts.Append(d.own, s) }
