package web_test

import (
	"net/url"
	"testing"

	"orpheus/face/web/webtest"
)

// Two moments are one map: what is new, goes, moves and changes is marked by signs
// and in words, as a picture and as an outline.
func TestMapAtTwoMoments(t *testing.T) {
	h := webtest.Anker(t)
	for kind, form := range map[string]url.Values{
		"role.move": {"role": {"R4"}, "circle": {"C3"}}, "role.create": {"circle": {"C2"}, "name": {"Night lights"}}, "role.retire": {"role": {"R3"}},
	} {
		webtest.Scenario{Name: kind, Path: "/het-anker/acts/" + kind, Form: form, Header: as("1", ""), Status: 303}.Run(t, h)
	}
	get := func(name, path, cookie string, contains ...string) webtest.Scenario {
		return webtest.Scenario{Name: name, Path: "/het-anker/map?" + path, Header: as("1", cookie), Contains: contains}
	}
	lacks := func(s webtest.Scenario, lacks ...string) webtest.Scenario { s.Lacks = lacks; return s }
	webtest.All(t, h, []webtest.Scenario{
		get(
			"both", "at=2026-03-16&to=now", "", "You are comparing", "<strong>16 March 2026</strong>", "What goes", "Night rosters", "What is new", "Night lights", "What moves", "Team link",
			`href="/het-anker/map?at=2026-03-16&amp;role=3&amp;to=now"`, "badge-add", "badge-cut", "badge-move", "m-gone", "m-hatch", `aria-label="Home care, `, `href="/het-anker/changes?at=2026-03-16"`,
			`href="/het-anker/map?at=2026-03-16&amp;show=then&amp;to=now"`, "m-dim",
		),
		lacks(get("then", "at=2026-03-16&to=now&show=then", "", `aria-current="page"`, "m-gone"), "m-dim"),
		lacks(get("now", "at=2026-03-16&to=now&show=now", "", "badge-add"), "m-dim", "m-gone"),
		get("a role that is gone", "at=2026-03-16&to=now&role=3", "", `id="mR3"`, "m-cut m-gone", "Night rosters, nobody yet, goes"),
		get("a circle", "at=2026-03-16&to=now&circle=2", "", `id="mR6"`, "Night lights, nobody yet, new"),
		get("nonsense", "at=2026-03-16&to=now&circle=99&role=x&show=%3Cb%3E", "", "You are comparing"),
		get("between two days gone by", "at=2025-03-11&to=2025-04-01", "", "<strong>1 April 2025</strong>", "Later", "Old rota group"),
		lacks(get("nothing is different", "at=2026-03-01&to=2026-03-02", "", "Circles and roles are as they were"), "badge-add\" transform"),
		get("the outline", "at=2026-03-16&to=now", "view=outline", `role="tree"`, `id="R3"`, "goes", `id="R4-left"`, "moves"),
		{Name: "a day to come", Path: "/het-anker/map?at=2030-01-01&to=now", Header: as("1", ""), Status: 303, Is: map[string]string{"Location": "/het-anker/changes?at=2030-01-01&to=now"}},
		lacks(webtest.Scenario{Name: "a guest", Path: "/het-anker/map?at=2024-01-08&to=now", Header: as("9", "")}, "Team link", "Home care", "Night"),
		{Name: "Dutch", Path: "/het-anker/map?at=2026-03-16&to=now", Header: map[string]string{"Accept-Language": "nl"}, Contains: []string{"Je vergelijkt", "Toen", "Allebei"}},
		{Name: "Danish", Path: "/het-anker/map?at=2026-03-16&to=now", Header: map[string]string{"Accept-Language": "da"}, Contains: []string{"Du sammenligner", "Dengang", "Begge"}},
	})
	both := get("", "at=2026-03-16&to=now", "")
	res := both.Run(t, h)
	same := as("1", "")
	same["If-None-Match"] = res.Header.Get("Etag")
	webtest.Scenario{Path: "/het-anker/map?at=2026-03-16&to=now", Header: same, Status: 304, Empty: true}.Run(t, h)
	webtest.Scenario{Path: "/nobody/map?at=2026-03-16&to=now", Header: as("1", ""), Status: 404}.Run(t, h)
}
