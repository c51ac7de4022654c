package web_test

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"orpheus/face/web/webtest"
)

// One person gathers changes from the pages where they edit; the draft says them in words
// and what they would do, and nothing changes for anybody.
func TestDraftOfChanges(t *testing.T) {
	h := webtest.Anker(t)
	post := func(name, kind string, status int, form url.Values, contains ...string) webtest.Scenario {
		form.Set("_plan", "1")
		return webtest.Scenario{Name: name, Path: "/het-anker/acts/" + kind, Form: form, Header: as("1", ""), Status: status, Contains: contains}
	}
	get := func(name, path string, contains ...string) webtest.Scenario {
		return webtest.Scenario{Name: name, Path: "/het-anker" + path, Header: as("1", ""), Contains: contains}
	}
	lacks := func(s webtest.Scenario, lacks ...string) webtest.Scenario { s.Lacks = lacks; return s }
	toDraft := func(s webtest.Scenario) webtest.Scenario {
		s.Is = map[string]string{"Location": "/het-anker/draft"}
		return s
	}
	webtest.All(t, h, []webtest.Scenario{
		lacks(get("nothing yet", "/draft", "Nothing is in your draft yet", "Propose this instead"), `name="place"`),
		get("beside saving", "/acts/role.amend?role=3", `name="_plan" value="1">Propose this instead`, ">Change the role</button>"),
		lacks(get("of nothing on the map", "/acts/tension.raise"), "Propose this instead"),
		lacks(get("of what one does oneself", "/acts/seat.take?role=3"), "Propose this instead"),
		toDraft(post("a circle", "circle.form", 303, url.Values{"parents": {"C2"}, "name": {"Night team"}})),
		post("what cannot be", "circle.close", 409, url.Values{"circle": {"C2"}}, "role=\"alert\""),
	})
	draft := page(t, h, "/het-anker/draft")
	m := regexp.MustCompile(`circle=(C\d{10})`).FindStringSubmatch(draft)
	if m == nil {
		t.Fatalf("nothing can be added to the new circle:\n%s", draft)
	}
	night := m[1]
	webtest.All(t, h, []webtest.Scenario{
		lacks(get("a form about what is not there yet", "/acts/role.create?circle="+night+"&_plan=1", "Night team", ">Put it into the draft</button>", `name="circle" value="`+night+`"`), ">Make a role</button>", "Propose this instead", `href="/het-anker/circles/8"`),
		get("what is not there yet can be chosen", "/acts/role.move?role=3&_plan=1", `value="`+night+`"`, "Night team"),
		post("bad input", "role.create", 422, url.Values{"circle": {night}, "name": {" "}, "purpose": {"Kept all the same"}}, "Kept all the same", "Night team"),
		toDraft(post("a role in it", "role.create", 303, url.Values{"circle": {night}, "name": {"Swaps"}})),
		toDraft(post("a role goes", "role.retire", 303, url.Values{"role": {"R3"}})),
		toDraft(post("another purpose", "role.amend", 303, url.Values{"role": {"R2"}, "purpose": {"Wounds heal without pain or fear."}})),
		get("the draft", "/draft", "Night team", "circle in Home care", "Swaps", "role in Night team", "Night rosters", "Wound care", "Removed: </span>delay</del>", "Added: </span>fear</ins>", "Removed:",
			"with one that builds on it", "Nobody would be in one circle: Night team", "would stand empty until somebody takes it: Swaps", "Nothing on the map has changed", `href="/het-anker/map?with=draft"`, "map-small"),
		get("the map", "/map?with=draft", "You are comparing <strong>Your draft</strong>", "Night team", "m-add", "m-cut m-gone", "Swaps", "As proposed", "Nothing can be changed here",
			`<th scope="row">Roles</th>`, "People who hold a role", `href="/het-anker/draft"`, `href="/het-anker/map?role=3&amp;with=draft"`, `href="/het-anker/map?show=then&amp;with=draft"`),
		lacks(get("the map of today", "/map?with=draft&show=then", "Night rosters"), "m-add", "m-dim"),
		lacks(get("the map as proposed", "/map?with=draft&show=now", "Night team", "m-add"), "m-gone"),
		get("what is chosen says what changes", "/map?with=draft&role=2", "Added: </span>fear</ins>", "Removed: </span>delay</del>"),
		{Name: "as an outline", Path: "/het-anker/map?with=draft", Header: as("1", "view=outline"), Contains: []string{`role="tree"`, "Night team", "goes"}},
		lacks(get("the map itself", "/map"), "Night team", "Swaps"),
		{Name: "somebody else", Path: "/het-anker/draft", Header: as("3", ""), Contains: []string{"Nothing is in your draft yet"}, Lacks: []string{"Night team"}},
		{Name: "their map", Path: "/het-anker/map?with=draft", Header: as("3", ""), Lacks: []string{"Night team"}, Contains: []string{"Nothing on the map would be different"}},
		{Name: "a guest", Path: "/het-anker/draft", Header: as("9", ""), Status: 404},
		{Name: "a guest gathers", Path: "/het-anker/acts/role.create", Form: url.Values{"circle": {"C3"}, "name": {"x"}, "_plan": {"1"}}, Header: as("9", ""), Status: 404},
		{Name: "another word", Path: "/het-anker/map?with=dream", Header: as("1", ""), Status: 404},
		{Name: "Dutch", Path: "/het-anker/draft", Header: map[string]string{"Accept-Language": "nl", webtest.Asker: "1"}, Contains: []string{"Je concept", "Wat zou er op de kaart veranderen"}},
		{Name: "Danish", Path: "/het-anker/draft", Header: map[string]string{"Accept-Language": "da", webtest.Asker: "1"}, Contains: []string{"Din kladde", "Hvad ville blive"}},
	})
	webtest.Scenario{Name: "meanwhile", Path: "/het-anker/acts/role.retire", Form: url.Values{"role": {"R3"}}, Header: as("1", ""), Status: 303}.Run(t, h)
	draft = page(t, h, "/het-anker/draft")
	turn := regexp.MustCompile(`name="turn" value="(\d+)"`).FindStringSubmatch(draft)[1]
	if !strings.Contains(draft, "One change is not possible any more") || !strings.Contains(draft, "Retire the role") {
		t.Errorf("what became impossible is not said:\n%s", draft)
	}
	out := func(name string, status int, form url.Values, contains ...string) webtest.Scenario {
		return webtest.Scenario{Name: name, Path: "/het-anker/draft", Form: form, Header: as("1", ""), Status: status, Contains: contains}
	}
	webtest.All(t, h, []webtest.Scenario{
		out("seen before it changed", 409, url.Values{"do": {"out"}, "place": {"0"}, "turn": {"1"}}, "changed in another window", "Night team"),
		toDraft(out("out with what hangs on it", 303, url.Values{"do": {"out"}, "place": {"0"}, "turn": {turn}})),
		lacks(get("without it", "/draft", "Wound care"), "Night team", "Swaps"),
		toDraft(out("refreshed", 303, url.Values{"do": {"refresh"}})),
		lacks(get("what can be", "/draft", "Wound care"), "not possible any more"),
		out("something else", 404, url.Values{"do": {"dance"}}),
		{Name: "back to where it was asked", Path: "/het-anker/draft", Form: url.Values{"do": {"drop"}, "_back": {"/het-anker/stream"}}, Header: as("1", ""), Status: 303, Is: map[string]string{"Location": "/het-anker/stream"}},
		get("thrown away", "/draft", "Nothing is in your draft yet"),
	})
}

// Who may not change a circle proposes it, from the same buttons.
func TestProposingWhatOneMayNotDo(t *testing.T) {
	h := webtest.Anker(t)
	webtest.All(t, h, []webtest.Scenario{
		{Name: "a circle of others", Path: "/het-anker/circles/3", Header: as("3", ""), Contains: []string{"/het-anker/acts/circle.amend?_plan=1&amp;circle=C3"}},
		{Name: "a role of others", Path: "/het-anker/roles/2", Header: as("6", ""), Contains: []string{"/het-anker/acts/role.amend?_plan=1&amp;role=R2"}},
		{Name: "its form", Path: "/het-anker/acts/circle.amend?_plan=1&circle=C3", Header: as("3", ""), Contains: []string{"Put it into the draft", "changes nothing yet", "A day here is a day among friends."}, Lacks: []string{">Change the circle</button>"}},
		{Name: "sent", Path: "/het-anker/acts/circle.amend", Form: url.Values{"circle": {"C3"}, "name": {"Day house"}, "_plan": {"1"}}, Header: as("3", ""), Status: 303},
		{Name: "in the draft", Path: "/het-anker/draft", Header: as("3", ""), Contains: []string{"Day house", "called “Day centre” before"}},
		{Name: "one's own circle", Path: "/het-anker/circles/3", Header: as("6", ""), Lacks: []string{"_plan=1"}, Contains: []string{"/het-anker/acts/circle.amend?circle=C3"}},
	})
}

// page is a page as Fatima sees it.
func page(t *testing.T, h http.Handler, path string) string {
	t.Helper()
	r := httptest.NewRequest(http.MethodGet, path, nil)
	for k, v := range as("1", "") {
		r.Header.Set(k, v)
	}
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w.Body.String()
}
