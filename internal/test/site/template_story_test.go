package site_test

import (
	"fmt"
	"testing"

	"orpheus/internal/browser"
	"orpheus/internal/test/need"
	"orpheus/org"
	"orpheus/org/deciding"
)

// layer lays how others work into a circle: looks at it, leaves out a role, names another, sees the
// map as it would be, proposes it, and three consent. No seat is filled by it.
func (s teller) layer() {
	t, h := s.t, s.hand
	w := s.as(ward)
	s.at(w, "/journey/templates?circle=C2")
	h.press(w, one(`main a[href*="/templates/care-team"]`))
	w.Wait(`document.readyState === "complete" && document.querySelector("form.journey-part")`)
	w.Accessible()
	roles := int(w.Number(`document.querySelectorAll("form.journey-part input[name^='with-'][name*='role']:checked").length`))
	if roles < 3 {
		t.Fatalf("it has %d roles", roles)
	}
	name := w.Text(`document.querySelectorAll("form.journey-part input[name^='name-'][name*='role']")[1].id`)
	h.press(w, `document.querySelectorAll("form.journey-part input[name^='with-'][name*='role']")[0]`)
	h.write(w, one("#"+name), " bij ons")
	h.press(w, one(`form.journey-part button[value=draft]`))
	w.Wait(`document.readyState === "complete" && location.pathname === "/wijk/draft"`)
	w.has("bij ons")
	w.Accessible()
	before := s.state().Circle(2)
	if len(before.Roles) != 1 {
		t.Fatalf("a draft made %d roles", len(before.Roles))
	}
	h.press(w, one(`main a[href$="/propose"]`))
	w.Wait(`document.readyState === "complete" && document.querySelector(".plan-step")`)
	h.choose(w, one("#f-circle"), "C2")
	h.write(w, one("#f-title"), "Werken als een wijkteam")
	h.write(w, one("#f-text"), "We proberen deze rollen een half jaar.")
	s.answers(w, "form.propose", together)
	w.Wait(`document.querySelector("#propose-ahead").textContent.includes("Thuiszorg")`)
	s.settled(w)
	h.press(w, one("#propose-press"))
	w.Wait(`document.readyState === "complete" && location.pathname === "/wijk/decisions/1"`)
	people := []org.PersonID{kofi, sevgi, noor}
	pages := map[org.PersonID]*tab{}
	for _, p := range people {
		pages[p] = s.as(p)
	}
	for _, p := range people[:2] {
		s.at(pages[p], "/decisions/1")
		s.answers(pages[p], "#judge", together)
		h.press(pages[p], one("#judge button[type=submit]"))
		pages[p].Wait(`document.querySelector("#judge-again")`)
	}
	s.at(w, "/decisions/1")
	h.press(w, one("#begin button[type=submit]"))
	w.Wait(`document.querySelector("#done")`)
	if x := s.decided(); x.Process != deciding.Consent {
		t.Fatalf("it is decided by %v", x.Process)
	}
	s.on(4)
	for i, p := range people {
		if got := len(s.state().Circle(2).Roles); got != 1 {
			t.Fatalf("with %d answers there are %d roles", i, got)
		}
		s.at(pages[p], "/decisions/1")
		s.taps(pages[p], "#mine", "says", "consent")
		h.press(pages[p], one("#mine button[type=submit]"))
		pages[p].Wait(`document.readyState === "complete" && document.querySelector("#done, #outcome")`)
	}
	s.ended(deciding.Adopted)
	state, named := s.state(), false
	for _, id := range state.Circle(2).Roles {
		role := state.Role(id)
		if len(role.Seats) > 0 {
			t.Errorf("%s has somebody", role.Name)
		}
		named = named || len(role.Name) > 9 && role.Name[len(role.Name)-8:] == " bij ons"
	}
	if got, want := len(state.Circle(2).Roles), 1+roles-1; got != want || !named {
		t.Errorf("there are %d roles, not %d; one has the name it was given: %t", got, want, named)
	}
	s.at(pages[noor], "/circles/2")
	pages[noor].has("bij ons")
}

// A template is laid into a circle by consent.
func TestATemplateStory(t *testing.T) {
	t.Parallel()
	for i, c := range []struct {
		lang   string
		screen browser.Screen
	}{{"nl", browser.Phone}, {"en", browser.Wide}, {"da", browser.Phone}} {
		if i > 0 && !need.Every() {
			continue
		}
		t.Run(fmt.Sprint(c.lang), func(t *testing.T) {
			t.Parallel()
			teller{serveTeams(t), c.lang, c.screen, pointer{}}.layer()
		})
	}
}
