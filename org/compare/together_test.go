package compare_test

import (
	"strings"
	"testing"

	"pgregory.net/rapid"

	"orpheus/org/compare"
)

func TestTogether(t *testing.T) {
	for _, c := range []struct{ before, a, b, want string }{
		{
			"Every client has one list that is right.", "Every client has one list that is right, also for the doctor on duty.", "Every client has one list that is right at eight in the evening.",
			"Every client has one list that is right, also for the doctor on duty at eight in the evening.",
		},
		{"We meet on Monday.", "We meet on Tuesday.", "We meet on Friday.", "We meet on Tuesday Friday."},
		{"One two three.", "Two three.", "One two three four.", "Two three four."},
		{"", "Mine", "Yours", "Mine Yours"},
		{"Old", "", "Old and new", " and new"},
		{"a b c d", "a x c d", "a b c y", "a x c y"},
	} {
		if got := compare.Together(c.before, c.a, c.b); !strings.EqualFold(got, c.want) {
			t.Errorf("of %q, %q and %q came %q, want %q", c.before, c.a, c.b, got, c.want)
		}
	}
}

// Where one changed nothing, what the other wrote is all; and no word that either added
// is lost.
func TestTogetherLosesNothing(t *testing.T) {
	text := rapid.Map(rapid.SliceOfN(rapid.SampledFrom([]string{"we", "meet", "on", "monday", "in", "the", "hall"}), 0, 8), func(w []string) string { return strings.Join(w, " ") })
	rapid.Check(t, func(t *rapid.T) {
		before, a, b := text.Draw(t, "before"), text.Draw(t, "a"), text.Draw(t, "b")
		if got := compare.Together(before, before, b); got != b {
			t.Fatalf("of %q and %q alone came %q", before, b, got)
		}
		if got := compare.Together(before, a, before); got != a {
			t.Fatalf("of %q and %q alone came %q", before, a, got)
		}
		both := " " + compare.Together(before, a, b) + " "
		for _, other := range []string{a, b} {
			for _, p := range compare.Words(before, other) {
				if p.Op == compare.Inserted && !strings.Contains(both, strings.TrimSpace(p.Text)) {
					t.Fatalf("%q is not in %q, of %q, %q and %q", p.Text, both, before, a, b)
				}
			}
		}
	})
}
