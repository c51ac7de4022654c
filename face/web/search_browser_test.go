package web_test

import (
	"net/http/httptest"
	"testing"

	"github.com/chromedp/chromedp/kb"

	"orpheus/face/web/webtest"
	"orpheus/internal/browser"
)

// The field opens by a key, lists names while one types, and leads to the one that
// is chosen; Escape closes it, and single keys do nothing in it.
func TestPalette(t *testing.T) {
	srv := httptest.NewServer(webtest.Anker(t))
	t.Cleanup(srv.Close)
	p := browser.Open(t).Page(t, browser.Wide)
	p.Open(srv.URL + "/het-anker/people?lang=en")
	p.Wait(`document.documentElement.classList.contains("js")`)
	p.Keys("/")
	p.Wait(`document.querySelector("#ask").open && document.activeElement.id === "ask-field"`)
	p.Keys("wound g m")
	p.Wait(`document.querySelector("#ask-field").value.endsWith("wound g m")`)
	p.Keys(kb.Escape)
	p.Wait(`!document.querySelector("#ask").open`)
	p.Click("a.bar-ask")
	p.Wait(`document.querySelector("#ask").open`)
	p.Keys("wound")
	p.Wait(`document.querySelector("#ask-who0[aria-selected=true]") && document.querySelector("#ask-field").getAttribute("aria-activedescendant") === "ask-who0"`)
	p.Accessible()
	p.Keys(kb.ArrowDown + kb.ArrowUp)
	p.Wait(`document.querySelector("#ask-who0[aria-selected=true]") && document.activeElement.id === "ask-field"`)
	p.Keys(kb.Enter)
	p.Wait(`location.pathname === "/het-anker/roles/2" && document.documentElement.classList.contains("js")`)
	p.Keys("gp")
	p.Wait(`location.pathname === "/het-anker/people" && document.documentElement.classList.contains("js")`)
	p.Keys("?")
	p.Wait(`document.querySelector("#keys").open`)
}
