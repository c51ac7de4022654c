package sentence

import (
	"orpheus/org"
	"orpheus/org/deciding"
	"orpheus/text/i18n"
)

// deciding is a circle that decides in every way, and looks again at what it agreed.
func (x *example) deciding() {
	form := &org.FormCircle{Name: "Rosters", Parents: []org.CircleID{org.Root}}
	x.do(anna, form)
	for _, who := range []org.PersonID{bram, karen} {
		x.do(who, &org.JoinCircle{Circle: form.Circle})
	}
	x.votes(form.Circle)
	x.consent(form.Circle)
	x.advice(form.Circle)
	x.alone(form.Circle)
	x.trials(form.Circle)
	x.election(form.Circle)
	x.rareEnds(form.Circle)
	x.elsewhere(form.Circle)
}

// proposed is a proposal of Karen's that is decided in a way; shaped still where it is none.
func (x *example) proposed(by deciding.Process, a org.ProposeDecision, open org.OpenDecision) org.DecisionID {
	x.do(karen, &a)
	if by != deciding.NoProcess {
		open.Decision, open.Process, open.Why = a.Decision, by, org.Write("It suits.")
		x.do(karen, &open)
	}
	return a.Decision
}

func (x *example) consent(c org.CircleID) {
	d := x.proposed(deciding.NoProcess, org.ProposeDecision{Circle: c, Title: "Two who swap tell the roster", Text: org.Write("Before the night.")}, org.OpenDecision{})
	for _, who := range []org.PersonID{anna, bram} {
		x.do(who, &org.JudgeDecision{Decision: d, Reactive: deciding.Yes, Undoable: deciding.Yes, Shared: deciding.Yes})
	}
	x.do(karen, &org.OpenDecision{Decision: d, Facilitator: anna}, &org.InvolveInDecision{Decision: d, Person: youssef, Asked: true})
	x.do(youssef, &org.JoinCircle{Circle: c}, &org.InvolveInDecision{Decision: d, Person: youssef})
	x.do(anna, &org.JoinPerson{})
	x.do(anna, &org.InvolveInDecision{Decision: d, Person: x.newest()})
	x.do(karen, &org.ReviseDecision{Decision: d, Text: org.Write("A day before the night.")})
	x.clock(4)
	x.do(bram, &org.RaiseObjection{Decision: d, Harm: org.Write("Nobody knows who comes.")})
	x.do(anna, &org.TestObjection{Objection: x.objection(d), Word: org.Write("They are told.")})
	x.do(bram, &org.RaiseObjection{Decision: d, Harm: org.Write("The night is short.")})
	x.do(karen, &org.ExtendDecision{Decision: d, Until: x.at + 10*org.Day, Why: org.Write("Holidays.")})
	x.do(bram, &org.SettleObjection{Objection: x.objection(d), How: org.Solved})
	x.do(anna, &org.RaiseObjection{Decision: d, Harm: org.Write("It is too much.")})
	x.do(anna, &org.SettleObjection{Objection: x.objection(d), How: org.Withdrawn})
	x.do(youssef, &org.GiveConsent{Decision: d, Says: org.Consents})
	x.old(youssef, &org.GiveConsent{Decision: d, Says: org.Consents, For: bram})
	x.old(youssef, &org.GiveConsent{Decision: d, Says: org.StandAside, For: bram})
	x.old(youssef, &org.RaiseObjection{Objection: 9, Decision: d, Harm: org.Write("No."), For: bram})
	x.old(bram, &org.SettleObjection{Objection: x.objection(d), How: org.Withdrawn})
	x.do(x.newest(), &org.GiveConsent{Decision: d, Says: org.StandAside}) // adopted
	x.again(c, x.draft.Decision(d).Agreement)
}

// again is an agreement that is renewed, one in its place, and that one ending.
func (x *example) again(c org.CircleID, held org.AgreementID) {
	x.clock(170)
	x.do(karen, &org.RenewAgreement{Agreement: held})
	x.do(anna, &org.RenewAgreement{Agreement: held})
	x.do(bram, &org.LetGoOfAgreement{Agreement: held})
	x.clock(15)
	d := x.proposed(deciding.Advice, org.ProposeDecision{
		Circle: c, Title: "Whoever swaps tells nobody", Text: org.Write("Just do it."), Supersedes: held, Holds: x.at + 60*org.Day,
	}, org.OpenDecision{})
	x.clock(8)
	x.do(karen, &org.AdoptDecision{Decision: d})
	x.clock(60)
}

func (x *example) advice(c org.CircleID) {
	d := x.proposed(deciding.Advice, org.ProposeDecision{Circle: c, Title: "One supplier of gloves", Text: org.Write("From May.")}, org.OpenDecision{})
	for _, who := range []org.PersonID{anna, bram, youssef} {
		x.do(who, &org.GiveAdvice{Decision: d, Text: org.Write("Ask for samples.")})
	}
	x.old(bram, &org.GiveAdvice{Decision: d, Text: org.Write("Ask twice."), For: anna})
	x.clock(3)
	x.do(karen, &org.WeighAdvice{Decision: d, Person: anna, Heed: org.Followed},
		&org.WeighAdvice{Decision: d, Person: bram, Heed: org.NotFollowed, Why: org.Write("They are known.")})
}

// elsewhere is what was decided before, and is taken away again.
func (x *example) elsewhere(c org.CircleID) {
	a := &org.RecordDecision{Circle: c, Title: "A key for everybody", Word: org.Write("Everybody has one."), Ended: x.at - 400*org.Day, Review: x.at + 90*org.Day}
	x.do(0, a)
	x.do(0, &org.DiscardDecision{Decision: a.Decision})
}

// alone is what one person decides from a role, and what the map does not allow by then.
func (x *example) alone(c org.CircleID) {
	role := &org.CreateRole{Circle: c, Name: "Roster maker"}
	x.do(anna, role)
	seat := &org.TakeSeat{Role: role.Role}
	x.do(karen, seat)
	d := x.proposed(deciding.NoProcess, org.ProposeDecision{Circle: c, Title: "Paper goes", Text: org.Write("All is on the screen."), Roles: []org.RoleID{role.Role}}, org.OpenDecision{})
	x.do(anna, &org.JudgeDecision{Decision: d, Familiar: deciding.Yes, Undoable: deciding.Yes, Shared: deciding.No})
	x.do(karen, &org.OpenDecision{Decision: d, Role: role.Role, Why: org.Write("It is known.")})
	x.do(karen, &org.AcceptAgreement{Agreement: x.draft.Decision(d).Agreement, Seat: seat.Seat})
	x.do(anna, &org.TakeSeat{Role: role.Role}) // who accepts it by that
	gone := &org.CreateRole{Circle: c, Name: "Paper"}
	x.do(anna, gone)
	d = x.proposed(deciding.RoleAuthority, org.ProposeDecision{Circle: c, Title: "No more paper", Changes: org.Acts{&org.RetireRole{Role: gone.Role}}}, org.OpenDecision{Role: role.Role})
	x.do(anna, &org.RetireRole{Role: gone.Role}, &org.SecondDecision{Decision: d}) // in conflict
	x.do(karen, &org.DropDecision{Decision: d})
}

func (x *example) trials(c org.CircleID) {
	d := x.proposed(deciding.NoProcess, org.ProposeDecision{Circle: c, Title: "Two routes", Text: org.Write("We try both.")}, org.OpenDecision{})
	for range 2 {
		x.do(karen, &org.AddTrial{Decision: d, Text: org.Write("Over the quay."), Limit: org.Write("Not past ten."), On: x.at + 20*org.Day})
	}
	x.do(karen, &org.OpenDecision{Decision: d, Process: deciding.Probe, Why: org.Write("Nobody knows.")})
	x.do(anna, &org.ObserveTrial{Decision: d, Trial: 1, Keep: true, Word: org.Write("Shorter.")}, &org.ObserveTrial{Decision: d, Trial: 2, Word: org.Write("Longer.")})
	d = x.proposed(deciding.ActFirst, org.ProposeDecision{Circle: c, Title: "Cars stay at home", Text: org.Write("A flood.")}, org.OpenDecision{})
	x.do(anna, &org.LookBack{Decision: d, Word: org.Write("All came home.")})
}

// votes is a named vote that is a tie, a secret one about people, and ones that nothing comes of.
func (x *example) votes(c org.CircleID) {
	why := org.Write("We differ.")
	d := x.proposed(deciding.NoProcess, org.ProposeDecision{Circle: c, Title: "Which car", Text: org.Write("We buy one.")}, org.OpenDecision{})
	x.do(anna, &org.AddOption{Decision: d, Name: "The green car"}, &org.AddOption{Decision: d, Name: "The red car"})
	x.do(karen, &org.CallVote{Decision: d, Method: org.ByApproval, Why: why})
	x.do(anna, &org.CastBallot{Decision: d, Marks: []uint16{1, 0, 0}})
	x.old(bram, &org.CastBallot{Decision: d, Marks: []uint16{0, 1, 0}, For: karen})
	x.clock(8)
	role := &org.CreateRole{Circle: c, Name: "Keeper of the car"}
	x.do(anna, role)
	d = x.proposed(deciding.NoProcess, org.ProposeDecision{Circle: c, Title: "Who keeps the car", Text: org.Write("Somebody.")}, org.OpenDecision{})
	x.do(anna, &org.AddOption{Decision: d, Person: anna}, &org.AddOption{Decision: d, Person: bram})
	x.do(karen, &org.CallVote{Decision: d, Method: org.ByApproval, Why: why, Secret: true, Role: role.Role})
	x.clock(8)
	x.do(0, &org.CountVote{Decision: d, Ballots: []org.SecretBallot{{Marks: []uint16{0, 1, 0}}}})
	for _, turnout := range []org.Turnout{org.AnyTurnout, org.TwoThirdsVote} {
		d = x.proposed(deciding.NoProcess, org.ProposeDecision{Circle: c, Title: "No car", Text: org.Write("We go by bike.")}, org.OpenDecision{})
		x.do(karen, &org.CallVote{Decision: d, Method: org.YesOrNo, Why: why, Turnout: turnout})
		x.do(anna, &org.CastBallot{Decision: d, Marks: []uint16{0, 1}})
		x.clock(8)
	}
	gone := &org.CreateRole{Circle: c, Name: "Keeper of bikes"}
	x.do(anna, gone)
	d = x.proposed(deciding.NoProcess, org.ProposeDecision{Circle: c, Title: "No more bikes", Changes: org.Acts{&org.RetireRole{Role: gone.Role}}}, org.OpenDecision{})
	x.do(karen, &org.CallVote{Decision: d, Method: org.YesOrNo, Why: why})
	x.do(anna, &org.CastBallot{Decision: d, Marks: []uint16{1, 0}}, &org.RetireRole{Role: gone.Role})
	x.clock(8)
	x.do(karen, &org.ReviseDecision{Decision: d, Text: org.Write("There are none."), Why: why})
}

func (x *example) election(c org.CircleID) {
	role := &org.CreateRole{Circle: c, Name: "Keeper of keys"}
	x.do(anna, role)
	d := x.proposed(deciding.Election, org.ProposeDecision{Circle: c, Title: "Who keeps the keys", Text: org.Write("Somebody.")}, org.OpenDecision{Role: role.Role, Facilitator: anna})
	x.do(anna, &org.NominateInDecision{Decision: d, Person: bram, Word: org.Write("He finds everything.")})
	x.clock(4)
	x.clock(4)
	x.do(anna, &org.PutForward{Decision: d, Person: bram, Word: org.Write("He finds everything.")})
}

// rareEnds is how else decisions go on and end, each once.
func (x *example) rareEnds(c org.CircleID) {
	d := x.proposed(deciding.Consent, org.ProposeDecision{Circle: c, Title: "Work six days", Text: org.Write("For a month.")}, org.OpenDecision{})
	for _, word := range deciding.Stage(0).Words() {
		turn := &org.TurnDecision{Decision: d, Until: x.at + 9*org.Day}
		if err := turn.Stage.UnmarshalText([]byte(word)); err != nil {
			x.t.Fatal(err)
		}
		x.turned(turn)
	}
	for _, word := range deciding.Outcome(0).Words() {
		turn := &org.TurnDecision{Decision: d}
		if err := turn.Outcome.UnmarshalText([]byte(word)); err != nil {
			x.t.Fatal(err)
		}
		x.turned(turn)
	}
	x.old(0, &org.RemindDecision{Decision: d, Until: x.at + org.Day})
	x.old(0, &org.DropDecision{Decision: d, Smaller: true})
}

// turned is a decision going on as clocks have it do, where a text says so.
func (x *example) turned(a *org.TurnDecision) {
	if key := "act.decision.turn" + a.Say(nil, nil).Variant; i18n.For("en").Has(key) {
		x.old(0, a)
	}
}

// objection is the last one to a decision.
func (x *example) objection(d org.DecisionID) org.ObjectionID {
	all := x.draft.Decision(d).Objections
	return all[len(all)-1]
}

// newest is whoever joined last.
func (x *example) newest() (last org.PersonID) {
	for id := range x.draft.People() {
		last = id
	}
	return last
}
