package org

import "orpheus/internal/immutable"

// Apart returns about how many bytes s takes in memory beside another state: what the
// two do not share. Where they are versions of one it costs what changed between them.
func (s *State) Apart(from *State) int {
	return immutable.Apart(s.people, from.people) + immutable.Apart(s.circles, from.circles) +
		immutable.Apart(s.roles, from.roles) + immutable.Apart(s.seats, from.seats) +
		immutable.Apart(s.guardrails, from.guardrails) + immutable.Apart(s.tensions, from.tensions) +
		immutable.Apart(s.initiatives, from.initiatives) + immutable.Apart(s.leads, from.leads) +
		immutable.Apart(s.offers, from.offers) + immutable.Apart(s.steps, from.steps) +
		immutable.Apart(s.notes, from.notes) + immutable.Apart(s.learnings, from.learnings) +
		immutable.Apart(s.strengths, from.strengths) + immutable.Apart(s.shifts, from.shifts) + immutable.Apart(s.files, from.files) +
		immutable.Apart(s.decisions, from.decisions) + immutable.Apart(s.objections, from.objections) + immutable.Apart(s.agreements, from.agreements) +
		immutable.Apart(s.standIns, from.standIns) + immutable.Apart(s.traces, from.traces) + immutable.Apart(s.settled, from.settled) +
		immutable.Apart(s.thanks, from.thanks) + immutable.Apart(s.informals, from.informals) +
		immutable.Apart(s.tries, from.tries) + immutable.Apart(s.meetings, from.meetings)
}
