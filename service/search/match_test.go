package search

import (
	"fmt"
	"testing"
)

func TestMatch(t *testing.T) {
	for _, c := range []struct {
		query, name string
		fits, whole bool
		parts       string
	}{
		{"an ja", "An Janssens", true, false, "[An] [Ja]nssens"},
		{"an ja", "Anke Jacobs", true, false, "[An]ke [Ja]cobs"},
		{"an ja", "Olana Pieters", false, false, "Olana Pieters"},
		{"aicha", "Aïcha Tahiri", true, false, "[Aïcha] Tahiri"},
		{"AICHA TAHIRI", "Aïcha Tahiri", true, true, "[Aïcha] [Tahiri]"},
		{"soren", "Søren Å. Holm", true, false, "[Søren] Å. Holm"},
		{"soeren", "Søren", true, false, "[Søren]"},
		{"hondt", "Els D'Hondt", true, false, "Els D'[Hondt]"},
		{"", "Els", true, false, "Els"},
		{"!!", "Els", true, false, "Els"},
		{"zz", "Els", false, false, "Els"},
	} {
		m := NewMatch(c.query)
		if got := m.Fits(c.name); got != c.fits {
			t.Errorf("%q fits %q: %v", c.query, c.name, got)
		}
		if got := m.FitsFolded(Fold(c.name)); got != c.fits {
			t.Errorf("%q fits %q folded: %v", c.query, c.name, got)
		}
		if got := m.Whole(c.name); got != c.whole {
			t.Errorf("%q is all of %q: %v", c.query, c.name, got)
		}
		shown := ""
		for _, p := range m.Parts(c.name) {
			if p.Found {
				shown += fmt.Sprintf("[%s]", p.Text)
			} else {
				shown += p.Text
			}
		}
		if shown != c.parts {
			t.Errorf("%q in %q: %s", c.query, c.name, shown)
		}
	}
}
