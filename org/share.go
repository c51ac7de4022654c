package org

import "orpheus/internal/immutable"

// Sharing returns s, stored once with another state where both are the same. The two may
// have come about in different ways: every row is looked at.
func (s *State) Sharing(with *State) *State {
	n := *s
	n.people = immutable.Share(s.people, with.people)
	n.circles = immutable.Share(s.circles, with.circles)
	n.roles = immutable.Share(s.roles, with.roles)
	n.seats = immutable.Share(s.seats, with.seats)
	n.guardrails = immutable.Share(s.guardrails, with.guardrails)
	n.tensions = immutable.Share(s.tensions, with.tensions)
	n.initiatives = immutable.Share(s.initiatives, with.initiatives)
	n.leads = immutable.Share(s.leads, with.leads)
	n.offers = immutable.Share(s.offers, with.offers)
	n.steps = immutable.Share(s.steps, with.steps)
	n.notes = immutable.Share(s.notes, with.notes)
	n.learnings = immutable.Share(s.learnings, with.learnings)
	n.strengths = immutable.Share(s.strengths, with.strengths)
	n.shifts = immutable.Share(s.shifts, with.shifts)
	n.files = immutable.Share(s.files, with.files)
	n.decisions = immutable.Share(s.decisions, with.decisions)
	n.objections = immutable.Share(s.objections, with.objections)
	n.agreements = immutable.Share(s.agreements, with.agreements)
	n.standIns = immutable.Share(s.standIns, with.standIns)
	n.traces = immutable.Share(s.traces, with.traces)
	n.settled = immutable.Share(s.settled, with.settled)
	n.meetings = immutable.Share(s.meetings, with.meetings)
	n.thanks = immutable.Share(s.thanks, with.thanks)
	n.informals = immutable.Share(s.informals, with.informals)
	n.tries = immutable.Share(s.tries, with.tries)
	return &n
}

// Following returns s, stored once with is where s and was are stored once: is is was, but
// stored elsewhere. It costs what is between s and was.
func (s *State) Following(was, is *State) *State {
	n := *s
	n.people = immutable.Follow(s.people, was.people, is.people)
	n.circles = immutable.Follow(s.circles, was.circles, is.circles)
	n.roles = immutable.Follow(s.roles, was.roles, is.roles)
	n.seats = immutable.Follow(s.seats, was.seats, is.seats)
	n.guardrails = immutable.Follow(s.guardrails, was.guardrails, is.guardrails)
	n.tensions = immutable.Follow(s.tensions, was.tensions, is.tensions)
	n.initiatives = immutable.Follow(s.initiatives, was.initiatives, is.initiatives)
	n.leads = immutable.Follow(s.leads, was.leads, is.leads)
	n.offers = immutable.Follow(s.offers, was.offers, is.offers)
	n.steps = immutable.Follow(s.steps, was.steps, is.steps)
	n.notes = immutable.Follow(s.notes, was.notes, is.notes)
	n.learnings = immutable.Follow(s.learnings, was.learnings, is.learnings)
	n.strengths = immutable.Follow(s.strengths, was.strengths, is.strengths)
	n.shifts = immutable.Follow(s.shifts, was.shifts, is.shifts)
	n.files = immutable.Follow(s.files, was.files, is.files)
	n.decisions = immutable.Follow(s.decisions, was.decisions, is.decisions)
	n.objections = immutable.Follow(s.objections, was.objections, is.objections)
	n.agreements = immutable.Follow(s.agreements, was.agreements, is.agreements)
	n.standIns = immutable.Follow(s.standIns, was.standIns, is.standIns)
	n.traces = immutable.Follow(s.traces, was.traces, is.traces)
	n.settled = immutable.Follow(s.settled, was.settled, is.settled)
	n.meetings = immutable.Follow(s.meetings, was.meetings, is.meetings)
	n.thanks = immutable.Follow(s.thanks, was.thanks, is.thanks)
	n.informals = immutable.Follow(s.informals, was.informals, is.informals)
	n.tries = immutable.Follow(s.tries, was.tries, is.tries)
	return &n
}
