package cli

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"orpheus/insight/measure/graph"
	"orpheus/text/i18n"
)

// Who stops it does not wait until all is measured.
func TestMeasuringStops(t *testing.T) {
	path := filepath.Join(t.TempDir(), "ring.txt")
	var ring strings.Builder
	for v := range 5000 {
		fmt.Fprintln(&ring, v, (v+1)%5000)
	}
	if err := os.WriteFile(path, []byte(ring.String()), 0o600); err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(t.Context())
	stop()
	var out, said bytes.Buffer
	none := func(string) string { return "" }
	if status := Run(ctx, []string{"network", path}, none, nil, &out, &said); status != exitRefused || out.Len() > 0 {
		t.Errorf("it ended with %d: %s%s", status, out.String(), said.String())
	}
}

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
