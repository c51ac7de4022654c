package web_test

import (
	"net/url"
	"testing"

	"orpheus/face/web/webtest"
)

// amending is the form of the role Wound care as it began, which somebody sends with
// these fields changed.
func amending(changed ...string) url.Values {
	v := form("role", "R2", "_about", "role", "_saw", "1", "leads", "false")
	for name, text := range map[string]string{
		"name": "Wound care", "purpose": "Wounds heal without pain or delay.", "accountabilities": "Keeps the protocol for dressings up to date\nTeaches whoever asks",
		"domains": "Which wound products we use\nThe photos of wounds", "places": "0", "term_days": "400",
	} {
		v.Set(name, text)
		v.Set("_was."+name, text)
	}
	v.Set("_was.leads", "false")
	for i := 0; i+1 < len(changed); i += 2 {
		v.Set(changed[i], changed[i+1])
	}
	return v
}

// Two people change one role: what only one of them changed is kept, lists fit together,
// and where both wrote, both are shown and neither is lost.
func TestClash(t *testing.T) {
	h := lived(t)
	const path, page = "/het-anker/acts/role.amend", "/het-anker/roles/2"
	answer := amending("purpose", "")
	answer.Del("purpose")
	for name, text := range map[string]string{"_was.purpose": "Wounds heal.", "_mine.purpose": "Wounds heal without pain or delay, at night too.", "_both.purpose": "Wounds heal, at night too.", "_pick.purpose": "both"} {
		answer.Set(name, text)
	}
	undecided := clone(answer, "_pick.purpose", "")
	theirs := clone(answer, "_pick.purpose", "theirs", "name", "Wounds")
	webtest.All(t, h, []webtest.Scenario{
		{Name: "the form carries how it began", Path: path + "?role=R2", Header: asked("1", "en"), Contains: []string{`name="_was.purpose" value="Wounds heal without pain or delay."`, `name="_saw"`, `name="_about" value="role"`}},
		{Name: "the first changes the purpose, and adds a line", Path: path, Header: asked("2", "en"), Form: amending("purpose", "Wounds heal.", "accountabilities", "Keeps the protocol for dressings up to date\nTeaches whoever asks\nOrders what is used up"), Status: 303},
		{Name: "the second changes the name, and takes a line out", Path: path, Header: asked("5", "en"), Form: amending("name", "Care of wounds", "accountabilities", "Teaches whoever asks"), Status: 303},
		{Name: "nothing of the first is lost", Path: page, Header: asked("2", "en"), Contains: []string{"Care of wounds", "Wounds heal.", "Orders what is used up", "Teaches whoever asks", "Which wound products we use"}, Lacks: []string{"Keeps the protocol", "without pain"}},
		{Name: "a third changed the purpose too", Path: path, Header: asked("5", "en"), Form: amending("purpose", "Wounds heal without pain or delay, at night too.", "domains", "The photos of wounds"), Status: 409, Contains: []string{
			"Sevgi Yıldız changed this", "One field needs you.", "Before both of you: “Wounds heal without pain or delay.”", `value="both" checked`, "at night too.</textarea>", `name="_was.purpose" value="Wounds heal."`,
			`<input type="hidden" name="domains" value="The photos of wounds">`, "only you changed it", "Care of wounds", `name="_mine.purpose" value="Wounds heal without pain or delay, at night too."`,
		}, Lacks: []string{`<input type="hidden" name="name"`}},
		{Name: "in Danish", Path: path, Header: asked("5", "da"), Form: amending("purpose", "Noget andet"), Status: 409, Contains: []string{"Kræver dig", "Begge dele", "Ordene fra Sevgi Yıldız"}},
		{Name: "nothing was changed by that", Path: page, Header: asked("2", "en"), Contains: []string{"Wounds heal."}, Lacks: []string{"at night too"}},
		{Name: "who decides nothing is asked again", Path: path, Header: asked("5", "en"), Form: undecided, Status: 409, Contains: []string{"One field needs you.", "at night too."}, Lacks: []string{"\x00", "�"}},
		{Name: "both together", Path: path, Header: asked("5", "en"), Form: answer, Status: 303},
		{Name: "stand there", Path: page, Header: asked("2", "en"), Contains: []string{"Wounds heal, at night too.", "Care of wounds"}},
		{Name: "numbers clash too, with no third answer", Path: path, Header: asked("2", "en"), Form: amending("places", "2"), Status: 303},
		{Name: "asked in words", Path: path, Header: asked("5", "nl"), Form: amending("places", "3"), Status: 409, Contains: []string{"2 mensen", "3 mensen"}, Lacks: []string{`value="both"`}},
		{Name: "the words of the other stay", Path: path, Header: asked("5", "en"), Form: clone(theirs, "_was.purpose", "Wounds heal, at night too.", "_was.name", "Care of wounds"), Status: 303},
		{Name: "and the rest is done", Path: page, Header: asked("2", "en"), Contains: []string{"Wounds heal, at night too.", ">Wounds</"}},
		{Name: "a form with nothing changed changes nothing", Path: path, Header: asked("2", "en"), Form: amending(), Status: 409, Contains: []string{"Nothing was changed", `value="Wounds"`}},
		{Name: "a guest learns nothing by what a form began with", Path: path, Header: asked("9", "en"), Form: amending("purpose", "x"), Status: 404},
	})
}

func clone(v url.Values, changed ...string) url.Values {
	out := url.Values{}
	for name, texts := range v {
		out[name] = texts
	}
	for i := 0; i+1 < len(changed); i += 2 {
		out.Set(changed[i], changed[i+1])
	}
	return out
}

// A refusal keeps every field, the chooser of people too, and a choice that went away is
// refused, not replaced.
func TestRefusalKeepsChoices(t *testing.T) {
	h := lived(t)
	from := func(pairs ...string) url.Values { return form(append(pairs, "_about", "lead")...) }
	webtest.All(t, h, []webtest.Scenario{
		{Name: "nobody chosen", Path: "/het-anker/acts/lead.hand_over", Header: asked("2", "en"), Form: from("lead", "L3", "to", "", "word", "You know it."), Status: 422, Contains: []string{"Choose one first.", `<select id="f-to" name="to"`, "autofocus", "required", "You know it."}, Lacks: []string{"P0", `value="P2"`}},
		{Name: "oneself", Path: "/het-anker/acts/lead.hand_over", Header: asked("2", "en"), Form: from("lead", "L3", "to", "P2"), Status: 409, Contains: []string{`<select id="f-to" name="to"`}, Lacks: []string{"P0"}},
		{Name: "somebody who left", Path: "/het-anker/acts/lead.hand_over", Header: asked("2", "en"), Form: from("lead", "L3", "to", "P7"), Status: 409, Contains: []string{`<option value="P7" selected>Bram de Wit (not there any more)`}},
		{Name: "what the form is about stays hidden", Path: "/het-anker/acts/lead.hand_over?lead=L3", Header: asked("2", "en"), Contains: []string{`<input type="hidden" name="lead" value="L3">`, `name="_about" value="lead"`}, Lacks: []string{`value="P2"`}},
		{Name: "a circle that was closed", Path: "/het-anker/acts/tension.raise", Header: asked("2", "nl"), Form: form("title", "The lift is slow", "circle", "C6", "lead", "off"), Status: 409, Contains: []string{`<option value="C6" selected>Old rota group (is er niet meer)`, "The lift is slow"}},
	})
}
