package org_test

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"reflect"
	"slices"
	"testing"

	"github.com/go-json-experiment/json"

	"pgregory.net/rapid"

	"orpheus/org"
	"orpheus/org/orgtest"
)

// planning is a small organisation to plan on.
func planning(t testing.TB) *org.State {
	t.Helper()
	d := new(org.State).Edit()
	for _, a := range beginning() {
		if _, err := d.Do(a, org.Moment{At: org.Day}); err != nil {
			t.Fatal(err)
		}
	}
	return d.Freeze()
}

func add(t testing.TB, p org.Plan, s *org.State, acts ...org.Act) org.Plan {
	t.Helper()
	for _, a := range acts {
		var err error
		if p, err = p.Add(s, s.Last, a); err != nil {
			t.Fatalf("%s: %v", org.NameOf(a), err)
		}
	}
	return p
}

// madeBy is the planned id of what act i of a plan makes.
func madeBy(p org.Plan, i int) uint32 {
	switch a := p.Acts[i].(type) {
	case *org.FormCircle:
		return uint32(a.Circle)
	case *org.CreateRole:
		return uint32(a.Role)
	}
	return 0
}

// What an earlier act makes, later ones name; whatever is made meanwhile, each names what
// it meant.
func TestPlanNamesWhatItMakes(t *testing.T) {
	s := planning(t)
	p := add(t, org.Plan{}, s, &org.FormCircle{Name: " Nights ", Parents: []org.CircleID{2}})
	night := org.CircleID(madeBy(p, 0))
	p = add(t, p, s, &org.CreateRole{Circle: night, Name: "Swaps"}, &org.FormCircle{Name: "Keys", Parents: []org.CircleID{org.Root, night}})
	p = add(t, p, s, &org.FillSeat{Role: org.RoleID(madeBy(p, 1)), Person: 2}, &org.MoveRole{Role: 1, Circle: night})
	b, err := json.Marshal(p) // as it is kept
	if err != nil {
		t.Fatal(err)
	}
	p = org.Plan{}
	if err := json.Unmarshal(b, &p); err != nil {
		t.Fatal(err)
	}
	d := s.Edit() // others are quicker
	for _, a := range []org.Act{&org.FormCircle{Name: "Quicker", Parents: []org.CircleID{2}}, &org.CreateRole{Circle: 2, Name: "Quicker too"}} {
		if _, err := d.Do(a, org.Moment{At: s.Last}); err != nil {
			t.Fatal(err)
		}
	}
	now := d.Freeze()
	trial := p.Try(now, now.Last)
	for i, err := range trial.Faults {
		if err != nil {
			t.Fatalf("act %d: %v", i, err)
		}
	}
	real := trial.Real(org.RefOf(night))
	c := trial.State.Circle(org.CircleID(real.N))
	if c == nil || c.Name != "Nights" || len(c.Roles) != 2 || len(c.Children) != 1 || trial.Planned(real) != org.RefOf(night) {
		t.Fatalf("%v became %v, %+v", night, real, c)
	}
	if swaps := trial.State.Role(c.Roles[1]); swaps.Name != "Swaps" || len(swaps.Seats) != 1 || trial.State.Seat(swaps.Seats[0]).Person != 2 {
		t.Errorf("in it is %+v", swaps)
	}
	if trial.State.Circle(org.CircleID(real.N + 1)).Parents[1] != org.CircleID(real.N) {
		t.Error("the circle in it is elsewhere")
	}
	if now.Circle(org.CircleID(real.N)) != nil || now.Possible(p.Acts, now.Last) != nil {
		t.Errorf("the state itself changed, or a proposal of it is refused: %v", now.Possible(p.Acts, now.Last))
	}
	for _, r := range org.About(p.Acts[1]) {
		if r.Letter == 'C' && !r.Planned() {
			t.Errorf("it names %v", r)
		}
	}
}

func TestPlanRefuses(t *testing.T) {
	s := planning(t)
	full := org.Plan{}
	for range org.MaxCarried {
		full = add(t, full, s, &org.CreateRole{Circle: 2, Name: "One more"})
	}
	renamed := add(t, org.Plan{}, s, &org.AmendCircle{Circle: 2, Name: new("Care")})
	for _, c := range []struct {
		name, key string
		plan      org.Plan
		act       org.Act
	}{
		{"too many", "carried.many", full, &org.CreateRole{Circle: 2, Name: "x"}},
		{"what is no structure", "carried.kind", org.Plan{}, &org.RaiseTension{Circle: 2, Title: "x"}},
		{"what is done in person", "carried.kind", org.Plan{}, &org.TakeSeat{Role: 1}},
		{"what only a rule does", "carried.kind", org.Plan{}, &org.ExpireSeat{Seat: 1}},
		{"a circle that is not there", "circle.unknown", org.Plan{}, &org.CreateRole{Circle: 99, Name: "x"}},
		{"a planned circle that is not in the plan", "plan.hangs", org.Plan{}, &org.CreateRole{Circle: 1 << 31, Name: "x"}},
		{"no name", "name.missing", org.Plan{}, &org.CreateRole{Circle: 2}},
		{"the same again", "act.nothing", renamed, &org.AmendCircle{Circle: 2, Name: new("Care")}},
		{"the root", "circle.root", org.Plan{}, &org.CloseCircle{Circle: org.Root}},
	} {
		next, err := c.plan.Add(s, s.Last, c.act)
		if e, ok := err.(*org.Error); !ok || e.Key != c.key || len(next.Acts) != len(c.plan.Acts) {
			t.Errorf("%s: %v, %d acts", c.name, err, len(next.Acts))
		}
	}
}

// What is taken out takes along what hangs on it, and no number is given twice.
func TestPlanWithout(t *testing.T) {
	s := planning(t)
	p := add(t, org.Plan{}, s, &org.FormCircle{Name: "Nights", Parents: []org.CircleID{2}}, &org.AmendCircle{Circle: 2, Name: new("Care")})
	night := org.CircleID(madeBy(p, 0))
	p = add(t, p, s, &org.CreateRole{Circle: night, Name: "Swaps"}, &org.CreateRole{Circle: 2, Name: "Keys"})
	p = add(t, p, s, &org.FillSeat{Role: org.RoleID(madeBy(p, 2)), Person: 2})
	if got := p.Hanging(0); !slices.Equal(got, []int{2, 4}) {
		t.Errorf("on the circle hang %v", got)
	}
	if got := p.Hanging(1); got != nil {
		t.Errorf("on the name hang %v", got)
	}
	rest := p.Without(0)
	if len(rest.Acts) != 2 || rest.Acts[0] != p.Acts[1] || rest.Acts[1] != p.Acts[3] || len(p.Acts) != 5 {
		t.Fatalf("left are %d of %d", len(rest.Acts), len(p.Acts))
	}
	rest = add(t, rest, s, &org.FormCircle{Name: "Days", Parents: []org.CircleID{2}})
	if got := madeBy(rest, 2); org.CircleID(got) == night {
		t.Error("another circle has the number of the one that was taken out")
	}
	if got := p.Without(7, -1); len(got.Acts) != 5 {
		t.Errorf("%d acts without what is not there", len(got.Acts))
	}
}

// Whatever people gather, and whatever others do meanwhile: what is left of a plan after
// a refresh can be done, and doing it is what was shown.
func TestRandomPlans(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		r := rand.New(rand.NewPCG(rapid.Uint64().Draw(rt, "seed"), 1))
		now, p := planning(t), org.Plan{}
		gathered := 0
		for range 120 {
			switch r.IntN(6) {
			case 0: // others
				act, by, face := orgtest.Act(r.IntN, now)
				d := now.Edit()
				if _, err := d.Do(act, org.Moment{At: now.Last + org.Day/24, By: by, Face: face}); err == nil {
					now = d.Freeze()
				}
			case 1:
				if len(p.Acts) > 0 && r.IntN(3) == 0 {
					i := r.IntN(len(p.Acts))
					went := 1 + len(p.Hanging(i))
					next := p.Without(i)
					if len(next.Acts) != len(p.Acts)-went {
						rt.Fatalf("%d of %d left, %d went", len(next.Acts), len(p.Acts), went)
					}
					p = next
				}
			default:
				t := p.Try(now, now.Last)
				act, _, _ := orgtest.Act(r.IntN, t.State) // which names what the plan makes as it would be numbered
				if next, err := p.Add(now, now.Last, t.Plan(asKept(rt, act))); err == nil {
					p, gathered = next, gathered+1
				}
			}
			before := now.Version
			left := p.Possible(now, now.Last)
			trial, steps := left.TrySteps(now, now.Last)
			for i, err := range trial.Faults {
				if err != nil {
					rt.Fatalf("after a refresh %s is refused: %v", org.NameOf(left.Acts[i]), err)
				}
			}
			if len(steps) > 0 && steps[len(steps)-1].Version != trial.State.Version || now.Version != before {
				rt.Fatal("the last step is not the end, or the state changed")
			}
			if err := orgtest.Consistent(trial.State); err != nil {
				rt.Fatal(err)
			}
			if err := now.Possible(left.Acts, now.Last); err != nil {
				rt.Fatalf("what is left cannot be proposed: %v", err)
			}
			if done := doneOneByOne(rt, now, left, trial); !reflect.DeepEqual(done.Map(), trial.State.Map()) {
				rt.Fatal("the map as it would be is not the map once it is done")
			}
		}
	})
}

// asKept is an act as a plan is kept, and as a log has it: in JSON, in which an empty list
// is one however it was made.
func asKept(t *rapid.T, act org.Act) org.Act {
	b, err := json.Marshal(act)
	if err != nil {
		t.Fatal(err)
	}
	made := org.KindOf(act).New()
	if err := json.Unmarshal(b, made); err != nil {
		t.Fatal(err)
	}
	return made
}

// doneOneByOne does the acts of a plan as if each were the act of a form: what the plan
// names is put in by its number, as text.
func doneOneByOne(t *rapid.T, s *org.State, p org.Plan, what *org.WhatIf) *org.State {
	d := s.Edit()
	for _, act := range p.Acts {
		b, err := json.Marshal(act)
		if err != nil {
			t.Fatal(err)
		}
		made := org.KindOf(act).New()
		for _, r := range org.About(act) {
			if r.Planned() {
				b = bytes.ReplaceAll(b, fmt.Append(nil, r.N), fmt.Append(nil, what.Real(r).N))
			}
		}
		if err := json.Unmarshal(b, made); err != nil {
			t.Fatal(err)
		}
		if _, err := d.Do(made, org.Moment{At: s.Last, Face: org.Rule}); err != nil {
			t.Fatalf("%s: %v", b, err)
		}
	}
	return d.Freeze()
}
