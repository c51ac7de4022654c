package ui

import (
	"slices"
	"strings"
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

// A circle whose roles are too small to be drawn says by an arc in how many somebody leads,
// and no name of a circle stands on another.
func TestSmallCirclesHaveTheirLight(t *testing.T) {
	kids := func(r float64) []MapNode { return []MapNode{{Role: true, Name: "x", R: r, X: 0, Y: 0}} }
	draw := func(kid float64, share float64) string {
		n := MapNode{Name: "Whole", R: 300, Kids: []MapNode{
			{ID: "C2", Name: "Kitchen", Depth: 1, R: 60, Share: share, Kids: kids(kid)},
			{ID: "C3", Name: "Kitchens", Depth: 1, R: 50, X: 10, Kids: kids(kid)},
		}}
		d := mapDrawing{p: MapPicture{Scale: 1}}
		d.node(&n)
		return d.out.String() + d.words.String()
	}
	small, large := draw(2.5, .25), draw(8, .25)
	if !strings.Contains(small, "m-share") || strings.Contains(small, "m-role") {
		t.Errorf("the small one is drawn as %s", small)
	}
	if strings.Contains(large, "m-share") || !strings.Contains(large, "m-role") {
		t.Errorf("the large one is drawn as %s", large)
	}
	if strings.Contains(draw(2.5, 0), "m-share") {
		t.Error("a dark one has a light")
	}
	if n := strings.Count(small, "<text"); n != 1 {
		t.Errorf("%d names on one place", n)
	}
	if whole := draw(2.5, 1); !strings.Contains(whole, " 0 1 1 ") {
		t.Errorf("all of it is drawn as %s", whole)
	}
}
