package site_test

import "testing"

// pinned lists what stays in place over the page while one scrolls, and is wide enough to
// hide what one reads.
const pinned = `[...document.querySelectorAll("body *")].filter(e => {
	const how = getComputedStyle(e), box = e.getBoundingClientRect();
	return (how.position === "fixed" || how.position === "sticky") && how.visibility !== "hidden" && how.clipPath === "none"
		&& box.width > innerWidth / 2 && box.height > 0 && box.bottom > 0 && box.top < innerHeight;
}).map(e => e.className || e.tagName).join(", ")`

// free fails the test for a page of which something stays in place over the rest, or that is
// wider than the window: a low one, in which there is no room for that.
func (p *tab) free(t *testing.T, page string) {
	t.Helper()
	p.Wait(settled)
	if over := p.Text(pinned); over != "" {
		t.Errorf("%s: over the page stay %s", page, over)
	}
	if by := p.Sideways(); by > 0 {
		t.Errorf("%s is %.0f px wider than the low window", page, by)
	}
}
