package cli_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// A table comes in by one command: looked at first, then done, and done again for nothing.
func TestImportOfATable(t *testing.T) {
	dir := t.TempDir()
	data, file := filepath.Join(dir, "o.db"), filepath.Join(dir, "who.csv")
	const text = "Project;Role;Github Name;Since;Leads\nZorg;Trekker;Ann;2024-01-01;ja\n;Arts;Bob;soon;\nNacht;;TBD;;\n"
	if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	command := []string{"--data", data, "import", "table", file, "--org", "linde", "--create", "--as-of", "2026-01-01", "--fill-down", "--columns", `circle=Project,person=Github Name`}
	status, would, odd := typed(t, "en", append(command, "--dry-run")...)
	if status != 0 || !strings.Contains(would, "Trekker") || !strings.Contains(odd, "who.csv:3:D3: “soon” is no day, month or year") {
		t.Fatalf("%d\n%s\n%s", status, would, odd)
	}
	status, out, _ := typed(t, "en", append(command, "--json")...)
	var sum struct {
		Acts, Refused int
		Oddities      []struct{ File, Cell, Code string }
	}
	if err := json.Unmarshal([]byte(out), &sum); err != nil || status != 0 || sum.Acts == 0 || sum.Refused != 1 || sum.Oddities[0].Cell != "D3" {
		t.Fatalf("%d %v %+v", status, err, sum)
	}
	if _, outline, _ := typed(t, "en", "--data", data, "map", "--org", "linde"); !strings.Contains(outline, "Ann") || strings.Contains(outline, "Bob") || !strings.Contains(outline, "Nacht") {
		t.Error(outline)
	}
	if _, _, err := typed(t, "en", command...); !strings.Contains(err, "Nothing to do") && !strings.Contains(err, "could not be read") {
		t.Error(err)
	}
	// A part of it changes that part alone, and a scope keeps tables apart.
	if err := os.WriteFile(file, []byte("circle,person\nTuin,Cas\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, more := range [][]string{{"--partial"}, {"--scope", "garden"}} {
		args := append([]string{"--data", data, "import", "table", file, "--org", "linde"}, more...)
		if status, _, err := typed(t, "en", args...); status != 0 {
			t.Fatal(err)
		}
		if _, outline, _ := typed(t, "en", "--data", data, "map", "--org", "linde"); !strings.Contains(outline, "Zorg") || !strings.Contains(outline, "Tuin") {
			t.Errorf("%q: %s", more, outline)
		}
	}
	if status, _, err := typed(t, "en", "--data", data, "import", "table", file, "--org", "linde", "--columns", "shoes=circle"); status == 0 || !strings.Contains(err, "is no column") {
		t.Error(err)
	}
}
