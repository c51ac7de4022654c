package web_test

import (
	"fmt"
	"net/http/httptest"
	"testing"

	"github.com/chromedp/chromedp/kb"

	"orpheus/face/web/webtest"
	"orpheus/internal/browser"
	"orpheus/store/records"
)

// crowd adds so many people that nobody reads a list of them, two of one name.
func crowd(t *testing.T) *webtest.House {
	t.Helper()
	h := lived(t)
	for n := range 60 {
		name := fmt.Sprintf("Mia %02d", n)
		if n < 2 {
			name = "Els Maes"
		}
		if _, err := h.Service.AddPerson(t.Context(), h.Slug, records.Profile{Name: name, Mail: fmt.Sprintf("mia%d@o.example", n)}, false, false); err != nil {
			t.Fatal(err)
		}
	}
	return h
}

// Of many people one is chosen by a part of the name: one that fits is meant, several
// are asked about, and nobody is chosen for whoever typed a name that nobody has.
func TestChoosingByName(t *testing.T) {
	h := crowd(t)
	const path = "/het-anker/acts/lead.offer"
	me := asked("2", "en")
	typed := func(text string, more ...string) webtest.Scenario {
		return webtest.Scenario{Name: text, Path: path, Header: me, Form: form(append([]string{"tension", "T4", "_about", "tension", "word", "You know it.", "_find.to", text}, more...)...), Status: 422}
	}
	with := func(s webtest.Scenario, contains ...string) webtest.Scenario {
		s.Contains = append(contains, "You know it.")
		return s
	}
	done := typed("noor")
	done.Status = 303
	chosen := typed("Els Maes", "_among.to", "Els Maes", "to", "P11")
	chosen.Status = 303
	webtest.All(t, h, []webtest.Scenario{
		{Name: "a field to type in", Path: path + "?tension=T4", Header: me, Contains: []string{`name="_find.to"`, "Type a part of the name", "but=P2"}, Lacks: []string{"<option value=\"P"}},
		with(typed("Zeno"), "Nothing here is called “Zeno”", `value="Zeno"`, "autofocus"),
		with(typed(""), "Choose one first."),
		with(typed("sevgi"), "Nothing here is called “sevgi”"), // oneself
		with(typed("bram"), "Nothing here is called “bram”"),   // who left
		with(typed("els maes"), "Several are called", `type="radio" name="to" value="P10"`, `value="P11"`),
		with(typed("mia 1"), "Several are called"),
		done,
		{Name: "it was asked of the one who fits", Path: "/het-anker", Header: asked("6", "en"), Contains: []string{"Sevgi Yıldız asks you"}},
		chosen,
		{Name: "found", Path: "/het-anker/choices?of=P&q=" + "no", Header: me, Contains: []string{`data-name="Noor`, "1 found."}},
		{Name: "by circle", Path: "/het-anker/choices?of=R&q=wound", Header: me, Contains: []string{`id="pick-R2"`}},
		{Name: "without oneself", Path: "/het-anker/choices?of=P&q=sevgi&but=P2", Header: me, Contains: []string{"Nothing found", "You are not in this list."}, Lacks: []string{"pick-P2"}},
		{Name: "in Danish", Path: "/het-anker/choices?of=P&q=mia", Header: asked("2", "da"), Contains: []string{"58 fundet. Skriv mere af navnet."}},
		{Name: "of what there is no list", Path: "/het-anker/choices?of=T&q=a", Header: me, Status: 404},
		{Name: "a guest finds whom they see", Path: "/het-anker/choices?of=P&q=", Header: asked("9", "en"), Lacks: []string{"Mia", "Kofi"}},
		{Name: "the stream of one", Path: "/het-anker/stream?_find.person=kofi", Header: me, Contains: []string{`value="Kofi Mensah`}, Lacks: []string{`<select id="person"`}},
	})
}

// By keyboard: what is found is listed while somebody types, an arrow and Enter choose,
// Escape closes, and the field keeps the focus.
func TestChoosingByKeyboard(t *testing.T) {
	h := crowd(t)
	h.Me = 2
	srv := httptest.NewServer(h)
	t.Cleanup(srv.Close)
	p := browser.Open(t).Page(t, browser.Phone)
	p.Open(srv.URL + "/het-anker/acts/lead.offer?tension=T4&lang=en")
	p.Wait(`document.querySelector(".js")`)
	p.Text(`document.querySelector("#f-to").focus(); ""`)
	p.Keys("els")
	p.Wait(`document.querySelectorAll(".naming [role=option]").length === 2 && document.querySelector("#f-to").getAttribute("aria-activedescendant") === "pick-P10"`)
	p.Accessible()
	p.Keys(kb.Escape)
	p.Wait(`!document.querySelector(".naming") && document.activeElement.id === "f-to" && document.activeElement.value === "els"`)
	p.Keys(kb.ArrowDown)
	p.Wait(`document.querySelectorAll(".naming [role=option]").length === 2`)
	p.Keys(kb.ArrowDown)
	p.Keys(kb.Enter)
	p.Wait(`document.querySelector("#f-to").value === "Els Maes (P11)" && !document.querySelector(".naming") && document.activeElement.id === "f-to"`)
	p.Keys(kb.Enter)
	p.Wait(`document.querySelector("#done") && location.pathname.includes("/tensions/4")`)
	webtest.Scenario{Path: "/het-anker", Header: asked("11", "en"), Contains: []string{"Sevgi Yıldız asks you"}}.Run(t, h)
}
