package web_test

import (
	"testing"

	"orpheus/face/web/webtest"
)

// A conversation on a tension and on the work that answers it, as several people see it.
func TestConversation(t *testing.T) {
	h := lived(t)
	webtest.All(t, h, []webtest.Scenario{
		{Name: "nothing yet", Path: "/het-anker/tensions/4", Header: asked("2", "en"), Contains: []string{"Conversation", "Nobody has said anything yet", `name="text"`, "Everybody here can read it"}},
		{Name: "said, with a name and an address", Path: "/het-anker/acts/tension.note", Header: asked("2", "en"), Form: form("tension", "T4", "text", "Again tonight. @Kofi Mensah had it, see https://example.org/a?b=1&c=2. <i>", "_back", "/het-anker/tensions/4"), Status: 303, Is: map[string]string{"Location": "/het-anker/tensions/4#N4"}},
		{
			Name: "it is there, with the hour", Path: "/het-anker/tensions/4", Header: asked("3", "en"),
			Contains: []string{`<a class="mention" href="/het-anker/people/3">@Kofi Mensah</a> had it`, `<a href="https://example.org/a?b=1&amp;c=2" rel="noopener noreferrer nofollow ugc">`, "&lt;i&gt;", `id="N4"`, "10:30", "Reply"},
			Lacks:    []string{"@P3", "Take back", "Correct<"},
		},
		{Name: "in Dutch", Path: "/het-anker/tensions/4", Header: asked("3", "nl"), Contains: []string{"Gesprek", "Antwoorden", "10.30 uur"}},
		{Name: "its own words can be corrected", Path: "/het-anker/tensions/4?correct=N4", Header: asked("2", "en"), Contains: []string{"Again tonight. @Kofi Mensah had it", `name="_mentions" value="P3"`}},
		{Name: "others see no form for it", Path: "/het-anker/tensions/4?correct=N4", Header: asked("3", "en"), Lacks: []string{`action="/het-anker/acts/note.correct"`}},
		{Name: "an answer asks in its place", Path: "/het-anker/tensions/4?answer=N4", Header: asked("3", "da"), Contains: []string{"Dit svar til Sevgi Yıldız", `name="answers" value="N4"`}},
		{Name: "answered", Path: "/het-anker/acts/tension.note", Header: asked("3", "en"), Form: form("tension", "T4", "text", "Not me.", "answers", "N4", "_back", "/het-anker/tensions/4"), Status: 303, Is: map[string]string{"Location": "/het-anker/tensions/4#N5"}},
		{Name: "answers stand under it", Path: "/het-anker/tensions/4", Header: asked("4", "en"), Contains: []string{`<ol class="talk-answers">`, "Not me."}},
		{Name: "refused, and the words are as they were typed", Path: "/het-anker/acts/tension.note", Header: asked("3", "en"), Form: form("tension", "T4", "text", "Ask @Ayla Øvergaard."), Status: 409, Contains: []string{"Ask @Ayla Øvergaard.", "is a guest and cannot read this"}},
		{Name: "of somebody who is nobody it stays as typed", Path: "/het-anker/acts/tension.note", Header: asked("3", "en"), Form: form("tension", "T4", "text", "Ask @Nobody or kofi@Kofi Mensah.example."), Status: 303},
		{Name: "corrected", Path: "/het-anker/acts/note.correct", Header: asked("2", "en"), Form: form("note", "N4", "text", "Again this night.", "_back", "/het-anker/tensions/4#N4"), Status: 303, Is: map[string]string{"Location": "/het-anker/tensions/4#N4"}},
		{Name: "says so", Path: "/het-anker/tensions/4", Header: asked("3", "en"), Contains: []string{"Again this night.", "corrected Tue 17 March, 10:30", "Ask @Nobody or kofi@Kofi Mensah.example."}, Lacks: []string{"Again tonight"}},
		{Name: "not by others", Path: "/het-anker/acts/note.take_back", Header: asked("3", "en"), Form: form("note", "N4"), Status: 403},
		{Name: "taken back", Path: "/het-anker/acts/note.take_back", Header: asked("2", "en"), Form: form("note", "N4", "_back", "/het-anker/tensions/4#N4"), Status: 303},
		{Name: "a line without words and name", Path: "/het-anker/tensions/4", Header: asked("3", "en"), Contains: []string{"Somebody took back their words", "Not me."}, Lacks: []string{"Again this night"}},
		{Name: "nor from another day", Path: "/het-anker/tensions/4?at=2026-03-17T09:30:00Z", Header: asked("3", "en"), Lacks: []string{"Again"}},
		{Name: "nor found", Path: "/het-anker/search?q=tonight", Header: asked("3", "en"), Lacks: []string{"Again"}},
		{Name: "what is said on the work stands on the tension", Path: "/het-anker/tensions/2", Header: asked("2", "en"), Contains: []string{"Two teams take part, for twelve weeks."}},
		{Name: "names by letters", Path: "/het-anker/choices?of=P&q=kof", Header: asked("2", "en"), Contains: []string{`data-ref="P3"`, `data-called="Kofi Mensah"`}, Lacks: []string{"Noor"}},
		{Name: "a guest is offered whom they know", Path: "/het-anker/choices?of=P&q=", Header: asked("9", "en"), Lacks: []string{`data-ref="P6"`}},
	})
}
