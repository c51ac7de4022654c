package org_test

import (
	"fmt"
	"math/big"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"orpheus/org"
	"orpheus/org/deciding"
)

// called proposes something with options, and has it voted on.
func (x *table) called(call org.CallVote, options ...string) org.DecisionID {
	x.t.Helper()
	id := x.do(1, &org.ProposeDecision{Circle: 2, Title: "One car", Text: org.Write("We buy one car.")})[0].Act.(*org.ProposeDecision).Decision
	for _, name := range options {
		x.do(2, &org.AddOption{Decision: id, Name: name})
	}
	call.Decision, call.Why = id, org.Write("Both are fine.")
	x.do(1, &call)
	return id
}

func (x *table) casts(id org.DecisionID, by org.PersonID, marks ...uint16) {
	x.t.Helper()
	x.do(by, &org.CastBallot{Decision: id, Marks: marks})
}

// secret are ballots as the service brings them.
func secret(ballots ...[]uint16) (all []org.SecretBallot) {
	for _, marks := range ballots {
		all = append(all, org.SecretBallot{Marks: marks})
	}
	slices.SortFunc(all, org.SecretBallot.Compare)
	return all
}

// The last ballot ends a named vote, and what passes holds at that moment.
func TestAVote(t *testing.T) {
	x := newTable(t)
	id := x.called(org.CallVote{Method: org.YesOrNo})
	x.stage(id, deciding.Voting)
	x.refused(5, &org.CastBallot{Decision: id, Marks: []uint16{1, 0}}, "decision.not_party")
	x.refused(1, &org.CastBallot{Decision: id, Marks: []uint16{1, 1}}, "vote.both")
	x.refused(1, &org.CastBallot{Decision: id, Marks: []uint16{1}}, "vote.marks")
	x.refused(1, &org.CastBallot{Decision: id, Marks: []uint16{2, 0}}, "vote.mark")
	x.refused(1, &org.CastBallot{Decision: id, Marks: []uint16{1, 0}, Word: "swift"}, "vote.named")
	x.refused(1, &org.InvolveInDecision{Decision: id, Person: 5}, "vote.fixed")
	x.casts(id, 1, 1, 0)
	x.casts(id, 2, 0, 1)
	x.casts(id, 2, 1, 0) // the last one counts
	x.casts(id, 3, 0, 0)
	x.refused(0, &org.CountVote{Decision: id}, "decision.waits")
	d := x.s.Decision(id)
	if d.Counted() {
		t.Error("it shows ballots before the end")
	}
	if !(&org.CastBallot{Decision: id}).ShownTo(x.s, 4) == false {
		t.Error("somebody is told of the ballot of another")
	}
	x.casts(id, 4, 0, 1)
	x.ended(id, deciding.Adopted)
	if d := x.s.Decision(id); d.Agreement == 0 || !d.Counted() || len(d.Vote.Ballots) != 4 {
		t.Errorf("%+v", d.Vote)
	}
	x.refused(4, &org.CastBallot{Decision: id, Marks: []uint16{0, 1}}, "decision.ended")
}

// What passes, by the part that is asked and who took part.
func TestWhatPasses(t *testing.T) {
	for _, c := range []struct {
		name string
		call org.CallVote
		yes  int
		no   int
		none int
		want deciding.Outcome
	}{
		{"more yes than no", org.CallVote{}, 2, 1, 1, deciding.Adopted},
		{"as many", org.CallVote{}, 2, 2, 0, deciding.Kept},
		{"less", org.CallVote{}, 1, 2, 0, deciding.Kept},
		{"two of three", org.CallVote{Majority: org.TwoThirdsYes}, 2, 1, 0, deciding.Adopted},
		{"not three of four", org.CallVote{Majority: org.ThreeQuartersYes}, 2, 1, 0, deciding.Kept},
		{"three of four", org.CallVote{Majority: org.ThreeQuartersYes}, 3, 1, 0, deciding.Adopted},
		{"neither counts for the turnout", org.CallVote{Turnout: org.HalfVotes}, 1, 0, 1, deciding.Adopted},
		{"too few", org.CallVote{Turnout: org.HalfVotes}, 1, 0, 0, deciding.NoQuorum},
		{"nobody", org.CallVote{}, 0, 0, 0, deciding.NoQuorum},
		{"nobody wants anything", org.CallVote{}, 0, 0, 4, deciding.Kept},
	} {
		t.Run(c.name, func(t *testing.T) {
			x := newTable(t)
			c.call.Method = org.YesOrNo
			id := x.called(c.call)
			by := org.PersonID(1)
			for _, some := range []struct {
				n     int
				marks []uint16
			}{{c.yes, []uint16{1, 0}}, {c.no, []uint16{0, 1}}, {c.none, []uint16{0, 0}}} {
				for range some.n {
					x.casts(id, by, some.marks...)
					by++
				}
			}
			x.days(8)
			x.ended(id, c.want)
			if held := x.s.Decision(id).Agreement != 0; held != (c.want == deciding.Adopted) {
				t.Error("an agreement:", held)
			}
		})
	}
}

// That it stays as it is can always be chosen, and goes before what is wanted less.
func TestItStaysAsItIs(t *testing.T) {
	x := newTable(t)
	x.do(1, &org.ProposeDecision{Circle: 2, Title: "One car", Text: org.Write("We buy one.")})
	x.refused(1, &org.CallVote{Decision: 1, Method: org.BySchulze, Why: org.Write("Both.")}, "vote.options")
	x.do(2, &org.AddOption{Decision: 1, Name: "Blue"})
	x.refused(3, &org.AddOption{Decision: 1, Name: "blue"}, "vote.twice")
	x.refused(3, &org.AddOption{Decision: 1, Person: 3}, "vote.mixed")
	x.do(3, &org.AddOption{Decision: 1, Name: "Green"})
	x.refused(1, &org.CallVote{Decision: 1, Method: org.YesOrNo, Why: org.Write("Both.")}, "vote.yes_no")
	x.refused(1, &org.CallVote{Decision: 1, Method: org.ByIRV, Seats: 2, Why: org.Write("Both.")}, "vote.seats")
	x.refused(1, &org.CallVote{Decision: 1, Method: org.BySchulze, Majority: org.TwoThirdsYes, Why: org.Write("Both.")}, "vote.majority_of")
	x.refused(1, &org.CallVote{Decision: 1, Method: org.BySchulze}, "text.missing")
	x.refused(2, &org.CallVote{Decision: 1, Method: org.BySchulze, Why: org.Write("Both.")}, "decision.not_yours")
	for _, c := range []struct {
		name    string
		method  org.VoteMethod
		seats   uint16
		lot     bool
		ballots [][]uint16 // blue, green, as it is
		want    deciding.Outcome
		chosen  []uint16
		tied    int
	}{
		{"one of three", org.BySchulze, 1, false, [][]uint16{{1, 2, 3}, {1, 3, 2}, {2, 1, 3}}, deciding.Adopted, []uint16{0}, 0},
		{"as it is", org.BySchulze, 1, false, [][]uint16{{0, 0, 1}, {0, 1, 2}, {0, 0, 1}}, deciding.Kept, nil, 0},
		{"both, but one less than as it is", org.BySchulze, 2, false, [][]uint16{{1, 0, 2}, {1, 0, 2}, {2, 1, 3}}, deciding.Adopted, []uint16{0}, 0},
		{"a tie is one", org.ByApproval, 1, false, [][]uint16{{1, 0, 0}, {0, 1, 0}}, deciding.Tied, nil, 2},
		{"with as it is, nothing changes", org.ByApproval, 1, false, [][]uint16{{1, 0, 0}, {0, 0, 1}}, deciding.Kept, nil, 2},
		{"a lot was stated for it", org.ByApproval, 1, true, [][]uint16{{1, 0, 0}, {0, 1, 0}}, deciding.Adopted, nil, 0},
		{"scores", org.BySTAR, 1, false, [][]uint16{{5, 4, 0}, {0, 3, 1}, {0, 3, 0}}, deciding.Adopted, []uint16{1}, 0},
		{"two seats", org.BySTVScottish, 2, false, [][]uint16{{1, 2, 3}, {1, 2, 3}, {2, 1, 3}}, deciding.Adopted, []uint16{0, 1}, 0},
		{"one seat stays empty", org.BySTVMeek, 2, false, [][]uint16{{1, 0, 2}, {1, 0, 2}, {0, 0, 1}}, deciding.Adopted, []uint16{0}, 0},
	} {
		t.Run(c.name, func(t *testing.T) {
			x := newTable(t)
			id := x.called(org.CallVote{Method: c.method, Seats: c.seats, Lot: c.lot}, "Blue", "Green")
			for i, marks := range c.ballots {
				x.casts(id, org.PersonID(1+i), marks...)
			}
			x.days(8)
			x.ended(id, c.want)
			v := x.s.Decision(id).Vote
			if c.lot {
				c.chosen = []uint16{uint16(x.s.Decision(id).LotOrder(id)[1])}
			}
			if !slices.Equal(v.Chosen, c.chosen) || len(v.Tied) != c.tied {
				t.Errorf("chosen %v, tied %v", v.Chosen, v.Tied)
			}
		})
	}
}

// People are chosen in secret, and hold the role at that moment.
func TestPeopleAreVotedForInSecret(t *testing.T) {
	x := newTable(t)
	x.do(1, &org.ProposeDecision{Circle: 2, Title: "Who keeps rosters", Text: org.Write("Somebody does.")})
	x.do(1, &org.AddOption{Decision: 1, Person: 2})
	x.do(1, &org.AddOption{Decision: 1, Person: 3})
	call := func(change func(*org.CallVote)) *org.CallVote {
		a := &org.CallVote{Decision: 1, Method: org.ByApproval, Why: org.Write("We cannot agree."), Secret: true, Role: 1}
		change(a)
		return a
	}
	x.refused(1, call(func(a *org.CallVote) { a.Secret = false }), "vote.persons")
	x.refused(1, call(func(a *org.CallVote) { a.Role = 0 }), "role.unknown")
	x.do(1, call(func(*org.CallVote) {}))
	x.refused(2, &org.CastBallot{Decision: 1, Marks: []uint16{1, 0, 0}}, "vote.secret")
	ballots := secret([]uint16{1, 0, 0}, []uint16{1, 0, 0}, []uint16{0, 1, 0})
	x.refused(2, &org.CountVote{Decision: 1, Ballots: ballots}, "right.nobody")
	x.refused(0, &org.CountVote{Decision: 1, Ballots: ballots}, "decision.waits") // one may vote still
	x.refused(0, &org.CountVote{Decision: 1, Ballots: append(secret([]uint16{1, 0, 0}), ballots...)}, "vote.ballots")
	x.days(8)
	x.stage(1, deciding.Counting)
	x.refused(0, &org.CountVote{Decision: 1, Ballots: ballots, Voted: []org.PersonID{3, 2, 1}}, "vote.ballots")
	x.do(0, &org.CountVote{Decision: 1, Ballots: ballots, Voted: []org.PersonID{1, 2, 3}})
	x.ended(1, deciding.Adopted)
	d := x.s.Decision(1)
	if v := d.Vote; !slices.Equal(v.Chosen, []uint16{0}) || len(v.Voted) != 3 || v.Ballots[0].Person != 0 || v.Ballots[0].At != 0 {
		t.Errorf("%+v", v)
	}
	if x.s.HoldsRole(2, 1) == 0 {
		t.Error("whoever was chosen does not hold the role")
	}
}

// A secret vote that nobody counts ends, and one in which all voted is counted at once.
func TestASecretVoteEnds(t *testing.T) {
	x := newTable(t)
	gone := x.called(org.CallVote{Method: org.YesOrNo, Secret: true})
	yes := []uint16{1, 0}
	all := x.called(org.CallVote{Method: org.YesOrNo, Secret: true})
	x.do(0, &org.CountVote{Decision: all, Ballots: secret(yes, yes, yes, yes), Voted: []org.PersonID{1, 2, 3, 4}})
	x.ended(all, deciding.Adopted)
	x.days(40)
	x.ended(gone, deciding.Lapsed)
	two := x.called(org.CallVote{Method: org.YesOrNo, Secret: true})
	x.days(8)
	x.refused(0, &org.CountVote{Decision: two, Ballots: secret(yes, yes), Voted: []org.PersonID{1, 2}}, "vote.ballots") // two would know each other
	x.do(0, &org.CountVote{Decision: two, Ballots: secret(yes, yes)})
	x.ended(two, deciding.Adopted)
	x.do(0, &org.LeavePerson{Person: 4})
	x.do(0, &org.LeavePerson{Person: 3})
	x.do(1, &org.ProposeDecision{Circle: 2, Title: "One car", Text: org.Write("We buy one car.")})
	x.refused(1, &org.CallVote{Decision: 4, Method: org.YesOrNo, Secret: true, Why: org.Write("Both.")}, "vote.few")
}

// The map may not allow any more what was voted for: it is voted on anew.
func TestAVoteAboutAMapThatMoved(t *testing.T) {
	x := newTable(t)
	x.do(1, &org.ProposeDecision{Circle: 2, Title: "No rosters", Changes: org.Acts{&org.RetireRole{Role: 1}}})
	x.do(1, &org.CallVote{Decision: 1, Method: org.YesOrNo, Why: org.Write("We differ.")})
	x.do(0, &org.RetireRole{Role: 1})
	for p := org.PersonID(1); p <= 4; p++ {
		x.casts(1, p, 1, 0)
	}
	x.stage(1, deciding.Mending)
	x.do(1, &org.ReviseDecision{Decision: 1, Text: org.Write("There is no such role.")})
	x.stage(1, deciding.Voting)
	if len(x.s.Decision(1).Vote.Ballots) > 0 {
		t.Error("ballots about something else are counted")
	}
	for p := org.PersonID(1); p <= 4; p++ {
		x.casts(1, p, 1, 0)
	}
	x.ended(1, deciding.Adopted)
}

// The lot is the same for whoever draws it again, whatever the order of the ballots; that it
// stays as it is goes before it.
func TestTheLotCanBeDrawnAgain(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(2, 6).Draw(t, "options")
		d := org.Decision{Vote: org.Vote{Options: make([]org.Option, n), Called: org.Time(rapid.Int64().Draw(t, "called"))}}
		d.Vote.Ballots = rapid.SliceOfN(rapid.Custom(func(t *rapid.T) org.Ballot {
			return org.Ballot{Marks: rapid.SliceOfN(rapid.Uint16Range(0, 5), n+1, n+1).Draw(t, "marks"), Sign: rapid.SampledFrom([]string{"", "a", "b"}).Draw(t, "sign")}
		}), 0, 8).Draw(t, "ballots")
		order := d.LotOrder(7)
		d.Vote.Ballots = rapid.Permutation(d.Vote.Ballots).Draw(t, "again")
		if again := d.LotOrder(7); !slices.Equal(order, again) || order[0] != n {
			t.Fatalf("%v, then %v", order, again)
		}
		slices.Sort(order)
		for i, c := range order {
			if c != i {
				t.Fatalf("%v is no order", order)
			}
		}
	})
}

// A word is found by whoever knows it, in this decision only.
func TestASignIsOfAWord(t *testing.T) {
	if got := org.SignOf(4, "zwaluw"); got != "0401ba835d" || org.SignOf(5, "zwaluw") == got || org.SignOf(4, "") != "" {
		t.Error(got)
	}
}

func TestMajorities(t *testing.T) {
	for _, c := range []struct {
		yes, no int
		need    org.Majority
		want    bool
	}{
		{0, 0, org.MoreYes, false},
		{1, 0, org.MoreYes, true},
		{1, 1, org.MoreYes, false},
		{51, 50, org.MoreYes, true},
		{0, 0, org.TwoThirdsYes, false},
		{2, 1, org.TwoThirdsYes, true},
		{66, 34, org.TwoThirdsYes, false},
		{67, 33, org.TwoThirdsYes, true},
		{3, 1, org.ThreeQuartersYes, true},
		{299, 100, org.ThreeQuartersYes, false},
	} {
		if got := c.need.Passes(c.yes, c.no); got != c.want {
			t.Errorf("%d to %d of %v: %v", c.yes, c.no, c.need, got)
		}
	}
}

// One more yes never loses, one more no never wins, and the part is exact.
func TestMajoritiesAreExact(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		need := rapid.SampledFrom([]org.Majority{org.TwoThirdsYes, org.ThreeQuartersYes}).Draw(t, "need")
		part := map[org.Majority]*big.Rat{org.TwoThirdsYes: big.NewRat(2, 3), org.ThreeQuartersYes: big.NewRat(3, 4)}[need]
		yes, no := rapid.IntRange(0, 1000).Draw(t, "yes"), rapid.IntRange(0, 1000).Draw(t, "no")
		got := need.Passes(yes, no)
		if exact := yes > 0 && big.NewRat(int64(yes), int64(yes+no)).Cmp(part) >= 0; got != exact {
			t.Fatalf("%d to %d of %v: %v", yes, no, need, got)
		}
		if got && !need.Passes(yes+1, no) || !got && need.Passes(yes, no+1) {
			t.Fatal("it turns the wrong way")
		}
	})
}

// A ballot has a place for as many options as a person can look at, and a vote has a method.
func TestAVoteHasAnEndOfOptionsAndAMethod(t *testing.T) {
	x := newTable(t)
	id := x.do(1, &org.ProposeDecision{Circle: 2, Title: "One car", Text: org.Write("We buy one car.")})[0].Act.(*org.ProposeDecision).Decision
	x.refused(1, &org.CallVote{Decision: id, Why: org.Write("Both are fine.")}, "vote.method")
	most := 0
	for ; most < 100; most++ {
		add := &org.AddOption{Decision: id, Name: fmt.Sprint("Car ", most)}
		if _, err := x.try(2, add); err != nil {
			break
		}
	}
	x.refused(2, &org.AddOption{Decision: id, Name: "One more"}, "vote.many")
	if most < 10 || most == 100 {
		t.Errorf("there are %d options at most", most)
	}
}

// What a vote cannot be is refused when it is called, and what a ballot cannot be when it is given.
func TestWhatAVoteCannotBe(t *testing.T) {
	x := newTable(t)
	propose := func(text string) org.DecisionID {
		act := &org.ProposeDecision{Circle: 2, Title: "One car", Text: org.Write("We buy one car.")}
		if text == "" {
			name := "Car pool"
			act.Text, act.Changes = org.Prose{}, org.Acts{&org.AmendCircle{Circle: 2, Name: &name}}
		}
		return x.do(1, act)[0].Act.(*org.ProposeDecision).Decision
	}
	why := org.Write("Both are fine.")
	id := propose("text")
	x.refused(1, &org.CallVote{Decision: id, Method: org.YesOrNo, Why: why, Role: 1}, "vote.role")
	for _, name := range []string{"Red", "Blue"} {
		x.do(2, &org.AddOption{Decision: id, Name: name})
	}
	x.refused(1, &org.CallVote{Decision: id, Method: org.YesOrNo, Why: why}, "vote.yes_no")
	x.refused(1, &org.CallVote{Decision: id, Method: org.ByApproval, Majority: org.TwoThirdsYes, Why: why}, "vote.majority_of")
	bare := propose("")
	for _, name := range []string{"Red", "Blue"} {
		x.do(2, &org.AddOption{Decision: bare, Name: name})
	}
	x.refused(1, &org.CallVote{Decision: bare, Method: org.ByApproval, Why: why}, "decision.empty")
}

// Whom a vote can give a role, what a ballot can hold and until when it can be given; and who
// may say, and when, whether what was agreed goes on.
func TestTheEdgesOfAVote(t *testing.T) {
	x := newTable(t)
	why := org.Write("Both are fine.")
	x.do(0, &org.CreateRole{Circle: org.Root, Name: "Treasurer"})
	x.do(0, &org.CreateRole{Circle: 2, Name: "Team lead", Formal: true})
	who := x.do(1, &org.ProposeDecision{Circle: 2, Title: "Who does it", Text: org.Write("For a year.")})[0].Act.(*org.ProposeDecision).Decision
	x.do(2, &org.AddOption{Decision: who, Person: 2})
	x.do(2, &org.AddOption{Decision: who, Person: 3})
	x.refused(1, &org.CallVote{Decision: who, Method: org.ByApproval, Secret: true, Role: 2, Why: why}, "decision.outside")
	x.refused(1, &org.CallVote{Decision: who, Method: org.ByApproval, Secret: true, Role: 3, Why: why}, "role.formal")
	tried := x.do(1, &org.ProposeDecision{Circle: 2, Title: "Two routes", Text: org.Write("For a week.")})[0].Act.(*org.ProposeDecision).Decision
	x.do(1, &org.AddTrial{Decision: tried, Text: org.Write("The long one."), Limit: org.Write("One week."), On: x.now + 10*org.Day})
	x.refused(1, &org.CallVote{Decision: tried, Method: org.YesOrNo, Why: why}, "vote.trials")

	id := x.called(org.CallVote{Method: org.YesOrNo})
	x.refused(1, &org.CastBallot{Decision: id, Marks: []uint16{1, 0}, Word: strings.Repeat("ø", 61)}, "name.long")
	for p := org.PersonID(1); p <= 4; p++ {
		x.casts(id, p, 1, 0)
	}
	x.ended(id, deciding.Adopted)
	made := x.s.Decision(id).Agreement
	x.refused(0, &org.ReviewAgreement{Agreement: made}, "agreement.early")
	x.days(170)
	x.refused(5, &org.RenewAgreement{Agreement: made}, "structure.not_member")

	late := x.called(org.CallVote{Method: org.YesOrNo})
	x.now = x.s.Decision(late).Until // before the clock is looked at
	x.refused(1, &org.CastBallot{Decision: late, Marks: []uint16{1, 0}}, "decision.stage")
}
