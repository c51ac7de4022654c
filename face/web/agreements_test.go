package web_test

import (
	"testing"

	"orpheus/face/web/webtest"
)

// What was decided is in the register, until another takes its place; both are linked, and
// a past day shows what held then.
func TestAgreements(t *testing.T) {
	h := lived(t)
	decide := func(n, title, text string, more ...string) []webtest.Scenario {
		return []webtest.Scenario{
			{Name: title + " proposed", Path: "/het-anker/propose", Header: asked("2", "en"), Form: form(append([]string{"circle", "C2", "title", title, "text", text, "familiar", "yes", "undoable", "yes", "shared", "no"}, more...)...), Status: 303},
			{Name: title + " decided", Path: "/het-anker/acts/decision.open", Header: asked("2", "en"), Form: form("decision", n, "process", "role_authority", "role", "R2", "why", "It is in my role."), Status: 303},
		}
	}
	webtest.Scenario{Name: "empty it says what it is for", Path: "/het-anker/agreements", Header: asked("2", "nl"), Contains: []string{"Er is nog niets afgesproken", `href="/het-anker/propose"`}}.Run(t, h)
	webtest.All(t, h, decide("D1", "Dressings from one shelf", "Take them from the shelf by the door & nowhere else."))
	webtest.All(t, h, []webtest.Scenario{
		{Name: "in force", Path: "/het-anker/agreements", Header: asked("2", "en"), Contains: []string{"Dressings from one shelf", "by the door &amp; nowhere", "1 agreement is in force.", `href="/het-anker/agreements/1"`, `href="/het-anker/decisions/1"`, "By role", "Home care"}},
		{Name: "words in its text", Path: "/het-anker/agreements?q=door", Header: asked("2", "en"), Contains: []string{"Dressings from one shelf"}},
		{Name: "other words", Path: "/het-anker/agreements?q=zebra", Header: asked("2", "en"), Contains: []string{"No agreement fits", "Show all of them"}, Lacks: []string{"Dressings from one shelf"}},
		{Name: "of another circle", Path: "/het-anker/agreements?circle=3", Header: asked("2", "en"), Contains: []string{"Agreements of Day centre", "No agreement fits"}},
		{Name: "of my circles", Path: "/het-anker/agreements?mine", Header: asked("2", "en"), Contains: []string{"Dressings from one shelf", "1 agreement is in force."}},
		{Name: "of the circles of somebody else", Path: "/het-anker/agreements?mine", Header: asked("6", "en"), Contains: []string{"No agreement fits", "Show all of them"}, Lacks: []string{"Dressings from one shelf"}},
		{Name: "one", Path: "/het-anker/agreements/1", Header: asked("2", "en"), Contains: []string{"in force since", "From which decision", `href="/het-anker/propose?supersedes=M1"`}, Lacks: []string{"Renew"}},
		{Name: "to be changed", Path: "/het-anker/propose?supersedes=M1", Header: asked("2", "en"), Contains: []string{"It would take the place of", `value="Dressings from one shelf"`, "by the door &amp; nowhere else", `name="supersedes" value="M1"`}},
	})
	h.Set(webtest.Now.AddDate(0, 0, 3))
	webtest.All(t, h, decide("D2", "Dressings from two shelves", "One by each door.", "supersedes", "M1"))
	webtest.All(t, h, []webtest.Scenario{
		{Name: "the new one", Path: "/het-anker/agreements", Header: asked("2", "da"), Contains: []string{"Dressings from two shelves", "i stedet for", "1 aftale gælder."}},
		{Name: "the old one", Path: "/het-anker/agreements?over", Header: asked("2", "en"), Contains: []string{"Dressings from one shelf", "replaced by", `href="/het-anker/agreements/2"`}},
		{Name: "linked back", Path: "/het-anker/agreements/1", Header: asked("2", "en"), Contains: []string{"replaced on", "Dressings from two shelves"}, Lacks: []string{"supersedes=M1"}},
		{Name: "as a book", Path: "/het-anker/agreements?book", Header: asked("2", "en"), Contains: []string{"Print it with your browser", "One by each door."}},
		{Name: "before all that", Path: "/het-anker/agreements?at=2026-01-01", Header: asked("2", "en"), Contains: []string{"Nothing was agreed yet"}, Lacks: []string{"Dressings"}},
		{Name: "the day is asked for", Path: "/het-anker/agreements?q=door&circle=2", Header: asked("2", "nl"), Contains: []string{"Zoals het was op", `type="date" id="agreed-at" name="at" value="2026-03-20"`, `type="hidden" name="circle" value="2"`}},
		{Name: "on the day between", Path: "/het-anker/agreements?at=2026-03-18&book", Header: asked("2", "en"), Contains: []string{"Dressings from one shelf", "1 agreement is in force.", "by the door &amp; nowhere", `value="2026-03-18"`}, Lacks: []string{"two shelves", "acts/agreement", "replaced"}},
		{Name: "it is one of the lists of decisions", Path: "/het-anker/agreements", Header: asked("2", "en"), Contains: []string{`href="/het-anker/decisions"`, `href="/het-anker/decisions?tab=past"`}},
		{Name: "one that is not", Path: "/het-anker/agreements/9", Header: asked("2", "en"), Status: 404},
		{Name: "a guest", Path: "/het-anker/agreements/1", Header: asked("9", "en"), Status: 404, Lacks: []string{"Dressings"}},
		{Name: "a guest and the register", Path: "/het-anker/agreements", Header: asked("9", "en"), Contains: []string{"Nothing was agreed yet"}, Lacks: []string{"Dressings"}},
	})
}
