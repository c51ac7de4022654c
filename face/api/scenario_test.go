package api_test

import (
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
)

// scenario is one request and what its answer must be like.
type scenario struct {
	name     string
	method   string // GET where empty
	path     string // after /api/v1/orgs/linde, unless it begins with /api
	as       string // whose token; "bram" where empty, none where "-"
	header   map[string]string
	body     string
	status   int               // 200 where 0
	is       map[string]string // headers of the answer
	contains []string
	lacks    []string
}

func (s scenario) run(t *testing.T, h http.Handler) (*http.Response, string) {
	t.Helper()
	res := s.send(h).Result()
	b, err := io.ReadAll(res.Body)
	if err != nil {
		t.Fatal(err)
	}
	s.check(t, res, string(b))
	return res, string(b)
}

// send sends the request.
func (s scenario) send(h http.Handler) *httptest.ResponseRecorder {
	if s.method == "" {
		s.method = http.MethodGet
	}
	if !strings.HasPrefix(s.path, "/api") {
		s.path = "/api/v1/orgs/linde" + s.path
	}
	if s.as == "" {
		s.as = "bram"
	}
	r := httptest.NewRequest(s.method, s.path, strings.NewReader(s.body))
	if s.as != "-" {
		r.Header.Set("Authorization", "Bearer "+s.as)
	}
	for k, v := range s.header {
		r.Header.Set(k, v)
	}
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w
}

func (s scenario) check(t *testing.T, res *http.Response, text string) {
	t.Helper()
	want := s.status
	if want == 0 {
		want = http.StatusOK
	}
	if res.StatusCode != want {
		t.Errorf("%s %s as %s: status %d, want %d: %s", s.method, s.path, s.as, res.StatusCode, want, text)
	}
	for k, v := range s.is {
		if got := res.Header.Get(k); got != v {
			t.Errorf("%s: %q, want %q", k, got, v)
		}
	}
	for _, c := range s.contains {
		if !strings.Contains(text, c) {
			t.Errorf("%s lacks %q: %s", s.path, c, text)
		}
	}
	for _, c := range append(s.lacks, "secret.example", "%!", `"mail":`) {
		if strings.Contains(text, c) && !strings.HasPrefix(s.path, "/api/v1/docs") && !strings.HasPrefix(s.path, "/api/v1/openapi") {
			t.Errorf("%s contains %q: %s", s.path, c, text)
		}
	}
	if res.Header.Get("X-Content-Type-Options") != "nosniff" || res.Header.Get("Access-Control-Allow-Origin") != "" {
		t.Errorf("%s: the security headers are %v", s.path, res.Header)
	}
	if res.StatusCode >= 400 && res.Header.Get("Content-Type") != "application/problem+json" {
		t.Errorf("%s: a problem of type %q", s.path, res.Header.Get("Content-Type"))
	}
}

func all(t *testing.T, h http.Handler, scenarios []scenario) {
	t.Helper()
	for _, s := range scenarios {
		name := s.name
		if name == "" {
			name = s.method + " " + s.path
		}
		t.Run(name, func(t *testing.T) { s.run(t, h) })
	}
}
