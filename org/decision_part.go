package org

import (
	"slices"

	"orpheus/org/deciding"
)

// Part is what a decision asks of somebody now. Who asks and until when is the decision's.
type Part uint8

// The parts. Zero is for whoever it asks nothing.
const (
	NoPart      Part = iota
	PartAnswer       // their answer to the version that stands is missing
	PartObject       // an objection of theirs waits for their word on a new version
	PartAdvise       // their advice is asked
	PartJudge        // what kind of question it is, is for them to say
	PartOpen         // enough was said about that: they begin the way in which it is decided
	PartDecide       // they decide, and say what they did with advice
	PartMend         // they make it anew
	PartName         // they name somebody for a role
	PartForward      // they put somebody forward, on the reasons
	PartSecond       // as the second person they look at it
	PartTrial        // trials are to be looked at
	PartLook         // they look back on what was done in haste
	PartVote         // their ballot is missing; who gave a secret one the service knows
)

var partNames = []string{"none", "answer", "object", "advise", "judge", "open", "decide", "mend", "name", "forward", "second", "trial", "look", "vote"}

func (p Part) String() string { return partNames[p] }

// PartOf is what a decision asks of somebody at a moment.
func (s *State) PartOf(id DecisionID, p PersonID, now Time) Part {
	x, who := s.Decision(id), s.Person(p)
	if x == nil || who == nil || !x.Open() || !who.Present() {
		return NoPart
	}
	party := x.Party(p)
	decides := party != nil && !party.Asked
	switch x.Stage {
	case deciding.Shaping:
		return s.partShaping(id, p, decides)
	case deciding.Advising:
		return onlyIf(party != nil && p != x.By && x.AdviceOf(p) == nil, PartAdvise)
	case deciding.Deciding:
		return onlyIf(p == x.By, PartDecide)
	case deciding.Answering, deciding.Mending:
		if p == x.By && x.Stage == deciding.Mending {
			return PartMend
		}
		if s.objecting(x, p) {
			return onlyIf(s.mended(x, p), PartObject)
		}
		return onlyIf(decides && x.Stage == deciding.Answering && x.Answer(p) == NoAnswer && s.turnOf(id, p), PartAnswer)
	case deciding.Naming:
		return onlyIf(decides && !x.nominates(p), PartName)
	case deciding.Voting:
		return onlyIf(decides && x.Vote.BallotOf(p) == nil, PartVote)
	case deciding.Forwarding:
		return onlyIf(p == x.Facilitator || x.Facilitator == 0 && p == x.By, PartForward)
	case deciding.Confirming:
		return onlyIf(party != nil && p != x.By && !who.Guest, PartSecond)
	case deciding.Trying:
		return onlyIf(p == x.By && x.trialDue(now), PartTrial)
	case deciding.LookingBack:
		return onlyIf(p == x.By, PartLook)
	}
	return NoPart
}

// onlyIf is a part where something is so.
func onlyIf(so bool, p Part) Part {
	if so {
		return p
	}
	return NoPart
}

// partShaping: whoever proposes goes on where enough others said what kind of question it
// is; until then these are asked.
func (s *State) partShaping(id DecisionID, p PersonID, decides bool) Part {
	x := s.Decision(id)
	judged := slices.ContainsFunc(x.Readings, func(r Reading) bool { return r.Person == p })
	enough := x.judged() >= min(Judges, len(s.Together(id))-1)
	switch {
	case p == x.By && !judged:
		return PartJudge
	case p == x.By:
		return onlyIf(enough, PartOpen)
	}
	return onlyIf(decides && !judged && !enough, PartJudge)
}

// objecting reports whether an objection of somebody is open.
func (s *State) objecting(x *Decision, p PersonID) bool {
	return slices.ContainsFunc(x.Objections, func(o ObjectionID) bool {
		row := s.Objection(o)
		return row.Open() && row.Person == p
	})
}

// mended reports whether there is a newer version than one that somebody objects to.
func (s *State) mended(x *Decision, p PersonID) bool {
	return slices.ContainsFunc(x.Objections, func(o ObjectionID) bool {
		row := s.Objection(o)
		return row.Open() && row.Person == p && int(row.Version) < len(x.Versions)
	})
}

// turnOf reports whether somebody may answer by now: whoever is put forward speaks last.
func (s *State) turnOf(id DecisionID, p PersonID) bool {
	x := s.Decision(id)
	if x.Forward != p {
		return true
	}
	return !slices.ContainsFunc(s.Together(id), func(other PersonID) bool { return other != p && x.Answer(other) == NoAnswer })
}

// trialDue reports whether the day of a trial that nobody looked at has come.
func (x *Decision) trialDue(now Time) bool {
	return slices.ContainsFunc(x.Trials, func(t Trial) bool { return t.Seen == 0 && t.On <= now })
}

// decidingFor gathers what decisions and agreements ask of people at a moment, of one person
// or, for zero, of all.
func (s *State) decidingFor(only PersonID, now Time) map[PersonID][]Wait {
	all := map[PersonID][]Wait{}
	for id, x := range s.GoingOn() {
		for _, p := range s.askable(x, only) {
			if s.PartOf(id, p, now) != NoPart {
				since := x.Began
				if party := x.Party(p); party != nil {
					since = max(since, party.At)
				}
				all[p] = append(all[p], Wait{Decision: id, By: x.Until, Since: since})
			}
		}
	}
	for id, g := range s.Agreements() {
		if !g.Asks(now) {
			continue
		}
		for _, p := range s.lookers(g) {
			if only == 0 || p == only {
				all[p] = append(all[p], Wait{Agreement: id, By: g.Review, Since: g.Review - AskBefore})
			}
		}
	}
	return all
}

// askable are who may have a part in a decision, each once; of these only one, where that
// is asked.
func (s *State) askable(x *Decision, only PersonID) (all []PersonID) {
	if only != 0 {
		return []PersonID{only}
	}
	add := func(p PersonID) {
		if p != 0 && !slices.Contains(all, p) {
			all = append(all, p)
		}
	}
	add(x.By)
	add(x.Facilitator)
	for i := range x.Parties {
		add(x.Parties[i].Person)
	}
	return all
}
