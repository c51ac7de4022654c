package org

import (
	"iter"

	"orpheus/internal/immutable"
)

// The rows that may differ between two states, in the order of their ids: as a is
// first, as b is second, nil where a state has none. Every row that differs is
// among them. Between versions of one state they cost what changed.

func ChangedPeople(a, b *State) iter.Seq2[PersonID, [2]*Person] {
	return immutable.Diff(a.people, b.people)
}

func ChangedCircles(a, b *State) iter.Seq2[CircleID, [2]*Circle] {
	return immutable.Diff(a.circles, b.circles)
}

func ChangedRoles(a, b *State) iter.Seq2[RoleID, [2]*Role] {
	return immutable.Diff(a.roles, b.roles)
}
