package reconcile_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"orpheus/imports/reconcile"
	"orpheus/imports/source"
	"orpheus/org"
	"orpheus/org/orgtest"
	"orpheus/store/records"
)

// target is an organisation in memory with its profiles.
type target struct{ *reconcile.Dry }

func founded(t interface{ Fatal(...any) }) target {
	dry := reconcile.NewDry(new(org.State), org.Day)
	if err := dry.Do(&org.FoundOrganisation{Slug: "linde", Name: "De Linde", Lang: "nl"}); err != nil {
		t.Fatal(err)
	}
	return target{dry}
}

func (tg target) run(t interface{ Fatal(...any) }, want *source.Structure) *reconcile.Summary {
	sum, err := reconcile.Run(tg.Dry, want, tg.Profiles(), nil)
	if err != nil {
		t.Fatal(err)
	}
	return sum
}

// draw returns a random structure: nested circles with several parents, roles
// with holders and former holders, people who come and go and change handles.
func draw(t *rapid.T) *source.Structure {
	pick := func(n int) int { return rapid.IntRange(0, n-1).Draw(t, "n") }
	s := &source.Structure{Format: "rust-team"}
	n := 1 + pick(8)
	for i := range n {
		s.People = append(s.People, source.Person{Handle: fmt.Sprintf("github:p%02d", i), Name: fmt.Sprintf("Person %d of %d", i, pick(2))})
		if pick(2) == 0 {
			s.People[i].ID = fmt.Sprintf("github-id:%d", 100+(i+pick(2))%12)
		}
	}
	ids := map[string]bool{}
	for i := range s.People { // each stable id once
		if ids[s.People[i].ID] {
			s.People[i].ID = ""
		}
		ids[s.People[i].ID] = true
	}
	some := func() []int {
		var out []int
		for i := range n {
			if pick(3) == 0 {
				out = append(out, i)
			}
		}
		return out
	}
	for i := range pick(7) {
		if pick(4) == 0 {
			continue
		}
		c := source.Circle{Key: fmt.Sprintf("c%d", i), Name: fmt.Sprintf("Circle %d", pick(3)), Members: some()}
		for _, other := range s.Circles { // only earlier ones: no cycles
			if pick(3) == 0 {
				c.Parents = append(c.Parents, other.Key)
			}
		}
		for j, key := range []string{"lead", "chair", "alumni"} {
			if pick(2) == 0 {
				r := source.Role{Key: key, Name: strings.ToUpper(key), Leads: j < 2, Past: key == "alumni"}
				if r.Past {
					r.Former = some()
				} else {
					r.Holders = some()
				}
				c.Roles = append(c.Roles, r)
			}
		}
		s.Circles = append(s.Circles, c)
		if pick(3) == 0 {
			s.Decisions = append(s.Decisions, source.Decision{
				Key: fmt.Sprint("d", i), Circle: c.Key, Title: "Keys?", Word: "Two.", By: s.People[pick(n)].Handle, Ended: time.Unix(1+int64(pick(3)), 0), Review: time.Unix(0, 0).AddDate(0, 0, pick(300)),
			})
		}
	}
	return s
}

// picture is what a structure and an organisation have in common.
func picture(s *source.Structure) string {
	var b strings.Builder
	for _, c := range s.Circles {
		fmt.Fprintf(&b, "%s %q in %v:", c.Key, c.Name, slices.Sorted(slices.Values(c.Parents)))
		var members []string
		for _, i := range c.Members {
			members = append(members, s.People[i].Handle)
		}
		fmt.Fprintf(&b, " %v", slices.Sorted(slices.Values(members)))
		var roles []string
		for _, r := range c.Roles {
			var who []string
			for _, i := range r.Holders {
				who = append(who, s.People[i].Handle)
			}
			if !r.Past {
				roles = append(roles, fmt.Sprint(r.Key, slices.Sorted(slices.Values(who))))
			}
		}
		fmt.Fprintln(&b, slices.Sorted(slices.Values(roles)))
	}
	return lines(b.String())
}

func pictureOf(s *org.State, profiles []records.Profile) string {
	handle := map[org.PersonID]string{}
	for _, p := range profiles {
		handle[p.Person] = p.Handle
	}
	key := func(id org.CircleID) string { return strings.TrimPrefix(s.Circle(id).Key, "rust-team:") }
	var b strings.Builder
	for id, c := range s.Circles() {
		if !c.Live() || id == org.Root {
			continue
		}
		parents := []string{}
		for _, p := range c.Parents {
			if p != org.Root {
				parents = append(parents, key(p))
			}
		}
		fmt.Fprintf(&b, "%s %q in %v:", key(id), c.Name, slices.Sorted(slices.Values(parents)))
		var members, roles []string
		for _, p := range c.Joined {
			members = append(members, handle[p])
		}
		fmt.Fprintf(&b, " %v", slices.Sorted(slices.Values(members)))
		for _, r := range c.Roles {
			var who []string
			for _, t := range s.Role(r).Seats {
				who = append(who, handle[s.Seat(t).Person])
			}
			roles = append(roles, fmt.Sprint(strings.TrimPrefix(s.Role(r).Key, "rust-team:"), slices.Sorted(slices.Values(who))))
		}
		fmt.Fprintln(&b, slices.Sorted(slices.Values(roles)))
	}
	return lines(b.String())
}

func lines(s string) string {
	all := strings.Split(s, "\n")
	slices.Sort(all)
	return strings.Join(all, "\n")
}

// Whatever one source says after another: the organisation is as the last one
// says, and hearing it again changes nothing.
func TestTheOrganisationIsAsTheSourceSays(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		tg := founded(t)
		for range rapid.IntRange(1, 4).Draw(t, "states") {
			want := draw(t)
			sum := tg.run(t, want)
			if got := pictureOf(tg.State(), tg.Profiles()); got != picture(want) {
				t.Fatalf("the organisation is\n%s\nthe source says\n%s\ndid %v, odd: %v", got, picture(want), sum.Kinds, sum.Oddities)
			}
			if err := orgtest.Consistent(tg.State()); err != nil {
				t.Fatal(err)
			}
			if again := tg.run(t, want); again.Acts != 0 || again.Renamed != 0 {
				t.Fatalf("hearing it again did %v", again.Kinds)
			}
		}
	})
}

func TestPeopleKeepTheirIDThroughRenames(t *testing.T) {
	tg := founded(t)
	circle := func(p source.Person) *source.Structure {
		return &source.Structure{
			Format: "rust-team", People: []source.Person{p},
			Circles: []source.Circle{{Key: "c", Name: "C", Members: []int{0}}},
		}
	}
	tg.run(t, circle(source.Person{Handle: "github:old", Name: "Old name"}))
	tg.run(t, circle(source.Person{ID: "github-id:7", Handle: "github:old", Name: "Old name"})) // the id becomes known
	tg.run(t, circle(source.Person{ID: "github-id:7", Handle: "github:new", Name: "New name"})) // the handle changes
	tg.run(t, circle(source.Person{ID: "github-id:8", Handle: "github:new", Name: "Other"}))    // the handle changes hands
	tg.run(t, circle(source.Person{ID: "github-id:7", Handle: "github:newer", Name: "Newest"})) // they come back
	profiles := tg.Profiles()
	slices.SortFunc(profiles, func(a, b records.Profile) int { return int(a.Person) - int(b.Person) })
	want := []records.Profile{
		{Person: 1, Name: "Newest", Key: "github-id:7", Handle: "github:newer"},
		{Person: 2, Name: "Other", Key: "github-id:8", Handle: "github:new"},
	}
	if !slices.Equal(profiles, want) {
		t.Fatalf("got %+v, want %+v", profiles, want)
	}
	if s := tg.State(); !s.Person(1).Present() || s.Person(2).Present() {
		t.Fatal("the wrong one of the two takes part")
	}
}

// Who is said to be somebody who is here is them, and known by the source from then on; nobody of
// whom a source has told is taken for another so.
func TestWhoIsSaidToBeHere(t *testing.T) {
	tg := founded(t)
	join := &org.JoinPerson{}
	if err := tg.Do(join); err != nil {
		t.Fatal(err)
	}
	tg.Join(join.Person, records.Profile{Name: "Noor Sørensen", Mail: "noor@linde.example"})
	circle := func(all ...source.Person) *source.Structure {
		c := source.Circle{Key: "c", Name: "C"}
		for i := range all {
			c.Members = append(c.Members, i)
		}
		return &source.Structure{Format: "table", People: all, Circles: []source.Circle{c}}
	}
	said := source.Person{Handle: "name:noor", Name: "Noor", Is: uint64(join.Person)}
	if sum := tg.run(t, circle(said)); len(tg.Profiles()) != 1 || sum.Renamed != 1 {
		t.Errorf("it came to %+v", sum)
	}
	said.Is = 0
	if sum := tg.run(t, circle(said)); sum.Acts != 0 || sum.Renamed != 0 {
		t.Errorf("the second time it came to %+v", sum)
	}
	tg.run(t, circle(source.Person{Handle: "name:kofi", Name: "Kofi", Is: uint64(join.Person)}, said))
	got := tg.Profiles()
	slices.SortFunc(got, func(a, b records.Profile) int { return int(a.Person) - int(b.Person) })
	if len(got) != 2 || got[0].Handle != "name:noor" || got[0].Name != "Noor" {
		t.Errorf("they are %+v", got)
	}
}

func TestWhatCouldNotBeReadStays(t *testing.T) {
	person := source.Person{Handle: "github:a", Name: "A"}
	full := func() *source.Structure {
		return &source.Structure{Format: "rust-team", People: []source.Person{person}, Circles: []source.Circle{
			{Key: "broken", Name: "Broken", Members: []int{0}, Roles: []source.Role{{Key: "lead", Name: "Lead", Leads: true, Holders: []int{0}}}},
			{Key: "whole", Name: "Whole"},
		}}
	}
	without := func() *source.Structure {
		return &source.Structure{Format: "rust-team", Circles: []source.Circle{{Key: "whole", Name: "Whole"}}}
	}
	for _, c := range []struct {
		name   string
		stays  bool
		damage func(*source.Structure)
	}{
		{"absent", false, func(*source.Structure) {}},
		{"kept", true, func(s *source.Structure) { s.Kept = []string{"broken"} }},
		{"unnamed", true, func(s *source.Structure) { s.Blind = true }},
	} {
		t.Run(c.name, func(t *testing.T) {
			tg := founded(t)
			tg.run(t, full())
			want := without()
			c.damage(want)
			tg.run(t, want)
			s := tg.State()
			if live := s.Circle(2).Live() && s.Person(1).Present() && len(s.Role(1).Seats) == 1; live != c.stays {
				t.Fatalf("the circle, its role and its person stay: %v, want %v", live, c.stays)
			}
		})
	}
}

// A decision of a circle that is not there stays out, and says so; what is to be looked at in a
// thousand years is looked at as late as an agreement may be.
func TestWhatWasDecidedNowhere(t *testing.T) {
	tg := founded(t)
	want := &source.Structure{Format: "loomio", Kept: []string{"k"}, Decisions: []source.Decision{
		{Key: "1", Circle: "k", Title: "Keys", Word: "Two.", Ended: time.Unix(1, 0)},
		{Key: "2", Title: "Locks", Word: "One.", Ended: time.Unix(1, 0), Review: time.Date(2999, 1, 1, 0, 0, 0, 0, time.UTC)},
	}}
	sum := tg.run(t, want)
	if sum.Kinds["decision.record"] != 1 || len(sum.Oddities) != 1 {
		t.Errorf("%+v", sum)
	}
	s := tg.State()
	if x := s.Decision(1); x.Title != "Locks" || x.Circle != org.Root || s.Agreement(1).Review != tg.At()+org.MostReview {
		t.Errorf("%+v, %+v", x, s.Agreement(1))
	}
}

func TestWhatPeopleMadeStays(t *testing.T) {
	tg := founded(t)
	p := source.Person{Handle: "github:a", Name: "A"}
	want := &source.Structure{Format: "rust-team", People: []source.Person{p}, Circles: []source.Circle{{Key: "c", Name: "C", Members: []int{0}}}}
	tg.run(t, want)
	for _, act := range []org.Act{
		&org.JoinPerson{}, // P2, by hand
		&org.FormCircle{Name: "By hand", Parents: []org.CircleID{2}},
		&org.JoinCircle{Circle: 2, Person: 2},
		&org.CreateRole{Circle: 2, Name: "By hand"},
		&org.FillSeat{Role: 1, Person: 2},
	} {
		if err := tg.Do(act); err != nil {
			t.Fatal(err)
		}
	}
	if sum := tg.run(t, want); sum.Acts != 0 {
		t.Fatalf("did %v", sum.Kinds)
	}
	sum := tg.run(t, &source.Structure{Format: "rust-team"})
	s := tg.State()
	if !s.Circle(2).Live() || !s.Circle(3).Live() || len(s.Role(1).Seats) != 1 || !s.Person(2).Present() || !s.Person(1).Present() {
		t.Fatalf("did %v", sum.Kinds)
	}
	if len(sum.Oddities) != 1 || sum.Oddities[0].Code != "kept" {
		t.Fatalf("oddities %+v", sum.Oddities)
	}
}

func TestErasedPeopleAreNotBroughtBack(t *testing.T) {
	tg := founded(t)
	want := &source.Structure{
		Format: "rust-team", People: []source.Person{{ID: "github-id:7", Handle: "github:a", Name: "A"}},
		Circles: []source.Circle{{Key: "c", Name: "C", Members: []int{0}, Roles: []source.Role{{Key: "lead", Name: "Lead", Leads: true, Holders: []int{0}}}}},
	}
	sum, err := reconcile.Run(tg.Dry, want, nil, map[string]bool{"github-id:7": true})
	if err != nil || sum.Forgotten != 1 || len(tg.Profiles()) != 0 || len(tg.State().Role(1).Seats) != 0 {
		t.Fatalf("%v: %+v", err, sum)
	}
}
