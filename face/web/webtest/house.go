// Package webtest has what tests of the pages need: invented organisations on a
// server of their own, and a type for scenarios over HTTP.
package webtest

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strconv"
	"sync"
	"testing"
	"time"
	_ "time/tzdata" // the tests ask for a zone by name

	"orpheus/identity"
	"orpheus/internal/test/stored"
	"orpheus/ledger"
	"orpheus/org"
	"orpheus/server"
	"orpheus/service"
	"orpheus/store/records"
	"orpheus/store/storetest"
)

// Now is when the tests take place: a Tuesday morning in Brussels.
var Now = time.Date(2026, 3, 17, 9, 30, 0, 0, time.UTC)

// House is the server as it is, with an organisation. People are signed
// in as who they say they are: by the header Asker, by a cookie "as", or else as Me.
type House struct {
	Service *service.Service
	Server  *server.Server
	Store   *Store
	Slug    string
	Me      org.PersonID // who comes along; zero for nobody

	mu  sync.Mutex
	now time.Time
	in  map[org.PersonID][]*http.Cookie
}

// Asker is the header that says who asks, by number.
const Asker = "X-Person"

// Store is a store that can fail.
type Store struct {
	storetest.Store
	faulty
}

// NewHouse returns a server with nothing in it.
func NewHouse(t testing.TB) *House {
	t.Helper()
	return serve(t, stored.New(t))
}

func serve(t testing.TB, store storetest.Store) *House {
	h := &House{Store: &Store{Store: store}, now: Now, in: map[org.PersonID][]*http.Cookie{}}
	h.Service = service.New(h.Store, ledger.Options{Now: h.Now, Follow: -1})
	t.Cleanup(func() { _ = h.Service.Close() })
	h.Log(slog.New(slog.DiscardHandler))
	return h
}

// Log has the server write its log to log.
func (h *House) Log(log *slog.Logger) {
	h.Server = server.New(server.Config{Service: h.Service, URL: "http://o.example", Now: h.Now, Log: log})
}

// Restarted is another server over the same store.
func (h *House) Restarted(t testing.TB) *House {
	t.Helper()
	if err := h.Service.Close(); err != nil {
		t.Fatal(err)
	}
	again := serve(t, h.Store.Store)
	again.Slug, again.Me = h.Slug, h.Me
	return again
}

// FoundLink is a link that founds another organisation.
func (h *House) FoundLink(t testing.TB) string {
	t.Helper()
	link, err := h.Server.Identity.NewLink(t.Context(), identity.Link{Kind: identity.Found})
	if err != nil {
		t.Fatal(err)
	}
	return link
}

// Found founds another organisation, in which nobody takes part.
func (h *House) Found(t testing.TB, f org.FoundOrganisation) {
	t.Helper()
	h.past(t, func(e *ledger.Engine) error { return e.Found(t.Context(), &f, org.At(Now)) })
}

// Do has somebody do something now.
func (h *House) Do(t testing.TB, by org.PersonID, act org.Act) {
	t.Helper()
	v, err := h.Service.As(t.Context(), h.Slug, by)
	if err == nil {
		_, err = v.Do(t.Context(), service.Asked{Act: act, Face: org.Web})
	}
	if err != nil {
		t.Fatalf("%s: %v", org.NameOf(act), err)
	}
}

// Now is the time it is here.
func (h *House) Now() time.Time {
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.now
}

// Set makes it another time.
func (h *House) Set(t time.Time) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.now = t
}

// found founds the organisation with its people; who has no name is called Gone
// until they are erased.
func (h *House) found(t testing.TB, at time.Time, f org.FoundOrganisation, names []string, guest org.PersonID) {
	t.Helper()
	h.Slug, h.Me = f.Slug, 1
	h.past(t, func(e *ledger.Engine) error { return e.Found(t.Context(), &f, org.At(at)) })
	h.write(t, func(do func(time.Time, org.PersonID, org.Act, *records.Profile)) {
		for i, name := range names {
			if name == "" {
				name = "Gone"
			}
			do(at, 0, &org.JoinPerson{Guest: org.PersonID(i+1) == guest}, &records.Profile{Name: name, Mail: fmt.Sprintf("p%d@o.example", i+1)})
		}
		do(at, 0, &org.SetSteward{Person: 1, Steward: true}, nil)
	})
}

// write writes a past, the oldest first; a fault in it fails the test.
func (h *House) write(t testing.TB, tell func(do func(time.Time, org.PersonID, org.Act, *records.Profile))) {
	t.Helper()
	h.past(t, func(e *ledger.Engine) error {
		_, err := e.Bulk(t.Context(), h.Slug, 0, org.Operator, func(b *ledger.Bulk) error { return happened(b, tell) })
		return err
	})
}

// past writes into the store before the server knows of it.
func (h *House) past(t testing.TB, write func(e *ledger.Engine) error) {
	t.Helper()
	e := ledger.New(h.Store, ledger.Options{Now: h.Now, Follow: -1})
	if err := errors.Join(write(e), e.Close()); err != nil {
		t.Fatal(err)
	}
}

// happened does acts at their moments; the first fault ends it.
func happened(b *ledger.Bulk, tell func(do func(time.Time, org.PersonID, org.Act, *records.Profile))) (err error) {
	tell(func(at time.Time, by org.PersonID, act org.Act, p *records.Profile) {
		if err != nil {
			return
		}
		m := org.Moment{At: org.At(at), By: by, Face: org.Web}
		if by == 0 {
			m.Face = org.Operator
		}
		if err = b.DoAs(act, m, p); err != nil {
			err = fmt.Errorf("%s at %s: %w", org.NameOf(act), at, err)
		}
	})
	return err
}

// ServeHTTP serves a request by whom it says it is by.
func (h *House) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	h.mu.Lock()
	me := h.Me
	h.mu.Unlock()
	who := r.Header.Get(Asker)
	if c, err := r.Cookie("as"); err == nil {
		who = c.Value
	}
	if n, err := strconv.ParseUint(who, 10, 32); err == nil {
		me = org.PersonID(n)
	}
	r = r.Clone(r.Context())
	for _, c := range h.session(me) {
		r.AddCookie(c)
	}
	h.Server.ServeHTTP(w, r)
}

// session is what the browser of somebody keeps once they are signed in; nothing for
// who is not let in.
func (h *House) session(p org.PersonID) []*http.Cookie {
	if p == 0 {
		return nil
	}
	h.mu.Lock()
	cookies, known := h.in[p]
	h.mu.Unlock()
	if known {
		return cookies
	}
	link, err := h.Server.Identity.NewLink(context.Background(), identity.Link{Kind: identity.SignIn, Org: h.Slug, Person: p, Printed: true})
	if err == nil {
		u, _ := url.Parse(link)
		w := httptest.NewRecorder()
		h.Server.ServeHTTP(w, httptest.NewRequest(http.MethodGet, u.Path, nil))
		cookies = w.Result().Cookies()
	}
	h.mu.Lock()
	defer h.mu.Unlock()
	h.in[p] = cookies
	return cookies
}
