package measure_test

import (
	"math"
	"testing"

	"orpheus/insight/measure"
	"orpheus/org"
)

// What a proposal would change: a second circle leads to ties across circles where there
// were none, and a role that leads to one more who holds one; what stays is not told.
func TestWhatAProposalWouldChange(t *testing.T) {
	h := newHouse(t, 12)
	h.on(0, 0, &org.FormCircle{Parents: []org.CircleID{org.Root}, Name: "A"})
	h.on(0, 0, &org.FormCircle{Parents: []org.CircleID{org.Root}, Name: "B"})
	for p := 1; p <= 12; p++ {
		h.on(0, 0, &org.JoinCircle{Circle: org.CircleID(2 + p/12), Person: org.PersonID(p)})
	}
	for p := 1; p <= 6; p++ {
		h.on(1, org.PersonID(p), &org.StartInitiative{Circle: org.Root, Title: "Work", Until: first + 300*org.Day})
		for o := 1; o <= 12; o++ {
			if o != p {
				h.on(2, org.PersonID(o), &org.JoinInitiative{Initiative: org.InitiativeID(p)})
			}
		}
	}
	was := h.d.Freeze()
	scope := measure.Scope{At: first + 10*org.Day, Window: measure.Year}
	if all := measure.WhatIf(was, was, scope); len(all) != 0 {
		t.Errorf("nothing changes: %+v", all)
	}
	for p := 7; p <= 11; p++ {
		h.on(3, org.PersonID(p), &org.LeaveCircle{Circle: 2, Person: org.PersonID(p)})
		h.on(3, 0, &org.JoinCircle{Circle: 3, Person: org.PersonID(p)})
	}
	h.on(3, 0, &org.CreateRole{Circle: 3, Name: "Lead", Leads: true, Holder: 7})
	told := map[measure.Question]measure.Difference{}
	for _, d := range measure.WhatIf(was, h.d.Freeze(), scope) {
		told[d.ID] = d
	}
	across := told[measure.CrossBoundary]
	if across.Is.Value == nil || math.Abs(*across.Is.Value-6.0/11) > 1e-9 || math.Abs(*across.Was.Value-1.0/11) > 1e-9 || !across.Clear {
		t.Errorf("across circles: %+v", across)
	}
	if d := told[measure.LeadHolders]; d.Is.Value == nil || *d.Is.Value != 1 || *d.Was.Value != 0 || !d.Clear {
		t.Errorf("who leads a circle: %+v", d)
	}
	if _, ok := told[measure.Reciprocity]; ok {
		t.Error("what stays the same is told")
	}
}
