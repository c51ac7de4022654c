package web_test

import (
	"testing"

	"orpheus/face/web/webtest"
	"orpheus/org"
)

// A small step is begun from the library, its end is told by the clock, and it is looked back
// on: what it taught stands among the learnings.
func TestASmallStepIsTried(t *testing.T) {
	h := lived(t)
	step, journey := "/het-anker/journey/steps/write-first", "/het-anker/journey"
	webtest.All(t, h, []webtest.Scenario{
		{Name: "nothing yet", Path: journey, Header: asked("2", "en"), Contains: []string{"Begin in four weeks", "Nothing is tried just now.", "A rule of thumb that nobody has tested", "All 30 small steps"}},
		{Name: "the library", Path: journey + "/steps", Header: asked("2", "nl"), Contains: []string{"Eerst schrijven, dan praten", "Niet als", "Een stap van jezelf"}},
		{Name: "searched", Path: journey + "/steps?q=deadline+roster+five+minutes", Header: asked("2", "en"), Contains: []string{"No small step fits that."}},
		{Name: "found", Path: journey + "/steps?q=five+minutes", Header: asked("2", "en"), Contains: []string{"Write first, talk after"}, Lacks: []string{"Speak last", "Others in such a place"}},
		{Name: "narrowed", Path: journey + "/steps?about=load", Header: asked("2", "en"), Contains: []string{"One in, one out", "Giving back is fine"}, Lacks: []string{"Speak last"}},
		{Name: "no such step", Path: journey + "/steps/sing", Header: asked("2", "en"), Status: 404},
		{Name: "a step", Path: step, Header: asked("2", "da"), Contains: []string{"Skriv først, tal bagefter", "Hold øje med", `name="small_step" value="write-first"`}},
		{Name: "begun", Path: "/het-anker/acts/try.begin", Header: asked("2", "en"), Form: form("circle", "C1", "small_step", "write-first", "room", "The newsletter waits."), Status: 303, Is: map[string]string{"Location": "/het-anker/journey/tries/1"}},
		{Name: "again", Path: "/het-anker/acts/try.begin", Header: asked("2", "en"), Form: form("circle", "C1", "small_step", "write-first"), Status: 409, Contains: []string{"You try this already"}},
		{Name: "it runs", Path: journey + "/tries/1", Header: asked("3", "en"), Contains: []string{"Week 1 of 4", "The newsletter waits.", "I look after it", "What was done meanwhile"}},
		{Name: "on the journey", Path: journey, Header: asked("3", "nl"), Contains: []string{"Week 1 van 4"}, Lacks: []string{"In vier weken beginnen</h2>"}},
		{Name: "no such try", Path: journey + "/tries/9", Header: asked("3", "en"), Status: 404},
		{Name: "begin", Path: journey + "/begin", Header: asked("2", "da"), Contains: []string{"Begynd på fire uger", "Uge 3: giv slip på noget", "1 lille skridt er begyndt"}},
		{Name: "a guest is told no number of the whole", Path: journey + "/begin", Header: asked("9", "en"), Contains: []string{"Week 3"}, Lacks: []string{"was begun"}},
	})
	h.Set(webtest.Now.AddDate(0, 0, 29))
	h.Do(t, 3, &org.RaiseTension{Circle: 2, Title: "The cold hall"})
	webtest.All(t, h, []webtest.Scenario{
		{Name: "its time is over", Path: journey + "/tries/1", Header: asked("2", "en"), Contains: []string{"Time to look back", "The cold hall", "What did it cost, and whom?", "Too few to tell"}},
		{Name: "looked back on", Path: "/het-anker/acts/try.look_back", Header: asked("3", "en"), Form: form("try", "J1", "becomes", "kept", "saw", "All were <heard>.", "learned", "Five minutes do."), Status: 303},
		{Name: "what they said", Path: journey + "/tries/1", Header: asked("2", "en"), Contains: []string{"kept", "All were &lt;heard&gt;.", "Five minutes do.", "Go on with it"}, Lacks: []string{"Time to look back"}},
		{Name: "learned", Path: "/het-anker/learnings", Header: asked("2", "en"), Contains: []string{"Five minutes do."}},
		{Name: "in the list", Path: journey, Header: asked("2", "en"), Contains: []string{"Five minutes do.", "kept"}},
		{Name: "the report", Path: journey + "/report", Header: asked("2", "en"), Contains: []string{"a report", "Five minutes do.", "nothing in this report that members cannot see"}},
		{Name: "not for a guest", Path: journey + "/report", Header: asked("9", "en"), Lacks: []string{"Five minutes do."}},
		{Name: "tried before", Path: step, Header: asked("2", "en"), Contains: []string{"Tried here before", "Five minutes do."}},
	})
}

// A template is adapted and gathered as a draft, or done at once where the guardrail leaves it
// free; it puts nobody into a role.
func TestATemplateIsLaidIn(t *testing.T) {
	h := lived(t)
	at := "/het-anker/journey/templates/line-team-with-coach"
	laid := form("circle", "C2", "as", "team", "do", "draft", "with-role-planner", "on", "name-role-planner", "Keeper of days", "with-role-improver", "on", "with-limit-b", "on", "_key", "k1")
	webtest.All(t, h, []webtest.Scenario{
		{Name: "nine", Path: "/het-anker/journey/templates", Header: asked("2", "nl"), Contains: []string{"Wijkteam met verdeelde teamrollen", "Team met de leidinggevende als coach"}},
		{Name: "one", Path: at, Header: asked("2", "en"), Contains: []string{"Keeper of improvements", "Lay it into a circle", "Three decisions off your desk"}, Lacks: []string{"with-role-planner"}},
		{Name: "no such template", Path: "/het-anker/journey/templates/guild", Header: asked("2", "en"), Status: 404},
		{Name: "to adapt", Path: at + "?circle=2&as=team", Header: asked("2", "en"), Contains: []string{`name="with-role-planner" checked`, `name="name-role-planner"`, "No role gets a person."}},
		{Name: "a guest lays nothing in", Path: at, Header: asked("9", "en"), Form: laid, Status: 404},
		{Name: "gathered", Path: at, Header: asked("2", "en"), Form: laid, Status: 303, Is: map[string]string{"Location": "/het-anker/draft"}},
		{Name: "sent twice", Path: at, Header: asked("2", "en"), Form: laid, Status: 303},
		{Name: "as a draft", Path: "/het-anker/draft", Header: asked("2", "en"), Contains: []string{"Keeper of days"}},
		{Name: "nothing is done", Path: "/het-anker/circles/2", Header: asked("2", "en"), Lacks: []string{"Keeper of days"}},
	})
	now := form("circle", "C2", "as", "team", "do", "now", "with-role-improver", "on", "with-limit-a", "on", "_key", "k2")
	webtest.All(t, h, []webtest.Scenario{
		{Name: "no member of it", Path: at, Header: asked("4", "en"), Form: now, Status: 403, Contains: []string{"Nothing was changed"}},
		{Name: "at once", Path: at, Header: asked("2", "en"), Form: now, Status: 303, Is: map[string]string{"Location": "/het-anker/circles/2"}},
		{Name: "it is there, and open", Path: "/het-anker/circles/2", Header: asked("2", "en"), Contains: []string{"Aanjager van verbeteringen"}},
		{Name: "from now on by a decision", Path: at + "?circle=2&as=team", Header: asked("2", "en"), Contains: []string{"those it concerns decide"}, Lacks: []string{`value="now"`}},
	})
}
