package web_test

import (
	"testing"

	"orpheus/face/web/webtest"
)

func TestWhoDecidesPage(t *testing.T) {
	h := webtest.Anker(t)
	const at = "/het-anker/who-decides"
	webtest.All(t, h, []webtest.Scenario{
		{Name: "nothing asked", Path: at, Header: asked("2", "en"), Contains: []string{"<h1>Who decides about …?</h1>", "A few words are enough"}},
		{
			Name: "one decides", Path: at + "?q=photos+of+wounds", Header: asked("2", "en"),
			Contains: []string{"<title>Who decides about “photos of wounds”? · Het Anker</title>", "The photos of wounds", `href="/het-anker/roles/2"`, "Decides alone about", "Within", "Up to 500 euro a month", `value="photos of wounds"`},
			Lacks:    []string{"not settled"},
		},
		{Name: "nobody", Path: at + "?q=a+swimming+pool", Header: asked("2", "en"), Contains: []string{"Nobody may have decided who decides this", "Raise it: “a swimming pool”", "acts/tension.raise?title=a"}, Lacks: []string{`class="decides"`}},
		{Name: "what is asked is text", Path: at + "?q=%3Cb%3Ezebra", Header: asked("2", "en"), Contains: []string{"&lt;b&gt;zebra"}, Lacks: []string{"<b>zebra"}},
		{Name: "a guest of another circle", Path: at + "?q=photos+of+wounds", Header: asked("9", "en"), Contains: []string{"Nobody may have decided"}, Lacks: []string{"500 euro", "wound products"}},
		{Name: "before it was written", Path: at + "?q=photos+of+wounds&at=2024-02-05", Header: asked("2", "en"), Contains: []string{"Nobody may have decided"}, Lacks: []string{"acts/tension.raise?title"}},
		{Name: "Dutch", Path: at + "?q=wounds", Header: asked("2", "nl"), Contains: []string{"Wie beslist over …?", "Beslist zelf over"}},
		{Name: "Danish", Path: at + "?q=wounds", Header: asked("2", "da"), Contains: []string{"Hvem beslutter om …?", "Beslutter selv om"}},
		{Name: "in the bar, as it is written", Path: "/het-anker/search?q=photo&part=1", Header: asked("2", "en"), Contains: []string{`id="ask-who0"`, `data-href="/het-anker/roles/2"`, `data-href="/het-anker/who-decides?q=photo"`}},
		{Name: "from the search", Path: "/het-anker/search?q=photo", Header: asked("2", "en"), Contains: []string{`href="/het-anker/who-decides?q=photo"`}},
	})
}

// Who may decide something themselves is told so while they write it, and after: by their
// role, or by a limit of their circle. Nobody else is.
func TestMayDecideYourself(t *testing.T) {
	h := webtest.Anker(t)
	const note = "/het-anker/alone?q=The+photos+of+wounds+are+dark"
	webtest.All(t, h, []webtest.Scenario{
		{Name: "the form has a place for it", Path: "/het-anker/acts/tension.raise", Header: asked("2", "en"), Contains: []string{`data-alone="/het-anker/alone"`}},
		{Name: "home too", Path: "/het-anker", Header: asked("2", "en"), Contains: []string{`data-alone="/het-anker/alone"`}},
		{Name: "who holds the role", Path: note, Header: asked("2", "en"), Contains: []string{"You may decide this yourself", "The photos of wounds", `href="/het-anker/roles/2"`}, Lacks: []string{"<html"}, Is: map[string]string{"Cache-Control": "no-store"}},
		{Name: "in Dutch", Path: note, Header: asked("2", "nl"), Contains: []string{"Dit mag je zelf beslissen"}},
		{Name: "in Danish", Path: note, Header: asked("2", "da"), Contains: []string{"Det må du selv beslutte"}},
		{Name: "somebody else", Path: note, Header: asked("1", "en"), Empty: true},
		{Name: "about something else", Path: "/het-anker/alone?q=The+bakery+in+our+street+closes", Header: asked("2", "en"), Empty: true},
		{Name: "raised all the same", Path: "/het-anker/acts/tension.raise", Header: asked("2", "en"), Form: form("title", "The photos of wounds are dark", "circle", "C2", "lead", "off"), Status: 303, Is: map[string]string{"Location": "/het-anker/tensions/6"}},
		{Name: "said after", Path: "/het-anker/tensions/6", Header: asked("2", "en"), Contains: []string{"You may decide this yourself"}},
		{Name: "to nobody else", Path: "/het-anker/tensions/6", Header: asked("1", "en"), Lacks: []string{"decide this yourself"}},
	})
}
