package capacity

import (
	"fmt"
	"os"
	"strconv"
	"strings"
	"testing"
)

// carried is how many acts a second one small server was seen to carry, over a hundred
// organisations: docs/performance.md, "acts by three programs on one database".
const carried = 1400

// The table of docs/capacity.md is what the simulation gives, and no server of it has more than
// half of what a small one carries.
func TestTheDocumentSaysWhatIsWorkedOut(t *testing.T) {
	doc, err := os.ReadFile("../../../docs/capacity.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, servers := range []int{4, 8, 16} {
		all, largest := Million.Loads(servers, 1)
		most := Fullest(all)
		var people float64
		for _, l := range all {
			people += l.People
		}
		line := fmt.Sprintf("| %d | %s | %.1f million | %.0f | %.2f | %.1f TB |", servers, thousands(most.Organisations), most.People/1e6, most.PeakActs,
			most.People*float64(servers)/people, most.BytesAYear/1e12)
		if !strings.Contains(string(doc), line) {
			t.Errorf("docs/capacity.md has no line\n%s", line)
		}
		if most.PeakActs > carried/2 {
			t.Errorf("%d servers: %.0f acts a second on the fullest", servers, most.PeakActs)
		}
		if line := fmt.Sprintf("the largest has %s people and asks for %.1f acts a second", thousands(int(largest.People)), largest.PeakActs); !strings.Contains(string(doc), line) {
			t.Errorf("docs/capacity.md does not say that %s", line)
		}
	}
}

// One more server takes its share, and nothing moves between the others.
func TestOneMoreServerTakesItsShareOnly(t *testing.T) {
	const servers, organisations = 8, 20_000
	moved := 0
	for i := range organisations {
		slug := fmt.Sprint("org", i)
		was, is := server(slug, servers), server(slug, servers+1)
		switch {
		case was == is:
		case is == servers:
			moved++
		default:
			t.Fatalf("%s moved from %d to %d", slug, was, is)
		}
	}
	if share := float64(moved) / organisations; share < 0.10 || share > 0.125 {
		t.Errorf("%.3f moved, of a ninth", share)
	}
}

func thousands(n int) string {
	s := strconv.Itoa(n)
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s
}
