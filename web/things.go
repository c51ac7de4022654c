package web

import "net/http"

// doors serves the pages that let people in, and next the others. They have a mux
// of their own, since an organisation has pages with as many parts.
func (s *server) doors(next http.Handler) http.Handler {
	if s.Identity == nil {
		return next
	}
	mux := http.NewServeMux()
	mux.Handle("GET /signin", s.open(s.signInPage))
	mux.Handle("POST /signin", s.open(s.askIn))
	mux.Handle("GET /signin/{token}", s.open(s.linkPage))
	mux.Handle("POST /signin/{token}", s.open(s.enter))
	mux.Handle("GET /found/{token}", s.open(s.foundPage))
	mux.Handle("POST /found/{token}", s.open(s.found))
	mux.Handle("/", next)
	return mux
}

// things serves the pages about things in an organisation. They have a mux of
// their own, since the addresses of the assets have as many parts.
func (s *server) things(missing http.Handler) http.Handler {
	mux := http.NewServeMux()
	mux.Handle("GET /{org}/circles/{id}", s.place(s.circlePage))
	mux.Handle("GET /{org}/roles/{id}", s.place(s.rolePage))
	mux.Handle("GET /{org}/people", s.place(s.peoplePage))
	mux.Handle("GET /{org}/people/{id}", s.place(s.personPage))
	mux.Handle("GET /{org}/tensions/{id}", s.place(s.tensionPage))
	mux.Handle("GET /{org}/initiatives", s.place(s.initiativesPage))
	mux.Handle("GET /{org}/initiatives/{id}", s.place(s.initiativePage))
	mux.Handle("GET /{org}/stream", s.place(s.streamPage))
	mux.Handle("GET /{org}/events", s.page(s.events))
	mux.Handle("GET /{org}/acts/{kind}", s.place(s.actForm))
	if s.Identity != nil {
		mux.Handle("GET /{org}/account", s.page(s.account))
		mux.Handle("GET /{org}/people/invite", s.page(s.invitePage))
	}
	mux.Handle("/", missing)
	return mux
}

// deeds serves the forms.
func (s *server) deeds() http.Handler {
	mux := http.NewServeMux()
	mux.Handle("POST /{org}/acts/{kind}", s.page(s.acting))
	if s.Identity != nil {
		mux.Handle("POST /{org}/signout", s.page(s.signOut))
		mux.Handle("POST /{org}/account/profile", s.page(s.accountForm(s.saveProfile)))
		mux.Handle("POST /{org}/account/password", s.page(s.accountForm(s.savePassword)))
		mux.Handle("POST /{org}/account/sessions", s.page(s.accountForm(s.endSessions)))
		mux.Handle("POST /{org}/account/tokens", s.page(s.accountForm(s.saveTokens)))
		mux.Handle("POST /{org}/people/invite", s.page(s.invite))
	}
	mux.Handle("/", s.open(notAllowed))
	return mux
}
