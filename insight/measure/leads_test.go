package measure_test

import (
	"testing"

	"orpheus/insight/measure"
	"orpheus/insight/stat"
	"orpheus/org"
)

// led is what each of eight people led in the vector of the reference, thirty leads
// in all; the formulas give for it the figures below.
var led = []int{9, 7, 5, 4, 3, 2, 0, 0}

// vector tells it: seven leads were taken, some in answer to a call, and five were
// handed out by somebody with formal authority; the others are in neither number.
func vector(t *testing.T) *told {
	d := newTold(t, len(led))
	d.day = 100
	n := 0
	for p, many := range led {
		for range many {
			origin := org.Invited
			switch n {
			case 0, 9, 16, 21:
				origin = org.SelfStarted
			case 1, 25, 28:
				origin = org.AnsweredCall
			case 2, 10, 17, 22, 26:
				origin = org.Assigned
			}
			d.lead(org.PersonID(1+p), org.Root, origin)
			n++
		}
	}
	d.day = 110
	return d
}

func TestLeadsOfTheVector(t *testing.T) {
	r := vector(t).of(org.Root, 365)
	leaders, effective, pull := by(t, r, "leaders"), by(t, r, "effective_leaders"), by(t, r, "pull_share")
	near(t, "leaders", leaders.Value, 6)
	near(t, "effective leaders", effective.Value, 5.649351)
	near(t, "from", effective.Low, 3.9332)
	near(t, "to", effective.High, 8)
	near(t, "pull share", pull.Value, .583333)
	near(t, "pull share from", pull.Low, .319511)
	near(t, "pull share to", pull.High, .806740)
	for _, m := range []struct {
		measure.Answer
		n, m int
	}{{leaders, 8, 30}, {effective, 8, 30}, {pull, 8, 12}} {
		if m.N != m.n || m.M != m.m {
			t.Errorf("%s stands on %d people and %d leads, want %d and %d", m.ID, m.N, m.M, m.n, m.m)
		}
	}
}

// Before the day that the works council agreed to there are no statistics about
// leading, of any circle; from that day on there are, of what was led from then on.
func TestNoLeadsAreCountedBeforeTheAgreement(t *testing.T) {
	d := vector(t)
	d.do(0, &org.SetSteward{Person: 1, Steward: true})
	d.do(1, &org.LayDownLead{Lead: 1})
	d.do(0, &org.FormCircle{Parents: []org.CircleID{org.Root}, Name: "Home care"})
	from := d.now() + 10*org.Day
	d.do(1, &org.AmendOrganisation{StatisticsFrom: &from})
	for range 10 {
		for _, circle := range []org.CircleID{org.Root, 2} {
			r := d.of(circle, 365)
			if len(r.Measures) != 13 {
				t.Fatalf("day %d: %d measures", d.day, len(r.Measures))
			}
			for _, m := range r.Measures {
				if m.Reason != measure.BeforeAgreement || m.Value != nil || m.Low != nil || m.N != 0 || m.M != 0 {
					t.Errorf("day %d, %s: %+v", d.day, circle, m)
				}
			}
		}
		d.day++
	}
	r := d.of(org.Root, 365)
	for _, id := range []string{"leaders", "effective_leaders", "participation", "pull_share", "reciprocity"} {
		if m := by(t, r, id); m.Reason == measure.BeforeAgreement || m.M == 0 && id != "reciprocity" {
			t.Errorf("on the day: %+v", m)
		}
	}
	if got := by(t, r, "leaders"); got.M != 29 { // not the one that ended before
		t.Errorf("%d leads count, want 29", got.M)
	}
}

// A lead counts that ran at some time in the window, and so does everybody who
// could have led then.
func TestTheWindow(t *testing.T) {
	d := newTold(t, 12)
	d.do(0, &org.JoinPerson{Guest: true}) // P13
	d.do(0, &org.RecordPerson{})          // P14, who never took part
	lead := func(day int, p org.PersonID) org.LeadID { d.day = day; return d.lead(p, org.Root, org.SelfStarted) }
	end := func(day int, by org.PersonID, l org.LeadID) { d.day = day; d.do(by, &org.LayDownLead{Lead: l}) }
	before, at, across := lead(10, 1), lead(11, 2), lead(12, 3)
	d.day = 13
	d.do(0, &org.LeavePerson{Person: 9}) // before the window
	end(19, 1, before)
	end(20, 2, at) // the moment the window begins
	end(21, 3, across)
	d.day = 25
	for _, p := range []org.PersonID{10, 11, 12, 13} { // within it; the last is a guest
		d.do(0, &org.LeavePerson{Person: p})
	}
	lead(30, 4)
	lead(40, 5) // after it
	d.day = 30
	m := by(t, d.of(org.Root, 10), "leaders")
	if m.M != 2 {
		t.Errorf("%d leads ran in the window, want the one across its beginning and the one at its end", m.M)
	}
	// Eight who are there, and three who left within the window; no guest, nobody
	// who left before.
	if m.N != 11 {
		t.Errorf("%d people could have led, want 11", m.N)
	}
	near(t, "leaders", m.Value, 2)
}

// Below eight people there is no number that would point at one of them.
func TestTooFewPeople(t *testing.T) {
	d := newTold(t, 7)
	d.day = 100
	for range 40 {
		d.lead(1, org.Root, org.SelfStarted)
	}
	for _, id := range []string{"leaders", "effective_leaders"} {
		m := by(t, d.of(org.Root, 365), id)
		if m.Value != nil || m.Of != stat.People || m.Need == nil || *m.Need != 8 || *m.Have != 7 {
			t.Errorf("%s: %+v", id, m)
		}
	}
}

// What is led in a circle is what is led in it and inside it, by whoever leads it.
func TestLeadsOfACircle(t *testing.T) {
	d := newTold(t, 12)
	d.do(0, &org.FormCircle{Parents: []org.CircleID{org.Root}, Name: "Home care"})
	d.do(0, &org.FormCircle{Parents: []org.CircleID{2}, Name: "Team Oost"})
	for p := org.PersonID(1); p <= 8; p++ {
		d.do(0, &org.JoinCircle{Circle: 3, Person: p})
	}
	d.lead(1, 3, org.SelfStarted)
	d.lead(2, 2, org.SelfStarted)
	d.lead(12, 2, org.SelfStarted) // who is no member of it
	d.lead(3, org.Root, org.SelfStarted)
	for circle, want := range map[org.CircleID][2]int{org.Root: {12, 4}, 2: {9, 3}, 3: {8, 1}} {
		if m := by(t, d.of(circle, 365), "leaders"); m.N != want[0] || m.M != want[1] {
			t.Errorf("%s: %d people and %d leads, want %v", circle, m.N, m.M, want)
		}
	}
}
