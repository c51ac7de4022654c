package alike_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"orpheus/imports/source/alike"
)

func TestPairs(t *testing.T) {
	for _, c := range []struct {
		a, b  string
		alike bool
	}{
		{"Jan de Vries", "jan  de vries", true},
		{"Jan de Vries", "Vries, Jan de", true},
		{"Jan de Vries", "Vries, J. de", true},
		{"J. de Vries", "Jan de Vries", true},
		{"J de Vries", "J. de Vries", true},
		{"J. de Vries", "Piet de Vries", false},
		{"Jan de Vries", "Jana de Vries", true}, // a letter more: it is asked, not decided
		{"Jan de Vries", "Piet de Vries", false},
		{"Søren Kjær", "Soren Kjaer", true},
		{"José Muñoz", "Jose Munoz", true},
		{"Şahin Yılmaz", "Sahin Yilmaz", true},
		{"Fatima El Idrissi", "Fatima El Idrisi", true},
		{"Fatima El Idrissi", "Fatima El Idirssi", true},
		{"Fatima El Idrissi", "Fatma El Idrisi", false}, // two letters
		{"D'hondt Els", "Els D’Hondt", true},
		{"Jan", "Jon", false},
		{"Jo de Vries", "Johannes de Vries", false}, // more than a first letter
		{"Jan", "jan", true},
		{"", "", false},
		{"Anna Smit", "Anne Smit", true},
		{"Els Peeters", "Els Peeters-Claes", false},
		{"Flex 12 nacht", "Flex 13 nacht", false},
	} {
		for _, two := range [][]alike.Someone{{{Name: c.a}, {Name: c.b}}, {{Name: c.b}, {Name: c.a}}} {
			if got := len(alike.Pairs(two)) == 1; got != c.alike {
				t.Errorf("%q and %q alike: %v", two[0].Name, two[1].Name, got)
			}
		}
	}
	all := alike.Pairs([]alike.Someone{{"Els Peeters", "els@linde.example"}, {"Kofi Mensah", ""}, {"E.P.", " Els@Linde.example "}})
	if len(all) != 1 || all[0] != (alike.Pair{A: 0, B: 2, Mail: true}) {
		t.Errorf("by address: %v", all)
	}
}

// Looking in rooms finds what comparing everybody with everybody finds, and each pair once.
func TestRoomsMissNobody(t *testing.T) {
	first := []string{"Jan", "J.", "Jana", "Søren", "Soren", "Fatima", "Fatma", "F.", "Els"}
	family := []string{"de Vries", "Vries", "El Idrissi", "El Idrisi", "Kjær", "Kjaer", "Yılmaz"}
	rapid.Check(t, func(t *rapid.T) {
		var all []alike.Someone
		for i := range rapid.IntRange(0, 12).Draw(t, "people") {
			one := alike.Someone{Name: rapid.SampledFrom(first).Draw(t, fmt.Sprint("first ", i)) + " " + rapid.SampledFrom(family).Draw(t, fmt.Sprint("family ", i))}
			if rapid.Bool().Draw(t, fmt.Sprint("turned ", i)) {
				words := strings.SplitN(one.Name, " ", 2)
				one.Name = words[1] + ", " + words[0]
			}
			if n := rapid.IntRange(0, 9).Draw(t, fmt.Sprint("mail ", i)); n < 3 {
				one.Mail = fmt.Sprintf("box%d@linde.example", n)
			}
			all = append(all, one)
		}
		var want []alike.Pair
		for i := range all {
			for j := range all[:i] {
				if two := alike.Pairs([]alike.Someone{all[j], all[i]}); len(two) == 1 {
					want = append(want, alike.Pair{A: j, B: i, Mail: two[0].Mail})
				}
			}
		}
		got := alike.Pairs(all)
		slices.SortFunc(want, func(a, b alike.Pair) int { return (a.A-b.A)*100 + a.B - b.B })
		if !slices.Equal(got, want) {
			t.Fatalf("%v\nfinds %v, not %v", all, got, want)
		}
	})
}

// A thousand people are compared with the few they have something in common with.
func BenchmarkPairs(b *testing.B) {
	var all []alike.Someone
	for i := range 1000 {
		all = append(all, alike.Someone{Name: fmt.Sprintf("Somebody%c%c van der Berg%c", 'a'+i%26, 'a'+i/26%26, 'a'+i/676)})
	}
	for b.Loop() {
		alike.Pairs(all)
	}
}
