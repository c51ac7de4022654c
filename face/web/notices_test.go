package web_test

import (
	"maps"
	"testing"

	"orpheus/face/web/webtest"
)

// What others did stands on home with why it reaches one, until its thing's page was
// opened by somebody: a page that follows by itself has not been looked at.
func TestNoticesOnHome(t *testing.T) {
	h := lived(t)
	ward, kofi := asked("5", "en"), asked("3", "en")
	watching := maps.Clone(ward)
	watching["Orpheus-Live"] = "true"
	ahead := maps.Clone(ward)
	ahead["Sec-Purpose"] = "prefetch"
	news, badge := []string{"Changed for you", "Key safes: nobody knows which codes are current", "You raised it"}, "1 thing changed for you"
	webtest.All(t, h, []webtest.Scenario{
		{Name: "what there was, and no more than that", Path: "/het-anker/notices/seen", Header: ward, Form: form("upto", "999999"), Status: 303},
		{Name: "for the other too", Path: "/het-anker/notices/seen", Header: kofi, Form: form("upto", "999999"), Status: 303},
		{Name: "nothing yet", Path: "/het-anker", Header: ward, Lacks: []string{"Changed for you", badge}},
		{Name: "somebody takes the lead", Path: "/het-anker/acts/lead.take", Header: kofi, Form: form("tension", "T4"), Status: 303},
		{Name: "home", Path: "/het-anker", Header: ward, Contains: append(news, badge)},
		{Name: "in Dutch", Path: "/het-anker", Header: asked("5", "nl"), Contains: []string{"Veranderd voor jou", "Jij bracht het in", "1 ding veranderde voor jou"}},
		{Name: "in Danish", Path: "/het-anker", Header: asked("5", "da"), Contains: []string{"Nyt til dig", "Du tog det op"}},
		{Name: "another page", Path: "/het-anker/people", Header: ward, Contains: []string{badge}},
		{Name: "who did it", Path: "/het-anker", Header: kofi, Lacks: []string{"Changed for you"}},
		{Name: "a page that follows", Path: "/het-anker/initiatives/5", Header: watching, Contains: []string{badge}},
		{Name: "a page fetched before anybody asks", Path: "/het-anker/initiatives/5", Header: ahead, Contains: []string{badge}},
		{Name: "still not seen", Path: "/het-anker", Header: ward, Contains: news},
		{Name: "the page itself", Path: "/het-anker/initiatives/5", Header: ward, Lacks: []string{badge}},
		{Name: "home after it", Path: "/het-anker", Header: ward, Lacks: []string{"Changed for you"}},
		{Name: "follow", Path: "/het-anker/notices/follow", Header: ward, Form: form("thing", "I4", "on", "yes"), Status: 303},
		{Name: "something is said", Path: "/het-anker/acts/initiative.note", Header: kofi, Form: form("initiative", "I4", "text", "Tuesday it is"), Status: 303},
		{Name: "its page as it was", Path: "/het-anker/initiatives/4?at=2026-03-16", Header: ward, Status: 200},
		{Name: "what was not looked at", Path: "/het-anker", Header: ward, Contains: []string{badge}},
		{Name: "its page now", Path: "/het-anker/initiatives/4", Header: ward, Lacks: []string{badge}},
		{Name: "all of them", Path: "/het-anker/notices", Header: ward, Contains: news[1:]},
		{Name: "in the past nothing is seen or followed", Path: "/het-anker/initiatives/4?at=2026-03-01", Header: ward, Lacks: []string{"Follow"}},
	})
}

// What one follows, silences and is quiet about holds at once, on the same version of the
// organisation, and for nobody else.
func TestNoticeSettings(t *testing.T) {
	h := lived(t)
	me, other := asked("4", "en"), asked("3", "en")
	const page, settings = "/het-anker/tensions/5", "/het-anker/account/notices"
	const stop, follow = "Stop following", "value=\"yes\""
	webtest.All(t, h, []webtest.Scenario{
		{Name: "not followed", Path: page, Header: me, Lacks: []string{stop}, Contains: []string{follow}},
		{Name: "follow", Path: "/het-anker/notices/follow", Header: me, Form: form("thing", "T5", "on", "yes", "_back", page), Status: 303, Is: map[string]string{"Location": page}},
		{Name: "followed", Path: page, Header: me, Contains: []string{stop}},
		{Name: "by nobody else", Path: page, Header: other, Lacks: []string{stop}},
		{Name: "and listed", Path: settings, Header: me, Contains: []string{"You follow", "New colleagues get no medication talk"}},
		{Name: "not for others", Path: settings, Header: other, Lacks: []string{"You follow"}},
		{Name: "somebody", Path: "/het-anker/notices/follow", Header: me, Form: form("thing", "P2", "on", "yes"), Status: 404},
		{Name: "nothing", Path: "/het-anker/notices/follow", Header: me, Form: form("on", "yes"), Status: 404},
		{Name: "elsewhere", Path: "/het-anker/notices/follow", Header: me, Form: form("thing", "T5", "_back", "https://evil.example/"), Status: 303, Is: map[string]string{"Location": "/het-anker"}},
		{Name: "not any more", Path: page, Header: me, Lacks: []string{stop}},
		{Name: "quiet", Path: "/het-anker/notices/mute", Header: me, Form: form("thing", "T5", "on", "yes"), Status: 303},
		{Name: "quiet about it", Path: settings, Header: me, Contains: []string{"Quiet about", "Tell me again"}},
		{Name: "silence", Path: settings, Header: me, Form: form("felt", "never", "raised", "here"), Status: 303},
		{Name: "silenced", Path: settings, Header: me, Contains: []string{`name="felt" value="never" checked`, `name="raised" value="here" checked`}},
	})
}
