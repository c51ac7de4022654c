package web_test

import (
	"image"
	"image/color"
	"image/png"
	"strings"
	"testing"

	"orpheus/face/web/webtest"
)

// What an organisation calls a circle stands on its pages, in the language it is said in,
// with the article it has.
func TestWordsOfItsOwn(t *testing.T) {
	h := lived(t)
	const team = "/het-anker/acts/org.wording?language=nl&term=circle"
	word := func(status int, fields []string, contains ...string) webtest.Scenario {
		return webtest.Scenario{Name: strings.Join(fields, " "), Path: "/het-anker/acts/org.wording", Form: form(append([]string{"language", "nl", "term", "circle", "_about", ""}, fields...)...), Header: asked("1", "nl"), Status: status, Contains: contains}
	}
	webtest.All(t, h, []webtest.Scenario{
		{Name: "a steward changes it", Path: "/het-anker/settings", Header: asked("1", "nl"), Contains: []string{"Hoe dingen hier heten", "org.wording?language=da&amp;term=initiative", "initiativ"}},
		{Name: "others read it", Path: "/het-anker/settings", Header: asked("2", "nl"), Contains: []string{"Hoe dingen hier heten", "kring"}, Lacks: []string{"org.wording"}},
		{Name: "the form", Path: team, Header: asked("1", "nl"), Contains: []string{"In plaats van “kring” (Nederlands)", "Het is een het-woord", `name="language" value="nl"`, `name="term" value="circle"`}, Lacks: []string{`name="the"`}},
		{Name: "in Danish", Path: strings.Replace(team, "=nl", "=da", 1), Header: asked("1", "nl"), Contains: []string{`name="the"`, `name="all"`, "Het is een et-woord"}},
		{Name: "of no word", Path: "/het-anker/acts/org.wording?language=nl&term=role", Header: asked("1", "nl"), Status: 404},
		word(422, []string{"one", "100%", "many", "teams"}, "kan niet in een zin staan", `value="100%"`),
		word(422, []string{"one", "team"}, "voor één en voor meer", `value="team"`),
		word(303, []string{"one", "team", "many", "teams", "neuter", "on"}),
		{Name: "on a page", Path: "/het-anker/circles/2", Header: asked("3", "nl"), Contains: []string{"Het team"}, Lacks: []string{"De kring "}},
		{Name: "on home", Path: "/het-anker", Header: asked("3", "nl"), Contains: []string{"Mijn teams en rollen"}, Lacks: []string{"Mijn kringen"}},
		{Name: "another language has its own", Path: "/het-anker", Header: asked("3", "da"), Contains: []string{"Mine cirkler og roller"}},
		{Name: "the form begins with it", Path: team, Header: asked("1", "nl"), Contains: []string{`value="team"`, `value="teams"`, "checked"}},
		{Name: "a refusal says it", Path: "/het-anker/acts/circle.join", Form: form("circle", "C99"), Header: asked("3", "nl"), Status: 404},
		word(303, []string{"one", "", "many", "", "neuter", "false"}),
		{Name: "as it was", Path: "/het-anker", Header: asked("3", "nl"), Contains: []string{"Mijn kringen en rollen"}},
	})
}

// The bar has the organisation's logo in place of its name, which is said to whoever does
// not see it; only stewards change it.
func TestLogo(t *testing.T) {
	h := lived(t)
	dark := picture(t, 600, 200, color.RGBA{20, 30, 90, 255})
	if r := sendFiles(h, "2", "/het-anker/settings/logo", nil, sentFile{"logo.png", dark}); r.Code != 404 {
		t.Fatal("a member sets it:", r.Code)
	}
	webtest.All(t, h, []webtest.Scenario{
		{Name: "none yet", Path: "/het-anker/logo", Header: asked("2", "en"), Status: 404},
		{Name: "a member sees no form", Path: "/het-anker/settings", Header: asked("2", "en"), Lacks: []string{"settings/logo"}},
		{Name: "no file", Path: "/het-anker/settings/logo", Form: form("x", "y"), Header: asked("1", "en"), Status: 422, Contains: []string{`id="f-logo-fault"`}},
	})
	if r := sendFiles(h, "1", "/het-anker/settings/logo", nil, sentFile{"logo.pdf", pdf}); r.Code != 422 || !strings.Contains(r.Body.String(), "f-logo-fault") {
		t.Error("a document is taken:", r.Code)
	}
	if r := sendFiles(h, "1", "/het-anker/settings/logo", nil, sentFile{"logo.png", dark}); r.Code != 303 {
		t.Fatal(r.Code, r.Body)
	}
	webtest.All(t, h, []webtest.Scenario{
		{Name: "in the bar", Path: "/het-anker/people", Header: asked("9", "en"), Contains: []string{`<img class="emblem" src="/het-anker/logo?v=`, `alt="Het Anker"`}},
		{Name: "elsewhere it is not", Path: "/signin", Lacks: []string{"emblem"}},
		{Name: "for nobody else", Path: "/het-anker/logo", Header: asked("", "en"), Status: 303},
	})
	r := fetch(h, "9", "/het-anker/logo")
	img, err := png.Decode(r.Body)
	if r.Code != 200 || r.Header().Get("Content-Type") != "image/png" || err != nil || img.Bounds() != image.Rect(0, 0, 216, 72) {
		t.Error(r.Code, r.Header(), err)
	}
	webtest.All(t, h, []webtest.Scenario{
		{Name: "taken away", Path: "/het-anker/settings/logo", Form: form("do", "remove"), Header: asked("1", "en"), Status: 303},
		{Name: "the name again", Path: "/het-anker/people", Header: asked("9", "en"), Lacks: []string{"emblem"}, Contains: []string{"<span>Het Anker</span>"}},
		{Name: "gone", Path: "/het-anker/logo", Header: asked("9", "en"), Status: 404},
	})
}

// The settings say the day from which statistics count, and that until then there are none.
func TestStatisticsHaveTheirDay(t *testing.T) {
	h := lived(t)
	from := func(day string) webtest.Scenario {
		return webtest.Scenario{Name: "from " + day, Path: "/het-anker/acts/org.amend", Form: form("statistics_from", day), Header: asked("1", "en"), Status: 303}
	}
	webtest.All(t, h, []webtest.Scenario{
		{Name: "none", Path: "/het-anker/settings", Header: asked("2", "en"), Contains: []string{"No day agreed yet"}},
		from("2024-02-01"),
		{Name: "begun", Path: "/het-anker/settings", Header: asked("2", "en"), Contains: []string{"1 February 2024. What was before does not count."}},
		from("2090-02-01"),
		{Name: "later", Path: "/het-anker/settings", Header: asked("2", "en"), Contains: []string{"1 February 2090. Until then there are none."}},
	})
}
