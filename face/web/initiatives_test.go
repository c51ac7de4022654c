package web_test

import (
	"fmt"
	"net/http/httptest"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"orpheus/face/web/webtest"
	"orpheus/org"
)

// What a list of initiatives shows is what its address asks for.
func TestInitiativesAreNarrowed(t *testing.T) {
	h := webtest.Anker(t)
	const open, safes, talk, evil, cooking = "New colleagues", "Key safes", "medication talk", "&lt;script&gt;", "Cooking with clients"
	const changes, evening, stock = "Fewer dressing changes", "Family evening", "Stock list for dressings"
	for _, c := range []struct {
		as             string
		query          string
		contains, last []string
	}{
		{"1", "", []string{open, safes, evil, cooking}, []string{changes, evening, stock}},
		{"1", "tab=led", []string{changes, evening, "Due next", "Late"}, []string{open, stock, "No day set"}},
		{"1", "tab=done", []string{stock}, []string{changes, open}},
		{"1", "tab=nonsense", []string{open}, []string{stock}},
		{"3", "mine", []string{safes}, []string{open, cooking}},       // Kofi notices it too
		{"6", "mine", []string{evil, open, cooking}, []string{safes}}, // Noor raised two, and led one
		{"6", "tab=led&mine", nil, []string{changes, evening}},
		{"5", "tab=led&mine", []string{changes}, []string{evening}}, // Ward takes part
		{"5", "tab=led&near", []string{changes}, []string{evening}}, // in Home care, not in Team Oost
		{"2", "tab=led&near", []string{evening, changes}, nil},      // Team Oost, and a role in Home care
		{"1", "tab=led&late", []string{changes, "was due Tue 10 Mar"}, []string{evening}},
		{"1", "tab=led&person=5", []string{changes, "Ward Claes"}, []string{evening}}, // takes part
		{"1", "tab=done&person=2", []string{stock}, nil},                              // took part
		{"1", "tab=led&q=family", []string{evening}, []string{changes}},
		{"1", "tab=led&q=confirm+the+room", []string{evening}, []string{changes}}, // its next step
		{"1", "tab=led&q=eleven+wounds", []string{changes}, []string{evening}},    // its log
		{"1", "tab=led&q=zzzz", []string{"Nothing fits", "Show all of them"}, []string{evening, changes}},
		{"1", "tab=led&circle=4", []string{evening}, []string{changes}},
		{"1", "tab=led&circle=99&person=99", []string{evening, changes}, nil},  // not there: narrows nothing
		{"9", "", []string{"Nothing is open"}, []string{open, safes, cooking}}, // a guest in no circle
		{"9", "tab=done", nil, []string{stock}},
	} {
		webtest.Scenario{Name: c.as + " " + c.query, Path: "/het-anker/initiatives?" + c.query, Header: asked(c.as, "en"), Contains: c.contains, Lacks: c.last}.Run(t, h)
	}
}

var rowTitle = regexp.MustCompile(`class="row-title"[^>]*><a[^>]*>([^<]*)</a>`)

// titles are those of the rows of a list, in their order.
func titles(body string) (out []string) {
	for _, m := range rowTitle.FindAllStringSubmatch(body, -1) {
		out = append(out, m[1])
	}
	return out
}

// A long list comes in pages, each thing on one of them, in the order of the list; the
// filters stay from page to page.
func TestInitiativesComeInPages(t *testing.T) {
	h := webtest.Anker(t)
	for n := range 120 {
		h.Do(t, 6, &org.RaiseTension{Circle: 3, Title: fmt.Sprintf("Noticed %03d", n)})
		h.Set(webtest.Now.Add(time.Duration(n+1) * time.Minute))
	}
	var seen []string
	next := "/het-anker/initiatives?circle=3&q=noticed"
	for next != "" {
		r := httptest.NewRequest("GET", next, nil)
		for name, value := range asked("1", "en") {
			r.Header.Set(name, value)
		}
		w := httptest.NewRecorder()
		h.ServeHTTP(w, r)
		body := w.Body.String()
		page := titles(body)
		if len(page) > 50 || strings.Count(body, "<") > 6000 {
			t.Errorf("%s has %d rows", next, len(page))
		}
		seen = append(seen, page...)
		next = ""
		if m := regexp.MustCompile(`rel="next" href="([^"]*)"`).FindStringSubmatch(body); m != nil {
			next = strings.ReplaceAll(m[1], "&amp;", "&")
		}
	}
	if len(seen) != 120 || seen[0] != "Noticed 119" || seen[119] != "Noticed 000" || !slices.IsSortedFunc(seen, func(a, b string) int { return strings.Compare(b, a) }) {
		t.Errorf("%d rows: %q", len(seen), seen)
	}
	webtest.Scenario{Path: "/het-anker/initiatives?circle=3&page=99", Header: asked("1", "en"), Contains: []string{"101 to 122 of 122", "Previous 50"}, Lacks: []string{`rel="next"`}}.Run(t, h)
	webtest.Scenario{Path: "/het-anker/initiatives?circle=3&page=2", Header: asked("1", "en"), Contains: []string{"51 to 100 of 122", "Previous 50", "Next 22", "circle=3&amp;page=3"}}.Run(t, h)
}
