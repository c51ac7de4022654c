package web_test

import (
	"testing"

	"orpheus/face/web/webtest"
)

// What one says no to stays away, for oneself alone, until it is brought back; one's
// circles and roles stand on home.
func TestNotMeAndMyCircles(t *testing.T) {
	h := lived(t)
	const keys = `href="/het-anker/tensions/4"`
	webtest.All(t, h, []webtest.Scenario{
		{Name: "circles and roles", Path: "/het-anker", Header: asked("2", "en"), Contains: []string{"My circles and roles", `href="/het-anker/roles/2"`}},
		{Name: "open", Path: "/het-anker", Header: asked("3", "en"), Contains: []string{keys, "Not me"}},
		{Name: "no", Path: "/het-anker/not-me", Header: asked("3", "en"), Form: form("thing", "T4"), Status: 303},
		{Name: "away", Path: "/het-anker", Header: asked("3", "en"), Contains: []string{"You said no to 1 thing. Only you know."}},
		{Name: "not for others", Path: "/het-anker", Header: asked("4", "en"), Lacks: []string{"You said no"}},
		{Name: "nonsense", Path: "/het-anker/not-me", Header: asked("3", "en"), Form: form("thing", "x"), Status: 404},
		{Name: "back", Path: "/het-anker/not-me", Header: asked("3", "nl"), Form: form("thing", ""), Status: 303},
		{Name: "there again", Path: "/het-anker", Header: asked("3", "en"), Contains: []string{keys}, Lacks: []string{"You said no"}},
	})
}

// Somebody who came in lately is welcomed, asked where they work, and offered nothing to
// lead; the welcome can be closed and found again.
func TestWelcome(t *testing.T) {
	h := lived(t)
	webtest.All(t, h, []webtest.Scenario{
		{Name: "who is long there is not welcomed", Path: "/het-anker", Header: asked("2", "en"), Lacks: []string{`id="welcome"`}},
		{Name: "invited", Path: "/het-anker/people/invite", Header: asked("1", "en"), Form: form("do", "invite", "name", "Meryem Aydin", "mail", "meryem@anker.example", "as", "member")},
		{Name: "welcomed", Path: "/het-anker", Header: asked("10", "nl"), Contains: []string{"Welkom bij Het Anker, Meryem", "In welk team werk je?", "Geel: hier is iemand mee bezig.", "Tien woorden, uitgelegd", "Je zit nog in geen kring."}, Lacks: []string{`action="/het-anker/acts/lead.take"`}},
		{Name: "works in a team", Path: "/het-anker/acts/circle.join", Header: asked("10", "en"), Form: form("circle", "C2", "_back", "/het-anker"), Status: 303},
		{Name: "is not asked again", Path: "/het-anker", Header: asked("10", "en"), Contains: []string{`id="welcome"`, "Mijn kringen en rollen"}, Lacks: []string{"In welk team werk je?"}},
		// They were invited in Dutch, which is kept with them whatever the browser asks for.
		{Name: "closed", Path: "/het-anker/welcome", Header: asked("10", "en"), Form: form(), Status: 303},
		{Name: "is gone", Path: "/het-anker", Header: asked("10", "en"), Lacks: []string{`id="welcome"`}},
		{Name: "found again", Path: "/het-anker/help", Header: asked("10", "da"), Contains: []string{"De uitleg weer op mijn start tonen"}},
		{Name: "shown again", Path: "/het-anker/welcome", Header: asked("10", "en"), Form: form("show", "1"), Status: 303},
		{Name: "is there", Path: "/het-anker", Header: asked("10", "en"), Contains: []string{`id="welcome"`}},
	})
}
