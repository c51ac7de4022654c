package server_test

import (
	"encoding/json"
	"errors"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/evanw/esbuild/pkg/api"

	asking "orpheus/face/clients/go"
	"orpheus/identity"
	"orpheus/internal/test/need"
)

// The client in Go reads, does an act once for a key, goes on from page to page, and says why something was refused.
func TestTheClientInGo(t *testing.T) {
	a := newAssisted(t)
	token, err := a.s.Identity.NewToken(t.Context(), "linde", 2, "Roster", identity.TokenTerms{})
	if err != nil {
		t.Fatal(err)
	}
	c := &asking.Client{URL: a.at.URL + "/", Token: token}
	params := &asking.TensionRaiseParams{IdempotencyKey: "once"}
	body := new("Codes change & nobody says")
	done, err := c.TensionRaise(t.Context(), "linde", params, asking.TensionRaiseBody{Title: "Key safes", Body: body})
	if err != nil || done.Version == 0 || len(done.Acts) == 0 || done.Repeated {
		t.Fatal(done, err)
	}
	again, err := c.TensionRaise(t.Context(), "linde", params, asking.TensionRaiseBody{Title: "Key safes", Body: body})
	if err != nil || !again.Repeated || again.Version != done.Version {
		t.Error(again, err)
	}
	if _, err := c.TensionRaise(t.Context(), "linde", nil, asking.TensionRaiseBody{Title: "Doors"}); err != nil {
		t.Fatal(err)
	}
	first, err := c.ListTensions(t.Context(), "linde", &asking.ListTensionsParams{Limit: "1"})
	if err != nil || len(first.Items) != 1 || first.Next == nil {
		t.Fatal(first, err)
	}
	rest, err := c.ListTensions(t.Context(), "linde", &asking.ListTensionsParams{After: *first.Next})
	if err != nil || len(rest.Items) != 1 || rest.Items[0].Title == first.Items[0].Title {
		t.Error(rest, err)
	}
	_, err = c.TensionRaise(t.Context(), "linde", nil, asking.TensionRaiseBody{})
	if refused, ok := errors.AsType[*asking.Error](err); !ok || refused.Status != 422 || refused.Problem.Detail == "" {
		t.Error(err)
	}
	c.Token = "another"
	if _, err = c.GetOrganisation(t.Context(), "linde", nil); err == nil || !strings.Contains(err.Error(), "401") {
		t.Error(err)
	}
}

// heard notes of which version the last request knew.
type heard struct{ version string }

func (h *heard) RoundTrip(r *http.Request) (*http.Response, error) {
	h.version = r.Header.Get("Orpheus-Version")
	return http.DefaultTransport.RoundTrip(r)
}

// After an act the client in Go says with whatever it asks which version it knows of.
func TestTheClientKnowsWhatItDid(t *testing.T) {
	a := newAssisted(t)
	token, err := a.s.Identity.NewToken(t.Context(), "linde", 2, "Roster", identity.TokenTerms{})
	if err != nil {
		t.Fatal(err)
	}
	line := &heard{}
	c := &asking.Client{URL: a.at.URL, Token: token, HTTP: &http.Client{Transport: line}}
	if _, err := c.ListTensions(t.Context(), "linde", nil); err != nil || line.version != "" {
		t.Error(line.version, err)
	}
	done, err := c.TensionRaise(t.Context(), "linde", nil, asking.TensionRaiseBody{Title: "Doors"})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := c.ListTensions(t.Context(), "linde", nil); err != nil || line.version != strconv.FormatInt(done.Version, 10) {
		t.Errorf("it says that it knows of %q after %d, %v", line.version, done.Version, err)
	}
}

// The client in TypeScript does the same.
func TestTheClientInTypeScript(t *testing.T) {
	node, err := exec.LookPath("node")
	if err != nil {
		need.Missing(t, "node")
	}
	a := newAssisted(t)
	token, err := a.s.Identity.NewToken(t.Context(), "linde", 2, "Roster", identity.TokenTerms{})
	if err != nil {
		t.Fatal(err)
	}
	source, err := os.ReadFile("../face/clients/ts/orpheus.ts")
	if err != nil {
		t.Fatal(err)
	}
	made := api.Transform(string(source), api.TransformOptions{Loader: api.LoaderTS, Format: api.FormatESModule})
	if len(made.Errors) > 0 {
		t.Fatal(made.Errors)
	}
	dir := t.TempDir()
	script := `import { Orpheus, OrpheusError } from "./orpheus.mjs";
const [url, token] = process.argv.slice(2);
const o = new Orpheus(url, token);
const done = await o.tensionRaise("linde", { title: "Key safes", body: "Codes change & nobody says" }, { "Idempotency-Key": "once" });
const again = await o.tensionRaise("linde", { title: "Key safes", body: "Codes change & nobody says" }, { "Idempotency-Key": "once" });
const list = await o.listTensions("linde", { limit: "1" });
let refused = 0;
try { await o.tensionRaise("linde", { title: "" }); } catch (e) { if (e instanceof OrpheusError && e.problem.detail) refused = e.status; }
let out = 0;
try { await new Orpheus(url, "another").getOrganisation("linde"); } catch (e) { out = e.status; }
console.log(JSON.stringify({ version: done.version, repeated: again.repeated, titles: list.items.map((t) => t.title), refused, out }));`
	for name, text := range map[string]string{"orpheus.mjs": string(made.Code), "use.mjs": script} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	said, err := exec.CommandContext(t.Context(), node, filepath.Join(dir, "use.mjs"), a.at.URL, token).CombinedOutput()
	if err != nil {
		t.Fatalf("%v: %s", err, said)
	}
	var got struct {
		Version      int
		Repeated     bool
		Titles       []string
		Refused, Out int
	}
	if err := json.Unmarshal(said, &got); err != nil || got.Version == 0 || !got.Repeated || len(got.Titles) != 1 || got.Titles[0] != "Key safes" || got.Refused != 422 || got.Out != 401 {
		t.Errorf("%s: %v", said, err)
	}
}
