package site_test

import (
	"fmt"
	"testing"

	"github.com/chromedp/chromedp/kb"
)

// hand is how somebody uses a page: what they press is found by a script that
// returns it.
type hand interface {
	press(p *tab, find string)
	write(p *tab, find, text string)
	choose(p *tab, find, value string)
}

// pointer uses a page as with a finger or a mouse: it presses where things lie, and
// needs no script.
type pointer struct{}

func (pointer) press(p *tab, find string) { p.Press(find) }

// What moved away under the finger, as the page grew, is pressed once more.
func (pointer) write(p *tab, find, text string) {
	for range 3 {
		p.Press(find)
		if p.Number(`document.activeElement === (`+find+`) ? 1 : 0`) == 1 {
			break
		}
	}
	p.Wait(`document.activeElement === (` + find + `)`)
	p.Keys(text)
}

// A list that opens is drawn by the system, out of reach of a pointer here: it gets
// the focus, and keys choose.
func (pointer) choose(p *tab, find, value string) {
	p.Wait(find)
	p.Text(`(` + find + `).focus(); ""`)
	keys{}.choose(p, find, value)
}

// keys uses a page by keyboard alone: Tab until the focus is there.
type keys struct{}

func (keys) reach(p *tab, find string) {
	p.Wait(find)
	for range 400 {
		if p.Number(`document.activeElement === (`+find+`) ? 1 : 0`) == 1 {
			return
		}
		p.Keys(kb.Tab)
	}
	p.Wait(`"no key leads to" === ` + fmt.Sprintf("%q", find))
}

func (k keys) press(p *tab, find string) {
	k.reach(p, find)
	if p.Number(`document.activeElement.matches("input[type=radio], input[type=checkbox]") ? 1 : 0`) == 1 {
		p.Keys(" ")
		return
	}
	p.Keys(kb.Enter)
}

func (k keys) write(p *tab, find, text string) {
	k.reach(p, find)
	p.Keys(text)
}

func (k keys) choose(p *tab, find, value string) {
	k.reach(p, find)
	for range 60 {
		if p.Text(`document.activeElement.value`) == value {
			return
		}
		p.Keys(kb.ArrowDown)
	}
	p.Wait(`"nothing to choose" === ` + fmt.Sprintf("%q", value))
}

// choosesOf comes to a row of which one is chosen, and goes along it by arrows.
func (k keys) choosesOf(p *tab, row, value string) {
	p.Wait(one(row))
	for range 400 {
		if p.Number(fmt.Sprintf(`document.activeElement?.matches(%q) ? 1 : 0`, row)) == 1 {
			break
		}
		p.Keys(kb.Tab)
	}
	p.Keys(" ")
	for range 10 {
		if p.Text(`document.activeElement.value`) == value {
			return
		}
		p.Keys(kb.ArrowDown)
	}
	p.Wait(`"nothing to choose" === ` + fmt.Sprintf("%q", row))
}

func one(selector string) string { return fmt.Sprintf("document.querySelector(%q)", selector) }

// within finds something in the smallest part of a page that has a text.
func within(part, text, selector string) string {
	return fmt.Sprintf(`[...document.querySelectorAll(%q)].find(e => e.textContent.includes(%q) && e.querySelector(%q))?.querySelector(%q)`, part, text, selector, selector)
}

// linkTo finds a link that can be seen.
func linkTo(address string) string {
	return fmt.Sprintf(`[...document.querySelectorAll("a[href]")].find(a => a.getAttribute("href") === %q && a.checkVisibility())`, address)
}

// goTo follows links from page to page, as somebody does who types no address.
func (p *tab) goTo(h hand, addresses ...string) {
	for _, address := range addresses {
		if p.Address() != address {
			h.press(p, linkTo(address))
		}
		p.Wait(fmt.Sprintf(`location.pathname + location.search === %q && document.querySelector("main")`, address))
	}
}

// unloaded marks the page, so that a reload shows.
func (p *tab) unloaded() { p.Text(`window.here = "still"; ""`) }

func (p *tab) stayed(t *testing.T, where string) {
	t.Helper()
	if p.Text(`window.here ?? ""`) != "still" {
		t.Errorf("%s: the page was loaded anew", where)
	}
}
