package web

import (
	"net/http"

	"orpheus/face/web/assets"
)

// route is an address with what serves it.
type route struct {
	pattern string
	serves  http.Handler
}

// table serves routes, and other addresses by rest.
func table(routes []route, rest http.Handler) http.Handler {
	mux := http.NewServeMux()
	for _, r := range routes {
		mux.Handle(r.pattern, r.serves)
	}
	mux.Handle("/", rest)
	return mux
}

// doors let people in. They have a table of their own, since an organisation has
// pages with as many parts.
func (s *server) doors() []route {
	return []route{
		{"GET /signin", s.open(s.signInPage)},
		{"POST /signin", s.open(s.askIn)},
		{"GET /signin/with/{provider}", s.open(s.toProvider)},
		{"GET /signin/return", s.open(s.fromProvider)},
		{"POST /signin/passkey", s.open(s.passkeyIn)},
		{"GET /signin/second", s.open(s.secondPage)},
		{"POST /signin/second", s.open(s.enterByCode)},
		{"GET /signin/{token}", s.open(s.linkPage)},
		{"POST /signin/{token}", s.open(s.enter)},
		{"GET /found/{token}", s.open(s.foundPage)},
		{"POST /found/{token}", s.open(s.found)},
	}
}

// pages are the pages of the server and of an organisation as a whole, and the
// tables of the others.
func (s *server) pages(missing http.Handler) []route {
	return []route{
		{"GET /{$}", s.open(s.listOrganisations)},
		{"GET /{org}", s.home()},
		{"GET /{org}/app.webmanifest", s.page(s.manifest)},
		{"GET /{org}/worker.js", s.page(s.worker)},
		{"GET /{org}/offline", s.page(s.offlinePage)},
		{"GET /{org}/map", s.page(s.theMap)},
		{"GET /{org}/map.json", s.page(s.mapData)},
		{"GET /{org}/map.csv", s.page(s.mapTable)},
		{"GET /{org}/{rest...}", table(s.pageRoutes(), missing)},
		{"POST /{org}/{rest...}", table(s.formRoutes(), s.open(notAllowed))},
		{"GET /style", s.open(s.style)},
		{"GET /help", s.infoOpen("help")},
		{"GET /privacy", s.infoOpen("privacy")},
		{"GET /accessibility", s.infoOpen("accessibility")},
		{"GET /assets/bar/{name}", serveBar(missing)},
		{"GET /assets/{hash}/{name...}", assets.Handler(missing)},
	}
}

// pageRoutes are the pages about things in an organisation. They have a table of
// their own, since the addresses of the assets have as many parts.
func (s *server) pageRoutes() []route {
	return []route{
		{"GET /{org}/circles/{id}", s.place(s.circlePage)},
		{"GET /{org}/circles/{id}/meetings", s.place(s.meetingsPage)},
		{"GET /{org}/meetings/{id}", s.place(s.meetingPage)},
		{"GET /{org}/roles/{id}", s.place(s.rolePage)},
		{"GET /{org}/people", s.place(s.peoplePage)},
		{"GET /{org}/choices", s.page(s.choices)},
		{"GET /{org}/people/{id}", s.place(s.personPage)},
		{"GET /{org}/people/{id}/mail", s.page(s.addressPage)},
		{"GET /{org}/people/{id}/photo", s.page(s.photo)},
		{"GET /{org}/files/{id}", s.page(s.file)},
		{"GET /{org}/files/{id}/small", s.page(s.smallFile)},
		{"GET /{org}/tensions/{id}", s.place(s.tensionPage)},
		{"GET /{org}/initiatives", s.place(s.initiativesPage)},
		{"GET /{org}/initiatives/{id}", s.place(s.initiativePage)},
		{"GET /{org}/decisions", s.place(s.decisionsPage)},
		{"GET /{org}/decisions/{id}", s.place(s.decisionPage)},
		{"GET /{org}/decisions/{id}/ballots", s.page(s.ballotTable)},
		{"GET /{org}/learnings", s.place(s.learningsPage)},
		{"GET /{org}/calls/{thing}", s.place(s.callPage)},
		{"GET /{org}/me/path", s.place(s.pathPage)},
		{"GET /{org}/me/path.json", s.page(s.pathFile("json"))},
		{"GET /{org}/me/path.csv", s.page(s.pathFile("csv"))},
		{"GET /{org}/alike", s.page(s.alikeNote)},
		{"GET /{org}/stream", s.place(s.streamPage)},
		{"GET /{org}/events", s.page(s.events)},
		{"GET /{org}/search", s.page(s.findPage)},
		{"GET /{org}/who-decides", s.place(s.decidesPage)},
		{"GET /{org}/insight/who-leads-whom", s.place(s.tiesPage)},
		{"GET /{org}/insight/who-leads-whom/list", s.place(s.tiesListPage)},
		{"GET /{org}/insight/who-leads-whom.svg", s.page(s.tiesFile("svg"))},
		{"GET /{org}/insight/who-leads-whom.csv", s.page(s.tiesFile("csv"))},
		{"GET /{org}/insight/who-leads-whom.gexf", s.page(s.tiesFile("gexf"))},
		{"GET /{org}/insight/who-leads-whom.graphml", s.page(s.tiesFile("graphml"))},
		{"GET /{org}/alone", s.page(s.aloneNote)},
		{"GET /{org}/changes", s.page(s.changesPage)},
		{"GET /{org}/draft", s.page(s.draftPage)},
		{"GET /{org}/acts/{kind}", s.place(s.actForm)},
		{"GET /{org}/feedback", s.page(s.feedbackListPage)},
		{"GET /{org}/feedback/ask", s.page(s.feedbackAskPage)},
		{"GET /{org}/feedback/{feedback}", s.page(s.feedbackPage)},
		{"GET /{org}/people/{id}/feedback", s.page(s.feedbackShownPage)},
		{"GET /{org}/assistants", s.page(s.assistantsPage)},
		{"GET /{org}/assistants/authorize", s.page(s.consentPage)},
		{"GET /{org}/open/{token}", s.open(s.openPage)},
		{"GET /{org}/open/{token}/llms.txt", s.open(s.openText)},
		{"GET /{org}/settings/open", s.page(s.openSettingsPage)},
		{"GET /{org}/take-out", s.place(s.takeoutPage)},
		{"GET /{org}/take-out/{file}", s.page(s.takeoutFile)},
		{"GET /{org}/settings", s.place(s.settingsPage)},
		{"GET /{org}/settings/hooks", s.page(s.hooksPage)},
		{"GET /{org}/settings/bring", s.page(s.bringPage)},
		{"GET /{org}/settings/signin", s.page(s.signInsPage)},
		{"GET /{org}/logo", s.page(s.logo)},
		{"GET /{org}/account", s.page(s.account)},
		{"GET /{org}/account/mine.json", s.page(s.mine)},
		{"GET /{org}/account/notices", s.page(s.noticeSettingsPage)},
		{"GET /{org}/account/feeds", s.page(s.feedsPage)},
		{"GET /{org}/account/passkeys", s.owing(s.passkeysPage)},
		{"GET /{org}/feeds/{feed}", s.open(s.feedOf)},
		{"GET /{org}/account/mine.zip", s.page(s.mineWithFiles)},
		{"GET /{org}/notices", s.place(s.noticesPage)},
		{"GET /{org}/mail/{token}", s.open(s.mailLinkPage)},
		{"GET /{org}/help", s.place(s.infoPlace("help"))},
		{"GET /{org}/privacy", s.place(s.infoPlace("privacy"))},
		{"GET /{org}/accessibility", s.place(s.infoPlace("accessibility"))},
		{"GET /{org}/people/invite", s.page(s.invitePage)},
		{"GET /{org}/people/invitations", s.page(s.invitationsPage)},
		{"GET /{org}/propose", s.page(s.proposePage)},
		{"GET /{org}/insight", s.place(s.insightPage)},
		{"GET /{org}/insight/how/{question}", s.place(s.howPage)},
		{"GET /{org}/insight/council", s.place(s.councilPage)},
		{"GET /{org}/insight/would", s.page(s.wouldPage)},
		{"GET /{org}/insight/{file}", s.page(s.insightFile)},
		{"GET /{org}/agreements", s.place(s.agreementsPage)},
		{"GET /{org}/insight/signals", s.signals()},
		{"GET /{org}/insight/cases", s.place(s.casesPage)},
		{"GET /{org}/agreements/{id}", s.place(s.agreementPage)},
		{"GET /{org}/pulse", s.place(s.pulsePage)},
		{"GET /{org}/pulse/{id}", s.place(s.roundPage)},
		{"GET /{org}/journey", s.place(s.journeyPage)},
		{"GET /{org}/journey/begin", s.place(s.beginPage)},
		{"GET /{org}/journey/steps", s.place(s.stepsPage)},
		{"GET /{org}/journey/steps/{step}", s.place(s.stepPage)},
		{"GET /{org}/journey/tries/{id}", s.place(s.tryPage)},
		{"GET /{org}/journey/templates", s.place(s.templatesPage)},
		{"GET /{org}/journey/templates/{template}", s.place(s.templatePage)},
		{"GET /{org}/journey/report", s.place(s.journeyReport)},
	}
}

// formRoutes take forms.
func (s *server) formRoutes() []route {
	return []route{
		{"POST /{org}/journey/templates/{template}", s.page(s.layTemplate)},
		{"POST /{org}/acts/{kind}", s.page(s.submitAct)},
		{"POST /{org}/decisions/{id}/answer", s.page(s.answerDecision)},
		{"POST /{org}/decisions/{id}/vote", s.page(s.castVote)},
		{"POST /{org}/decisions/{id}/ballot", s.page(s.findVote)},
		{"POST /{org}/decisions/{id}/revise", s.page(s.reviseDecision)},
		{"POST /{org}/feedback", s.page(s.sendFeedbackAsk)},
		{"POST /{org}/feedback/{feedback}", s.page(s.changeFeedback)},
		{"POST /{org}/files", s.page(s.receiveFile)},
		{"POST /{org}/files/drop", s.page(s.dropFile)},
		{"POST /{org}/account/photo", s.page(s.savePhoto)},
		{"POST /{org}/draft", s.page(s.changeDraft)},
		{"POST /{org}/room", s.page(s.setRoom)},
		{"POST /{org}/not-me", s.page(s.sayNotMe)},
		{"POST /{org}/me/suggest", s.page(s.saySuggest)},
		{"POST /{org}/welcome", s.page(s.setWelcome)},
		{"POST /{org}/notices/seen", s.page(s.seeNotices)},
		{"POST /{org}/notices/mute", s.page(s.muteThing)},
		{"POST /{org}/notices/follow", s.page(s.followThing)},
		{"POST /{org}/account/notices", s.page(s.saveNoticeSettings)},
		{"POST /{org}/account/push", s.page(s.changeDevice)},
		{"POST /{org}/push/renew", s.open(s.renewDevice)},
		{"POST /{org}/push/arrived", s.open(s.deviceArrived)},
		{"POST /{org}/account/feeds", s.page(s.changeFeed)},
		{"POST /{org}/account/passkeys", s.owing(s.changePasskeys)},
		{"POST /{org}/assistants", s.page(s.changeAssistants)},
		{"POST /{org}/assistants/authorize", s.page(s.answerConsent)},
		{"POST /{org}/settings/open", s.page(s.changeOpening)},
		{"POST /{org}/settings/hooks", s.page(s.changeHook)},
		{"POST /{org}/settings/bring", s.page(s.bring)},
		{"POST /{org}/settings/signin", s.page(s.changeSignIns)},
		{"POST /{org}/settings/logo", s.page(s.saveLogo)},
		{"POST /{org}/undo/{seq}", s.page(s.undoAct)},
		{"POST /{org}/signout", s.owing(s.signOut)},
		{"POST /{org}/account/profile", s.page(s.accountForm(s.saveProfile))},
		{"POST /{org}/account/mail", s.page(s.accountForm(s.stopMove))},
		{"POST /{org}/people/{id}/mail", s.page(s.changeAddress)},
		{"POST /{org}/account/password", s.page(s.accountForm(s.savePassword))},
		{"POST /{org}/account/sessions", s.page(s.accountForm(s.endSessions))},
		{"POST /{org}/account/tokens", s.page(s.accountForm(s.saveTokens))},
		{"POST /{org}/mail/{token}", s.open(s.followMailLink)},
		{"POST /{org}/people/invite", s.page(s.invite)},
		{"POST /{org}/people/invitations", s.page(s.changeInvitation)},
		{"POST /{org}/propose", s.page(s.submitProposal)},
		{"POST /{org}/pulse/{id}", s.page(s.answerRound)},
	}
}
