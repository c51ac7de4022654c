package web_test

import (
	"testing"

	"orpheus/face/web/webtest"
)

// drawn asks for the picture in English.
func drawn(s webtest.Scenario) webtest.Scenario {
	s.Header = map[string]string{"Accept-Language": "en"}
	return s
}

func TestPicture(t *testing.T) {
	webtest.All(t, webtest.Linde(t), []webtest.Scenario{
		drawn(webtest.Scenario{
			Name: "the whole", Path: "/de-linde/map",
			Contains: []string{
				`<svg class="map-svg map-plain"`, `role="group" aria-label="Map of De Linde" lang="nl"`,
				`href="/de-linde/map?circle=2" id="mC2" aria-label="Home care, `, `id="mR1" aria-label="Director, Els Goossens"`,
				"m-role m-lit", "m-role m-open", ">Home care</text>", ">Team Oost</text>", "leads now", "nobody yet",
				`aria-current="page"`, "view=outline", "In 27 roles somebody leads something now",
			},
			Lacks: []string{`role="tree"`, "m-dim", `href="/de-linde/map?circle=3"`, `href="/de-linde/map?role=69"`},
		}),
		drawn(webtest.Scenario{
			Name: "a circle", Path: "/de-linde/map?circle=2",
			Contains: []string{`href="/de-linde/map?circle=3" id="mC3"`, `m-circle m-1 m-here`, "m-big", "look-chosen"},
			Lacks:    []string{`id="mC9"`},
		}),
		drawn(webtest.Scenario{
			Name: "a role", Path: "/de-linde/map?role=69",
			Contains: []string{`id="mR69" aria-label="Family contact, Fatima El Idrissi, leads now" aria-current="true"`, "m-say m-say-lit", "Leads now"},
		}),
		drawn(webtest.Scenario{
			Name: "empty roles", Path: "/de-linde/map?mark=vacant",
			Contains: []string{"m-dim", `href="/de-linde/map?circle=2&amp;mark=vacant"`}, Lacks: []string{"m-open m-dim"},
		}),
		drawn(webtest.Scenario{
			Name: "the past", Path: "/de-linde/map?at=2025-03-03&mark=none",
			Contains: []string{"look-past", `href="/de-linde/map?at=2025-03-03&amp;circle=2&amp;mark=none"`, "Nothing can be changed here."},
		}),
		drawn(webtest.Scenario{Name: "no such circle", Path: "/de-linde/map?circle=9999", Status: 404, Contains: []string{"Not on this map", "map-plain"}}),
		drawn(webtest.Scenario{Name: "before the founding", Path: "/de-linde/map?at=2020-01-01", Contains: []string{"began on"}, Lacks: []string{"map-plain"}}),
		{
			Name: "choosing the outline", Path: "/de-linde/map?at=2025-03-03&view=outline&role=66", Status: 303,
			Is:  map[string]string{"Location": "/de-linde/map?at=2025-03-03&role=66"},
			Has: map[string]string{"Set-Cookie": "view=outline; Path=/; Max-Age=31536000; HttpOnly; SameSite=Lax"},
		},
		{Name: "choosing a view there is not", Path: "/de-linde/map?view=x", Status: 303, Is: map[string]string{"Location": "/de-linde/map", "Set-Cookie": ""}},
		{Name: "the outline stays chosen", Path: "/de-linde/map", Header: map[string]string{"Cookie": "view=outline"}, Contains: []string{`role="tree"`}, Lacks: []string{"map-plain"}},
	})
}

func TestMapData(t *testing.T) {
	h := webtest.Linde(t)
	webtest.All(t, h, []webtest.Scenario{
		drawn(webtest.Scenario{
			Name: "now", Path: "/de-linde/map.json",
			Is:       map[string]string{"Content-Type": "application/json", "Cache-Control": "private, no-cache"},
			Has:      map[string]string{"Etag": `W/"`},
			Contains: []string{`[[0,1,-1,0,0,`, `,"De Linde","`, `"Director","Els Goossens",0,0]`, `,"nobody yet",0,0]`},
			Lacks:    []string{"Management"},
		}),
		drawn(webtest.Scenario{Name: "the past", Path: "/de-linde/map.json?at=2025-03-03", Contains: []string{`"Management"`}, Lacks: []string{`"Places"`}}),
		drawn(webtest.Scenario{Name: "no day", Path: "/de-linde/map.json?at=soon", Status: 400, Is: map[string]string{"Etag": ""}}),
		drawn(webtest.Scenario{Name: "before the founding", Path: "/de-linde/map.json?at=2020-01-01", Status: 400}),
		drawn(webtest.Scenario{Name: "no such organisation", Path: "/nobody/map.json", Status: 404}),
	})
	tag := webtest.Scenario{Path: "/de-linde/map.json"}.Run(t, h).Header.Get("Etag")
	webtest.Scenario{Path: "/de-linde/map.json", Header: map[string]string{"If-None-Match": tag}, Status: 304, Empty: true}.Run(t, h)
	webtest.Scenario{Name: "nothing yet", Path: "/de-linde/map.json"}.Run(t, webtest.Grow(t, "De Berk @2025-01-06\n", "de-linde", "da"))
}

// Only what can be seen is drawn, however large the organisation is.
func TestPictureOfMany(t *testing.T) {
	res := webtest.Scenario{Path: "/wood/map"}.Run(t, wood(t, 1000))
	if res.ContentLength > 2_000_000 {
		t.Errorf("the page has %d bytes", res.ContentLength)
	}
	t.Logf("%d bytes", res.ContentLength)
}
