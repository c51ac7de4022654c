package org

import "slices"

// parties are who is concerned by a question of a circle that would change something: who
// decides together, and who is asked for advice.
func (s *State) parties(c CircleID, changes Acts, m Moment) (together, asked []PersonID) {
	together = s.Members(c)
	if s.Belongs(m.By, c) && !slices.Contains(together, m.By) {
		together = append(together, m.By)
	}
	return together, asked
}

func partiesOf(together, asked []PersonID, at Time) []Party {
	all := make([]Party, 0, len(together)+len(asked))
	for _, p := range together {
		all = append(all, Party{Person: p, At: at})
	}
	for _, p := range asked {
		all = append(all, Party{Person: p, Asked: true, At: at})
	}
	return all
}

// mustStandIn lets through who answers for themselves, or stands in for somebody.
func (s *State) mustStandIn(m Moment, in PersonID) error {
	if in == 0 || in == m.By {
		return nil
	}
	return refuse(Forbidden, "standin.none", in)
}
