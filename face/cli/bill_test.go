package cli_test

import (
	"encoding/json"
	"os"
	"regexp"
	"strings"
	"testing"
)

// The bill of materials has every module of the program once, with its version of go.mod.
func TestBillOfMaterials(t *testing.T) {
	var bill struct {
		Format     string `json:"bomFormat"`
		Spec       string `json:"specVersion"`
		Components []struct {
			Ref        string `json:"bom-ref"`
			Type, Name string
			Version    string
			URL        string                         `json:"purl"`
			Properties []struct{ Name, Value string } `json:"properties"`
		}
	}
	if err := json.Unmarshal([]byte(run(t, "version", "--sbom")), &bill); err != nil {
		t.Fatal(err)
	}
	if bill.Format != "CycloneDX" || bill.Spec != "1.6" {
		t.Errorf("%+v", bill)
	}
	have := map[string]string{}
	for _, c := range bill.Components {
		if have[c.Ref] != "" || c.Version == "" || c.Type != "library" || c.URL != "pkg:golang/"+c.Name+"@"+strings.TrimPrefix(c.Version, "go") {
			t.Errorf("%+v", c)
		}
		if c.Name != "std" && (len(c.Properties) != 1 || !strings.HasPrefix(c.Properties[0].Value, "h1:")) {
			t.Errorf("%s has no sum", c.Name)
		}
		have[c.Ref] = c.Version
	}
	mod, err := os.ReadFile("../../go.mod")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"modernc.org/sqlite", "github.com/jackc/pgx/v5", "github.com/prometheus/client_golang", "github.com/wneessen/go-mail", "golang.org/x/crypto"} {
		m := regexp.MustCompile(regexp.QuoteMeta(name) + ` (v\S+)`).FindSubmatch(mod)
		if m == nil || have[name] != string(m[1]) {
			t.Errorf("of %s it has %q, go.mod %q", name, have[name], m)
		}
	}
	if have["std"] == "" {
		t.Error("it does not say which Go")
	}
}
