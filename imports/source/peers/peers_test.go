package peers_test

import (
	"os"
	"path/filepath"
	"testing"
	"time"

	"orpheus/imports/source"
	"orpheus/imports/source/peers"
	"orpheus/imports/source/peers/peerstest"
	"orpheus/imports/source/sourcetest"
	"orpheus/imports/source/table"
)

// now is the moment of which the tests look at exports.
var now = time.Date(2026, time.June, 1, 0, 0, 0, 0, time.UTC)

// format is the program that a file is named after.
func format(name string) string { return name[:len(name)-len(filepath.Ext(name))] }

// Each export is recognised, and read as its outline says; the outlines were looked at.
func TestExportsAreRead(t *testing.T) {
	all := peerstest.Exports(t, "testdata")
	if len(all) != 11 {
		t.Fatalf("%d exports", len(all))
	}
	seen := map[string]bool{}
	for name, data := range all {
		t.Run(name, func(t *testing.T) {
			seen[format(name)] = true
			if got := peers.Recognised(name, data); got != format(name) {
				t.Errorf("recognised as %q", got)
			}
			read, err := peers.ReadFile(format(name), name, data, table.Options{})
			if err != nil {
				t.Fatal(sourcetest.Says(err))
			}
			sourcetest.Golden(t, read.At(now, true), filepath.Join("testdata", name+".txt"))
		})
	}
	if len(seen) != len(peers.Formats()) {
		t.Errorf("%d formats of %d are looked at", len(seen), len(peers.Formats()))
	}
}

// Of a moment an export tells what was decided by then.
func TestWhatWasDecidedByThen(t *testing.T) {
	read, err := peers.ReadFile("loomio", "loomio.json", peerstest.Exports(t, "testdata")["loomio.json"], table.Options{})
	if err != nil {
		t.Fatal(sourcetest.Says(err))
	}
	for day, want := range map[string]int{"2018-01-01": 0, "2024-03-01": 1, "2024-03-09": 2, "2026-01-01": 3} {
		when, err := time.Parse(time.DateOnly, day)
		if err != nil {
			t.Fatal(err)
		}
		if got := len(read.At(when, true).Decisions); got != want {
			t.Errorf("by %s %d were decided, want %d", day, got, want)
		}
	}
}

// What was decided in a circle that is not there stays out, and says so.
func TestWhatWasDecidedNowhere(t *testing.T) {
	read, err := peers.ReadFile("loomio", "loomio.json", peerstest.Exports(t, "testdata")["loomio.json"], table.Options{})
	if err != nil {
		t.Fatal(sourcetest.Says(err))
	}
	before := read.At(now, true)
	read.Decided(source.Decision{Key: "x", Circle: "none", Title: "Keys", Word: "Two.", Ended: now})
	s := read.At(now, true)
	if len(s.Decisions) != len(before.Decisions) || len(s.Oddities) != len(before.Oddities)+1 || sourcetest.Check(s) != nil {
		t.Error(sourcetest.Outline(s))
	}
}

// What is none of them is not taken for one, and reading it says so.
func TestWhatIsNoExport(t *testing.T) {
	for name, text := range map[string]string{"a.csv": "circle,person\na,b\n", "a.json": `{"seats":[]}`, "a.yaml": "seats: []\n", "b.json": "[]", "c.json": "{", "d.xlsx": "PK\x03\x04", "e.yaml": "a: [", "f.json": "\x00"} {
		if got := peers.Recognised(name, []byte(text)); got != "" {
			t.Errorf("%s is taken for %s", name, got)
		}
		for _, f := range peers.Formats() {
			if _, err := peers.ReadFile(f, name, []byte(text), table.Options{}); err == nil {
				t.Errorf("%s is read as %s", name, f)
			}
		}
	}
}

// A folder of answers is one export.
func TestAnswersInAFolder(t *testing.T) {
	dir := t.TempDir()
	for name, text := range map[string]string{
		"circles.json": `{"circles":[{"id":1,"name":"O","links":{}},{"id":2,"name":"Care","links":{"supported_role":3}}]}`,
		"roles.json":   `{"roles":[{"id":3,"name":"Care","links":{"circle":1,"supporting_circle":2,"people":[9]}}]}`,
		"people.json":  `{"people":[{"id":9,"name":"Ann"}]}`,
	} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	read, err := peers.Read("glassfrog", os.DirFS(dir), ".", table.Options{})
	if err != nil {
		t.Fatal(sourcetest.Says(err))
	}
	if s := read.At(now, true); len(s.Circles) != 1 || len(s.Circles[0].Roles) != 1 || !s.Circles[0].Roles[0].Leads || s.People[0].Name != "Ann" {
		t.Error(sourcetest.Outline(s))
	}
}
