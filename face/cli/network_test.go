package cli

import (
	"testing"

	"orpheus/insight/measure/graph"
	"orpheus/text/i18n"
)

// Every figure of every sort of graph has its text, and none that of another.
func TestFiguresAreSaid(t *testing.T) {
	say := i18n.For("en") // the catalogs have the same keys
	for _, directed := range []bool{false, true} {
		g, err := graph.New(3, directed, []graph.Tie{{From: 0, To: 1, Weight: 2}})
		if err != nil {
			t.Fatal(err)
		}
		seen := map[string]bool{}
		for _, f := range graph.Figures(g, []int{0, 0, 1}) {
			key := figureKey(f.ID)
			if !say.Has(key) || seen[key] {
				t.Errorf("%s is said by %s, which is not there or says another", f.ID, key)
			}
			seen[key] = true
		}
	}
}
