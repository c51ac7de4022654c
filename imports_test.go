package orpheus_test

import (
	"encoding/json"
	"go/ast"
	"go/parser"
	"go/token"
	"os/exec"
	"slices"
	"strings"
	"testing"
)

// allowed states, for every package, which others of this module it may import.
// What is not here may not be imported: the picture in docs/architecture.md is
// this table.
var allowed = map[string][]string{
	"internal/immutable":         {},
	"org":                        {"internal/immutable", "org/ballot", "org/deciding", "org/practice"},
	"org/practice":               {},
	"org/ballot":                 {},
	"org/deciding":               {},
	"org/feedback":               {"org"},
	"org/ballot/file":            {"org/ballot"},
	"org/orgtest":                {"org", "org/deciding", "internal/immutable"},
	"store/records":              {"org"},
	"store/hooks":                {"org"},
	"identity":                   {"org", "store/records"},
	"ledger":                     {"internal/contain", "org", "store/records"},
	"store/memory":               {"identity", "ledger", "org", "store/hooks", "store/records"},
	"store/run":                  {"ledger"},
	"store/keyfile":              {},
	"store/tables":               {},
	"store/sqlite":               {"identity", "ledger", "org", "store/hooks", "store/keyfile", "store/records", "store/run", "store/tables"},
	"store/postgres":             {"identity", "ledger", "org", "store/hooks", "store/keyfile", "store/records", "store/run", "store/tables"},
	"insight/stat":               {},
	"insight/pulse":              {"insight/stat", "org"},
	"insight/measure":            {"insight/pulse", "insight/stat", "org", "org/deciding"},
	"insight/measure/graph":      {"insight/stat"},
	"insight/match":              {},
	"insight/watch":              {"insight/measure", "insight/stat", "org", "org/deciding"},
	"insight/forms":              {"insight/measure", "insight/stat", "org", "org/deciding"},
	"insight/readiness":          {"insight/watch", "org", "org/practice"},
	"insight/ties":               {"insight/measure", "insight/stat", "org", "org/deciding"},
	"insight/measure/formal":     {"insight/measure", "insight/measure/graph", "insight/stat", "org"},
	"insight/measure/graph/file": {"insight/measure/graph"},
	"org/compare":                {"org", "internal/immutable"},
	"internal/circlepack":        {},
	"internal/hyphen":            {},
	"imports/source":             {},
	"imports/source/rustteam":    {"imports/source"},
	"imports/source/k8ssigs":     {"imports/source"},
	"imports/source/history":     {"imports/source"},
	"imports/source/sheet":       {"imports/source"},
	"imports/source/alike":       {},
	"imports/source/table":       {"imports/source", "imports/source/sheet"},
	"imports/source/peers":       {"imports/source", "imports/source/sheet", "imports/source/table"},
	"imports/reconcile":          {"org", "store/records", "imports/source"},
	"service/search":             {"org", "store/records"},
	"service/projection":         {"internal/immutable", "ledger", "org", "service/search", "store/records"},
	"text/i18n":                  {"internal/lru"},
	"text/sentence":              {"insight/watch", "org", "org/deciding", "org/practice", "imports/source", "text/i18n"},
	"org/form":                   {"org"},
	"face/view":                  {"insight/watch", "org", "org/deciding"},
	"internal/clock":             {},
	"internal/media":             {},
	"service":                    {"insight/pulse", "insight/match", "insight/forms", "insight/measure", "insight/watch", "internal/clock", "internal/contain", "internal/outgoing", "internal/volume", "internal/lru", "internal/media", "org/form", "identity", "ledger", "store/memory", "store/postgres", "store/sqlite", "org", "imports/reconcile", "imports/source/alike", "store/hooks", "store/records", "store/tables", "service/projection", "service/search", "imports/source", "imports/source/history", "imports/source/k8ssigs", "imports/source/rustteam", "org/deciding", "insight/ties", "org/feedback", "store/keyfile"},
	"service/elsewhere":          {},
	"service/checkup":            {"internal/clock", "internal/volume", "service", "store/postgres", "store/sqlite"},
	"internal/contain":           {},
	"internal/volume":            {},
	"internal/lru":               {},
	"internal/mount":             {},
	"internal/gzipped":           {},
	"internal/outgoing":          {},
	"face/sse":                   {},
	"face/web/assets":            {"internal/gzipped"},
	"face/web/assets/bundle":     {"face/web/assets"},
	"face/web/ui":                {"internal/hyphen", "org", "face/web/assets", "text/i18n"},
	"identity/mail":              {"identity", "text/i18n"},
	"identity/oidc":              {"internal/outgoing"},
	"identity/passkey":           {"identity", "org"},
	"identity/push":              {"identity", "internal/outgoing"},
	"face/web":                   {"insight/match", "insight/pulse", "insight/forms", "insight/measure", "insight/watch", "face/sse", "internal/media", "internal/lru", "internal/gzipped", "internal/mount", "org/compare", "org/deciding", "org/form", "identity", "identity/oidc", "identity/passkey", "internal/circlepack", "internal/hyphen", "org", "service", "service/projection", "service/search", "text/sentence", "face/feed", "face/web/assets", "face/web/ui", "text/i18n", "org/ballot", "insight/stat", "insight/ties", "org/feedback", "face/out", "face/assistant"},
	"face/assistant":             {"identity", "org", "service", "text/i18n", "text/sentence"},
	"face/out":                   {"face/web/assets", "imports/source", "internal/circlepack", "internal/hyphen", "org", "org/deciding", "service", "text/i18n"},
	"face/feed":                  {"identity", "org", "service", "text/i18n", "text/sentence"},
	"face/hook":                  {"internal/outgoing", "face/view", "org", "service", "text/i18n", "text/sentence"},
	"face/scim":                  {"face/scim/sent", "org", "service"},
	"face/scim/sent":             {},
	"face/letter":                {"identity", "org", "service", "text/i18n", "text/sentence"},
	"face/api":                   {"insight/ties", "face/sse", "internal/lru", "service", "org/form", "insight/measure", "org", "text/sentence", "face/view", "text/i18n", "org/feedback"},
	"internal/demo":              {"org/feedback", "service", "org", "org/deciding", "org/practice", "store/records", "text/i18n"},
	"face/cli":                   {"org/ballot", "org/ballot/file", "internal/demo", "internal/mount", "service", "org/form", "identity", "insight/measure", "insight/measure/formal", "insight/measure/graph", "insight/measure/graph/file", "insight/stat", "org", "identity/mail", "server", "text/sentence", "face/view", "text/i18n", "insight/forms", "insight/watch", "service/checkup", "face/out", "internal/circlepack", "service/elsewhere", "face/assistant"},
	"server":                     {"face/api", "face/hook", "face/letter", "face/scim", "face/web", "identity", "identity/oidc", "identity/passkey", "identity/push", "internal/mount", "internal/outgoing", "server/meter", "service", "service/elsewhere", "face/assistant"},
	"server/meter":               {},
	"cmd/orpheus":                {"face/cli", "server"},
	"internal/browser":           {"internal/test/need"},
	"internal/tools/vulnerable":  {},
	"internal/tools/newkind":     {},
	"internal/tools/apiclient":   {},
	"face/clients":               {},
	"face/clients/go":            {},
	"internal/tools/reproduce":   {},
	"internal/tools/templates":   {},
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

// Faces come in by the door: they know the service, and neither the ledger nor the
// stores behind it, under whatever name.
func TestFacesComeInByTheDoor(t *testing.T) {
	behind := func(name string) bool {
		return name == "ledger" || strings.HasPrefix(name, "ledger/") || strings.HasPrefix(name, "store/")
	}
	for name, may := range allowed {
		if strings.HasPrefix(name, "face/") && slices.ContainsFunc(may, behind) {
			t.Errorf("%s may import what is behind the service: %v", name, may)
		}
	}
	files, err := exec.Command("go", "list", "-f", `{{$d := .Dir}}{{if not (eq .Name "webtest")}}{{range .GoFiles}}{{$d}}/{{.}}{{"\n"}}{{end}}{{end}}`, "./face/...").Output()
	if err != nil {
		t.Fatal(err)
	}
	all := strings.Fields(string(files))
	if len(all) < 50 {
		t.Fatalf("%d files of faces", len(all))
	}
	for _, file := range all {
		parsed, err := parser.ParseFile(token.NewFileSet(), file, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		kept := map[ast.Node]bool{} // calls of Store with something to keep, as an atomic has it
		ast.Inspect(parsed, func(n ast.Node) bool {
			if c, ok := n.(*ast.CallExpr); ok && len(c.Args) > 0 {
				kept[c.Fun] = true
			}
			if s, ok := n.(*ast.SelectorExpr); ok && !kept[n] && (s.Sel.Name == "Store" || s.Sel.Name == "Engine") && !strings.Contains(file, "/bundle/") {
				t.Errorf("%s reaches a %s", file, s.Sel.Name)
			}
			return true
		})
	}
}

// forTests are packages, here and of other modules, that only tests may use.
var forTests = []string{"github.com/chromedp/", "github.com/oauth2-proxy/mockoidc", "github.com/descope/virtualwebauthn", "github.com/johannesboyne/gofakes3", "pgregory.net/rapid", "orpheus/internal/browser", "orpheus/internal/test", "orpheus/internal/racetest", "orpheus/org/orgtest"}

// What only tests use is no part of the program that people run.
func TestTheProgramHasNoTests(t *testing.T) {
	out, err := exec.Command("go", "list", "-deps", "./cmd/orpheus").Output()
	if err != nil {
		t.Fatal(err)
	}
	deps := strings.Fields(string(out))
	if !slices.Contains(deps, "orpheus/server") {
		t.Fatal("the program is put together elsewhere now")
	}
	for _, p := range deps {
		helper := strings.HasPrefix(p, "orpheus/") && strings.HasSuffix(p, "test")
		if helper || slices.ContainsFunc(forTests, func(f string) bool { return p == f || strings.HasPrefix(p, strings.TrimSuffix(f, "/")+"/") }) {
			t.Errorf("%s is in the program", p)
		}
	}
}
