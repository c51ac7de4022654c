package org

import (
	"iter"
	"slices"
)

// LedIn are those who led in a thing, ascending: who leads or led some work, who proposed or
// facilitated a decision, who holds or held a role. Feedback is about what one of them did.
func (s *State) LedIn(thing Ref) []PersonID {
	var all []PersonID
	switch thing.Letter {
	case 'I':
		if i := s.Initiative(InitiativeID(thing.N)); i != nil && !i.Withdrawn {
			for l := i.LastLead; l != 0; l = s.Lead(l).PrevOfWork {
				if s.Lead(l).End != LeadTakenBack {
					all = append(all, s.Lead(l).Person)
				}
			}
		}
	case 'D':
		if x := s.Decision(DecisionID(thing.N)); x != nil {
			all = append(all, x.By, x.Facilitator)
		}
	case 'R':
		all = s.PartIn(thing, 0)
	}
	slices.Sort(all)
	return slices.DeleteFunc(slices.Compact(all), func(p PersonID) bool { return p == 0 })
}

// MayExchange says whether by may ask for feedback between them and to about a thing: one of
// the two led in it, and both see it, guests too.
func (s *State) MayExchange(thing Ref, by, to PersonID) error {
	led := s.LedIn(thing)
	if !s.SightOf(by, s).Sees(thing) || len(led) == 0 {
		return refuse(NotFound, "feedback.thing")
	}
	if err := s.mustPerson(to); err != nil || !s.SightOf(by, s).Knows(RefOf(to)) {
		return refuse(NotFound, "person.unknown", to)
	}
	switch {
	case by == to:
		return refuse(Invalid, "feedback.self")
	case !slices.Contains(led, by) && !slices.Contains(led, to):
		return refuse(Invalid, "feedback.led", to)
	case !s.SightOf(to, s).Sees(thing):
		return refuse(Invalid, "feedback.sees", to)
	}
	return nil
}

// Exchanging yields those with whom somebody may exchange feedback about a thing, each once: who
// led in it; and where they led in it themselves, then who had a part in it, and then the members
// of its circle.
func (s *State) Exchanging(thing Ref, by PersonID) iter.Seq[PersonID] {
	return func(yield func(PersonID) bool) {
		all := s.LedIn(thing)
		if slices.Contains(all, by) {
			all = slices.Concat(all, s.PartIn(thing, by), s.Members(s.HomeOf(thing)))
		}
		told := map[PersonID]bool{}
		for _, p := range all {
			if !told[p] && s.MayExchange(thing, by, p) == nil && !yield(p) {
				return
			}
			told[p] = true
		}
	}
}

// Above says how two people stand to each other by formal roles: 1 where the first has formal
// authority over a circle of the second and not the other way, -1 the other way, else 0.
func (s *State) Above(a, b PersonID) int {
	over := func(x, y PersonID) bool {
		return slices.ContainsFunc(s.CirclesOf(y), func(c CircleID) bool { return s.HasAuthority(x, c) })
	}
	switch down, up := over(a, b), over(b, a); {
	case down && !up:
		return 1
	case up && !down:
		return -1
	}
	return 0
}
