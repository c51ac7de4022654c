package org

// parties are who is concerned by a question of a circle that would change something: who
// decides together, and who is asked for advice. Whoever proposes is among them. A guest who
// does not see the circle cannot answer.
func (s *State) parties(c CircleID, acts []Act, m Moment) (together, asked []PersonID) {
	proposes := false
	for _, one := range s.Concerned(c, acts, m.At) {
		switch {
		case !s.Sees(one.Person, c):
			continue
		case one.Person == m.By:
			proposes = true
		case one.Asked:
			asked = append(asked, one.Person)
			continue
		}
		together = append(together, one.Person)
	}
	if !proposes {
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

// mustStandIn lets through who answers for themselves, or stands in for somebody now.
func (s *State) mustStandIn(m Moment, in PersonID) error {
	if in == 0 || in == m.By || s.MayAnswerFor(m.By, in, m.At) {
		return nil
	}
	return refuse(Forbidden, "standin.none", in)
}
