package web

import "net/http"

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
	mux.Handle("/", missing)
	return mux
}

// deeds serves the forms.
func (s *server) deeds() http.Handler {
	mux := http.NewServeMux()
	mux.Handle("POST /{org}/acts/{kind}", s.page(s.acting))
	mux.Handle("/", s.open(notAllowed))
	return mux
}
