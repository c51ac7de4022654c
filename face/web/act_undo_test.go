package web_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"orpheus/face/web/webtest"
)

func as(person, cookie string) map[string]string {
	return map[string]string{"Accept-Language": "en", webtest.Asker: person, "Cookie": cookie}
}

// cookies are what an answer has the browser keep.
func cookies(res *http.Response) string {
	var all []string
	for _, c := range res.Cookies() {
		all = append(all, c.Name+"="+c.Value)
	}
	return strings.Join(all, "; ")
}

// What somebody just did can be undone on the next page and in the stream, by
// them, for ten minutes.
func TestUndo(t *testing.T) {
	h := webtest.Anker(t)
	form := url.Values{"parents": {"C2"}, "name": {"Night team"}, "_back": {"/het-anker/circles/2"}}
	res := webtest.Scenario{Path: "/het-anker/acts/circle.form", Form: form, Header: as("1", ""), Status: 303, Is: map[string]string{"Location": "/het-anker/circles/2"}}.Run(t, h)
	done := cookies(res)
	seq := strings.TrimPrefix(strings.Split(done, ";")[0], "done=")
	undo := "/het-anker/undo/" + seq
	button := `action="` + undo + `"`
	webtest.All(t, h, []webtest.Scenario{
		{Name: "the next page", Path: "/het-anker/circles/2", Header: as("1", done), Contains: []string{"Night team", button, "Undo", `name="_back" value="/het-anker/circles/2"`}, Is: map[string]string{"Etag": "", "Cache-Control": "no-store"}},
		{Name: "the page after that", Path: "/het-anker/circles/2", Header: as("1", ""), Lacks: []string{button}, Has: map[string]string{"Etag": "W/"}},
		{Name: "the stream", Path: "/het-anker/stream", Header: as("1", ""), Contains: []string{button}, Is: map[string]string{"Etag": ""}},
		{Name: "the stream of others", Path: "/het-anker/stream", Header: as("2", ""), Lacks: []string{button}},
		{Name: "by others", Path: undo, Form: url.Values{}, Header: as("2", ""), Status: 403, Contains: []string{"Only whoever did this can undo it.", "Everything is as it was", "Night team"}},
		{Name: "by a guest who may not know", Path: undo, Form: url.Values{}, Header: as("9", ""), Status: 404, Lacks: []string{"Night team"}},
		{Name: "nothing", Path: "/het-anker/undo/99999", Form: url.Values{}, Header: as("1", ""), Status: 404},
		{Name: "nonsense", Path: "/het-anker/undo/x", Form: url.Values{}, Header: as("1", ""), Status: 404},
		{Name: "by nobody in person", Path: "/het-anker/undo/1", Form: url.Values{}, Header: as("2", ""), Status: 403},
		{Name: "to be read only", Path: undo, Header: as("1", ""), Status: 404},
	})
	h.Set(webtest.Now.Add(9 * time.Minute))
	webtest.Scenario{Path: "/het-anker/stream", Header: as("1", ""), Contains: []string{button}}.Run(t, h)
	h.Set(webtest.Now.Add(11 * time.Minute))
	webtest.All(t, h, []webtest.Scenario{
		{Name: "too late in the stream", Path: "/het-anker/stream", Header: as("1", ""), Lacks: []string{button}, Has: map[string]string{"Etag": "W/"}},
		{Name: "too late", Path: undo, Form: url.Values{"_back": {"//evil.example"}}, Header: as("1", ""), Status: 409, Contains: []string{"for ten minutes"}, Lacks: []string{"evil"}},
	})
	h.Set(webtest.Now.Add(6 * time.Minute))
	res = webtest.Scenario{Path: undo, Form: url.Values{"_back": {"/het-anker/stream?kind=circle"}}, Header: as("1", ""), Status: 303, Is: map[string]string{"Location": "/het-anker/stream?kind=circle"}}.Run(t, h)
	webtest.Scenario{Path: "/het-anker/stream?kind=circle", Header: as("1", cookies(res)), Contains: []string{`id="done"`, "closed"}}.Run(t, h)
	webtest.Scenario{Path: undo, Form: url.Values{}, Header: as("1", ""), Status: 409, Contains: []string{"could not be undone"}}.Run(t, h)
}

// "I notice it too" can be taken back: by the undo of the next page and of the stream,
// and later by a button, which is there for nobody else.
func TestNoticingIsTakenBack(t *testing.T) {
	h := webtest.Anker(t)
	feel := webtest.Scenario{Path: "/het-anker/acts/tension.feel", Form: url.Values{"tension": {"T4"}}, Header: as("6", ""), Status: 303}
	seq := strings.TrimPrefix(strings.Split(cookies(feel.Run(t, h)), ";")[0], "done=")
	undo := "/het-anker/undo/" + seq
	const button = "I no longer notice it"
	webtest.All(t, h, []webtest.Scenario{
		{Name: "the stream", Path: "/het-anker/stream", Header: as("6", ""), Contains: []string{`action="` + undo + `"`}},
		{Name: "the page", Path: "/het-anker/tensions/4", Header: as("6", ""), Contains: []string{button}},
		{Name: "the page of others", Path: "/het-anker/tensions/4", Header: as("1", ""), Lacks: []string{button}},
		{Name: "by others", Path: undo, Form: url.Values{}, Header: as("1", ""), Status: 403},
		{Name: "undone", Path: undo, Form: url.Values{}, Header: as("6", ""), Status: 303},
		{Name: "said", Path: "/het-anker/stream", Header: as("6", ""), Contains: []string{"no longer notices"}},
		{Name: "once", Path: undo, Form: url.Values{}, Header: as("6", ""), Status: 409},
		{Name: "not noticed", Path: "/het-anker/acts/tension.unfeel", Form: url.Values{"tension": {"T4"}}, Header: as("6", ""), Status: 409, Contains: []string{"There is nothing to take back."}},
	})
	feel.Run(t, h)
	h.Set(webtest.Now.Add(11 * time.Minute))
	webtest.All(t, h, []webtest.Scenario{
		{Name: "later", Path: "/het-anker/acts/tension.unfeel", Form: url.Values{"tension": {"T4"}}, Header: as("6", ""), Status: 303},
		{Name: "gone", Path: "/het-anker/tensions/4", Header: as("6", ""), Contains: []string{"I notice it too"}, Lacks: []string{button}},
	})
}
