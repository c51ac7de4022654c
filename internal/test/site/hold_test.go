package site_test

import (
	"testing"

	"orpheus/internal/browser"
	"orpheus/org"
)

// While others act, the page keeps what one chose and typed, the answer to what one just
// did, and the way to take it back. A choice that went away is refused; nothing else is
// sent in its place.
func TestThePageKeepsWhatOneChose(t *testing.T) {
	t.Parallel()
	s := serveLinde(t)
	s.do(s.ben, &org.FormCircle{Name: "The hall", Parents: []org.CircleID{org.Root}})
	state, err := s.desk.Look(t.Context(), "linde", 0)
	if err != nil {
		t.Fatal(err)
	}
	var hall org.CircleID
	for id := range state.Circles() {
		hall = max(hall, id)
	}
	p := s.in(s.ben, "en", browser.Wide)
	p.to("/linde")
	p.Wait(`window.htmx && document.querySelector(".js") && document.querySelector("#raise-circle")`)
	p.Text(`(() => { const c = document.querySelector("#raise-circle"); c.value = "` + hall.String() + `"; c.dispatchEvent(new Event("change", {bubbles: true})); return c.value })()`)
	keys{}.write(p, one("#raise-title"), "The lift is slow")
	p.unloaded()
	s.do(s.ben, &org.CloseCircle{Circle: hall})
	s.do(s.ann, &org.RaiseTension{Title: "A sign that the page is another"})
	p.has("A sign that the page is another")
	if got := p.Text(`document.querySelector("#raise-circle").value + " " + document.querySelector("#raise-title").value`); got != hall.String()+" The lift is slow" {
		t.Errorf("the page changed what was chosen and typed: %q", got)
	}
	pointer{}.press(p, one(`#raise button[value=off]`))
	p.Wait(`document.querySelector("#f-circle")?.value === "` + hall.String() + `" && document.querySelector("#f-title").value === "The lift is slow"`)
	p.Forgive("409")
}

func TestTheAnswerToAnActStays(t *testing.T) {
	t.Parallel()
	s := serveLinde(t)
	s.do(0, &org.RaiseTension{Circle: org.Root, Title: "The lift is slow"})
	state, err := s.desk.Look(t.Context(), "linde", 0)
	if err != nil {
		t.Fatal(err)
	}
	var slow org.TensionID
	for id := range state.Tensions() {
		slow = max(slow, id)
	}
	p := s.in(s.ben, "en", browser.Wide)
	p.to("/linde/tensions/" + slow.String()[1:])
	p.Wait(`window.htmx && document.querySelector(".js")`)
	pointer{}.press(p, one(`form[action$="tension.feel"] button`))
	p.Wait(`window.htmx && document.querySelector(".js #done .undo")`)
	p.unloaded()
	s.do(s.ann, &org.FeelTension{Tension: slow})
	p.Wait(`document.querySelector("main").textContent.includes("You and 1 other notice this too")`)
	if got := p.Text(`String(!!document.querySelector("#done .undo"))`); got != "true" {
		t.Error("the way to take it back went with what somebody else did")
	}
	pointer{}.press(p, one("#done .undo button"))
	p.Wait(`document.querySelector("main").textContent.includes("1 other notices this too")`)
}
