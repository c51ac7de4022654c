package projection

import (
	"strings"
	"testing"

	"orpheus/org"
	"orpheus/service/search"
)

func TestNamesInOrder(t *testing.T) {
	names := []string{"Åse", "zoë", "Aage", "Érik", "Ea", "Ïris", "Ida", "Øjvind", "Ove", "Aïcha", "Arno", "", "Eva", "Æbbe", "Aicha"}
	n := &Names{of: map[org.PersonID]string{}}
	for i, name := range names {
		n.of[org.PersonID(i+1)] = name
	}
	for lang, want := range map[string]string{
		"en": "Aage Æbbe Aicha Aïcha Arno Åse Ea Érik Eva Ida Ïris Øjvind Ove zoë",
		"nl": "Aage Æbbe Aicha Aïcha Arno Åse Ea Érik Eva Ida Ïris Øjvind Ove zoë",
		"da": "Aicha Aïcha Arno Ea Érik Eva Ida Ïris Ove zoë Æbbe Øjvind Aage Åse",
	} {
		for range 2 { // worked out, and remembered
			var got []string
			for _, id := range n.Ordered(lang) {
				got = append(got, n.Of(id))
			}
			if s := strings.Join(got, " "); s != want {
				t.Errorf("%s: %s, not %s", lang, s, want)
			}
		}
	}
	m := search.NewMatch("aicha")
	for id, name := range n.All() {
		for range 2 {
			if want := name == "Aïcha" || name == "Aicha"; n.Fits(id, m) != want {
				t.Errorf("%q is found: %v", name, !want)
			}
		}
	}
}
