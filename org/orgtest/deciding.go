package orgtest

import (
	"slices"

	"orpheus/org"
	"orpheus/org/deciding"
)

// Decide returns an act that may bring an open decision or an agreement on, and who does
// it: what its stage waits for, by one of those whom it waits for, mostly. False where
// nothing is open.
func Decide(pick Pick, s *org.State) (org.Act, org.PersonID, bool) {
	var open []org.DecisionID
	for id := range s.GoingOn() {
		open = append(open, id)
	}
	var held []org.AgreementID
	for id, g := range s.Agreements() {
		if g.Asks(s.Last) {
			held = append(held, id)
		}
	}
	if len(held) > 0 && (len(open) == 0 || pick(4) == 0) {
		id := held[pick(len(held))]
		by := someone(pick, s.Members(s.Agreement(id).Circle))
		if pick(3) == 0 {
			return &org.LetGoOfAgreement{Agreement: id}, by, true
		}
		return &org.RenewAgreement{Agreement: id}, by, true
	}
	if len(open) == 0 {
		return nil, 0, false
	}
	id := open[pick(len(open))]
	act, by := bring(pick, s, id)
	if act == nil {
		return nil, 0, false
	}
	return act, instead(pick, s, act, by), true
}

// instead has whoever stands in for somebody away do, in their name, what is theirs, mostly.
func instead(pick Pick, s *org.State, act org.Act, by org.PersonID) org.PersonID {
	id, inName := s.Away(by, s.Last), org.KindOf(act).Named("for")
	if id == 0 || inName == nil || pick(4) == 0 {
		return by
	}
	inName.In(act).SetUint(uint64(by))
	return s.StandIn(id).Who
}

func someone(pick Pick, people []org.PersonID) org.PersonID {
	if len(people) == 0 {
		return org.PersonID(1 + pick(4))
	}
	return people[pick(len(people))]
}

func bring(pick Pick, s *org.State, id org.DecisionID) (org.Act, org.PersonID) {
	x := s.Decision(id)
	together := s.Together(id)
	by := someone(pick, together)
	word := org.Write("a word")
	switch pick(40) {
	case 0:
		return &org.ExtendDecision{Decision: id, Until: x.Until + org.Day, Why: word}, x.By
	case 1:
		return &org.InvolveInDecision{Decision: id, Person: org.PersonID(1 + pick(1+size(s, 'P'))), Asked: pick(2) == 0}, by
	}
	if pick(200) == 0 {
		return &org.DropDecision{Decision: id}, x.By
	}
	switch x.Stage {
	case deciding.Shaping:
		return shape(pick, s, id, by)
	case deciding.Advising:
		return &org.GiveAdvice{Decision: id, Text: word}, by
	case deciding.Deciding:
		for i := range x.Advice {
			if x.Advice[i].Heed == org.Unheeded && pick(5) != 0 {
				return &org.WeighAdvice{Decision: id, Person: x.Advice[i].Person, Heed: org.Heed(1 + pick(2)), Why: word}, x.By
			}
		}
		return &org.AdoptDecision{Decision: id}, x.By
	case deciding.Answering, deciding.Mending:
		return answer(pick, s, id, by)
	case deciding.Confirming:
		return &org.SecondDecision{Decision: id}, by
	case deciding.Trying:
		return &org.ObserveTrial{Decision: id, Trial: uint16(1 + pick(len(x.Trials))), Keep: pick(2) == 0, Word: word}, by
	case deciding.Acting, deciding.LookingBack:
		if pick(3) == 0 {
			return &org.LookBack{Decision: id, Word: word}, by
		}
	case deciding.Naming, deciding.Renaming:
		return &org.NominateInDecision{Decision: id, Person: someone(pick, together), Word: word}, by
	case deciding.Forwarding:
		if len(x.Nominations) > 0 {
			return &org.PutForward{Decision: id, Person: x.Nominations[pick(len(x.Nominations))].For, Word: word}, x.Facilitator
		}
	case deciding.Voting:
		if x.Vote.Secret { // as the service does where all have voted
			return counted(pick, x, id), 0
		}
		return &org.CastBallot{Decision: id, Marks: marks(pick, &x.Vote)}, by
	case deciding.Counting:
		return counted(pick, x, id), 0
	}
	return nil, 0
}

// shape answers the questions, adds trials, or opens the decision in some way.
func shape(pick Pick, s *org.State, id org.DecisionID, by org.PersonID) (org.Act, org.PersonID) {
	x := s.Decision(id)
	switch pick(6) {
	case 4:
		return &org.AddOption{Decision: id, Name: string(rune('A' + pick(20)))}, by
	case 5:
		method := org.YesOrNo
		if len(x.Vote.Options) > 0 {
			method = org.VoteMethod(1 + pick(9))
		}
		return &org.CallVote{
			Decision: id, Method: method, Why: org.Write("it suits"), Secret: pick(3) == 0, Turnout: org.Turnout(pick(4)), Seats: uint16(pick(3)), Lot: pick(2) == 0,
		}, x.By
	case 0:
		say := func() deciding.Answer { return deciding.Answer(1 + pick(3)) }
		return &org.JudgeDecision{Decision: id, Harm: say(), Familiar: say(), Knowable: say(), Reactive: say(), Undoable: say(), Shared: say()}, by
	case 1:
		return &org.AddTrial{Decision: id, Text: org.Write("a trial"), Limit: org.Write("at most 100"), On: s.Last + org.Time(1+pick(30))*org.Day}, x.By
	}
	open := &org.OpenDecision{Decision: id, Process: deciding.Process(pick(8)), Why: org.Write("it suits")}
	if pick(3) == 0 {
		open.Process = deciding.Consent
	}
	if n := size(s, 'R'); n > 0 && open.Process != deciding.Consent {
		open.Role = org.RoleID(1 + pick(n))
		if who := s.Person(x.By); len(who.Seats) > 0 && pick(3) == 0 {
			open.Process, open.Role = deciding.RoleAuthority, s.Seat(who.Seats[pick(len(who.Seats))]).Role
		}
	}
	return open, x.By
}

// answer consents, objects, settles, tests, or makes the text anew.
func answer(pick Pick, s *org.State, id org.DecisionID, by org.PersonID) (org.Act, org.PersonID) {
	x := s.Decision(id)
	word := org.Write("a word")
	open := slices.DeleteFunc(slices.Clone(x.Objections), func(o org.ObjectionID) bool { return !s.Objection(o).Open() })
	if len(open) > 0 && pick(2) == 0 {
		o := open[pick(len(open))]
		switch pick(3) {
		case 0:
			return &org.TestObjection{Objection: o, Word: word}, x.Facilitator
		case 1:
			return &org.ReviseDecision{Decision: id, Text: word, Changes: x.Changes, Why: word}, x.By
		}
		return &org.SettleObjection{Objection: o, How: org.Settling(1 + pick(2)), Word: word}, s.Objection(o).Person
	}
	if x.Moved {
		return &org.ReviseDecision{Decision: id, Text: word}, x.By
	}
	switch pick(6) {
	case 0:
		return &org.RaiseObjection{Decision: id, Harm: word}, by
	case 1:
		return &org.GiveConsent{Decision: id, Says: org.StandAside}, by
	}
	return &org.GiveConsent{Decision: id, Says: org.Consents}, by
}

// marks are a ballot that the method takes.
func marks(pick Pick, v *org.Vote) []uint16 {
	all := make([]uint16, v.Candidates())
	if v.Method == org.YesOrNo {
		if n := pick(3); n < 2 {
			all[n] = 1
		}
		return all
	}
	for i := range all {
		all[i] = uint16(pick(2))
		if v.Method.Ranks() {
			all[i] = uint16(pick(len(all) + 1))
		}
	}
	return all
}

// counted brings the ballots of some of those who could vote.
func counted(pick Pick, x *org.Decision, id org.DecisionID) org.Act {
	a := &org.CountVote{Decision: id}
	if !x.Vote.Secret {
		return a
	}
	electorate := x.Electorate()
	for _, p := range electorate[:len(electorate)-pick(2)] {
		a.Ballots, a.Voted = append(a.Ballots, org.SecretBallot{Marks: marks(pick, &x.Vote)}), append(a.Voted, p)
	}
	slices.SortFunc(a.Ballots, org.SecretBallot.Compare)
	if slices.Sort(a.Voted); len(a.Voted) < org.ShowVoters {
		a.Voted = nil
	}
	return a
}
