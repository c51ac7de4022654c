package api_test

import (
	"net/http/httptest"
	"strings"
	"testing"
)

// Feedback is for the two of it. Before both wrote, what one is answered is the same byte for byte
// whatever the other did; nobody else is told that it is there, and nothing keeps an answer.
func TestFeedbackIsForTheTwo(t *testing.T) {
	w := newWorld(t)
	read := func(as, path string, status int) string {
		t.Helper()
		res, text := scenario{path: path, as: as, status: status}.run(t, w)
		if kept := res.Header.Get("Cache-Control"); !strings.Contains(kept, "no-store") || res.Header.Get("ETag") != "" {
			t.Errorf("%s may be kept: %q %q", path, kept, res.Header.Get("ETag"))
		}
		return text
	}
	list, one := read("eva", "/feedback", 200), read("eva", "/feedback/WAITS", 200)
	all(t, w, []scenario{
		{path: "/feedback/WAITS/write", method: "POST", body: `{"helped":"zwaluw","more":"anker"}`, contains: []string{`"state":"wrote"`, "zwaluw"}, lacks: []string{`"theirs"`}},
	})
	if now := read("eva", "/feedback", 200); now != list {
		t.Error("the list of the other tells that somebody wrote")
	}
	if now := read("eva", "/feedback/WAITS", 200); now != one || !strings.Contains(now, `"state":"write"`) {
		t.Errorf("the other is told that somebody wrote: %s", now)
	}
	for _, as := range []string{"anna", "chris", "gijs"} {
		for _, path := range []string{"/feedback/WAITS", "/feedback/OPEN"} {
			if text := read(as, path, 404); strings.Contains(text, "Words of") || strings.Contains(text, "zwaluw") {
				t.Errorf("%s reads %s", as, text)
			}
		}
		if text := read(as, "/feedback", 200); !strings.Contains(text, `"items":[]`) {
			t.Errorf("%s has %s", as, text)
		}
		for _, do := range []string{"write", "decline", "take-back", "erase"} {
			body := "{}"
			if do == "write" {
				body = `{"helped":"x","more":"x"}`
			}
			all(t, w, []scenario{{path: "/feedback/OPEN/" + do, method: "POST", as: as, body: body, status: 404, lacks: []string{"Words of"}}})
		}
	}
	all(t, w, []scenario{
		{path: "/feedback/WAITS/write", method: "POST", as: "eva", body: `{"helped":"molen"}`, status: 422, lacks: []string{"zwaluw"}},
		{path: "/feedback/WAITS/write", method: "POST", as: "eva", body: `{"helped":"molen","take":"regen"}`, contains: []string{"zwaluw", "molen", `"state":"open"`}},
		{path: "/feedback/WAITS/write", method: "POST", body: `{"helped":"other","more":"other"}`, status: 409},
		{path: "/feedback/WAITS/take-back", method: "POST", body: `{}`, status: 409},
		{path: "/feedback/OPEN", contains: []string{"Words of Eva", "Words of Bram", `"on_theirs":[{"prompt":"helped","asked":true,"agreed":false}`}},
		{path: "/people/6/feedback", as: "anna", contains: []string{`"items":[]`}},
		{path: "/feedback/OPEN/agree", method: "POST", body: `{"prompt":"helped","shown":true}`, contains: []string{`"agreed":true`}},
		{path: "/people/6/feedback", as: "anna", contains: []string{`"from":"P2","about":"I3","words":{"helped":"Words of Bram","more":"","take":""}`}, lacks: []string{"Words of Eva"}},
		{path: "/people/6/feedback", as: "chris", contains: []string{"Words of Bram"}},
		{path: "/feedback/OPEN/erase", method: "POST", body: `{}`, contains: []string{`"state":"open"`, "Words of Eva"}, lacks: []string{`"mine"`, "Words of Bram"}},
		{path: "/people/6/feedback", as: "anna", contains: []string{`"items":[]`}},
		{path: "/people/3/feedback", as: "gijs", status: 404},
		{path: "/feedback", method: "POST", body: `{"about":"I1","to":"P2"}`, status: 422},
		{path: "/feedback", method: "POST", body: `{"about":"I99","to":"P6"}`, status: 404},
		{path: "/feedback", method: "POST", body: `{"about":"what","to":"P6"}`, status: 422, contains: []string{`"field":"about"`}},
		{path: "/feedback", method: "POST", body: `{"about":"I1","to":"P6","words":"x"}`, status: 422, contains: []string{`"field":"words"`}},
		{path: "/feedback", method: "POST", body: `[`, status: 422},
		{path: "/feedback/OPEN/show", method: "POST", body: `{"prompt":"best","shown":true}`, status: 422},
		{path: "/feedback", method: "POST", as: "anna reads", body: `{"about":"I1","to":"P6"}`, status: 403},
	})
}

// What nobody else may know is in no list, in no log and in no stream of what changes.
func TestFeedbackIsInNothingElse(t *testing.T) {
	w := newWorld(t)
	s, _ := readSpec(t, w)
	for path, item := range s.Paths {
		if op, reads := item["get"]; reads && !strings.Contains(path, "feedback") {
			for _, as := range []string{"bram", "anna"} {
				rec := httptest.NewRecorder()
				w.ServeHTTP(rec, request(path, "get", op, as))
				for _, word := range []string{"Words of", w.waits, w.open} {
					if strings.Contains(rec.Body.String(), word) {
						t.Errorf("%s has %q for %s", path, word, as)
					}
				}
			}
		}
	}
}

// A list goes on after the one that was the last.
func TestFeedbackHasPages(t *testing.T) {
	w := newWorld(t)
	_, first := scenario{path: "/feedback?limit=1"}.run(t, w)
	if !strings.Contains(first, w.open) || strings.Contains(first, w.waits) || !strings.Contains(first, `"next":"`+w.open) {
		t.Errorf("the first page is %s", first)
	}
	_, second := scenario{path: "/feedback?limit=1&after=" + w.open}.run(t, w)
	if strings.Contains(second, `"id":"`+w.open) || !strings.Contains(second, w.waits) || !strings.Contains(second, `"next":null`) {
		t.Errorf("the second page is %s", second)
	}
}
