package web_test

import (
	"testing"

	"orpheus/face/web/webtest"
)

func TestSearch(t *testing.T) {
	h := webtest.Anker(t)
	webtest.All(t, h, []webtest.Scenario{
		{
			Name: "names and texts", Path: "/het-anker/search?q=clients", Header: as("1", ""), Is: map[string]string{"Etag": "", "Cache-Control": "no-store"},
			Contains: []string{"<title>Search · Het Anker</title>", "In what was written", "<mark>Clients</mark> ask why", `href="/het-anker/tensions/2"`, "Ward Claes,", `value="clients"`},
		},
		{Name: "by kind", Path: "/het-anker/search?q=care", Header: as("1", ""), Contains: []string{`id="found-C"`, "Home care", `id="found-R"`, "Wound care", `href="/het-anker/roles/2"`}},
		{Name: "what is past", Path: "/het-anker/search?q=stock+list", Header: as("1", ""), Contains: []string{"Stock list for dressings", "past"}},
		{Name: "a closed circle, by its id", Path: "/het-anker/search?q=C6", Header: as("1", ""), Contains: []string{"Old rota group", "past"}},
		{Name: "nothing asked", Path: "/het-anker/search", Header: as("1", ""), Contains: []string{"the words of what was written"}},
		{Name: "nothing found", Path: "/het-anker/search?q=%3Cb%3Ezebra", Header: as("1", ""), Contains: []string{"Nothing found for “&lt;b&gt;zebra”"}, Lacks: []string{"<b>zebra"}},
		{Name: "while typing", Path: "/het-anker/search?q=wound&part=1", Header: as("1", ""), Contains: []string{`role="option"`, `data-href="/het-anker/roles/2"`, "Search everything for “wound”", "/het-anker/search?q=wound"}, Lacks: []string{"<html", "<a "}},
		{Name: "nothing typed", Path: "/het-anker/search?q=&part=1", Header: as("1", ""), Empty: true},
		{Name: "a guest", Path: "/het-anker/search?q=care", Header: as("9", ""), Contains: []string{"Nothing found"}, Lacks: []string{"Home care"}},
		{Name: "nowhere", Path: "/nobody/search?q=x", Header: as("1", ""), Status: 404},
		{Name: "reading only", Method: "POST", Path: "/het-anker/search", Header: as("1", ""), Status: 405},
		{Name: "Dutch", Path: "/het-anker/search?q=care", Header: map[string]string{"Accept-Language": "nl"}, Contains: []string{"Kringen", "Zoeken"}},
		{Name: "Danish", Path: "/het-anker/search?q=care", Header: map[string]string{"Accept-Language": "da"}, Contains: []string{"Cirkler", "Søg"}},
	})
}

// While texts are still being read names are found, and the page says so.
func TestSearchWhileTextsAreRead(t *testing.T) {
	h := webtest.Anker(t)
	release := h.Store.Hold()
	defer release()
	webtest.All(t, h, []webtest.Scenario{
		{Name: "nothing yet", Path: "/het-anker/search?q=zebra", Header: as("1", ""), Contains: []string{"The texts are still being read"}, Lacks: []string{"Nothing found"}},
		{Name: "names", Path: "/het-anker/search?q=care", Header: as("1", ""), Contains: []string{"Home care", "The texts are still being read"}},
	})
}

// The field of the bar is a link without a script, and single keys can be switched
// off.
func TestKeys(t *testing.T) {
	h := webtest.Anker(t)
	res := webtest.Scenario{
		Path: "/het-anker/people", Header: as("1", ""), Lacks: []string{"data-off"},
		Contains: []string{`class="bar-ask" href="/het-anker/search"`, `role="combobox"`, `href="/het-anker/map" data-key="m"`, `href="/het-anker/people?keys=off"`},
	}.Run(t, h)
	webtest.All(t, h, []webtest.Scenario{
		{Name: "switching them off", Path: "/het-anker/people?keys=off", Header: as("1", ""), Status: 303, Is: map[string]string{"Location": "/het-anker/people"}, Has: map[string]string{"Set-Cookie": "keys=off"}},
		{Name: "nonsense", Path: "/het-anker/people?keys=x", Header: as("1", ""), Status: 303, Is: map[string]string{"Set-Cookie": ""}},
		{Name: "switched off", Path: "/het-anker/people", Header: as("1", "keys=off"), Contains: []string{"data-off", "Switch single keys on"}},
	})
	off := as("1", "keys=off")
	off["If-None-Match"] = res.Header.Get("Etag")
	webtest.Scenario{Path: "/het-anker/people", Header: off}.Run(t, h)
}
