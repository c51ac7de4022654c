package api_test

import (
	"encoding/json"
	"flag"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"slices"
	"strings"
	"testing"

	"orpheus/internal/test/need"
	"orpheus/org"
)

var update = flag.Bool("update", false, "write the golden files anew")

// spec is what the tests read of the document.
type spec struct {
	OpenAPI string                          `json:"openapi"`
	Paths   map[string]map[string]operation `json:"paths"`
}

type operation struct {
	ID          string   `json:"operationId"`
	Tags        []string `json:"tags"`
	RequestBody struct {
		Content map[string]struct {
			Schema  map[string]any
			Example map[string]any
		}
	} `json:"requestBody"`
}

func readSpec(t testing.TB, h http.Handler) (spec, []byte) {
	t.Helper()
	w := httptest.NewRecorder()
	h.ServeHTTP(w, httptest.NewRequest("GET", "/api/v1/openapi.json", nil))
	var s spec
	if err := json.Unmarshal(w.Body.Bytes(), &s); err != nil {
		t.Fatal(err)
	}
	return s, w.Body.Bytes()
}

// request is a request for an operation: reading, of the first thing there is in
// Home care; doing, with the example of the document.
func request(path, method string, op operation, token string) *http.Request {
	id := "1"
	if strings.Contains(path, "/circles/") || strings.Contains(path, "/people/") || strings.Contains(path, "/pulses/") {
		id = "2"
	}
	feedback := "WAITS"
	if strings.HasSuffix(path, "/show") || strings.HasSuffix(path, "/agree") || strings.HasSuffix(path, "/erase") {
		feedback = "OPEN"
	}
	url := strings.NewReplacer("{org}", "linde", "{id}", id, "{feedback}", feedback).Replace(path)
	body := ""
	if method == "post" {
		b, _ := json.Marshal(op.RequestBody.Content["application/json"].Example)
		body = string(b)
	}
	if op.ID == "who-decides" {
		url += "?q=medication"
	}
	r := httptest.NewRequest(strings.ToUpper(method), url, strings.NewReader(body))
	if op.ID == "watch" {
		r.Method = "HEAD" // the same, without going on
	}
	if token != "" {
		r.Header.Set("Authorization", "Bearer "+token)
	}
	return r
}

// callers are the columns of the table: whose token it is.
var callers = []struct{ name, token string }{
	{"nobody", ""},
	{"bad token", "forged"},
	{"guest", "gijs"},
	{"other circle", "chris"},
	{"member", "bram"},
	{"colleague", "eva"},
	{"steward", "anna"},
	{"other org", "ank"},
	{"left", "dirk"},
}

const mayTable = "testdata/who-may.txt"

// Every operation, asked for by everybody, each time in a fresh organisation where it could change. An
// operation without a row in the table fails; go test ./api -run WhoMay -update
// adds it, for somebody to read.
func TestWhoMay(t *testing.T) {
	need.Patience(t)
	quiet := newWorld(t)
	s, _ := readSpec(t, quiet)
	var got []string
	for path, item := range s.Paths {
		for method, op := range item {
			row := fmt.Sprintf("%-26s", op.ID)
			for _, c := range callers {
				w, at := httptest.NewRecorder(), quiet
				if method == "post" {
					at = newWorld(t)
				}
				at.ServeHTTP(w, request(path, method, op, c.token))
				row += fmt.Sprintf("%14d", w.Code)
			}
			got = append(got, row)
		}
	}
	slices.Sort(got)
	head := fmt.Sprintf("%-26s", "operation")
	for _, c := range callers {
		head += fmt.Sprintf("%14s", c.name)
	}
	golden(t, mayTable, head+"\n"+strings.Join(got, "\n")+"\n")
}

// Every kind that people may do has an operation, and its example is done for
// somebody; others have none.
func TestEveryKindHasAnExampleThatWorks(t *testing.T) {
	quiet := newWorld(t)
	s, _ := readSpec(t, quiet)
	for _, k := range org.Kinds() {
		path := "/api/v1/orgs/{org}/acts/" + k.Name
		op, ok := s.Paths[path]["post"]
		if ok == (k.Right == org.ByNobody) {
			t.Errorf("%s: has an operation: %v", k.Name, ok)
		}
		if !ok {
			scenario{method: "POST", path: "/acts/" + k.Name, body: "{}", status: 404}.run(t, quiet)
			continue
		}
		done := false
		var why []string
		for _, token := range []string{"bram", "anna", "eva"} {
			if done {
				break
			}
			w := httptest.NewRecorder()
			newWorld(t).ServeHTTP(w, request(path, "post", op, token))
			done, why = w.Code == http.StatusOK, append(why, w.Body.String())
		}
		if !done {
			t.Errorf("%s with %v is done for nobody: %s", k.Name, op.RequestBody.Content["application/json"].Example, why)
		}
	}
}

func golden(t *testing.T, file, got string) {
	t.Helper()
	if *update {
		if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if string(want) == got {
		return
	}
	a, b := strings.Split(string(want), "\n"), strings.Split(got, "\n")
	for _, line := range b {
		if !slices.Contains(a, line) {
			t.Errorf("new:  %s", line)
		}
	}
	for _, line := range a {
		if !slices.Contains(b, line) {
			t.Errorf("gone: %s", line)
		}
	}
	t.Errorf("%s is not as it was", file)
}
