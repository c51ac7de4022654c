package site_test

import (
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"orpheus/identity"
	"orpheus/internal/browser"
	"orpheus/internal/test/need"
	"orpheus/internal/test/stored"
)

// firstDay is what a steward types on the first day.
type firstDay struct {
	lang, name, slug, zone, steward string
	people, circles                 []string
	role                            string
}

var firstDays = []firstDay{
	{
		"en", "Willow House", "willow", "Europe/Amsterdam", "Anna Holm", strings.Fields("Ben Carol David Ella Frank Grace Harry Iris Jack Kate Liam Mia"),
		[]string{"Home care", "Kitchen", "Evenings", "Garden", "Office", "Volunteers"},
		"Coordinator",
	},
	{
		"nl", "Huis De Wilg", "wilg", "Europe/Brussels", "Anna Claes", strings.Fields("Bert Carla Dirk Els Fons Greet Hans Ilse Jan Karin Luc Mieke"),
		[]string{"Thuiszorg", "Keuken", "Avonden", "Tuin", "Kantoor", "Vrijwilligers"},
		"Coördinator",
	},
	{
		"da", "Pilehuset", "pil", "Europe/Copenhagen", "Anna Holm", strings.Fields("Bo Carl Dorte Emil Freja Gitte Hans Ida Jens Karen Lars Mette"),
		[]string{"Hjemmepleje", "Køkken", "Aftener", "Have", "Kontor", "Frivillige"},
		"Koordinator",
	},
}

// The first day of a steward in a browser, press by press, as docs/begin.md tells it with the
// pictures that are made here: ORPHEUS_PICTURES=docs writes them where it shows them.
func TestPicturesOfTheFirstDay(t *testing.T) {
	t.Parallel()
	dir := filepath.Join(need.Pictures(t), "begin")
	for _, day := range firstDays {
		t.Run(day.lang, func(t *testing.T) {
			t.Parallel()
			s := &served{t: t, slug: day.slug, log: stored.New(t), addr: "127.0.0.1:0"}
			s.start()
			t.Cleanup(s.stop)
			link, err := s.people.NewLink(t.Context(), identity.Link{Kind: identity.Found})
			if err != nil {
				t.Fatal(err)
			}
			p := &tab{Page: browser.Open(t).Page(t, browser.Screen{Width: 960, Height: 700}), t: t, base: "http://" + s.addr}
			p.Open(link + "?lang=" + day.lang)
			day.goes(t, p, func(name string) {
				p.Wait("document.fonts.status === 'loaded'")
				p.Rest()
				p.Picture(filepath.Join(dir, day.lang+"-"+name+".png"), false)
			})
			state, err := s.desk.Look(t.Context(), day.slug, 0)
			if err != nil {
				t.Fatal(err)
			}
			if state.Circle(7) == nil || state.Role(6) == nil || !state.Person(2).Steward || state.Person(3).Present() || !state.Person(4).Erased || state.Person(13) == nil || state.Person(14) != nil {
				t.Error("the day did not come to what docs/begin.md says")
			}
		})
	}
}

// goes through the day. What is pasted or drawn by the system (a list, a time zone) is filled
// in by script; everything else is pressed and typed.
func (d firstDay) goes(t *testing.T, p *tab, picture func(string)) {
	t.Helper()
	h := pointer{}
	ready := func(script string) {
		t.Helper()
		p.Wait(`document.readyState === "complete" && window.htmx && document.querySelector(".js") && ` + script)
	}
	at := func(path, script string) {
		t.Helper()
		p.to("/" + d.slug + path)
		ready(script)
	}
	paste := func(find, text string) { p.Text(fmt.Sprintf(`%s.value = %q; ""`, find, text)) }

	ready(one("#name"))
	h.write(p, one("#name"), d.name)
	h.write(p, one("#slug"), d.slug)
	paste(one("#lang"), d.lang)
	paste(one("#zone"), d.zone)
	h.write(p, one("#person"), d.steward)
	h.write(p, one("#mail"), "anna@"+d.slug+".example")
	picture("found")
	h.press(p, one("form.stack button[type=submit]"))
	ready(`location.pathname === "/` + d.slug + `"`)

	var list []string
	for i, n := range d.people {
		mail := strings.ToLower(n) + "@" + d.slug + ".example"
		if i == 3 {
			mail = strings.ToLower(n) + "@" + d.slug
		}
		list = append(list, n+" <"+mail+">")
	}
	at("/people/invite", one("#list"))
	paste(one("#list"), strings.Join(append(list, list[0]), "\n"))
	h.press(p, one("button[value=look]"))
	ready(one("#lines input[name=person]:not([type=hidden])"))
	picture("invite")
	// One address is mended, and one line is there twice.
	p.Text(`for (const e of document.querySelectorAll("#lines input[name=person]:not([type=hidden])")) if (e.value.endsWith("@` + d.slug + `>")) e.value = e.value.replace(">", ".example>"); ""`)
	h.press(p, one("#lines li:last-child input[name=skip]"))
	h.press(p, one("button[value=invite]"))
	ready(`document.querySelector("[role=status]")?.textContent.includes("12")`)
	at("/people/invitations", `document.querySelectorAll("main li[id^=P]").length === 12`)
	picture("invitations")

	for i, name := range d.circles {
		at("/acts/circle.form?parents=C1", one("#f-name"))
		h.write(p, one("#f-name"), name)
		h.press(p, one("form.doing p button"))
		ready(one("#done"))
		at(fmt.Sprintf("/acts/role.create?circle=C%d", i+2), one("#f-name"))
		h.write(p, one("#f-name"), d.role)
		h.press(p, one("form.doing p button"))
		ready(one("#done"))
	}
	at("/map?view=map", one(".map-live"))
	picture("map")

	at("/people/2", one(`a[href*="/acts/person.steward"], form[action$="person.steward"] button`))
	h.press(p, one(`a[href*="/acts/person.steward"], form[action$="person.steward"] button`))
	ready(one("form.doing p button"))
	picture("steward")
	h.press(p, one("form.doing p button"))
	ready(one("#done"))
	at("/acts/person.leave?person=P3", one("form.doing p button"))
	picture("leave")
	h.press(p, one("form.doing p button"))
	ready(`location.pathname === "/` + d.slug + `/people/3"`)
	at("/acts/person.erase?person=P4", one(`input[name="_sure"]`))
	h.press(p, one(`input[name="_sure"]`))
	picture("erase")
	h.press(p, one("form.doing p button"))
	ready(`location.pathname === "/` + d.slug + `/people/4"`)
}
