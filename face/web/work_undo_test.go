package web_test

import (
	"testing"

	"orpheus/face/web/webtest"
)

// What one just raised and took is undone by a press, and said; a no is told to whoever
// asked, with its reason, and to nobody else.
func TestUndoOfWorkAndANo(t *testing.T) {
	h := lived(t)
	webtest.All(t, h, []webtest.Scenario{
		{Name: "taken", Path: "/het-anker/acts/lead.take", Header: asked("2", "en"), Form: form("tension", "T4"), Status: 303},
		{Name: "undo is offered", Path: "/het-anker/stream", Header: asked("2", "en"), Contains: []string{`action="/het-anker/undo/`}},
		{Name: "to nobody else", Path: "/het-anker/stream", Header: asked("3", "en"), Lacks: []string{`action="/het-anker/undo/`}},
		{Name: "asked", Path: "/het-anker/acts/lead.offer", Header: asked("2", "en"), Form: form("tension", "T5", "to", "P3"), Status: 303},
		{Name: "the form says who reads it", Path: "/het-anker/acts/lead.decline?offer=O1", Header: asked("3", "nl"), Contains: []string{"Alleen wie het vroeg leest dit", `name="word"`}},
		{Name: "no", Path: "/het-anker/acts/lead.decline", Header: asked("3", "en"), Form: form("offer", "O1", "word", "I am on leave then."), Status: 303},
		{Name: "on their home", Path: "/het-anker", Header: asked("2", "en"), Contains: []string{"said no"}},
		{Name: "told to whoever asked", Path: "/het-anker/tensions/5", Header: asked("2", "en"), Contains: []string{"Kofi Mensah said no", "I am on leave then.", "Only the two of you see this."}},
		{Name: "not to others", Path: "/het-anker/tensions/5", Header: asked("4", "en"), Lacks: []string{"said no", "on leave"}},
		{Name: "nor in the log", Path: "/het-anker/stream", Header: asked("4", "en"), Lacks: []string{"said no", "on leave"}},
		{Name: "nor found", Path: "/het-anker/search?q=leave", Header: asked("4", "en"), Lacks: []string{"I am on leave then"}},
	})
}
