package org_test

import (
	"slices"
	"testing"

	"orpheus/org"
)

// What somebody led and stopped is open to lead again, and so is work that was laid down; what
// was taken back is not.
func TestWhatIsOpenToLead(t *testing.T) {
	r := newRoom(t, 2)
	tension, work := org.RefOf(org.TensionID(1)), org.RefOf(org.InitiativeID(2))
	open := func(what org.Ref, want bool) {
		t.Helper()
		listed := slices.ContainsFunc(r.s.Openings(), func(o org.Opening) bool { return o.Ref == what })
		if is := r.s.IsOpening(what); is != want || listed != want {
			t.Errorf("%v is open to lead: %v, and listed: %v; want %v", what, is, listed, want)
		}
	}
	r.do(1, &org.RaiseTension{Circle: 2, Title: "Stairs"})
	open(tension, true)
	r.do(1, &org.TakeLead{Tension: 1})
	open(tension, false)
	r.do(1, &org.ConcludeInitiative{Initiative: 1, Stopped: true})
	open(tension, true)
	r.do(1, &org.StartInitiative{Circle: 2, Title: "A rail"})
	open(work, false)
	r.do(1, &org.LayDownLead{Lead: 2})
	open(work, true)
	r.do(1, &org.StartInitiative{Circle: 2, Title: "A lamp"})
	r.do(0, &org.WithdrawInitiative{Initiative: 3})
	open(org.RefOf(org.InitiativeID(3)), false)
}
