package org_test

import (
	"orpheus/org"
	"orpheus/org/deciding"
)

// scene is one act of the story: by whom, or how many days later by the clock.
type scene struct {
	act  org.Act
	by   org.PersonID
	days org.Time
	sake string // the later kind that needs it, though its own kind is in the corpus already
}

func scenes() []scene {
	str := func(s string) *string { return &s }
	yes, three, year, list := true, uint16(3), uint16(365), []string{"Rosters", "Keys"}
	from, serves := 20_001*org.Day, org.CircleID(3)
	return []scene{
		{act: &org.FoundOrganisation{Slug: "linde", Name: "De Linde", Lang: "nl", Zone: "Europe/Brussels"}},
		{act: &org.JoinPerson{}},
		{act: &org.SetSteward{Person: 1, Steward: true}},
		{act: &org.JoinPerson{}, by: 1},
		{act: &org.JoinPerson{Guest: true}, by: 2},
		{act: &org.RecordPerson{}},
		{act: &org.JoinPerson{}, by: 1}, // 5
		{act: &org.AmendOrganisation{Lang: str("en"), Zone: str("Europe/Copenhagen"), StatisticsFrom: &from}, by: 1},
		{act: &org.FormCircle{Parents: []org.CircleID{1}, Name: "Home care", Purpose: "Care at home, \"well\"", Key: "teams/home"}, by: 1},
		{act: &org.FormCircle{Parents: []org.CircleID{2, 1}, Name: "Night <&> Ø \u2028"}, by: 1},
		{act: &org.FormCircle{Parents: []org.CircleID{1}, Name: "Garden"}},
		{act: &org.AmendCircle{Circle: 2, Name: str("Home nursing"), Purpose: str("")}, by: 1},
		{act: &org.MoveCircle{Circle: 4, Parents: []org.CircleID{2, 1}}, by: 1},
		{act: &org.JoinCircle{Circle: 2}, by: 2},
		{act: &org.JoinCircle{Circle: 4, Person: 5}, by: 1},
		{act: &org.CreateRole{
			Circle: 2, Name: "Wound care", Purpose: "Wounds heal", Accountabilities: []string{"Dressings", "Stock"},
			Domains: []string{"The wound cupboard"}, Leads: true, Places: 2, TermDays: 30, Key: "roles/wound",
		}, by: 1},
		{act: &org.CreateRole{Circle: 1, Name: "Director", Formal: true}, by: 1},
		{act: &org.CreateRole{Circle: 4, Name: "Gardener"}},
		{act: &org.AmendRole{
			Role: 1, Name: str("Wounds"), Purpose: str("They heal"), Accountabilities: &list, Domains: &list, Leads: &yes, Places: &three, TermDays: &year,
		}, by: 1},
		{act: &org.MoveRole{Role: 3, Circle: 2}},
		{act: &org.RetireRole{Role: 3}},
		{act: &org.RestoreRole{Role: 3}},
		{act: &org.SetGuardrail{Circle: 2, Text: "At most 500 euro"}, by: 1},
		{act: &org.SetGuardrail{Circle: 2, Structure: org.Free}, by: 1},
		{act: &org.LiftGuardrail{Guardrail: 1}, by: 2},
		{act: &org.TakeSeat{Role: 1, Focus: "Evenings"}, by: 2},
		{act: &org.FillSeat{Role: 2, Person: 1}, by: 1},
		{act: &org.FillSeat{Role: 3, Person: 5, Focus: "Roses", Term: 20_060 * org.Day}, by: 1},
		{act: &org.RecordSeat{Role: 1, Person: 4}},
		{act: &org.CorrectSeatOrigin{Seat: 1, Origin: org.Assigned}, by: 2},
		{act: &org.RaiseTension{Circle: 2, Title: "Cold rooms", Body: org.Write("Since Monday.")}, by: 2},
		{act: &org.RaiseTension{Title: "Key safes", Lead: true}, by: 1}, // I1, L1
		{act: &org.AmendTension{Tension: 1, Title: "Cold bathrooms"}, by: 2},
		{act: &org.MoveTension{Tension: 1, Circle: 4}, by: 2},
		{act: &org.FeelTension{Tension: 1}, by: 1},
		{act: &org.TakeLead{Tension: 1, Until: 20_055 * org.Day}, by: 5},                                                           // I2, L2
		{act: &org.StartInitiative{Circle: 2, Serves: 3, Title: "Wound course", Body: org.Write("Twice a year."), Role: 1}, by: 2}, // I3, L3
		{act: &org.AmendInitiative{Initiative: 3, Title: str("Wound training"), Serves: &serves}, by: 2},
		{act: &org.JoinInitiative{Initiative: 3}, by: 1},
		{act: &org.JoinInitiative{Initiative: 3}, by: 5},
		{act: &org.LeaveInitiative{Initiative: 3}, by: 5},
		{act: &org.NoteInitiative{Initiative: 3, Text: org.Write("Room booked.")}, by: 1},
		{act: &org.SetStep{Initiative: 3, Text: org.Write("Invite everybody."), Due: 20_040 * org.Day}, by: 1},
		{act: &org.FinishStep{Step: 1}, by: 2},
		{act: &org.OfferLead{Initiative: 1, To: 2, Word: org.Write("You know safes.")}, by: 1}, // O1
		{act: &org.AcceptOffer{Offer: 1}, by: 2},
		{act: &org.OfferLead{Initiative: 2, To: 1}, by: 5}, // O2
		{act: &org.DeclineOffer{Offer: 2}, by: 1},
		{act: &org.HandOverLead{Lead: 1, To: 5, Word: org.Write("All yours.")}, by: 1}, // O3
		{act: &org.AcceptOffer{Offer: 3, Until: 20_080 * org.Day}, by: 5},
		{act: &org.HandOverLead{Lead: 3, To: 1}, by: 2}, // O4
		{act: &org.LapseOffer{Offer: 4}, by: 2},
		{act: &org.ExtendLead{Lead: 2, Until: 20_056 * org.Day}, by: 5},
		{act: &org.CorrectLeadOrigin{Lead: 2, Origin: org.Invited}, by: 5},
		{act: &org.ExpireLead{Lead: 2}, days: 45},
		{act: &org.ExpireSeat{Seat: 3}, days: 5},
		{act: &org.LayDownLead{Lead: 4, Why: org.Write("No time.")}, by: 2},
		{act: &org.ConcludeInitiative{Initiative: 3, Outcome: org.Write("Twelve came."), Learned: org.Write("Start at eight.")}, by: 2},
		{act: &org.ConcludeInitiative{Initiative: 1, Stopped: true}, by: 5},
		{act: &org.ResolveTension{Tension: 2, How: org.Write("Codes changed.")}, by: 1},
		{act: &org.KeepLearning{Circle: 2, Text: org.Write("Ask the night shift.")}, by: 1},
		{act: &org.LeaveSeat{Seat: 1}, by: 2},
		{act: &org.LeaveCircle{Circle: 2}, by: 2},
		{act: &org.CloseCircle{Circle: 3}, by: 1},
		{act: &org.RestoreCircle{Circle: 3, Parents: []org.CircleID{1}}, by: 1},
		{act: &org.NoteSource{Format: "rust-team", Ref: "0a1b2c"}},
		{act: &org.LeavePerson{Person: 5}, by: 5},
		{act: &org.JoinPerson{Person: 5}, by: 1},
		{act: &org.ErasePerson{Person: 5, KeepTexts: true}, by: 1},
		{act: &org.RedactEntry{Entry: 9, After: "00ff"}},
		{act: &org.NameStrength{Text: org.Write("Wounds")}, by: 1}, // Z1
		{act: &org.NameStrength{As: org.AsWish, Text: org.Write("Leading a meeting")}, by: 2},
		{act: &org.NameStrength{As: org.AsEnergy, Text: org.Write("The first snow")}, by: 2},
		{act: &org.ConfirmStrength{Strength: 1}, by: 2},
		{act: &org.UnconfirmStrength{Strength: 1}, by: 2},
		{act: &org.ConfirmStrength{Strength: 1}, by: 2},
		{act: &org.DropStrength{Strength: 3}, by: 2},
		{act: &org.LeavePerson{Person: 2}, by: 2},
		{act: &org.TakeSeat{Role: 3, Focus: "Roses"}, by: 1}, // S5
		{act: &org.LeaveSeat{Seat: 5}, by: 1},
		{act: &org.RestoreSeat{Of: 5}, by: 1},
		{act: &org.NoteTension{Tension: 1, Text: org.Write("Again tonight.")}, by: 1}, // N3
		{act: &org.NoteTension{Tension: 1, Text: org.Write("And on Sunday, @P1."), Answers: 3}, by: 1},
		{act: &org.CorrectNote{Note: 3, Text: org.Write("Again tonight, @P1.")}, by: 1},
		{act: &org.TakeBackNote{Note: 4}, by: 1},
		{act: &org.StartInitiative{Title: "Dry floors"}, by: 1, sake: "step.due"},                                                     // I4, L5
		{act: &org.SetStep{Initiative: 4, Text: org.Write("Find the leak."), Who: 1, Due: 20_160 * org.Day}, by: 1, sake: "step.due"}, // A2
		{act: &org.StepDue{Step: 2}, days: 30},
		{act: &org.RaiseTension{Title: "Wet floors"}, by: 1, sake: "tension.withdraw"}, // T3
		{act: &org.WithdrawTension{Tension: 3}},
		{act: &org.StartInitiative{Title: "Rain barrel"}, by: 1, sake: "initiative.withdraw"}, // I5, L7
		{act: &org.WithdrawInitiative{Initiative: 5}},
		{act: &org.LayDownLead{Lead: 6}, by: 1, sake: "lead.resume"},
		{act: &org.ResumeLead{Lead: 6}},
		{act: &org.LayDownLead{Lead: 6}, by: 1, sake: "lead.withdraw"},
		{act: &org.TakeLead{Initiative: 4}, by: 1, sake: "lead.withdraw"}, // L8
		{act: &org.WithdrawLead{Lead: 8, Joins: true}},
		{act: &org.JoinPerson{}, by: 1, sake: "lead.ask_again"},                    // P6
		{act: &org.OfferLead{Initiative: 4, To: 6}, by: 1, sake: "lead.ask_again"}, // O5
		{act: &org.DeclineOffer{Offer: 5, Word: org.Write("No time.")}, by: 6, sake: "lead.ask_again"},
		{act: &org.ReopenOffer{Offer: 5}},
		{act: &org.ConcludeInitiative{Initiative: 4, Outcome: org.Write("Dry.")}, sake: "initiative.reopen"},
		{act: &org.ReopenInitiative{Initiative: 4}, by: 1},
		{act: &org.ResolveTension{Tension: 1}, sake: "tension.reopen"},
		{act: &org.ReopenTension{Tension: 1}},
		{act: &org.DropLearning{Learning: 2}, by: 1},
		{act: &org.JoinCircle{Circle: 2}, by: 6, sake: "decision.propose"},
		{act: &org.JoinPerson{}, by: 1, sake: "decision.propose"}, // P7
		{act: &org.ProposeDecision{Circle: 2, Title: "Swap shifts", Text: org.Write("Two who swap tell the roster."), Review: 14, Changes: org.Acts{
			&org.CreateRole{Circle: 2, Name: "Night rosters", Purpose: "Nights are covered"},
		}}, by: 1}, // D1
		{act: &org.JudgeDecision{Decision: 1, Harm: deciding.No, Familiar: deciding.No, Knowable: deciding.Unsure, Reactive: deciding.Yes, Undoable: deciding.Yes, Shared: deciding.Yes}, by: 6},
		{act: &org.OpenDecision{Decision: 1, Process: deciding.Consent, Why: org.Write("It is soon.")}, by: 1},
		{act: &org.ReviseDecision{Decision: 1, Text: org.Write("Two who swap tell the roster before."), Why: org.Write("Said before."), Changes: org.Acts{
			&org.CreateRole{Circle: 2, Name: "Night rosters", Purpose: "Nights are covered"},
		}}, by: 1},
		{act: &org.InvolveInDecision{Decision: 1, Person: 7}, by: 1},
		{act: &org.TurnDecision{Decision: 1}, days: 5},
		{act: &org.RaiseObjection{Decision: 1, Harm: org.Write("Nobody knows who comes."), Solve: org.Write("Say it the day before.")}, by: 7}, // B1
		{act: &org.TestObjection{Objection: 1, Word: org.Write("They are told.")}, by: 6},
		{act: &org.GiveConsent{Decision: 1, Says: org.StandAside}, by: 7},
		{act: &org.RaiseObjection{Decision: 1, Harm: org.Write("The night is short.")}, by: 6, sake: "objection.settle"}, // B2
		{act: &org.ExtendDecision{Decision: 1, Until: 20_230 * org.Day, Why: org.Write("Holidays.")}, by: 1},
		{act: &org.SettleObjection{Objection: 2, How: org.Solved, Word: org.Write("It is fine now.")}, by: 6}, // M1
		{act: &org.RenewAgreement{Agreement: 1}, by: 1},
		{act: &org.LetGoOfAgreement{Agreement: 1}, by: 6},
		{act: &org.ProposeDecision{Circle: 2, Title: "One supplier", Text: org.Write("We buy gloves at one place.")}, by: 1, sake: "advice.give"}, // D2
		{act: &org.OpenDecision{Decision: 2, Process: deciding.Advice, Why: org.Write("I buy them.")}, by: 1, sake: "advice.give"},
		{act: &org.GiveAdvice{Decision: 2, Text: org.Write("Ask for samples.")}, by: 6},
		{act: &org.TurnDecision{Decision: 2}, days: 3, sake: "advice.weigh"},
		{act: &org.WeighAdvice{Decision: 2, Person: 6, Heed: org.NotFollowed, Why: org.Write("They are known.")}, by: 1},
		{act: &org.AdoptDecision{Decision: 2, Word: org.Write("From Monday.")}, by: 1},
		{act: &org.ProposeDecision{Circle: 2, Title: "No gardener", Changes: org.Acts{&org.RetireRole{Role: 3}}}, by: 1, sake: "decision.conflict"}, // D3
		{act: &org.OpenDecision{Decision: 3, Process: deciding.Advice, Why: org.Write("It is mine.")}, by: 1, sake: "decision.conflict"},
		{act: &org.TurnDecision{Decision: 3}, days: 9, sake: "decision.conflict"},
		{act: &org.RetireRole{Role: 3}, sake: "decision.conflict"},
		{act: &org.AdoptDecision{Decision: 3}, by: 1, sake: "decision.conflict"},
		{act: &org.DropDecision{Decision: 3, Why: org.Write("Done already.")}, by: 1},
		{act: &org.ProposeDecision{Circle: 2, Title: "Two routes", Text: org.Write("We try two routes.")}, by: 1, sake: "decision.observe"}, // D4
		{act: &org.AddTrial{Decision: 4, Text: org.Write("Over the quay."), Limit: org.Write("Not past ten."), On: 20_260 * org.Day}, by: 1},
		{act: &org.OpenDecision{Decision: 4, Process: deciding.Probe, Why: org.Write("Nobody knows.")}, by: 1, sake: "decision.observe"},
		{act: &org.ObserveTrial{Decision: 4, Trial: 1, Keep: true, Word: org.Write("Ten minutes less.")}, by: 6},
		{act: &org.ProposeDecision{Circle: 2, Title: "Cars stay", Text: org.Write("Cars stay at night.")}, by: 1, sake: "decision.look_back"}, // D5
		{act: &org.OpenDecision{Decision: 5, Process: deciding.ActFirst, Why: org.Write("A flood.")}, by: 1, sake: "decision.look_back"},
		{act: &org.LookBack{Decision: 5, Word: org.Write("All came home.")}, by: 6},
		{act: &org.TakeSeat{Role: 1}, by: 1, sake: "decision.second"},
		{act: &org.ProposeDecision{Circle: 2, Title: "Old files", Text: org.Write("Old files go.")}, by: 1, sake: "decision.second"}, // D6
		{act: &org.OpenDecision{Decision: 6, Process: deciding.RoleAuthority, Role: 1, Why: org.Write("My role.")}, by: 1, sake: "decision.second"},
		{act: &org.SecondDecision{Decision: 6, Word: org.Write("Copies are kept.")}, by: 6},
		{act: &org.ProposeDecision{Circle: 2, Title: "Who keeps wounds", Text: org.Write("Somebody is elected.")}, by: 1, sake: "decision.nominate"}, // D7
		{act: &org.OpenDecision{Decision: 7, Process: deciding.Election, Role: 1, Why: org.Write("A role.")}, by: 1, sake: "decision.nominate"},
		{act: &org.NominateInDecision{Decision: 7, Person: 6, Word: org.Write("She asks well.")}, by: 1},
		{act: &org.NominateInDecision{Decision: 7, Person: 6, Word: org.Write("I would like to.")}, by: 6, sake: "decision.nominate"},
		{act: &org.TurnDecision{Decision: 7}, days: 5, sake: "decision.put_forward"},
		{act: &org.PutForward{Decision: 7, Person: 6, Word: org.Write("She asks well.")}, by: 6},
		{act: &org.NameStandIn{Who: 6, Until: 20_310 * org.Day}, by: 1}, // V1
		{act: &org.EndStandIn{StandIn: 1}, by: 6},
		{act: &org.NameStandIn{Person: 6, Who: 1, From: 20_298 * org.Day, Until: 20_300 * org.Day}, by: 1, sake: "standin.expire"}, // V2
		{act: &org.ExpireStandIn{StandIn: 2}, days: 5},
		{act: &org.ProposeDecision{Circle: 2, Title: "One car", Text: org.Write("We buy one car.")}, by: 1, sake: "decision.cast"}, // D8
		{act: &org.AddOption{Decision: 8, Name: "Blue", Text: org.Write("The small one.")}, by: 6},
		{act: &org.AddOption{Decision: 8, Name: "Green"}, by: 7, sake: "decision.cast"},
		{act: &org.CallVote{Decision: 8, Method: org.BySchulze, Why: org.Write("Both are fine."), Turnout: org.HalfVotes, Lot: true}, by: 1},
		{act: &org.CastBallot{Decision: 8, Marks: []uint16{1, 2, 0}}, by: 1},
		{act: &org.ProposeDecision{Circle: 2, Title: "Who keeps wounds", Text: org.Write("Somebody does.")}, by: 1, sake: "decision.count"}, // D9
		{act: &org.AddOption{Decision: 9, Person: 6}, by: 1, sake: "decision.count"},
		{act: &org.AddOption{Decision: 9, Person: 7}, by: 6, sake: "decision.count"},
		{act: &org.InvolveInDecision{Decision: 9, Person: 7}, by: 6, sake: "decision.count"},
		{act: &org.CallVote{Decision: 9, Method: org.ByApproval, Role: 1, Secret: true, Why: org.Write("In secret.")}, by: 1, sake: "decision.count"},
		{act: &org.CountVote{Decision: 9, Ballots: []org.SecretBallot{{Marks: []uint16{0, 1, 0}, Sign: "0401ba835d"}, {Marks: []uint16{1, 0, 0}}, {Marks: []uint16{1, 1, 0}}}, Voted: []org.PersonID{1, 6, 7}}, sake: "decision.count"},
		{act: &org.ProposeDecision{Circle: 2, Title: "Lamps at the gate", Text: org.Write("Lamps burn at the gate.")}, by: 1, sake: "decision.remind"}, // D10
		{act: &org.RemindDecision{Decision: 10}, days: 30},
		{act: &org.AskAboutAgreement{Agreement: 2}, days: 200},
		{act: &org.ProposeDecision{Circle: 2, Title: "Bikes in", Text: org.Write("Bikes stand inside."), Roles: []org.RoleID{1}}, by: 1, sake: "agreement.accept"}, // D11
		{act: &org.OpenDecision{Decision: 11, Process: deciding.Advice, Why: org.Write("It is small.")}, by: 1, sake: "agreement.accept"},
		{act: &org.TurnDecision{Decision: 11}, days: 9, sake: "agreement.accept"},
		{act: &org.AdoptDecision{Decision: 11}, by: 1, sake: "agreement.accept"},
		{act: &org.AcceptAgreement{Agreement: 4, Seat: 7}, by: 1},
		{act: &org.SettleSignal{Key: "open_long:T1", Why: org.Write("It waits for the thaw.")}, by: 1},
		{act: &org.ReopenSignal{Key: "open_long:T1"}, by: 6},
		{act: &org.BeginTry{Circle: 2, Small: "write-first", Room: org.Write("The Tuesday round is shorter.")}, by: 1}, // J1
		{act: &org.TakeOverTry{Try: 1}, by: 6},
		{act: &org.LookBackOnTry{Try: 1, Outcome: org.TryKept, Saw: org.Write("Everybody was heard."), Learned: org.Write("Five minutes are enough.")}, by: 6},
		{act: &org.ReopenTry{Try: 1}, by: 6},
		{act: &org.BeginTry{Circle: 2, Title: "Sing at noon", What: org.Write("One song.")}, by: 1, sake: "try.withdraw"}, // J2
		{act: &org.WithdrawTry{Try: 2}},
		{act: &org.AskAboutTry{Try: 1}, days: 40},
		{act: &org.LabelInitiative{Initiative: 3, Fit: org.FitsIn, Planned: org.WasUnplanned}, by: 1},
		{act: &org.JoinPerson{}, sake: "pulse.open"},
		{act: &org.JoinPerson{}, sake: "pulse.open"},
		{act: &org.JoinPerson{}, sake: "pulse.open"},
		{act: &org.PlanPulse{Weeks: 4}, by: 1},
		{act: &org.AskPulse{Question: org.Write("The gate is light.")}, by: 1}, // U1
		{act: &org.DropPulse{Pulse: 1}, by: 1},
		{act: &org.TurnPulse{Circle: 1}, days: 1},
		{act: &org.EndPulse{Pulse: 2}, days: 7},
		{act: &org.ClosePulse{Pulse: 2, Hidden: org.PulseFew}},
		{act: &org.TellPulse{Pulse: 2, Text: org.Write("Too few answered."), Tension: 1}, by: 1},
		{act: &org.GiveThanks{To: 1, Initiative: 3, Text: org.Write("You stayed, and we slept.")}, by: 6}, // W1
		{act: &org.HideThanks{Thanks: 1}, by: 1},
		{act: &org.ShowThanks{Thanks: 1}, by: 1},
		{act: &org.TakeBackThanks{Thanks: 1}, by: 6},
		{act: &org.JoinCircle{Circle: 2}, by: 7, sake: "informal.recognise"},
		{act: &org.RecogniseInformal{Circle: 2, Person: 1, As: org.AsOwn, Name: "Night owl"}, by: 6}, // Y1
		{act: &org.AcceptInformal{Informal: 1}, by: 1},
		{act: &org.ConfirmInformal{Informal: 1}, by: 7},
		{act: &org.WithdrawInformal{Informal: 1}, by: 6},
		{act: &org.DeclineInformal{Informal: 1}, by: 1},
		{act: &org.SetRhythm{Circle: 2, Weeks: 6}, by: 1},
		{act: &org.SpareFacilitator{Circle: 2, Spared: true}, by: 1},
		{act: &org.BeginReflection{Circle: 2}, days: 42}, // E1
		{act: &org.JoinMeeting{Meeting: 1}, by: 6},
		{act: &org.AddPoint{Meeting: 1, Words: org.Write("Who waters the roses?")}, by: 6},
		{act: &org.TurnMeeting{Meeting: 1, Point: 1, Round: org.Speaking, Speaker: 6}, by: 6},
		{act: &org.SpeakInMeeting{Meeting: 1, Point: 1, Text: org.Write("Nobody needs it.")}, by: 6},
		{act: &org.UnsayInMeeting{Meeting: 1, Number: 1}, by: 6},
		{act: &org.SettlePoint{Meeting: 1, Point: 1, Outcome: org.LeftOpen, Act: 9}, by: 6},
		{act: &org.Facilitate{Meeting: 1, Person: 1}, by: 6},
		{act: &org.CloseMeeting{Meeting: 1, Step: org.Write("A quiet hour on Fridays.")}, by: 6},
		{act: &org.ReopenMeeting{Meeting: 1}, by: 6},
		{act: &org.LeaveMeeting{Meeting: 1}, by: 6},
		{act: &org.OpenMeeting{Circle: 2}, by: 6}, // E2
		{act: &org.ForgetOffer{Offer: 2}, days: 40},
		{act: &org.RecordDecision{
			Circle: 2, Title: "A bicycle for the night", Text: org.Write("Shall we buy one?"), Word: org.Write("Yes, with a lock."), Person: 6,
			Put: 19_000 * org.Day, Ended: 19_010 * org.Day, Review: 21_300 * org.Day, Key: "loomio:8",
		}},
		{act: &org.DiscardDecision{Decision: 12}},
	}
}
