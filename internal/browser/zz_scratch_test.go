package browser_test

import (
	"os"
	"strings"
	"testing"

	"orpheus/internal/browser"
)

func TestShots(t *testing.T) {
	link := os.Getenv("LINK")
	base := link[:strings.Index(link, "/signin")] + "/linde"
	for name, screen := range map[string]browser.Screen{"1280": browser.Wide, "390": browser.Phone} {
		p := browser.Open(t).Page(t, screen)
		p.Open(link)
		for _, path := range strings.Split(os.Getenv("PATHS"), " ") {
			p.Open(base + path)
			p.Rest()
			file := "/tmp/scr/shot" + strings.NewReplacer("/", "_", "?", "-", "=", "-").Replace(path) + "-" + name + ".png"
			p.Picture(file, os.Getenv("WHOLE") != "")
		}
	}
}
