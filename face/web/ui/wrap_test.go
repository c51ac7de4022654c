package ui

import (
	"slices"
	"testing"

	"orpheus/internal/hyphen"
)

// A long word is broken where its language lets it, and nowhere else.
func TestLongNamesHaveLines(t *testing.T) {
	soft := func(lang, s string) string { return hyphen.For(lang).Softened(s, 10) }
	for _, c := range []struct {
		name  string
		width float64
		want  []string
	}{
		{soft("nl", "Medicatieveiligheid"), 94, []string{"Medicatievei-", "ligheid"}},
		{soft("nl", "Team Medicatieveiligheid"), 94, []string{"Team", "Medicatievei-", "ligheid"}},
		{soft("da", "Arbejdsmiljørepræsentantudvalget"), 94, []string{"Arbejdsmiljø-", "repræsentant-", "udvalget"}},
		{"Medicatieveiligheid", 94, nil},
		{soft("nl", "Zorg en welzijn"), 60, []string{"Zorg en", "welzijn"}},
	} {
		got := wrap(c.name, 12.5, c.width, 3)
		if !slices.Equal(got, c.want) {
			t.Errorf("%q in %v: %q, want %q", c.name, c.width, got, c.want)
		}
	}
}

// What is chosen has a name, whatever it is: where nothing else helps, its letters are
// broken.
func TestWhatIsChosenHasAName(t *testing.T) {
	for _, name := range []string{"Xyzxyzxyzxyzxyzxyzxyz", "Medicatieveiligheid"} {
		d := mapDrawing{p: MapPicture{Scale: 1}}
		d.roleLabel(&MapNode{Name: name, Role: true}, 0, 0, 40)
		if d.words.Len() > 0 {
			t.Errorf("%s fits as it is", name)
		}
		d.roleLabel(&MapNode{Name: name, Role: true, Here: true}, 0, 0, 40)
		if d.words.Len() == 0 {
			t.Errorf("%s has no name", name)
		}
	}
}
