package web_test

import (
	"strings"
	"testing"

	"orpheus/face/web/webtest"
)

// everyPlace are the pages about one thing or a list, each in several states.
var everyPlace = []string{
	"/het-anker/circles/1", "/het-anker/circles/2", "/het-anker/circles/5", "/het-anker/circles/6",
	"/het-anker/roles/1", "/het-anker/roles/2", "/het-anker/roles/3",
	"/het-anker/people", "/het-anker/people/2", "/het-anker/people/7", "/het-anker/people/8", "/het-anker/people/9",
	"/het-anker/tensions/1", "/het-anker/tensions/2", "/het-anker/tensions/3", "/het-anker/tensions/4",
	"/het-anker/initiatives", "/het-anker/initiatives/1", "/het-anker/initiatives/2", "/het-anker/initiatives/3", "/het-anker/initiatives/4",
	"/het-anker/stream", "/het-anker/stream?person=2&kind=lead", "/het-anker/stream?kind=learning",
	"/het-anker/circles/2?at=2025-11-20", "/het-anker/initiatives/2?at=2025-11-20", "/het-anker/initiatives?at=2024-03-03",
	"/het-anker/people/2?at=2026-01-20", "/het-anker/initiatives/2?at=2024-03-03", "/het-anker/circles/1?at=2020-01-01", "/het-anker/people?at=soon",
}

func TestPlaces(t *testing.T) {
	webtest.All(t, webtest.Anker(t), []webtest.Scenario{
		en(webtest.Scenario{
			Name: "a circle", Path: "/het-anker/circles/2",
			Contains: []string{
				"<title>Home care · Het Anker</title>", "People live well at home, with faces they know.", `href="/het-anker/circles/1"`,
				"Team Oost", `href="/het-anker/roles/2"`, "Sevgi Yıldız", "nobody yet", "Up to 500 euro a month",
				"Every member may change the roles and circles here.", `href="/het-anker/tensions/4"`, "open for 3 days", "1 other notices this too",
				"Led by Sevgi Yıldız until Thu 30 April", "Next: Compare with Team West", "was due Tue 10 March", `href="/het-anker/map?circle=2"`, "Lately",
				`href="/het-anker/stream?circle=2"`, "Also helped by", "Kitchen",
			},
			Lacks: []string{"Nothing can be changed here", "Old rota group</span>"},
		}),
		en(webtest.Scenario{Name: "a closed circle", Path: "/het-anker/circles/6", Contains: []string{"closed on Thu 12 June 2025"}, Lacks: []string{"On the map"}}),
		en(webtest.Scenario{Name: "a circle with several parents", Path: "/het-anker/circles/5", Contains: []string{"Also serves", "No roles yet"}}),
		en(webtest.Scenario{
			Name: "a role", Path: "/het-anker/roles/2",
			Contains: []string{
				"<title>Wound care · Het Anker</title>", "Decides alone about", "Which wound products we use", "Teaches whoever asks",
				"Wounds that do not close", "since March 2025 · until April 2026 · it was open to everyone", "Held it earlier", "Bram de Wit", "February 2024 to February 2025",
			},
		}),
		en(webtest.Scenario{Name: "an empty role", Path: "/het-anker/roles/R3", Contains: []string{"Nobody holds this role yet", "Nobody held it before."}}),
		en(webtest.Scenario{Name: "a formal role", Path: "/het-anker/roles/1", Contains: []string{"formal role", "leads the circle", "somebody with formal authority asked"}}),
		en(webtest.Scenario{
			Name: "a person", Path: "/het-anker/people/2",
			Contains: []string{
				"<title>Sevgi Yıldız · Het Anker</title>", "Takes part since January 2024", "avatar-lit", "Compare with Team West", "was due Tue 10 March",
				"Thu 30 April", "Family evening in the hall", `href="/het-anker/stream?person=2"`, "Wound care", `href="/het-anker/people/2?year=2025#course"`,
			},
			Lacks: []string{"took part, January 2025 to February 2025"},
		}),
		en(webtest.Scenario{Name: "a person, in a year", Path: "/het-anker/people/2?year=2025", Contains: []string{"Stock list for dressings", "took part, January 2025 to February 2025"}}),
		en(webtest.Scenario{Name: "somebody who left", Path: "/het-anker/people/7", Contains: []string{"Bram de Wit", "former member", "Took part until February 2025"}}),
		en(webtest.Scenario{
			Name: "somebody erased", Path: "/het-anker/people/8", Contains: []string{"<title>former member · Het Anker</title>", "Everything personal was taken out"},
			Lacks: []string{"Stock list", "Leads now", "/stream?person", "Takes part since"},
		}),
		en(webtest.Scenario{Name: "somebody erased, in the stream", Path: "/het-anker/stream?person=8", Contains: []string{"Everything personal was taken out"}, Lacks: []string{"Stock list", "former member concluded"}}),
		en(webtest.Scenario{Name: "somebody erased, while they were there", Path: "/het-anker/people/8?at=2025-01-20", Contains: []string{"Everything personal was taken out"}, Lacks: []string{"Stock list"}}),
		en(webtest.Scenario{Name: "a guest", Path: "/het-anker/people/9", Contains: []string{"guest", "Leads nothing at this moment.", "Holds no role."}}),
		en(webtest.Scenario{Name: "people", Path: "/het-anker/people", Contains: []string{"Sevgi Yıldız", "Guests", "Ayla Øvergaard"}, Lacks: []string{"Bram de Wit", "former member"}}),
		en(webtest.Scenario{
			Name: "a tension", Path: "/het-anker/tensions/2",
			Contains: []string{"Fewer dressing changes, same healing", "Clients ask why we come so often.\nNobody could tell me.", `href="/het-anker/people/5"`, "Mon 6 October 2025", "2 others notice this too", "open for", `href="/het-anker/initiatives/2"`},
		}),
		en(webtest.Scenario{Name: "a resolved tension", Path: "/het-anker/tensions/1", Contains: []string{"resolved on Thu 20 February 2025"}, Lacks: []string{"open for"}}),
		en(webtest.Scenario{Name: "a tension nobody answers", Path: "/het-anker/tensions/4", Contains: []string{"Nobody leads an answer yet"}}),
		en(webtest.Scenario{
			Name: "an initiative", Path: "/het-anker/initiatives/2",
			Contains: []string{
				"Clients ask why", "Sevgi Yıldız", "since Wed 3 December 2025, until Thu 30 April", "it was open to everyone", "laid down", "I move to the day centre.",
				"Precious Adeyemi", "Compare with Team West", "chip-late", "Two teams take part, for twelve weeks.\nWe measure every Friday.", "Serves the purpose of", `href="/het-anker/tensions/2"`,
			},
		}),
		en(webtest.Scenario{Name: "a step still ahead", Path: "/het-anker/initiatives/4", Contains: []string{"by Tue 24 March", "by themselves"}, Lacks: []string{"chip-late"}}),
		en(webtest.Scenario{Name: "an initiative that is open again", Path: "/het-anker/initiatives/3", Contains: []string{"Nobody leads this now", "ended as planned"}}),
		en(webtest.Scenario{Name: "a concluded initiative", Path: "/het-anker/initiatives/1", Contains: []string{"What came of it", "One list, in one place.", "Ask the night team first.", "concluded on", "former member"}}),
		en(webtest.Scenario{
			Name: "initiatives", Path: "/het-anker/initiatives",
			Contains: []string{"Open to lead <span>4</span>", "Led now <span>2</span>", "Done <span>1</span>", "Key safes", "Cooking with clients", "led by Noor Hendriks before", "1 to 4 of 4, the newest first"},
			Lacks:    []string{"Family evening", "Stock list for dressings"},
		}),
		en(webtest.Scenario{Name: "initiatives of a circle", Path: "/het-anker/initiatives?circle=3", Contains: []string{"Cooking with clients", `<option value="3" selected>`}, Lacks: []string{"Key safes", "Stock list"}}),
		en(webtest.Scenario{
			Name: "the stream", Path: "/het-anker/stream",
			Contains: []string{"Everything that happened", `href="/het-anker/people/6"`, ">Key safes: nobody knows which codes are current</a>” too", "Further back", "/het-anker/stream?before="},
		}),
		en(webtest.Scenario{Name: "the beginning of the stream", Path: "/het-anker/stream?before=10", Contains: []string{"began here", "To the newest"}, Lacks: []string{"Further back"}}),
		en(webtest.Scenario{Name: "the stream of a person and kind", Path: "/het-anker/stream?person=3&kind=lead", Contains: []string{"laid down the lead"}, Lacks: []string{"Ayla Øvergaard joined", "Noor Hendriks</a> raised “"}}),
		en(webtest.Scenario{Name: "nothing in the stream", Path: "/het-anker/stream?kind=learning", Contains: []string{"Nothing like this happened"}}),
		en(webtest.Scenario{Name: "nonsense in the stream", Path: "/het-anker/stream?kind=%3Cb%3E&before=x&person=-&circle=99", Contains: []string{"Everything that happened"}, Lacks: []string{"<b>"}}),
	})
}

// What people wrote never becomes part of the page.
func TestPlacesEscape(t *testing.T) {
	for _, path := range []string{"/het-anker/tensions/3", "/het-anker/circles/3", "/het-anker/initiatives", "/het-anker/stream"} {
		en(webtest.Scenario{Path: path, Contains: []string{"&lt;script&gt;alert("}, Lacks: []string{"<script>alert"}}).Run(t, webtest.Anker(t))
	}
}

func TestPlacesInThePast(t *testing.T) {
	webtest.All(t, webtest.Anker(t), []webtest.Scenario{
		en(webtest.Scenario{
			Name: "an initiative", Path: "/het-anker/initiatives/2?at=2025-11-20",
			Contains: []string{
				"<title>Fewer dressing changes, same healing, 20 November 2025 · Het Anker</title>", "You are looking at <strong>20 November 2025</strong>.", "place-past",
				"Kofi Mensah", `href="/het-anker/people/3?at=2025-11-20"`, `href="/het-anker/initiatives?at=2025-11-20"`, `href="/het-anker/initiatives/2" data-today`,
			},
			Lacks: []string{"Compare with Team West", "laid down", "since Wed 3 December"},
		}),
		en(webtest.Scenario{
			Name: "not there yet", Path: "/het-anker/initiatives/2?at=2024-03-03", Status: 404, Is: map[string]string{"Etag": ""},
			Contains: []string{"Not there yet", "What you look for was not there on 3 March 2024.", `href="/het-anker/initiatives/2"`},
		}),
		en(webtest.Scenario{Name: "the stream", Path: "/het-anker/stream?at=2024-01-09", Contains: []string{"began here", `<input type="hidden" name="at" value="2024-01-09">`}, Lacks: []string{"Sevgi Yıldız took"}}),
		en(webtest.Scenario{Name: "before the founding", Path: "/het-anker/people?at=2020-01-01", Contains: []string{"Het Anker began on 8 January 2024", `href="/het-anker/people?at=2024-01-08"`}}),
		en(webtest.Scenario{Name: "to come", Path: "/het-anker/people?at=2030-01-01", Status: 400, Contains: []string{"2030-01-01"}}),
		en(webtest.Scenario{Name: "unreadable", Path: "/het-anker/people?at=%3Cb%3E", Status: 400, Contains: []string{"Write the day like this"}, Lacks: []string{"<b>"}}),
	})
}

func TestPlacesNotFound(t *testing.T) {
	for lang, text := range map[string]string{"en": "This page is not here", "nl": "Deze pagina is er niet", "da": "Denne side findes ikke"} {
		for _, path := range []string{"circles/99", "circles/x", "roles/99", "people/99", "people/0", "tensions/99", "initiatives/99", "circles", "initiatives/1/x"} {
			webtest.Scenario{Path: "/het-anker/" + path, Status: 404, Header: map[string]string{"Accept-Language": lang}, Is: map[string]string{"Etag": ""}, Contains: []string{text}}.Run(t, webtest.Anker(t))
		}
	}
	webtest.Scenario{Path: "/nobody/people", Status: 404}.Run(t, webtest.Anker(t))
}

// Every page is there in every language, is read only, and is sent again only
// when something changed.
func TestEveryPlace(t *testing.T) {
	h := webtest.Anker(t)
	for _, path := range everyPlace {
		for lang, word := range map[string]string{"en": "Initiatives", "nl": "Initiatieven", "da": "Initiativer"} {
			status := 200
			switch {
			case strings.Contains(path, "initiatives/2?at=2024"):
				status = 404
			case strings.Contains(path, "soon"):
				status = 400
			}
			header := map[string]string{"Accept-Language": lang}
			res := webtest.Scenario{Path: path, Status: status, Header: header, Contains: []string{`<html lang="` + lang, word}}.Run(t, h)
			if tag := res.Header.Get("Etag"); status == 200 && !strings.Contains(path, "at=2020") {
				header["If-None-Match"] = tag
				webtest.Scenario{Path: path, Status: 304, Header: header, Empty: true}.Run(t, h)
				header["Accept-Language"] = map[string]string{"en": "nl", "nl": "da", "da": "en"}[lang]
				webtest.Scenario{Path: path, Header: header}.Run(t, h)
			}
		}
		for _, method := range []string{"POST", "PUT", "DELETE"} {
			webtest.Scenario{Method: method, Path: path, Status: 405}.Run(t, h)
		}
	}
}
