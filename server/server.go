// Package server puts the service, the faces, signing in and the mails together, and
// serves them: the one composition of the program and of its tests.
package server

import (
	"context"
	"log/slog"
	"net"
	"net/http"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"orpheus/face/api"
	"orpheus/face/assistant"
	"orpheus/face/hook"
	"orpheus/face/letter"
	"orpheus/face/scim"
	"orpheus/face/web"
	"orpheus/identity"
	"orpheus/identity/oidc"
	"orpheus/identity/passkey"
	"orpheus/identity/push"
	"orpheus/internal/mount"
	"orpheus/internal/outgoing"
	"orpheus/server/meter"
	"orpheus/service"
)

// Config is what a server is put together from.
type Config struct {
	Service *service.Service
	URL     string           // the address that people reach it at, without a slash at the end
	Proxies Proxies          // that are believed about visitors, besides this machine
	Calls   Networks         // that are called besides the public internet
	Now     func() time.Time // nil is the clock of the service
	Log     *slog.Logger     // nil is slog.Default
	Copies  Copies           // made every night; none where no folder is named
	Metrics net.Listener     // where what was counted is answered with; nil for nowhere. Serve closes it
}

// Proxies are those that are believed about visitors.
type Proxies = web.Proxies

// Networks are those that may be called besides the public internet.
type Networks = outgoing.Networks

// ParseNetworks reads addresses and networks, with commas between them.
func ParseNetworks(text string) (Networks, error) { return outgoing.ParseNetworks(text) }

// ParseProxies reads addresses and networks of proxies, with commas between them.
func ParseProxies(text string) (Proxies, error) { return web.ParseProxies(text) }

// Server is everything that serves one store.
type Server struct {
	http.Handler                   // the pages, the API beside them, and whether the program is well
	Identity     *identity.Service // who may come in

	service *service.Service
	copies  Copies
	unsent  service.Copy // that was made and has not got to where it is kept as well
	metrics net.Listener
	meter   *meter.Meter
	ahead   atomic.Int64 // organisations whose last act is dated ahead

	log    *slog.Logger
	nudged chan struct{}      // a mail was put into the outbox
	acted  chan struct{}      // somebody did something
	hooked chan struct{}      // there may be something to tell at hooks
	end    context.CancelFunc // of the event streams
}

// New puts a server together. It serves as an http.Handler at once; Serve listens
// and sends mails too.
func New(c Config) *Server {
	if c.Log == nil {
		c.Log = slog.Default()
	}
	if c.Now == nil {
		c.Now = c.Service.Now
	}
	s := &Server{service: c.Service, copies: c.Copies, metrics: c.Metrics, Identity: c.Service.Identity(c.URL), log: c.Log, nudged: make(chan struct{}, 1), acted: make(chan struct{}, 1), hooked: make(chan struct{}, 1)}
	c.Service.OnRefused(func(ctx context.Context, r service.Refused) {
		c.Log.InfoContext(ctx, "a right was refused", "org", r.Org, "act", r.Act, "rule", r.Rule)
	})
	s.Identity.Now = c.Now
	s.Identity.Nudge = s.nudge
	s.Identity.Writer = &letter.Writer{Service: c.Service, Identity: s.Identity, Path: web.Path}
	s.Identity.Pusher = push.New(s.Identity.Store.SecretFor, c.URL, c.Calls)
	c.Service.OnActs(s.tell)
	c.Service.OnMails(s.nudge)
	c.Service.HooksBy(hook.New(c.URL, web.Path, c.Now, c.Calls), c.Calls)
	c.Service.OnHooks(s.hook)
	stop, end := context.WithCancel(context.Background())
	s.end = end
	mux, at := http.NewServeMux(), mount.Of(c.URL)
	mux.Handle("/api/", api.New(api.Config{At: string(at), Service: c.Service, Auth: s.bearer, Limits: s.Identity, Now: c.Now, Stop: stop, Log: c.Log}))
	mux.Handle(scim.Prefix+"/", scim.New(scim.Config{
		Service: c.Service, URL: c.URL + scim.Prefix, Auth: s.Identity.DirectoryOf, From: c.Proxies.From, Log: c.Log,
		Allow: func(slug, from string) (time.Duration, bool) {
			if slug == "" {
				return s.Identity.Allow("from "+from, identity.PerAddress)
			}
			return s.Identity.Allow("directory "+slug, identity.PerCaller)
		},
	}))
	pages := web.New(web.Config{
		Copies: c.Copies.shown(), Clients: assistant.Clients{Check: c.Calls.Check, Call: c.Calls.Client()}, Service: c.Service, Identity: s.Identity,
		Passkeys: passkey.New(s.Identity), Providers: &oidc.Client{Calls: c.Calls, Now: c.Now, Return: c.URL + "/signin/return"}, Proxies: c.Proxies, Now: c.Now, Log: c.Log,
	})
	mux.Handle("/", assistant.New(assistant.Config{Service: c.Service, Identity: s.Identity, Log: c.Log}, pages))
	for pattern, h := range s.health() {
		mux.Handle(pattern, h)
	}
	s.meter = meter.New(s.measures())
	c.Service.OnAppend(s.meter.Appended)
	safe := strings.HasPrefix(c.URL, "https://")
	s.Handler = headers(safe, s.meter.Watch(string(at), at.Handler(own(at, safe, s.heeding(c.Proxies, mux)), "/healthz", "/readyz")))
	return s
}

// bearer says for whom a token stands.
func (s *Server) bearer(ctx context.Context, token string) (api.Bearer, bool, error) {
	k, ok, err := s.Identity.Bearer(ctx, token)
	return api.Bearer{Org: k.Org, Person: k.Person, Reads: k.Reads}, ok, err
}

// nudge has the outbox looked at, if it is not about to be.
func (s *Server) nudge() {
	select {
	case s.nudged <- struct{}{}:
	default:
	}
}

// heeding says in the log, once, that a proxy is not believed: else all visitors behind it
// would share one limit and nobody knew why.
func (s *Server) heeding(believed Proxies, next http.Handler) http.Handler {
	var said sync.Once
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if ip := believed.Unheard(r); ip.IsValid() {
			said.Do(func() {
				s.log.WarnContext(r.Context(), "a proxy tells of visitors and is not believed: name it with --proxies if it is yours", "proxy", ip.String())
			})
		}
		next.ServeHTTP(w, r)
	})
}
