package web_test

import (
	"testing"

	"orpheus/face/web/webtest"
	"orpheus/org"
)

// named has people of Het Anker say what a call about key safes asks for.
func named(t *testing.T) *webtest.House {
	h := webtest.Anker(t)
	h.Do(t, 3, &org.NameStrength{As: org.AsStrength, Text: org.Write("Key safes and locks")})
	h.Do(t, 4, &org.ConfirmStrength{Strength: 1})
	h.Do(t, 4, &org.NameStrength{As: org.AsWish, Text: org.Write("Learn about safes")})
	h.Do(t, 5, &org.NameStrength{As: org.AsEnergy, Text: org.Write("Knowing all codes")})
	h.Do(t, 6, &org.NameStrength{As: org.AsStrength, Text: org.Write("Codes of every kind")})
	return h
}

// Whoever chose to be suggested stands on the page of an open call with what they wrote in the
// open; nobody else does, and no value that somebody said for themselves.
func TestWhomToInvite(t *testing.T) {
	h := named(t)
	const at, set = "/het-anker/calls/T4", "/het-anker/me/suggest"
	webtest.All(t, h, []webtest.Scenario{
		{Name: "nobody chose it", Path: at, Header: asked("2", "en"), Contains: []string{"Nobody to suggest", "0 people can be suggested", "You are not suggested to anybody"}, Lacks: []string{"Invite "}},
		{Name: "from the tension", Path: "/het-anker/tensions/4", Header: asked("2", "en"), Contains: []string{`href="/het-anker/calls/T4"`}},
		{Name: "3 chooses it", Path: set, Header: asked("3", "en"), Form: form("do", "on", "_back", at), Status: 303, Is: map[string]string{"Location": at}},
		{Name: "4 too", Path: set, Header: asked("4", "en"), Form: form("do", "on"), Status: 303},
		{Name: "what it asks for", Path: at, Header: asked("2", "en"), Contains: []string{"2 people can be suggested", "Key safes and locks”; confirmed by ", "Would like to learn: “Learn about safes”", "acts/lead.offer?", "to=P3", "to=P4"}, Lacks: []string{"to=P5", "to=P6"}},
		{Name: "of oneself nobody asks oneself", Path: at, Header: asked("3", "en"), Contains: []string{"You are among those whom others are told to invite", "Your own"}, Lacks: []string{"to=P3"}},
		{Name: "5 chooses it, and says what it would cost", Path: set, Header: asked("5", "en"), Form: form("do", "on"), Status: 303},
		{Name: "and says so of this call", Path: set, Header: asked("5", "en"), Form: form("do", "energy", "thing", "T4", "energy", "2"), Status: 303},
		{Name: "is theirs alone", Path: at, Header: asked("2", "en"), Contains: []string{"Gets energy from “Knowing all codes”"}, Lacks: []string{`<option value="2" selected`}},
		{Name: "they see it", Path: at, Header: asked("5", "en"), Contains: []string{`<option value="2" selected`}},
		{Name: "all of it", Path: at + "?all", Header: asked("2", "en"), Contains: []string{"The same people stay first", "No better whole exists"}},
		{Name: "no value there is", Path: set, Header: asked("5", "en"), Form: form("do", "energy", "thing", "T4", "energy", "9"), Status: 400},
		{Name: "of no thing", Path: set, Header: asked("5", "en"), Form: form("do", "energy", "thing", "P2", "energy", "2"), Status: 400},
		{Name: "nothing to do", Path: set, Header: asked("5", "en"), Form: form("do", "x"), Status: 400},
		{Name: "4 said no to it", Path: "/het-anker/not-me", Header: asked("4", "en"), Form: form("thing", "T4"), Status: 303},
		{Name: "and is not suggested", Path: at, Header: asked("2", "en"), Lacks: []string{"to=P4"}},
		{Name: "3 has no room", Path: "/het-anker/room", Header: asked("3", "en"), Form: form(), Status: 303},
		{Name: "and is not suggested either", Path: at, Header: asked("2", "en"), Lacks: []string{"to=P3"}},
		{Name: "5 forgets it", Path: set, Header: asked("5", "en"), Form: form("do", "forget"), Status: 303},
		{Name: "Dutch", Path: at, Header: asked("2", "nl"), Contains: []string{"Wie uitnodigen", "Niemand om voor te stellen"}},
		{Name: "Danish", Path: at, Header: asked("2", "da"), Contains: []string{"Hvem vil I spørge", "Ingen at foreslå"}},
		{Name: "a guest of another circle", Path: at, Header: asked("9", "en"), Status: 404},
		{Name: "no thing", Path: "/het-anker/calls/P2", Header: asked("2", "en"), Status: 404},
		{Name: "a role nobody holds", Path: "/het-anker/calls/R3", Header: asked("2", "en"), Contains: []string{"Propose an election for this role"}},
		{Name: "taken", Path: "/het-anker/acts/lead.take", Header: asked("6", "en"), Form: form("tension", "T4"), Status: 303},
		{Name: "is not open", Path: at, Header: asked("2", "en"), Contains: []string{"This is not open any more"}},
	})
}

// A path is for the one whose it is: what they led and held, what they named, what is open for
// them and why, as a page and as a file.
func TestMyPath(t *testing.T) {
	h := named(t)
	const at = "/het-anker/me/path"
	webtest.All(t, h, []webtest.Scenario{
		{Name: "what is open, and why", Path: at, Header: asked("6", "en"), Contains: []string{"<h1>My path</h1>", `href="/het-anker/calls/T4"`, "Codes of every kind", "Suggest me"}, Is: map[string]string{"Cache-Control": "no-store"}},
		{Name: "chosen", Path: "/het-anker/me/suggest", Header: asked("6", "en"), Form: form("do", "on", "_back", at), Status: 303},
		{Name: "so many at once", Path: "/het-anker/me/suggest", Header: asked("6", "en"), Form: form("do", "most", "most", "4"), Status: 303},
		{Name: "stands there", Path: at, Header: asked("6", "en"), Contains: []string{"You can be suggested", `<option value="4" selected`, "Forget all I said here"}},
		{Name: "in the file", Path: at + ".json", Header: asked("6", "en"), Contains: []string{`"what": "Codes of every kind"`, `"kind": "suggest"`, `"what": "4"`}, Is: map[string]string{"Cache-Control": "no-store"}},
		{Name: "as a sheet", Path: at + ".csv", Header: asked("6", "nl"), Contains: []string{"kracht", "Codes of every kind"}},
		{Name: "of nobody else", Path: at + ".json", Header: asked("2", "en"), Lacks: []string{"Codes of every kind"}},
		{Name: "too many", Path: "/het-anker/me/suggest", Header: asked("6", "en"), Form: form("do", "most", "most", "40"), Status: 400},
		{Name: "Dutch", Path: at, Header: asked("6", "nl"), Contains: []string{"Mijn pad", "Open voor jou"}},
		{Name: "Danish", Path: at, Header: asked("6", "da"), Contains: []string{"Min vej", "Åbent for dig"}},
	})
}

// Who raises something is told what others learned of it and what is open already, with the
// words by which it was found, while they write and after.
func TestSomethingAlike(t *testing.T) {
	h := webtest.Anker(t)
	h.Do(t, 3, &org.KeepLearning{Circle: 2, Text: org.Write("A key safe that sticks is a phone call, not a report.\nThe maker comes within two days.")})
	const note = "/het-anker/alike?q=The+key+safe+sticks+again,+and+nobody+has+the+codes&circle=C2"
	webtest.All(t, h, []webtest.Scenario{
		{Name: "the form has a place for it", Path: "/het-anker/acts/tension.raise", Header: asked("2", "en"), Contains: []string{`data-alike="/het-anker/alike"`}},
		{Name: "what was learned, and what is open", Path: note, Header: asked("2", "en"), Contains: []string{"had this in", "A key safe that sticks is a phone call, not a report.", "Open now:", "Key safes: nobody knows", "Found by safe", "Nobody is told that you looked."}, Lacks: []string{"<html"}, Is: map[string]string{"Cache-Control": "no-store"}},
		{Name: "in Dutch", Path: note, Header: asked("2", "nl"), Contains: []string{"had dit in", "Gevonden op"}},
		{Name: "in Danish", Path: note, Header: asked("2", "da"), Contains: []string{"havde det her i", "Fundet på"}},
		{Name: "a guest of another circle", Path: note, Header: asked("9", "en"), Empty: true},
		{Name: "one word alone is not enough", Path: "/het-anker/alike?q=The+key+of+the+bakery+rusts+away", Header: asked("2", "en"), Empty: true},
		{Name: "nothing", Path: "/het-anker/alike?q=", Header: asked("2", "en"), Empty: true},
		{Name: "raised all the same", Path: "/het-anker/acts/tension.raise", Header: asked("2", "en"), Form: form("title", "The key safe sticks again", "circle", "C2", "lead", "off"), Status: 303, Is: map[string]string{"Location": "/het-anker/tensions/6"}},
		{Name: "said after", Path: "/het-anker/tensions/6", Header: asked("2", "en"), Contains: []string{"had this in", "phone call, not a report"}},
		{Name: "to nobody else", Path: "/het-anker/tensions/6", Header: asked("3", "en"), Lacks: []string{"had this in"}},
	})
}

// Something learned can come from a decision, stands with it, and is found by its title; a
// circle has a page of what it learned to hang up.
func TestLearnedFromADecision(t *testing.T) {
	h := webtest.Anker(t)
	h.Do(t, 2, &org.ProposeDecision{Circle: 2, Title: "One night phone", Text: org.Write("We share one.")})
	const at = "/het-anker/decisions/1"
	webtest.All(t, h, []webtest.Scenario{
		{Name: "not offered before it is over", Path: at, Header: asked("2", "en"), Lacks: []string{"acts/learning.keep?decision=D1"}},
		{Name: "the form is about it", Path: "/het-anker/acts/learning.keep?decision=D1", Header: asked("2", "en"), Contains: []string{`name="decision" value="D1"`, "say-files"}},
		{Name: "kept", Path: "/het-anker/acts/learning.keep", Header: asked("2", "en"), Form: form("decision", "D1", "text", "A phone needs an owner."), Status: 303},
		{Name: "stands with it", Path: at, Header: asked("3", "en"), Contains: []string{"A phone needs an owner."}},
		{Name: "is found by its title", Path: "/het-anker/learnings?q=night+phone", Header: asked("3", "en"), Contains: []string{"A phone needs an owner.", at}},
		{Name: "to hang up", Path: "/het-anker/learnings?circle=2&sheet", Header: asked("3", "nl"), Contains: []string{"A phone needs an owner.", "Terug naar de lijst"}, Lacks: []string{`class="list-narrow"`}},
	})
}
