package api

import (
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"github.com/danielgtaylor/huma/v2"
)

// An operation that should not be used any more says so in each answer, refusals too, and in the document; no other does.
func TestRetiringIsSaid(t *testing.T) {
	since, ends := time.Date(2027, 1, 1, 0, 0, 0, 0, time.UTC), time.Date(2028, 6, 1, 12, 0, 0, 0, time.UTC)
	s := &server{}
	ask := func(op *operation) http.Header {
		w := httptest.NewRecorder()
		s.inOrg(op).ServeHTTP(w, httptest.NewRequest("GET", "/api/v1/orgs/linde/map", nil))
		if w.Code == http.StatusOK {
			t.Fatal("nobody got in")
		}
		return w.Header()
	}
	old := mapOperation()
	old.retires = &retiring{since, ends}
	h := ask(old)
	if h.Get("Deprecation") != "@1798761600" || h.Get("Sunset") != "Thu, 01 Jun 2028 12:00:00 GMT" || h.Get("Link") == "" {
		t.Error(h)
	}
	old.retires = &retiring{since: since}
	if h := ask(old); h.Get("Deprecation") == "" || h.Get("Sunset") != "" {
		t.Error(h)
	}
	if h := ask(mapOperation()); h.Get("Deprecation") != "" || h.Get("Link") != "" {
		t.Error(h)
	}
	registry := huma.NewMapRegistry("#/components/schemas/", huma.DefaultSchemaNamer)
	if !old.describe(registry).Deprecated || mapOperation().describe(registry).Deprecated {
		t.Error("the document says otherwise")
	}
}
