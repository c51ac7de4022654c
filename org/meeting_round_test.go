package org_test

import (
	"slices"
	"testing"

	"pgregory.net/rapid"

	"orpheus/org"
)

// Whoever comes and goes while a round is going, nobody has a second turn, and nobody who
// keeps a place has none. Who comes speaks last. P1 stays.
func TestComingAndGoingInARound(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n, point := rapid.IntRange(1, 6).Draw(t, "people"), rapid.IntRange(0, 7).Draw(t, "point")
		r := newRoom(t, n+4)
		r.do(1, &org.OpenMeeting{Circle: 2})
		for p := 2; p <= n; p++ {
			r.do(org.PersonID(p), &org.JoinMeeting{Meeting: 1})
		}
		for range point {
			r.do(1, &org.AddPoint{Meeting: 1, Words: org.Write("x")})
		}
		if point > 0 {
			r.do(1, org.Turning(1, r.s.At(r.s.Meeting(1), uint16(point), org.Speaking)))
		}
		kept := slices.Clone(r.s.Meeting(1).In)
		var spoke, came []org.PersonID
		speaks := func() (p org.PersonID) {
			if p = r.s.Meeting(1).Floor.Speaker; p != 0 && (len(spoke) == 0 || spoke[len(spoke)-1] != p) {
				if slices.Contains(spoke, p) {
					t.Fatalf("%v has a second turn after %v", p, spoke)
				}
				spoke = append(spoke, p)
			}
			return p
		}
		for next := org.PersonID(n + 1); speaks() != 0; {
			e := r.s.Meeting(1)
			switch what := rapid.IntRange(0, 4).Draw(t, "what"); {
			case what == 0 && int(next) <= n+4:
				r.do(next, &org.JoinMeeting{Meeting: 1})
				kept, came = append(kept, next), append(came, next)
				next++
			case what == 1 || what == 2:
				gone := rapid.SampledFrom(e.In).Draw(t, "gone")
				if len(e.In) == 1 || gone == 1 || !r.s.Person(gone).Present() {
					continue
				}
				if what == 1 {
					r.do(gone, &org.LeaveMeeting{Meeting: 1})
				} else {
					r.do(gone, &org.LeavePerson{Person: gone})
				}
				kept = slices.DeleteFunc(kept, func(p org.PersonID) bool { return p == gone })
				came = slices.DeleteFunc(came, func(p org.PersonID) bool { return p == gone })
			}
			if speaks() != 0 && rapid.Bool().Draw(t, "on") {
				e = r.s.Meeting(1)
				turn := r.s.NextTurn(e)
				if turn.Round != e.Floor.Round || turn.Point != e.Floor.Point {
					break
				}
				r.do(1, org.Turning(1, turn))
			}
		}
		for _, p := range kept {
			if !slices.Contains(spoke, p) {
				t.Fatalf("%v has no turn: %v", p, spoke)
			}
		}
		late := slices.DeleteFunc(slices.Clone(spoke), func(p org.PersonID) bool { return !slices.Contains(came, p) })
		if !slices.Equal(late, came) {
			t.Fatalf("who came as %v spoke as %v", came, late)
		}
	})
}

// A round keeps whom it began with where a turn is taken back, and where one goes on by hand.
func TestARoundGoesOnFromWhereItWas(t *testing.T) {
	r := newRoom(t, 4)
	r.do(1, &org.OpenMeeting{Circle: 2})
	for p := org.PersonID(2); p <= 4; p++ {
		r.do(p, &org.JoinMeeting{Meeting: 1})
	}
	r.do(1, &org.AddPoint{Meeting: 1, Words: org.Write("x")})
	r.do(1, &org.TurnMeeting{Meeting: 1, Point: 1, Round: org.Speaking, Speaker: 3})
	if got := r.s.InTurn(r.s.Meeting(1), 1); !slices.Equal(got, []org.PersonID{3, 4, 1, 2}) {
		t.Errorf("they speak as %v", got)
	}
	r.do(1, &org.TurnMeeting{Meeting: 1, Point: 1, Round: org.Speaking, Speaker: 1})
	before, e := r.entry(1, &org.TurnMeeting{Meeting: 1, Point: 1, Round: org.Becoming})
	if key := r.undone(before, e); key != "" {
		t.Fatal(key)
	}
	if next := r.s.NextTurn(r.s.Meeting(1)); next.Speaker != 2 || next.First != 3 {
		t.Fatalf("after the last but one it is at %+v", next)
	}
	r.do(2, org.Turning(1, r.s.NextTurn(r.s.Meeting(1))))
	if next := r.s.NextTurn(r.s.Meeting(1)); next.Round != org.Becoming {
		t.Fatalf("after the last it is at %+v", next)
	}
}

// Closing is taken back as long as it is that closing which stands.
func TestOnlyTheClosingThatStandsIsTakenBack(t *testing.T) {
	r := newRoom(t, 2)
	r.do(1, &org.BeginReflection{Circle: 2})
	before, first := r.entry(1, &org.CloseMeeting{Meeting: 1})
	r.do(2, &org.ReopenMeeting{Meeting: 1})
	if key := r.undone(before, first); key != "undo.changed" {
		t.Errorf("what goes on is opened: %q", key)
	}
	before, second := r.entry(2, &org.CloseMeeting{Meeting: 1, Step: org.Write("A quiet hour.")})
	if key := r.undone(before, first); key != "undo.changed" || r.s.Meeting(1).Step == 0 {
		t.Errorf("another closing is taken back: %q", key)
	}
	if key := r.undone(before, second); key != "" || !r.s.Meeting(1).Open() {
		t.Errorf("the closing that stands stays: %q", key)
	}
}

// What was taken off the agenda can be put there again, once.
func TestADroppedPointMakesRoom(t *testing.T) {
	r := newRoom(t, 2)
	r.do(1, &org.RaiseTension{Circle: 2, Title: "Stairs"})
	r.do(1, &org.OpenMeeting{Circle: 2})
	found := func() bool {
		return slices.ContainsFunc(r.s.ForAgenda(1, r.at), func(x org.Topic) bool { return x.About == org.RefOf(org.TensionID(1)) })
	}
	point := &org.AddPoint{Meeting: 1, Tension: 1}
	if !found() {
		t.Fatal("what was raised is not found")
	}
	r.do(1, point)
	if point.Why != org.WhyOpen {
		t.Errorf("the reason is %s", point.Why)
	}
	r.refused(2, &org.AddPoint{Meeting: 1, Tension: 1}, "meeting.twice")
	if found() {
		t.Error("what is on it is found again")
	}
	r.do(1, &org.SettlePoint{Meeting: 1, Point: 1, Outcome: org.Dropped})
	if !found() {
		t.Error("what was taken off is not found any more")
	}
	r.do(2, &org.AddPoint{Meeting: 1, Tension: 1})
	r.refused(1, &org.SettlePoint{Meeting: 1, Point: 1}, "meeting.twice")
	r.do(2, &org.SettlePoint{Meeting: 1, Point: 2, Outcome: org.Dropped})
	r.do(1, &org.SettlePoint{Meeting: 1, Point: 1})
}

// What is being decided is no topic until that is over.
func TestWhatIsDecidedIsNoTopic(t *testing.T) {
	r := newRoom(t, 2)
	r.do(1, &org.RaiseTension{Circle: 2, Title: "Stairs"})
	r.on(70)
	found := func() bool {
		return slices.ContainsFunc(r.s.WorthAWord(2, r.at), func(x org.Topic) bool { return x.About == org.RefOf(org.TensionID(1)) })
	}
	if !found() {
		t.Fatal("what was raised is not found")
	}
	r.do(1, &org.ProposeDecision{Circle: 2, Tension: 1, Title: "A rail", Text: org.Write("On both sides.")})
	if found() {
		t.Error("what is being decided is found")
	}
	r.do(1, &org.DropDecision{Decision: 1})
	if !found() {
		t.Error("what nobody decided is not found any more")
	}
}

// A look back begins with what was concluded last, however early it began.
func TestWhatWasLedLast(t *testing.T) {
	r := newRoom(t, 2)
	for range 5 {
		r.do(1, &org.StartInitiative{Circle: 2, Title: "x"})
	}
	for _, id := range []org.InitiativeID{3, 5, 2, 4, 1} {
		r.on(1)
		r.do(1, &org.ConcludeInitiative{Initiative: id, Outcome: org.Write("y")})
	}
	var led []org.Ref
	for _, x := range r.s.WorthAWord(2, r.at) {
		if x.Why == org.WhyLed {
			led = append(led, x.About)
		}
	}
	if want := []org.Ref{{Letter: 'I', N: 2}, {Letter: 'I', N: 4}, {Letter: 'I', N: 1}}; !slices.Equal(led, want) {
		t.Errorf("it begins with %v, want %v", led, want)
	}
}

// In the circle of all everybody has their turn, whether they hold a role there or not; guests
// have none.
func TestEverybodyFacilitatesTheWhole(t *testing.T) {
	r := newRoom(t, 4)
	r.do(0, &org.JoinPerson{Guest: true})
	r.do(0, &org.JoinCircle{Circle: org.Root, Person: 5})
	r.do(0, &org.JoinCircle{Circle: org.Root, Person: 1})
	var turns []org.PersonID
	for range 5 {
		open := &org.OpenMeeting{Circle: org.Root}
		r.do(2, open)
		turns = append(turns, open.Facilitator)
		r.on(1)
	}
	if !slices.Equal(turns, []org.PersonID{1, 2, 3, 4, 1}) {
		t.Errorf("it is the turn of %v", turns)
	}
}

// A rhythm that is put back is so with its day, as long as that lies ahead.
func TestARhythmComesBackWithItsDay(t *testing.T) {
	r := newRoom(t, 2)
	r.do(1, &org.SetRhythm{Circle: 2, Weeks: 6})
	day := r.s.Circle(2).LooksBack
	r.on(10)
	for _, weeks := range []uint16{2, 0} {
		before, e := r.entry(1, &org.SetRhythm{Circle: 2, Weeks: weeks})
		r.on(1)
		if key := r.undone(before, e); key != "" || r.s.Circle(2).LooksBack != day || r.s.NextDue() != day {
			t.Errorf("after %d weeks: %q, and the next look back is on %v, not on %v", weeks, key, r.s.NextDue(), day)
		}
	}
	r.do(1, &org.SetRhythm{Circle: 2, Weeks: 2, Next: r.at})
	if r.s.NextDue() != r.at+14*org.Day {
		t.Error("a day that is gone is the next")
	}
}

// What a circle that comes back owes the clock is the same in the state that lived through
// it and in one that is read, and nothing of it lies behind.
func TestACircleComesBackWithItsRhythms(t *testing.T) {
	for _, gone := range []org.Time{1, 100} {
		r := newRoom(t, 2)
		r.do(1, &org.SetRhythm{Circle: 2, Weeks: 6})
		look := r.s.Circle(2).LooksBack
		r.do(1, &org.PlanPulse{Circle: 2, Weeks: 5, From: r.at + 3*org.Day})
		r.do(1, &org.CloseCircle{Circle: 2})
		r.do(1, &org.StartInitiative{Title: "Sing"})
		r.on(gone)
		if r.s.PulseNow(2) != 0 || r.s.MeetingNow(2, true) != 0 {
			t.Fatal("the clock does something in a circle that is gone")
		}
		r.do(1, &org.RestoreCircle{Circle: 2, Parents: []org.CircleID{org.Root}})
		if next := r.s.Circle(2).LooksBack; gone == 1 && next != look || gone == 100 && next != r.at+42*org.Day {
			t.Errorf("after %d days it looks back on %v", gone, next)
		}
		if next := r.s.PulsePlanOf(2).Next; next <= r.at || (next-4*org.Day)%(35*org.Day) != 0 {
			t.Errorf("after %d days it is asked on %v", gone, next)
		}
		b, err := r.s.Encode()
		if err != nil {
			t.Fatal(err)
		}
		read, err := org.DecodeState(b)
		if err != nil {
			t.Fatal(err)
		}
		for at := r.at; at < r.at+200*org.Day; at += org.Day {
			one, day := r.s.Due(at)
			two, same := read.Due(at)
			if org.NameOf(one) != org.NameOf(two) || day != same || one != nil && day < r.at {
				t.Fatalf("the clock owes %s on %v, and where it was read %s on %v", org.NameOf(one), day, org.NameOf(two), same)
			}
			if one != nil {
				d, e := r.s.Edit(), read.Edit()
				d.Replay(one, org.Moment{At: day, Face: org.Clock})
				e.Replay(two, org.Moment{At: day, Face: org.Clock})
				r.s, read = d.Freeze(), e.Freeze()
			}
		}
	}
}
