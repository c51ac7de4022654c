package web_test

import (
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/chromedp/chromedp/kb"

	"orpheus/face/web/webtest"
	"orpheus/internal/browser"
)

// A circle that has the focus shows its ties alone, arrows go from dot to dot and say what was led,
// and the slider draws another month in the same places.
func TestWhoLeadsWhomByHand(t *testing.T) {
	srv := httptest.NewServer(webtest.Crowd(t, 40))
	t.Cleanup(srv.Close)
	p := browser.Open(t).Page(t, browser.Wide)
	p.Open(srv.URL + crowdTies + "?lang=en")
	p.Wait(`document.querySelector("script[src*='ties.js']")`)
	p.Wait(`(document.querySelector(".ties a[data-c='2']").focus(), document.querySelector("svg.ties").classList.contains("ties-apart"))`)
	p.Wait(`[...document.querySelectorAll("svg.ties path.on")].every(l => l.dataset.c.split(" ").includes("2")) && document.querySelector("svg.ties path.on")`)
	p.Keys(kb.ArrowRight)
	p.Wait(`/^Led in the open: Work/.test(document.querySelector(".ties-tip").textContent)`)
	p.Wait(`(window.said = document.querySelector(".ties-tip").textContent, true)`)
	p.Keys(kb.ArrowRight)
	p.Wait(`document.querySelector(".ties-tip").textContent !== window.said`)
	p.Keys(kb.Escape)
	p.Wait(`!document.querySelector(".ties-tip")`)
	p.Wait(`(window.place = document.querySelector(".dot-first[cx]:has(title)").getAttribute("cx"), true)`)
	p.Wait(`(document.querySelector(".ties-year input[type=range]").focus(), true)`)
	p.Keys(kb.ArrowLeft)
	p.Wait(`new URL(location).searchParams.get("month") === "12" && document.querySelector(".ties-year h2").textContent === "One month of it"`)
	const to = `(r => { r.value = %s; r.dispatchEvent(new Event("input", {bubbles: true})); return true })(document.querySelector(".ties-year input[type=range]"))`
	p.Wait(strings.Replace(to, "%s", "7", 1))
	p.Wait(`new URL(location).searchParams.get("month") === "7" && document.querySelector("[data-say]").textContent !== ""`)
	p.Wait(`document.querySelector(".dot-first[cx]:has(title)").getAttribute("cx") === window.place`)
	p.Accessible()
	p.Wait(strings.Replace(to, "%s", "12", 1))
	p.Wait(`new URL(location).searchParams.get("month") === "12"`)
	p.Click("[data-play]")
	p.Wait(`new URL(location).searchParams.get("month") === "13" && document.querySelector("[data-play]").getAttribute("aria-pressed") === "false"`)
}
