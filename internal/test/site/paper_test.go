package site_test

import (
	"testing"

	"orpheus/internal/browser"
)

// shown lists what a selector finds and can be seen.
func (p *tab) shown(selector string) string {
	p.t.Helper()
	return p.Text(`[...document.querySelectorAll(` + "`" + selector + "`" + `)].filter(e => e.checkVisibility({visibilityProperty: true}) && e.getClientRects().length).map(e => e.outerHTML.slice(0, 90)).join("\n")`)
}

// On paper there is what the page says, black on white whatever the theme, with the
// name of the organisation; nothing to press, and nothing folded away.
func TestPaper(t *testing.T) {
	t.Parallel()
	s := serveLinde(t)
	p := s.in(s.ann, "en", browser.Screen{Width: 760, Height: 1075, Dark: true, Print: true})
	all := s.places(s.ann)
	for _, page := range []string{all[0], all[2], all[4], all[5], all[7], all[8], all[10], all[11], all[12], all[14], "/linde/insight", "/linde/insight/how/pull_share", "/linde/insight/council"} {
		p.to(page)
		p.Wait(settled)
		p.Rest()
		if pressed := p.shown(".bar, .tabs, .foot, .skip, .button, button, input:not([type=hidden]), select, textarea"); pressed != "" {
			t.Errorf("%s: on paper there is to press:\n%s", page, pressed)
		}
		if p.shown(".print-head") == "" {
			t.Errorf("%s: on paper nothing says what this is", page)
		}
		if got := p.Text(`getComputedStyle(document.body).color + " on " + getComputedStyle(document.body).backgroundColor`); got != "rgb(0, 0, 0) on rgb(255, 255, 255)" {
			t.Errorf("%s is printed %s", page, got)
		}
		if folded := p.Text(`[...document.querySelectorAll("main details:not(.menu) > :not(summary)")].filter(e => e.textContent.trim() && !e.closest("form, .no-print") && !e.matches("form") && ![...e.querySelectorAll("*")].some(c => c.matches("form")) && !e.checkVisibility()).map(e => e.outerHTML.slice(0, 90)).join("\n")`); folded != "" {
			t.Errorf("%s: folded away on paper:\n%s", page, folded)
		}
		if by := p.Sideways(); by > 1 { // millimetres are rounded
			t.Errorf("%s is %.0f px wider than the paper", page, by)
		}
	}
}

// Where the reader's system forces its colours, what colours said is said otherwise:
// a light that is on, where one is, what is chosen, what leads. axe is not asked: it
// reads the colours of the stylesheet, which nobody sees then.
func TestForcedColours(t *testing.T) {
	t.Parallel()
	s := serveLinde(t)
	p := s.in(s.ann, "en", browser.Screen{Width: 1280, Height: 800, Forced: true})
	p.to("/linde/map?view=outline&circle=2")
	p.Wait(`document.querySelector(".js") && document.querySelector(".tree-item[aria-selected=true]")`)
	for what, script := range map[string]string{
		"a light that is on is as one that is off": `(() => { const on = document.querySelector(".dot-lit"), off = document.querySelector(".dot:not(.dot-lit)"); return on && off && getComputedStyle(on).backgroundColor !== getComputedStyle(off).backgroundColor })()`,
		"nothing says where one is":                `(() => { const s = getComputedStyle(document.querySelector(".bar-nav a[aria-current]")); return s.outlineStyle === "solid" && parseFloat(s.outlineWidth) >= 2 })()`,
		"nothing says what is chosen":              `(() => { const s = getComputedStyle(document.querySelector(".tree-item[aria-selected=true]")); return s.outlineStyle === "solid" && parseFloat(s.outlineWidth) >= 2 })()`,
	} {
		if p.Text(`String(!!(`+script+`))`) != "true" {
			t.Error(what)
		}
	}
	p.to("/linde/initiatives")
	p.Wait(`document.querySelector(".js") && document.querySelector(".button-lead")`)
	if got := p.Text(`(s => s.borderStyle + " " + (parseFloat(s.borderWidth) >= 2))(getComputedStyle(document.querySelector(".button-lead")))`); got != "solid true" {
		t.Errorf("what leads has a border of %s", got)
	}
}
