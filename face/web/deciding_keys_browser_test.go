package web_test

import (
	"net/http/httptest"
	"strconv"
	"testing"

	"github.com/chromedp/chromedp/kb"

	"orpheus/face/web/webtest"
	"orpheus/internal/browser"
	"orpheus/org"
	"orpheus/org/deciding"
)

// typist is somebody who only has keys.
type typist struct {
	*browser.Page
	t *testing.T
}

// to presses the tabulator until the focus is on what a selector matches, as far as there
// is anything to come to.
func (k typist) to(selector string) {
	k.t.Helper()
	on := `document.activeElement?.matches(` + strconv.Quote(selector) + `) ? 1 : 0`
	for range 250 {
		if k.Number(on) == 1 {
			return
		}
		k.Keys(kb.Tab)
	}
	k.t.Fatalf("no key leads to %s at %s", selector, k.Address())
}

// does presses something that the focus comes to by keys.
func (k typist) does(selector string) {
	k.t.Helper()
	k.to(selector)
	k.Keys(kb.Enter)
}

// at opens a page and waits until it is there.
func (k typist) at(url string) {
	k.t.Helper()
	k.Open(url)
	k.Wait(`document.readyState === "complete" && document.querySelector(".js h1")`)
}

// A consent by keys alone: it is proposed, somebody objects, it is made anew, the objection
// is let go of, and by that it is adopted.
func TestConsentByKeysAlone(t *testing.T) {
	h := webtest.Anker(t)
	h.Do(t, 3, &org.JoinCircle{Circle: 2})
	h.Me = 0
	ward, kofi := httptest.NewServer(servedTo(h, "5")), httptest.NewServer(servedTo(h, "3"))
	t.Cleanup(ward.Close)
	t.Cleanup(kofi.Close)
	b := browser.Open(t)
	w := typist{b.Page(t, browser.Wide), t}
	w.at(ward.URL + "/het-anker/propose?circle=C2&lang=en")
	w.to("#f-title")
	w.Keys("Swap nights without asking")
	w.to("#f-text")
	w.Keys("Whoever wants to swap a night does so.")
	for _, q := range []struct {
		name string
		yes  bool
	}{{"harm", false}, {"familiar", false}, {"knowable", false}, {"reactive", true}, {"undoable", true}, {"shared", true}} {
		w.to(`[name=` + q.name + `]`)
		w.Keys(" ")
		if !q.yes {
			w.Keys(kb.ArrowRight)
		}
	}
	w.Wait(`document.querySelector("#propose-ahead").textContent.includes("Consent of Home care")`)
	w.Accessible()
	w.does("#propose-press")
	w.Wait(`location.pathname.endsWith("/decisions/1")`)
	for _, p := range []org.PersonID{2, 3} {
		h.Do(t, p, &org.JudgeDecision{Decision: 1, Harm: deciding.No, Familiar: deciding.No, Knowable: deciding.No, Reactive: deciding.Yes, Undoable: deciding.Yes, Shared: deciding.Yes})
	}
	w.at(ward.URL + "/het-anker/decisions/1?lang=en")
	w.does(`#begin button[type=submit]`)
	w.Wait(`document.querySelector(".staff [aria-current]")?.textContent.includes("Questions")`)
	h.Set(webtest.Now.AddDate(0, 0, 4))
	h.Do(t, 6, &org.FeelTension{Tension: 4}) // the clock is looked at

	k := typist{b.Page(t, browser.Wide), t}
	k.at(kofi.URL + "/het-anker/decisions/1?lang=en")
	k.to("[name=says]")
	k.Keys(" ")
	k.Keys(kb.ArrowDown)
	k.to("#harm")
	k.Keys("A face the client never saw.")
	k.does("#mine button[type=submit]")
	k.Wait(`document.querySelector("#B1")?.textContent.includes("A face the client never saw.")`)

	w.at(ward.URL + "/het-anker/decisions/1?lang=en")
	w.does("#revise > summary")
	w.to("#revise-text")
	w.Keys("Not within a day. ")
	w.to("#revise-why")
	w.Keys("For Kofi.")
	w.does("#revise button[type=submit]")
	w.Wait(`document.querySelector("#text-title")?.parentNode.textContent.includes("version 2")`)
	for _, p := range []org.PersonID{1, 2} {
		h.Do(t, p, &org.GiveConsent{Decision: 1, Says: org.Consents})
	}
	k.at(kofi.URL + "/het-anker/decisions/1?lang=en")
	k.does(`#B1 button[value=withdrawn]`)
	k.Wait(`document.querySelector("#outcome")?.textContent.includes("Adopted")`)
}
