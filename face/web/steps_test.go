package web_test

import (
	"testing"

	"orpheus/face/web/webtest"
)

// Several steps, each with who and when; what was done stays in the log, of the tension
// too; what came of it and what it taught stand on both in the end.
func TestStepsAndWhatCameOfThem(t *testing.T) {
	h := lived(t)
	const work, tension = "/het-anker/initiatives/2", "/het-anker/tensions/2"
	add := func(fields ...string) webtest.Scenario {
		return webtest.Scenario{Path: "/het-anker/acts/initiative.step", Header: asked("2", "en"), Form: form(append(fields, "initiative", "I2", "_back", work)...), Status: 303}
	}
	webtest.All(t, h, []webtest.Scenario{
		add("text", "Ask the ward", "who", "P3", "due", "2026-03-18"),
		add("text", "Print the list", "who", ""),
		{Name: "both are to do", Path: work, Header: asked("2", "en"), Contains: []string{"Next steps", "Ask the ward", "Kofi Mensah", "Print the list", "Compare with Team West"}},
		{Name: "whose step it is, it waits for", Path: "/het-anker", Header: asked("3", "en"), Contains: []string{"Ask the ward"}},
		{Name: "not for who leads", Path: "/het-anker", Header: asked("2", "en"), Lacks: []string{"Ask the ward"}},
		{Name: "the form to change it begins as it is", Path: "/het-anker/acts/step.amend?step=A3", Header: asked("3", "nl"), Contains: []string{"2026-03-18", "Wie doet het"}},
		{Name: "done by whose it is", Path: "/het-anker/acts/initiative.step_done", Header: asked("3", "en"), Form: form("step", "A3", "_back", work), Status: 303},
		{Name: "in the log", Path: work, Header: asked("2", "en"), Contains: []string{"Step done", "Ask the ward"}},
		{Name: "of the tension too", Path: tension, Header: asked("2", "da"), Contains: []string{"Skridt gjort", "Ask the ward"}},
		{Name: "concluded", Path: "/het-anker/acts/initiative.conclude", Header: asked("2", "en"), Form: form("initiative", "I2", "outcome", "One list, on the tablet.", "learned", "Print it for the ambulance."), Status: 303},
		{Name: "what came of it is on the tension", Path: tension, Header: asked("3", "en"), Contains: []string{"What came of it", "One list, on the tablet.", "What it taught", "Print it for the ambulance.", "Sevgi Yıldız, Kofi Mensah led"}},
		{Name: "and on the work, with what was done", Path: work, Header: asked("3", "nl"), Contains: []string{"Wat ervan kwam", "One list, on the tablet.", "Stap gedaan", "Ask the ward"}},
	})
}

// What was said at a hand-over stands in the log of the work, with who handed it over.
func TestWordsAtAHandOver(t *testing.T) {
	h := lived(t)
	webtest.All(t, h, []webtest.Scenario{
		{Name: "asked", Path: "/het-anker/acts/lead.hand_over", Header: asked("2", "en"), Form: form("lead", "L4", "to", "P3", "word", "The doctor calls on Mondays."), Status: 303},
		{Name: "not in the log yet", Path: "/het-anker/initiatives/2", Header: asked("4", "en"), Lacks: []string{"The doctor calls"}},
		{Name: "accepted", Path: "/het-anker/acts/lead.accept", Header: asked("3", "en"), Form: form("offer", "O1"), Status: 303},
		{Name: "in the log", Path: "/het-anker/initiatives/2", Header: asked("4", "en"), Contains: []string{"The doctor calls on Mondays.", "handed over by Sevgi Yıldız"}},
		{Name: "and on the tension", Path: "/het-anker/tensions/2", Header: asked("4", "nl"), Contains: []string{"The doctor calls on Mondays.", "doorgegeven door Sevgi Yıldız"}},
	})
}
