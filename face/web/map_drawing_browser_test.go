package web_test

import (
	"fmt"
	"net/http/httptest"
	"testing"
	"time"

	"github.com/chromedp/chromedp/kb"

	"orpheus/internal/browser"
)

const (
	inMap = `(document.activeElement.closest("#map a")?.getAttribute("aria-label") ?? document.activeElement.outerHTML.slice(0, 80)).split(",")[0]`
	live  = `document.querySelector(".map-live a[tabindex='0']")`
	still = `!document.querySelector(".map-live")?.style.transform`
)

// atRest says that something in the picture is drawn and stayed where it is for three
// frames: a click goes to where it is, so it must not be on its way. Two looks within one
// frame of a busy machine would say nothing.
func atRest(selector string) string {
	return `(() => { const e = document.querySelector("` + selector + `"); if (!e || !(` + still + `)) return false
		if (!window.frame) { window.frame = 1; const next = () => { window.frame++; requestAnimationFrame(next) }; next() }
		const b = e.getBoundingClientRect(), now = ["` + selector + `", b.x, b.y, b.width].join(), was = window.wasAt
		if (was?.now !== now) window.wasAt = {now, frame: window.frame}
		return was?.now === now && window.frame >= was.frame + 3 })()`
}

// The picture by keyboard alone: one tab stop, arrows to what lies in that
// direction, Enter in, Escape out to where one was.
func TestPictureByKeyboard(t *testing.T) {
	url := serve(t)
	screen := browser.Wide
	screen.Still = true
	p := browser.Open(t).Page(t, screen)
	p.Open(url + "/de-linde/map?view=map&lang=en")
	p.Wait(live)
	if n := p.Number(`document.querySelectorAll("#map-draw a[tabindex='0']").length`); n != 1 {
		t.Errorf("%v tab stops", n)
	}
	if n := p.Number(`document.querySelectorAll("#map-draw a").length`); n != 15 {
		t.Errorf("%v links, want 7 roles and 8 circles", n)
	}
	p.Text(live + `.focus(); ""`)
	at := func(step, want string) {
		t.Helper()
		for end := time.Now().Add(20 * time.Second); ; time.Sleep(20 * time.Millisecond) {
			got := p.Text(inMap) // the focus comes when the picture is drawn
			if got == want {
				return
			}
			if time.Now().After(end) {
				t.Fatalf("%s: the focus is on %q, want %q", step, got, want)
			}
		}
	}
	at("to begin with", "Home care")
	for _, d := range []struct{ name, key, ahead string }{
		{"right", kb.ArrowRight, "x, y"}, {"down", kb.ArrowDown, "y, x"}, {"left", kb.ArrowLeft, "-x, y"}, {"up", kb.ArrowUp, "-y, x"},
	} {
		// What lies more ahead than aside of where the focus is; kept, to see whether it went there.
		there := p.Number(`(() => {
			const mid = e => { const b = e.getBoundingClientRect(); return [b.x + b.width / 2, b.y + b.height / 2] }
			const from = mid(document.activeElement)
			window.ahead = [...document.querySelectorAll("#map-draw a")].filter(e => {
				const [x, y] = mid(e).map((n, i) => n - from[i]), [on, aside] = [` + d.ahead + `]
				return on > 1 && Math.abs(aside) <= on
			})
			return window.ahead.length })()`)
		p.Keys(d.key)
		if there > 0 {
			p.Wait(`window.ahead.includes(document.activeElement)`)
		}
	}
	p.Text(`[...document.querySelectorAll("#map-draw a")].find(e => e.id === "mC9").focus(); ""`)
	at("on another circle", "Planning and mobility")
	p.Keys(kb.Enter)
	p.Wait(`document.querySelector("#chosen").textContent === "Planning and mobility" && location.search === "?circle=9" && ` + still)
	at("enter goes in", "Roster desk")
	p.Accessible()
	p.Keys(kb.Escape)
	p.Wait(`document.querySelector("#chosen").textContent === "De Linde" && location.search === ""`)
	at("escape goes out to where one was", "Planning and mobility")
	p.Keys(kb.Home)
	at("home", "Home care")
	p.Keys(kb.Enter)
	p.Wait(`document.querySelector("#chosen").textContent === "Home care"`)
	p.Keys(kb.Backspace) // perhaps before the page has settled
	p.Wait(`document.querySelector("#chosen").textContent === "De Linde"`)
	at("backspace", "Home care")
	if n := p.Number(`document.querySelectorAll("#map-draw a[tabindex='0']").length`); n != 1 {
		t.Errorf("%v tab stops", n)
	}
}

// A click goes one level in, a click beside it one level out, and the way back
// of the browser is followed.
func TestPictureByPointer(t *testing.T) {
	url := serve(t)
	p := browser.Open(t).Page(t, browser.Wide)
	p.Open(url + "/de-linde/map?view=map&lang=en")
	p.Wait(live)
	p.Wait(atRest("#mC6"))
	p.Click("#mC6")
	p.Wait(`document.querySelector("#chosen").textContent === "Day centres" && document.querySelector("#mC12") && ` + still)
	p.Wait(`(() => { const b = document.querySelector(".m-here").getBoundingClientRect(), s = document.querySelector("#map-draw"); const part = b.width / Math.min(s.clientWidth, s.clientHeight); return part > .76 && part < .82 })()`)
	p.Wait(atRest("#mC12"))
	p.Click("#mC12")
	p.Wait(`document.querySelector("#chosen").textContent === "Het Anker" && ` + still)
	p.Text(`history.back(); ""`)
	p.Wait(`document.querySelector("#chosen").textContent === "Day centres" && document.querySelector("#mC12")`)
	p.Text(`document.querySelector("#map-draw .m-0").dispatchEvent(new MouseEvent("click", {bubbles: true, cancelable: true})); ""`)
	p.Wait(`document.querySelector("#chosen").textContent === "De Linde" && document.querySelector("#mC2")`)
	p.Wait(`(() => { const s = document.querySelector("#map-draw"); return Math.abs(document.querySelector("#map-draw .m-0").getBoundingClientRect().width - Math.min(s.clientWidth, s.clientHeight) / 1.1) < 3 })()`)
	p.Wait(atRest("#mR1"))
	p.Click("#mR1")
	p.Wait(`document.querySelector("#chosen").textContent === "Director"`)
	p.Wait(`document.querySelector("#mR1 .m-here")?.getBoundingClientRect().width > 100`)
	p.Click("[data-zoom='0']")
	p.Wait(`document.querySelector("#chosen").textContent === "De Linde" && location.search === ""`)
	p.Accessible()
}

// From one day to another what stays glides to its place, what is new grows and
// what is gone shrinks; for those who asked for less motion it is there at once.
func TestPictureGlides(t *testing.T) {
	url := serve(t)
	for _, still := range []bool{false, true} {
		screen := browser.Wide
		screen.Still = still
		p := browser.Open(t).Page(t, screen)
		p.EvenFrames()
		p.Open(url + "/de-linde/map?view=map&lang=en")
		p.Wait(live)
		p.Wait(atRest("#mC2"))
		was := p.Number(`document.querySelectorAll("#map-draw circle").length`)
		p.Text(`(() => { const seen = window.seen = {at: new Set(), many: new Set()}, look = () => {
			const c = document.querySelector("#mC2 circle")
			if (c) seen.at.add(c.getAttribute("cx") + " " + c.getAttribute("r"))
			seen.many.add(document.querySelectorAll("#map-draw circle").length)
			requestAnimationFrame(look) }
			look()
			const r = document.querySelector("form.strip input[type=range]"); r.value = 3
			r.dispatchEvent(new Event("input", {bubbles: true})); return "" })()`)
		p.Wait(`document.querySelector(".look-past") && document.querySelector(".strip-label").textContent.includes("2024")`)
		p.Wait(atRest("#mC2"))
		p.Wait(`document.querySelectorAll("#map-draw circle").length !== ` + fmt.Sprint(was))
		p.Wait(atRest("#mC2"))
		places, counts := p.Number(`seen.at.size`), p.Number(`seen.many.size`)
		// What is on its way is there beside what was and what will be.
		if still && (places > 3 || counts > 2) || !still && (places < 10 || counts < 3) {
			t.Errorf("still %v: %v places and %v counts on the way", still, places, counts)
		}
		p.Text(`document.querySelector("a[data-today]").click(); ""`)
		p.Wait(`!document.querySelector(".look-past") && document.querySelectorAll("#map-draw circle").length === ` + fmt.Sprint(was))
	}
}

// Of a large organisation only what can be seen is in the page.
func TestPictureOfManyStaysLight(t *testing.T) {
	srv := httptest.NewServer(wood(t, 1000))
	t.Cleanup(srv.Close) // after the page, whose stream holds the server
	p := browser.Open(t).Page(t, browser.Wide)
	p.Open(srv.URL + "/wood/map?view=map&lang=en")
	p.Wait(live)
	nodes := func() float64 { return p.Number(`document.querySelectorAll("#map-draw *").length`) }
	begun, draws := nodes(), p.Number(`+document.querySelector("#map-draw").dataset.draws`)
	most := begun
	for range 12 {
		p.Click("[data-zoom='1.5']")
		most = max(most, nodes())
	}
	p.Wait(still)
	drawn := p.Number(`+document.querySelector("#map-draw").dataset.draws`) - draws
	t.Logf("%v nodes at first, %v at most, %v after 12 steps, %v draws", begun, most, nodes(), drawn)
	if drawn < 3 || drawn > 30 {
		t.Errorf("12 steps closer took %v draws", drawn)
	}
	if most > 12_000 || nodes() > 1500 {
		t.Errorf("%v nodes at most, %v when close", most, nodes())
	}
}

// Without a script the picture is made of links.
func TestPictureWithoutScript(t *testing.T) {
	url := serve(t)
	p := browser.Open(t).Page(t, browser.Screen{Width: 1280, Height: 900, NoScript: true})
	p.Open(url + "/de-linde/map?view=map&lang=en")
	p.Click("#mC2")
	p.Wait(`document.querySelector("#chosen").textContent === "Home care"`)
	p.Click("#mC3")
	p.Wait(`document.querySelector("#chosen").textContent === "Team Oost"`)
	p.Click("#mR69")
	p.Wait(`document.querySelector("#chosen").textContent === "Family contact"`)
	p.Click(".segments a:not([aria-current])")
	p.Wait(`document.querySelector("#R69[aria-selected=true]")`)
}
