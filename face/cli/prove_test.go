package cli

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"orpheus/internal/test/need"
)

// proven is what prove prints as JSON, by date and figure.
type proven map[string]map[string]provenFigure

type provenFigure struct {
	Value, Low, High *float64
	Chance           *struct{ Low, High float64 }
	Need             *int
}

func (p proven) value(t *testing.T, date, id string) float64 {
	t.Helper()
	v := p[date][id].Value
	if v == nil {
		t.Fatalf("%s, %s: %+v", date, id, p[date][id])
	}
	return *v
}

// prove runs the command and returns what it printed, as JSON and as Markdown.
func prove(t *testing.T, format string, files ...string) (proven, string) {
	t.Helper()
	run := func(flag string) []byte {
		var out, said bytes.Buffer
		if status := Run(t.Context(), append([]string{"prove", format, flag}, files...), english, nil, &out, &said); status != exitDone {
			t.Fatalf("it ended with %d: %s", status, said.String())
		}
		return out.Bytes()
	}
	var printed struct {
		Dates []struct {
			Date    string
			Figures []json.RawMessage
		}
	}
	if err := json.Unmarshal(run("--json"), &printed); err != nil {
		t.Fatal(err)
	}
	out := proven{}
	for _, d := range printed.Dates {
		of := map[string]provenFigure{}
		out[d.Date] = of
		for _, raw := range d.Figures {
			var id struct{ ID string }
			if err := json.Unmarshal(raw, &id); err != nil {
				t.Fatal(err)
			}
			f := of[id.ID]
			if err := json.Unmarshal(raw, &f); err != nil {
				t.Fatal(err)
			}
			of[id.ID] = f
		}
	}
	return out, string(run("--markdown"))
}

func english(name string) string {
	return map[string]string{"ORPHEUS_LANG": "en"}[name]
}

// snapshots are the files of a public data set by date; HEAD is of 22 August 2026.
func snapshots(t *testing.T, set, name string) (files []string) {
	t.Helper()
	for year := 2019; year <= 2026; year++ {
		files = append(files, filepath.Join(need.Data(t, set), fmt.Sprintf(name, fmt.Sprintf("%d-01-01", year))))
	}
	return append(files, "2026-08-22="+filepath.Join(need.Data(t, set), fmt.Sprintf(name, "HEAD")))
}

func expected(t *testing.T, set, file string, into any) {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(need.Data(t, set), file))
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(data, into); err != nil {
		t.Fatal(err)
	}
}

// written asks docs/proof.md for the table as the command prints it now.
func written(t *testing.T, table string) {
	t.Helper()
	doc, err := os.ReadFile("../../docs/proof.md")
	if err != nil {
		t.Fatal(err)
	}
	table, _, _ = strings.Cut(table, "\n\nSeats say")
	if !strings.Contains(string(doc), table) {
		t.Errorf("docs/proof.md has not what orpheus prove --markdown prints:\n%s", table)
	}
}

// Rust's teams give the published figures for every year, and those in the documents.
func TestProofOfRust(t *testing.T) {
	var known struct {
		ByYear map[string]struct {
			Holders, Seats, Population, Teams, Leadless, K50, Max int
			HHI                                                   float64
			Effective                                             float64 `json:"effective_holders"`
			GiniHolders                                           float64 `json:"gini_holders"`
			GiniPopulation                                        float64 `json:"gini_population"`
			LeadRate                                              float64 `json:"lead_rate"`
		} `json:"by_year"`
	}
	expected(t, "rust-team", "expected.json", &known)
	p, table := prove(t, "rust-team", snapshots(t, "rust-team", "rust-team-%s.tar.gz")...)
	if len(p) != 9 {
		t.Fatalf("%d dates", len(p))
	}
	for date := range p {
		k := known.ByYear[date[:4]]
		if date == "2026-08-22" {
			k = known.ByYear["HEAD"]
		}
		for id, want := range map[string]float64{
			"people": float64(k.Population), "circles": float64(k.Teams), "leaderless": float64(k.Leadless) / float64(k.Teams),
			"lead_seats": float64(k.Seats), "lead_holders": float64(k.Holders), "lead_share": k.LeadRate, "hhi": k.HHI,
			"gini_holders": k.GiniHolders, "gini_people": k.GiniPopulation, "half": float64(k.K50), "most": float64(k.Max),
		} {
			if got := p.value(t, date, id); math.Abs(got-want) > 6e-7 {
				t.Errorf("%s, %s: %g, published %g", date, id, got, want)
			}
		}
		if got := p.value(t, date, "effective"); math.Abs(got-k.Effective) > 6e-4 {
			t.Errorf("%s: %g as if equally, published %g", date, got, k.Effective)
		}
	}
	written(t, table)
}

// So do the groups of Kubernetes.
func TestProofOfKubernetes(t *testing.T) {
	type seats struct {
		Seats     int `json:"lead_seats"`
		Holders   int `json:"lead_holders"`
		HHI       float64
		Effective float64 `json:"effective_holders"`
		Gini      float64 `json:"gini_holders"`
		Half      int     `json:"half_held_by"`
		Most      int     `json:"most_held"`
	}
	var known map[string]struct {
		Groups seats `json:"group_seats"`
		All    seats `json:"all_seats"`
	}
	expected(t, "kubernetes", "seats-expected.json", &known)
	p, table := prove(t, "k8s-sigs", snapshots(t, "kubernetes", "sigs-%s.yaml.gz")...)
	for date := range p {
		k := known[date]
		if date == "2026-08-22" {
			k = known["HEAD"]
		}
		for id, s := range map[string]seats{"upper_": k.Groups, "": k.All} {
			ids := map[string]float64{
				"lead_seats": float64(s.Seats), "lead_holders": float64(s.Holders), "hhi": s.HHI, "effective": s.Effective,
				"gini_holders": s.Gini, "half": float64(s.Half), "most": float64(s.Most),
			}
			if id != "" {
				ids = map[string]float64{
					"upper_seats": float64(s.Seats), "upper_holders": float64(s.Holders), "upper_hhi": s.HHI, "upper_effective": s.Effective,
					"upper_gini": s.Gini, "upper_half": float64(s.Half), "upper_most": float64(s.Most),
				}
			}
			for id, want := range ids {
				slack := 6e-7
				if strings.HasSuffix(id, "effective") { // three decimals are published
					slack = 6e-4
				}
				if got := p.value(t, date, id); math.Abs(got-want) > slack {
					t.Errorf("%s, %s: %g, published %g", date, id, got, want)
				}
			}
		}
	}
	written(t, table)
}

// positions writes an organisation of 175 positions, each below one other: one above all,
// 6 below it, 28 below these and 140 below those. lead says who leads the team of a
// position that has others below it.
func positions(t *testing.T, name string, lead func(position int) int) string {
	t.Helper()
	dir := filepath.Join(t.TempDir(), name)
	write := func(file, text string) {
		t.Helper()
		file = filepath.Join(dir, file)
		if err := os.MkdirAll(filepath.Dir(file), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	below := map[int][]int{}
	above := func(i int) int {
		switch {
		case i <= 6:
			return 0
		case i <= 34:
			return 1 + (i-7)%6
		}
		return 7 + (i-35)%28
	}
	for i := range 175 {
		write(fmt.Sprintf("people/p%d.toml", i), fmt.Sprintf("name = \"P %d\"\ngithub = \"p%d\"\ngithub-id = %d\n", i, i, 1000+i))
		if i > 0 {
			below[above(i)] = append(below[above(i)], i)
		}
	}
	for i, under := range below {
		var members []string
		for _, u := range append(under, lead(i)) {
			members = append(members, fmt.Sprintf("%q", fmt.Sprintf("p%d", u)))
		}
		parent := ""
		if i > 0 {
			parent = fmt.Sprintf("subteam-of = \"t%d\"\n", above(i))
		}
		write(fmt.Sprintf("teams/t%d.toml", i), fmt.Sprintf("name = \"t%d\"\n%s[people]\nleads = [\"p%d\"]\nmembers = [%s]\n", i, parent, lead(i), strings.Join(members, ", ")))
	}
	return dir
}

// A line of managers scores as one, and one manager as centralised; Rust's teams do not.
func TestProofOfContrast(t *testing.T) {
	const date = "2026-01-01"
	line, table := prove(t, "rust-team", positions(t, "line-"+date, func(i int) int { return i }))
	for id, want := range map[string]float64{
		"people": 175, "circles": 35, "lead_seats": 35, "lead_holders": 35, "ties": 174, "mutual": 0, "connectedness": 1, "hierarchy": 1, "efficiency": 1,
		"one_above": 1, "effective": 35,
	} {
		if got := line.value(t, date, id); math.Abs(got-want) > 1e-9 {
			t.Errorf("a line of managers, %s: %g", id, got)
		}
	}
	written(t, table)
	one, table := prove(t, "rust-team", positions(t, "one-manager-"+date, func(int) int { return 0 }))
	for id, want := range map[string]float64{
		"people": 175, "lead_holders": 1, "lead_seats": 35, "effective": 1, "d2": 1, "half": 1, "most": 35, "hhi": 1, "gini_people": 174.0 / 175, "excess": 1,
		"centralised": 1, "mutual": 0, "hierarchy": 1, "one_above": 1,
	} {
		if got := one.value(t, date, id); math.Abs(got-want) > 1e-9 {
			t.Errorf("one manager, %s: %g", id, got)
		}
	}
	if f := one[date]["d2"]; f.Chance == nil || *f.High >= f.Chance.Low {
		t.Errorf("one manager is not beyond chance: %+v", f)
	}
	written(t, table)
}

// Fewer than eight people get counts and no statistics.
func TestProofOfFew(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "2026-01-01")
	if err := os.MkdirAll(filepath.Join(dir, "teams"), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, "teams", "a.toml"), []byte("name = \"a\"\n[people]\nleads = [\"x\"]\nmembers = [\"x\", \"y\", \"z\"]\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	p, table := prove(t, "rust-team", dir)
	for id, f := range p["2026-01-01"] {
		counted := map[string]bool{"people": true, "circles": true, "lead_seats": true, "lead_holders": true, "most": true, "upper_seats": true, "upper_holders": true, "upper_most": true, "ties": true}[id]
		if counted != (f.Value != nil) || !counted && (f.Need == nil || *f.Need != 8) {
			t.Errorf("%s: %+v", id, f)
		}
	}
	if strings.Contains(table, "P 1") || !strings.Contains(table, "3 of 8 needed") {
		t.Error(table)
	}
}

// What cannot be done is said, and wrong use told from what is wrong with a file.
func TestNoProof(t *testing.T) {
	dir := t.TempDir()
	none := filepath.Join(dir, "2026-01-01.yaml")
	broken := filepath.Join(dir, "2026-01-02.yaml")
	if err := os.WriteFile(broken, []byte("sigs: ["), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		status int
		says   string
		args   []string
	}{
		{exitUsage, "no date in its name", []string{"k8s-sigs", filepath.Join(dir, "sigs.yaml")}},
		{exitUsage, "no date in its name", []string{"k8s-sigs", filepath.Join(dir, "sigs-2026-13-01.yaml")}},
		{exitUsage, "are both of 2026-01-01", []string{"k8s-sigs", none, "2026-01-01=" + broken}},
		{exitUsage, "rust-team", []string{"papers", none}},
		{exitRefused, "There is nothing at", []string{"k8s-sigs", none}},
		{exitRefused, "not valid YAML", []string{"k8s-sigs", broken}},
		{exitUsage, "<files>", []string{"k8s-sigs"}},
	} {
		var out, said bytes.Buffer
		status := Run(t.Context(), append([]string{"prove"}, c.args...), english, nil, &out, &said)
		if status != c.status || !strings.Contains(said.String(), c.says) || out.Len() > 0 {
			t.Errorf("%v: %d, %s%s", c.args, status, out.String(), said.String())
		}
	}
}
