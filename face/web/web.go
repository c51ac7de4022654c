// Package web is the face of Orpheus for people: pages rendered here, which
// work without a script. Handlers return errors; one place turns them into
// pages. The clock is given.
package web

import (
	"context"
	"log/slog"
	"net/http"
	"time"

	"orpheus/identity"
)

//go:generate go run github.com/a-h/templ/cmd/templ@v0.3.977 generate -path .

// Config is what the pages need from the rest of the program.
type Config struct {
	Source   Source
	Gate     Gate                        // nil is by Identity, and without that lets everybody read, and nobody act
	Identity *identity.Service           // nil lets nobody sign in
	Office   Office                      // goes with Identity
	Doer     Doer                        // nil does nothing
	Now      func() time.Time            // nil is time.Now
	News     News                        // nil sends no events
	Ready    func(context.Context) error // nil is always ready
	Log      *slog.Logger                // nil is slog.Default
}

type server struct {
	Config
	build   string // changes with the program, so that old pages are not kept
	places  *places
	kept    *kept
	frames  frames
	streams streams
	jar     jar
}

// New returns the handler of all pages. It takes GET, HEAD and forms that come
// from its own pages, and sets the security headers on every answer.
func New(c Config) http.Handler {
	if c.Now == nil {
		c.Now = time.Now
	}
	if c.Ready == nil {
		c.Ready = func(context.Context) error { return nil }
	}
	if c.Log == nil {
		c.Log = slog.Default()
	}
	if c.Gate == nil && c.Identity != nil {
		c.Gate = sessions{c.Identity}
	}
	s := &server{Config: c, build: build(), places: newPlaces(), kept: newKept(keptBytes), frames: newFrames()}
	if c.Identity != nil {
		s.jar = jarOf(c.Identity.URL)
	}
	missing := s.open(notFound)
	next := table(s.pages(missing), missing)
	if c.Identity != nil {
		next = table(s.doors(), next)
	}
	return s.jar.guard(s.open(notAllowed), s.open(notFromHere), s.recovering(next))
}

func healthy(w http.ResponseWriter, _ *http.Request) {
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	w.Header().Set("Cache-Control", "no-store")
	_, _ = w.Write([]byte("ok\n"))
}

// ready says only whether; why not goes to the log.
func (s *server) ready(w http.ResponseWriter, r *http.Request) {
	if err := s.Ready(r.Context()); err != nil {
		s.Log.WarnContext(r.Context(), "not ready", "error", err)
		w.Header().Set("Content-Type", "text/plain; charset=utf-8")
		w.Header().Set("Cache-Control", "no-store")
		w.WriteHeader(http.StatusServiceUnavailable)
		_, _ = w.Write([]byte("not ready\n"))
		return
	}
	healthy(w, r)
}

func notFound(*visit) error { return ErrNotFound }

func notAllowed(v *visit) error {
	v.w.Header().Set("Allow", "GET, HEAD")
	return errMethod
}

func notFromHere(*visit) error { return errForeign }
