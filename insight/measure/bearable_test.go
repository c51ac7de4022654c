package measure_test

import (
	"math"
	"testing"
	"time"

	"orpheus/insight/measure"
	"orpheus/insight/stat"
	"orpheus/org"
)

// round asks a circle about two subjects, has so many of those asked give each answer to all
// four sentences, and closes it.
func (d *told) round(in org.CircleID, first, second org.PulseSubject, counts [org.PulseMarks]int) {
	d.t.Helper()
	ask := &org.AskPulse{Circle: in, First: first, Second: second}
	d.do(1, ask)
	tally, by := new(org.PulseTally), 0
	for mark, n := range counts {
		for range n {
			v := uint8(mark + 1)
			a := &org.PulseAnswer{Pulse: ask.Pulse, Marks: []uint8{v, v, v, v}}
			if err := a.Check(&d.draft.State, org.Moment{At: d.now(), By: d.draft.Pulse(ask.Pulse).Asked[by]}); err != nil {
				d.t.Fatal(err)
			}
			by++
			tally.Put(a)
		}
	}
	d.day += 7
	d.clock(&org.EndPulse{Pulse: ask.Pulse})
	d.clock(d.draft.ClosingOf(ask.Pulse, tally))
	d.day++
	if d.draft.Pulse(ask.Pulse).Shows() { // another round asks for it
		d.do(1, &org.TellPulse{Pulse: ask.Pulse, Text: org.Write("We talked about it.")})
	}
}

func (d *told) clock(act org.Act) {
	d.t.Helper()
	if _, err := d.draft.Do(act, org.Moment{At: d.now(), Face: org.Clock}); err != nil {
		d.t.Fatalf("%s: %v", org.NameOf(act), err)
	}
}

func (d *told) says(in org.CircleID, days int) *measure.Insight {
	return measure.Answers(&d.draft.State, measure.Scope{At: d.now(), Circle: in, Window: time.Duration(days) * 24 * time.Hour})
}

func besideOf(t *testing.T, a *measure.Answer, id string) measure.Beside {
	t.Helper()
	for _, b := range a.Beside {
		if b.ID == id {
			return b
		}
	}
	t.Fatalf("nothing stands beside %s as %s", a.ID, id)
	return measure.Beside{}
}

// What people said stands beside what they did, as three numbers of which none is made one;
// it is that of the last round in the window, and of nobody else's circle.
func TestWhatPeopleSaidStandsBesideTheirActs(t *testing.T) {
	d := newTold(t, 24)
	from := d.now()
	d.do(0, &org.AmendOrganisation{StatisticsFrom: &from})
	d.day++
	if a := d.says(0, 91).Answer(measure.Pulse); a.Reason != measure.NotAsked || a.Value != nil || besideOf(t, a, "room").Reason != measure.NotAsked {
		t.Errorf("before anybody was asked: %+v", a)
	}
	d.round(0, org.PulseRoles, org.PulseRoom, [5]int{0, 0, 4, 8, 0})
	in := d.says(0, 91)
	a := in.Answer(measure.Pulse)
	if a.Reason != measure.ThreeApart || a.Value != nil || a.Low != nil || a.By != 12 || a.M != 12 || a.N != 24 {
		t.Errorf("one number, or other counts: %+v", a)
	}
	// twelve answers of mean 11/3 with sd sqrt(8/3/11): 66.67 with t(11) = 2.20099 times 25 sd / sqrt 12
	margin := 2.200985 * 25 * math.Sqrt(8.0/3/11) / math.Sqrt(12)
	for q, id := range map[measure.Question]string{measure.Pulse: "role_clarity", measure.PullShare: "role_clarity", measure.EffectiveLeaders: "room"} {
		b := besideOf(t, in.Answer(q), id)
		near(t, id+" value", b.Value, 200.0/3)
		near(t, id+" low", b.Low, 200.0/3-margin)
		near(t, id+" high", b.High, 200.0/3+margin)
		if b.Unit != measure.Score || b.M != 12 || b.Moves != stat.TooShort {
			t.Errorf("%s of %s: %+v", id, q, b)
		}
	}
	if b := besideOf(t, in.Answer(measure.EqualFooting), "safety"); b.Reason != measure.NotAsked || b.Value != nil {
		t.Errorf("safety, which nobody was asked about: %+v", b)
	}
	d.round(0, org.PulseSafety, org.PulseTrust, [5]int{0, 0, 0, 4, 0})
	a = d.says(0, 91).Answer(measure.Pulse)
	if b := besideOf(t, a, "safety"); b.Reason != measure.FewAnswered || b.Value != nil || b.M != 0 {
		t.Errorf("four answers: %+v", b)
	}
	if a.By != 12 || a.Reason != measure.ThreeApart {
		t.Errorf("four answers changed what is told: %+v", a)
	}
	d.day += 91
	if a := d.says(0, 91).Answer(measure.Pulse); a.Reason != measure.NotAsked {
		t.Errorf("a quarter later: %+v", a)
	}
	if a := d.says(0, 365).Answer(measure.Pulse); a.Reason != measure.ThreeApart {
		t.Errorf("within the year: %+v", a)
	}
}

// A circle that sees a thing too differently has no number of it, and another circle's round is
// not its own.
func TestACircleThatSeesItTooDifferently(t *testing.T) {
	d := newTold(t, 24)
	from := d.now()
	d.do(0, &org.AmendOrganisation{StatisticsFrom: &from})
	for c := range 2 {
		d.do(1, &org.FormCircle{Name: string(rune('A' + c)), Parents: []org.CircleID{org.Root}})
		for p := range 9 {
			d.do(1, &org.JoinCircle{Circle: org.CircleID(2 + c), Person: org.PersonID(2 + 10*c + p)})
		}
	}
	d.day++
	d.round(2, org.PulseRoles, org.PulseRoom, [5]int{5, 0, 0, 0, 5})
	d.day += 31 // below twenty people, months are over first
	if b := besideOf(t, d.says(2, 91).Answer(measure.Pulse), "room"); b.Reason != measure.SeenApart || b.Value != nil || b.Low != nil {
		t.Errorf("five against five: %+v", b)
	}
	for _, c := range []org.CircleID{0, 3} {
		if b := besideOf(t, d.says(c, 91).Answer(measure.Pulse), "room"); b.Reason != measure.NotAsked {
			t.Errorf("circle %d was told of another's round: %+v", c, b)
		}
	}
}
