package org

import (
	"iter"
	"reflect"

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

// Changed yields every thing whose row differs between two states: what was made,
// changed or ended. What the organisation itself says is no row.
func Changed(a, b *State) iter.Seq[Ref] {
	return func(yield func(Ref) bool) {
		_ = differing(a.people, b.people, yield) && differing(a.circles, b.circles, yield) && differing(a.roles, b.roles, yield) &&
			differing(a.seats, b.seats, yield) && differing(a.guardrails, b.guardrails, yield) && differing(a.tensions, b.tensions, yield) &&
			differing(a.initiatives, b.initiatives, yield) && differing(a.leads, b.leads, yield) && differing(a.offers, b.offers, yield) &&
			differing(a.steps, b.steps, yield) && differing(a.notes, b.notes, yield) && differing(a.learnings, b.learnings, yield) &&
			differing(a.strengths, b.strengths, yield) && differing(a.decisions, b.decisions, yield) &&
			differing(a.objections, b.objections, yield) && differing(a.agreements, b.agreements, yield) &&
			differing(a.standIns, b.standIns, yield) &&
			differing(a.thanks, b.thanks, yield) && differing(a.informals, b.informals, yield) &&
			differing(a.tries, b.tries, yield) && differing(a.meetings, b.meetings, yield)
	}
}

func differing[K interface {
	~uint32
	Letter() byte
}, V any](a, b immutable.Table[K, V], yield func(Ref) bool) bool {
	for id, pair := range immutable.Diff(a, b) {
		if !reflect.DeepEqual(pair[0], pair[1]) && !yield(RefOf(id)) {
			return false
		}
	}
	return true
}
