package promise

import (
	"os"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

// What is promised here is what docs/performance.md says, in the last column of the
// line that begins with the name.
func TestTheDocumentPromisesTheSame(t *testing.T) {
	doc, err := os.ReadFile("../../../docs/performance.md")
	if err != nil {
		t.Fatal(err)
	}
	for name, want := range Ratios {
		m := regexp.MustCompile(`(?m)^\| ` + regexp.QuoteMeta(name) + `[^|]*\|.*\| *([\d.]+) *\|$`).FindStringSubmatch(string(doc))
		if m == nil {
			t.Errorf("docs/performance.md has no line that begins with %q and ends with a ratio", name)
			continue
		}
		if got, err := strconv.ParseFloat(strings.TrimSpace(m[1]), 64); err != nil || got != want {
			t.Errorf("%s: docs/performance.md promises %s, benchmarks are held to %v", name, m[1], want)
		}
	}
}

func TestEnough(t *testing.T) {
	for _, c := range []struct {
		name  string
		ratio float64
		want  bool
	}{{"home", .25, true}, {"home", .125, true}, {"home", .1249, false}, {"home", 0, false}, {"what nobody promised", 0, true}} {
		if _, ok := Enough(c.name, c.ratio); ok != c.want {
			t.Errorf("%s, %v: %v", c.name, c.ratio, ok)
		}
	}
}
