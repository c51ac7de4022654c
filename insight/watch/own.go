package watch

import "orpheus/org"

// Overload is the name of what somebody is told alone: no rule of the list above finds it,
// and nobody else ever sees it.
const Overload Rule = "overload"

// carries is how many pieces of work somebody who said they have no room leads before it is
// said to them.
const carries = 3

// Own returns what is worth a conversation for one person alone: that they lead more than
// they said they have room for. What they said is theirs, and only they may be shown this.
func Own(s *org.State, person org.PersonID, at org.Time, room bool) []Signal {
	p := s.Person(person)
	if room || p == nil || !p.Present() || len(p.Leads) < carries {
		return nil
	}
	works, since := make([]org.Ref, len(p.Leads)), at
	for i, id := range p.Leads {
		works[i], since = org.RefOf(s.Lead(id).Initiative), min(since, s.Lead(id).Since)
	}
	return []Signal{{
		Rule: Overload, Key: string(Overload), Args: []any{len(works)}, Facts: works, Since: since,
		Step: Step{Text: "watch.step.hand_over", Page: ThingPage, About: works[0]},
	}}
}
