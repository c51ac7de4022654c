package sentence

import "orpheus/org"

func (x *example) work() {
	x.do(bram,
		&org.RaiseTension{Circle: 2, Title: "The medication list is 100% wrong on Mondays"},        // T1
		&org.RaiseTension{Circle: 2, Title: "Nobody waters the plants", Lead: true},                // T2, I1, L1
		&org.RaiseTension{Title: "Visitors cannot find the door"},                                  // T3
		&org.AmendTension{Tension: 1, Title: "The medication list is often 100% wrong on Mondays"}, //
		&org.MoveTension{Tension: 3, Circle: 4},
	)
	x.do(anna, &org.FeelTension{Tension: 1})
	x.do(bram, &org.ResolveTension{Tension: 3})
	x.do(karen,
		&org.StartInitiative{Circle: 4, Title: "A bench in the sun"},          // I2, L2
		&org.StartInitiative{Circle: 2, Title: "One roster for all", Role: 2}, // I3, L3
		&org.AmendInitiative{Initiative: 2, Title: new("Two benches in the sun")},
		&org.AmendInitiative{Initiative: 2, Serves: new(org.Root)},
		&org.AmendInitiative{Initiative: 2, Title: new("Two benches in the sun"), Serves: new(org.CircleID(4))},
	)
	x.do(anna, &org.JoinInitiative{Initiative: 2}, &org.JoinInitiative{Initiative: 3}, &org.LeaveInitiative{Initiative: 3})
	x.do(karen,
		&org.NoteInitiative{Initiative: 2, Text: org.Write("The wood has come.")},     // N1
		&org.NoteInitiative{Initiative: 2, Text: org.Write("All of it."), Answers: 1}, // N2
		&org.NoteTension{Tension: 1, Text: org.Write("It is cold here too, @P1.")},    // N3
		&org.NoteTension{Tension: 1, Text: org.Write("Since Monday."), Answers: 3},    // N4
		&org.CorrectNote{Note: 3, Text: org.Write("It is cold here as well.")},
		&org.TakeBackNote{Note: 4},
		&org.SetStep{Initiative: 2, Text: org.Write("Ask Youssef for a saw")},
		&org.SetStep{Initiative: 2, Text: org.Write("Paint"), Due: day(19, 3)}, &org.FinishStep{Step: 1},
		&org.SetStep{Initiative: 2, Text: org.Write("Sand"), Who: anna}, &org.SetStep{Initiative: 2, Text: org.Write("Oil"), Who: anna, Due: x.at + 9*org.Day},
		&org.AmendStep{Step: 3, Who: new(bram)}, &org.AmendStep{Step: 3, Who: new(karen)}, &org.AmendStep{Step: 3, Who: new(org.PersonID(0))},
		&org.AmendStep{Step: 2, Due: new(day(20, 3))}, &org.DropStep{Step: 3}, &org.ReopenStep{Step: 3},
		&org.KeepLearning{Circle: 2, Text: org.Write("Ask first.")},
	)
}

func (x *example) leads() {
	x.do(bram, &org.LayDownLead{Lead: 1}, &org.RaiseTension{Circle: 2, Title: "The keys keep getting lost"}) // T4
	x.do(karen,
		&org.TakeLead{Initiative: 1},                          // L4
		&org.TakeLead{Tension: 4, Role: 2, Until: day(20, 1)}, // L5, I4
		&org.ExtendLead{Lead: 4, Until: day(1, 7)}, &org.CorrectLeadOrigin{Lead: 4, Origin: org.Invited},
	)
	x.do(anna, &org.CorrectLeadOrigin{Lead: 2, Origin: org.AnsweredCall},
		&org.OfferLead{Tension: 1, To: bram}, // O1
		&org.OfferLead{Tension: 1, To: karen},
	)
	x.do(bram, &org.AcceptOffer{Offer: 1})   // L6, I5
	x.do(karen, &org.DeclineOffer{Offer: 2}) //
	x.do(karen, &org.HandOverLead{Lead: 2, To: youssef})
	x.do(youssef, &org.AcceptOffer{Offer: 3}) // L7
	x.do(youssef, &org.HandOverLead{Lead: 7, To: bram})
	x.do(youssef, &org.LapseOffer{Offer: 4})
	x.do(bram, &org.HandOverLead{Lead: 6, To: anna})
	x.clock(20) // an offer and a lead
}

func (x *example) strengths() {
	x.do(karen,
		&org.NameStrength{Text: org.Write("Wounds")}, &org.NameStrength{As: org.AsWish, Text: org.Write("Leading a meeting")},
		&org.NameStrength{As: org.AsEnergy, Text: org.Write("The garden")},
	)
	x.do(anna, &org.ConfirmStrength{Strength: 1}, &org.UnconfirmStrength{Strength: 1})
	x.do(karen, &org.DropStrength{Strength: 1}, &org.DropStrength{Strength: 2}, &org.DropStrength{Strength: 3})
}

func (x *example) standIns() {
	in := func(days org.Time) org.Time { return x.at + days*org.Day }
	x.do(karen, &org.NameStandIn{Who: anna, Until: in(5)}, &org.EndStandIn{StandIn: 1}, &org.NameStandIn{Who: anna, From: in(2), Until: in(5)})
	x.do(anna, &org.NameStandIn{Person: youssef, Who: anna, Until: in(3)}, &org.NameStandIn{Person: youssef, Who: anna, From: in(10), Until: in(12)})
	x.clock(6)
	key, why := "centralised:C1", org.Write("We are few.")
	x.do(karen, &org.SettleSignal{Key: key, Why: why}, &org.ReopenSignal{Key: key})
	x.do(0, &org.SettleSignal{Key: key, Why: why}, &org.ReopenSignal{Key: key})
}

func (x *example) ends() {
	x.do(karen, &org.StartInitiative{Title: "A choir"}, &org.StartInitiative{Title: "A band"}, &org.StartInitiative{Title: "A film"})
	x.do(karen, &org.ConcludeInitiative{Initiative: 6}, &org.ConcludeInitiative{Initiative: 7, Stopped: true},
		&org.ConcludeInitiative{Initiative: 8, Stopped: true, Learned: org.Write("Rain.")},
		&org.ConcludeInitiative{Initiative: 3, Learned: org.Write("Swap early.")},
	)
	x.clock(30) // seats with a term
	x.do(anna, &org.CloseCircle{Circle: 3}, &org.RestoreCircle{Circle: 3, Parents: []org.CircleID{2}},
		&org.JoinCircle{Circle: 3, Person: youssef}, &org.LeaveCircle{Circle: 3, Person: youssef})
	x.do(youssef, &org.JoinCircle{Circle: 2}, &org.LeaveCircle{Circle: 2})
	x.do(anna, &org.LeavePerson{Person: youssef}, &org.JoinPerson{Person: youssef})
	x.do(anna, &org.ErasePerson{Person: gone})
	x.do(ole, &org.LeavePerson{Person: ole})
	x.do(0, &org.ErasePerson{Person: ole})
}

// steps are what a rule or an import does about steps.
func (x *example) steps() {
	x.do(0,
		&org.SetStep{Initiative: 2, Text: org.Write("Ask"), Who: anna}, &org.SetStep{Initiative: 2, Text: org.Write("Tell"), Who: anna, Due: x.at + 9*org.Day},
		&org.AmendStep{Step: 3, Who: new(bram)}, &org.AmendStep{Step: 3, Who: new(org.PersonID(0))}, &org.AmendStep{Step: 3, Due: new(day(21, 3))},
	)
}

// takenBack is what people take back a moment later, and what a rule takes back.
func (x *example) takenBack() {
	for _, who := range []org.PersonID{karen, 0} {
		raise, keep, start := &org.RaiseTension{Circle: 2, Title: "Too loud"}, &org.KeepLearning{Circle: 2, Text: org.Write("Sing.")}, &org.StartInitiative{Title: "A quartet"}
		x.do(karen, raise)
		x.soon(who, &org.WithdrawTension{Tension: raise.Tension})
		x.do(karen, start)
		x.soon(who, &org.WithdrawInitiative{Initiative: start.Initiative})
		x.do(karen, keep)
		x.soon(who, &org.DropLearning{Learning: keep.Learning})
		raise, start = &org.RaiseTension{Circle: 2, Title: "Too quiet"}, &org.StartInitiative{Title: "A drum"}
		x.do(karen, raise)
		x.do(karen, &org.ResolveTension{Tension: raise.Tension})
		x.soon(who, &org.ReopenTension{Tension: raise.Tension})
		x.do(karen, start)
		work, lead := start.Initiative, start.Lead
		x.do(karen, &org.LayDownLead{Lead: lead})
		x.soon(who, &org.ResumeLead{Lead: lead})
		take, offer := &org.TakeLead{Initiative: work}, &org.OfferLead{Initiative: work, To: bram}
		x.do(karen, &org.LayDownLead{Lead: lead}, take)
		x.soon(who, &org.WithdrawLead{Lead: take.Lead, Joins: true})
		x.do(karen, offer)
		x.do(karen, &org.LapseOffer{Offer: offer.Offer})
		x.soon(who, &org.ReopenOffer{Offer: offer.Offer})
		x.do(bram, &org.DeclineOffer{Offer: offer.Offer})
		x.soon(min(who, 1)*bram, &org.ReopenOffer{Offer: offer.Offer})
		x.do(0, &org.ConcludeInitiative{Initiative: work})
		x.soon(who, &org.ReopenInitiative{Initiative: work})
	}
}

// soon is an act within a minute of the one before.
func (x *example) soon(by org.PersonID, act org.Act) {
	x.at -= org.Day/24 - org.Day/1440
	x.do(by, act)
}

// tries are small steps that are begun, asked about and looked back on, by somebody and by an
// import.
func (x *example) tries() {
	for _, by := range []org.PersonID{karen, 0} {
		for _, outcome := range []org.TryOutcome{org.TryKept, org.TryChanged, org.TryStopped} {
			for _, learned := range []org.Prose{{}, org.Write("It takes five minutes.")} {
				begin := &org.BeginTry{Small: "write-first"}
				x.do(by, begin)
				x.do(by, &org.LookBackOnTry{Try: begin.Try, Outcome: outcome, Learned: learned})
				if outcome == org.TryStopped {
					x.do(by, &org.ReopenTry{Try: begin.Try})
					x.do(by, &org.LookBackOnTry{Try: begin.Try, Outcome: outcome})
				}
			}
		}
		taken := &org.BeginTry{Title: "Sing at noon"}
		x.do(karen, taken)
		x.soon(by, &org.WithdrawTry{Try: taken.Try})
	}
	begin := &org.BeginTry{Title: "Sing at noon", Until: x.at + 2*org.Day}
	x.do(karen, begin)
	x.do(anna, &org.TakeOverTry{Try: begin.Try})
	x.clock(2)
}
