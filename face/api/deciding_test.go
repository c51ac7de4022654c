package api_test

import (
	"net/http/httptest"
	"strings"
	"testing"
)

// Advice is in no answer for whoever did not give theirs, while it is gathered; nor is that
// it was given in the log.
func TestAdviceIsUnseenWhileItIsGathered(t *testing.T) {
	w := newWorld(t)
	get := func(who, path string) string {
		r := httptest.NewRequest("GET", "/api/v1/orgs/linde/"+path, nil)
		r.Header.Set("Authorization", "Bearer "+who)
		out := httptest.NewRecorder()
		w.ServeHTTP(out, r)
		if out.Code != 200 {
			t.Fatalf("%s %s: %d %s", who, path, out.Code, out.Body)
		}
		return out.Body.String()
	}
	for who, sees := range map[string]bool{"bram": true, "eva": false, "anna": false, "gijs": false} {
		if got := strings.Contains(get(who, "decisions/D2"), "Sealed words."); got != sees {
			t.Errorf("%s reads what Bram advised: %v", who, got)
		}
		if !strings.Contains(get(who, "decisions/3"), "Keep a copy.") {
			t.Errorf("%s does not read advice whose time is over", who)
		}
		if got := strings.Contains(get(who, "acts?about=D2&limit=500"), `"advice.give"`); got != sees {
			t.Errorf("%s is told in the log that Bram gave advice: %v", who, got)
		}
	}
}
