package orpheus_test

import (
	"encoding/json"
	"os/exec"
	"slices"
	"strings"
	"testing"
)

// allowed states, for every package, which others of this module it may import.
// What is not here may not be imported: the picture in docs/architecture.md is
// this table.
var allowed = map[string][]string{
	"persist":           {},
	"org":               {"persist"},
	"org/orgtest":       {"org", "persist"},
	"records":           {"org"},
	"identity":          {"org"},
	"ledger":            {"org", "records"},
	"ledger/memory":     {"identity", "ledger", "org", "records"},
	"ledger/sqlite":     {"identity", "ledger", "org", "records"},
	"measure/stat":      {},
	"measure":           {"measure/stat", "org"},
	"compare":           {"org", "persist"},
	"layout":            {},
	"source":            {},
	"source/rustteam":   {"source"},
	"source/k8ssigs":    {"source"},
	"source/history":    {"source"},
	"reconcile":         {"org", "records", "source"},
	"search":            {"org", "records"},
	"words":             {},
	"tell":              {"org", "source", "words"},
	"form":              {"org"},
	"wire":              {"org"},
	"desk":              {"form", "identity", "ledger", "ledger/memory", "ledger/sqlite", "org", "reconcile", "records", "search", "source", "source/history", "source/k8ssigs", "source/rustteam"},
	"web/assets":        {},
	"web/assets/bundle": {"web/assets"},
	"web/ui":            {"org", "web/assets", "words"},
	"post":              {"identity", "words"},
	"web":               {"compare", "form", "identity", "layout", "org", "search", "tell", "web/assets", "web/ui", "words"},
	"api":               {"desk", "form", "ledger", "measure", "org", "records", "tell", "wire", "words"},
	"demo":              {"desk", "ledger", "org", "records", "words"},
	"cli":               {"api", "demo", "desk", "form", "identity", "ledger", "ledger/memory", "measure", "measure/stat", "org", "post", "records", "tell", "web", "wire", "words"},
	"cmd/orpheus":       {"cli"},
	"internal/browser":  {},
}

func TestImportsPointDownwards(t *testing.T) {
	out, err := exec.Command("go", "list", "-json=ImportPath,Imports", "./...").Output()
	if err != nil {
		t.Fatal(err)
	}
	seen := map[string]bool{}
	for dec := json.NewDecoder(strings.NewReader(string(out))); dec.More(); {
		var p struct {
			ImportPath string
			Imports    []string
		}
		if err := dec.Decode(&p); err != nil {
			t.Fatal(err)
		}
		name := strings.TrimPrefix(strings.TrimPrefix(p.ImportPath, "orpheus"), "/")
		if name == "" || name != "org/orgtest" && (strings.HasSuffix(name, "test") || strings.Contains(name, "test/")) {
			continue // test helpers may import what they help to test
		}
		may, known := allowed[name]
		if !known && len(p.Imports) > 0 {
			t.Errorf("%s is not in the table", name)
		}
		seen[name] = true
		for _, i := range p.Imports {
			if dep, ours := strings.CutPrefix(i, "orpheus/"); ours && !slices.Contains(may, dep) {
				t.Errorf("%s may not import %s", name, dep)
			}
		}
	}
	for name := range allowed {
		if !seen[name] {
			t.Errorf("%s is in the table, but there is no such package", name)
		}
	}
}
