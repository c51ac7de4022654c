package web_test

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"orpheus/face/web/webtest"
	"orpheus/internal/browser"
	"orpheus/org"
	"orpheus/org/deciding"
)

// proposed is Het Anker in which Ward proposes to rename a role of Home care, which is then
// decided in the way that six answers point to: Sevgi, Kofi and Precious belong to it too.
func proposed(t *testing.T, see func(org.Act) org.Act) *webtest.House {
	t.Helper()
	h := webtest.Anker(t)
	h.Do(t, 3, &org.JoinCircle{Circle: 2})
	h.Do(t, 4, &org.JoinCircle{Circle: 2})
	name := "Rosters of the night"
	h.Do(t, 5, &org.ProposeDecision{
		Circle: 2, Title: "Swap nights without asking", Text: org.Write("Whoever wants to swap a night does so, and says it."),
		Changes: org.Acts{&org.AmendRole{Role: 3, Name: &name}},
	})
	for _, p := range []org.PersonID{5, 2, 3} {
		h.Do(t, p, see(&org.JudgeDecision{Decision: 1, Harm: deciding.No, Familiar: deciding.No, Knowable: deciding.Yes, Reactive: deciding.No, Undoable: deciding.Yes, Shared: deciding.Yes}))
	}
	return h
}

func asIs(act org.Act) org.Act { return act }

// others says that it changes nothing of others: then one person decides, after advice.
func others(act org.Act) org.Act {
	act.(*org.JudgeDecision).Shared = deciding.No
	return act
}

// answering has the decision be where people answer it.
func answering(t *testing.T) *webtest.House {
	t.Helper()
	h := proposed(t, asIs)
	h.Do(t, 5, &org.OpenDecision{Decision: 1, Facilitator: 2})
	h.Set(webtest.Now.AddDate(0, 0, 4))
	h.Do(t, 6, &org.FeelTension{Tension: 4}) // the clock is looked at
	return h
}

// A consent by forms alone: two objections, one of which changes the text and one of which
// is withdrawn; it is adopted with the last word, and the map changes by that.
func TestConsentByForms(t *testing.T) {
	h := answering(t)
	send := func(as, path string, pairs ...string) webtest.Scenario {
		return webtest.Scenario{Name: as + " " + path, Path: "/het-anker" + path, Header: asked(as, "en"), Form: form(pairs...), Status: http.StatusSeeOther}
	}
	look := func(as, path string, contains, lacks []string) webtest.Scenario {
		return webtest.Scenario{Name: as + " sees " + path, Path: "/het-anker" + path, Header: asked(as, "en"), Contains: contains, Lacks: lacks}
	}
	webtest.All(t, h, []webtest.Scenario{
		look("3", "/decisions", []string{"Asks something of you", "Swap nights without asking", "Give my answer", "1 of 5 answered"}, nil),
		look("6", "/decisions", []string{"Swap nights without asking"}, []string{"Asks something of you"}),
		look("3", "", []string{"Your answer is missing"}, nil),
		look("3", "/decisions/1", []string{
			`aria-current="step"`, "closes in", "After one reminder no answer counts as no objection", "Rosters of the night", `value="object"`, "What harm would it do?",
		}, nil),
		look("6", "/decisions/1", nil, []string{`id="mine"`}),                                  // is not concerned
		look("9", "/decisions", []string{"Nothing is being decided"}, []string{"Swap nights"}), // a guest in no circle
		{Name: "a guest", Path: "/het-anker/decisions/1", Header: asked("9", "en"), Status: 404, Lacks: []string{"Swap"}},
		{Name: "no harm said", Path: "/het-anker/decisions/1/answer", Header: asked("3", "en"), Form: form("says", "object"), Status: 422, Contains: []string{"Say what harm it would do"}},
		send("3", "/decisions/1/answer", "says", "object", "harm", "A face the client never saw.", "solve", "Not within a day."),
		send("4", "/decisions/1/answer", "says", "object", "harm", "Nobody knows who drives."),
		send("2", "/decisions/1/answer", "says", "consent", "harm", ""),
		look("5", "/decisions/1", []string{"A face the client never saw.", "Not within a day.", "still open", `id="revise"`, "Objections"}, nil),
		send("5", "/decisions/1/revise", "text", "Whoever wants to swap a night does so, and says it. Not within a day.", "why", "For Kofi."),
		look("3", "/decisions/1", []string{"<ins>", "Not within a day.", "See all 2 versions", "Yes, this solves it"}, nil),
		look("3", "/decisions/1?versions", []string{"version 1", "version 2", "For Kofi."}, nil),
		look("3", "", []string{"Your objection waits for your word"}, nil),
		send("3", "/acts/objection.settle", "objection", "B1", "how", "solved", "word", "So it does."),
		send("2", "/decisions/1/answer", "says", "stand_aside"),
		send("1", "/decisions/1/answer", "says", "consent"),
		look("1", "/roles/3", []string{"Night rosters", "Swap nights without asking"}, []string{"Rosters of the night"}),
		send("4", "/acts/objection.settle", "objection", "B2", "how", "withdrawn"),
		look("1", "/roles/3", []string{"Rosters of the night"}, nil),
		look("1", "/decisions/1", []string{"Adopted", "What changed", "Withdrawn", "Solved", "in force, looked at again"}, []string{`id="mine"`, "closes in"}),
		look("1", "/decisions", []string{"Decided this week"}, nil),
		look("1", "/decisions?tab=past&map", []string{"Swap nights"}, nil),
		look("1", "/decisions?tab=past&process=advice", []string{"Nothing fits"}, []string{"Swap nights"}),
		look("5", "/decisions?tab=mine", []string{"Swap nights"}, nil),
		look("1", "/circles/2", []string{"Agreements in force", "Swap nights"}, nil),
	})
}

// Advice is closed until one's own is in; then it opens, with names, and whoever decides says
// what they did with each before they decide.
func TestAdviceByForms(t *testing.T) {
	h := proposed(t, others)
	h.Do(t, 5, &org.OpenDecision{Decision: 1})
	h.Do(t, 2, &org.GiveAdvice{Decision: 1, Text: org.Write("Ask the night team first.")})
	look := func(as string, contains, lacks []string) {
		webtest.Scenario{Name: as, Path: "/het-anker/decisions/1", Header: asked(as, "en"), Contains: contains, Lacks: lacks}.Run(t, h)
	}
	look("3", []string{"One is written, and closed.", "What should Ward Claes know", "must weigh it, not obey it"}, []string{"Ask the night team first."})
	look("5", []string{"One is written, and closed."}, []string{"Ask the night team first."})
	look("2", []string{"Ask the night team first."}, nil)
	h.Do(t, 3, &org.GiveAdvice{Decision: 1, Text: org.Write("Do it.")})
	look("3", []string{"Ask the night team first.", "Do it."}, nil)
	h.Set(webtest.Now.AddDate(0, 0, 9))
	h.Do(t, 6, &org.FeelTension{Tension: 4})
	look("5", []string{"Ask the night team first.", "You decide", `value="not_followed"`}, []string{`acts/decision.adopt`})
	webtest.All(t, h, []webtest.Scenario{
		{Name: "weighs", Path: "/het-anker/acts/advice.weigh", Header: asked("5", "en"), Form: form("decision", "D1", "person", "P2", "heed", "followed", "why", "Done so."), Status: 303},
		{Name: "weighs", Path: "/het-anker/acts/advice.weigh", Header: asked("5", "en"), Form: form("decision", "D1", "person", "P3", "heed", "not_followed", "why", "Too soon."), Status: 303},
	})
	look("5", []string{"Not followed", "Too soon.", "acts/decision.adopt"}, nil)
	h.Do(t, 5, &org.AdoptDecision{Decision: 1})
	look("1", []string{"Adopted", "What changed", "Followed"}, nil)
}

// The six questions, with differing answers by name, and the way they point to.
func TestQuestionsOnThePage(t *testing.T) {
	h := proposed(t, asIs)
	h.Do(t, 2, &org.JudgeDecision{Decision: 1, Harm: deciding.No, Familiar: deciding.No, Knowable: deciding.No, Reactive: deciding.Yes, Undoable: deciding.Yes, Shared: deciding.Yes})
	webtest.All(t, h, []webtest.Scenario{
		{Path: "/het-anker/decisions/1", Header: asked("5", "en"), Contains: []string{"<b>No</b> Sevgi Yıldız", "This points to: Consent", "Begin: Consent", "Another way, with a reason"}},
		{Path: "/het-anker/decisions/1", Header: asked("4", "nl"), Contains: []string{"Wat voor vraag is dit?", `name="reactive"`, "Dit wijst op: Consent"}, Lacks: []string{"Begin: Consent"}},
		{Path: "/het-anker/decisions/1", Header: asked("4", "da"), Contains: []string{"Hvilken slags spørgsmål er det?"}},
		{Name: "one tap each", Path: "/het-anker/acts/decision.judge", Header: asked("4", "en"), Form: form("decision", "D1", "harm", "no", "familiar", "no", "knowable", "yes", "reactive", "unsure", "undoable", "yes", "shared", "yes"), Status: 303},
		{Path: "/het-anker/decisions/1", Header: asked("4", "en"), Contains: []string{"Precious Adeyemi"}},
	})
}

// servedTo serves requests as somebody's.
func servedTo(h http.Handler, who string) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		r.Header.Set(webtest.Asker, who)
		h.ServeHTTP(w, r)
	})
}

// With the last answer it is adopted, and at that moment the map changes in the browser of
// somebody else. Whoever objects says the harm in the same form.
func TestConsentChangesTheMapElsewhere(t *testing.T) {
	h := answering(t)
	h.Me = 0
	h.Do(t, 3, &org.RaiseObjection{Decision: 1, Harm: org.Write("A face the client never saw.")})
	h.Do(t, 2, &org.GiveConsent{Decision: 1, Says: org.Consents})
	h.Do(t, 5, &org.ReviseDecision{Decision: 1, Text: org.Write("Not within a day."), Changes: org.Acts{rename("Rosters of the night")}})
	h.Do(t, 3, &org.SettleObjection{Objection: 1, How: org.Solved})
	h.Do(t, 2, &org.GiveConsent{Decision: 1, Says: org.Consents})
	h.Do(t, 1, &org.GiveConsent{Decision: 1, Says: org.Consents})
	mine, elsewhere := httptest.NewServer(servedTo(h, "4")), httptest.NewServer(servedTo(h, "1"))
	t.Cleanup(mine.Close)
	t.Cleanup(elsewhere.Close)
	b := browser.Open(t)
	other := b.Page(t, browser.Wide)
	other.Open(elsewhere.URL + "/het-anker/roles/3?lang=en")
	other.Wait(`document.querySelector("h1").textContent === "Night rosters"`)
	p := b.Page(t, browser.Phone)
	p.Open(mine.URL + "/het-anker/decisions/1?lang=en")
	p.Wait(`document.querySelector(".js") && getComputedStyle(document.querySelector(".answer-harm")).display === "none"`)
	p.Accessible()
	p.Click(".choice-object")
	p.Wait(`getComputedStyle(document.querySelector(".answer-harm")).display !== "none"`)
	p.Accessible()
	p.Click("#harm")
	p.Keys("Nobody knows who drives.")
	p.Click("#mine button[type=submit]")
	p.Wait(`document.querySelector("#B2")?.textContent.includes("Nobody knows who drives.")`)
	p.Click("#B2 button[value=withdrawn]")
	p.Wait(`document.querySelector("#outcome")?.textContent.includes("Adopted")`)
	other.Wait(`document.querySelector("h1").textContent === "Rosters of the night"`)
	p.Accessible()
	for path, words := range map[string]string{"decisions/1": "Nobody knows who drives.", "agreements?book": "Not within a day."} {
		p.Open(mine.URL + "/het-anker/" + path)
		onPaper(t, p, words)
	}
}

// onPaper holds a page to what is printed of it: its words and what it is, nothing folded
// away, nothing to press.
func onPaper(t *testing.T, p *browser.Page, words string) {
	t.Helper()
	p.Media(browser.Screen{Print: true, Dark: true})
	p.Wait(`document.readyState === "complete" && matchMedia("print").matches`)
	if got := p.Text(`[...document.querySelectorAll(".bar, .tabs, .foot, .foot-bar, .list-tabs, .follow, button, a.button, input:not([type=hidden]), textarea, select")].filter(e => e.checkVisibility({visibilityProperty: true}) && e.getClientRects().length).map(e => e.outerHTML.slice(0, 90)).join("\n")`); got != "" {
		t.Errorf("%s: on paper there is to press:\n%s", p.Address(), got)
	}
	for _, want := range []string{words, "printed"} {
		if !strings.Contains(p.Text("document.body.innerText"), want) {
			t.Errorf("%s: %q is not on paper", p.Address(), want)
		}
	}
	if folded := p.Text(`[...document.querySelectorAll("main details:not(.menu):not(:has(form)) > :not(summary)")].filter(e => e.textContent.trim() && !e.closest("form") && !e.checkVisibility()).map(e => e.outerHTML.slice(0, 90)).join("\n")`); folded != "" {
		t.Errorf("%s: folded away on paper:\n%s", p.Address(), folded)
	}
	p.Media(browser.Phone)
}

func rename(to string) *org.AmendRole { return &org.AmendRole{Role: 3, Name: &to} }
