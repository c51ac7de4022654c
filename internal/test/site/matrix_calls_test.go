package site_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"strconv"
	"strings"
	"testing"
)

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
	"GET /{org}/assistants":                     "/ORG/assistants",
	"POST /{org}/assistants":                    "/ORG/assistants do=drop&draft=nothing",
	"GET /{org}/assistants/authorize":           "/ORG/assistants/authorize?client_id=x",
	"POST /{org}/assistants/authorize":          "/ORG/assistants/authorize do=allow&client_id=x",
	"GET /{org}/open/{token}":                   "/ORG/open/nothing",
	"GET /{org}/open/{token}/llms.txt":          "/ORG/open/nothing/llms.txt",
	"GET /{org}/settings/open":                  "/ORG/settings/open",
	"POST /{org}/settings/open":                 "/ORG/settings/open do=open&names=yes",
	"GET /{org}/take-out":                       "/ORG/take-out",
	"GET /{org}/take-out/{file}":                "/ORG/take-out/table.zip",
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
	"GET /{org}/pulse":                          "/ORG/pulse",
	"GET /{org}/pulse/{id}":                     "/ORG/pulse/1",
	"POST /{org}/pulse/{id}":                    "/ORG/pulse/1 at=0&m0=3",
	"GET /{org}/journey":                        "/ORG/journey",
	"GET /{org}/journey/begin":                  "/ORG/journey/begin",
	"GET /{org}/journey/steps":                  "/ORG/journey/steps",
	"GET /{org}/journey/steps/{step}":           "/ORG/journey/steps/write-first",
	"GET /{org}/journey/tries/{id}":             "/ORG/journey/tries/1",
	"GET /{org}/journey/templates":              "/ORG/journey/templates",
	"GET /{org}/journey/templates/{template}":   "/ORG/journey/templates/care-team",
	"GET /{org}/journey/report":                 "/ORG/journey/report",
	"POST /{org}/journey/templates/{template}":  "/ORG/journey/templates/care-team circle=C2&do=draft",
	"GET /{org}/circles/{id}/meetings":          "/ORG/circles/2/meetings",
	"GET /{org}/meetings/{id}":                  "/ORG/meetings/1",
}

// nobodyMay are the rows in which nobody gets anything, and why.
var nobodyMay = map[string]string{
	"GET /{org}/assistants/authorize":    "no assistant asked; see TestAssistants of server",
	"POST /{org}/assistants/authorize":   "no assistant asked; see TestAssistants of server",
	"GET /{org}/open/{token}, withdrawn": "the link is withdrawn",
	"GET /{org}/open/{token}":            "there is no such link; see the rows with one",
	"GET /{org}/open/{token}/llms.txt":   "there is no such link; see the rows with one",
	"GET /{org}/insight/{file}":          "it has too few people for a picture of numbers",
	"GET /signin/{token}":                "there is no such link; see the rows with one",
	"POST /signin/{token}":               "there is no such link",
	"GET /found/{token}":                 "there is no such link",
	"POST /found/{token}":                "there is no such link",
	"GET /{org}/files/{id}/small":        "it is no picture; see TestFiles of face/web",
	"POST /{org}/files":                  "a form with a file is another kind of form; see TestAFileComesBeforeItsWords of face/web",
	"GET /{org}/mail/{token}":            "there is no such link; see the rows with one",
	"POST /{org}/mail/{token}":           "there is no such link",
	"POST /{org}/push/arrived":           "no device was told so",
	"GET /{org}/feedback/{feedback}":     "there is no such feedback; see the row with one",
	"POST /{org}/feedback/{feedback}":    "there is no such feedback; see the row with one",
	"GET /{org}/feeds/{feed}":            "there is no such feed; see the row with one",
	"POST /signin":                       "nobody has that password",
	"GET /{org}/{rest...}":               "there is no such page",
	"POST /{org}/{rest...}":              "nothing is done at a page",
	"POST /{org}/acts/{kind}, none":      "there is no such kind",
	"POST /{org}/undo/{seq}":             "the operator did that",
	"GET /{org}/decisions/{id}/ballots":  "nothing is counted there; see TestAVoteByForms of face/web",
	"POST /{org}/decisions/{id}/answer":  "its questions are not over; see TestConsentByForms of face/web",
	"POST /{org}/signout":                "it leads to signing in, which is right",
	"act circle.move, to others":         "nobody here belongs to both",
	"act role.move, to others":           "nobody here belongs to both",
	"act person.join":                    "people are invited on a page of their own",
}

// later are the kinds that are possible only when the clock has brought a decision on. Who
// may is tried in the table of the API (face/api), and by pages in face/web.
var later = map[string]bool{
	"advice.weigh": true, "consent.give": true, "objection.raise": true, "objection.settle": true, "objection.test": true,
	"pulse.open": true, "pulse.tell": true,
	"decision.put_forward": true, "decision.adopt": true, "decision.second": true,
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
