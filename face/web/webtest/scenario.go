package webtest

import (
	"compress/gzip"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
)

// Scenario is one request and what its answer must be like.
type Scenario struct {
	Name     string
	Method   string // GET where empty
	Path     string
	Header   map[string]string // of the request
	Form     url.Values        // sent by POST
	Status   int               // 200 where 0
	Is       map[string]string // headers of the answer, as a whole
	Has      map[string]string // headers of the answer, in part
	Contains []string
	Lacks    []string
	Empty    bool // the answer has no body
}

// Run sends the request to h and checks the answer. No page ever shows a
// sentence that is missing or was filled in wrongly, or style or script in it.
func (s Scenario) Run(t *testing.T, h http.Handler) *http.Response {
	t.Helper()
	method := s.Method
	if method == "" {
		method = http.MethodGet
	}
	var sent io.Reader
	if s.Form != nil {
		method, sent = http.MethodPost, strings.NewReader(s.Form.Encode())
	}
	r := httptest.NewRequest(method, s.Path, sent)
	if s.Form != nil {
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	for k, v := range s.Header {
		r.Header.Set(k, v)
	}
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	res := w.Result()
	var body io.Reader = res.Body
	if res.Header.Get("Content-Encoding") == "gzip" {
		z, err := gzip.NewReader(body)
		if err != nil {
			t.Fatalf("the answer is not packed as it says: %v", err)
		}
		body = z
	}
	b, err := io.ReadAll(body)
	if err != nil {
		t.Fatal(err)
	}
	s.check(t, res, string(b))
	return res
}

func (s Scenario) check(t *testing.T, res *http.Response, text string) {
	t.Helper()
	want := s.Status
	if want == 0 {
		want = http.StatusOK
	}
	if res.StatusCode != want {
		t.Errorf("status %d, want %d", res.StatusCode, want)
	}
	for k, v := range s.Is {
		if got := res.Header.Get(k); got != v {
			t.Errorf("%s: %q, want %q", k, got, v)
		}
	}
	for k, v := range s.Has {
		if got := res.Header.Get(k); !strings.Contains(got, v) {
			t.Errorf("%s: %q, want %q in it", k, got, v)
		}
	}
	for _, c := range s.Contains {
		if !strings.Contains(text, c) {
			t.Errorf("lacks %q", c)
		}
	}
	for _, c := range s.Lacks {
		if strings.Contains(text, c) {
			t.Errorf("contains %q", c)
		}
	}
	if s.Empty && text != "" {
		t.Errorf("has a body of %d bytes", len(text))
	}
	if strings.HasPrefix(res.Header.Get("Content-Type"), "text/html") {
		for _, bad := range []string{"%!", " style=\"", "<style", "javascript:", " onclick=", "<script>"} {
			if strings.Contains(text, bad) {
				t.Errorf("the page contains %q", bad)
			}
		}
	}
}

// All runs scenarios against one handler, each as a test of its own.
func All(t *testing.T, h http.Handler, all []Scenario) {
	t.Helper()
	for _, s := range all {
		name := s.Name
		if name == "" {
			name = s.Method + " " + s.Path
		}
		t.Run(name, func(t *testing.T) { s.Run(t, h) })
	}
}
