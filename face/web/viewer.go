package web

import (
	"net/http"

	"orpheus/org"
)

// Viewer is who a request comes from, within one organisation. The zero Viewer
// is nobody who is known.
type Viewer struct {
	Person  org.PersonID
	Name    string
	Guest   bool // sees the circles they belong to, and what hangs on those
	Steward bool
}

// Gate says who a request comes from. It answers the zero Viewer for somebody
// who is not signed in to the organisation, or has left it. A Gate is asked anew
// for each request.
type Gate interface {
	Viewer(r *http.Request, slug string) (Viewer, error)
}

// errSignIn is a page for people of the organisation, asked for by nobody who is
// known.
var errSignIn = errSign{}

type errSign struct{}

func (errSign) Error() string { return "sign in first" }

// identify finds out who asks. Pages of an organisation are for its people.
func (s *server) identify(v *visit) error {
	if s.Gate == nil {
		return nil
	}
	me, err := s.Gate.Viewer(v.r, v.org.Slug)
	if err != nil {
		return err
	}
	if v.me = me; me.Person == 0 {
		return errSignIn
	}
	return nil
}

// signIn leads to where one signs in, and back here afterwards.
func (v *visit) signIn() {
	next := "/" + v.org.Slug
	if v.r.Method == http.MethodGet || v.r.Method == http.MethodHead {
		next = v.r.URL.RequestURI()
	}
	v.redirect(address("/signin", map[string][]string{"org": {v.org.Slug}, "next": {next}}))
}
