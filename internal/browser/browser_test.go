package browser

import (
	"strings"
	"testing"
)

const bad = `data:text/html,<title>x</title><html lang=en><main><h1>x</h1><img src=x><p style="color:%23ccc">pale</p><div style="width:2000px">wide</div></main>`

func TestMain(m *testing.M) { Main(m) }

// The checks find what they are for.
func TestChecksFind(t *testing.T) {
	p := Open(t).Page(t, Phone)
	p.Open(bad)
	found := p.Violations()
	for _, rule := range []string{"image-alt", "color-contrast"} {
		if !strings.Contains(found, rule) {
			t.Errorf("axe did not find %s: %s", rule, found)
		}
	}
	if found := p.axe(colourRules); !strings.Contains(found, "color-contrast") || strings.Contains(found, "image-alt") {
		t.Errorf("the rules for colours found: %s", found)
	}
	if p.Sideways() <= 0 {
		t.Error("a page wider than the screen went unnoticed")
	}
}

func TestWishesReachThePage(t *testing.T) {
	p := Open(t).Page(t, Screen{Width: 320, Height: 500, Dark: true, Contrast: true, Still: true, Forced: true})
	p.Open("about:blank")
	for _, wish := range []string{"(prefers-color-scheme: dark)", "(prefers-contrast: more)", "(prefers-reduced-motion: reduce)", "(forced-colors: active)", "(width: 320px)"} {
		p.Wait("matchMedia('" + wish + "').matches")
	}
}
