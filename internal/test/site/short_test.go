package site_test

import (
	"fmt"
	"strings"
	"testing"

	"orpheus/internal/browser"
	"orpheus/internal/test/need"
)

// pinned lists what stays in place over the page while one scrolls, and is wide enough to
// hide what one reads.
const pinned = `[...document.querySelectorAll("body *")].filter(e => {
	const how = getComputedStyle(e), box = e.getBoundingClientRect();
	return (how.position === "fixed" || how.position === "sticky") && how.visibility !== "hidden" && how.clipPath === "none"
		&& box.width > innerWidth / 2 && box.height > 0 && box.bottom > 0 && box.top < innerHeight;
}).map(e => e.className || e.tagName).join(", ")`

// In a low window, as a page at 400 % has one or a phone held sideways, nothing stays in
// place over the page, and nothing is wider than it. Without the long looks each page is
// looked at in one of the two.
func TestLowWindowsAreForReading(t *testing.T) {
	t.Parallel()
	s := serveLinde(t)
	pages := s.places(s.ann)
	for n, screen := range []browser.Screen{{Width: 320, Height: 256}, {Width: 844, Height: 390, Phone: true}} {
		t.Run(fmt.Sprintf("%dx%d", screen.Width, screen.Height), func(t *testing.T) {
			t.Parallel()
			p := s.open(t, s.ann, []string{"nl", "da"}[n], screen)
			for i, page := range pages {
				if strings.Contains(page, "/acts/") && i%8 != n || !need.Long() && i%2 != n { // forms are of one make
					continue
				}
				p.to(page)
				p.Wait(settled)
				if over := p.Text(pinned); over != "" {
					t.Errorf("%s: over the page stay %s", page, over)
				}
				if by := p.Sideways(); by > 0 {
					t.Errorf("%s is %.0f px wider than the window", page, by)
				}
			}
		})
	}
}
