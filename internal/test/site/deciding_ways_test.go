package site_test

import (
	"fmt"
	"testing"

	"orpheus/internal/browser"
	"orpheus/internal/test/need"
	"orpheus/org"
	"orpheus/org/deciding"
)

// proposes has Ward propose something to Thuiszorg that the six questions do not point to the
// way of: with the way, the reason, and the role where it is for one.
func (s teller) proposes(title, text, way, role string) *tab {
	h := s.hand
	w := s.as(ward)
	s.at(w, "/propose?circle=C2")
	h.write(w, one("#f-title"), title)
	h.write(w, one("#f-text"), text)
	if way != "" {
		s.opens(w, "#propose-other")
		h.choose(w, one("#f-process"), way)
		h.write(w, one("#f-why"), "Daarom.")
	}
	if role != "" {
		h.choose(w, one("#f-role"), role)
	}
	s.settled(w)
	h.press(w, one("#propose-press"))
	w.Wait(`document.readyState === "complete" && location.pathname === "/wijk/decisions/1"`)
	return w
}

// sends fills in the form that asks for what is one's own, and sends it.
func (s teller) sends(p *tab, fields map[string]string) {
	s.t.Helper()
	s.at(p, "/decisions/1")
	for id, text := range fields {
		s.hand.write(p, one("#mine #"+id), text)
	}
	s.hand.press(p, one("#mine button[type=submit]"))
	p.Wait(`document.readyState === "complete" && document.querySelector("#done")`)
}

// fills opens a form by its link on the page of the decision, fills it in and sends it.
func (s teller) fills(p *tab, kind string, fill func()) {
	s.t.Helper()
	s.at(p, "/decisions/1")
	if p.Number(`document.querySelector('a[href*="/acts/`+kind+`"]')?.checkVisibility() === false ? 1 : 0`) == 1 {
		s.hand.press(p, one(`.deeds-more summary`))
	}
	s.hand.press(p, one(`a[href*="/acts/`+kind+`"]`))
	p.Wait(`document.readyState === "complete" && document.querySelector("form.doing")`)
	fill()
	s.hand.press(p, one("form.doing p button"))
	p.Wait(`document.readyState === "complete" && location.pathname === "/wijk/decisions/1"`)
}

func (s teller) ended(how deciding.Outcome) {
	s.t.Helper()
	if x := s.decided(); x.Outcome != how {
		s.t.Errorf("it ended as %v, at %v", x.Outcome, x.Stage)
	}
}

// advice is asked of four, closed until one gave one's own, weighed, and then Ward decides.
func (s teller) advice() {
	w := s.proposes("Nieuwe tablets", "Er komen vier tablets.", "advice", "")
	k := s.as(kofi)
	s.sends(k, map[string]string{"advice-text": "Liever twee, en goede."})
	n := s.as(noor)
	s.at(n, "/decisions/1")
	if n.Number(`document.querySelector("main").textContent.includes("Liever twee") ? 1 : 0`) == 1 {
		s.t.Error("advice is read by whoever did not give theirs")
	}
	s.sends(n, map[string]string{"advice-text": "Vraag het de nachtdienst."})
	n.has("Liever twee")
	s.on(9)
	for _, p := range []org.PersonID{kofi, noor} {
		s.at(w, "/decisions/1")
		s.hand.write(w, one("#weigh-"+p.String()), "Zo doen we het.")
		s.hand.press(w, one("form:has(#weigh-"+p.String()+") button[value=followed]"))
		w.Wait(`document.readyState === "complete" && document.querySelector("#done")`)
	}
	s.fills(w, "decision.adopt", func() {})
	s.ended(deciding.Adopted)
}

// election fills the role on the reasons, and whoever is put forward speaks last.
func (s teller) election() {
	w := s.proposes("Wie maakt de roosters", "Voor een jaar.", "election", "R1")
	people := map[org.PersonID]*tab{ward: w, kofi: s.as(kofi), sevgi: s.as(sevgi), noor: s.as(noor)}
	for p := ward; p <= noor; p++ {
		s.at(people[p], "/decisions/1")
		s.hand.write(people[p], one("#name-person"), "Sevgi")
		s.hand.press(people[p], `[...document.querySelectorAll("[role=option]")].find(e => e.textContent.includes("Sevgi"))`)
		s.hand.write(people[p], one("#name-word"), "Ze vraagt door.")
		s.hand.press(people[p], one("#mine button[type=submit]"))
		people[p].Wait(`document.readyState === "complete" && document.querySelector("#done")`)
	}
	s.on(4)
	f := people[s.decided().Facilitator]
	s.at(f, "/decisions/1")
	s.hand.write(f, one("#forward-word"), "Ze vraagt door, en ze heeft tijd.")
	s.hand.press(f, one("#mine button[type=submit]"))
	f.Wait(`document.readyState === "complete" && document.querySelector("#done")`)
	for _, p := range []org.PersonID{ward, kofi, noor, sevgi} {
		s.at(people[p], "/decisions/1")
		s.taps(people[p], "#mine", "says", "consent")
		s.hand.press(people[p], one("#mine button[type=submit]"))
		people[p].Wait(`document.readyState === "complete" && document.querySelector("#done, #outcome")`)
	}
	s.ended(deciding.Adopted)
	s.at(w, "/roles/1")
	w.has("Sevgi Yıldız")
}

// probe tries something small until its day, says what was seen, and goes on with it.
func (s teller) probe() {
	w := s.proposes("Twee routes voor de late ronde", "Drie weken.", "", "")
	s.fills(w, "decision.add_trial", func() {
		s.hand.write(w, one("#f-text"), "De lange route.")
		s.hand.write(w, one("#f-limit"), "Veertig kilometer meer, niet verder.")
		w.Text(`document.querySelector("#f-on").value = "2026-03-31"; ""`) // a day is picked from what the system draws
	})
	s.fills(w, "decision.open", func() {
		s.hand.choose(w, one("#f-process"), "probe")
		s.hand.write(w, one("#f-why"), "Klein en veilig.")
	})
	s.on(15)
	s.fills(w, "decision.observe", func() {
		s.hand.write(w, one("#f-word"), "Stille avonden.")
		s.hand.press(w, one("form.doing input[name=keep][type=checkbox], form.doing input[name=keep]:not([type=hidden])"))
	})
	s.ended(deciding.Tried)
}

// actsFirst contains harm, tells it, and has no say any more after 72 hours; then it is
// looked back on.
func (s teller) actsFirst() {
	w := s.proposes("Het hek is stuk", "De wagens gaan mee naar huis.", "act_first", "")
	n := s.as(noor)
	s.at(n, "/decisions/1")
	n.Wait(one(".place-head .chip-late"))
	s.on(4)
	s.at(n, "/decisions/1")
	if n.Number(`document.querySelectorAll(".place-head .chip-late").length`) != 0 {
		s.t.Error("after 72 hours the authority has not lapsed")
	}
	s.fills(w, "decision.look_back", func() { s.hand.write(w, one("#f-word"), "Er is niets weg. Het hek is heel.") })
	if x := s.decided(); x.Open() || x.Word == 0 {
		s.t.Errorf("looked back on, it is at %v", x.Stage)
	}
}

// The other ways to decide are gone through by pointer on a phone: all of them in CI, of
// which the texts are those of one language each.
func TestDecidingWays(t *testing.T) {
	t.Parallel()
	for i, c := range []struct {
		name, lang string
		told       func(teller)
	}{
		{"advice", "nl", teller.advice},
		{"election", "da", teller.election},
		{"probe", "en", teller.probe},
		{"act first", "da", teller.actsFirst},
	} {
		if i > 0 && !need.Every() {
			continue
		}
		t.Run(fmt.Sprintf("%s %s", c.name, c.lang), func(t *testing.T) {
			t.Parallel()
			c.told(teller{serveTeams(t), c.lang, browser.Phone, pointer{}})
		})
	}
}
