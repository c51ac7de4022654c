package web_test

import (
	"net/url"
	"testing"

	"orpheus/face/web/webtest"
)

// What an act would change can be seen beforehand, and nothing is done.
func TestPreview(t *testing.T) {
	h := webtest.Anker(t)
	post := func(kind string, form url.Values) webtest.Scenario {
		return webtest.Scenario{Path: "/het-anker/acts/" + kind + "?preview", Form: form, Header: as("1", "")}
	}
	with := func(s webtest.Scenario, status int, contains ...string) webtest.Scenario {
		s.Name, s.Status, s.Contains = s.Path, status, contains
		return s
	}
	webtest.All(t, h, []webtest.Scenario{
		{Name: "the form", Path: "/het-anker/acts/role.retire?role=R2", Header: as("1", ""), Contains: []string{`formaction="/het-anker/acts/role.retire?preview"`, "See what changes"}},
		{Name: "other forms", Path: "/het-anker/acts/tension.raise", Header: as("1", ""), Lacks: []string{"formaction"}},
		with(
			post("role.retire", url.Values{"role": {"R2"}, "_back": {"/het-anker/circles/2"}}), 200,
			"This would change 2 things", "diff-cut", `href="/het-anker/roles/2"`, "role in Home care", "Sevgi Yıldız", "in the role Wound care", "Nothing is done yet.", `name="_back" value="/het-anker/circles/2"`,
		),
		with(
			post("circle.amend", url.Values{"circle": {"C2"}, "name": {"Home care"}, "purpose": {"People live well at home, with people they know."}}), 200,
			"This would change one thing", `<del><span class="hush">Removed: </span>faces</del><ins><span class="hush">Added: </span>people</ins> they know.`,
		),
		with(post("circle.form", url.Values{"parents": {"C2"}, "name": {"<b>Night"}}), 200, "diff-add", "<b>&lt;b&gt;Night</b>", "circle in Home care"),
		with(post("role.amend", url.Values{"role": {"R2"}, "domains": {"Which wound products we use\nWho learns it"}, "places": {"3"}, "term_days": {"400"}, "leads": {"true"}}), 200, "<del>", "The photos of wounds</del>", "Who learns it</ins>", "may be held by: 3 (was any number)", "is leading the circle"),
		with(post("role.move", url.Values{"role": {"R2"}, "circle": {"C3"}}), 200, "diff-move", "role, from Home care to Day centre"),
		with(post("guardrail.set", url.Values{"circle": {"C2"}, "text": {"No mail after six."}, "structure": {"free"}}), 200, "No mail after six.", "Any member of the circle"),
		with(post("seat.correct_origin", url.Values{"seat": {"S1"}, "origin": {"invited"}}), 200, "Nothing on the map would be different."),
		with(post("circle.close", url.Values{"circle": {"C2"}}), 409, `role="alert"`),
		with(post("role.retire", url.Values{"role": {"R99"}}), 404, `role="alert"`),
		with(post("role.amend", url.Values{"role": {"R2"}, "places": {"many"}}), 422, "is not a number"),
	})
	webtest.Scenario{Path: "/het-anker/roles/2", Header: as("1", ""), Contains: []string{"Sevgi Yıldız"}, Lacks: []string{"retired"}}.Run(t, h)
	guest := post("role.retire", url.Values{"role": {"R2"}})
	guest.Header, guest.Status = as("9", ""), 404
	guest.Run(t, h)
}

func TestChanges(t *testing.T) {
	h := webtest.Anker(t)
	webtest.All(t, webtest.Anker(t), []webtest.Scenario{
		en(webtest.Scenario{
			Name: "since a day", Path: "/het-anker/changes?at=2024-01-20",
			Contains: []string{
				"<title>What changed · Het Anker</title>", "from 20 January 2024 to now", "What goes", "What is new", "Bram de Wit", "took part in the organisation",
				`href="/het-anker/circles/4"`, "Team Oost", "circle in Home care", "in the role Wound care", "Up to 500 euro a month", "/het-anker/stream?before=", "Fatima El Idrissi,",
				`value="2024-01-20"`, `href="/het-anker/map?at=2024-01-20&amp;to=now"`,
			},
			Lacks: []string{"Old rota group", "What moves"},
		}),
		en(webtest.Scenario{Name: "between two days", Path: "/het-anker/changes?at=2025-03-11&to=2025-04-01", Contains: []string{"Old rota group", `href="/het-anker/circles/6?at=2025-04-01"`, `value="2025-04-01"`, "at=2025-04-01&amp;before="}, Lacks: []string{"You are looking at"}}),
		en(webtest.Scenario{Name: "the wrong way round", Path: "/het-anker/changes?at=2025-04-01&to=2025-03-11", Contains: []string{"from 11 March 2025 to 1 April 2025", "diff-add"}}),
		en(webtest.Scenario{Name: "what is gone", Path: "/het-anker/changes?at=2025-04-01&to=now", Contains: []string{"diff-cut", `href="/het-anker/circles/6?at=2025-04-01"`, "Old rota group"}}),
		en(webtest.Scenario{Name: "nothing changed", Path: "/het-anker/changes?at=2026-03-01", Contains: []string{"Circles and roles are as they were", `href="/het-anker/changes?at=2024-01-08"`}}),
		en(webtest.Scenario{Name: "a month, where nothing is asked", Path: "/het-anker/changes", Contains: []string{"17 February 2026"}}),
		en(webtest.Scenario{Name: "now and now", Path: "/het-anker/changes?at=2026-03-17&to=2026-03-17", Contains: []string{"Circles and roles are as they were"}}),
		en(webtest.Scenario{Name: "nonsense", Path: "/het-anker/changes?at=%3Cb%3E", Status: 400, Contains: []string{"is not a day we can read", "Write the day like this"}, Lacks: []string{"<b>"}, Is: map[string]string{"Etag": ""}}),
		en(webtest.Scenario{Name: "to come", Path: "/het-anker/changes?at=2024-02-01&to=2030-01-01", Status: 400, Contains: []string{"is still to come"}}),
		en(webtest.Scenario{Name: "before the founding", Path: "/het-anker/changes?at=2020-01-01", Status: 400, Contains: []string{"Het Anker began on 8 January 2024"}}),
		en(webtest.Scenario{Name: "from the banner", Path: "/het-anker/circles/2?at=2025-11-20", Contains: []string{`<a href="/het-anker/changes?at=2025-11-20">`}}),
		en(webtest.Scenario{Name: "from the map", Path: "/het-anker/map?at=2025-11-20", Contains: []string{`<a href="/het-anker/changes?at=2025-11-20">`, "What changed since"}}),
		{Name: "in Dutch", Path: "/het-anker/changes?at=2024-01-20", Header: map[string]string{"Accept-Language": "nl"}, Contains: []string{"Wat er veranderde", "kring in Home care", "Nieuw:"}},
		{Name: "in Danish", Path: "/het-anker/changes?at=2024-01-20", Header: map[string]string{"Accept-Language": "da"}, Contains: []string{"Hvad der blev ændret", "cirkel i Home care", "Nyt:"}},
	})
	res := webtest.Scenario{Path: "/het-anker/changes?at=2024-01-20", Header: as("1", "")}.Run(t, h)
	same := as("1", "")
	same["If-None-Match"] = res.Header.Get("Etag")
	webtest.Scenario{Path: "/het-anker/changes?at=2024-01-20", Header: same, Status: 304, Empty: true}.Run(t, h)
	// A guest who is in no circle is told of nothing but themselves.
	webtest.Scenario{Path: "/het-anker/changes?at=2024-01-08", Header: as("9", ""), Lacks: []string{"Team Oost", "Wound care", "Sevgi", "500 euro"}}.Run(t, h)
	// In a circle, of that circle.
	webtest.Scenario{Path: "/het-anker/acts/circle.join", Form: url.Values{"circle": {"C4"}, "person": {"P9"}}, Header: as("1", ""), Status: 303}.Run(t, h)
	webtest.Scenario{Path: "/het-anker/changes?at=2024-01-20", Header: as("9", ""), Contains: []string{"Team Oost", "Team link"}, Lacks: []string{"Wound care", "500 euro", "Kitchen"}}.Run(t, h)
}
