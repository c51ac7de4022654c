package web_test

import (
	"context"
	"fmt"
	"net"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/chromedp/chromedp/kb"

	"orpheus/face/web/webtest"
	"orpheus/internal/browser"
	"orpheus/internal/test/need"
)

var everyPage = []string{
	"/de-linde/map",
	"/de-linde/map?circle=2",
	"/de-linde/map?role=69",
	"/de-linde/map?role=81&mark=vacant",
	"/de-linde/map?at=2025-03-03&role=69",
	"/de-linde/map?at=2020-01-01",
	"/de-linde/map?view=outline",
	"/de-linde/map?role=69",
	"/de-linde/map?at=2025-03-03",
	"/de-linde/map?at=soon",
	"/de-linde/map?role=9999",
	"/nowhere",
	"/style",
}

// Every page passes axe-core in light and dark on three widths, in a language
// each, and is nowhere wider than the screen.
func TestPagesAreAccessible(t *testing.T) {
	accessible(t, serve(t), "/de-linde/map?view=map", everyPage)
}

// settled says that the picture of the map, where the page has one, is drawn
// by the script and does not move.
const settled = `!document.querySelector("#map-draw") || document.querySelector(".map-live a[tabindex='0']") && ` + still

// accessible looks at pages on three widths, in a language each, in light and in
// dark, and asks all that axe knows. Without the long looks each page is looked at
// once, on the widths and in light and dark in turn.
func accessible(t *testing.T, url, first string, pages []string) {
	b := browser.Open(t)
	for i, width := range []int{320, 390, 1280} {
		lang := []string{"nl", "da", "en"}[i]
		screen := browser.Screen{Width: width, Height: 800, Phone: width < 500}
		t.Run(fmt.Sprint(width), func(t *testing.T) {
			t.Parallel()
			p := b.Page(t, screen)
			sep := "?"
			if strings.Contains(first, "?") {
				sep = "&"
			}
			p.Open(url + first + sep + "lang=" + lang)
			for n, page := range pages {
				if !need.Long() && n%3 != i {
					continue
				}
				p.Media(screen)
				p.Open(url + page)
				p.Wait(settled)
				if byLight := n/3%2 == 0; need.Long() || byLight {
					p.Accessible()
					fits(t, p, page)
				}
				if byDark := n/3%2 == 1; need.Long() || byDark {
					dark := screen
					dark.Dark = true
					p.Media(dark)
					p.Rest()
					p.Accessible()
					fits(t, p, page+" in dark")
				}
			}
		})
	}
}

// fits fails the test for a page that is wider than the screen, or has targets
// too small to hit.
func fits(t *testing.T, p *browser.Page, page string) {
	t.Helper()
	if by := p.Sideways(); by > 0 {
		t.Errorf("%s is %.0f px wider than the screen", page, by)
	}
	if small := p.Text(smallTargets); small != "" {
		t.Errorf("%s has targets under 24 px: %s", page, small)
	}
}

// smallTargets lists what can be pressed and is smaller than 24 px, except for
// links within a sentence and on the picture of the map, which the inspector
// has as well, in full size.
const smallTargets = `[...document.querySelectorAll("a[href], button, input, select, summary")].filter(e => {
	const b = e.getBoundingClientRect()
	if (!b.width || getComputedStyle(e).visibility === "hidden" || e.matches(".map a, p a, .hush, .skip, li > span > a, .facts a, .lit-box a, .row-title a, .card-head a, .head a, dd a")) return false
	return b.width < 24 || b.height < 24
}).map(e => e.outerHTML.slice(0, 90)).join("\n")`

const focused = `document.activeElement.dataset.name ?? document.activeElement.outerHTML.slice(0, 80)`

// The outline by keyboard alone: one tab stop, arrows, fold and unfold,
// type-ahead, choosing. The focus never gets lost on the way.
func TestOutlineByKeyboard(t *testing.T) {
	url := serve(t)
	p := browser.Open(t).Page(t, browser.Wide)
	p.Open(url + "/de-linde/map?view=outline&lang=en")
	p.Wait("document.querySelectorAll('[role=treeitem][tabindex=\"0\"]').length === 1")
	p.Text(`document.querySelector("[role=treeitem][tabindex='0']").focus(); ""`)
	at := func(step, want string) {
		t.Helper()
		if got := p.Text(focused); got != want {
			t.Fatalf("%s: the focus is on %q, want %q", step, got, want)
		}
	}
	at("to begin with", "De Linde")
	p.Keys(kb.ArrowDown)
	at("down", "Director")
	p.Keys(kb.ArrowUp)
	at("up", "De Linde")
	p.Keys(kb.ArrowRight)
	at("right into an open circle", "Director")
	p.Keys("h")
	at("a letter", "Home care")
	p.Keys(kb.ArrowLeft)
	p.Wait(`document.querySelector("#C2").getAttribute("aria-expanded") === "false"`)
	at("left folds", "Home care")
	if got := p.Address(); got != "/de-linde/map?shut=2" {
		t.Errorf("folded, the address is %s", got)
	}
	p.Keys(kb.ArrowDown)
	at("down over the folded circle", "Day centres")
	p.Keys(kb.ArrowUp)
	p.Keys(kb.ArrowRight)
	p.Wait(`document.querySelector("#C2").getAttribute("aria-expanded") === "true"`)
	at("right unfolds", "Home care")
	p.Keys(kb.ArrowRight)
	at("right goes in", "Circle link")
	p.Keys(kb.ArrowLeft)
	at("left goes to the circle", "Home care")
	p.Keys(kb.End)
	at("end", "Tools")
	p.Keys(kb.Home)
	at("home", "De Linde")
	p.Keys("wou")
	at("a word", "Wound care")
	p.Keys(kb.Enter)
	p.Wait(`document.querySelector("#chosen").textContent === "Wound care"`)
	at("enter chooses and stays", "Wound care")
	p.Wait(`document.querySelector("#status").textContent.includes("Wound care")`)
	if got := p.Title(); got != "Wound care, Home care · De Linde" {
		t.Errorf("the title is %q", got)
	}
	if n := p.Number("document.querySelectorAll('[role=treeitem][tabindex=\"0\"]').length"); n != 1 {
		t.Errorf("%v tab stops", n)
	}
	p.Accessible()
}

// Star opens all folded siblings at once.
func TestOutlineOpensSiblings(t *testing.T) {
	url := serve(t)
	p := browser.Open(t).Page(t, browser.Wide)
	p.Open(url + "/de-linde/map?shut=2.6.8&view=outline&lang=en")
	p.Wait(`document.querySelector("#C2[tabindex='-1']")`)
	p.Text(`document.querySelector("#C2").focus(); ""`)
	p.Keys("*")
	p.Wait(`document.querySelectorAll("[role=treeitem][aria-expanded=false]").length === 0`)
	if got := p.Text(focused); got != "Home care" {
		t.Errorf("the focus is on %q", got)
	}
}

// On a phone the sheet of what is chosen does not cover the line it is about,
// and the focus is never under it.
func TestSheetKeepsTheLineInSight(t *testing.T) {
	url := serve(t)
	p := browser.Open(t).Page(t, browser.Phone)
	p.Open(url + "/de-linde/map?role=69&view=outline&lang=en")
	p.Wait(`document.querySelector("#R69[tabindex='0']")`)
	const covered = `(() => { const b = document.activeElement.getBoundingClientRect();
		const top = document.elementFromPoint(b.left + b.width / 2, b.top + b.height / 2);
		return document.activeElement.contains(top) ? "" : top?.outerHTML.slice(0, 80) ?? "off the screen" })()`
	p.Text(`document.querySelector("#R69").focus({preventScroll: true}); ""`)
	for range 12 {
		if by := p.Text(covered); by != "" {
			t.Fatalf("%q is covered by %s", p.Text(focused), by)
		}
		p.Keys(kb.ArrowDown)
	}
	p.Click(".inspector-grip")
	p.Wait(`document.querySelector(".inspector-tall")`)
	p.Click(".inspector-close")
	p.Wait(`!document.querySelector(".inspector-chosen")`)
}

// The slider of months and the field for a day lead into the past, Escape
// comes back.
func TestTimeBySlider(t *testing.T) {
	url := serve(t)
	p := browser.Open(t).Page(t, browser.Wide)
	p.Open(url + "/de-linde/map?role=69&view=outline&lang=en")
	p.Wait(`document.querySelector(".js input[type=range]")`)
	p.Text(`document.querySelector("input[type=range]").focus(); ""`)
	p.Keys(kb.ArrowLeft)
	p.Wait(`document.querySelector(".look-past")`)
	if got := p.Address(); got != "/de-linde/map?role=69&at=2026-03-01" {
		t.Errorf("a month back is %s", got)
	}
	p.Keys(kb.PageDown)
	p.Wait(`document.querySelector(".strip-label").textContent === "1 March 2025" && document.querySelector(".banner")?.textContent.includes("1 March 2025")`)
	if got := p.Text(`document.activeElement.getAttribute("aria-valuetext")`); got != "1 March 2025" {
		t.Errorf("the slider says %q", got)
	}
	p.Keys(kb.Escape)
	p.Wait(`!document.querySelector(".look-past")`)
	if got := p.Address(); got != "/de-linde/map?role=69" {
		t.Errorf("today is %s", got)
	}
}

// Back goes back to what was chosen before, and the focus is never lost, also
// where what had it is gone.
func TestBackAndClose(t *testing.T) {
	url := serve(t)
	p := browser.Open(t).Page(t, browser.Phone)
	p.Open(url + "/de-linde/map?view=outline&lang=en")
	p.Wait(`document.querySelector("#C1[tabindex='0']")`)
	p.Click("#R1")
	p.Wait(`document.querySelector("#chosen").textContent === "Director"`)
	p.Click("#R2")
	p.Wait(`document.querySelector("#chosen").textContent === "Facilitator"`)
	p.Text(`history.back(); ""`)
	p.Wait(`document.querySelector("#chosen").textContent === "Director" && location.search === "?role=1"`)
	p.Text(`document.querySelector(".inspector-close").focus(); ""`)
	p.Keys(kb.Enter)
	p.Wait(`!document.querySelector(".inspector-chosen")`)
	p.Wait(`document.activeElement.matches("[role=treeitem]")`)
	p.Text(`history.back(); ""`)
	p.Wait(`document.querySelector(".inspector-chosen")`)
}

// Somebody who writes does not lose a letter when the page changes around
// them, and what they opened stays open.
func TestMorphKeepsWhatIsTyped(t *testing.T) {
	url := serve(t)
	p := browser.Open(t).Page(t, browser.Wide)
	p.Open(url + "/de-linde/map?view=outline&lang=en")
	p.Wait(`document.querySelector(".js") && window.htmx`)
	p.Click(".members summary")
	p.Wait(`document.querySelector("details.members").open`)
	p.Text(`document.querySelector("#at").focus(); ""`)
	p.Text(`htmx.ajax("GET", location.pathname + "?role=69", {target: "body", swap: "innerMorph"}); ""`)
	p.Wait(`document.querySelector("#chosen").textContent === "Family contact"`)
	p.Text(`htmx.ajax("GET", location.pathname, {target: "body", swap: "innerMorph"}); ""`)
	p.Wait(`document.querySelector("#chosen").textContent === "De Linde"`)
	if got := p.Text("document.activeElement.id"); got != "at" {
		t.Errorf("the focus is on %q", got)
	}
}

// Without a connection a link does not simply do nothing.
func TestLinkWithoutServer(t *testing.T) {
	srv := httptest.NewUnstartedServer(webtest.Linde(t))
	streams, end := context.WithCancel(t.Context())
	srv.Config.BaseContext = func(net.Listener) context.Context { return streams }
	srv.Start()
	p := browser.Open(t).Page(t, browser.Wide)
	p.Open(srv.URL + "/de-linde/map?view=outline&lang=en")
	p.Wait(`document.querySelector(".js") && document.querySelector("#R1[data-htmx-powered]")`)
	p.Forgive("Failed to fetch")
	end() // one that is asked for again just then would keep the server from closing
	srv.CloseClientConnections()
	srv.Close()
	p.Text(`document.querySelector("#R1").click(); ""`)
	p.Wait(`location.href.startsWith("chrome-error:")`)
}

// The theme changes without a reload, and stays.
func TestTheme(t *testing.T) {
	url := serve(t)
	p := browser.Open(t).Page(t, browser.Wide)
	p.Open(url + "/de-linde/map?view=outline&lang=en")
	p.Click("a.to-dark")
	p.Wait(`document.documentElement.dataset.theme === "dark"`)
	p.Open(url + "/nowhere")
	if got := p.Text(`document.documentElement.dataset.theme`); got != "dark" {
		t.Errorf("on the next page the theme is %q", got)
	}
}

// Without a script everything can still be reached.
func TestWithoutScript(t *testing.T) {
	url := serve(t)
	p := browser.Open(t).Page(t, browser.Screen{Width: 1280, Height: 900, NoScript: true})
	p.Open(url + "/de-linde/map?shut=2&view=outline&lang=en")
	if got := p.Number(`document.querySelectorAll("[role=treeitem][tabindex]").length`); got != 0 {
		t.Errorf("%v lines are out of the order of tabs", got)
	}
	p.Click("#C2")
	p.Wait(`document.querySelector("#R12")`)
	p.Click("#R12")
	p.Wait(`document.querySelector("#chosen").textContent === "Wound care"`)
	p.Text(`document.querySelector("#at").value = "2025-03-03"; ""`)
	p.Click(".strip button")
	p.Wait(`document.querySelector(".look-past")`)
	if got := p.Address(); got != "/de-linde/map?role=12&open=2&at=2025-03-03" && got != "/de-linde/map?role=12&at=2025-03-03" {
		t.Errorf("the day is at %s", got)
	}
	p.Click("a[data-today]")
	p.Wait(`!document.querySelector(".look-past")`)
}
