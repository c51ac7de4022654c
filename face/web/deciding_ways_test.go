package web_test

import (
	"net/http"
	"testing"
	"time"

	"orpheus/face/web/webtest"
	"orpheus/org"
)

// deciders are people of Home care in Het Anker who do everything by forms, without a script.
type deciders struct {
	*testing.T
	h *webtest.House
}

func decidersOf(t *testing.T) deciders {
	t.Helper()
	h := webtest.Anker(t)
	h.Do(t, 3, &org.JoinCircle{Circle: 2})
	h.Do(t, 4, &org.JoinCircle{Circle: 2})
	return deciders{t, h}
}

// send has somebody send a form, and be led on.
func (d deciders) send(as, path string, pairs ...string) {
	d.Helper()
	webtest.Scenario{Name: as + " " + path, Path: "/het-anker" + path, Header: asked(as, "en"), Form: form(pairs...), Status: http.StatusSeeOther}.Run(d.T, d.h)
}

// refused has somebody send a form that is shown again, with the reason.
func (d deciders) refused(as string, status int, path, why string, pairs ...string) {
	d.Helper()
	webtest.Scenario{Name: as + " is refused " + path, Path: "/het-anker" + path, Header: asked(as, "en"), Form: form(pairs...), Status: status, Contains: []string{`role="alert"`, why}}.Run(d.T, d.h)
}

// sees has somebody look at the page of a decision.
func (d deciders) sees(as, n string, contains ...string) {
	d.Helper()
	webtest.Scenario{Name: as + " sees", Path: "/het-anker/decisions/" + n, Header: asked(as, "en"), Contains: contains}.Run(d.T, d.h)
}

// lacks has somebody look in vain.
func (d deciders) lacks(as, n string, lacks ...string) {
	d.Helper()
	webtest.Scenario{Name: as + " lacks", Path: "/het-anker/decisions/" + n, Header: asked(as, "en"), Lacks: lacks}.Run(d.T, d.h)
}

// later lets time pass, and the clock act.
func (d deciders) later(t time.Duration) {
	d.Helper()
	d.h.Set(d.h.Now().Add(t))
	d.h.Do(d.T, 6, &org.RaiseTension{Circle: 3, Title: "Time passes " + d.h.Now().String()[:16]})
}

const day = 24 * time.Hour

// judged are the six answers, as a form has them.
func judged(harm, familiar, knowable, reactive, undoable, shared string) []string {
	return []string{"harm", harm, "familiar", familiar, "knowable", knowable, "reactive", reactive, "undoable", undoable, "shared", shared}
}

// Somebody is elected on the reasons: names are closed until one named somebody, others may
// be named then, one is put forward, and the last answer fills the role.
func TestElectionByForms(t *testing.T) {
	d := decidersOf(t)
	d.send("4", "/propose", "circle", "C2", "title", "Who keeps the nights", "text", "For a year.", "process", "election", "role", "R3", "why", "It is a role for one.")
	d.sees("3", "1", "Election by consent", "Everybody names somebody", `name="word"`, "Named for the role", "It is a role for one.")
	d.send("3", "/acts/decision.nominate", "decision", "D1", "person", "P5", "word", "Ward is calm at night.")
	d.sees("3", "1", "Ward is calm at night.")
	d.lacks("2", "1", "Ward is calm at night.")
	for _, p := range []string{"1", "2", "4", "5"} {
		d.send(p, "/acts/decision.nominate", "decision", "D1", "person", "P5", "word", "He sees what is missing.")
	}
	d.sees("1", "1", "Naming again", "Name somebody else, if they changed your mind")
	d.later(4 * day)
	d.sees("1", "1", "Put forward", "puts somebody forward, on the reasons")
	facilitates := "1"
	d.send(facilitates, "/acts/decision.put_forward", "decision", "D1", "person", "P5", "word", "Calm, and he asks.")
	d.sees("2", "1", "Put forward:", "Calm, and he asks.", `value="stand_aside"`)
	for _, p := range []string{"1", "2", "3", "4", "5"} {
		d.send(p, "/decisions/1/answer", "says", "consent")
	}
	d.sees("1", "1", "Adopted", "What changed", "Ward Claes")
	webtest.Scenario{Name: "the role is held", Path: "/het-anker/roles/3", Header: asked("1", "en"), Contains: []string{"Ward Claes"}}.Run(t, d.h)
}

// Small trials have a limit and a day; what was seen is said of each, and that ends it.
func TestProbeByForms(t *testing.T) {
	d := decidersOf(t)
	d.send("5", "/propose", append([]string{"circle", "C2", "title", "Two routes for the late round", "text", "Two routes, three weeks."}, judged("no", "no", "no", "yes", "yes", "no")...)...)
	d.refused("5", http.StatusConflict, "/acts/decision.open", "There is no small trial yet", "decision", "D1", "process", "probe", "why", "Small and safe.")
	on := d.h.Now().AddDate(0, 0, 14).Format(time.DateOnly)
	d.send("5", "/acts/decision.add_trial", "decision", "D1", "text", "The long route.", "limit", "Forty kilometres more.", "on", on)
	d.send("5", "/acts/decision.open", "decision", "D1", "process", "probe", "why", "Small and safe.")
	d.sees("5", "1", "Small trials, being tried", "Forty kilometres more.", "tried out on a small scale", "Small and safe.")
	webtest.Scenario{Name: "the list says what is left", Path: "/het-anker/decisions", Header: asked("2", "en"), Contains: []string{"1 of 1 trials still to be looked at"}}.Run(t, d.h)
	d.later(15 * day)
	d.sees("5", "1", `href="#trials-title"`, "Say what you saw")
	d.send("5", "/acts/decision.observe", "decision", "D1", "trial", "1", "keep", "true", "word", "Quiet evenings.")
	d.sees("2", "1", "Tried", "goes on", "Quiet evenings.")
	d.lacks("2", "1", "What changed")
}

// Whoever acts first tells it; the authority lapses by itself, and then it is looked back on.
func TestActFirstByForms(t *testing.T) {
	d := decidersOf(t)
	d.send("5", "/propose", append([]string{"circle", "C2", "title", "The gate is broken", "text", "Cars go home with the drivers.", "process", "act_first", "why", "The gate does not close."}, judged("yes", "no", "no", "no", "yes", "yes")...)...)
	d.sees("2", "1", "authority lapses", "acted at once, to contain harm")
	d.later(4 * day)
	d.sees("5", "1", "Look back on what was done", "acts/decision.look_back")
	d.lacks("5", "1", "authority lapses")
	d.send("5", "/acts/decision.look_back", "decision", "D1", "word", "Nothing was taken. The gate is mended.")
	d.sees("2", "1", "Looked back", "The gate is mended.")
}

// What cannot be undone is decided from a role only once a second person looked.
func TestSecondPersonByForms(t *testing.T) {
	d := decidersOf(t)
	d.send("2", "/propose", append([]string{"circle", "C2", "title", "Old dressings go", "text", "All of the old stock is thrown away."}, judged("no", "yes", "yes", "no", "no", "no")...)...)
	d.send("2", "/acts/decision.open", "decision", "D1", "process", "role_authority", "role", "R2", "why", "It is in my role.")
	d.sees("2", "1", "Second look", "a second person looks at it first")
	d.lacks("2", "1", `acts/decision.second"`)
	d.sees("4", "1", "Look at it as the second person", `acts/decision.second"`)
	d.send("4", "/acts/decision.second", "decision", "D1")
	d.sees("2", "1", "Adopted", "Looked at it too", "Precious Adeyemi")
	webtest.Scenario{Name: "it is in force", Path: "/het-anker/agreements", Header: asked("2", "en"), Contains: []string{"Old dressings go"}}.Run(t, d.h)
}

// A stage gets more time with a reason that everybody reads; what was proposed is taken back,
// and only the steps that it came to are shown as done.
func TestMoreTimeAndTakenBackByForms(t *testing.T) {
	d := decidersOf(t)
	d.send("5", "/propose", append([]string{"circle", "C2", "title", "Swap nights", "text", "Without asking.", "process", "consent", "why", "It cannot wait."}, judged("no", "no", "no", "yes", "yes", "yes")...)...)
	d.sees("5", "1", "Consent, questions", "acts/decision.extend", "acts/decision.drop", "It cannot wait.")
	d.lacks("2", "1", "acts/decision.extend", "acts/decision.drop")
	d.refused("2", http.StatusForbidden, "/acts/decision.extend", "", "decision", "D1", "until", "2026-03-28", "why", "I am away.")
	d.send("5", "/acts/decision.extend", "decision", "D1", "until", "2026-03-28", "why", "Two of us are away.")
	d.sees("2", "1", "More time, by Ward Claes", "Two of us are away.")
	d.send("5", "/acts/decision.drop", "decision", "D1", "why", "We found another way.")
	d.sees("2", "1", "We found another way.", "<b>Questions</b>")
	d.lacks("2", "1", "<b>Objections</b>", `id="mine"`, "What changed")
}

// Where objections stay open, whoever proposes may try something smaller: it takes the
// place of the larger one as soon as it begins.
func TestASmallerTrialByForms(t *testing.T) {
	h := answering(t)
	d := deciders{t, h}
	d.send("3", "/decisions/1/answer", "says", "object", "harm", "A face the client never saw.")
	d.lacks("5", "1", "A smaller trial instead")
	d.later(8 * day)
	d.sees("5", "1", "Objections are open", "A smaller trial instead", `href="/het-anker/propose?instead=D1"`)
	d.lacks("3", "1", "A smaller trial instead")
	webtest.Scenario{
		Name: "its form", Path: "/het-anker/propose?instead=D1", Header: asked("5", "en"),
		Contains: []string{"A smaller trial in the place of", `value="Swap nights without asking"`, "What do you try?", `name="trial"`, `name="limit"`, `name="on"`, `value="probe"`},
	}.Run(t, h)
	trial := []string{"instead", "D1", "circle", "C2", "title", "Swap nights in one team", "text", "For a month.", "trial", "Team Oost swaps.", "limit", "Never within a day.", "process", "probe", "why", "Small."}
	webtest.Scenario{Name: "what cannot be read is asked again, and nothing is lost", Path: "/het-anker/propose", Header: asked("5", "en"), Form: form(append(trial, "on", "2025-01-01")...), Status: http.StatusUnprocessableEntity, Contains: []string{`role="alert"`, "Team Oost swaps.", "Never within a day."}}.Run(t, h)
	d.send("5", "/acts/decision.add_trial", "decision", "D2", "text", "Team Oost swaps.", "limit", "Never within a day.", "on", h.Now().AddDate(0, 0, 28).Format(time.DateOnly))
	d.sees("3", "1", "Objections are open")
	d.send("5", "/acts/decision.open", "decision", "D2", "process", "probe", "why", "Small.")
	d.sees("3", "1", "A smaller trial took its place")
	d.sees("3", "2", "Team Oost swaps.", "being tried")
}

// Another way than the questions suggest begins at once where it has a reason, and nothing
// is proposed where it has none.
func TestAnotherWayOnThePageOfProposing(t *testing.T) {
	d := decidersOf(t)
	fields := append([]string{"circle", "C2", "title", "One supplier", "text", "One list."}, judged("no", "no", "no", "yes", "yes", "yes")...)
	look := append(fields, "process", "advice")
	webtest.Scenario{
		Name: "what would follow", Path: "/het-anker/propose?look", Header: asked("5", "en"), Form: form(look...),
		Contains: []string{"Another way, chosen by you", "The questions point to: Consent of Home care", "Advice asked", "with your reason"},
	}.Run(t, d.h)
	d.refused("5", http.StatusUnprocessableEntity, "/propose", "Say why you choose another way", look...)
	webtest.Scenario{Name: "nothing was proposed", Path: "/het-anker/decisions/1", Header: asked("5", "en"), Status: http.StatusNotFound}.Run(t, d.h)
	d.send("5", "/propose", append(look, "why", "I need to know more first.", "_key", "k9")...)
	d.send("5", "/propose", append(look, "why", "I need to know more first.", "_key", "k9")...)
	d.sees("2", "1", "Advice, advice asked", "I need to know more first.", "Ward Claes decides. First those it concerns")
	webtest.Scenario{Name: "once", Path: "/het-anker/decisions/2", Header: asked("5", "en"), Status: http.StatusNotFound}.Run(t, d.h)
}

// Who sees the question otherwise is named beside what it points to, and why people are
// concerned stands with each.
func TestSecondOpinion(t *testing.T) {
	d := decidersOf(t)
	d.send("5", "/propose", append([]string{"circle", "C2", "title", "One supplier", "text", "One list."}, judged("no", "no", "no", "yes", "yes", "yes")...)...)
	d.lacks("5", "1", "A second opinion")
	d.send("3", "/acts/decision.judge", append([]string{"decision", "D1"}, judged("no", "no", "yes", "no", "yes", "no")...)...)
	d.sees("5", "1", "A second opinion", "By the answers of Kofi Mensah it would be: Advice.", "Talk with them before you begin", "Change my answers", "belongs to Home care", `id="begin"`)
	d.sees("2", "1", "A second opinion", "Ward Claes begins it, by", `id="judge"`)
}
