package web_test

import (
	"net/http/httptest"
	"testing"

	"github.com/chromedp/chromedp/kb"

	"orpheus/face/web/webtest"
	"orpheus/internal/browser"
)

// An @ lists people, Enter takes one, and the words name them; the page of a conversation
// is accessible with the list open and without.
func TestMentionByKeyboard(t *testing.T) {
	h := lived(t)
	h.Me = 2
	webtest.All(t, h, []webtest.Scenario{
		{Name: "said", Path: "/het-anker/acts/tension.note", Form: form("tension", "T4", "text", "Again tonight. I rang the doctor on duty: https://example.org/on-duty."), Status: 303},
		{Name: "answered", Path: "/het-anker/acts/tension.note", Form: form("tension", "T4", "text", "And on Sunday.", "answers", "N4"), Status: 303},
		{Name: "too much", Path: "/het-anker/acts/tension.note", Form: form("tension", "T4", "text", "Too much."), Status: 303},
		{Name: "taken back", Path: "/het-anker/acts/note.take_back", Form: form("note", "N6"), Status: 303},
	})
	srv := httptest.NewServer(h)
	t.Cleanup(srv.Close)
	p := browser.Open(t).Page(t, browser.Phone)
	p.Open(srv.URL + "/het-anker/tensions/4?lang=en")
	p.Wait(`document.querySelector(".js")`)
	p.Accessible()
	p.Text(`document.querySelector("#note-text").focus(); ""`)
	p.Keys("Ask @Ko")
	p.Wait(`document.querySelector(".naming [role=option][aria-selected=true]")?.dataset.called === "Kofi Mensah"`)
	p.Keys(kb.Enter)
	p.Wait(`document.querySelector("#note-text").value.trim() === "Ask @Kofi Mensah" && !document.querySelector(".naming")`)
	p.Keys("about @N")
	p.Wait(`document.querySelector(".naming [role=option]")?.dataset.called === "Noor Hendriks"`)
	p.Accessible()
	p.Keys(kb.Escape)
	p.Wait(`!document.querySelector(".naming")`)
	p.Click(".say button[type=submit]")
	p.Wait(`document.querySelector("#N7 .mention")?.textContent === "@Kofi Mensah" && location.hash === "#N7"`)
}
