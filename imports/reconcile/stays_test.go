package reconcile_test

import (
	"testing"

	"orpheus/imports/reconcile"
	"orpheus/imports/source"
	"orpheus/org"
)

// team is a source with one circle, its role, and one person who belongs to both
// or to nothing.
func team(belongs bool) *source.Structure {
	role := source.Role{Key: "lead", Name: "Lead", Leads: true}
	circle := source.Circle{Key: "c", Name: "C"}
	if belongs {
		role.Holders, circle.Members = []int{0}, []int{0}
	}
	circle.Roles = []source.Role{role}
	return &source.Structure{Format: "rust-team", People: []source.Person{{Handle: "github:a", Name: "A"}}, Circles: []source.Circle{circle}}
}

// doAs does an act by somebody.
func (tg target) doAs(t *testing.T, by org.PersonID, act org.Act) {
	t.Helper()
	d := tg.State().Edit()
	if _, err := d.Do(act, org.Moment{At: tg.State().Last + org.Day, By: by, Face: org.Web}); err != nil {
		t.Fatal(err)
	}
	again := reconcile.NewDry(d.Freeze(), tg.State().Last+2*org.Day)
	for _, p := range tg.Profiles() {
		again.Join(p.Person, p)
	}
	*tg.Dry = *again
}

// Whom no circle of the source has any more leaves, but not while they lead
// something: an import ends nobody's lead.
func TestWhoLeadsSomethingStays(t *testing.T) {
	tg := founded(t)
	tg.run(t, team(true))
	tg.doAs(t, 1, &org.StartInitiative{Circle: 2, Title: "Keys in one place"})
	tg.run(t, team(false))
	if s := tg.State(); !s.Person(1).Present() || len(s.Person(1).Leads) != 1 || len(s.Person(1).Seats)+len(s.Person(1).Circles) != 0 {
		t.Fatalf("who leads something: %+v", s.Person(1))
	}
	tg.doAs(t, 1, &org.LayDownLead{Lead: 1})
	tg.run(t, team(false))
	if tg.State().Person(1).Present() {
		t.Error("who belongs to nothing and leads nothing stays")
	}
}

// A seat that was given by hand, in a role of the source, to somebody whom no
// source knows, is not the import's to end.
func TestASeatGivenByHandStays(t *testing.T) {
	tg := founded(t)
	tg.run(t, team(true))
	for _, act := range []org.Act{&org.JoinPerson{}, &org.FillSeat{Role: 1, Person: 2}} {
		if err := tg.Do(act); err != nil {
			t.Fatal(err)
		}
	}
	tg.run(t, team(false))
	s := tg.State()
	if s.HoldsRole(2, 1) == 0 {
		t.Error("a seat that was given by hand ended")
	}
	if s.HoldsRole(1, 1) != 0 {
		t.Error("a seat that the source gave and took stays")
	}
}

// Somebody whom no source knows, and who belongs to nothing yet, takes part as before.
func TestWhoWasAddedByHandStays(t *testing.T) {
	tg := founded(t)
	tg.run(t, team(true))
	if err := tg.Do(&org.JoinPerson{}); err != nil {
		t.Fatal(err)
	}
	tg.run(t, team(false))
	if !tg.State().Person(2).Present() || tg.State().Person(1).Present() {
		t.Errorf("who was added by hand: %+v, who was in the source: %+v", tg.State().Person(2), tg.State().Person(1))
	}
}

// Where it is unclear who is in a circle, one that is not there yet is formed, and one
// that is stays as it is, with its place, its roles and its people.
func TestWhereItIsUnclearWhoLeads(t *testing.T) {
	unclear := &source.Structure{Format: "rust-team", Circles: []source.Circle{
		{Key: "c", Name: "C by another name", Unclear: true}, {Key: "new", Name: "New", Parents: []string{"c"}, Unclear: true},
	}}
	tg := founded(t)
	tg.run(t, team(true))
	was := tg.State()
	tg.run(t, unclear)
	s := tg.State()
	if s.Circle(2) != was.Circle(2) && s.Circle(2).Name != "C" || s.HoldsRole(1, 1) == 0 || !s.Person(1).Present() {
		t.Errorf("what was there changed: %+v", s.Circle(2))
	}
	if c := s.Circle(3); c == nil || c.Name != "New" || c.Parent() != 2 || !c.Live() {
		t.Errorf("the new one is not there: %+v", c)
	}
	if sum := tg.run(t, unclear); sum.Acts > 0 {
		t.Errorf("again: %v", sum.Kinds)
	}
}

// What could be read of an unclear circle comes in; nobody and nothing of it ends or changes.
func TestWhatIsReadOfAnUnclearCircleComesIn(t *testing.T) {
	tg := founded(t)
	tg.run(t, team(true)) // A leads C
	unclear := &source.Structure{
		Format: "rust-team", People: []source.Person{{Handle: "github:b", Name: "B"}, {Handle: "github:c", Name: "C"}},
		Circles: []source.Circle{{Key: "c", Name: "Other", Unclear: true, Members: []int{1}, Roles: []source.Role{
			{Key: "lead", Name: "Leader", Holders: []int{0}}, {Key: "field:x", Name: "X", Holders: []int{1}},
		}}},
	}
	tg.run(t, unclear)
	s := tg.State()
	c, lead := s.Circle(2), s.Role(1)
	if c.Name != "C" || lead.Name != "Lead" || !lead.Leads || s.HoldsRole(1, 1) == 0 {
		t.Errorf("what was there changed: %+v, %+v", c, lead)
	}
	if s.HoldsRole(2, 1) == 0 || s.HoldsRole(3, 2) == 0 || len(c.Joined) != 2 {
		t.Errorf("what was read is not there: %+v, %+v", c, lead)
	}
	if sum := tg.run(t, unclear); sum.Acts > 0 {
		t.Errorf("again: %v", sum.Kinds)
	}
	tg.run(t, team(true)) // clear again: what it does not have ends
	if s := tg.State(); s.HoldsRole(2, 1) != 0 || s.Role(2).Live() || s.HoldsRole(1, 1) == 0 {
		t.Errorf("once it is clear: %+v", s.Circle(2))
	}
}
