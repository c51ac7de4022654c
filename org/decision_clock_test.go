package org_test

import (
	"testing"
	"time"

	"orpheus/org"
	"orpheus/org/deciding"
)

// Over the nights in which clocks are put forward and back each way ends by the clock, each
// stage at four in the afternoon where the organisation is, neither before nor after.
func TestDecisionsWhileClocksArePut(t *testing.T) {
	for _, zone := range []string{"Europe/Amsterdam", "Europe/Copenhagen", "Asia/Kolkata"} {
		place, err := time.LoadLocation(zone)
		if err != nil {
			t.Fatal(err)
		}
		for _, night := range []time.Time{time.Date(2026, 3, 29, 0, 0, 0, 0, time.UTC), time.Date(2026, 10, 25, 0, 0, 0, 0, time.UTC)} {
			for _, p := range []deciding.Process{deciding.RoleAuthority, deciding.Advice, deciding.Consent, deciding.Election, deciding.Probe, deciding.ActFirst} {
				x := newTable(t)
				x.do(0, &org.AmendOrganisation{Zone: &zone})
				x.to(org.At(night.Add(-47 * time.Hour)))
				id := x.put(p)
				met := 0
				for d := x.s.Decision(id); d.Open(); d = x.s.Decision(id) {
					until := d.Until
					local := until.Std().In(place)
					if d.Stage != deciding.Acting && (local.Hour() != 16 || local.Minute() != 0) || d.Stage == deciding.Acting && until != d.Acted+3*org.Day {
						t.Errorf("%s, %v: %v ends at %v", zone, p, d.Stage, local)
					}
					if x.to(until - 1); x.s.Decision(id).Until != until || !x.s.Decision(id).Open() {
						t.Errorf("%s, %v: %v is over before its time", zone, p, d.Stage)
					}
					if x.to(until); x.s.Decision(id).Open() && x.s.Decision(id).Until <= until {
						t.Fatalf("%s, %v: %v is not over", zone, p, d.Stage)
					}
					met++
				}
				if met == 0 || x.s.Decision(id).Ended.Std().Before(night) {
					t.Errorf("%s, %v was over before that night", zone, p)
				}
			}
		}
	}
}

// put opens a decision in some way, with what that takes.
func (x *table) put(p deciding.Process) org.DecisionID {
	x.t.Helper()
	id := x.do(1, &org.ProposeDecision{Circle: 2, Title: "Swap shifts", Text: org.Write("Two who swap tell the roster.")})[0].Act.(*org.ProposeDecision).Decision
	if p == deciding.Probe {
		x.do(1, &org.AddTrial{Decision: id, Text: org.Write("One team."), Limit: org.Write("Two swaps a week."), On: x.now + 10*org.Day})
	}
	open := &org.OpenDecision{Decision: id, Process: p, Why: org.Write("It suits.")}
	if p == deciding.RoleAuthority || p == deciding.Election {
		open.Role = 1
	}
	x.do(1, open)
	return id
}
