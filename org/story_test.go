package org_test

import (
	"errors"
	"testing"

	"orpheus/org"
	"orpheus/org/orgtest"
)

// step is one thing somebody tries. want is the key of the refusal, empty where
// it is done; then check, where given, looks at what came of it.
type step struct {
	by    org.PersonID // zero: the operator
	days  int          // after the step before
	act   org.Act
	want  string
	old   bool // it is in a log from before a rule that refuses it now
	check func(*testing.T, *org.State)
}

// The people of the stories: a steward who is director, two members of home
// care, a member of nothing, and a guest who joined home care.
const (
	fatima org.PersonID = 1 + iota
	kofi
	noor
	bram
	roza
)

const home org.CircleID = 2

func linde(t *testing.T) *org.State {
	t.Helper()
	return tell(t, new(org.State), []step{
		{act: &org.FoundOrganisation{Slug: "linde", Name: "De Linde", Lang: "nl"}},
		{act: &org.JoinPerson{}},
		{act: &org.SetSteward{Person: fatima, Steward: true}},
		{act: &org.JoinPerson{}},
		{act: &org.JoinPerson{}},
		{act: &org.JoinPerson{}},
		{act: &org.JoinPerson{Guest: true}},
		{act: &org.FormCircle{Name: "Home care", Parents: []org.CircleID{org.Root}}},
		{act: &org.CreateRole{Circle: org.Root, Name: "Director", Formal: true}},
		{act: &org.FillSeat{Role: 1, Person: fatima}},
		{act: &org.CreateRole{Circle: home, Name: "Wound care", Places: 1}},
		{act: &org.JoinCircle{Circle: home, Person: kofi}},
		{act: &org.JoinCircle{Circle: home, Person: noor}},
		{act: &org.JoinCircle{Circle: home, Person: roza}},
	})
}

// tell does the steps one after the other, the clock's acts in between.
func tell(t *testing.T, s *org.State, steps []step) *org.State {
	t.Helper()
	at := max(s.Last, 1000*org.Day)
	for i, st := range steps {
		at += org.Time(st.days) * org.Day
		for {
			act, due := s.Due(at)
			if act == nil {
				break
			}
			d := s.Edit()
			if _, err := d.Do(act, org.Moment{At: max(due, s.Last), Face: org.Clock}); err != nil {
				t.Fatal(err)
			}
			s = d.Freeze()
		}
		if st.old {
			d := s.Edit()
			d.Replay(st.act, org.Moment{At: at, By: st.by})
			s = d.Freeze()
		} else if st.act != nil {
			d := s.Edit()
			_, err := d.Do(st.act, org.Moment{At: at, By: st.by})
			var refusal *org.Error
			switch {
			case err == nil && st.want == "":
				s = d.Freeze()
			case errors.As(err, &refusal) && refusal.Key == st.want:
			default:
				t.Fatalf("step %d, %s by %v: got %v, want %q", i, org.NameOf(st.act), st.by, err, st.want)
			}
		}
		if st.check != nil {
			st.check(t, s)
		}
		if err := orgtest.Consistent(s); err != nil {
			t.Fatalf("step %d: %v", i, err)
		}
	}
	return s
}

func origin(l org.LeadID, want org.Origin) func(*testing.T, *org.State) {
	return func(t *testing.T, s *org.State) {
		t.Helper()
		if got := s.Lead(l).Origin.Found; got != want {
			t.Errorf("%v came about by %v, want %v", l, got, want)
		}
	}
}

func leads(i org.InitiativeID, want ...org.PersonID) func(*testing.T, *org.State) {
	return func(t *testing.T, s *org.State) {
		t.Helper()
		var got []org.PersonID
		for _, l := range s.Initiative(i).Leads {
			got = append(got, s.Lead(l).Person)
		}
		if len(got) != len(want) {
			t.Fatalf("%v is led by %v, want %v", i, got, want)
		}
		for j := range want {
			if got[j] != want[j] {
				t.Fatalf("%v is led by %v, want %v", i, got, want)
			}
		}
	}
}

func TestOriginIsWorkedOutFromWhatHappened(t *testing.T) {
	s := linde(t)
	tell(t, s, []step{
		{by: kofi, act: &org.RaiseTension{Title: "Key safes", Circle: home, Lead: true}, check: origin(1, org.SelfStarted)},
		{by: kofi, act: &org.StartInitiative{Title: "Spare keys", Circle: home}, check: origin(2, org.SelfStarted)},
		{by: kofi, act: &org.RaiseTension{Title: "Rosters", Circle: home}},
		{by: noor, act: &org.TakeLead{Tension: 2}, check: origin(3, org.AnsweredCall)},
		{by: noor, act: &org.TakeSeat{Role: 2}},
		{by: noor, act: &org.StartInitiative{Title: "Wound photos", Circle: home, Role: 2}, check: origin(4, org.Mandate)},
		{by: kofi, act: &org.StartInitiative{Title: "Not mine", Circle: home, Role: 2}, want: "role.not_held"},
		{by: kofi, act: &org.RaiseTension{Title: "E-bikes", Circle: home}},
		{by: kofi, act: &org.OfferLead{Tension: 3, To: noor}},
		{by: noor, act: &org.AcceptOffer{Offer: 1}, check: origin(5, org.Invited)}, // a peer asked
		{by: kofi, act: &org.RaiseTension{Title: "Keys", Circle: home}},
		{by: fatima, act: &org.OfferLead{Tension: 4, To: noor}},
		{by: noor, act: &org.AcceptOffer{Offer: 2}, check: origin(6, org.Assigned)}, // formal authority asked
		{by: noor, act: &org.CorrectLeadOrigin{Lead: 6, Origin: org.Invited}, check: func(t *testing.T, s *org.State) {
			if o := s.Lead(6).Origin; o.Found != org.Assigned || o.Origin() != org.Invited {
				t.Errorf("both the found and the set origin are to be kept, got %+v", o)
			}
		}},
		{by: bram, act: &org.CorrectLeadOrigin{Lead: 6, Origin: org.SelfStarted}, want: "origin.not_involved"},
		{by: noor, act: &org.LayDownLead{Lead: 6}},
		{by: kofi, act: &org.TakeLead{Tension: 4}, check: origin(7, org.SelfStarted)}, // their own
		{by: kofi, act: &org.LayDownLead{Lead: 7}},
		{by: bram, act: &org.TakeLead{Initiative: 6}, check: origin(8, org.AnsweredCall)},
	})
}

func TestALeadIsHandedOverOnlyWhenAccepted(t *testing.T) {
	s := tell(t, linde(t), []step{{by: kofi, act: &org.RaiseTension{Title: "Key safes", Circle: home, Lead: true}}})
	tell(t, s, []step{
		{by: noor, act: &org.TakeLead{Tension: 1}, want: "lead.taken"},
		{by: noor, act: &org.HandOverLead{Lead: 1, To: bram}, want: "lead.not_yours"},
		{by: kofi, act: &org.HandOverLead{Lead: 1, To: kofi}, want: "offer.self"},
		{by: kofi, act: &org.HandOverLead{Lead: 1, To: noor}, check: leads(1, kofi)},
		{by: kofi, act: &org.HandOverLead{Lead: 1, To: noor}, want: "offer.waiting"},
		{by: bram, act: &org.AcceptOffer{Offer: 1}, want: "offer.not_to_you"},
		{by: noor, act: &org.DeclineOffer{Offer: 1}, check: leads(1, kofi)},
		{by: noor, act: &org.AcceptOffer{Offer: 1}, want: "offer.answered"},
		{by: kofi, act: &org.HandOverLead{Lead: 1, To: noor}},
		{days: 15, check: func(t *testing.T, s *org.State) { // nobody answered for 14 days
			if s.Offer(2).Answer != org.Lapsed {
				t.Error("the offer still waits")
			}
			leads(1, kofi)(t, s)
		}},
		{by: kofi, act: &org.HandOverLead{Lead: 1, To: bram}},
		{by: bram, act: &org.AcceptOffer{Offer: 3}, check: leads(1, bram)},
		{check: func(t *testing.T, s *org.State) {
			if l := s.Lead(2); l.From != 1 || s.Lead(1).End != org.LeadHandedOver {
				t.Errorf("the new lead says nothing of the old one: %+v", l)
			}
		}},
		{by: bram, act: &org.OfferLead{Initiative: 1, To: kofi}}, // share it
		{by: kofi, act: &org.AcceptOffer{Offer: 4}, check: leads(1, bram, kofi)},
		{by: bram, act: &org.LayDownLead{Lead: 2}, check: leads(1, kofi)},
		{by: noor, act: &org.ConcludeInitiative{Initiative: 1}, want: "initiative.not_leading"},
		{by: kofi, act: &org.ConcludeInitiative{Initiative: 1, Learned: org.Write("Number them.")}, check: func(t *testing.T, s *org.State) {
			if s.Tension(1).Open() || s.Learning(1) == nil || len(s.Person(kofi).Leads) != 0 {
				t.Error("concluding resolves the tension, ends the leads and keeps the learning")
			}
		}},
		{by: kofi, act: &org.NoteInitiative{Initiative: 1, Text: org.Write("It stays said.")}},
	})
}

func TestEveryLeadEndsAtItsPlannedEnd(t *testing.T) {
	s := linde(t)
	end := 1000*org.Day + 30*org.Day
	tell(t, s, []step{
		{by: kofi, act: &org.StartInitiative{Title: "Spare keys", Circle: home, Until: 999 * org.Day}, want: "end.past"},
		{by: kofi, act: &org.StartInitiative{Title: "Spare keys", Circle: home, Until: 9999 * org.Day}, want: "end.far"},
		{by: kofi, act: &org.StartInitiative{Title: "Spare keys", Circle: home, Until: end}},
		{by: noor, act: &org.StartInitiative{Title: "Rosters", Circle: home}},
		{days: 29, check: leads(1, kofi)},
		{days: 2, check: leads(1)}, // open again
		{check: func(t *testing.T, s *org.State) {
			if l := s.Lead(1); l.Until != end || l.End != org.LeadExpired {
				t.Errorf("the lead ended at %v by %v, want %v", l.Until, l.End, end)
			}
		}},
		{by: noor, act: &org.ExtendLead{Lead: 2, Until: 1000*org.Day + 200*org.Day}},
		{days: 100, check: leads(2, noor)},
		{days: 100, check: leads(2)},
		{by: bram, act: &org.TakeLead{Initiative: 1}, check: origin(3, org.AnsweredCall)},
	})
}

func TestWhoMayChangeTheStructure(t *testing.T) {
	role := func() org.Act { return &org.CreateRole{Circle: home, Name: "Key keeper"} }
	tell(t, linde(t), []step{
		{by: kofi, act: role()},                                                             // free: a member of the circle
		{by: bram, act: role(), want: "structure.not_member"},                               // a member of another
		{by: roza, act: role(), want: "right.member"},                                       // a guest
		{by: 99, act: role(), want: "person.unknown"},                                       // nobody
		{by: bram, act: &org.FormCircle{Name: "Places", Parents: []org.CircleID{org.Root}}}, // everybody belongs to the whole
		{check: func(t *testing.T, s *org.State) {
			if !s.Belongs(bram, 3) {
				t.Error("who forms a circle is in it")
			}
		}},
		{by: kofi, act: &org.CreateRole{Circle: home, Name: "Manager", Formal: true}, want: "right.steward"},
		{by: kofi, act: &org.SetGuardrail{Circle: home, Structure: org.ByDecision}},
		{by: kofi, act: role(), want: "structure.by_decision"},
		{by: kofi, act: &org.FormCircle{Name: "Team Oost", Parents: []org.CircleID{home}}, want: "structure.by_decision"},
		{act: &org.FormCircle{Name: "Team Oost", Parents: []org.CircleID{home}}},
		{act: &org.JoinCircle{Circle: 4, Person: kofi}},
		{by: kofi, act: &org.CreateRole{Circle: 4, Name: "Rosters"}, want: "structure.by_decision"}, // inherited
		{act: &org.SetGuardrail{Circle: 4, Structure: org.Free}},
		{by: kofi, act: &org.CreateRole{Circle: 4, Name: "Rosters"}}, // its own rule is nearer
		{act: &org.LiftGuardrail{Guardrail: 1}},
		{by: kofi, act: role()},
	})
}

// A rule that only a decision changes a circle is no lock: whoever could set it lifts it,
// and so do stewards; other limits of the circle stand by it. It can be undone too.
func TestNoRuleLocksOutTheWayBack(t *testing.T) {
	byDecision := &org.SetGuardrail{Circle: home, Structure: org.ByDecision}
	s := tell(t, linde(t), []step{
		{by: bram, act: byDecision, want: "structure.not_member"},
		{by: kofi, act: &org.SetGuardrail{Circle: home, Text: "At most 500 euro"}},
	})
	locked := tell(t, s, []step{{by: kofi, act: byDecision}})
	lift := &org.LiftGuardrail{Guardrail: 2}
	for by, want := range map[org.PersonID]string{kofi: "", noor: "", fatima: "", 0: "", bram: "structure.not_member", roza: "right.member"} {
		tell(t, locked, []step{{by: by, act: lift, want: want}})
	}
	tell(t, locked, []step{
		{by: noor, act: &org.LiftGuardrail{Guardrail: 1}, want: "structure.by_decision"}, // another limit
		{by: fatima, act: &org.LiftGuardrail{Guardrail: 1}},                              // stewards lift any
		{by: kofi, act: &org.CreateRole{Circle: home, Name: "Key keeper"}, want: "structure.by_decision"},
		{by: kofi, act: lift},
		{by: kofi, act: &org.CreateRole{Circle: home, Name: "Key keeper"}},
	})
	acts, err := org.Undo(s, locked, org.Entry{At: locked.Last, By: kofi, Act: &org.SetGuardrail{Guardrail: 2, Circle: home, Structure: org.ByDecision}})
	if err != nil || len(acts) != 1 || locked.May(acts[0], org.Moment{At: locked.Last, By: kofi}) != nil {
		t.Errorf("undone by %v, %v", acts, err)
	}
}

func TestCirclesNestWithoutCycles(t *testing.T) {
	form := func(parents ...org.CircleID) org.Act { return &org.FormCircle{Name: "x", Parents: parents} }
	tell(t, linde(t), []step{
		{act: form(), want: "circle.parents"},
		{act: form(9), want: "circle.unknown"},
		{act: form(home, home), want: "circle.parent_twice"},
		{act: form(home)},    // C3
		{act: form(3, home)}, // C4 serves two
		{act: &org.MoveCircle{Circle: home, Parents: []org.CircleID{4}}, want: "circle.cycle"},
		{act: &org.MoveCircle{Circle: home, Parents: []org.CircleID{home}}, want: "circle.cycle"},
		{act: &org.MoveCircle{Circle: org.Root, Parents: []org.CircleID{home}}, want: "circle.root"},
		{act: &org.CloseCircle{Circle: 3}, want: "circle.not_empty"},
		{act: &org.CloseCircle{Circle: org.Root}, want: "circle.root"},
		{act: &org.CloseCircle{Circle: 4}},
		{act: form(4), want: "circle.closed"},
		{act: &org.CloseCircle{Circle: 3}},
		{act: &org.RestoreCircle{Circle: 4, Parents: []org.CircleID{3}}, want: "circle.closed"},
		{act: &org.RestoreCircle{Circle: 4, Parents: []org.CircleID{home}}},
		{by: kofi, act: &org.StartInitiative{Title: "x", Circle: 4}},
		{act: &org.CloseCircle{Circle: 4}, want: "circle.work"},
	})
}

func TestSeatsAreTakenFilledAndEnd(t *testing.T) {
	s := tell(t, linde(t), []step{{act: &org.CreateRole{Circle: home, Name: "Link", TermDays: 30}}})
	tell(t, s, []step{
		{by: bram, days: 1, act: &org.TakeSeat{Role: 2}, check: func(t *testing.T, s *org.State) { // nobody held it: a call
			if got := s.Seat(2).Origin.Found; got != org.AnsweredCall {
				t.Errorf("came about by %v", got)
			}
		}},
		{by: bram, act: &org.TakeSeat{Role: 2}, want: "seat.held"},
		{by: noor, act: &org.TakeSeat{Role: 2}, want: "role.full"},
		{by: noor, act: &org.LeaveSeat{Seat: 2}, want: "seat.not_yours"},
		{by: bram, act: &org.TakeSeat{Role: 1}, want: "role.formal"},
		{by: kofi, act: &org.FillSeat{Role: 1, Person: kofi}, want: "role.formal"},
		{by: fatima, act: &org.FillSeat{Role: 3, Person: kofi}, check: func(t *testing.T, s *org.State) {
			if got := s.Seat(3).Origin.Found; got != org.Assigned {
				t.Errorf("came about by %v", got)
			}
		}},
		{by: kofi, act: &org.FillSeat{Role: 3, Person: noor}, check: func(t *testing.T, s *org.State) {
			if got := s.Seat(4).Origin.Found; got != org.Invited {
				t.Errorf("came about by %v", got)
			}
		}},
		{days: 31, check: func(t *testing.T, s *org.State) {
			if len(s.Role(3).Seats) != 0 || len(s.Role(2).Seats) != 1 {
				t.Error("seats with a term end by the clock, others do not")
			}
		}},
		{act: &org.RetireRole{Role: 2}, check: func(t *testing.T, s *org.State) {
			if len(s.Person(bram).Seats) != 0 {
				t.Error("a retired role is still held")
			}
		}},
		{by: bram, act: &org.TakeSeat{Role: 2}, want: "role.retired"},
	})
}

func TestWhoSetsTheOriginOfASeatRight(t *testing.T) {
	set := func(id org.SeatID) org.Act { return &org.CorrectSeatOrigin{Seat: id, Origin: org.Invited} }
	tell(t, linde(t), []step{
		{act: &org.CreateRole{Circle: home, Name: "Host"}},
		{act: &org.CreateRole{Circle: home, Name: "Cook"}},
		{by: kofi, act: &org.TakeSeat{Role: 3}},
		{by: roza, act: &org.TakeSeat{Role: 4}},
		{by: kofi, act: set(2)},
		{by: noor, act: &org.CorrectSeatOrigin{Seat: 2, Origin: org.Assigned}},
		{by: kofi, act: set(2)},
		{by: bram, act: set(2), want: "origin.not_involved"}, // a member, of another circle
		{by: roza, act: set(2), want: "origin.not_involved"}, // a guest of the circle
		{by: roza, act: set(3)},                              // their own
		{by: noor, act: set(3), want: "act.nothing"},         // may, and nothing is left to do
		{act: set(2), want: "act.nothing"},
		{by: kofi, act: set(9), want: "seat.unknown"},
		{by: kofi, act: &org.CorrectSeatOrigin{Seat: 2}, want: "origin.unknown"},
	})
}

func TestGuestsSeeOnlyTheirCircles(t *testing.T) {
	s := tell(t, linde(t), []step{{act: &org.FormCircle{Name: "Finance", Parents: []org.CircleID{org.Root}}}})
	if !s.Sees(roza, home) || s.Sees(roza, 3) || s.Sees(roza, org.Root) || !s.Sees(bram, 3) {
		t.Error("guests see their circles, members everything")
	}
	tell(t, s, []step{
		{by: roza, act: &org.RaiseTension{Title: "My keys", Circle: home}},
		{by: roza, act: &org.RaiseTension{Title: "Their money", Circle: 3}, want: "right.guest"},
		{by: roza, act: &org.TakeLead{Tension: 1}, check: leads(1, roza)}, // leadership has open boundaries
		{by: bram, act: &org.StartInitiative{Title: "Books", Circle: 3}},
		{by: roza, act: &org.JoinInitiative{Initiative: 2}, want: "right.guest"},
		{by: bram, act: &org.OfferLead{Initiative: 2, To: roza}, want: "offer.guest"},
		{by: roza, act: &org.JoinCircle{Circle: 3}, want: "right.member"},
	})
}

func TestLeavingEndsEverythingAndErasingIsForGood(t *testing.T) {
	tell(t, linde(t), []step{
		{by: kofi, act: &org.TakeSeat{Role: 2}},
		{by: kofi, act: &org.RaiseTension{Title: "Key safes", Circle: home, Lead: true}},
		{by: kofi, act: &org.HandOverLead{Lead: 1, To: noor}},
		{by: noor, act: &org.LeavePerson{Person: kofi}, want: "right.steward"},
		{by: fatima, act: &org.LeavePerson{Person: fatima}, want: "person.last_steward"},
		{by: kofi, act: &org.LeavePerson{Person: kofi}, check: func(t *testing.T, s *org.State) {
			leads(1)(t, s)
			if s.Offer(1).Answer != org.Lapsed || len(s.Role(2).Seats) != 0 {
				t.Error("an offer or a seat of theirs is left")
			}
		}},
		{by: kofi, act: &org.RaiseTension{Title: "Late"}, want: "person.gone"},
		{by: fatima, act: &org.JoinPerson{Person: kofi}},
		{by: kofi, act: &org.RaiseTension{Title: "Back"}},
		{by: kofi, act: &org.ErasePerson{Person: kofi}},
		{by: fatima, act: &org.JoinPerson{Person: kofi}, want: "person.erased"},
	})
}

func TestNamesAreChecked(t *testing.T) {
	long := make([]rune, org.MaxName+1)
	for i := range long {
		long[i] = 'ø'
	}
	s := linde(t)
	for title, want := range map[string]string{
		"": "name.missing", "  ": "name.missing", string(long): "name.long", string(long[:org.MaxName]): "",
		"two\nlines": "name.control", "a\u202etxt": "name.control", "a\u200bb": "name.control", "می\u200cخواهم": "", "\xff": "text.encoding", "Sevgi Yıldız æøå 徐俊杰 o'keeffe": "",
	} {
		tell(t, s, []step{{by: kofi, act: &org.RaiseTension{Title: title}, want: want}})
	}
}
