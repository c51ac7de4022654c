package web_test

import (
	"testing"

	"orpheus/face/web/webtest"
)

// Help, privacy and accessibility are there for everybody, linked from the foot, in each
// language; in an organisation they say whom to ask.
func TestPagesThatExplain(t *testing.T) {
	h := lived(t)
	webtest.All(t, h, []webtest.Scenario{
		{Name: "help", Path: "/help", Contains: []string{"Ten words, explained", "Circle", "Guardrail", `href="/privacy"`, `href="/accessibility"`}},
		{Name: "from signing in", Path: "/signin", Contains: []string{`href="/help"`, `href="/privacy"`}},
		{Name: "privacy in Dutch", Path: "/privacy", Header: map[string]string{"Accept-Language": "nl"}, Contains: []string{"Wat niet wordt vastgelegd", "Een rangorde van mensen"}},
		{Name: "accessibility in Danish", Path: "/accessibility", Header: map[string]string{"Accept-Language": "da"}, Contains: []string{"WCAG 2.2", "skærmlæser"}},
		{Name: "in an organisation, with whom to ask", Path: "/het-anker/privacy", Header: asked("2", "en"), Contains: []string{"What is not recorded", "Fatima", `href="/het-anker/help"`}},
		{Name: "who sees somebody", Path: "/het-anker/people/3", Header: asked("1", "en"), Contains: []string{"Everybody in Het Anker can see this page"}},
		{Name: "not what only stewards see", Path: "/het-anker/people/3/mail", Header: asked("1", "en"), Contains: []string{"Mail address of Kofi Mensah"}, Lacks: []string{"can see this"}},
		{Name: "who sees a tension", Path: "/het-anker/tensions/4", Header: asked("2", "en"), Contains: []string{"Everybody in Het Anker can see this; guests, if they are in "}},
		{Name: "who sees a person", Path: "/het-anker/people/3", Header: asked("2", "nl"), Contains: []string{"gasten als jullie een kring delen"}},
		{Name: "a guest is told that it is a part", Path: "/het-anker/people/9", Header: asked("9", "en"), Contains: []string{"You are a guest of Het Anker and see your own circles only"}},
	})
}
