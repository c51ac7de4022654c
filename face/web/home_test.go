package web_test

import (
	"net/http/httptest"
	"slices"
	"strings"
	"testing"

	"orpheus/face/web/webtest"
)

// What is open to lead comes in this order: what one notices too, what has to do
// with something one named about oneself, what is in one's circles, the rest. The
// card of the second says what was named.
func TestHomeFirstWhatOneNamed(t *testing.T) {
	h := lived(t)
	const keys, talk, cooking = "Key safes: nobody knows which codes are current", "New colleagues get no medication talk in week one", "Cooking with clients"
	order := func(step string, want ...string) {
		t.Helper()
		r := httptest.NewRequest("GET", "/het-anker", nil)
		for k, v := range asked("6", "en") {
			r.Header.Set(k, v)
		}
		w := httptest.NewRecorder()
		h.ServeHTTP(w, r)
		_, open, found := strings.Cut(w.Body.String(), `id="open"`)
		if !found {
			t.Fatalf("%s: nothing is open to lead: %d", step, w.Code)
		}
		at := map[string]int{}
		for _, title := range want {
			if at[title] = strings.Index(open, title); at[title] < 0 {
				t.Fatalf("%s: %q is not open to lead", step, title)
			}
		}
		got := slices.Clone(want)
		slices.SortFunc(got, func(a, b string) int { return at[a] - at[b] })
		if !slices.Equal(got, want) {
			t.Errorf("%s: %q, want %q", step, got, want)
		}
	}
	order("nothing named", cooking, talk, keys)
	webtest.All(t, h, []webtest.Scenario{
		{Name: "named", Path: "/het-anker/acts/strength.name", Header: asked("6", "en"), Form: form("as", "strength", "text", "Explaining medication"), Status: 303},
		{Name: "why", Path: "/het-anker", Header: asked("6", "en"), Contains: []string{"You named “Explaining medication” as something to ask you about"}},
	})
	order("named", talk, cooking, keys)
	webtest.Scenario{Path: "/het-anker/acts/tension.feel", Header: asked("6", "en"), Form: form("tension", "T4"), Status: 303}.Run(t, h)
	order("noticed too", keys, talk)
}
