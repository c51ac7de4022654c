package cli

import (
	"bytes"
	"encoding/json"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"orpheus/insight/measure"
	"orpheus/internal/demo"
	"orpheus/service"
	"orpheus/text/i18n"
)

// Of an organisation, who led whom is measured without a name and without the figure of
// anybody.
func TestNetworkOfAnOrganisation(t *testing.T) {
	data := filepath.Join(t.TempDir(), "o.db")
	d, err := service.Open(t.Context(), data, true)
	if err != nil {
		t.Fatal(err)
	}
	if err := demo.Grow(t.Context(), d, demo.Options{Until: time.Date(2026, 9, 1, 12, 0, 0, 0, time.UTC), Size: demo.Small}, nil); err != nil {
		t.Fatal(err)
	}
	slugs, err := d.Slugs(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	names, err := d.Names(t.Context(), slugs[0])
	if err != nil {
		t.Fatal(err)
	}
	if err := d.Close(); err != nil {
		t.Fatal(err)
	}
	run := func(args ...string) (string, string, int) {
		var out, said bytes.Buffer
		status := Run(t.Context(), append([]string{"--data", data, "network", "--org", slugs[0]}, args...), english, nil, &out, &said)
		return out.String(), said.String(), status
	}
	text, said, status := run()
	if status != exitDone || !strings.Contains(text, "who led whom, in 365 days") || !strings.Contains(text, "EI_z") {
		t.Fatalf("%d: %s%s", status, text, said)
	}
	for id, name := range names {
		if strings.Contains(text, name) {
			t.Errorf("%v is named", id)
		}
	}
	var figures map[string]any
	text, _, _ = run("--json")
	if err := json.Unmarshal([]byte(text), &figures); err != nil {
		t.Fatal(err)
	}
	if figures["org"] != slugs[0] || figures["window_days"] != 365.0 || figures["n"].(float64) < 8 || figures["recip_weighted"] == nil {
		t.Errorf("%v", figures)
	}
	for id := range figures {
		if strings.HasSuffix(id, "_min") {
			t.Errorf("%s is of one person", id)
		}
	}
	for _, c := range [][2]string{{"--window=1d", "pairs are needed"}, {"--at=1999-01-01", "1999"}} {
		if out, said, status := run(c[0]); status == exitDone || out != "" || !strings.Contains(said, c[1]) {
			t.Errorf("%s: %d, %s%s", c[0], status, out, said)
		}
	}
}

// Where figures would speak of persons there are none.
func TestNetworkIsNotToldOf(t *testing.T) {
	ring := func(people, each int) (ties []measure.Tie) {
		for i := range people {
			for k := 1; k <= each; k++ {
				ties = append(ties, measure.Tie{From: int32(i), To: int32((i + k) % people), Works: 1})
			}
		}
		return ties
	}
	e := &env{say: i18n.For("en")}
	few := ring(10, 8)[:8*4]
	one := append(ring(10, 1), func() (ties []measure.Tie) {
		for i := range 45 {
			ties = append(ties, measure.Tie{From: 0, To: int32(1 + i), Works: 1})
		}
		return ties
	}()...)
	for _, c := range []struct {
		says   string
		people int
		ties   []measure.Tie
		before bool
	}{
		{"", 10, ring(10, 3), false},
		{"later", 10, ring(10, 3), true},
		{"Below 8 people", 7, ring(7, 6), false},
		{"30 pairs are needed, there are 20", 10, ring(10, 2), false},
		{"Fewer than five people led", 10, few, false},
		{"One person is in more than four in five", 46, one, false},
	} {
		err := e.toldOf(&measure.Sample{Members: make([]measure.Member, c.people), Ties: c.ties, Agreed: !c.before})
		if (err == nil) != (c.says == "") || err != nil && !strings.Contains(err.Error(), c.says) {
			t.Errorf("%q: %v", c.says, err)
		}
	}
}
