package orgtest

import "orpheus/org"

// Pulse returns an act that brings a round on whose time is over: its results, of random
// answers of some who were asked, or what became of it; or one that begins one, where there
// are enough people. False for none.
func Pulse(pick Pick, s *org.State) (org.Act, org.PersonID, bool) {
	for id, p := range s.Pulses() {
		switch {
		case p.Ended != 0 && p.Closed == 0:
			return s.ClosingOf(id, answers(pick, id, p)), 0, true
		case p.Shows() && !p.WasTold():
			return &org.TellPulse{Pulse: id, Text: org.Write("We try it.")}, p.Asked[pick(len(p.Asked))], true
		}
	}
	asked := s.PulseAsks(org.Root)
	switch {
	case len(asked) < org.PulseLeast || pick(6) != 0:
		return nil, 0, false
	case s.StatisticsFrom == 0 || s.StatisticsFrom > s.Last:
		return &org.AmendOrganisation{StatisticsFrom: &s.Last}, 0, true
	}
	return &org.AskPulse{}, asked[pick(len(asked))], true
}

func answers(pick Pick, id org.PulseID, p *org.Pulse) *org.PulseTally {
	t := new(org.PulseTally)
	for range p.Asked {
		if pick(8) == 0 {
			continue
		}
		a := &org.PulseAnswer{Pulse: id, Words: []string{"", "Well."}[pick(2)]}
		for range p.Items() {
			a.Marks = append(a.Marks, uint8(pick(6)))
		}
		t.Put(a)
	}
	return t
}
