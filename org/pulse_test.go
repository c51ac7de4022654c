package org_test

import (
	"encoding/json"
	"fmt"
	"slices"
	"testing"

	"orpheus/org"
)

// asking is an organisation of so many members beside its first, all but those in home care
// alone, whose statistics are agreed.
func asking(t *testing.T, in, others int) *org.State {
	t.Helper()
	from := org.Time(1)
	steps := []step{
		{act: &org.FoundOrganisation{Slug: "linde", Name: "De Linde", Lang: "nl"}},
		{act: &org.FormCircle{Name: "Home care", Parents: []org.CircleID{org.Root}}},
		{act: &org.FormCircle{Name: "Garden", Parents: []org.CircleID{org.Root}}},
		{act: &org.AmendOrganisation{StatisticsFrom: &from}},
	}
	for p := range in + others {
		steps = append(steps, step{act: &org.JoinPerson{}})
		c := home
		if p >= in {
			c = 3
		}
		steps = append(steps, step{act: &org.JoinCircle{Circle: c, Person: org.PersonID(p + 1)}})
	}
	return tell(t, new(org.State), steps)
}

// after does an act by somebody some days later, the clock's first, and returns what became.
func after(t *testing.T, s *org.State, days org.Time, by org.PersonID, act org.Act) *org.State {
	t.Helper()
	now := s.Last + days*org.Day
	d := s.Edit()
	for {
		due, at := d.Due(now)
		if due == nil {
			break
		}
		if _, err := d.Do(due, org.Moment{At: max(at, d.Last), Face: org.Clock}); err != nil {
			t.Fatalf("the clock's %s: %v", org.NameOf(due), err)
		}
	}
	if act != nil {
		if _, err := d.Do(act, org.Moment{At: now, By: by, Face: org.Web}); err != nil {
			t.Fatalf("%s: %v", org.NameOf(act), err)
		}
	}
	return d.Freeze()
}

func answered(t *testing.T, s *org.State, id org.PulseID, answers ...[]uint8) *org.PulseTally {
	t.Helper()
	tally := new(org.PulseTally)
	for i, marks := range answers {
		a := &org.PulseAnswer{Pulse: id, Marks: marks, Words: fmt.Sprintf("word %d", 9-i%10)}
		if err := a.Check(s, org.Moment{At: s.Last + 1, By: s.Pulse(id).Asked[i]}); err != nil {
			t.Fatal(err)
		}
		tally.Put(a)
	}
	return tally
}

func TestWhatARoundNeeds(t *testing.T) {
	s := asking(t, 5, 4)
	as := org.Moment{At: s.Last + org.Day, By: 1, Face: org.Web}
	refusedAs(t, s, &org.AskPulse{Circle: 3}, org.Moment{At: as.At, By: 6}, "pulse.people")
	refusedAs(t, s, &org.AskPulse{Circle: home}, org.Moment{At: as.At, By: 6}, "structure.not_member")
	refusedAs(t, s, &org.AskPulse{Circle: home, First: org.PulseRoom, Second: org.PulseRoom}, as, "pulse.same")
	refusedAs(t, s, &org.AskPulse{Circle: home, Until: as.At + org.Day - 1}, as, "pulse.short")
	refusedAs(t, s, &org.AskPulse{Circle: home, Until: as.At + 29*org.Day}, as, "pulse.far")
	refusedAs(t, s.CountingFrom(0), &org.AskPulse{Circle: home}, as, "pulse.not_agreed")
	refusedAs(t, s.CountingFrom(as.At+1), &org.AskPulse{Circle: home}, as, "pulse.early")
	s = after(t, s, 1, 1, &org.AskPulse{Circle: home, Question: org.Write("The sheet helps me.")})
	p := s.Pulse(1)
	if p.First != org.PulseRoles || p.Second != org.PulseRoom || p.Items() != 5 || len(p.Asked) != 5 || p.Until != s.Last+org.DefaultPulse {
		t.Errorf("the round: %+v", p)
	}
	refusedAs(t, s, &org.AskPulse{Circle: home}, org.Moment{At: s.Last, By: 2}, "pulse.open")
	refusedAs(t, s, &org.DropPulse{Pulse: 1}, org.Moment{At: s.Last, By: 2}, "pulse.not_yours")
	if waits := s.Waiting(3, s.Last); len(waits) != 1 || waits[0].Pulse != 1 || len(s.Waiting(6, s.Last)) != 0 {
		t.Errorf("it waits for %v", waits)
	}
	for _, c := range []struct {
		by    org.PersonID
		at    org.Time
		marks []uint8
		key   string
	}{
		{6, 0, []uint8{1, 2, 3, 4, 5}, "pulse.not_asked"},
		{1, org.DefaultPulse, []uint8{1, 2, 3, 4, 5}, "pulse.over"},
		{1, 0, []uint8{1, 2, 3, 4}, "pulse.marks"},
		{1, 0, []uint8{1, 2, 3, 4, 6}, "pulse.mark"},
	} {
		a := &org.PulseAnswer{Pulse: 1, Marks: c.marks}
		if err := a.Check(s, org.Moment{At: s.Last + c.at, By: c.by}); err == nil || err.(*org.Error).Key != c.key {
			t.Errorf("%v by %v: %v, want %s", c.marks, c.by, err, c.key)
		}
	}
	if s = after(t, s, 1, 1, &org.DropPulse{Pulse: 1}); len(s.PulsesOf(home)) != 0 || len(s.Waiting(3, s.Last)) != 0 {
		t.Error("what was taken back is there still")
	}
}

// Four answers show nothing; five, where half of those asked answered, show how many gave each
// answer of what five can say something about, and words from ten on.
func TestWhatARoundShows(t *testing.T) {
	five := []uint8{4, 5, 0, 2, 0}
	for _, c := range []struct {
		asked, answers int
		hidden         org.PulseHidden
		words          int
	}{
		{9, 0, org.PulseFew, 0},
		{9, 4, org.PulseFew, 0},
		{9, 5, org.PulseShown, 0},
		{10, 5, org.PulseShown, 0},
		{11, 5, org.PulseHalf, 0},
		{12, 9, org.PulseShown, 0},
		{12, 10, org.PulseShown, 10},
	} {
		s := after(t, asking(t, c.asked, 1), 1, 1, &org.AskPulse{Circle: home, Question: org.Write("The sheet helps me.")})
		var all [][]uint8
		for range c.answers {
			all = append(all, five)
		}
		tally := answered(t, s, 1, all...)
		if err := s.May(s.ClosingOf(1, tally), org.Moment{At: s.Last}); err == nil {
			t.Error("a round closes while it goes on")
		}
		s = after(t, s, 8, 0, nil)
		if s.Pulse(1).Open() || s.PulseNow(home) != 1 {
			t.Fatal("the clock did not end it")
		}
		act := s.ClosingOf(1, tally)
		s = after(t, s, 0, 0, act)
		p := s.Pulse(1)
		line, err := json.Marshal(act)
		if err != nil || p.Hidden != c.hidden || len(p.Words) != c.words || p.Closed == 0 {
			t.Fatalf("%d of %d: %v, %d words, %v", c.answers, c.asked, p.Hidden, len(p.Words), err)
		}
		if c.hidden != org.PulseShown {
			if p.Answers != 0 || len(p.Results) != 0 || s.UntoldPulse(home) != 0 || string(line) != fmt.Sprintf(`{"pulse":1,"hidden":%q}`, c.hidden) {
				t.Errorf("%d of %d: shown is %+v, kept is %s", c.answers, c.asked, p.Results, line)
			}
			continue
		}
		roles, _ := p.Result(org.PulseRoles)
		room, _ := p.Result(org.PulseRoom)
		own, _ := p.Result(0)
		if n := uint16(c.answers); !slices.Equal(roles.Counts.First, []uint16{0, 0, 0, n, 0}) || !slices.Equal(roles.Counts.Second, []uint16{0, 0, 0, 0, n}) {
			t.Errorf("counted were %+v", roles)
		}
		if room.Hidden != org.PulseFew || own.Hidden != org.PulseFew || room.Counts.CantSay != 0 {
			t.Errorf("of what nobody could say, shown is %+v and %+v", room, own)
		}
		if s.UntoldPulse(home) != 1 {
			t.Error("nobody is asked what became of it")
		}
	}
}

// No act closes a round with more than may be shown.
func TestNoClosingShowsTooMuch(t *testing.T) {
	s := after(t, asking(t, 12, 1), 1, 1, &org.AskPulse{Circle: home, First: org.PulseSafety})
	var few, many [][]uint8
	for range 4 {
		few = append(few, []uint8{1, 1})
	}
	for range 9 {
		many = append(many, []uint8{1, 2})
	}
	for range 3 {
		many = append(many, []uint8{0, 2})
	}
	four, twelve := answered(t, s, 1, few...), answered(t, s, 1, many...)
	s = after(t, s, 8, 0, nil)
	good := *s.ClosingOf(1, twelve)
	if err := s.May(&good, org.Moment{At: s.Last}); err != nil || good.Answers != 12 || good.Results[0].Counts.CantSay != 3 {
		t.Fatalf("%v: %+v", err, good)
	}
	for name, spoil := range map[string]func(a *org.ClosePulse){
		"four answers":     func(a *org.ClosePulse) { a.Answers, a.Results[0].Counts = 4, four.Counts[0] },
		"less than half":   func(a *org.ClosePulse) { a.Answers = 5 },
		"more than asked":  func(a *org.ClosePulse) { a.Answers, a.Results[0].Counts.CantSay = 13, 4 },
		"hidden, and not":  func(a *org.ClosePulse) { a.Results[0].Hidden = org.PulseFew },
		"nothing, and not": func(a *org.ClosePulse) { a.Hidden = org.PulseFew },
		"one more":         func(a *org.ClosePulse) { a.Results[0].Counts.Second = []uint16{0, 10, 0, 0, 0} },
		"another subject":  func(a *org.ClosePulse) { a.Results[0].Subject = org.PulseRoom },
		"few in a part": func(a *org.ClosePulse) {
			a.Results[0].Counts = org.PulseCounts{First: four.Counts[0].First, Second: four.Counts[0].Second, CantSay: 8}
		},
		"a part too many": func(a *org.ClosePulse) { a.Results = append(a.Results, org.PulseResult{}) },
		"words of nine": func(a *org.ClosePulse) {
			a.Answers, a.Results[0].Counts.CantSay, a.Words = 9, 0, []org.Prose{org.Write("x")}
		},
	} {
		bad := *s.ClosingOf(1, twelve)
		if spoil(&bad); s.May(&bad, org.Moment{At: s.Last}) == nil {
			t.Errorf("%s: %+v may close it", name, bad)
		}
	}
}

// Asked and then nothing is what ends pulses: the next round waits until somebody said what
// became of the last, the clock's too; then it begins.
func TestTheNextRoundWaitsForAWord(t *testing.T) {
	s := after(t, asking(t, 6, 1), 1, 1, &org.PlanPulse{Circle: home, Weeks: 4})
	s = after(t, s, 2, 0, nil)
	if s.PulseNow(home) != 1 || s.Pulse(1).By != 0 {
		t.Fatal("the clock opened no round")
	}
	tally := answered(t, s, 1, [][]uint8{{1, 2, 3, 4}, {1, 2, 3, 4}, {1, 2, 3, 4}, {1, 2, 3, 4}, {1, 2, 3, 4}}...)
	s = after(t, s, 8, 0, nil)
	s = after(t, s, 0, 0, s.ClosingOf(1, tally))
	refusedAs(t, s, &org.AskPulse{Circle: home}, org.Moment{At: s.Last, By: 1}, "pulse.untold")
	s = after(t, s, 28, 0, nil)
	if s.PulseNow(home) != 0 || !s.PulsePlanOf(home).Waits {
		t.Fatal("a round began though nobody said what became of the last")
	}
	refusedAs(t, s, &org.TellPulse{Pulse: 1}, org.Moment{At: s.Last, By: 1}, "pulse.nothing_told")
	refusedAs(t, s, &org.TellPulse{Pulse: 1, Text: org.Write("x")}, org.Moment{At: s.Last, By: 7}, "structure.not_member")
	s = after(t, s, 1, 2, &org.TellPulse{Pulse: 1, Text: org.Write("We share the phone now.")})
	if p := s.Pulse(2); s.PulseNow(home) != 2 || p.First != org.PulseSafety || p.Second != org.PulseTrust || s.PulsePlanOf(home).Waits {
		t.Fatalf("the round that waited did not begin, or with other subjects: %+v", p)
	}
	s = after(t, s, 1, 1, &org.DropPulse{Pulse: 2}) // of a round of the clock, by any of them
	s = after(t, s, 1, 1, &org.PlanPulse{Circle: home})
	if s.PulsePlanOf(home) != nil || len(s.PulsesOf(home)) != 1 {
		t.Error("the rhythm goes on")
	}
	if s = after(t, s, 200, 0, nil); len(s.PulsesOf(home)) != 1 {
		t.Error("a round began without a rhythm")
	}
}
