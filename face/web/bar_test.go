package web_test

import (
	"os"
	"regexp"
	"slices"
	"testing"

	"orpheus/face/web/webtest"
	"orpheus/org"
)

// The bar has the colour that stewards chose, by a style sheet; a faint one is refused with
// the nearest shade as a button.
func TestBarOfItsOwn(t *testing.T) {
	h := webtest.Anker(t)
	set := func(colour string, status int, contains ...string) webtest.Scenario {
		return webtest.Scenario{Name: colour, Path: "/het-anker/acts/org.bar", Form: form("colour", colour), Header: asked("1", "en"), Status: status, Contains: contains}
	}
	const sheet = `/assets/bar/1b4332.css`
	webtest.All(t, h, []webtest.Scenario{
		{Name: "the form", Path: "/het-anker/acts/org.bar", Header: asked("1", "nl"), Contains: []string{`type="color"`, `value="#23142c"`}},
		set("#ffd43b", 422, "hard to read", `name="colour" value="`+org.ReadableBar("#ffd43b")+`"`, "Take "+org.ReadableBar("#ffd43b")),
		set("#1b4332", 303),
		{Name: "a page", Path: "/het-anker/people", Header: asked("5", "en"), Contains: []string{sheet, `content="#1b4332"`}},
		{Name: "its style", Path: sheet, Contains: []string{"--bar:#1b4332"}, Has: map[string]string{"Content-Type": "text/css", "Cache-Control": "immutable"}},
		{Name: "of a faint colour", Path: "/assets/bar/ffd43b.css", Status: 404},
		{Name: "of no colour", Path: "/assets/bar/x%7D.css", Status: 404},
		{Name: "settings", Path: "/het-anker/settings", Header: asked("5", "en"), Contains: []string{"#1b4332", "Who may invite guests", "Every member"}},
		set("", 303),
		{Name: "as it was", Path: "/het-anker/people", Header: asked("5", "en"), Lacks: []string{"/assets/bar/"}},
	})
}

// The domain knows what is written on the bar as the style has it.
func TestBarTextsAreThose(t *testing.T) {
	css, err := os.ReadFile("assets/src/css/tokens.css")
	if err != nil {
		t.Fatal(err)
	}
	var found []string
	for _, m := range regexp.MustCompile(`--bar-ink(?:-2)?: (#[0-9a-f]{6});`).FindAllStringSubmatch(string(css), -1) {
		if !slices.Contains(found, m[1]) {
			found = append(found, m[1])
		}
	}
	if !slices.Equal(found, org.BarTexts) {
		t.Errorf("the style has %v, the domain %v", found, org.BarTexts)
	}
}
