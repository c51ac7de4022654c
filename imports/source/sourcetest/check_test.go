package sourcetest

import (
	"reflect"
	"strings"
	"testing"
	"time"

	"orpheus/imports/source"
)

// sound is a small structure with everything a structure can have.
func sound() *source.Structure {
	return &source.Structure{
		Circles: []source.Circle{
			{Key: "a", Name: "A", Members: []int{1, 0}, Roles: []source.Role{
				{Key: "lead", Name: "Lead", Leads: true, Holders: []int{0}, Vacancies: 1},
				{Key: "alumni", Name: "Alumni", Past: true, Former: []int{2}},
			}},
			{Key: "b", Name: "B", Purpose: "to be", Parents: []string{"", "a", "k"}},
		},
		People: []source.Person{
			{Handle: "github:ann", Name: "Ann", ID: "github-id:1"},
			{Handle: "github:bob", Name: "Bob"},
			{Handle: "name:cas", Name: "Cas"},
		},
		Kept: []string{"k"},
		Decisions: []source.Decision{
			{Key: "1", Circle: "a", Title: "Keys", Word: "Two.", Put: time.Unix(1, 0), Ended: time.Unix(2, 0)},
			{Key: "2", Title: "Locks", Word: "One.", Ended: time.Unix(2, 0)},
		},
	}
}

func TestCheckFindsEveryFault(t *testing.T) {
	if err := Check(sound()); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name, says string
		spoil      func(*source.Structure)
	}{
		{"key twice", "circle key", func(s *source.Structure) { s.Circles[1].Key = "a"; s.Circles[1].Parents = nil }},
		{"no key", "circle key", func(s *source.Structure) { s.Circles[1].Key = "" }},
		{"kept and read", "kept key", func(s *source.Structure) { s.Kept = append(s.Kept, "a") }},
		{"unknown parent", "unknown parent", func(s *source.Structure) { s.Kept = nil }},
		{"parent twice", "twice", func(s *source.Structure) { s.Circles[1].Parents = []string{"a", "a"} }},
		{"organisation twice", "twice", func(s *source.Structure) { s.Circles[1].Parents = []string{"", ""} }},
		{"own parent", "ancestor", func(s *source.Structure) { s.Circles[0].Parents = []string{"a"} }},
		{"ring", "ancestor", func(s *source.Structure) { s.Circles[0].Parents = []string{"", "b"} }},
		{"no name", "name of 0", func(s *source.Structure) { s.Circles[0].Name = "" }},
		{"long name", "name of 201", func(s *source.Structure) { s.Circles[0].Name = strings.Repeat("é", 201) }},
		{"control in a name", "no text", func(s *source.Structure) { s.Circles[0].Name = "a\nb" }},
		{"name not UTF-8", "no text", func(s *source.Structure) { s.People[0].Name = "\xff" }},
		{"long purpose", "purpose", func(s *source.Structure) { s.Circles[0].Purpose = strings.Repeat("x", 2001) }},
		{"member out of range", "out of range", func(s *source.Structure) { s.Circles[0].Members[0] = 3 }},
		{"negative index", "out of range", func(s *source.Structure) { s.Circles[0].Members[0] = -1 }},
		{"member twice", "there twice", func(s *source.Structure) { s.Circles[0].Members = []int{0, 1, 1} }},
		{"holder twice", "there twice", func(s *source.Structure) { s.Circles[0].Roles[0].Holders = []int{0, 0} }},
		{"former out of range", "out of range", func(s *source.Structure) { s.Circles[0].Roles[1].Former[0] = 9 }},
		{"role twice", "key is empty or there twice", func(s *source.Structure) { s.Circles[0].Roles[1].Key = "lead" }},
		{"holder of a past role", "impossible", func(s *source.Structure) { s.Circles[0].Roles[1].Holders = []int{0} }},
		{"vacancy in a past role", "impossible", func(s *source.Structure) { s.Circles[0].Roles[1].Vacancies = 1 }},
		{"negative vacancies", "impossible", func(s *source.Structure) { s.Circles[0].Roles[0].Vacancies = -1 }},
		{"bad role of the organisation", "name of 0", func(s *source.Structure) { s.RootRoles = []source.Role{{Key: "x"}} }},
		{"same handle, no id", "there twice", func(s *source.Structure) { s.People[1].Handle = "github:ann" }},
		{"same id", "there twice", func(s *source.Structure) { s.People[1].ID = "github-id:1" }},
		{"no handle", "no handle", func(s *source.Structure) { s.People[1].Handle = "" }},
		{"decision twice", "decision", func(s *source.Structure) { s.Decisions[1].Key = "1" }},
		{"decision of no circle", "unknown circle", func(s *source.Structure) { s.Decisions[0].Circle = "z" }},
		{"decision without a title", "name of 0", func(s *source.Structure) { s.Decisions[0].Title = "" }},
		{"nothing decided", "nothing or too long", func(s *source.Structure) { s.Decisions[0].Word = "" }},
		{"too much decided", "nothing or too long", func(s *source.Structure) { s.Decisions[0].Word = strings.Repeat("x", source.MaxText+1) }},
		{"never decided", "impossible time", func(s *source.Structure) { s.Decisions[0].Ended = time.Time{} }},
		{"decided before it was asked", "impossible time", func(s *source.Structure) { s.Decisions[0].Put = time.Unix(3, 0) }},
		{"named nowhere", "named nowhere", func(s *source.Structure) { s.Circles[0].Members = []int{0} }},
	} {
		s := sound()
		c.spoil(s)
		if err := Check(s); err == nil || !strings.Contains(err.Error(), c.says) {
			t.Errorf("%s: %v", c.name, err)
		}
	}
}

func TestArrange(t *testing.T) {
	s := sound()
	s.People = []source.Person{s.People[2], s.People[0], s.People[1]}
	s.Circles[0].Members = []int{2, 1}
	s.Circles[0].Roles[0].Holders = []int{1}
	s.Circles[0].Roles[1].Former = []int{0}
	s.RootRoles = []source.Role{{Key: "r", Name: "R", Holders: []int{2}}}
	s.Kept = []string{"z", "a", "k", "k"}
	s.Oddities = []source.Oddity{{File: "b"}, {File: "a", Line: 2}, {File: "a", Line: 1, Code: "y"}, {File: "a", Line: 1, Code: "x"}}
	s.Arrange()

	want := sound()
	want.RootRoles = []source.Role{{Key: "r", Name: "R", Holders: []int{1}}}
	want.Kept = []string{"k", "z"}
	want.Oddities = []source.Oddity{{File: "a", Line: 1, Code: "x"}, {File: "a", Line: 1, Code: "y"}, {File: "a", Line: 2}, {File: "b"}}
	if !reflect.DeepEqual(s, want) {
		t.Errorf("got  %+v\nwant %+v", s, want)
	}
	s.Arrange()
	if !reflect.DeepEqual(s, want) {
		t.Error("arranging again changes it")
	}
}
