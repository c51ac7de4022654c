package web_test

import (
	"testing"

	"orpheus/face/web/webtest"
)

// The map as a decision would have it: what comes, goes and changes, with what the map of
// today does not allow any more, to everybody as far as they see it.
func TestMapWithADecision(t *testing.T) {
	h := lived(t)
	act := func(name, by, kind string, pairs ...string) webtest.Scenario {
		return webtest.Scenario{Name: name, Path: "/het-anker/acts/" + kind, Header: asked(by, "en"), Form: form(pairs...), Status: 303}
	}
	with := func(name, by, query string, contains ...string) webtest.Scenario {
		return webtest.Scenario{Name: name, Path: "/het-anker/map?with=" + query, Header: asked(by, "en"), Contains: contains}
	}
	lacks := func(s webtest.Scenario, lacks ...string) webtest.Scenario { s.Lacks = lacks; return s }
	webtest.All(t, h, []webtest.Scenario{
		act("a guest of the circle", "1", "circle.join", "circle", "C2", "person", "P9"),
		act("a new circle", "2", "circle.form", "parents", "C2", "name", "Night team", "_plan", "1"),
		act("a role goes", "2", "role.retire", "role", "R3", "_plan", "1"),
		act("another purpose", "2", "role.amend", "role", "R2", "purpose", "Wounds heal without pain or fear.", "_plan", "1"),
		act("in a circle within", "2", "role.create", "circle", "C4", "name", "Key holder", "_plan", "1"),
		act("a role within goes", "2", "role.retire", "role", "R5", "_plan", "1"),
		lacks(with("one's own draft", "2", "draft", "Night team", "Key holder", "m-add", "Your draft"), "not possible any more"),
		lacks(with("is seen by nobody else", "4", "draft", "Nothing on the map would be different"), "Night team"),
		{Name: "put forward", Path: "/het-anker/propose", Header: asked("2", "en"), Form: form("circle", "C2", "title", "A team for the night", "with", "on"), Status: 303, Is: map[string]string{"Location": "/het-anker/decisions/1"}},

		lacks(with("a member", "4", "1", "You are comparing <strong>A team for the night</strong>", "Proposal by", "Night team", "m-add", "Night rosters", "m-cut m-gone", "Wound care", "m-edit", "Key holder",
			`href="/het-anker/decisions/1"`, `href="/het-anker/map?show=then&amp;with=1"`, `href="/het-anker/map?role=2&amp;with=1"`), "not possible any more"),
		lacks(with("today alone", "4", "1&show=then", "Night rosters"), "m-add"),
		lacks(with("as proposed alone", "4", "1&show=now", "Night team", "m-add"), "m-gone"),
		with("what is chosen says what changes", "4", "1&role=2", "Added: </span>fear</ins>", "Removed: </span>delay</del>"),
		with("as it is called elsewhere", "4", "D1", "Night team"),
		{Name: "as an outline", Path: "/het-anker/map?with=1", Header: map[string]string{"Accept-Language": "en", "Cookie": "as=4; view=outline"}, Contains: []string{`role="tree"`, "Night team", "goes"}},
		lacks(with("a guest of the circle sees a part", "9", "1", "A team for the night", "Night rosters", "m-cut m-gone"), "Night team", "Key holder", "Family contact", "not possible any more"),
		{Name: "as data", Path: "/het-anker/map.json?with=1", Header: asked("4", "en"), Contains: []string{`"Night team"`, `"Key holder"`}, Lacks: []string{"Night rosters"}},
		{Name: "as data of today", Path: "/het-anker/map.json", Header: asked("4", "en"), Contains: []string{`"Night rosters"`}, Lacks: []string{"Night team"}},
		{Name: "as data, to a guest of the circle", Path: "/het-anker/map.json?with=1", Header: asked("9", "en"), Contains: []string{`"Home care"`}, Lacks: []string{"Night team", "Night rosters", "Key holder"}},
		{Name: "as data, of one's own draft", Path: "/het-anker/map.json?with=draft", Header: asked("4", "en"), Contains: []string{`"Night rosters"`}, Lacks: []string{"Night team"}},
		{Name: "as data, of none", Path: "/het-anker/map.json?with=99", Header: asked("4", "en"), Status: 404},
		{Name: "as a table", Path: "/het-anker/map.csv?with=1", Header: asked("4", "en"), Contains: []string{"Night team,", "Key holder,"}, Lacks: []string{"Night rosters"}, Has: map[string]string{"Content-Disposition": "het-anker-1-"}},
		{Name: "as a table, to a guest of the circle", Path: "/het-anker/map.csv?with=D1", Header: asked("9", "en"), Lacks: []string{"Night team", "Night rosters", "Key holder"}, Has: map[string]string{"Content-Disposition": "het-anker-d1-"}},
		{Name: "as a table, of none", Path: "/het-anker/map.csv?with=", Header: asked("4", "en"), Status: 404},
		{Name: "nothing has changed", Path: "/het-anker/map", Header: asked("4", "en"), Contains: []string{"Home care"}, Lacks: []string{"Night team"}},
		{Name: "no such decision", Path: "/het-anker/map?with=99", Header: asked("4", "en"), Status: 404},
		{Name: "no number", Path: "/het-anker/map?with=", Header: asked("4", "en"), Status: 404},
		{Name: "by nobody", Path: "/het-anker/map?with=1", Status: 303},

		act("meanwhile", "1", "role.retire", "role", "R3"),
		act("and meanwhile", "1", "role.retire", "role", "R5"),
		lacks(with("what cannot be any more", "4", "1", "2 changes are not possible any more", "Retire the role", "Night rosters", "Family contact", "plan-fault", "is retired", "Night team", "m-add"), "m-cut"),
		lacks(with("a guest is told of their part", "9", "1", "One change is not possible any more", "Night rosters"), "Key holder", "Family contact", "plan-fault"),
		act("dropped", "2", "decision.drop", "decision", "D1"),
		lacks(with("what is over changes nothing", "4", "1", "Decided: the map of today is what came of it", "Nothing on the map would be different"), "m-add", "not possible any more"),
	})
	h = lived(t)
	webtest.All(t, h, []webtest.Scenario{
		{Name: "of another circle", Path: "/het-anker/propose", Header: asked("2", "en"), Form: form("circle", "C2", "title", "Between us", "text", "We meet on Mondays."), Status: 303},
		{Name: "a guest does not know of it", Path: "/het-anker/map?with=1", Header: asked("9", "en"), Status: 404, Lacks: []string{"Between us"}},
		with("without changes", "4", "1", "Between us", "Nothing on the map would be different"),
	})
}
