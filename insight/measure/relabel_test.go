package measure_test

import (
	"math"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"orpheus/insight/measure"
	"orpheus/insight/stat"
	"orpheus/internal/racetest"
	"orpheus/org"
)

// plan is what some people of two circles do, whoever they are.
type plan struct {
	people int
	formal []int    // who holds a role of the line
	home   []int    // of each, the first or the second circle
	led    [][2]int // who began something, and in which circle
	joined [][2]int // who took part, and in which piece of work
	raised []int
}

func drawnPlan(rt *rapid.T) plan {
	p := plan{people: rapid.IntRange(10, 30).Draw(rt, "people")}
	one := rapid.IntRange(0, p.people-1)
	for range p.people {
		p.home = append(p.home, rapid.IntRange(0, 1).Draw(rt, "home"))
	}
	p.formal = []int{0, 1}
	n := rapid.IntRange(30, 60).Draw(rt, "leads")
	for range n {
		p.led = append(p.led, [2]int{one.Draw(rt, "by"), rapid.IntRange(0, 1).Draw(rt, "in")})
	}
	for range rapid.IntRange(20, 80).Draw(rt, "joins") {
		p.joined = append(p.joined, [2]int{one.Draw(rt, "who"), rapid.IntRange(0, n-1).Draw(rt, "work")})
	}
	for range rapid.IntRange(0, 20).Draw(rt, "tensions") {
		p.raised = append(p.raised, one.Draw(rt, "raises"))
	}
	return p
}

// as tells the plan with people who have these places among ids, and some more who do
// nothing.
func (p plan) as(t *testing.T, place []int, idle int) []measure.Answer {
	h := newHouse(t, p.people+idle)
	id := func(i int) org.PersonID {
		n := place[i] + 1
		if n > p.people+idle {
			t.Fatal("there are too few")
		}
		return org.PersonID(n)
	}
	h.on(0, 0, &org.FormCircle{Parents: []org.CircleID{org.Root}, Name: "A"})
	h.on(0, 0, &org.FormCircle{Parents: []org.CircleID{org.Root}, Name: "B"})
	h.on(0, 0, &org.CreateRole{Circle: org.Root, Name: "Director", Formal: true})
	h.on(0, 0, &org.CreateRole{Circle: 2, Name: "Manager", Formal: true})
	for i, f := range p.formal {
		h.on(0, 0, &org.FillSeat{Role: org.RoleID(i + 1), Person: id(f)})
	}
	for i := range p.people {
		h.on(0, 0, &org.JoinCircle{Circle: org.CircleID(2 + p.home[i]), Person: id(i)})
	}
	for _, l := range p.led {
		h.on(100, id(l[0]), &org.StartInitiative{Circle: org.CircleID(2 + l[1]), Title: "Work", Until: first + 250*org.Day})
	}
	joined := map[[2]int]bool{}
	for _, j := range p.joined {
		if !joined[j] && p.led[j[1]][0] != j[0] {
			joined[j] = true
			h.on(101, id(j[0]), &org.JoinInitiative{Initiative: org.InitiativeID(j[1] + 1)})
		}
	}
	for _, r := range p.raised {
		h.on(102, id(r), &org.RaiseTension{Circle: 2, Title: "Cold"})
	}
	return measure.Answers(h.d.Freeze(), measure.Scope{At: first + 110*org.Day, Window: 365 * 24 * time.Hour}).Answers
}

// Who people are changes no answer: others in the same places give the same numbers.
func TestWhoSomebodyIsChangesNothing(t *testing.T) {
	values := 0
	rapid.Check(t, func(rt *rapid.T) {
		p := drawnPlan(rt)
		order := make([]int, p.people)
		for i := range order {
			order[i] = i
		}
		was := p.as(t, order, 0)
		now := p.as(t, rapid.Permutation(slices.Clone(order)).Draw(rt, "order"), 0)
		for i := range was {
			a, b := was[i], now[i]
			if a.State != b.State || a.Reason != b.Reason || a.N != b.N || a.By != b.By || a.M != b.M || !alike(a.Value, b.Value) || !alike(a.Low, b.Low) || !alike(a.High, b.High) {
				rt.Fatalf("%s changes with who people are:\n%+v\n%+v", a.ID, a, b)
			}
			if (a.Chance == nil) != (b.Chance == nil) || a.Chance != nil && (!alike(&a.Chance.Low, &b.Chance.Low) || !alike(&a.Chance.High, &b.Chance.High)) {
				rt.Fatalf("what chance gives for %s changes with who people are: %+v, %+v", a.ID, a.Chance, b.Chance)
			}
			if a.State == stat.Value {
				values++
			}
		}
	})
	if values < 100 && !racetest.On {
		t.Errorf("only %d numbers were compared", values)
	}
}

// Somebody who does nothing leaves how many carry the lead as it is, and lowers the share of
// people who led.
func TestSomebodyWhoDoesNothing(t *testing.T) {
	values := 0
	rapid.Check(t, func(rt *rapid.T) {
		p := drawnPlan(rt)
		order := make([]int, p.people)
		for i := range order {
			order[i] = i
		}
		was, now := p.as(t, order, 0), p.as(t, order, 3)
		if was[0].State != stat.Value || now[0].State != stat.Value {
			return
		}
		values++
		if d := *was[0].Value; d < float64(was[0].N)-1e-9 && !alike(was[0].Value, now[0].Value) { // cut to the number of people, else
			rt.Fatalf("%d people carry %v, three more %v", was[0].N, d, *now[0].Value)
		}
		if !(*now[1].Value < *was[1].Value) {
			rt.Fatalf("the share who led goes from %v to %v", *was[1].Value, *now[1].Value)
		}
	})
	if values < 10 {
		t.Errorf("only %d were compared", values)
	}
}

func alike(a, b *float64) bool {
	if a == nil || b == nil {
		return a == b
	}
	return math.Abs(*a-*b) <= 1e-9*max(1, math.Abs(*a))
}
