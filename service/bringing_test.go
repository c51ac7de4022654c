package service_test

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"

	"orpheus/org"
	"orpheus/service"
	"orpheus/store/records"
)

// steward is an organisation with one steward, who is the first person.
func steward(t *testing.T) (*service.Service, *service.Visit) {
	t.Helper()
	d := atNoon(t)
	if _, err := d.Import(t.Context(), service.Import{Format: "table", Path: "x.csv", File: []byte("circle,name\n.,\n"), Slug: "public", Create: true}); err == nil {
		t.Fatal("what names no circle founds nothing")
	}
	if _, err := d.Found(t.Context(), service.Founding{Slug: "public", Name: "Public", Lang: "en", Person: records.Profile{Name: "Fatima", Mail: "fatima@linde.example"}}); err != nil {
		t.Fatal(err)
	}
	if _, err := d.AddPerson(t.Context(), "public", records.Profile{Name: "Kofi"}, false, false); err != nil {
		t.Fatal(err)
	}
	return d, atDoor(t, d, 1)
}

func atDoor(t *testing.T, d *service.Service, who org.PersonID) *service.Visit {
	t.Helper()
	v, err := d.As(t.Context(), "public", who)
	if err != nil {
		t.Fatal(err)
	}
	return v
}

// shape is the map of an organisation as text, without the numbers of things.
func shape(t *testing.T, d *service.Service) string {
	t.Helper()
	s, err := d.Look(t.Context(), "public", 0)
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	var walk func(*org.MapCircle)
	walk = func(m *org.MapCircle) {
		fmt.Fprintf(&b, "%d %s %q %v\n", m.Depth, m.Name, m.Purpose, m.Members)
		for _, r := range m.Roles {
			fmt.Fprintf(&b, "  %s %q %v", r.Name, r.Purpose, r.Leads)
			var who []string
			for _, seat := range r.Seats {
				who = append(who, fmt.Sprintf(" %v %q %v", seat.Person, seat.Focus, seat.Term))
			}
			slices.Sort(who)
			b.WriteString(strings.Join(who, ";") + "\n")
		}
		for _, c := range m.Circles {
			walk(c)
		}
	}
	walk(s.Map())
	var here []org.PersonID
	for id, p := range s.People() {
		if p.Present() {
			here = append(here, id)
		}
	}
	fmt.Fprintln(&b, here)
	return b.String()
}

const firstTable = "circle,parents,role,person,leads,term\nCare,,Lead,Ann,yes,2027\nNight,Care,Nurse,Bob,,\nNight,Care,,Cas,,\n"

// What a steward brings in is one import in the log, by them; it can be taken back as one,
// which leaves the map as it was; and brought in again. Nobody else can do either.
func TestBroughtInAndTakenBack(t *testing.T) {
	d, v := steward(t)
	file := service.Bringing{Format: "table", Name: "who.csv", File: []byte(firstTable)}
	empty := shape(t, d)
	would, err := v.Bring(t.Context(), file, true)
	if err != nil || would.Acts == 0 || shape(t, d) != empty || would.After == nil {
		t.Fatalf("looked at: %v, %v", would, err)
	}
	done, err := v.Bring(t.Context(), file, false)
	if err != nil || done.Acts != would.Acts {
		t.Fatalf("brought in: %v, %v", done, err)
	}
	full := shape(t, d)
	if again, err := v.Bring(t.Context(), file, false); err != nil || again.Acts != 0 {
		t.Errorf("again: %v, %v", again.Kinds, err)
	}
	last, err := v.LastBrought(t.Context())
	if err != nil || last == nil || last.Seq != done.Last || last.Acts != done.Acts-1 {
		t.Fatalf("%+v, %v", last, err)
	}
	for who, may := range map[org.PersonID]bool{2: false} {
		if _, err := atDoor(t, d, who).Bring(t.Context(), file, true); (err == nil) != may {
			t.Errorf("P%d looks: %v", who, err)
		}
		if _, err := atDoor(t, d, who).TakeBackImport(t.Context(), last.Seq); (err == nil) != may {
			t.Errorf("P%d takes back: %v", who, err)
		}
	}
	back, err := v.TakeBackImport(t.Context(), last.Seq)
	if err != nil || len(back.Kept) > 0 || shape(t, d) != empty {
		t.Fatalf("taken back: %+v, %v\n%s", back, err, shape(t, d))
	}
	if last, err := v.LastBrought(t.Context()); err != nil || last != nil {
		t.Errorf("it is still there to be taken back: %+v, %v", last, err)
	}
	if _, err := v.TakeBackImport(t.Context(), done.Last); org.CodeOf(err) != org.Conflict {
		t.Errorf("taken back twice: %v", err)
	}
	if _, err := v.Bring(t.Context(), file, false); err != nil || shape(t, d) != full {
		t.Errorf("brought in again: %v\n%s\nwas\n%s", err, shape(t, d), full)
	}
}

// A later file changes only what differs; that alone is taken back with it, even what it
// closed and whom it had leave.
func TestALaterFileIsTakenBackAlone(t *testing.T) {
	d, v := steward(t)
	bring := func(text string) *service.Imported {
		t.Helper()
		sum, err := v.Bring(t.Context(), service.Bringing{Format: "table", Name: "who.csv", File: []byte(text)}, false)
		if err != nil {
			t.Fatal(err)
		}
		return sum
	}
	bring(firstTable)
	before := shape(t, d)
	done := bring("circle,parents,role,person,leads,purpose\nCare,,Lead,Dee,yes,To care\nDay,.;Care,Cook,Ann,,\n")
	if shape(t, d) == before {
		t.Fatal("nothing has changed")
	}
	back, err := v.TakeBackImport(t.Context(), done.Last)
	if err != nil || len(back.Kept) > 0 {
		t.Fatalf("%+v, %v", back, err)
	}
	if after := shape(t, d); after != before {
		t.Errorf("it was\n%s\nand is\n%s", before, after)
	}
}

// What people have built on stays, and is told; the rest goes back.
func TestWhatPeopleBuiltOnStays(t *testing.T) {
	d, v := steward(t)
	done, err := v.Bring(t.Context(), service.Bringing{Format: "table", Name: "who.csv", File: []byte(firstTable)}, false)
	if err != nil {
		t.Fatal(err)
	}
	s, err := d.Look(context.Background(), "public", 0)
	if err != nil {
		t.Fatal(err)
	}
	var care org.CircleID
	for id, c := range s.Circles() {
		if c.Name == "Care" {
			care = id
		}
	}
	if _, err := v.Do(t.Context(), service.Asked{Face: org.Web, Act: &org.RaiseTension{Circle: care, Title: "The lift is slow"}}); err != nil {
		t.Fatal(err)
	}
	back, err := v.TakeBackImport(t.Context(), done.Last)
	if err != nil || len(back.Kept) == 0 {
		t.Fatalf("%+v, %v", back, err)
	}
	if after := shape(t, d); !strings.Contains(after, "Care") || strings.Contains(after, "Night") || strings.Contains(after, "Lead") {
		t.Error(after)
	}
}

// A steward is asked about people of a file who are alike, and about those alike to somebody who
// is here and came by no file; who came by one is known by it. Nobody else is told of anybody.
func TestAboutWhomThereIsADoubt(t *testing.T) {
	d, v := steward(t)
	b := service.Bringing{Format: "table", Name: "x.csv", File: []byte("circle,person,mail\nCare,Ann Lee,\nCare,KOFI,\nCare,F. Nobody,Fatima@Linde.example\nNight,\"Lee, Ann\",\n")}
	said := func() (all []string) {
		t.Helper()
		_, doubts, err := v.Heads(t.Context(), b)
		if err != nil {
			t.Fatal(err)
		}
		for _, x := range doubts {
			all = append(all, fmt.Sprint(x.A.Name, " ", x.A.Line, " ", x.B.Name, " ", x.B.Line, " ", x.Person, " ", x.Mail))
		}
		return all
	}
	want := []string{"Ann Lee 2 Lee, Ann 5 P0 false", "KOFI 3 Kofi 0 P2 false", "F. Nobody 4 Fatima 0 P1 true"}
	if got := said(); !slices.Equal(got, want) {
		t.Errorf("it asks %q, not %q", got, want)
	}
	if _, _, err := atDoor(t, d, 2).Heads(t.Context(), b); org.CodeOf(err) != org.Forbidden {
		t.Errorf("somebody else: %v", err)
	}
	if _, err := v.Bring(t.Context(), b, false); err != nil {
		t.Fatal(err)
	}
	b.File = []byte("circle,person\nCare,\"Lee, Ann\"\n")
	if got := said(); len(got) > 0 {
		t.Errorf("who came by a file is asked about: %q", got)
	}
}
