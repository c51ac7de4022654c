package org_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"orpheus/org"
	"orpheus/org/orgtest"
)

// care is De Linde with two teams in Home care and an office beside it.
//
//	root     C1  Fatima is director (formal)
//	home     C2  Kofi leads, Noor and Roza (a guest) joined
//	oost     C3  in home: Bram leads, Noor plans rosters, Iris joined
//	west     C4  in home: nobody leads; Jan and the guest Roza joined
//	office   C5  in root: Jan leads, Iris plans rosters too
func care(t *testing.T) *org.State {
	t.Helper()
	return tell(t, linde(t), []step{
		{act: &org.JoinPerson{}}, // Iris, P6
		{act: &org.JoinPerson{}}, // Jan, P7
		{act: &org.JoinPerson{}}, // Lena, P8, leaves
		{act: &org.FormCircle{Name: "Oost", Parents: []org.CircleID{home}}},
		{act: &org.FormCircle{Name: "West", Parents: []org.CircleID{home}}},
		{act: &org.FormCircle{Name: "Office", Parents: []org.CircleID{org.Root}}},
		{act: &org.CreateRole{Circle: home, Name: "Coordinator", Leads: true, Holder: kofi}},                           // R3
		{act: &org.CreateRole{Circle: oost, Name: "Coordinator", Leads: true, Holder: bram}},                           // R4
		{act: &org.CreateRole{Circle: oost, Name: "Rosters", Domains: []string{"Swaps", "The  roster"}, Holder: noor}}, // R5
		{act: &org.JoinCircle{Circle: oost, Person: iris}},
		{act: &org.JoinCircle{Circle: west, Person: jan}},
		{act: &org.JoinCircle{Circle: west, Person: roza}},
		{act: &org.CreateRole{Circle: office, Name: "Office", Leads: true, Holder: jan}},                       // R6
		{act: &org.CreateRole{Circle: office, Name: "Rosters", Domains: []string{"the roster"}, Holder: iris}}, // R7
		{act: &org.FillSeat{Role: 5, Person: lena}},
		{act: &org.LeavePerson{Person: lena}},
	})
}

const (
	iris org.PersonID = 6 + iota
	jan
	lena
)

const (
	oost org.CircleID = 3 + iota
	west
	office
)

func ptr[T any](v T) *T { return &v }

// told is a list of people in one line: P4 leads_circle C3, P1? authority R1.
func told(all []org.Concerned) string {
	var out []string
	for _, c := range all {
		out = append(out, fmt.Sprintf("%v%s %v %v", c.Person, map[bool]string{true: "?"}[c.Asked], c.Because, c.Of))
	}
	return strings.Join(out, ", ")
}

func TestWhoIsConcerned(t *testing.T) {
	s := care(t)
	for _, c := range []struct {
		is   string
		in   org.CircleID
		acts []org.Act
		want string
	}{
		{
			"a question without changes is for its circle", oost, nil,
			"P3 member C3, P4 member C3, P6 member C3, P1? authority R1",
		},
		{
			"a role of a team goes, decided around it", home,
			[]org.Act{&org.RetireRole{Role: 5}},
			"P3 loses R5, P6 domain R7, P4 leads_circle C3, P2 member C2, P5 member C2, P1? authority R1",
		},
		{
			"a role changes in something else than its domains", home,
			[]org.Act{&org.AmendRole{Role: 5, Purpose: ptr("Fair")}},
			"P3 role_changes R5, P4 leads_circle C3, P2 member C2, P5 member C2, P6? borders C3, P1? authority R1",
		},
		{
			"a domain that another role has too is given up", home,
			[]org.Act{&org.AmendRole{Role: 5, Domains: ptr([]string{"Swaps"})}},
			"P3 role_changes R5, P6 domain R7, P4 leads_circle C3, P2 member C2, P5 member C2, P1? authority R1",
		},
		{
			"a domain that stays touches nobody", home,
			[]org.Act{&org.AmendRole{Role: 5, Domains: ptr([]string{"The  roster"})}},
			"P3 role_changes R5, P4 leads_circle C3, P2 member C2, P5 member C2, P6? borders C3, P1? authority R1",
		},
		{
			"a role moves between circles", org.Root,
			[]org.Act{&org.MoveRole{Role: 5, Circle: office}},
			"P3 role_moves R5, P4 leads_circle C3, P7 leads_circle C5, P1 member C1, P6? borders C3",
		},
		{
			"nobody leads a circle that changes: its members decide", home,
			[]org.Act{&org.CreateRole{Circle: west, Name: "Keys", Holder: bram}},
			"P4 gets C4, P2 member C2, P3 member C2, P5 member C2, P7 circle_changes C4, P1? authority R1",
		},
		{
			"a circle is closed", home,
			[]org.Act{&org.CloseCircle{Circle: oost}},
			"P3 loses R5, P4 loses R4, P6 loses C3, P2 member C2, P5 member C2, P1? authority R1",
		},
		{
			"a circle moves", org.Root,
			[]org.Act{&org.MoveCircle{Circle: oost, Parents: []org.CircleID{office}}},
			"P2 leads_circle C2, P4 leads_circle C3, P7 leads_circle C5, P1 member C1, P3? borders C3, P5? borders C2, P6? borders C3",
		},
		{
			"a guardrail of a circle holds for all within", home,
			[]org.Act{&org.SetGuardrail{Circle: home, Text: "At most 500 euro"}},
			"P2 leads_circle C2, P3 member C2, P5 member C2, P1? authority R1, P4? inside C3",
		},
		{
			"seats are given and left", oost,
			[]org.Act{&org.FillSeat{Role: 5, Person: roza}, &org.LeaveSeat{Seat: 3}},
			"P4 loses R4, P5 gets R5, P3 role_changes R5, P6 member C3, P1? authority R1",
		},
		{
			"a circle without members is decided about by those around it", 6, nil, "",
		},
		{
			"what the acts make is not there yet", home,
			[]org.Act{
				&org.FormCircle{Circle: 9, Name: "Noord", Parents: []org.CircleID{home}}, &org.CreateRole{Role: 30, Circle: 9, Name: "Rosters", Holder: jan},
				&org.FillSeat{Role: 30, Person: iris}, &org.MoveRole{Role: 5, Circle: 9}, &org.RetireRole{Role: 77}, &org.LeaveSeat{Seat: 77},
				&org.LiftGuardrail{Guardrail: 77}, &org.CloseCircle{Circle: 77}, &org.MoveCircle{Circle: 77, Parents: []org.CircleID{78}},
				&org.RestoreRole{Role: 77}, &org.RestoreSeat{Of: 77}, &org.AmendRole{Role: 77}, &org.JoinCircle{Circle: 77, Person: 99},
			},
			"P6 gets P6, P7 gets P7, P3 role_moves R5, P2 leads_circle C2, P4 leads_circle C3, P5 member C2, P1? authority R1",
		},
		{
			"who left is not concerned, though a change names them", office,
			[]org.Act{&org.FillSeat{Role: 7, Person: lena}},
			"P6 role_changes R7, P7 leads_circle C5, P1? authority R1",
		},
	} {
		if got := told(s.Concerned(c.in, c.acts, s.Last)); got != c.want {
			t.Errorf("%s:\n got %s\nwant %s", c.is, got, c.want)
		}
	}
}

func TestWhoStandsForACircleWithoutMembers(t *testing.T) {
	s := tell(t, care(t), []step{
		{act: &org.FormCircle{Name: "Empty", Parents: []org.CircleID{oost}}},           // C6
		{act: &org.SetGuardrail{Circle: oost, Text: "Two at night"}},                   // G1
		{by: jan, act: &org.StartInitiative{Title: "A room for it", Circle: org.Root}}, // I1
		{act: &org.MoveCircle{Circle: 6, Parents: []org.CircleID{oost}}, want: "act.nothing"},
	})
	if got, want := told(s.Concerned(6, nil, s.Last)), "P3 member C3, P4 member C3, P6 member C3, P1? authority R1"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	if got, want := told(s.Concerned(org.Root, nil, s.Last)), "P1 member C1, P7? work I1"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	s = tell(t, s, []step{
		{act: &org.CreateRole{Circle: 6, Name: "One", Holder: jan}},
		{act: &org.LeaveSeat{Seat: s.Person(fatima).Seats[0]}},
	})
	if got, want := told(s.Concerned(6, nil, s.Last)), "P7 member C6, P4? guardrail G1"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	if got, want := told(s.Concerned(org.Root, nil, s.Last)), "P1 member C1, P2 member C1, P3 member C1, P4 member C1, P6 member C1, P7 member C1"; got != want {
		t.Errorf("nobody has a role in the organisation: got %s, want %s", got, want)
	}
}

func TestASeatWhoseTermIsOverConcernsNobody(t *testing.T) {
	s := care(t)
	s = tell(t, s, []step{
		{act: &org.FillSeat{Role: 5, Person: jan, Term: s.Last + 10*org.Day}},
	})
	acts := []org.Act{&org.AmendRole{Role: 5, Purpose: ptr("Fair")}}
	holds := func(now org.Time) bool {
		return slices.ContainsFunc(s.Concerned(home, acts, now), func(c org.Concerned) bool { return c.Person == jan && !c.Asked })
	}
	if !holds(s.Last) || holds(s.Last+11*org.Day) {
		t.Error("the term does not say who holds it")
	}
}

func TestWhoIsLeftOut(t *testing.T) {
	s := care(t)
	for _, c := range []struct {
		is   string
		in   org.CircleID
		acts []org.Act
		now  org.Time
		want string
	}{
		{"near a team: beside it, and around it", oost, nil, s.Last, "P7? beside C4, P2? around C2"},
		{"near a circle: within it, around it", home, nil, s.Last, "P4? within C3, P6? within C3, P7? within C4"},
		{"near what changes too", office, []org.Act{&org.RetireRole{Role: 2}}, s.Last, "P4? within C3"},
	} {
		if got := told(s.LeftOut(c.in, c.acts, c.now)); got != c.want {
			t.Errorf("%s:\n got %s\nwant %s", c.is, got, c.want)
		}
	}
	s = tell(t, s, []step{
		{act: &org.FillSeat{Role: 7, Person: bram}},
		{act: &org.LeaveSeat{Seat: 8}},
	})
	acts := []org.Act{&org.RetireRole{Role: 7}}
	for now, want := range map[org.Time]bool{s.Last + 300*org.Day: true, s.Last + 400*org.Day: false} {
		held := slices.Contains(s.LeftOut(office, acts, now), org.Concerned{Person: bram, Because: org.ConcernHeld, Of: org.RefOf(org.RoleID(7)), Asked: true})
		if held != want {
			t.Errorf("after %v days who held it is near it: %v", (now-s.Last)/org.Day, held)
		}
	}
}

// A guest is concerned by what they hold themselves and where they belong, and never
// among those who are left out: they would be told of circles they do not know.
func TestGuestsAreConcernedWhereTheyBelong(t *testing.T) {
	const sanne org.PersonID = 9
	s := tell(t, care(t), []step{
		{act: &org.JoinPerson{Guest: true}},
		{act: &org.JoinCircle{Circle: oost, Person: sanne}},
		{act: &org.FillSeat{Role: 1, Person: sanne}}, // formal, in the organisation
		{act: &org.FillSeat{Role: 7, Person: sanne}},
		{act: &org.LeaveSeat{Seat: 9}},
	})
	for _, c := range []struct {
		is   string
		in   org.CircleID
		acts []org.Act
		want string
	}{
		{"in their circle", oost, nil, "member"},
		{"over a circle that is none of theirs", office, nil, ""},
		{"what they held, in a circle that is none of theirs any more", office, []org.Act{&org.RetireRole{Role: 7}}, ""},
		{"what they hold, wherever it is decided", office, []org.Act{&org.RetireRole{Role: 1}}, "loses"},
		{"around their circle", home, nil, ""},
		{"around their circle, which changes", home, []org.Act{&org.AmendCircle{Circle: oost, Name: ptr("East")}}, "borders"},
	} {
		got := ""
		for _, one := range slices.Concat(s.Concerned(c.in, c.acts, s.Last), s.LeftOut(c.in, c.acts, s.Last)) {
			if one.Person == sanne {
				got = one.Because.String()
			}
		}
		if got != c.want {
			t.Errorf("%s: %q, want %q", c.is, got, c.want)
		}
	}
}

func TestLeftOutIsBounded(t *testing.T) {
	s := care(t)
	d := s.Edit()
	for range 2 * org.MaxLeftOut {
		for _, act := range []org.Act{&org.JoinPerson{}, &org.JoinCircle{Circle: west, Person: org.PersonID(d.NumPeople() + 1)}} {
			if _, err := d.Do(act, org.Moment{At: s.Last}); err != nil {
				t.Fatal(err)
			}
		}
	}
	if n := len(d.Freeze().LeftOut(home, nil, s.Last)); n != org.MaxLeftOut {
		t.Errorf("%d are told", n)
	}
}

// Whatever an organisation looks like, and whatever is proposed that its map allows.
func TestConcernHolds(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		pick := func(n int) int { return rapid.IntRange(0, n-1).Draw(t, "n") }
		s := grown(t, pick, rapid.IntRange(10, 80).Draw(t, "acts"))
		var acts []org.Act
		for range pick(6) {
			if act, _, _ := orgtest.Act(pick, s); org.KindOf(act).Structural && org.KindOf(act).Right != org.ByNobody && s.Possible(org.Acts{act}, s.Last) == nil {
				acts = append(acts, act)
			}
		}
		c := org.CircleID(1 + pick(4))
		in, near := s.Concerned(c, acts, s.Last), s.LeftOut(c, acts, s.Last)
		if told(in) != told(s.Concerned(c, acts, s.Last)) || told(near) != told(s.LeftOut(c, acts, s.Last)) {
			t.Fatal("the order is not always the same")
		}
		seen := map[org.PersonID]org.Concerned{}
		for _, one := range slices.Concat(in, near) {
			if _, twice := seen[one.Person]; twice {
				t.Fatalf("%v is there twice", one.Person)
			}
			seen[one.Person] = one
			who := s.Person(one.Person)
			if !who.Present() || one.Of.N == 0 || one.Asked != (one.Because > org.ConcernCircleChanges) {
				t.Fatalf("%+v, present %v", one, who.Present())
			}
			if who.Guest && one.Because > org.ConcernDomain && len(s.CirclesOf(one.Person)) == 0 {
				t.Fatalf("a guest of nothing: %+v", one)
			}
		}
		for i, one := range near {
			if one.Because < org.ConcernHeld || s.Person(one.Person).Guest || i >= org.MaxLeftOut {
				t.Fatalf("left out: %+v", one)
			}
		}
		must := func(p org.PersonID, why string) {
			if one, ok := seen[p]; s.Person(p).Present() && (!ok || one.Asked) {
				t.Fatalf("%v does not decide, and %s: %+v", p, why, one)
			}
		}
		for _, act := range acts {
			for _, r := range org.About(act) {
				if role := s.Role(org.RoleID(r.N)); r.Letter == 'R' && role != nil {
					for _, seat := range role.Seats {
						must(s.Seat(seat).Person, "holds "+r.String())
					}
				}
				if seat := s.Seat(org.SeatID(r.N)); r.Letter == 'S' && seat != nil {
					must(seat.Person, "holds "+r.String())
				}
				if r.Letter == 'P' && s.Person(org.PersonID(r.N)) != nil {
					must(org.PersonID(r.N), "is named")
				}
			}
		}
		if row := s.Circle(c); row != nil && row.Live() {
			for _, p := range s.Members(c) {
				must(p, "belongs to the circle")
			}
		}
	})
}

// grown is an organisation after some random acts.
func grown(t *rapid.T, pick orgtest.Pick, acts int) *org.State {
	d, at := new(org.State).Edit(), org.Day
	for _, a := range beginning() {
		if _, err := d.Do(a, org.Moment{At: at, Face: org.Operator}); err != nil {
			t.Fatal(err)
		}
	}
	s := d.Freeze()
	for range acts {
		at += org.Time(pick(48)) * org.Day / 24
		d := s.Edit()
		act, by, face := orgtest.Act(pick, s)
		if _, err := d.Do(act, org.Moment{At: at, By: by, Face: face}); err == nil {
			s = d.Freeze()
		}
	}
	return s
}

// Each kind that changes the structure says whom it touches: else a new one would concern
// nobody.
func TestEveryChangeOfStructureTouchesSomebody(t *testing.T) {
	for _, k := range org.Kinds() {
		if _, touches := k.New().(interface{ Touch(*org.Touching) }); k.Structural && k.Right != org.ByNobody && !touches {
			t.Errorf("%s does not say whom it concerns: a method Touch beside its struct", k.Name)
		}
	}
}
