package compare

import (
	"fmt"
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"orpheus/org"
	"orpheus/org/orgtest"
)

// begin is a small organisation to start from.
func begin(t testing.TB) *org.State {
	return do(t, new(org.State),
		&org.FoundOrganisation{Slug: "linde", Name: "De Linde", Lang: "nl"},
		&org.JoinPerson{}, &org.SetSteward{Person: 1, Steward: true}, &org.JoinPerson{}, &org.JoinPerson{Guest: true},
		&org.FormCircle{Name: "Home care", Parents: []org.CircleID{org.Root}},
		&org.CreateRole{Circle: 2, Name: "Wound care"}, &org.CreateRole{Circle: org.Root, Name: "Director", Formal: true},
		&org.FillSeat{Role: 2, Person: 1}, &org.FillSeat{Role: 1, Person: 2}, &org.JoinCircle{Circle: 2, Person: 3},
		&org.FormCircle{Name: "Team Oost", Parents: []org.CircleID{2}},
	)
}

func do(t testing.TB, s *org.State, acts ...org.Act) *org.State {
	t.Helper()
	d := s.Edit()
	for _, a := range acts {
		if _, err := d.Do(a, org.Moment{At: s.Last + org.Day}); err != nil {
			t.Fatalf("%s: %v", org.NameOf(a), err)
		}
	}
	return d.Freeze()
}

func lines(changes []Change) (out []string) {
	for _, c := range changes {
		out = append(out, fmt.Sprintf("%s %s in %s: %s > %s", c.What, c.Thing, c.In, c.Before, c.After))
	}
	return out
}

func (v Value) String() string {
	return strings.Join(strings.Fields(fmt.Sprint(v.Text, " ", strings.Join(v.List, "; "), " ", strings.Trim(fmt.Sprint(v.Refs), "[]"), " ", v.Number)), " ")
}

func TestStates(t *testing.T) {
	a := begin(t)
	b := do(t, a,
		&org.AmendCircle{Circle: 2, Name: new("Care at home"), Purpose: new("Well at home")},
		&org.FormCircle{Name: "Nights", Parents: []org.CircleID{2}}, // C4
		&org.MoveCircle{Circle: 3, Parents: []org.CircleID{1, 2}},
		&org.CreateRole{Circle: 4, Name: "Keys", Places: 1}, // R3
		&org.MoveRole{Role: 1, Circle: 4},
		&org.AmendRole{Role: 1, Name: new("Wounds"), Domains: &[]string{"Dressings"}, Places: new(uint16(2)), Leads: new(true)},
		&org.FillSeat{Role: 1, Person: 1, Focus: "mornings"}, // S3
		&org.LeaveSeat{Seat: 2}, &org.FillSeat{Role: 1, Person: 2, Focus: "evenings"},
		&org.SetGuardrail{Circle: 4, Text: "No swaps at night"}, // G1
		&org.LeaveCircle{Circle: 2, Person: 3}, &org.LeavePerson{Person: 3}, &org.JoinPerson{},
		&org.CreateRole{Circle: 2, Name: "Gone at once"}, &org.RetireRole{Role: 4},
	)
	want := []string{
		"circle.renamed C2 in C1: Home care 0 > Care at home 0",
		"circle.purpose C2 in C1: 0 > Well at home 0",
		"member.left P3 in C2: 0 > 0",
		"circle.formed C4 in C2: 0 > Nights C2 0",
		"guardrail.set G1 in C4: 0 > No swaps at night 0",
		"role.renamed R1 in C4: Wound care 0 > Wounds 0",
		"role.domains R1 in C4: 0 > Dressings 0",
		"role.places R1 in C4: 0 > 2",
		"role.leads R1 in C4: 0 > 1",
		"role.moved R1 in C4: C2 0 > C4 0",
		"seat.begun S3 in C4: 0 > mornings P1 R1 0",
		"seat.focus S4 in C4: P2 R1 0 > evenings P2 R1 0",
		"role.created R3 in C4: 0 > Keys 0",
		"circle.moved C3 in C1: C2 0 > C1 C2 0",
		"person.left P3 in C1: 0 > 0",
		"person.joined P4 in C1: 0 > 0",
	}
	got := lines(States(a, b))
	for i := range max(len(got), len(want)) {
		if i >= len(got) || i >= len(want) || got[i] != want[i] {
			t.Fatalf("from %d:\n%s\nwant\n%s", i, strings.Join(got[i:], "\n"), strings.Join(want[min(i, len(want)):], "\n"))
		}
	}
	marks := map[string]Mark{}
	for ref, m := range Marks(States(a, b)) {
		marks[ref.String()] = m
	}
	if want := map[string]Mark{"C2": Changed, "C3": Moved, "C4": New, "R1": Moved, "R3": New}; !reflect.DeepEqual(marks, want) {
		t.Errorf("marks %v, want %v", marks, want)
	}
	g := Grouped(States(a, b))
	if len(g.Gone) != 2 || len(g.New) != 5 || len(g.Moved) != 2 || len(g.Changed) != 7 {
		t.Errorf("%d gone, %d new, %d moved, %d changed", len(g.Gone), len(g.New), len(g.Moved), len(g.Changed))
	}
}

// What a closed circle takes with it is said too.
func TestClosed(t *testing.T) {
	a := do(t, begin(t), &org.MoveCircle{Circle: 3, Parents: []org.CircleID{1}}, &org.SetGuardrail{Circle: 2, Text: "Ask first"})
	b := do(t, a, &org.CloseCircle{Circle: 2})
	want := []string{
		"circle.closed C2 in C1: Home care C1 0 > 0", "guardrail.lifted G1 in C2: Ask first 0 > 0", "member.left P3 in C2: 0 > 0",
		"role.retired R1 in C2: Wound care 0 > 0", "seat.ended S2 in C2: P2 R1 0 > 0",
	}
	if got := lines(States(a, b)); !slices.Equal(got, want) {
		t.Errorf("got\n%s", strings.Join(got, "\n"))
	}
	if got := Marks(States(b, do(t, b, &org.RestoreCircle{Circle: 2, Parents: []org.CircleID{1}}))); got[org.RefOf(org.CircleID(2))] != New {
		t.Errorf("brought back, it is marked %v", got)
	}
}

// picture is all of the structure, without what States does not look at.
func picture(s *org.State) string {
	var b strings.Builder
	for id, c := range s.Circles() {
		if c.Live() {
			fmt.Fprint(&b, id, c.Name, c.Purpose, c.Parents, c.Joined, c.Guardrails, "\n")
		}
	}
	for id, r := range s.Roles() {
		if r.Live() {
			var seats []string
			for _, t := range r.Seats {
				seats = append(seats, fmt.Sprint(s.Seat(t).Person, s.Seat(t).Focus))
			}
			slices.Sort(seats)
			fmt.Fprintf(&b, "%v %v %q %q %q %q %v %v %v %v %q\n", id, r.Circle, r.Name, r.Purpose, r.Accountabilities, r.Domains, r.Places, r.TermDays, r.Leads, r.Formal, seats)
		}
	}
	for id, p := range s.People() {
		if p.Present() {
			fmt.Fprint(&b, id)
		}
	}
	return b.String()
}

// Whatever people do: there are changes exactly where the structure is another one,
// also between states that share nothing, and the other way round new is gone.
func TestRandomActs(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		r := rand.New(rand.NewPCG(rapid.Uint64().Draw(rt, "seed"), 1))
		now := begin(t)
		kept := []*org.State{now}
		for range 150 {
			act, by, face := orgtest.Act(r.IntN, now)
			d := now.Edit()
			if _, err := d.Do(act, org.Moment{At: now.Last + org.Day/24, By: by, Face: face}); err != nil {
				continue
			}
			before := now
			now = d.Freeze()
			if got, differ := States(before, now), picture(before) != picture(now); differ != (len(got) > 0) {
				rt.Fatalf("%s: different %v, but %v", org.NameOf(act), differ, lines(got))
			}
			kept = append(kept, now)
		}
		a, b := kept[r.IntN(len(kept))], kept[r.IntN(len(kept))]
		got := States(a, b)
		if (picture(a) != picture(b)) != (len(got) > 0) || len(States(b, b)) != 0 {
			rt.Fatalf("from version %d to %d: %v", a.Version, b.Version, lines(got))
		}
		if again := States(a, apart(t, b)); !slices.Equal(lines(again), lines(got)) {
			rt.Fatalf("of states that share nothing: %v, else %v", lines(again), lines(got))
		}
		if there, back := turned(got, false), turned(States(b, a), true); !slices.Equal(there, back) {
			rt.Fatalf("there\n%s\nand back\n%s", strings.Join(there, "\n"), strings.Join(back, "\n"))
		}
	})
}

// turned returns what each change is about, the other way round where back is set.
func turned(changes []Change, back bool) (out []string) {
	for _, c := range changes {
		mark, from, to := c.What.Mark(), c.Before, c.After
		if c.What == SeatFocus {
			c.Thing = c.After.Refs[0] // the seats are two
		}
		if back {
			from, to = to, from
			mark = map[Mark]Mark{New: Gone, Gone: New, Moved: Moved, Changed: Changed}[mark]
		}
		out = append(out, fmt.Sprint(c.Thing, mark, from, to))
	}
	slices.Sort(out)
	return out
}

// apart returns the same state with nothing shared.
func apart(t testing.TB, s *org.State) *org.State {
	b, err := s.Encode()
	if err != nil {
		t.Fatal(err)
	}
	out, err := org.DecodeState(b)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// BenchmarkStates compares an organisation of 10,000 roles with itself 20 acts later,
// when both share most and when they share nothing, beside making the map once.
func BenchmarkStates(b *testing.B) {
	d := begin(b).Edit()
	m := org.Moment{At: 100 * org.Day}
	must := func(d *org.Draft, a org.Act) {
		if _, err := d.Do(a, m); err != nil {
			b.Fatal(err)
		}
	}
	for c := range org.CircleID(1000) {
		must(d, &org.FormCircle{Name: fmt.Sprint("circle ", c), Parents: []org.CircleID{1 + c/10}})
		for n := range 10 {
			must(d, &org.CreateRole{Circle: 4 + c, Name: fmt.Sprint("role ", n)})
			must(d, &org.FillSeat{Role: 3 + org.RoleID(c)*10 + org.RoleID(n), Person: 1})
		}
	}
	then := d.Freeze()
	d = then.Edit()
	for n := range org.RoleID(20) {
		must(d, &org.AmendRole{Role: 5 + n*400, Purpose: new("another")})
	}
	now := d.Freeze()
	began := time.Now()
	for range 20 {
		now.Map()
	}
	drawing := time.Since(began) / 20
	for name, other := range map[string]*org.State{"shared": then, "apart": apart(b, then)} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if n := len(States(other, now)); n != 20 {
					b.Fatalf("%d changes", n)
				}
			}
			b.ReportMetric(float64(b.Elapsed())/float64(b.N)/float64(drawing), "of-a-map")
		})
	}
}
