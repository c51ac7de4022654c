// Package api is the face of Orpheus for other programs: REST under /api/v1,
// described in OpenAPI 3.1. It holds no rules: a request becomes one act or one
// view. The operations for acts come from the table of kinds.
package api

import (
	"context"
	"log/slog"
	"net/http"
	"runtime/debug"
	"sync"
	"time"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humago"

	"orpheus/face/sse"
	"orpheus/org"
	"orpheus/service"
)

// Base is where the API is.
const Base = "/api/v1"

// Config is what the API needs from the rest of the program.
type Config struct {
	Service *service.Service
	// Auth says for whom a token stands; false for one that lets nobody in. nil knows
	// none.
	Auth func(ctx context.Context, token string) (Bearer, bool, error)
	// At is the path that the server is under; empty where it has its host to itself.
	At string
	// Limits says how much somebody may ask for; nil for no limit.
	Limits Limits

	Now  func() time.Time // nil is time.Now
	Stop context.Context  // ends the event streams when it is done; nil never does
	Beat time.Duration    // between signs of life of an event stream; 25 seconds where zero
	Log  *slog.Logger     // nil is slog.Default
}

// Bearer is for whom a program asks, and whether it may only read.
type Bearer struct {
	Org    string
	Person org.PersonID
	Reads  bool
}

// Limits are those of one person, whichever token they use: whether one thing more may be
// done now, and else how long to wait.
type Limits interface {
	MayCall(slug string, p org.PersonID) (wait time.Duration, ok bool)
	MayInvite(slug string, p org.PersonID) (wait time.Duration, ok bool)
}

type server struct {
	Config
	streams sse.Count
	spec    huma.API
	ops     []*operation
	build   string // changes with the program, so that old answers are not kept
	answers *answers
	docs    func() []byte
	openapi func() []byte
}

// New returns the handler of everything under /api/.
func New(c Config) http.Handler { return newServer(c).handler() }

func newServer(c Config) *server {
	if c.Now == nil {
		c.Now = time.Now
	}
	if c.Beat == 0 {
		c.Beat = sse.Beat
	}
	if c.Log == nil {
		c.Log = slog.Default()
	}
	s := &server{Config: c, build: build(), answers: newAnswers()}
	s.openapi, s.docs = sync.OnceValue(s.document), sync.OnceValue(s.readable)
	return s
}

func (s *server) handler() http.Handler {
	mux := http.NewServeMux()
	config := huma.Config{OpenAPI: describe(s.At), Formats: map[string]huma.Format{}}
	s.spec = humago.New(mux, config)
	aliases(s.spec.OpenAPI().Components.Schemas)
	s.ops = s.operations()
	for _, op := range s.ops {
		s.add(op)
	}
	mux.Handle("GET "+Base+"/openapi.json", s.open(s.sendDocument))
	mux.Handle("GET "+Base+"/docs", s.open(s.sendDocs))
	mux.Handle("GET "+Base+"/docs.css", s.open(s.sendStyle))
	mux.Handle("POST "+Base+"/orgs/{org}/acts/{kind}", s.inOrg(&operation{serve: noSuchKind}))
	mux.Handle("/", s.open(func(c *call) error {
		if allowed := methods(mux, c.r); allowed != "" {
			c.w.Header().Set("Allow", allowed)
			return wrong(http.StatusMethodNotAllowed, "method", c.r.Method)
		}
		return wrong(http.StatusNotFound, "address")
	}))
	return guard(mux)
}

// add describes an operation and serves it.
func (s *server) add(op *operation) {
	described := op.describe(s.spec.OpenAPI().Components.Schemas)
	s.spec.OpenAPI().AddOperation(described)
	handler := s.inOrg(op)
	s.spec.Adapter().Handle(described, func(ctx huma.Context) {
		r, w := humago.Unwrap(ctx)
		handler.ServeHTTP(w, r)
	})
}

// methods returns the methods that the address of r takes; empty for none.
func methods(mux *http.ServeMux, r *http.Request) string {
	for _, m := range []string{http.MethodGet, http.MethodPost} {
		other := r.Clone(r.Context())
		other.Method = m
		if _, pattern := mux.Handler(other); pattern != "/" {
			if m == http.MethodGet {
				return "GET, HEAD"
			}
			return m
		}
	}
	return ""
}

// policy lets the readable documents load only what this server gives.
const policy = "default-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; object-src 'none'"

// guard sets the security headers. No other site may read an answer: there are
// no headers that would let it.
func guard(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		h.Set("Content-Security-Policy", policy)
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("X-Frame-Options", "DENY")
		h.Set("Referrer-Policy", "no-referrer")
		h.Set("Cross-Origin-Resource-Policy", "same-origin")
		h.Set("Cache-Control", "no-store")
		next.ServeHTTP(w, r)
	})
}

func build() string {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return ""
	}
	out := info.Main.Version
	for _, s := range info.Settings {
		if s.Key == "vcs.revision" || s.Key == "vcs.time" {
			out += s.Value
		}
	}
	return out
}
