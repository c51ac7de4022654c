package org

import (
	"iter"

	"orpheus/internal/immutable"
)

// Trace is a step that leaves no mark in the row of a thing: a tension went to another
// circle or was opened again, a role was changed or moved. All of them in their order tell
// what came back, and what nobody touched for long. They follow from the acts, and so are in
// no digest.
type Trace struct {
	_        struct{}  `cbor:",toarray"`
	Tension  TensionID // zero for a role
	Role     RoleID
	At       Time
	From, To CircleID // the same where it stayed in its circle
}

// Traces are all there were, the oldest first.
func (s *State) Traces() iter.Seq[*Trace] {
	return func(yield func(*Trace) bool) {
		for _, row := range s.traces.All() {
			if !yield(row) {
				return
			}
		}
	}
}

// trace notes a step. An act that leaves no more than that changed nothing, so its owner is
// another than that of the rows which the act edits.
func (d *Draft) trace(t Trace) { d.traces.Append(new(immutable.Owner), t) }
