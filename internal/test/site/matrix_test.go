package site_test

import (
	"flag"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"maps"
	"net/url"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"orpheus/identity"
	"orpheus/org"
	"orpheus/org/form"
	"orpheus/org/orgtest"
)

var update = flag.Bool("update", false, "write the golden files anew")

// cast are those who may come along, in the order of the columns.
var cast = []struct {
	name string
	as   func(h *house, slug string) *visitor
}{
	{"nobody", func(h *house, _ string) *visitor { return h.nobody() }},
	{"revoked", func(h *house, slug string) *visitor {
		v := h.in(slug, member)
		if err := h.people.RevokeAll(h.t.Context(), slug, member, ""); err != nil {
			h.t.Fatal(err)
		}
		return v
	}},
	{"left", func(h *house, slug string) *visitor {
		h.do(slug, 0, &org.JoinPerson{Person: left})
		v := h.in(slug, left)
		h.do(slug, 0, &org.LeavePerson{Person: left})
		return v
	}},
	{"elsewhere", func(h *house, _ string) *visitor { return h.in("elsewhere", 1) }},
	{"guest", func(h *house, slug string) *visitor { return h.in(slug, guest) }},
	{"other", func(h *house, slug string) *visitor { return h.in(slug, other) }},
	{"member", func(h *house, slug string) *visitor { return h.in(slug, member) }},
	{"steward", func(h *house, slug string) *visitor { return h.in(slug, steward) }},
}

// calls are how each address is called; ORG is the organisation and WHO the column.
var calls = map[string]string{
	"GET /{$}":                                  "/",
	"GET /{org}":                                "/ORG",
	"GET /{org}/map":                            "/ORG/map",
	"GET /{org}/map.json":                       "/ORG/map.json",
	"GET /{org}/app.webmanifest":                "/ORG/app.webmanifest",
	"GET /{org}/worker.js":                      "/ORG/worker.js",
	"GET /{org}/offline":                        "/ORG/offline",
	"GET /{org}/settings":                       "/ORG/settings",
	"GET /{org}/map.csv":                        "/ORG/map.csv",
	"GET /{org}/{rest...}":                      "/ORG/nowhere",
	"POST /{org}/{rest...}":                     "/ORG/nowhere",
	"GET /style":                                "/style",
	"GET /assets/bar/{name}":                    "/assets/bar/1b4332.css",
	"GET /assets/{hash}/{name...}":              "/assets/0/orpheus.css",
	"GET /healthz":                              "/healthz",
	"GET /readyz":                               "/readyz",
	"GET /signin":                               "/signin?org=ORG",
	"POST /signin":                              "/signin org=ORG&mail=WHO@else.example&password=not+this+one",
	"GET /signin/{token}":                       "/signin/nothing",
	"POST /signin/{token}":                      "/signin/nothing",
	"GET /found/{token}":                        "/found/nothing",
	"POST /found/{token}":                       "/found/nothing name=X&person=Y&mail=y@o.example",
	"GET /{org}/circles/{id}":                   "/ORG/circles/3",
	"GET /{org}/roles/{id}":                     "/ORG/roles/5",
	"GET /{org}/people":                         "/ORG/people",
	"GET /{org}/agreements":                     "/ORG/agreements",
	"GET /{org}/agreements/{id}":                "/ORG/agreements/1",
	"GET /{org}/propose":                        "/ORG/propose?tension=2",
	"POST /{org}/propose":                       "/ORG/propose?look title=X",
	"GET /{org}/people/{id}":                    "/ORG/people/3",
	"GET /{org}/people/{id}/mail":               "/ORG/people/3/mail",
	"POST /{org}/people/{id}/mail":              "/ORG/people/3/mail mail=new@o.example",
	"POST /{org}/account/mail":                  "/ORG/account/mail do=stop",
	"GET /{org}/tensions/{id}":                  "/ORG/tensions/5",
	"GET /{org}/initiatives":                    "/ORG/initiatives",
	"GET /{org}/initiatives/{id}":               "/ORG/initiatives/3",
	"GET /{org}/learnings":                      "/ORG/learnings",
	"GET /{org}/calls/{thing}":                  "/ORG/calls/T5",
	"GET /{org}/me/path":                        "/ORG/me/path",
	"GET /{org}/me/path.json":                   "/ORG/me/path.json",
	"GET /{org}/me/path.csv":                    "/ORG/me/path.csv",
	"GET /{org}/alike":                          "/ORG/alike?q=nothing+at+all",
	"POST /{org}/me/suggest":                    "/ORG/me/suggest do=on",
	"GET /{org}/insight":                        "/ORG/insight",
	"GET /{org}/insight/how/{question}":         "/ORG/insight/how/pull_share",
	"GET /{org}/insight/council":                "/ORG/insight/council",
	"GET /{org}/insight/would":                  "/ORG/insight/would?with=draft",
	"GET /{org}/insight/{file}":                 "/ORG/insight/pull_share.svg",
	"GET /{org}/insight/who-leads-whom":         "/ORG/insight/who-leads-whom",
	"GET /{org}/insight/who-leads-whom/list":    "/ORG/insight/who-leads-whom/list",
	"GET /{org}/insight/who-leads-whom.svg":     "/ORG/insight/who-leads-whom.svg",
	"GET /{org}/insight/who-leads-whom.csv":     "/ORG/insight/who-leads-whom.csv",
	"GET /{org}/insight/who-leads-whom.gexf":    "/ORG/insight/who-leads-whom.gexf",
	"GET /{org}/insight/who-leads-whom.graphml": "/ORG/insight/who-leads-whom.graphml",
	"GET /{org}/stream":                         "/ORG/stream",
	"GET /{org}/events":                         "/ORG/events",
	"GET /{org}/search":                         "/ORG/search?q=secret",
	"GET /{org}/changes":                        "/ORG/changes",
	"GET /{org}/draft":                          "/ORG/draft",
	"GET /{org}/acts/{kind}":                    "/ORG/acts/tension.raise",
	"GET /{org}/account":                        "/ORG/account",
	"GET /{org}/account/mine.json":              "/ORG/account/mine.json",
	"GET /{org}/account/notices":                "/ORG/account/notices",
	"GET /{org}/account/feeds":                  "/ORG/account/feeds",
	"GET /{org}/feedback":                       "/ORG/feedback",
	"GET /{org}/feedback/ask":                   "/ORG/feedback/ask?initiative=I1",
	"POST /{org}/feedback":                      "/ORG/feedback initiative=I1&to=P2",
	"GET /{org}/people/{id}/feedback":           "/ORG/people/2/feedback",
	"GET /{org}/feedback/{feedback}":            "/ORG/feedback/nothing",
	"POST /{org}/feedback/{feedback}":           "/ORG/feedback/nothing do=decline",
	"POST /{org}/account/feeds":                 "/ORG/account/feeds do=make&kind=days",
	"GET /{org}/feeds/{feed}":                   "/ORG/feeds/nothing.ics",
	"GET /{org}/settings/hooks":                 "/ORG/settings/hooks",
	"POST /{org}/settings/hooks":                "/ORG/settings/hooks do=make&kind=program&url=https%3A%2F%2Fx.example%2F",
	"GET /{org}/notices":                        "/ORG/notices",
	"GET /{org}/mail/{token}":                   "/ORG/mail/P2.all.nothing",
	"POST /{org}/mail/{token}":                  "/ORG/mail/P2.all.nothing",
	"POST /{org}/account/notices":               "/ORG/account/notices felt=never&mail=on",
	"POST /{org}/account/push":                  "/ORG/account/push do=off&id=x",
	"POST /{org}/push/renew":                    "/ORG/push/renew was-endpoint=x",
	"POST /{org}/push/arrived":                  "/ORG/push/arrived token=P2.x.y",
	"POST /{org}/notices/seen":                  "/ORG/notices/seen upto=3",
	"POST /{org}/notices/mute":                  "/ORG/notices/mute thing=T1&on=yes",
	"POST /{org}/notices/follow":                "/ORG/notices/follow thing=T1&on=yes",
	"GET /{org}/people/invite":                  "/ORG/people/invite",
	"POST /{org}/acts/{kind}":                   "/ORG/acts/tension.feel tension=T2",
	"POST /{org}/room":                          "/ORG/room room=on",
	"POST /{org}/draft":                         "/ORG/draft do=refresh",
	"POST /{org}/undo/{seq}":                    "/ORG/undo/3",
	"POST /{org}/signout":                       "/ORG/signout",
	"POST /{org}/account/profile":               "/ORG/account/profile name=New&mail=new@o.example",
	"POST /{org}/account/password":              "/ORG/account/password password=a+long+password",
	"POST /{org}/account/sessions":              "/ORG/account/sessions",
	"POST /{org}/account/tokens":                "/ORG/account/tokens token=Roster",
	"POST /{org}/people/invite":                 "/ORG/people/invite do=invite&name=New&mail=new@o.example&as=member",
	"GET /{org}/people/invitations":             "/ORG/people/invitations",
	"POST /{org}/people/invitations":            "/ORG/people/invitations do=cards",
	"GET /{org}/choices":                        "/ORG/choices?of=P&q=",
	"GET /help":                                 "/help",
	"GET /privacy":                              "/privacy",
	"GET /accessibility":                        "/accessibility",
	"GET /{org}/help":                           "/ORG/help",
	"GET /{org}/privacy":                        "/ORG/privacy",
	"GET /{org}/accessibility":                  "/ORG/accessibility",
	"POST /{org}/not-me":                        "/ORG/not-me thing=T2",
	"GET /{org}/files/{id}":                     "/ORG/files/2",
	"GET /{org}/files/{id}/small":               "/ORG/files/1/small",
	"GET /{org}/people/{id}/photo":              "/ORG/people/2/photo",
	"GET /{org}/account/mine.zip":               "/ORG/account/mine.zip",
	"POST /{org}/files":                         "/ORG/files x=y",
	"POST /{org}/files/drop":                    "/ORG/files/drop _upload=x",
	"POST /{org}/account/photo":                 "/ORG/account/photo do=remove",
	"GET /{org}/logo":                           "/ORG/logo",
	"POST /{org}/settings/logo":                 "/ORG/settings/logo do=remove",
	"POST /{org}/welcome":                       "/ORG/welcome",
	"GET /{org}/decisions":                      "/ORG/decisions",
	"GET /{org}/decisions/{id}":                 "/ORG/decisions/1",
	"GET /{org}/decisions/{id}/ballots":         "/ORG/decisions/7/ballots",
	"POST /{org}/decisions/{id}/answer":         "/ORG/decisions/1/answer says=stand_aside",
	"POST /{org}/decisions/{id}/revise":         "/ORG/decisions/1/revise text=New",
	"POST /{org}/decisions/{id}/vote":           "/ORG/decisions/7/vote mark=0",
	"POST /{org}/decisions/{id}/ballot":         "/ORG/decisions/7/ballot word=swift",
	"GET /{org}/who-decides":                    "/ORG/who-decides?q=secret",
	"GET /{org}/alone":                          "/ORG/alone?q=secret",
	"GET /{org}/insight/signals":                "/ORG/insight/signals",
	"GET /{org}/insight/cases":                  "/ORG/insight/cases",
	"GET /{org}/circles/{id}/meetings":          "/ORG/circles/2/meetings",
	"GET /{org}/meetings/{id}":                  "/ORG/meetings/1",
	"GET /{org}/reflections/{id}":               "/ORG/reflections/1",
	"GET /{org}/journey":                        "/ORG/journey",
	"GET /{org}/journey/begin":                  "/ORG/journey/begin",
	"GET /{org}/journey/steps":                  "/ORG/journey/steps",
	"GET /{org}/journey/steps/{step}":           "/ORG/journey/steps/write-first",
	"GET /{org}/journey/tries/{id}":             "/ORG/journey/tries/1",
	"GET /{org}/journey/templates":              "/ORG/journey/templates",
	"GET /{org}/journey/templates/{template}":   "/ORG/journey/templates/care-team",
	"GET /{org}/journey/report":                 "/ORG/journey/report",
	"POST /{org}/journey/templates/{template}":  "/ORG/journey/templates/care-team circle=C2&do=draft",
}

// acts are what is sent for each kind of act: the member leads, holds and was
// asked; others try the same.
var acts = map[string]string{
	"org.found":            "slug=new&name=New&lang=en",
	"org.amend":            "lang=da",
	"org.mails":            "bare=on",
	"org.invite":           "members=members&guests=stewards",
	"org.bar":              "colour=%231b4332",
	"org.wording":          "language=nl&term=circle&one=team&many=teams&neuter=on",
	"org.source":           "format=x",
	"log.redact":           "entry=3",
	"person.join":          "guest=on",
	"person.record":        "",
	"person.leave":         "person=P2",
	"person.erase":         "person=P2&_sure=on",
	"person.steward":       "person=P3&steward=on",
	"strength.name":        "as=strength&text=Listening+well",
	"strength.drop":        "strength=Z1",
	"strength.confirm":     "strength=Z2",
	"strength.unconfirm":   "strength=Z3",
	"standin.name":         "who=P6&until=2026-04-01",
	"standin.end":          "standin=MADE",
	"thanks.give":          "to=P2&decision=D6&text=Well+done",
	"thanks.hide":          "thanks=W1",
	"thanks.show":          "thanks=W3",
	"thanks.take_back":     "thanks=W2",
	"informal.recognise":   "circle=C2&person=P6&as=coordinator",
	"informal.confirm":     "informal=Y2",
	"informal.withdraw":    "informal=Y2",
	"informal.accept":      "informal=Y1",
	"informal.decline":     "informal=Y1",
	"circle.form":          "parents=C2&name=New",
	"circle.amend":         "circle=C2&name=New",
	"circle.move":          "circle=C4&parents=MADE",
	"circle.close":         "circle=C4",
	"circle.restore":       "circle=C5&parents=C2",
	"circle.join":          "circle=C3",
	"circle.leave":         "circle=C2",
	"role.create":          "circle=C2&name=New",
	"role.amend":           "role=R1&name=New",
	"role.move":            "role=R2&circle=C4",
	"role.retire":          "role=R2",
	"role.restore":         "role=R3",
	"guardrail.set":        "circle=C2&text=New",
	"guardrail.lift":       "guardrail=G1",
	"seat.take":            "role=R2",
	"seat.fill":            "role=R2&person=P6",
	"seat.leave":           "seat=S1",
	"seat.expire":          "seat=S1",
	"seat.record":          "role=R2&person=P6",
	"seat.restore":         "of=S2",
	"seat.correct_origin":  "seat=S1&origin=assigned",
	"tension.raise":        "circle=C2&title=New",
	"tension.amend":        "tension=T3&title=New",
	"tension.move":         "tension=T3&circle=C3",
	"tension.feel":         "tension=T2",
	"tension.resolve":      "tension=T3",
	"initiative.start":     "circle=C2&title=New",
	"initiative.amend":     "initiative=I1&title=New",
	"initiative.join":      "initiative=I1",
	"initiative.leave":     "initiative=I2",
	"initiative.note":      "initiative=I1&text=New",
	"initiative.step":      "initiative=I1&text=New",
	"initiative.step_done": "step=A1",
	"initiative.conclude":  "initiative=I1&outcome=Done",
	"learning.keep":        "circle=C2&text=New",
	"lead.take":            "tension=T2",
	"decision.propose":     "circle=C2&title=New&text=Words",
	"signal.settle":        "key=open_long:T2&why=It+waits",
	"signal.reopen":        "key=MADE",
	"initiative.label":     "initiative=I1&fit=fits",
	"reflection.rhythm":    "circle=C2&weeks=6",
	"reflection.begin":     "circle=C2",
	"meeting.open":         "circle=MADE",
	"meeting.add_point":    "meeting=E1&words=New",
	"meeting.turn":         "meeting=E1&round=leave",
	"meeting.join":         "meeting=E1",
	"meeting.leave":        "meeting=MADE",
	"meeting.say":          "meeting=E1&text=New",
	"meeting.unsay":        "meeting=E1&number=MADE",
	"meeting.settle":       "meeting=E1&point=1&outcome=leave",
	"meeting.facilitate":   "meeting=E1&person=P6",
	"meeting.spare":        "circle=C2&spared=true",
	"meeting.close":        "meeting=E1",
	"meeting.reopen":       "meeting=MADE",
	"decision.judge":       "decision=D1&harm=no&familiar=no&knowable=yes&reactive=no&undoable=yes&shared=no",
	"decision.add_trial":   "decision=D1&text=New&limit=Small&on=2026-04-01",
	"decision.open":        "decision=D1&process=advice&why=Words",
	"decision.add_option":  "decision=D1&name=New",
	"decision.call_vote":   "decision=D1&method=yes_no&why=Words",
	"decision.cast":        "decision=D7&marks=1&marks=0",
	"decision.involve":     "decision=D1&person=P3",
	"decision.revise":      "decision=D1&text=New",
	"decision.extend":      "decision=D1&until=2026-05-01&why=Words",
	"decision.drop":        "decision=D1",
	"advice.give":          "decision=D2&text=Words",
	"decision.nominate":    "decision=D3&person=P2&word=Words",
	"decision.observe":     "decision=D4&trial=1&word=Words",
	"decision.look_back":   "decision=D5&word=Words",
	"agreement.renew":      "agreement=M1",
	"agreement.let_go":     "agreement=M1",
	"agreement.accept":     "agreement=M1&seat=S1",
	"lead.withdraw":        "lead=MADE",
	"lead.offer":           "tension=T2&to=P6",
	"lead.hand_over":       "lead=L1&to=P6",
	"lead.accept":          "offer=O1",
	"lead.decline":         "offer=O1",
	"lead.lapse":           "offer=O2",
	"lead.extend":          "lead=L1&until=2026-07-01",
	"lead.lay_down":        "lead=L1",
	"lead.expire":          "lead=L1",
	"lead.correct_origin":  "lead=L1&origin=assigned",
}

// more are calls of addresses and acts above that end otherwise: MADE is what was
// made for the call, anew for everybody.
var more = []struct {
	name, call string
	made       func(h *house, slug string) string
}{
	{"GET /signin/{token}, printed", "GET MADE", func(h *house, slug string) string {
		return h.link(identity.Link{Kind: identity.SignIn, Org: slug, Person: member, Printed: true})
	}},
	{"GET /signin/{token}, mailed", "GET MADE", func(h *house, slug string) string {
		return h.link(identity.Link{Kind: identity.SignIn, Org: slug, Person: member})
	}},
	{"POST /signin/{token}, mailed", "POST MADE", func(h *house, slug string) string {
		return h.link(identity.Link{Kind: identity.SignIn, Org: slug, Person: member})
	}},
	{"GET /{org}/mail/{token}, mailed", "GET MADE", mailLink},
	{"POST /{org}/mail/{token}, mailed", "POST MADE", mailLink},
	{"GET /{org}/feeds/{feed}, made", "GET MADE", func(h *house, slug string) string { return h.feed(slug, member, identity.FeedDays) }},
	{"GET /{org}/feedback/{feedback}, the member's", "GET /ORG/feedback/MADE", feedbackOf},
	{"POST /{org}/feedback/{feedback}, the member's", "POST /ORG/feedback/MADE do=write&helped=Yes&more=No", feedbackOf},
	{"POST /signin, for a link", "POST /signin org=ORG&mail=WHO@else.example", nil},
	{"GET /found/{token}, made", "GET MADE", func(h *house, _ string) string { return h.link(identity.Link{Kind: identity.Found}) }},
	{"POST /found/{token}, made", "POST MADE slug=new-WHO&name=New&lang=en&zone=Europe%2FBrussels&person=Y&mail=y@o.example", func(h *house, _ string) string {
		return h.link(identity.Link{Kind: identity.Found})
	}},
	{"POST /{org}/acts/{kind}, none", "POST /ORG/acts/nothing", nil},
	{"POST /{org}/undo/{seq}, the member's", "POST /ORG/undo/MADE", func(h *house, slug string) string {
		a, err := doing(h.t.Context(), h.desk, slug, member, &org.FormCircle{Parents: []org.CircleID{2}, Name: "New"}, org.Web)
		if err != nil {
			h.t.Fatal(err)
		}
		return fmt.Sprint(a.Entries[0].Seq)
	}},
	{"act circle.move, to others", "POST /ORG/acts/circle.move circle=C4&parents=C3", nil},
	{"act role.move, to others", "POST /ORG/acts/role.move role=R2&circle=C3", nil},
}

// standInsMade counts them: each is for a day of its own.
var standInsMade int

// signalsMade counts them: each has a key of its own.
var signalsMade int

// makes makes what an act of a kind is sent with, as MADE.
var makes = map[string]func(h *house, slug string) string{
	"standin.end": func(h *house, slug string) string { // days after those that were made before
		name := &org.NameStandIn{Who: 6, From: org.At(today.AddDate(0, 1, 0))}
		standInsMade++
		name.From += org.Time(standInsMade) * org.Day
		name.Until = name.From + org.Day
		h.do(slug, member, name)
		return name.StandIn.String()
	},
	"signal.reopen": func(h *house, slug string) string { // one that nobody settled before
		signalsMade++
		settle := &org.SettleSignal{Key: "made" + strings.Repeat("_", signalsMade) + ":C1", Why: org.Write("x")}
		h.do(slug, member, settle)
		return settle.Key
	},
	"lead.withdraw": func(h *house, slug string) string { // one that the member just took, of work that was there
		start := &org.StartInitiative{Circle: 2, Title: "New"}
		h.do(slug, member, start)
		h.do(slug, member, &org.LayDownLead{Lead: start.Lead})
		take := &org.TakeLead{Initiative: start.Initiative}
		h.do(slug, member, take)
		return take.Lead.String()
	},
	"meeting.open": func(h *house, slug string) string { // of a circle of the member's own
		form := &org.FormCircle{Parents: []org.CircleID{2}, Name: "New"}
		h.do(slug, member, form)
		return form.Circle.String()
	},
	"meeting.leave": func(h *house, slug string) string { // one that the member opened
		form := &org.FormCircle{Parents: []org.CircleID{2}, Name: "New"}
		h.do(slug, member, form)
		open := &org.OpenMeeting{Circle: form.Circle}
		h.do(slug, member, open)
		return open.Meeting.String()
	},
	"meeting.unsay": func(h *house, slug string) string { // words of the member's own
		say := &org.SpeakInMeeting{Meeting: 1, Point: 1, Text: org.Write("x")}
		h.do(slug, member, say)
		return strconv.Itoa(int(say.Number))
	},
	"meeting.reopen": func(h *house, slug string) string { // one that was closed
		form := &org.FormCircle{Parents: []org.CircleID{2}, Name: "New"}
		h.do(slug, member, form)
		open := &org.OpenMeeting{Circle: form.Circle}
		h.do(slug, member, open)
		h.do(slug, member, &org.CloseMeeting{Meeting: open.Meeting})
		return open.Meeting.String()
	},
	"circle.move": func(h *house, slug string) string { // a circle of the member's own
		form := &org.FormCircle{Parents: []org.CircleID{2}, Name: "New"}
		h.do(slug, member, form)
		return form.Circle.String()
	},
}

// nobodyMay are the rows in which nobody gets anything, and why.
var nobodyMay = map[string]string{
	"GET /{org}/insight/{file}":         "it has too few people for a picture of numbers",
	"GET /signin/{token}":               "there is no such link; see the rows with one",
	"POST /signin/{token}":              "there is no such link",
	"GET /found/{token}":                "there is no such link",
	"POST /found/{token}":               "there is no such link",
	"GET /{org}/files/{id}/small":       "it is no picture; see TestFiles of face/web",
	"POST /{org}/files":                 "a form with a file is another kind of form; see TestAFileComesBeforeItsWords of face/web",
	"GET /{org}/mail/{token}":           "there is no such link; see the rows with one",
	"POST /{org}/mail/{token}":          "there is no such link",
	"POST /{org}/push/arrived":          "no device was told so",
	"GET /{org}/feedback/{feedback}":    "there is no such feedback; see the row with one",
	"POST /{org}/feedback/{feedback}":   "there is no such feedback; see the row with one",
	"GET /{org}/feeds/{feed}":           "there is no such feed; see the row with one",
	"POST /signin":                      "nobody has that password",
	"GET /{org}/{rest...}":              "there is no such page",
	"POST /{org}/{rest...}":             "nothing is done at a page",
	"POST /{org}/acts/{kind}, none":     "there is no such kind",
	"POST /{org}/undo/{seq}":            "the operator did that",
	"GET /{org}/decisions/{id}/ballots": "nothing is counted there; see TestAVoteByForms of face/web",
	"POST /{org}/decisions/{id}/answer": "its questions are not over; see TestConsentByForms of face/web",
	"POST /{org}/signout":               "it leads to signing in, which is right",
	"act circle.move, to others":        "nobody here belongs to both",
	"act role.move, to others":          "nobody here belongs to both",
	"act person.join":                   "people are invited on a page of their own",
}

// later are the kinds that are possible only when the clock has brought a decision on. Who
// may is tried in the table of the API (face/api), and by pages in face/web.
var later = map[string]bool{
	"advice.weigh": true, "consent.give": true, "objection.raise": true, "objection.settle": true, "objection.test": true,
	"decision.put_forward": true, "decision.adopt": true, "decision.second": true,
}

// feedbackOf is feedback that the helper asks the member for.
func feedbackOf(h *house, slug string) string {
	v, err := h.desk.As(h.t.Context(), slug, helper)
	if err != nil {
		h.t.Fatal(err)
	}
	id, err := v.AskFeedback(h.t.Context(), org.RefOf(org.InitiativeID(1)), member)
	if err != nil {
		h.t.Fatal(err)
	}
	return id
}

// mailLink is a link of a mail to the member, which ends such mails.
func mailLink(h *house, slug string) string {
	h.t.Helper()
	token, err := h.people.Token(h.t.Context(), slug, member, "all")
	if err != nil {
		h.t.Fatal(err)
	}
	return "/" + slug + "/mail/" + member.String() + ".all." + token
}

func (h *house) link(l identity.Link) string {
	h.t.Helper()
	address, err := h.people.NewLink(h.t.Context(), l)
	if err != nil {
		h.t.Fatal(err)
	}
	return strings.TrimPrefix(address, "http://o.example")
}

// Every address and every kind of act answers everybody as the golden file says.
// A new one without a call here fails, and so does one that somebody may have, but
// nobody in the table does.
func TestWhoMayDoWhat(t *testing.T) {
	h := newHouse(t)
	h.scene("elsewhere", "Elsewhere")
	h.scene("linde", "Linde")
	var rows []string
	n, spare := 0, [2]string{}
	row := func(name string, fresh bool, method, call string, made func(*house, string) string) {
		line, allowed := fmt.Sprintf("%-38s", name), false
		path, body, _ := strings.Cut(call, " ")
		for i, c := range cast {
			slug := "linde"
			if fresh && i >= 4 || i >= 1 && i <= 2 { // what is done changes things
				whose := 1 - min(i, 4)/4 // those who come in no more change what is there by coming
				if spare[whose] == "" {
					n++
					spare[whose] = fmt.Sprintf("linde-%d", n)
					h.scene(spare[whose], "Linde")
				}
				slug = spare[whose]
			}
			replace := []string{"ORG", slug, "WHO", c.name}
			if made != nil {
				replace = append(replace, "MADE", made(h, slug))
			}
			words := strings.NewReplacer(replace...)
			res, _ := c.as(h, slug).send(method, words.Replace(path), words.Replace(body))
			got := short(res)
			line += fmt.Sprintf(" %-9s", got)
			done := got[0] == '2' || got[0] == '3'
			allowed = allowed || done
			if at := slices.Index(spare[:], slug); at >= 0 && (made != nil || got != "403" && got != "404" && (got != "signin" || at == 0)) {
				spare[at] = "" // what was refused left no trace, and the scene serves the next
			}
		}
		if why, none := nobodyMay[name]; allowed == none {
			t.Errorf("%s: somebody gets what they ask for: %v; nobody does, because %q", name, allowed, why)
		}
		rows = append(rows, strings.TrimRight(line, " "))
	}
	head := fmt.Sprintf("%-38s", "")
	for _, c := range cast {
		head += fmt.Sprintf(" %-9s", c.name)
	}
	rows = append(rows, strings.TrimRight(head, " "))
	routes := addresses(t)
	for _, r := range routes {
		call, known := calls[r]
		if !known {
			t.Errorf("%s is an address without a call in this test", r)
		}
		method, _, _ := strings.Cut(r, " ")
		row(r, method == "POST", method, call, nil)
	}
	for r := range maps.Keys(calls) {
		if !slices.Contains(routes, r) {
			t.Errorf("%s is no address any more", r)
		}
	}
	for _, k := range org.Kinds() {
		sent, known := acts[k.Name]
		if later[k.Name] {
			continue
		}
		if !known && k.Right != org.ByNobody {
			h.asTheDomain(k)
			continue
		}
		if k.Right == org.ByNobody {
			nobodyMay["act "+k.Name] = "only the clock, a rule, an import or the operator"
		}
		row("act "+k.Name, k.Right != org.ByNobody, "POST", "/ORG/acts/"+k.Name+" "+sent, makes[k.Name])
	}
	for _, m := range more {
		method, call, _ := strings.Cut(m.call, " ")
		row(m.name, true, method, call, m.made)
	}
	golden(t, "testdata/who.txt", strings.Join(rows, "\n")+"\n")
}

// asTheDomain holds a kind of act that has no call here to what the domain says: an act
// of it, done by somebody who may, is tried by everybody, each time in a scene where it
// is possible. Somebody gets it, and each answer is that of the domain.
func (h *house) asTheDomain(k *org.Kind) {
	h.t.Helper()
	status := map[org.Code]int{0: 303, org.Invalid: 422, org.NotFound: 404, org.Forbidden: 403, org.Conflict: 409}
	allowed := false
	people := []org.PersonID{guest, other, member, steward}
	for _, who := range people {
		slug := fmt.Sprintf("%s-%d", strings.NewReplacer(".", "-", "_", "-").Replace(k.Name), who)
		h.scene(slug, "Linde")
		s, err := h.desk.Look(h.t.Context(), slug, 0)
		if err != nil {
			h.t.Fatal(err)
		}
		acts, found := orgtest.Ready(s, k, s.Last, people...)
		if !found {
			h.t.Errorf("%s: nothing of this kind can be done in the scene: give it a call in this test", k.Name)
			return
		}
		for _, e := range acts[:len(acts)-1] {
			h.do(slug, e.By, e.Act)
		}
		sent := url.Values{}
		for _, f := range k.Asked() {
			sent[f.Name] = f.Texts(acts[len(acts)-1].Act)
		}
		act, err := form.Act(k, sent, time.UTC)
		if err != nil {
			h.t.Fatal(err)
		}
		v, err := h.desk.As(h.t.Context(), slug, who)
		if err != nil {
			h.t.Fatal(err)
		}
		_, err = v.Fork(h.t.Context(), act)
		res, text := h.in(slug, who).send("POST", "/"+slug+"/acts/"+k.Name, sent.Encode())
		if want := status[org.CodeOf(err)]; res.StatusCode != want {
			h.t.Errorf("%s by %s is answered with %d, want %d for %v: %.300s", k.Name, who, res.StatusCode, want, err, text)
		}
		allowed = allowed || err == nil
	}
	if !allowed {
		h.t.Errorf("%s: nobody here gets what they ask for", k.Name)
	}
}

// addresses are the patterns of every address that pages and server have, read from
// where they are written down.
func addresses(t *testing.T) (all []string) {
	t.Helper()
	for _, file := range []string{"../../../face/web/routes.go", "../../../server/health.go"} {
		tree, err := parser.ParseFile(token.NewFileSet(), file, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		found := len(all)
		ast.Inspect(tree, func(n ast.Node) bool {
			if lit, ok := n.(*ast.BasicLit); ok && lit.Kind == token.STRING {
				if text, _ := strconv.Unquote(lit.Value); strings.HasPrefix(text, "GET /") || strings.HasPrefix(text, "POST /") {
					all = append(all, text)
				}
			}
			return true
		})
		if len(all) == found {
			t.Fatalf("%s has no addresses any more", file)
		}
	}
	return all
}

func golden(t *testing.T, file, got string) {
	t.Helper()
	if *update {
		if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if string(want) == got {
		return
	}
	old := strings.Split(string(want), "\n")
	for _, line := range strings.Split(got, "\n") {
		if !slices.Contains(old, line) {
			t.Errorf("not in %s:\n%s", file, line)
		}
	}
	t.Errorf("%s differs; go test ./site -run %s -update writes it anew", file, t.Name())
}

// A link and a token of one organisation open no other.
func TestALinkOpensItsOwnOrganisation(t *testing.T) {
	h := newHouse(t)
	h.scene("elsewhere", "Elsewhere")
	h.scene("linde", "Linde")
	link, err := h.people.NewLink(t.Context(), identity.Link{Kind: identity.SignIn, Org: "elsewhere", Person: 1, Printed: true, Next: "/linde/people"})
	if err != nil {
		t.Fatal(err)
	}
	res, _ := h.nobody().get(strings.TrimPrefix(link, "http://o.example"))
	if to := res.Header.Get("Location"); to != "/elsewhere" {
		t.Errorf("it leads to %s", to)
	}
}
