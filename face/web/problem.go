package web

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"net/http"
	"runtime/debug"
	"strconv"
	"time"

	"orpheus/org"
	"orpheus/service"
)

var (
	errNotFound = errors.New("not found")
	errMethod   = errors.New("method not allowed")
	errForeign  = errors.New("a form from another site")
)

// isMissing reports whether an error says that something is not there.
func isMissing(err error) bool {
	return errors.Is(err, errNotFound) || errors.Is(err, service.ErrNoOrganisation) || org.CodeOf(err) == org.NotFound
}

// tooOften is somebody who tries to sign in too often.
type tooOften struct{ wait time.Duration }

func (*tooOften) Error() string { return "too many tries" }

// panicked is a panic on its way to the log.
type panicked struct{ value any }

func (p *panicked) Error() string { return fmt.Sprintf("panic: %v\n%s", p.value, debug.Stack()) }

// problem shows an error as a page: what happened, what is kept, what to do.
// Only a fault of ours is logged, under a number that the page shows too.
func (s *server) problem(v *request, err error) {
	h := v.w.Header()
	h.Del("ETag")
	h.Set("Cache-Control", "no-store")
	o := oops{Key: "error.broken", Status: http.StatusInternalServerError, Home: "/"}
	var often *tooOften
	switch {
	case isMissing(err):
		o.Key, o.Status = "error.missing", http.StatusNotFound
	case errors.Is(err, errMethod):
		o.Key, o.Status = "error.method", http.StatusMethodNotAllowed
	case errors.Is(err, errForeign):
		o.Key, o.Status = "error.foreign", http.StatusForbidden
	case errors.Is(err, errForm):
		o.Key, o.Status = "error.form", http.StatusBadRequest
	case errors.Is(err, errLetters):
		o.Key, o.Status = "error.letters", http.StatusBadRequest
	case errors.As(err, &often):
		o.Key, o.Status = "error.often", http.StatusTooManyRequests
		h.Set("Retry-After", strconv.Itoa(int(often.wait/time.Second)+1))
	case errors.Is(err, errSignIn):
		v.signIn()
		return
	case errors.Is(err, errOwes):
		v.redirect("/" + v.org.Slug + "/account/passkeys")
		return
	case errors.Is(err, context.Canceled) && v.r.Context().Err() != nil:
		return // nobody is waiting any more
	default:
		if v.r.Method == http.MethodPost { // whether it was done nobody knows
			o.Key = "error.failed"
		}
		switch service.Trouble(err) { // by itself it is over soon, and nothing was done
		case "unreachable":
			o.Key, o.Status = "error.away", http.StatusServiceUnavailable
		case "reading":
			o.Key, o.Status = "error.reading", http.StatusServiceUnavailable
		case "newer": // another program on the store did what this one does not know
			o.Key, o.Status = "error.newer", http.StatusServiceUnavailable
		}
		if o.Status == http.StatusServiceUnavailable {
			h.Set("Retry-After", "5")
			if v.r.Method == http.MethodGet { // the page comes by itself, without a script too
				h.Set("Refresh", "5")
			}
		}
		o.Number = rand.Text()[:8]
		s.Log.ErrorContext(v.r.Context(), "page failed", "number", o.Number, "page", pageOf(v.r), "error", err)
	}
	if v.org.Slug != "" {
		o.Home = "/" + v.org.Slug
	}
	if err := v.show(o.Status, problemPage(v.shell(v.p.T(o.Key+".title")), o)); err != nil {
		s.Log.ErrorContext(v.r.Context(), "the page of the problem failed", "error", err)
		http.Error(v.w, v.p.T("error.broken.title"), http.StatusInternalServerError)
	}
}

// pageOf is what the log says of an address: the one in the table, without what stands
// in its places. That may be the secret of a link, or what somebody looked for.
func pageOf(r *http.Request) string {
	if r.Pattern == "" {
		return r.Method
	}
	return r.Pattern
}

// fail is problem for an error outside a page.
func (s *server) fail(w http.ResponseWriter, r *http.Request, err error) {
	s.problem(s.request(w, r), err)
}

// oops is what the page of a problem says.
type oops struct {
	Key    string // prefix of its sentences
	Status int
	Home   string
	Number string // of the line in the log; empty for none
}
