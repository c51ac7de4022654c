package web_test

import (
	"testing"

	"orpheus/face/web/webtest"
)

// What a draft, and a decision, would change in the numbers; and that most change none.
func TestWhatItWouldChangeInTheNumbers(t *testing.T) {
	h := lived(t)
	act := func(name string, pairs ...string) webtest.Scenario {
		return webtest.Scenario{Name: name, Path: "/het-anker/acts/role.create", Header: asked("2", "en"), Form: form(append(pairs, "_plan", "1")...), Status: 303}
	}
	page := func(name, by, query string) webtest.Scenario {
		return webtest.Scenario{Name: name, Path: "/het-anker/insight/would?with=" + query, Header: asked(by, "en"), Contains: []string{"What it would change in the numbers"}}
	}
	says := func(s webtest.Scenario, contains ...string) webtest.Scenario {
		s.Contains = append(s.Contains, contains...)
		return s
	}
	webtest.All(t, h, []webtest.Scenario{
		says(page("an empty draft", "2", "draft"), "No number would change"),
		act("a role that leads nothing", "circle", "C2", "name", "Keys"),
		says(page("changes no number", "2", "draft"), "No number would change"),
		act("one that leads, with who holds it", "circle", "C2", "name", "First", "leads", "on", "holder", "P4"),
		says(page("changes some", "2", "draft"), "Leading roles that somebody holds", "More than chance?", "<strong>", "Yes"),
		{Name: "the way there", Path: "/het-anker/map?with=draft", Header: asked("2", "en"), Contains: []string{`href="/het-anker/insight/would?with=draft"`}},
		{Name: "put forward", Path: "/het-anker/propose", Header: asked("2", "en"), Form: form("circle", "C2", "title", "Who leads", "with", "on"), Status: 303},
		says(page("to everybody", "4", "1"), "Who leads", "Leading roles that somebody holds"),
		{Name: "not to a guest", Path: "/het-anker/insight/would?with=1", Header: asked("9", "en"), Lacks: []string{"Leading roles"}},
		{Name: "no such decision", Path: "/het-anker/insight/would?with=99", Header: asked("4", "en"), Status: 404},
		{Name: "nothing asked", Path: "/het-anker/insight/would", Header: asked("4", "en"), Status: 404},
		{Name: "in Dutch", Path: "/het-anker/insight/would?with=1", Header: asked("4", "nl"), Contains: []string{"Leidende rollen die iemand heeft", "Meer dan toeval?"}},
	})
}
