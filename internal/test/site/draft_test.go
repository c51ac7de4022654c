package site_test

import (
	"testing"

	"github.com/chromedp/chromedp/kb"

	"orpheus/internal/browser"
	"orpheus/org"
	"orpheus/text/i18n"
)

// noted opens the page of a piece of work that somebody leads, with its form for
// notes.
func noted(t *testing.T, s *served, lang string) (*tab, org.InitiativeID) {
	s.do(s.ben, &org.StartInitiative{Title: "Keys in one place"})
	state, err := s.desk.Look(t.Context(), "linde", 0)
	if err != nil {
		t.Fatal(err)
	}
	who := state.Person(s.ben)
	work := state.Lead(who.Leads[len(who.Leads)-1]).Initiative
	p := s.in(s.ben, lang, browser.Phone)
	p.to("/linde/initiatives/" + work.String()[1:])
	p.Wait(`window.htmx && document.querySelector(".js") && document.querySelector("#note-text")`)
	return p, work
}

const kept = `document.querySelector("#note-text").value === "Two of them are lost" && document.querySelector("form .kept")?.textContent.trim()`

// What is typed survives a reload and a restart of the server; the page says so.
// Once it was sent it is gone.
func TestDraft(t *testing.T) {
	t.Parallel()
	s := serveLinde(t)
	p, work := noted(t, s, "nl")
	page := "/linde/initiatives/" + work.String()[1:]
	keys{}.write(p, one("#note-text"), "Two of them are lost")
	p.to(page)
	p.Wait(kept)
	if got, want := p.Text(`document.querySelector("form .kept").textContent`), i18n.For("nl").T("shell.draft"); got != want {
		t.Errorf("the page says %q, not %q", got, want)
	}
	p.Forgive("Failed to")
	s.stop()
	s.start()
	p.to(page)
	p.Wait(kept)
	pointer{}.press(p, one(`form[action$="initiative.note"] button`))
	p.Wait(`document.querySelector("#done") && document.querySelector(".said")?.textContent.includes("Two of them are lost")`)
	p.Wait(`!Object.keys(localStorage).some(k => k.startsWith("draft "))`) // once the answer was seen to
	p.to(page)
	p.Wait(`window.htmx && document.querySelector(".js") && document.querySelector(".said")`)
	if got := p.Text(`document.querySelector("#note-text").value + (document.querySelector("form .kept")?.textContent ?? "")`); got != "" {
		t.Errorf("after it was sent there is still %q", got)
	}
}

// Somebody who types does not notice that the page changes around them.
func TestTypingWhileThePageChanges(t *testing.T) {
	t.Parallel()
	s := serveLinde(t)
	p, work := noted(t, s, "en")
	p.unloaded()
	keys{}.write(p, one("#note-text"), "Two are lost")
	for range 4 {
		p.Keys(kb.ArrowLeft)
	}
	s.do(s.ann, &org.NoteInitiative{Initiative: work, Text: org.Write("Somebody else was quicker")})
	p.has("Somebody else was quicker")
	p.Keys("not ")
	if got := p.Text(`document.querySelector("#note-text").value`); got != "Two are not lost" {
		t.Errorf("it became %q", got)
	}
	p.stayed(t, "somebody adds a note")
}

// A draft is of one person, one form and one thing, and keeps what was chosen too.
func TestDraftIsOfOneThing(t *testing.T) {
	t.Parallel()
	s := serveLinde(t)
	p, _ := noted(t, s, "en")
	form := func(of string) string { return "/linde/acts/initiative.conclude?initiative=" + of }
	state, err := s.desk.Look(t.Context(), "linde", 0)
	if err != nil {
		t.Fatal(err)
	}
	mine := state.Lead(state.Person(s.ben).Leads[0]).Initiative
	s.do(s.ben, &org.StartInitiative{Title: "Another one"})
	p.to(form(mine.String()))
	p.Wait(`window.htmx && document.querySelector(".js") && document.querySelector("#f-outcome")`)
	keys{}.write(p, one("#f-outcome"), "It works")
	p.to(form("I" + s.newest()))
	p.Wait(`window.htmx && document.querySelector(".js") && document.querySelector("#f-outcome")`)
	if got := p.Text(`document.querySelector("#f-outcome").value`); got != "" {
		t.Errorf("what was typed for one piece of work stands in the form of another: %q", got)
	}
	p.to(form(mine.String()))
	p.Wait(`document.querySelector("#f-outcome")?.value === "It works"`)

	p.to("/linde")
	p.Wait(`window.htmx && document.querySelector(".js") && document.querySelector("#raise-title")`)
	keys{}.write(p, one("#raise-title"), "The lift is slow")
	p.to("/linde")
	p.Wait(`document.querySelector("#raise-title")?.value === "The lift is slow"`)
	if got := p.Number(`Object.keys(localStorage).filter(k => k.startsWith("draft ") && !k.startsWith("draft ` + s.ben.String() + ` ")).length`); got != 0 {
		t.Errorf("%v drafts are nobody's", got)
	}
}

// A page that cannot be refreshed stays, with what was typed, says that it may be
// behind, and catches up.
func TestLostConnection(t *testing.T) {
	t.Parallel()
	s := serveLinde(t)
	p, work := noted(t, s, "da")
	p.unloaded()
	keys{}.write(p, one("#note-text"), "To af dem er væk")
	p.Forgive("Failed to")
	p.Text(`window.there = window.fetch; window.fetch = () => Promise.reject(new TypeError("no connection")); ""`)
	s.do(s.ann, &org.NoteInitiative{Initiative: work, Text: org.Write("Somebody else was quicker")})
	p.Wait(`document.querySelector("#status.status-lost")?.textContent === document.body.dataset.lost`)
	if got := p.Text(`document.querySelector("#note-text").value`); got != "To af dem er væk" {
		t.Errorf("it became %q", got)
	}
	p.Text(`window.fetch = window.there; ""`)
	p.has("Somebody else was quicker")
	p.Wait(`!document.querySelector("#status.status-lost") && document.querySelector("#note-text").value === "To af dem er væk"`)
	p.stayed(t, "the connection was lost")
}

// What a form answered stays until one goes on, whatever others do meanwhile.
func TestAnswersStay(t *testing.T) {
	t.Parallel()
	s := serveLinde(t)
	other, work := noted(t, s, "en")
	p := s.in(s.ann, "en", browser.Wide)
	p.to("/linde/acts/circle.form?parents=C1")
	p.Wait(`window.htmx && document.querySelector(".js") && document.querySelector("#f-name")`)
	keys{}.write(p, one("#f-name"), "Garden")
	pointer{}.press(p, one(`button[formaction$="?preview"]`))
	p.Wait(`document.querySelector("section.ahead")?.textContent.includes("Garden")`)
	if got := p.Text(`document.querySelector("#live").dataset.events ?? ""`); got != "" {
		t.Errorf("the answer follows %s, and would be asked for anew", got)
	}
	s.do(s.ann, &org.NoteInitiative{Initiative: work, Text: org.Write("Meanwhile")})
	other.has("Meanwhile") // it was told to all
	p.Rest()
	if got := p.Text(`document.querySelector("section.ahead")?.textContent ?? ""`); got == "" {
		t.Error("what was seen beforehand is gone")
	}
	if got := p.Text(`document.querySelector("#f-name").value`); got != "Garden" {
		t.Errorf("the name became %q", got)
	}
}
