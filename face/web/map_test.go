package web_test

import (
	"fmt"
	"io"
	"net/http/httptest"
	"regexp"
	"strings"
	"testing"

	"orpheus/face/web/webtest"
)

// en asks for the outline in English.
func en(s webtest.Scenario) webtest.Scenario {
	s.Header = map[string]string{"Accept-Language": "en", "Cookie": "view=outline"}
	return s
}

func TestMap(t *testing.T) {
	webtest.All(t, webtest.Linde(t), []webtest.Scenario{
		en(webtest.Scenario{
			Name: "now", Path: "/de-linde/map",
			Contains: []string{
				`role="tree"`, "<title>Map · De Linde</title>", "Map of De Linde", "104 roles", "27 leading",
				`data-name="Wound care"`, "Sevgi Yıldız", "leads now", "nobody yet", "Katrien Jacobs, Anouk Verlinden",
				"In 27 roles somebody leads something now", "10 roles have nobody yet", "Circles inside",
				`<input type="date" id="at" name="at" value="2026-03-17" min="2024-01-08" max="2026-03-17"`,
			},
			Lacks: []string{"Nothing can be changed here", "Management", "inspector-chosen"},
		}),
		en(webtest.Scenario{
			Name: "a role", Path: "/de-linde/map?role=69",
			Contains: []string{
				"<title>Family contact, Team Oost · De Linde</title>", "Role in", "since August 2024, until August 2027",
				"Leads now", "Family evening at Het Anker", "with 7 others, until Thu 30 April", "avatar-lit", "inspector-chosen",
			},
			Lacks: []string{"Wound-care pilot"}, // led by somebody else
		}),
		en(webtest.Scenario{Name: "a role by its letter", Path: "/de-linde/map?role=R69", Contains: []string{"<title>Family contact"}}),
		en(webtest.Scenario{Name: "an empty role", Path: "/de-linde/map?role=81", Contains: []string{"Nobody holds this role yet"}, Lacks: []string{"avatar-lit"}}),
		en(webtest.Scenario{Name: "a circle", Path: "/de-linde/map?circle=2", Contains: []string{"<title>Home care · De Linde</title>", "Circle in", "People live well at home, with faces they know.", "In 13 roles somebody leads something now"}}),
		en(webtest.Scenario{Name: "a formal role", Path: "/de-linde/map?role=1", Contains: []string{"formal role", "leads the circle"}}),
		en(webtest.Scenario{Name: "a role held by many", Path: "/de-linde/map", Contains: []string{" and 3 more"}}),
		en(webtest.Scenario{Name: "no such role", Path: "/de-linde/map?role=9999", Status: 404, Is: map[string]string{"Etag": ""}, Contains: []string{"Not on this map", "There is no circle or role with this number.", `role="tree"`}}),
		en(webtest.Scenario{Name: "a role that is no number", Path: "/de-linde/map?circle=<b>", Status: 404, Contains: []string{"Not on this map"}, Lacks: []string{"<b>"}}),
		en(webtest.Scenario{
			Name: "empty roles", Path: "/de-linde/map?mark=vacant",
			Contains: []string{"tree-out", "tree-back", "10 empty", `<option value="vacant" selected>`},
			Lacks:    []string{"27 leading", ">leads now</span></a></div>"},
		}),
		en(webtest.Scenario{Name: "no highlight", Path: "/de-linde/map?mark=none", Lacks: []string{"27 leading", "10 empty", "tree-lit"}}),
		en(webtest.Scenario{Name: "an unknown highlight", Path: "/de-linde/map?mark=x", Contains: []string{"27 leading"}}),
		en(webtest.Scenario{
			Name: "folded", Path: "/de-linde/map?shut=2",
			Contains: []string{`data-name="Home care"`, `data-name="Day centres"`},
			Lacks:    []string{`data-name="Wound care"`, `data-name="Team Oost"`},
		}),
	})
}

func TestPast(t *testing.T) {
	webtest.All(t, webtest.Linde(t), []webtest.Scenario{
		en(webtest.Scenario{
			Name: "a day", Path: "/de-linde/map?at=2025-03-03",
			Contains: []string{
				"You are looking at <strong>3 March 2025</strong>.", "58 changes since.", "Nothing can be changed here.",
				"<title>Map, 3 March 2025 · De Linde</title>", "Management", "former member", "79 roles", "look-past",
				`href="/de-linde/map?at=2025-03-03&amp;role=1"`, `href="/de-linde/map" data-today`,
				"No role has a light here now",
			},
			Lacks: []string{`data-name="Places"`, "leads now</span></a>"},
		}),
		{Name: "in the organisation's language", Path: "/de-linde/map?at=2025-03-03", Contains: []string{"Je kijkt naar <strong>3 maart 2025</strong>.", "58 veranderingen sindsdien.", "Hier kan niets veranderd worden."}},
		{Name: "in Danish", Path: "/de-linde/map?at=2025-03-03", Header: map[string]string{"Accept-Language": "da"}, Contains: []string{"Du ser på <strong>3. marts 2025</strong>.", "58 ændringer siden da.", "Her kan intet ændres."}},
		en(webtest.Scenario{Name: "a moment", Path: "/de-linde/map?at=2025-10-06T12:00:00%2B02:00", Contains: []string{"Mon 6 October 2025, 12:00"}}),
		en(webtest.Scenario{Name: "a moment whose plus was not escaped", Path: "/de-linde/map?at=2025-10-06T12:00:00+02:00", Contains: []string{"Mon 6 October 2025, 12:00"}}),
		en(webtest.Scenario{Name: "a day is its start in the zone", Path: "/de-linde/map?at=2025-06-02", Lacks: []string{`data-name="Places"`}, Contains: []string{"2 June 2025"}}),
		en(webtest.Scenario{Name: "the day after", Path: "/de-linde/map?at=2025-06-03", Contains: []string{`data-name="Places"`}}),
		en(webtest.Scenario{Name: "today is now", Path: "/de-linde/map?at=2026-03-17", Contains: []string{"104 roles"}, Lacks: []string{"look-past", "You are looking at"}}),
		en(webtest.Scenario{Name: "the first day", Path: "/de-linde/map?at=2024-01-08", Contains: []string{"8 January 2024", `data-name="Director"`}}),
		en(webtest.Scenario{
			Name: "before the founding", Path: "/de-linde/map?at=2020-01-01",
			Contains: []string{"De Linde began on 8 January 2024", "Before that day there is nothing to see.", `href="/de-linde/map?at=2024-01-08"`},
			Lacks:    []string{`role="tree"`, "look-past"},
		}),
		en(webtest.Scenario{
			Name: "no day at all", Path: "/de-linde/map?at=soon", Status: 400, Is: map[string]string{"Etag": ""},
			Contains: []string{"“soon” is not a day we can read.", "2025-03-31", "You see today.", `role="tree"`, `role="alert"`},
			Lacks:    []string{"look-past"},
		}),
		en(webtest.Scenario{Name: "a day there is not", Path: "/de-linde/map?at=2025-02-30", Status: 400, Contains: []string{"“2025-02-30” is not a day we can read."}}),
		en(webtest.Scenario{Name: "a day to come", Path: "/de-linde/map?at=2031-01-01", Status: 400, Contains: []string{"“2031-01-01” is still to come.", `role="tree"`}}),
		en(webtest.Scenario{Name: "a role that was not there", Path: "/de-linde/map?at=2024-02-01&role=69", Contains: []string{"Not on this map", "What you look for was not there on 1 February 2024.", `href="/de-linde/map?role=69"`}}),
	})
}

func TestMapOfNothing(t *testing.T) {
	webtest.All(t, webtest.Grow(t, "De Berk @2025-01-06\n", "de-linde", "da"), []webtest.Scenario{
		{Name: "empty", Path: "/de-linde/map", Contains: []string{"Ingen roller endnu", "Skriv én ting ned"}, Lacks: []string{`role="tree"`}},
	})
}

// wood is an organisation of n circles with ten roles each.
func wood(t testing.TB, n int) *webtest.House {
	var b strings.Builder
	b.WriteString("Wood @2024-01-08\n")
	for c := range n {
		fmt.Fprintf(&b, "  Circle %d @2024-01-08\n    Inner %d @2024-01-08\n", c, c)
		for r := range 10 {
			fmt.Fprintf(&b, "      * Role %d %d: Person %d @2024-01-08\n", c, r, r)
		}
	}
	return webtest.Grow(t, b.String(), "wood", "en")
}

// A large organisation begins folded; what is chosen is unfolded.
func TestLargeMap(t *testing.T) {
	webtest.All(t, wood(t, 40), []webtest.Scenario{
		en(webtest.Scenario{Name: "folded at first", Path: "/wood/map", Contains: []string{`data-name="Circle 39"`, `aria-expanded="false"`, `open=2`}, Lacks: []string{`data-name="Inner 0"`}}),
		en(webtest.Scenario{Name: "opened", Path: "/wood/map?open=2.4", Contains: []string{`data-name="Inner 0"`, `data-name="Inner 1"`, `open=2.4.5`}, Lacks: []string{`data-name="Inner 2"`, `data-name="Role 0 0"`}}),
		en(webtest.Scenario{Name: "the way to what is chosen", Path: "/wood/map?role=1", Contains: []string{`data-name="Role 0 0"`}, Lacks: []string{`data-name="Inner 1"`}}),
		en(webtest.Scenario{Name: "the way can be folded", Path: "/wood/map?role=1&shut=2", Lacks: []string{`data-name="Inner 0"`}}),
		en(webtest.Scenario{Name: "all", Path: "/wood/map?open=all", Contains: []string{`data-name="Role 39 9"`}}),
		en(webtest.Scenario{Name: "all but one", Path: "/wood/map?open=all&shut=2", Lacks: []string{`data-name="Inner 0"`}, Contains: []string{`data-name="Role 39 9"`}}),
		en(webtest.Scenario{Name: "nonsense", Path: "/wood/map?open=x..-1.99999999999.2", Contains: []string{`data-name="Inner 0"`}}),
	})
}

var item = regexp.MustCompile(`role="treeitem" href="[^"]*" data-name="([^"]*)"[^>]*aria-level="(\d+)" aria-posinset="(\d+)" aria-selected="(\w+)" aria-setsize="(\d+)"`)

// The places that the lines name fit together to a tree.
func TestTreeAddsUp(t *testing.T) {
	w := httptest.NewRecorder()
	r := httptest.NewRequest("GET", "/de-linde/map", nil)
	r.Header.Set("Cookie", "view=outline")
	webtest.Linde(t).ServeHTTP(w, r)
	b, _ := io.ReadAll(w.Body)
	type level struct{ pos, of string }
	var open []level
	found := item.FindAllStringSubmatch(string(b), -1)
	if len(found) < 120 {
		t.Fatalf("found %d lines", len(found))
	}
	for _, m := range found {
		name, depth := m[1], int(m[2][0]-'0')
		if depth > len(open)+1 {
			t.Fatalf("%s is at level %d under %d", name, depth, len(open))
		}
		for i := depth; i < len(open); i++ {
			if open[i].pos != open[i].of {
				t.Errorf("before %s a level ended at %s of %s", name, open[i].pos, open[i].of)
			}
		}
		want := "1"
		if depth <= len(open) {
			want = fmt.Sprint(atoi(open[depth-1].pos) + 1)
			if open[depth-1].of != m[5] {
				t.Errorf("%s is of %s, its sibling of %s", name, m[5], open[depth-1].of)
			}
		}
		if m[3] != want {
			t.Errorf("%s is number %s, want %s", name, m[3], want)
		}
		open = append(open[:depth-1], level{m[3], m[5]})
	}
}

func atoi(s string) (n int) {
	for _, r := range s {
		n = n*10 + int(r-'0')
	}
	return n
}
