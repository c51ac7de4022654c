package search

import (
	"slices"
	"testing"

	"pgregory.net/rapid"
)

func texts(all []Word) (out []string) {
	for _, w := range all {
		out = append(out, w.Text)
	}
	return out
}

// A word stands once, as it was written first, in one text or in several.
func TestTellingWordsStandOnce(t *testing.T) {
	one := Telling("Wounds and the wound of a roof, some roofs")
	if got := texts(one); !slices.Equal(got, []string{"Wounds", "roof"}) {
		t.Errorf("there stand %q", got)
	}
	all := Union(Telling("Zeppelins"), one, nil, Telling("a zeppelin on a boat"))
	if got := texts(all); !slices.Equal(got, []string{"Zeppelins", "Wounds", "roof", "boat"}) {
		t.Errorf("together there stand %q", got)
	}
	if got := texts(Shared(all, Telling("The boats"), Telling("of zeppelins"))); !slices.Equal(got, []string{"Zeppelins", "boat"}) {
		t.Errorf("shared are %q", got)
	}
	rapid.Check(t, func(t *rapid.T) { // as if each was compared with all before it
		words := rapid.SliceOf(rapid.SampledFrom([]string{"roof", "roofs", "roofing", "vergaderen", "vergaderingen", "møder", "mødet", "boten", "boats", "zwaluw"})).Draw(t, "words")
		text, want := "", []Word(nil)
		for _, w := range words {
			text += w + " "
			if next := Telling(w)[0]; !slices.ContainsFunc(want, next.Is) {
				want = append(want, next)
			}
		}
		if got := texts(Telling(text)); !slices.Equal(got, texts(want)) {
			t.Fatalf("of %q there stand %q, want %q", text, got, texts(want))
		}
	})
}
