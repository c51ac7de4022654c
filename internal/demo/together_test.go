package demo

import (
	"testing"

	"orpheus/org"
)

// What is told beside the story leaves it as it is: nobody else leads, holds or raises anything
// because De Linde feels its pulse, meets and looks back, until a decision changes who holds
// which role.
func TestTogetherLeavesTheStory(t *testing.T) {
	rest := func() (all []string) {
		deeds, err := Deeds(Options{Until: until})
		if err != nil {
			t.Fatal(err)
		}
		for d := range deeds {
			if d.Moment.At > (Options{Until: until}).End()-60*org.Day {
				return all
			}
			kind := org.NameOf(d.Act)
			switch kind {
			case "tension.feel", "initiative.join", "initiative.step", "initiative.note", "seat.fill", "seat.leave", "strength.name", "circle.join":
				all = append(all, d.Moment.By.String()+" "+kind)
			}
		}
		return all
	}
	with := rest()
	apart = true
	t.Cleanup(func() { apart = false })
	without := rest()
	for i := range min(len(with), len(without)) {
		if with[i] != without[i] {
			t.Fatalf("the %dth of %d is %s, and %s without", i+1, len(with), with[i], without[i])
		}
	}
	if len(with) != len(without) || len(with) < 1000 {
		t.Errorf("%d acts, %d without", len(with), len(without))
	}
}
