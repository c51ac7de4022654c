package web_test

import (
	"net/http/httptest"
	"path/filepath"
	"strings"
	"testing"

	"orpheus/face/web/webtest"
	"orpheus/internal/browser"
	"orpheus/internal/test/need"
)

// seenPlaces are the states of these pages that look different from each other.
var seenPlaces = []string{
	"/het-anker/circles/2", "/het-anker/roles/2", "/het-anker/roles/3", "/het-anker/people", "/het-anker/people/2", "/het-anker/people/8",
	"/het-anker/tensions/2", "/het-anker/tensions/3", "/het-anker/initiatives", "/het-anker/initiatives/1", "/het-anker/initiatives/2",
	"/het-anker/stream", "/het-anker/stream?kind=learning", "/het-anker/initiatives/2?at=2025-11-20", "/het-anker/initiatives/2?at=2024-03-03",
}

// Every page about a thing passes axe-core in light and dark on three widths,
// in a language each, and is nowhere wider than the screen.
func TestPlacesAreAccessible(t *testing.T) {
	srv := httptest.NewServer(webtest.Anker(t))
	t.Cleanup(srv.Close)
	accessible(t, srv.URL, "/het-anker/people", seenPlaces)
}

// Narrowing the stream needs no script, and keeps the moment.
func TestStreamWithoutScript(t *testing.T) {
	srv := httptest.NewServer(webtest.Anker(t))
	t.Cleanup(srv.Close)
	p := browser.Open(t).Page(t, browser.Screen{Width: 1280, Height: 900, NoScript: true})
	p.Open(srv.URL + "/het-anker/stream?lang=en")
	p.Open(srv.URL + "/het-anker/stream?at=2025-12-10")
	p.Text(`document.querySelector("#kind").value = "lead"; ""`)
	p.Click(".filters button")
	p.Wait(`document.querySelector("#kind").value === "lead" && location.search.includes("kind=lead")`)
	if got := p.Address(); !strings.Contains(got, "at=2025-12-10") {
		t.Errorf("the moment is lost: %s", got)
	}
}

// TestPicturesOfPlaces writes pictures of these pages, as TestPictures does.
func TestPicturesOfPlaces(t *testing.T) {
	dir := need.Pictures(t)
	srv := httptest.NewServer(webtest.Anker(t))
	t.Cleanup(srv.Close)
	b := browser.Open(t)
	wide, phone := browser.Wide, browser.Phone
	dark := func(s browser.Screen) browser.Screen { s.Dark = true; return s }
	for _, pic := range []struct {
		name, path string
		screen     browser.Screen
	}{
		{"circle-page-1280", "circles/2?lang=en", wide},
		{"circle-page-nl-390", "circles/2?lang=nl", phone},
		{"role-page-1280", "roles/2?lang=en", wide},
		{"role-page-empty-nl-390", "roles/3?lang=nl", phone},
		{"person-page-1280", "people/2?lang=en", wide},
		{"person-page-dark-1280", "people/2?lang=nl", dark(wide)},
		{"person-page-390", "people/2?lang=da", phone},
		{"person-page-erased-390", "people/8?lang=en", dark(phone)},
		{"people-page-1280", "people?lang=en", wide},
		{"tension-page-1280", "tensions/2?lang=en", wide},
		{"initiative-page-1280", "initiatives/2?lang=en", wide},
		{"initiative-page-dark-390", "initiatives/2?lang=nl", dark(phone)},
		{"initiative-page-past-1280", "initiatives/2?at=2025-11-20&lang=en", wide},
		{"initiative-page-past-390", "initiatives/2?at=2025-11-20&lang=en", phone},
		{"initiatives-page-1280", "initiatives?lang=en", wide},
		{"initiatives-page-dark-390", "initiatives?lang=nl", dark(phone)},
		{"stream-page-1280", "stream?lang=en", wide},
		{"stream-page-390", "stream?lang=nl", phone},
	} {
		t.Run(pic.name, func(t *testing.T) { // its page is closed then, and its stream
			p := b.Page(t, pic.screen)
			p.Open(srv.URL + "/het-anker/" + pic.path)
			p.Wait("document.fonts.status === 'loaded'")
			p.Picture(filepath.Join(dir, pic.name+".png"), true)
		})
	}
}
