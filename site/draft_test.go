package site_test

import (
	"testing"

	"github.com/chromedp/chromedp/kb"

	"orpheus/internal/browser"
	"orpheus/org"
	"orpheus/words"
)

// noted opens the page of a piece of work that somebody leads, with its form for
// notes.
func noted(t *testing.T, s *served, lang string) (*tab, org.InitiativeID) {
	s.do(s.ben, &org.StartInitiative{Title: "Keys in one place"})
	state, err := s.desk.Engine.State(t.Context(), "linde")
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
	s := serveLinde(t)
	p, work := noted(t, s, "nl")
	page := "/linde/initiatives/" + work.String()[1:]
	keys{}.write(p, one("#note-text"), "Two of them are lost")
	p.to(page)
	p.Wait(kept)
	if got, want := p.Text(`document.querySelector("form .kept").textContent`), words.For("nl").T("shell.draft"); got != want {
		t.Errorf("the page says %q, not %q", got, want)
	}
	p.Forgive("Failed to")
	s.stop()
	s.start()
	p.to(page)
	p.Wait(kept)
	pointer{}.press(p, one(`form[action$="initiative.note"] button`))
	p.Wait(`document.querySelector("#done") && document.querySelector(".log")?.textContent.includes("Two of them are lost")`)
	p.to(page)
	p.Wait(`window.htmx && document.querySelector(".js") && document.querySelector(".log")`)
	if got := p.Text(`document.querySelector("#note-text").value + (document.querySelector("form .kept")?.textContent ?? "")`); got != "" {
		t.Errorf("after it was sent there is still %q", got)
	}
}

// Somebody who types does not notice that the page changes around them.
func TestTypingWhileThePageChanges(t *testing.T) {
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
