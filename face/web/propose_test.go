package web_test

import (
	"testing"

	"orpheus/face/web/webtest"
)

// Somebody proposes something that comes from a tension: the page says what will happen
// by what is answered so far, and puts it forward with the answers in one press.
func TestPropose(t *testing.T) {
	h := lived(t)
	answers := []string{"harm", "no", "familiar", "no", "knowable", "no", "reactive", "yes", "undoable", "yes", "shared", "yes"}
	typed := append([]string{"tension", "T2", "circle", "C2", "title", "Dressings twice a week", "text", "Dressings change twice a week & no more."}, answers...)
	webtest.All(t, h, []webtest.Scenario{
		{Name: "a tension leads there", Path: "/het-anker/tensions/2", Header: asked("4", "en"), Contains: []string{`href="/het-anker/propose?tension=T2"`, "Propose something"}},
		{Name: "so does work", Path: "/het-anker/initiatives/4", Header: asked("4", "nl"), Contains: []string{`href="/het-anker/propose?initiative=I4"`, "Iets voorstellen"}},
		{Name: "and a circle", Path: "/het-anker/circles/2", Header: asked("4", "da"), Contains: []string{`href="/het-anker/propose?circle=C2"`, "Foreslå noget"}},
		{
			Name: "the page", Path: "/het-anker/propose?tension=T2", Header: asked("4", "en"),
			Contains: []string{"It comes from", "Fewer dressing changes", "Is harm under way", `<option value="C2" selected`, "belongs to Home care", "Left out:", "belongs to Team Oost, within it", "Answer the questions first", `name="tension" value="T2"`, "Nothing, so far"},
			Lacks:    []string{"no objection"},
		},
		{
			Name: "what will happen", Path: "/het-anker/propose?look", Header: asked("4", "en"), Form: form(typed...),
			Contains: []string{"Consent of Home care", "depends on how people react", "Objections", "no objection", `value="Dressings twice a week"`, "twice a week &amp; no more", `name="shared" value="yes" checked`},
		},
		{Name: "nothing was done", Path: "/het-anker/decisions/1", Header: asked("4", "en"), Status: 404},
		{Name: "without words", Path: "/het-anker/propose", Header: asked("4", "en"), Form: form("circle", "C2", "title", "Only this"), Status: 422, Contains: []string{`role="alert"`, "There is nothing to decide on yet", `value="Only this"`}},
		{Name: "without a question", Path: "/het-anker/propose", Header: asked("4", "nl"), Form: form("circle", "C2", "title", " ", "text", "Long thought"), Status: 422, Contains: []string{`role="alert"`, "Long thought"}},
		{Name: "put forward", Path: "/het-anker/propose", Header: asked("4", "en"), Form: form(append(typed, "also", "P3", "_key", "k1")...), Status: 303, Is: map[string]string{"Location": "/het-anker/decisions/1"}, Has: map[string]string{"Set-Cookie": "done="}},
		{Name: "pressed twice it is one", Path: "/het-anker/propose", Header: asked("4", "en"), Form: form(append(typed, "also", "P3", "_key", "k1")...), Status: 303, Is: map[string]string{"Location": "/het-anker/decisions/1"}},
		{Name: "it was judged", Path: "/het-anker/stream", Header: asked("4", "en"), Contains: []string{" proposed ", " said what kind of question ", " too for advice on "}},
		{Name: "a guest of no circle", Path: "/het-anker/propose", Header: asked("9", "en"), Form: form(typed...), Status: 403, Lacks: []string{"Fewer dressing changes", "Kofi Mensah", "Home care"}},
		{Name: "by nobody", Path: "/het-anker/propose", Form: form(typed...), Status: 303, Has: map[string]string{"Location": "/signin?next=%2Fhet-anker"}},
	})
}

// What was gathered on the map comes along, and is gone from the draft then.
func TestProposeADraft(t *testing.T) {
	h := lived(t)
	words := []string{"circle", "C2", "title", "A night team", "harm", "no", "reactive", "yes", "undoable", "yes", "shared", "yes"}
	webtest.All(t, h, []webtest.Scenario{
		{Name: "gathered", Path: "/het-anker/acts/circle.form", Header: asked("2", "en"), Form: form("parents", "C2", "name", "Night team", "_plan", "1"), Status: 303},
		{Name: "and more about it", Path: "/het-anker/acts/role.retire", Header: asked("2", "en"), Form: form("role", "R3", "_plan", "1"), Status: 303},
		{Name: "the draft leads there", Path: "/het-anker/draft", Header: asked("2", "en"), Contains: []string{`href="/het-anker/propose"`}},
		{Name: "it is on the page", Path: "/het-anker/propose?circle=C2", Header: asked("2", "en"), Contains: []string{"These changes belong to it", "Night team", "Night rosters", `name="with" checked`}},
		{Name: "left out it is not proposed", Path: "/het-anker/propose", Header: asked("2", "en"), Form: form(words...), Status: 422, Contains: []string{"There is nothing to decide on yet"}},
		{Name: "put forward", Path: "/het-anker/propose", Header: asked("2", "en"), Form: form(append(words, "with", "on")...), Status: 303, Is: map[string]string{"Location": "/het-anker/decisions/1"}},
		{Name: "the draft is empty", Path: "/het-anker/draft", Header: asked("2", "en"), Contains: []string{"Nothing is in your draft yet"}},
	})
}
