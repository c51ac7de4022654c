package ties_test

import (
	"math/rand/v2"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"orpheus/insight/measure"
	"orpheus/insight/ties"
	"orpheus/org"
)

// A cell that is shown has five people on each side; picture and file have the ties of shown
// cells, all of them and no others, as the sample of the measures has them.
func TestOnlyShownCellsAreInAnything(t *testing.T) {
	shown := 0
	rapid.Check(t, func(t *rapid.T) {
		d := random(t)
		me := org.PersonID(rapid.IntRange(0, d.people).Draw(t, "who looks"))
		n := d.network(me)
		s := measure.TakeTied(&d.draft.State, d.scope())
		seating := ties.Seat(&d.draft.State, d.now())
		circle := map[org.CircleID]int{}
		for i, c := range seating.Circles {
			circle[c.ID] = i
		}
		k := len(circle)
		count := make([]int, k*k)
		from, to := make([]map[int32]bool, k*k), make([]map[int32]bool, k*k)
		for _, tie := range s.Ties {
			c := circle[s.Members[tie.From].Home]*k + circle[s.Members[tie.To].Home]
			if count[c]++; from[c] == nil {
				from[c], to[c] = map[int32]bool{}, map[int32]bool{}
			}
			from[c][tie.From], to[c][tie.To] = true, true
		}
		if n.Reason != ties.Shown {
			if len(n.Ties)+len(n.People)+len(n.Cells)+len(n.Own.Ties) > 0 {
				t.Fatalf("not shown (%s), and not empty: %+v", n.Reason, n)
			}
			return
		}
		shown++
		want := 0
		for a := range k {
			for b := range k {
				c := n.Cells[a][b]
				if !c.Shown && c.Ties != 0 {
					t.Fatalf("a hidden cell says %d", c.Ties)
				}
				if c.Shown {
					want += c.Ties
					if c.Ties != count[a*k+b] || len(from[a*k+b]) < measure.LeastActed || len(to[a*k+b]) < measure.LeastActed {
						t.Fatalf("%d to %d is shown as %d: %d ties from %d to %d people", a, b, c.Ties, count[a*k+b], len(from[a*k+b]), len(to[a*k+b]))
					}
				}
			}
		}
		if len(n.Ties) != want {
			t.Fatalf("%d ties of %d in shown cells", len(n.Ties), want)
		}
		for _, tie := range n.Ties {
			if !n.Cells[n.People[tie.From].Home][n.People[tie.To].Home].Shown {
				t.Fatal("a tie of a hidden cell is drawn")
			}
		}
		for _, tie := range n.Own.Ties {
			if n.People[tie.From].ID != me && n.People[tie.To].ID != me {
				t.Fatalf("%s is shown a tie of others as their own", me)
			}
		}
		f := n.File(rand.New(rand.NewPCG(1, 2)), func(i int) string { return n.Circles[i].ID.String() }, "")
		for _, c := range f.Cells {
			if c.Ties%5 != 0 {
				t.Fatalf("a file has the exact %d of %s to %s", c.Ties, c.From, c.To)
			}
		}
		if len(f.Ties) != want || len(f.People) != len(n.People) {
			t.Fatalf("the file has %d ties and %d people", len(f.Ties), len(f.People))
		}
		you := 0
		for _, p := range f.People {
			if p.You {
				you++
			}
		}
		if (you == 1) != (n.Own.Dot >= 0) || you > 1 {
			t.Fatalf("%d are marked as who looks", you)
		}
	})
	if shown == 0 {
		t.Error("nothing was ever shown")
	}
}

// The twelve parts of the window together have the ties of the window, and what ran for one
// month is in the months it ran in.
func TestMonthsOfAYear(t *testing.T) {
	d := newTold(t, 1, 12)
	d.day = 100
	for p := range 12 {
		d.lead(org.PersonID(p+1), org.Root, org.PersonID((p+1)%12+1), org.PersonID((p+2)%12+1))
	}
	d.day = 120
	for l := range 12 {
		d.do(org.PersonID(l+1), &org.LayDownLead{Lead: org.LeadID(l + 1)})
	}
	d.day = 365 + 50
	n := d.network(0)
	if n.Reason != ties.Shown || len(n.Ties) != 24 {
		t.Fatalf("%q with %d ties", n.Reason, len(n.Ties))
	}
	for _, tie := range n.Ties { // from day 50 on, a month has 30.4 days: days 100 to 120 are in the second and third
		if want := [12]bool{1: true, 2: true}; tie.Runs != want {
			t.Fatalf("runs in %v", tie.Runs)
		}
	}
	d.day = 365 + 130
	if n := d.network(0); len(n.Ties) != 0 {
		t.Errorf("what ended before the window is in it: %d ties", len(n.Ties))
	}
}

// Whoever comes takes a new place, and nobody else moves; all windows have the same places.
func TestNobodyMovesWhenSomebodyComes(t *testing.T) {
	d := crowd(t, 30)
	places := func(n *ties.Network) map[org.PersonID][2]int {
		all := map[org.PersonID][2]int{}
		for _, p := range n.People {
			all[p.ID] = [2]int{int(n.Circles[p.Home].ID), p.Seat}
		}
		return all
	}
	before := places(d.network(1))
	if len(before) != 30 {
		t.Fatalf("%d people have a place", len(before))
	}
	taken := map[[2]int]bool{}
	for _, at := range before {
		if taken[at] {
			t.Fatal("two people have one place")
		}
		taken[at] = true
	}
	for range 5 {
		d.lead(d.comes(), org.Root, 1, 2, 3)
	}
	after := places(d.network(1))
	for p, at := range before {
		if after[p] != at {
			t.Errorf("%s moved from %v to %v", p, at, after[p])
		}
	}
	if len(after) != 35 {
		t.Errorf("%d people have a place now", len(after))
	}
	short := d.scope()
	short.Window /= 12
	half := ties.Of(&d.draft.State, ties.Leading, short, 1, ties.Seat(&d.draft.State, d.now()))
	for p, at := range places(half) {
		if after[p] != at {
			t.Errorf("%s is elsewhere in another window", p)
		}
	}
}

// Of seven people nothing is told, and of eight something may be.
func TestNothingOfFewPeople(t *testing.T) {
	of := func(people int) *told {
		d := newTold(t, 0, people)
		d.day = 20
		for p := range people {
			d.lead(org.PersonID(p+1), org.Root, org.PersonID((p+1)%people+1), org.PersonID((p+2)%people+1))
		}
		return d
	}
	if n := of(7).network(1); n.Reason != ties.FewPeople || len(n.People) > 0 {
		t.Errorf("of seven people: %+v", n)
	}
	d := of(8)
	if n := d.network(1); n.Reason != ties.Shown || len(n.Ties) != 16 {
		t.Errorf("of eight people: %q, %d ties", n.Reason, len(n.Ties))
	}
	b := ties.Aside(&d.draft.State, d.scope())
	if _, told := b.FormalPeople.Value(); told {
		t.Error("a share is told of nobody with a formal role")
	}
	if _, told := b.Followed.Value(); told {
		t.Error("a share is told of eight who led")
	}
}

// Nothing is told before the day that was agreed, and nothing that ended before it later.
func TestNothingBeforeTheAgreement(t *testing.T) {
	d := crowd(t, 20)
	d.do(0, &org.SetSteward{Person: 1, Steward: true})
	from := d.now() + 10*org.Day
	d.do(1, &org.AmendOrganisation{StatisticsFrom: &from})
	if n := d.network(1); n.Reason != ties.NotAgreed || len(n.People)+len(n.Own.Led) > 0 {
		t.Errorf("before the day: %+v", n)
	}
	if b := ties.Aside(&d.draft.State, d.scope()); b.Reason != ties.NotAgreed || len(b.Origins) > 0 {
		t.Errorf("before the day: %+v", b)
	}
	d.day += 5
	for l := range 20 {
		d.do(org.PersonID(l+1), &org.LayDownLead{Lead: org.LeadID(l + 1)})
	}
	d.day += 20
	if n := d.network(1); len(n.Ties)+len(n.Own.Led) > 0 {
		t.Errorf("what ended before the day counts: %d ties", len(n.Ties))
	}
}

// What is asked for advice ties people the other way than what is led, and apart from it.
func TestAdviceIsANetworkOfItsOwn(t *testing.T) {
	d := crowd(t, 24)
	n := ties.Of(&d.draft.State, ties.Advice, d.scope(), 1, ties.Seat(&d.draft.State, d.now()))
	if len(n.Ties) > 0 || n.Reason != ties.FewTies {
		t.Errorf("nobody was asked: %q, %d ties", n.Reason, len(n.Ties))
	}
}

// Whose file it is is marked, and files differ in their numbers: two cannot be laid beside each
// other.
func TestNumbersTellNothing(t *testing.T) {
	n := crowd(t, 30).network(3)
	name := func(i int) string { return n.Circles[i].ID.String() }
	one := n.File(rand.New(rand.NewPCG(1, 1)), name, "")
	two := n.File(rand.New(rand.NewPCG(2, 2)), name, "")
	you := func(f *ties.NetworkFile) int {
		return slices.IndexFunc(f.People, func(d ties.NetworkDot) bool { return d.You })
	}
	if you(one) < 0 || you(one) == you(two) {
		t.Errorf("who asks is number %d and number %d", you(one), you(two))
	}
	if slices.Equal(one.Ties, two.Ties) {
		t.Error("two files have the same numbers")
	}
	for i, p := range one.People {
		if p.N != i+1 {
			t.Fatalf("number %d stands at %d", p.N, i)
		}
		if p.Formal != nil {
			t.Fatal("a role is said of a circle in which nobody has one")
		}
	}
}
