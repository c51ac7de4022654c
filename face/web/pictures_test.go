package web_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"orpheus/internal/browser"
	"orpheus/internal/test/need"
)

// TestPictures writes pictures of the pages into the folder that
// ORPHEUS_PICTURES names, for people to look at; ORPHEUS_PICTURE is a part of
// the names of those wanted.
func TestPictures(t *testing.T) {
	dir := need.Pictures(t)
	url := serve(t)
	b := browser.Open(t)
	wide, phone := browser.Wide, browser.Phone
	dark := func(s browser.Screen) browser.Screen { s.Dark = true; return s }
	narrow := browser.Screen{Width: 320, Height: 640, Phone: true}
	for _, pic := range []struct {
		name, path string
		screen     browser.Screen
		whole      bool
	}{
		{"map-1280", "/de-linde/map?lang=en", wide, false},
		{"map-390", "/de-linde/map?lang=en", phone, false},
		{"map-whole-390", "/de-linde/map?lang=en", phone, true},
		{"map-dark-1280", "/de-linde/map?lang=en", dark(wide), false},
		{"map-dark-390", "/de-linde/map?lang=en", dark(phone), false},
		{"map-nl-1280", "/de-linde/map?lang=nl", wide, false},
		{"map-da-390", "/de-linde/map?lang=da", phone, false},
		{"role-1280", "/de-linde/map?role=66&lang=en", wide, false},
		{"role-390", "/de-linde/map?role=66&lang=en", phone, false},
		{"role-dark-390", "/de-linde/map?role=66&lang=en", dark(phone), false},
		{"circle-nl-1280", "/de-linde/map?circle=2&lang=nl", wide, false},
		{"vacant-1280", "/de-linde/map?mark=vacant&lang=en", wide, false},
		{"empty-role-1280", "/de-linde/map?role=81&lang=en", wide, false},
		{"past-1280", "/de-linde/map?at=2025-03-03&lang=en", wide, false},
		{"past-nl-390", "/de-linde/map?at=2025-03-03&lang=nl", phone, false},
		{"past-320", "/de-linde/map?at=2025-03-03&role=66&lang=en", narrow, false},
		{"map-320", "/de-linde/map?lang=nl", narrow, false},
		{"before-1280", "/de-linde/map?at=2020-01-01&lang=en", wide, false},
		{"unreadable-1280", "/de-linde/map?at=soon&lang=en", wide, false},
		{"missing-1280", "/nowhere?lang=nl", wide, false},
		{"missing-390", "/nowhere?lang=da", phone, false},
		{"map-print", "/de-linde/map?role=69&lang=en", browser.Screen{Width: 760, Height: 1075, Print: true, Dark: true}, false},
		{"map-forced-1280", "/de-linde/map?role=69&lang=en", browser.Screen{Width: 1280, Height: 800, Forced: true}, false},
		{"map-contrast-1280", "/de-linde/map?mark=vacant&lang=en", browser.Screen{Width: 1280, Height: 800, Contrast: true}, false},
		{"map-768", "/de-linde/map?circle=2&lang=nl", browser.Screen{Width: 768, Height: 1024}, false},
		{"outline-1280", "/de-linde/map?view=outline&lang=en", wide, false},
		{"outline-390", "/de-linde/map?view=outline&lang=en", phone, false},
		{"circle-1280", "/de-linde/map?circle=2&lang=en", wide, false},
		{"circle-dark-390", "/de-linde/map?circle=2&lang=en", dark(phone), false},
		{"plain-1280", "/de-linde/map?lang=en", browser.Screen{Width: 1280, Height: 800, NoScript: true}, false},
		{"plain-390", "/de-linde/map?lang=en", browser.Screen{Width: 390, Height: 844, NoScript: true}, false},
		{"front-1280", "/?lang=en", wide, false},
		{"style-1280", "/style?lang=en", wide, true},
		{"style-dark-1280", "/style?lang=en", dark(wide), true},
		{"style-390", "/style?lang=nl", phone, true},
		{"style-forced-1280", "/style?lang=en", browser.Screen{Width: 1280, Height: 800, Forced: true}, true},
	} {
		if want := os.Getenv("ORPHEUS_PICTURE"); want != "" && !strings.Contains(pic.name, want) {
			continue
		}
		t.Run(pic.name, func(t *testing.T) { // its page is closed then: a browser has six ways to a server, and a stream holds one
			p := b.Page(t, pic.screen)
			if strings.Contains(pic.path, "/map") && !strings.Contains(pic.path, "view=") {
				pic.path += "&view=map" // a browser remembers the last one
			}
			p.Open(url + pic.path)
			p.Wait("document.fonts.status === 'loaded'")
			p.Picture(filepath.Join(dir, pic.name+".png"), pic.whole)
		})
	}
}
