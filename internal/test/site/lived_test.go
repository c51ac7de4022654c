package site_test

import (
	"context"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"orpheus/identity"
	"orpheus/internal/browser"
	"orpheus/internal/demo"
	"orpheus/internal/test/stored"
	"orpheus/ledger"
	"orpheus/org"
	"orpheus/server"
	"orpheus/service"
	"orpheus/store/storetest"
)

// grown is a small De Linde, grown once for the package.
var grown = sync.OnceValues(func() (storetest.Store, error) {
	log, err := stored.Shared()
	if err != nil {
		return nil, err
	}
	return log, grow(log)
})

func grow(log storetest.Store) error {
	d := service.New(log, ledger.Options{})
	defer d.Close()
	return demo.Grow(context.Background(), d, demo.Options{Size: demo.Small, Until: today}, nil)
}

// served is De Linde on a real server that can be stopped and started again.
type served struct {
	t      *testing.T
	slug   string
	clock  atomic.Int64 // beyond the time that goes by
	stands atomic.Int64 // how much went by when it was stopped; zero where it goes on
	log    storetest.Store
	desk   *service.Service
	people *identity.Service
	server *httptest.Server
	end    context.CancelFunc // of what is asked for, streams too
	addr   string
	ann    org.PersonID // a steward
	ben    org.PersonID // a member
	counts atomic.Pointer[counted]
	seen   int // pictures taken so far
}

// serveLinde serves the De Linde that the tests of the package share: what one does there, others
// may see.
func serveLinde(t *testing.T) *served {
	t.Helper()
	log, err := grown()
	if err != nil {
		t.Fatal(err)
	}
	return serveLindeOf(t, log)
}

// serveOwnLinde serves one that nobody else acts in.
func serveOwnLinde(t *testing.T) *served {
	t.Helper()
	log := stored.New(t)
	if err := grow(log); err != nil {
		t.Fatal(err)
	}
	return serveLindeOf(t, log)
}

func serveLindeOf(t *testing.T, log storetest.Store) *served {
	s := &served{t: t, slug: "linde", log: log, addr: "127.0.0.1:0"}
	s.start()
	t.Cleanup(s.stop)
	state, err := s.desk.Look(t.Context(), "linde", 0)
	if err != nil {
		t.Fatal(err)
	}
	for id, p := range state.People() {
		switch {
		case !p.Present() || p.Guest:
		case p.Steward && s.ann == 0:
			s.ann = id
		case !p.Steward && s.ben == 0 && len(p.Offers) == 0 && len(p.Leads) == 0 && len(p.Seats) > 0:
			s.ben = id
		}
	}
	return s
}

// newest is the number of the piece of work begun last.
func (s *served) newest() string {
	s.t.Helper()
	state, err := s.desk.Look(s.t.Context(), "linde", 0)
	if err != nil {
		s.t.Fatal(err)
	}
	var last org.InitiativeID
	for id := range state.Initiatives() {
		last = id
	}
	return last.String()[1:]
}

func (s *served) start() {
	s.t.Helper()
	began := time.Now()
	now := func() time.Time {
		by := time.Since(began)
		if at := s.stands.Load(); at > 0 {
			by = time.Duration(at)
		}
		return today.Add(by).Add(time.Duration(s.clock.Load()))
	}
	s.desk = service.New(s.log, ledger.Options{Now: now, Follow: -1})
	listener, err := net.Listen("tcp", s.addr)
	if err != nil {
		s.t.Fatal(err)
	}
	s.addr = listener.Addr().String()
	pages := server.New(server.Config{Service: s.desk, URL: "http://" + s.addr, Now: now, Log: slog.New(slog.DiscardHandler)})
	s.people = pages.Identity
	var came atomic.Int64
	s.server = httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if strings.HasPrefix(r.URL.Path, "/signin/") { // each browser comes from somewhere else
			r.RemoteAddr = fmt.Sprintf("10.1.1.%d:999", came.Add(1))
		}
		if c := s.counts.Load(); c != nil && r.URL.Path == c.page {
			c.serve(pages, w, r)
			return
		}
		pages.ServeHTTP(w, r)
	}))
	ctx, end := context.WithCancel(context.Background())
	s.end, s.server.Config.BaseContext = end, func(net.Listener) context.Context { return ctx }
	_ = s.server.Listener.Close()
	s.server.Listener = listener
	s.server.Start()
}

// stop ends streams first: a page that asks for its stream again just then would keep the server
// from closing as long as a stream lasts.
func (s *served) stop() {
	s.end()
	s.server.CloseClientConnections()
	s.server.Close()
	_ = s.desk.Close()
}

func (s *served) name(p org.PersonID) string {
	s.t.Helper()
	names, err := s.desk.Names(s.t.Context(), s.slug)
	if err != nil {
		s.t.Fatal(err)
	}
	return names[p]
}

// in opens a browser of its own that somebody is signed in with, in a language.
func (s *served) in(p org.PersonID, lang string, screen browser.Screen) *tab {
	s.t.Helper()
	return s.open(s.t, p, lang, screen)
}

// open does that for a part of the test.
func (s *served) open(t *testing.T, p org.PersonID, lang string, screen browser.Screen) *tab {
	t.Helper()
	link, err := s.people.NewLink(s.t.Context(), identity.Link{Kind: identity.SignIn, Org: s.slug, Person: p, Printed: true})
	if err != nil {
		t.Fatal(err)
	}
	page := &tab{Page: browser.Open(t).Page(t, screen), t: t, base: "http://" + s.addr}
	page.Open(link)
	page.to("/" + s.slug + "?lang=" + lang)
	return page
}

// tab is a page of somebody who is signed in.
type tab struct {
	*browser.Page
	t    *testing.T
	base string
}

func (p *tab) to(path string) { p.Open(p.base + path) }

// has waits until some text is on the page.
func (p *tab) has(text string) {
	p.Wait(fmt.Sprintf(`document.querySelector("main").textContent.replace(/\s+/g, " ").includes(%q)`, text))
}

func (s *served) do(by org.PersonID, act org.Act) {
	s.t.Helper()
	if _, err := doing(s.t.Context(), s.desk, s.slug, by, act, org.Web); err != nil {
		s.t.Fatal(err)
	}
}
