package web_test

import (
	"testing"

	"orpheus/face/web/webtest"
	"orpheus/org"
)

// What is worth a conversation is on a page with its rule and one step; "this is fine" keeps
// it away until a day, with the reason and who said so, and it can be brought back.
func TestSignals(t *testing.T) {
	h := lived(t)
	signals := "/het-anker/insight/signals"
	raise := &org.RaiseTension{Circle: 2, Title: "The cold hall"}
	h.Do(t, 2, raise)
	id := raise.Tension
	h.Set(webtest.Now.AddDate(0, 0, 70))
	says, key := "“The cold hall” has been open for a long time", "open_long:"+id.String()
	webtest.All(t, h, []webtest.Scenario{
		{Name: "found", Path: signals, Header: asked("2", "en"), Contains: []string{
			says, "raised 70 days ago", "Ask somebody", "This is fine", "key=open_long%3A" + id.String(), `href="/het-anker/tensions/` + id.String()[1:] + `"`,
			"Something that was raised 60 days ago or more", "The rules",
		}, Lacks: []string{"Fine as it is", "For you alone"}},
		{Name: "in Dutch", Path: signals, Header: asked("2", "nl"), Contains: []string{"staat al lang open", "Dit is goed zo", "Vraag iemand"}},
		{Name: "of one rule", Path: signals + "?rule=open_long", Header: asked("2", "en"), Contains: []string{says}},
		{Name: "of no rule", Path: signals + "?rule=ranking", Header: asked("2", "en"), Contains: []string{says}},
		{Name: "a guest", Path: signals, Header: asked("9", "en"), Contains: []string{"These numbers are for members"}, Lacks: []string{"cold hall", "The rules"}},
		{Name: "in the past nothing is settled", Path: signals + "?at=2026-05-20", Header: asked("2", "en"), Contains: []string{says}, Lacks: []string{"signal.settle", "lead.offer"}},
		{Name: "its form", Path: "/het-anker/acts/signal.settle?key=" + key, Header: asked("2", "en"), Contains: []string{"Why is it fine?", "Until when?", "The cold hall", `name="key" value="` + key + `"`}},
		{Name: "without a reason", Path: "/het-anker/acts/signal.settle", Header: asked("2", "en"), Form: form("key", key, "why", " "), Status: 422, Contains: []string{`name="key" value="` + key + `"`}},
		{Name: "this is fine", Path: "/het-anker/acts/signal.settle", Header: asked("2", "en"), Form: form("key", key, "why", "It waits for <spring>.", "_back", signals), Status: 303, Is: map[string]string{"Location": signals}},
		{Name: "settled", Path: signals, Header: asked("3", "en"), Contains: []string{"Fine as it is", says, "It waits for &lt;spring&gt;.", "until", "Bring it back"}, Lacks: []string{"raised 70 days ago"}},
		{Name: "brought back", Path: "/het-anker/acts/signal.reopen", Header: asked("3", "en"), Form: form("key", key, "_back", signals), Status: 303},
		{Name: "there again", Path: signals, Header: asked("2", "en"), Contains: []string{says, "Ask somebody"}, Lacks: []string{"Fine as it is"}},
	})
	h.Do(t, 2, &org.SettleSignal{Key: key, Why: org.Write("x"), Until: org.At(h.Now().AddDate(0, 0, 5))})
	webtest.Scenario{Name: "away", Path: signals, Header: asked("2", "en"), Contains: []string{"Fine as it is"}, Lacks: []string{"raised 74 days ago"}}.Run(t, h)
	h.Set(webtest.Now.AddDate(0, 0, 76))
	webtest.Scenario{Name: "its day is over", Path: signals, Header: asked("2", "en"), Contains: []string{says, "raised 76 days ago"}, Lacks: []string{"Fine as it is"}}.Run(t, h)
}

// Whoever said they have no room and leads much is told so on their page, and nobody else is.
func TestOverloadIsSaidToOneAlone(t *testing.T) {
	h := webtest.Village(t)
	for range 3 {
		h.Do(t, 3, &org.StartInitiative{Circle: org.Root, Title: "x", Until: org.At(h.Now().AddDate(0, 3, 0))})
	}
	signals, told := "/het-dorp/insight/signals", "You said that you have no room"
	webtest.All(t, h, []webtest.Scenario{
		{Name: "there is room", Path: signals, Header: asked("3", "en"), Lacks: []string{told}},
		{Name: "there is none", Path: "/het-dorp/room", Header: asked("3", "en"), Form: form("room", "off"), Status: 303},
		{Name: "told", Path: signals, Header: asked("3", "en"), Contains: []string{told, "For you alone", "Hand one over"}},
		{Name: "nobody else", Path: signals, Header: asked("2", "en"), Lacks: []string{told, "For you alone"}},
		{Name: "not in the past", Path: signals + "?at=2026-03-01", Header: asked("3", "en"), Lacks: []string{told}},
	})
}

// The cases are there with their rules; those involved say how they see one, and it counts.
func TestCases(t *testing.T) {
	h := webtest.Village(t)
	cases := "/het-dorp/insight/cases"
	webtest.All(t, h, []webtest.Scenario{
		{Name: "the year", Path: cases, Header: asked("3", "en"), Contains: []string{
			"nobody looked yet", "Based on 48 leads", "Unplanned: no role and no decision a week before named who leads it", "Forms of leading together", "incremental leading",
			"What leading together rests on", "too little to say", `href="/het-dorp/insight/cases?fit=unknown&amp;planned=unplanned"`,
		}},
		{Name: "in Danish", Path: cases, Header: asked("3", "da"), Contains: []string{"Planlagt eller ej, passende eller ej", "ingen har set på det endnu"}},
		{Name: "narrowed", Path: cases + "?planned=planned&fit=fits", Header: asked("3", "en"), Contains: []string{"There is no such case", "All cases"}},
		{Name: "a small circle", Path: cases + "?circle=2", Header: asked("3", "en"), Contains: []string{"The cases are below"}, Lacks: []string{"Forms of leading together", "Based on"}},
		{Name: "a guest", Path: cases, Header: asked("25", "en"), Contains: []string{"These numbers are for members"}, Lacks: []string{"Based on"}},
		{Name: "labelled", Path: "/het-dorp/acts/initiative.label", Header: asked("3", "en"), Form: form("initiative", "I3", "fit", "fits", "planned", "planned", "_back", cases), Status: 303, Is: map[string]string{"Location": cases}},
		{Name: "both stand there", Path: cases + "?planned=planned&fit=fits", Header: asked("3", "en"), Contains: []string{"Those involved say: planned", "Those involved say: it fits", "Unplanned: no role", "Nobody knows yet whether it fits:"}},
		{Name: "nothing is said", Path: "/het-dorp/acts/initiative.label", Header: asked("3", "en"), Form: form("initiative", "I3"), Status: 422},
	})
}
