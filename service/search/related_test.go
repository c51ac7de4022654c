package search

import "testing"

func TestRelated(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want bool
	}{
		{"wound care", "Photos of wounds stay on the phone", true},
		{"roosters", "Het rooster van de zomer", true},
		{"vergaderingen leiden", "Korter vergaderen", true},
		{"keys", "Key safes: nobody knows which codes are current", false}, // a word of three letters says little
		{"the new van", "The new one", false},
		{"møder", "Et møde om ugen", true},
		{"", "Anything", false},
		{"working without a plan", "What to do without a car", false},
		{"Mijn", "dag", false},
	} {
		if got := Related(c.a, c.b); got != c.want {
			t.Errorf("%q and %q: %t", c.a, c.b, got)
		}
	}
}
