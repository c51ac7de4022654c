package site_test

import (
	"fmt"
	"strconv"
	"strings"

	"orpheus/identity"
	"orpheus/org"
)

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
	"pulse.drop":           "pulse=U1",
	"pulse.plan":           "circle=C2&weeks=4",
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
	{"GET /{org}/open/{token}, opened", "GET /ORG/open/MADE", (*house).opened},
	{"GET /{org}/open/{token}/llms.txt, opened", "GET /ORG/open/MADE/llms.txt", (*house).opened},
	{"GET /{org}/open/{token}, withdrawn", "GET /ORG/open/MADE", func(h *house, slug string) string {
		token := h.opened(slug)
		if err := h.visit(slug, steward).CloseMap(h.t.Context()); err != nil {
			h.t.Fatal(err)
		}
		return token
	}},
	{"POST /{org}/settings/open, a circle's welcome", "POST /ORG/settings/open do=welcome&circle=C2&link=MADE", (*house).opened},
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
