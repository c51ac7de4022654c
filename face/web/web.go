// Package web is the face of Orpheus for people: pages rendered here, which
// work without a script. Handlers return errors; one place turns them into
// pages. The clock is given.
package web

import (
	"log/slog"
	"net/http"
	"time"

	"orpheus/face/assistant"
	"orpheus/face/out"
	"orpheus/face/sse"
	"orpheus/identity"
	"orpheus/identity/oidc"
	"orpheus/identity/passkey"
	"orpheus/internal/circlepack"
	"orpheus/service"
)

//go:generate go run ../../internal/tools/templates .

// Config is what the pages need from the rest of the program.
type Config struct {
	Service   *service.Service
	Identity  *identity.Service // who may come in
	Now       func() time.Time  // nil is time.Now
	Providers *oidc.Client      // calls those whom people sign in by
	Passkeys  *passkey.Keys
	Proxies   Proxies           // that are believed about visitors, besides this machine
	Log       *slog.Logger      // nil is slog.Default
	Copies    Copies            // that are made of the store every night
	Clients   assistant.Clients // finds out about assistants
}

// Copies is what stewards are told of the copies of the store.
type Copies struct {
	Kept bool   // there are some
	Days int    // for which they are kept
	To   string // where they go as well; empty for nowhere
}

type server struct {
	Config
	build   string // changes with the program, so that old pages are not kept
	places  *circlepack.Memory
	cache   *pageCache
	frames  *service.Projection[*frames]
	streams sse.Count

	receiving chan struct{} // a place for each file in memory
	arriving  sse.Count     // forms with files on their way
	jar       jar
}

// New returns the handler of all pages. It takes GET, HEAD and forms that come
// from its own pages, and sets the security headers on every answer.
func New(c Config) http.Handler {
	if c.Now == nil {
		c.Now = time.Now
	}
	if c.Log == nil {
		c.Log = slog.Default()
	}
	s := &server{Config: c, build: build(), places: circlepack.NewMemory(out.PlacesKept), cache: newPageCache(keptBytes), frames: newFrames(), receiving: make(chan struct{}, filesAtOnce)}
	if c.Identity != nil { // else every page fails, and says so
		s.jar = jarOf(c.Identity.URL, c.Proxies)
	}
	missing := s.open(notFound)
	next := table(s.doors(), table(s.pages(missing), missing))
	return s.jar.guard(s.open(notAllowed), s.open(notFromHere), s.recovering(next))
}

func notFound(*request) error { return errNotFound }

func notAllowed(v *request) error {
	v.w.Header().Set("Allow", "GET, HEAD")
	return errMethod
}

func notFromHere(*request) error { return errForeign }
