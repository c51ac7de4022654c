package service_test

import (
	"strconv"
	"strings"
	"sync"
	"testing"

	"orpheus/org"
	"orpheus/service"
)

func gathered(t *testing.T, v *service.Visit) *service.Plan {
	t.Helper()
	p, err := v.Plan(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// A plan is one person's, changes nothing, and says what others make impossible.
func TestPlanOfAVisit(t *testing.T) {
	d, _ := visiting(t)
	bo, ada := as(t, d, 2), as(t, d, 1)
	form := &org.FormCircle{Parents: []org.CircleID{2}, Name: "Garden"}
	for range 2 { // the second press of one button
		if err := bo.AddToPlan(t.Context(), form, "one form"); err != nil {
			t.Fatal(err)
		}
	}
	p := gathered(t, bo)
	if len(p.Acts) != 1 || p.Look.State.Circle(4) == nil || p.Now.State.Circle(4) != nil || form.Circle != 0 {
		t.Fatalf("%d acts, %+v", len(p.Acts), form)
	}
	garden := p.WhatIf.Planned(org.RefOf(org.CircleID(4)))
	for _, act := range []org.Act{&org.CreateRole{Circle: org.CircleID(garden.N), Name: "Apples"}, &org.AmendCircle{Circle: 2, Name: new("Care")}, &org.CloseCircle{Circle: 3}} {
		if err := bo.AddToPlan(t.Context(), act, ""); err != nil {
			t.Fatal(err)
		}
	}
	if got := gathered(t, ada); len(got.Acts) != 0 {
		t.Errorf("somebody else has %d of it", len(got.Acts))
	}
	if err := bo.AddToPlan(t.Context(), &org.CreateRole{Circle: 3, Name: "Late"}, ""); err == nil || err.Error() != "circle.closed: C3" {
		t.Errorf("what an earlier act makes impossible: %v", err)
	}
	do(t, d, 0, &org.AmendCircle{Circle: 2, Name: new("Care")})
	p = gathered(t, bo)
	if err := p.WhatIf.Faults[2]; len(p.Acts) != 4 || err == nil || err.Error() != "act.nothing" {
		t.Fatalf("%d acts; what somebody did meanwhile: %v", len(p.Acts), err)
	}
	if err := bo.RefreshPlan(t.Context()); err != nil || len(gathered(t, bo).Acts) != 3 {
		t.Errorf("%v; refreshed it has %d", err, len(gathered(t, bo).Acts))
	}
	p = gathered(t, bo)
	if err := bo.TakeFromPlan(t.Context(), 0, p.Turn-1); err == nil || err.Error() != "plan.changed" {
		t.Errorf("seen in an earlier turn: %v", err)
	}
	if err := bo.TakeFromPlan(t.Context(), 0, p.Turn); err != nil || len(gathered(t, bo).Acts) != 1 {
		t.Errorf("%v; without the circle it has %d", err, len(gathered(t, bo).Acts))
	}
	if err := bo.TakeFromPlan(t.Context(), 9, p.Turn+1); err == nil {
		t.Error("what is not there is taken out")
	}
	mine, err := bo.Mine(t.Context())
	if err != nil || len(mine.Private["plan"]) == 0 {
		t.Errorf("what is kept of somebody has no plan: %v", err)
	}
	if err := bo.DropPlan(t.Context()); err != nil || len(gathered(t, bo).Acts) != 0 {
		t.Error("it is still there", err)
	}
	if err := as(t, d, 3).AddToPlan(t.Context(), form, ""); err == nil || err.Error() != "right.member" {
		t.Errorf("a guest gathers: %v", err)
	}
	do(t, d, 0, &org.LeavePerson{Person: 2})
	if err := bo.AddToPlan(t.Context(), form, ""); err == nil || err.Error() != "person.gone: P2" {
		t.Errorf("somebody who left gathers: %v", err)
	}
}

// Two windows at once lose nothing, and texts do not grow without end.
func TestPlanFromTwoWindows(t *testing.T) {
	d, _ := visiting(t)
	v := as(t, d, 2)
	var all sync.WaitGroup
	for i := range 10 {
		all.Go(func() {
			if err := v.AddToPlan(t.Context(), &org.CreateRole{Circle: 2, Name: "Role " + strconv.Itoa(i)}, strconv.Itoa(i)); err != nil {
				t.Error(err)
			}
		})
	}
	all.Wait()
	if got := gathered(t, v); len(got.Acts) != 10 {
		t.Errorf("%d of 10", len(got.Acts))
	}
	long := make([]string, 70)
	for i := range long {
		long[i] = strings.Repeat("a", 3900)
	}
	if err := v.AddToPlan(t.Context(), &org.CreateRole{Circle: 2, Name: "Long", Accountabilities: long}, ""); err == nil || err.Error() != "plan.large" {
		t.Errorf("too long: %v", err)
	}
}
