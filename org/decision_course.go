package org

import "orpheus/org/deciding"

// Turn is a stage that is still to come, and when it ends at the latest.
type Turn struct {
	Stage deciding.Stage
	Until Time // zero where its end lies in what is decided
}

// Course is how a way goes that begins at a moment, where nothing comes between: each of
// its stages after the shaping, as long as each takes unless somebody says otherwise.
func (s *State) Course(w deciding.Way, at Time) []Turn {
	var turns []Turn
	for _, stage := range w.Stages()[1:] {
		at = s.after(at, stage)
		turns = append(turns, Turn{stage, at})
	}
	return turns
}
