package site_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"orpheus/internal/browser"
	"orpheus/internal/test/need"
	"orpheus/org"
	"orpheus/text/i18n"
	"orpheus/text/sentence"
)

// lights says that so many roles are lit on the map that the script draws.
const lights = `document.querySelectorAll(".map-live .m-lit").length === %d`

// story is a tension from the moment somebody notices it until it taught
// something, between two people who look at their own screens.
func story(t *testing.T, s *served, lang string, screen browser.Screen, h hand) {
	title := fmt.Sprintf("Sleutels %s %v %T", lang, screen.NoScript, h)
	live := !screen.NoScript
	a, b := s.in(s.ann, lang, screen), s.in(s.ben, lang, screen)
	before, err := s.desk.Look(t.Context(), "linde", 0)
	if err != nil {
		t.Fatal(err)
	}
	settle := func(p *tab) {
		if live {
			p.Wait(`window.htmx && document.querySelector(".js")`)
		}
	}
	walk := func(p *tab, addresses ...string) {
		t.Helper()
		p.goTo(h, addresses...)
		settle(p)
	}

	settle(b)
	walk(b, "/linde/initiatives")
	if live {
		b.unloaded()
	}
	settle(a)
	h.write(a, one("#raise-title"), title)
	h.press(a, one(`#raise button[value=off]`))
	a.Wait(one("#done"))
	walk(a, "/linde/initiatives")
	a.Wait(within(".work-row", title, "h3 a"))
	tension := a.Text(`(` + within(".work-row", title, "h3 a") + `).getAttribute("href")`)
	walk(a, tension)
	if live {
		a.unloaded()
	} else { // another page and back
		walk(b, "/linde", "/linde/initiatives")
	}

	b.has(title) // by itself
	var m *tab   // the map, on another screen of ann's
	if live {
		b.stayed(t, "what somebody raises")
		m = s.in(s.ann, lang, screen)
		settle(m)
		walk(m, "/linde/map")
		m.Wait(`document.querySelector(".segments a")`)
		if m.Number(`document.querySelector("#map-draw") ? 1 : 0`) == 0 {
			h.press(m, one(".segments a:not([aria-current])"))
		}
		m.Wait(fmt.Sprintf(lights, before.Map().LeadingCount))
		m.unloaded()
	}
	h.press(b, within(".work-row", title, `form[action$="lead.take"] button`))
	b.Wait(one("#done"))

	if !live {
		walk(a, "/linde/initiatives", "/linde/initiatives?tab=led", "/linde/initiatives?mine=&tab=led")
		h.press(a, within(".row, li, article", title, `a[href*="/initiatives/"]`))
	} else {
		led, err := s.desk.Look(t.Context(), "linde", 0)
		if err != nil || led.Map().LeadingCount <= before.Map().LeadingCount {
			t.Fatal("taking the lead gave no light", err)
		}
		m.Wait(fmt.Sprintf(lights, led.Map().LeadingCount))
		m.stayed(t, "a light comes on")
	}
	if live {
		a.Wait(`document.querySelector("main a[href*='/initiatives/']")`)
		a.stayed(t, "somebody takes the lead")
		h.press(a, one(`main .place-cols a[href*="/initiatives/"]`))
	}
	a.Wait(`/initiatives\/\d+$/.test(location.pathname) && document.querySelector(".people-lit")`)
	a.Wait(fmt.Sprintf(`document.querySelector(".people-lit").textContent.includes(%q)`, s.name(s.ben)))
	page := a.Address()

	if b.Address() != page {
		walk(b, "/linde/initiatives", "/linde/initiatives?tab=led", "/linde/initiatives?mine=&tab=led", page)
	}
	h.press(b, one(`a[href*="/acts/lead.hand_over"]`))
	h.choose(b, one("#f-to"), s.ann.String())
	h.press(b, one(`form.doing button`))
	b.Wait(one("#done"))

	walk(a, "/linde")
	h.press(a, within("#waiting li, #waiting .row", title, `form[action$="lead.accept"] button`))
	a.Wait(one("#done"))
	if a.Address() != page {
		walk(a, "/linde/initiatives", "/linde/initiatives?tab=led", "/linde/initiatives?mine=&tab=led", page)
	}
	a.Wait(fmt.Sprintf(`document.querySelector(".people-lit").textContent.includes(%q)`, s.name(s.ann)))
	h.write(a, one("#note-text"), title+" note")
	h.press(a, one(`form[action$="initiative.note"] button`))
	a.has(title + " note")
	h.press(a, one("#step-new summary"))
	a.Wait(`document.querySelector("#step-new").open`)
	h.write(a, one("#step-text"), title+" step")
	h.press(a, one(`form[action$="initiative.step"] button`))
	a.Wait(`document.querySelector(".steps")?.textContent.includes("step")`)
	h.press(a, one(`.deeds-more summary`))
	a.Wait(`document.querySelector(".deeds-more").open`)
	h.press(a, one(`a[href*="/acts/initiative.conclude"]`))
	h.write(a, one("#f-outcome"), title+" outcome")
	h.write(a, one("#f-learned"), title+" learned")
	h.press(a, one(`form.doing p button`))
	a.Wait(one("#done"))
	if a.Address() != page {
		walk(a, "/linde/initiatives", "/linde/initiatives?tab=done", page)
	}
	a.has(title + " learned")

	walk(a, "/linde/stream")
	if got := a.Text(`document.documentElement.lang`); got != lang {
		t.Errorf("the stream is in %q", got)
	}
	shown := strings.Join(strings.Fields(a.Text(`document.querySelector("main").textContent`)), " ")
	after, err := s.desk.Look(t.Context(), "linde", 0)
	if err != nil {
		t.Fatal(err)
	}
	kinds := map[string]bool{}
	for e, err := range s.desk.Entries(t.Context(), "linde", before.Version) {
		if err != nil {
			t.Fatal(err)
		}
		said := sentence.Act(i18n.For(lang), s.name, after, e, today, time.UTC)
		kinds[org.NameOf(e.Act)] = true
		if !strings.Contains(shown, strings.Join(strings.Fields(said), " ")) {
			t.Errorf("the stream does not say %q", said)
		}
	}
	for _, kind := range []string{"tension.raise", "lead.take", "lead.hand_over", "lead.accept", "initiative.note", "initiative.step", "initiative.conclude"} {
		if !kinds[kind] {
			t.Errorf("%s was not done", kind)
		}
	}
}

// Two people lead something from one to the other, in each language on a phone,
// without a script, and by keyboard.
func TestLeadingStory(t *testing.T) {
	t.Parallel()
	phone, plain := browser.Phone, browser.Phone
	plain.NoScript = true
	for _, c := range []struct {
		name, lang string
		screen     browser.Screen
		hand       hand
		all        bool // told where all languages are asked for: in CI
	}{
		{"en", "en", phone, pointer{}, true},
		{"nl", "nl", phone, pointer{}, false},
		{"da", "da", phone, pointer{}, true},
		{"plain", "en", plain, pointer{}, false},
		{"keyboard", "en", browser.Wide, keys{}, false},
	} {
		if c.all && !need.Every() {
			continue
		}
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			story(t, serveOwnLinde(t), c.lang, c.screen, c.hand)
		})
	}
}
