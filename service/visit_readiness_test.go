package service_test

import (
	"slices"
	"testing"

	"orpheus/insight/readiness"
	"orpheus/org"
	"orpheus/service"
)

// standing is where home care stands once so many answered a pulse about roles and safety.
func standing(t *testing.T, answers int, roles, safety uint8) *readiness.Profile {
	t.Helper()
	d, _, _, clock := sounding(t, 10)
	do(t, d, 4, &org.DropPulse{Pulse: 1})
	do(t, d, 4, &org.AskPulse{Circle: 2, First: org.PulseRoles, Second: org.PulseSafety})
	for p := range answers {
		if err := as(t, d, org.PersonID(p+4)).AnswerPulse(t.Context(), &org.PulseAnswer{Pulse: 2, Marks: []uint8{roles, roles, safety, safety}}); err != nil {
			t.Fatal(err)
		}
	}
	roundOver(t, d, clock)
	return readinessOf(t, d)
}

func readinessOf(t *testing.T, d *service.Service) *readiness.Profile {
	t.Helper()
	l, err := as(t, d, 4).Look(t.Context(), 0)
	if err != nil {
		t.Fatal(err)
	}
	p, err := l.Readiness(t.Context(), 2)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// Where a circle said in a pulse that saying what goes wrong costs something, the rule about it
// holds; of four answers nothing is said, and the rule does not hold.
func TestReadinessReadsThePulse(t *testing.T) {
	fired := func(p *readiness.Profile, rule string) bool {
		return slices.ContainsFunc(p.Fired, func(f readiness.Fired) bool { return f.Rule.ID == rule })
	}
	low := standing(t, 8, 5, 1)
	if said, known := low.Pulse.Said("SAF"); !known || said.Mean != 0 || !fired(low, "R3") || fired(low, "R5") {
		t.Errorf("they said %+v, %v, and %d rules hold", said, known, len(low.Fired))
	}
	if said, known := low.Pulse.Said("ROL"); !known || said.Mean != 100 || said.Low != 100 {
		t.Errorf("of roles they said %+v, %v", said, known)
	}
	if _, known := low.Pulse.Said("WRK"); known {
		t.Error("something is told that nobody asked about")
	}
	if high := standing(t, 8, 1, 5); fired(high, "R3") || !fired(high, "R5") {
		t.Error("the rules go by another subject")
	}
	if few := standing(t, 4, 5, 1); few.Pulse != nil || fired(few, "R3") {
		t.Error("of four answers something is told")
	}
}
