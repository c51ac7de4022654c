package site_test

import (
	"fmt"
	"os"
	"path/filepath"
	"testing"
	"time"

	"orpheus/internal/browser"
	"orpheus/internal/test/need"
	"orpheus/internal/test/stored"
	"orpheus/org"
	"orpheus/org/deciding"
	"orpheus/service"
	"orpheus/store/records"
)

// Who is in the story of the rosters.
const (
	looker org.PersonID = 1 + iota // a steward, who looks on
	ward                           // who proposes
	kofi                           // who objects, and changes it
	sevgi                          // who objects, and withdraws it
	noor                           // whose answer is the last one
)

// serveTeams serves an organisation in which one role makes the rosters of four teams, each
// of which has somebody in it.
func serveTeams(t *testing.T) *served {
	t.Helper()
	s := &served{t: t, slug: "wijk", log: stored.New(t), addr: "127.0.0.1:0"}
	s.start()
	t.Cleanup(s.stop)
	ctx := t.Context()
	if _, err := s.desk.Found(ctx, service.Founding{Slug: "wijk", Name: "De Wijk", Lang: "nl", Person: records.Profile{Name: "Fatima El Idrissi", Mail: "fatima@o.example"}}); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"Ward Claes", "Kofi Mensah", "Sevgi Yıldız", "Noor Sørensen"} {
		if _, err := s.desk.AddPerson(ctx, "wijk", records.Profile{Name: name}, false, false); err != nil {
			t.Fatal(err)
		}
	}
	s.do(looker, &org.FormCircle{Parents: []org.CircleID{1}, Name: "Thuiszorg"})
	for i, name := range []string{"Team Noord", "Team Oost", "Team Zuid", "Team West"} {
		s.do(looker, &org.FormCircle{Parents: []org.CircleID{2}, Name: name})
		for _, c := range []org.CircleID{2, org.CircleID(3 + i)} {
			s.do(ward+org.PersonID(i), &org.JoinCircle{Circle: c})
		}
	}
	s.do(looker, &org.CreateRole{Circle: 2, Name: "Roosters"})
	for c := org.CircleID(2); c <= 6; c++ {
		s.do(looker, &org.LeaveCircle{Circle: c})
	}
	return s
}

// decided is the decision that a story is about, as it is now.
func (s *served) decided() *org.Decision {
	s.t.Helper()
	state, err := s.desk.Look(s.t.Context(), s.slug, 0)
	if err != nil {
		s.t.Fatal(err)
	}
	return state.Decision(1)
}

// on moves the clock, which is looked at with the next act: somebody notices something.
func (s *served) on(days int) {
	s.t.Helper()
	s.clock.Add(int64(time.Duration(days) * 24 * time.Hour))
	s.do(looker, &org.RaiseTension{Circle: 1, Title: fmt.Sprintf("Day %d", s.clock.Load())})
}

// teller is how a story is told: in which language, on which screen, by which hand.
type teller struct {
	*served
	lang   string
	screen browser.Screen
	hand   hand
}

// as opens a browser of somebody.
func (s teller) as(p org.PersonID) *tab { return s.in(p, s.lang, s.screen) }

// at opens a page, and waits until it can be used.
func (s teller) at(p *tab, path string) {
	s.t.Helper()
	p.to("/wijk" + path)
	p.Wait(`document.readyState === "complete" && document.querySelector("main h1")`)
	if !s.screen.NoScript {
		p.Wait(`window.htmx && document.querySelector(".js")`)
	}
	if got := p.Text(`document.documentElement.lang`); got != s.lang {
		s.t.Fatalf("%s is in %q", path, got)
	}
	if dir := os.Getenv("ORPHEUS_PICTURES"); dir != "" { // for people to look at
		s.seen++
		p.Picture(filepath.Join(dir, "story", fmt.Sprintf("%s-%02d.png", s.lang, s.seen)), true)
	}
}

// opens unfolds what is folded.
func (s teller) opens(p *tab, id string) {
	s.t.Helper()
	s.hand.press(p, one(id+" > summary"))
	p.Wait(fmt.Sprintf(`document.querySelector(%q).open`, id))
}

// answers says what kind of question it is, one tap each, in a form.
func (s teller) answers(p *tab, form string, says map[string]string) {
	s.t.Helper()
	for _, q := range []string{"harm", "familiar", "knowable", "reactive", "undoable", "shared"} {
		s.taps(p, form, q, says[q])
	}
}

// taps chooses one of a row: by keys the row is come to, and the arrows lead on.
func (s teller) taps(p *tab, form, name, value string) {
	s.t.Helper()
	radio := fmt.Sprintf("%s input[name=%s][value=%s]", form, name, value)
	if k, ok := s.hand.(keys); ok {
		k.choosesOf(p, fmt.Sprintf("%s input[name=%s]", form, name), value)
	} else {
		s.hand.press(p, one(radio))
	}
	p.Wait(fmt.Sprintf("%s.checked", one(radio)))
}

// settled waits until what would follow is not told anew any more: by then somebody has found
// the button.
func (teller) settled(p *tab) {
	p.Later(`new Promise(done => {
		let was, same = 0
		const look = setInterval(() => {
			const is = document.querySelector("form[data-ahead]").innerHTML
			same = is === was ? same + 1 : 0
			was = is
			if (same > 6) { clearInterval(look); done("") }
		}, 60)
	})`)
}

// gathers puts a change of the structure into one's draft, from the page where it is made.
func (s teller) gathers(p *tab, path, name string) {
	s.t.Helper()
	s.at(p, path)
	if name != "" {
		s.hand.write(p, one("#f-name"), name)
	}
	if p.Number(`document.querySelector('form.doing button[name="_plan"]') ? 1 : 0`) == 1 { // else nothing but a draft is possible here
		s.hand.press(p, one(`form.doing button[name="_plan"]`))
	} else {
		s.hand.press(p, one(`form.doing p button`))
	}
	p.Wait(`document.readyState === "complete" && location.pathname === "/wijk/draft"`)
}

// together is that it changes what is of several: they consent.
var together = map[string]string{"harm": "no", "familiar": "no", "knowable": "yes", "reactive": "yes", "undoable": "yes", "shared": "yes"}

// rosters is the story of a role that becomes one in each of four teams: noticed, proposed,
// objected to twice, changed once, adopted with the last answer, renewed when it is asked.
func (s teller) rosters() {
	t, h := s.t, s.hand
	w := s.as(ward)
	s.at(w, "")
	h.write(w, one("#raise-title"), "Vier teams wachten op één rooster")
	h.press(w, one(`#raise button[value=off]`))
	w.Wait(`document.readyState === "complete" && document.querySelector("#done")`)

	s.gathers(w, "/acts/role.retire?role=R1", "")
	for team := 3; team <= 6; team++ {
		s.gathers(w, fmt.Sprintf("/acts/role.create?circle=C%d", team), "Roosters")
	}
	s.at(w, "/tensions/1")
	h.press(w, one(`main a[href*="/propose?"]`))
	w.Wait(`document.readyState === "complete" && document.querySelectorAll(".plan-step").length === 5`)
	h.choose(w, one("#f-circle"), "C2")
	h.write(w, one("#f-title"), "Elk team maakt zijn rooster")
	h.write(w, one("#f-text"), "Elk team maakt zelf het rooster.")
	s.answers(w, "form.propose", together)
	if !s.screen.NoScript {
		w.Wait(`document.querySelector("#propose-ahead").textContent.includes("Thuiszorg")`)
		s.settled(w)
	}
	h.press(w, one("#propose-press"))
	w.Wait(`document.readyState === "complete" && location.pathname === "/wijk/decisions/1"`)

	pages := map[org.PersonID]*tab{ward: w}
	for _, p := range []org.PersonID{kofi, sevgi} {
		pages[p] = s.as(p)
		s.at(pages[p], "/decisions/1")
		s.answers(pages[p], "#judge", together)
		h.press(pages[p], one("#judge button[type=submit]"))
		pages[p].Wait(`document.querySelector("#judge-again")`)
	}
	s.at(w, "/decisions/1")
	h.press(w, one("#begin button[type=submit]"))
	w.Wait(`document.querySelector("#done")`)
	if x := s.decided(); x.Process != deciding.Consent || x.Other != 0 {
		t.Fatalf("it is decided by %v", x.Process)
	}
	s.on(4)

	for _, p := range []org.PersonID{kofi, sevgi} {
		harm := map[org.PersonID]string{kofi: "De nacht valt tussen twee teams.", sevgi: "Niemand kan het systeem."}[p]
		s.at(pages[p], "/decisions/1")
		s.taps(pages[p], "#mine", "says", "object")
		h.write(pages[p], one("#harm"), harm)
		h.press(pages[p], one("#mine button[type=submit]"))
		pages[p].has(harm)
	}
	s.at(w, "/decisions/1")
	s.opens(w, "#revise")
	h.write(w, one("#revise-text"), " De nacht maken we samen.")
	h.press(w, one("#revise button[type=submit]"))
	w.Wait(`document.readyState === "complete" && document.querySelector(".decision-words ins")`)
	if w.Number(`document.querySelectorAll(".decision-words del").length`) != 0 {
		t.Error("words that stayed are shown as removed")
	}
	for _, p := range []org.PersonID{kofi, sevgi} {
		how := map[org.PersonID]string{kofi: "solved", sevgi: "withdrawn"}[p]
		s.at(pages[p], "/decisions/1")
		h.press(pages[p], one(`#objections button[value=`+how+`]`))
		pages[p].Wait(`document.readyState === "complete" && document.querySelector("#done")`)
		s.at(pages[p], "/decisions/1")
		s.taps(pages[p], "#mine", "says", "consent")
		h.press(pages[p], one("#mine button[type=submit]"))
		pages[p].Wait(`document.readyState === "complete" && document.querySelector("#done")`)
	}
	if x := s.decided(); !x.Open() || x.Stage != deciding.Answering {
		t.Fatalf("with one answer missing it is at %v", x.Stage)
	}

	elsewhere := s.as(looker)
	s.at(elsewhere, "/map?view=outline&circle=2")
	const roles = `[...document.querySelectorAll('main [role="tree"] a')].filter(a => a.textContent.includes("Roosters")).length === %d`
	elsewhere.Wait(fmt.Sprintf(roles, 1))
	n := s.as(noor)
	s.at(n, "")
	h.press(n, one(`#waiting a[href*="/decisions/1"]`))
	n.Wait(`document.readyState === "complete" && location.pathname === "/wijk/decisions/1"`)
	s.taps(n, "#mine", "says", "consent")
	h.press(n, one("#mine button[type=submit]"))
	n.Wait(`document.querySelector("#outcome")`)
	if s.screen.NoScript {
		s.at(elsewhere, "/map?view=outline&circle=2")
	}
	elsewhere.Wait(fmt.Sprintf(roles, 4))

	s.on(170) // within the fourteen days before it is looked at; who signed in then does so again
	for _, p := range []org.PersonID{noor, ward} {
		again := s.as(p)
		s.at(again, "")
		h.press(again, one(`#waiting a[href*="/agreements/1"]`))
		again.Wait(`document.readyState === "complete" && location.pathname === "/wijk/agreements/1"`)
		h.press(again, one(`form[action$="agreement.renew"] button`))
		again.Wait(`document.readyState === "complete" && document.querySelector("#done")`)
	}
	s.on(15)
	state, err := s.desk.Look(t.Context(), s.slug, 0)
	if err != nil {
		t.Fatal(err)
	}
	if g := state.Agreement(1); !g.Holds() || g.Renewed == 0 || g.Asks(state.Last) {
		t.Errorf("two had it go on, and it is %+v", g)
	}
}

// A role is split between four teams by consent, in each language on a phone, without a
// script, and by keys alone.
func TestDecidingStory(t *testing.T) {
	t.Parallel()
	phone, plain := browser.Phone, browser.Phone
	plain.NoScript = true
	for _, c := range []struct {
		name, lang string
		screen     browser.Screen
		hand       hand
		all        bool // told where all are asked for: in CI
	}{
		{"en", "en", phone, pointer{}, true},
		{"nl", "nl", phone, pointer{}, true},
		{"da", "da", phone, pointer{}, false},
		{"plain", "nl", plain, pointer{}, true},
		{"keys", "en", browser.Wide, keys{}, true},
	} {
		if c.all && !need.Every() {
			continue
		}
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			teller{serveTeams(t), c.lang, c.screen, c.hand}.rosters()
		})
	}
}
