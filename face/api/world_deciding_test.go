package api_test

import (
	"orpheus/org"
	"orpheus/org/deciding"
)

// decides are decisions of Home care in each of their stages, and one of Office, each act
// with how many hours ago it was done; the clock has them go on between. Eva proposes, but for what Bram may decide himself.
func decides() (all []scene, ago []org.Time) {
	add := func(hours org.Time, by org.PersonID, acts ...org.Act) {
		for _, act := range acts {
			all, ago = append(all, scene{by: by, act: act}), append(ago, hours)
		}
	}
	text := org.Write
	for i, title := range []string{
		"Spare keys", "One supplier", "Paper goes", "Bikes first", "Swap shifts", "Six days", "Keeper of keys",
		"Keeper of cars", "Old files", "Two routes", "Cars stay", "Night rounds",
	} {
		by := org.PersonID(6)
		if i == 8 || i == 11 {
			by = 2
		}
		tension, work := org.TensionID(1), org.InitiativeID(0)
		if i == 11 { // which is adopted, and would resolve what it answers
			tension, work = 0, 1
		}
		var roles []org.RoleID
		if i == 11 { // of an agreement that Bram, who holds it, can accept
			roles = []org.RoleID{2}
		}
		add(192, by, &org.ProposeDecision{Circle: 2, Tension: tension, Initiative: work, Title: title, Text: text("As it says."), Review: 20, Roles: roles})
	}
	add(192, 3, &org.ProposeDecision{Circle: 3, Tension: 2, Title: "Hidden question", Text: text("Hidden proposal.")}) // D13
	open := func(d org.DecisionID, p deciding.Process, role org.RoleID) org.Act {
		o := &org.OpenDecision{Decision: d, Process: p, Why: text("It suits."), Role: role}
		if p == deciding.Consent || p == deciding.Election {
			o.Facilitator = 2
		}
		return o
	}
	for _, by := range []org.PersonID{2, 4} {
		add(192, by, &org.JudgeDecision{Decision: 1, Reactive: deciding.Yes, Undoable: deciding.Yes, Shared: deciding.Yes})
	}
	add(192, 6, open(3, deciding.Advice, 0), open(4, deciding.Advice, 0), open(5, deciding.Consent, 0), open(6, deciding.Consent, 0), open(8, deciding.Election, 1))
	add(192, 6, &org.JudgeDecision{Decision: 12, Familiar: deciding.Yes, Undoable: deciding.Yes})
	add(192, 2, open(12, deciding.RoleAuthority, 2)) // M1
	add(192, 2, &org.GiveAdvice{Decision: 3, Text: text("Keep a copy.")}, &org.NominateInDecision{Decision: 8, Person: 2, Word: text("He drives.")})
	add(48, 6, &org.RaiseObjection{Decision: 6, Harm: text("Nobody rests.")}) // B1
	add(12, 6, open(2, deciding.Advice, 0), open(7, deciding.Election, 1),
		&org.AddTrial{Decision: 10, Text: text("Over the quay."), Limit: text("Not past ten."), On: org.At(now) + 20*org.Day},
		open(10, deciding.Probe, 0), open(11, deciding.ActFirst, 0))
	add(12, 2, open(9, deciding.RoleAuthority, 2))
	add(12, 2, &org.GiveAdvice{Decision: 2, Text: text("Sealed words.")})
	for _, title := range []string{"Which car", "One car"} { // D14, D15
		add(12, 6, &org.ProposeDecision{Circle: 2, Tension: 1, Title: title, Text: text("As it says."), Review: 20})
	}
	add(12, 6, &org.AddOption{Decision: 14, Name: "The green car"}, &org.AddOption{Decision: 14, Name: "The red car", Text: text("It is old.")})
	add(12, 6, &org.CallVote{Decision: 15, Method: org.YesOrNo, Why: text("We differ.")}, &org.CastBallot{Decision: 15, Marks: []uint16{1, 0}})
	return all, ago
}
