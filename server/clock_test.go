package server

import (
	"bytes"
	"context"
	"log/slog"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"orpheus/identity"
	"orpheus/identity/mail"
	"orpheus/internal/clock"
	"orpheus/ledger"
	"orpheus/org"
	"orpheus/service"
	"orpheus/store/memory"
	"orpheus/store/records"
)

// leap is a server on a machine whose clock can be set.
type leap struct {
	*Server
	t   *testing.T
	off atomic.Int64 // read by all that goes on
	mu  sync.Mutex
	log bytes.Buffer
	me  *http.Cookie
}

func (l *leap) Write(b []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.log.Write(b)
}

// said is what the log says since the last look.
func (l *leap) said() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	defer l.log.Reset()
	return l.log.String()
}

// serving is De Linde on such a machine, with a steward who leads something for twenty
// days. It is served until the end of the test.
func serving(t *testing.T, store service.Store) *leap {
	t.Helper()
	l := &leap{t: t}
	began := time.Now()
	c := clock.Of(func() time.Time { return time.Now().Round(0).Add(time.Duration(l.off.Load())) }, func() time.Duration { return time.Since(began) })
	d := service.NewBy(c, store, ledger.Options{Follow: time.Hour})
	l.Server = New(Config{Service: d, URL: "http://o.example", Log: slog.New(slog.NewTextHandler(l, nil))})
	if _, err := d.Organisation(t.Context(), "linde"); err != nil {
		if _, err := d.Found(t.Context(), service.Founding{Slug: "linde", Name: "De Linde", Lang: "en", Person: records.Profile{Name: "Ann", Mail: "ann@o.example"}}); err != nil {
			t.Fatal(err)
		}
		l.do(&org.RaiseTension{Circle: org.Root, Title: "Keys", Lead: true, Until: org.At(time.Now()) + 20*org.Day})
	}
	address, err := l.Identity.NewLink(t.Context(), identity.Link{Kind: identity.SignIn, Org: "linde", Person: 1, Printed: true})
	if err != nil {
		t.Fatal(err)
	}
	for _, cookie := range l.ask(strings.TrimPrefix(address, "http://o.example")).Result().Cookies() {
		if cookie.Name == "orpheus_session" {
			l.me = cookie
		}
	}
	l.said() // that somebody signed in
	ctx, stop := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	go func() {
		ended <- l.Serve(ctx, &wire{make(chan net.Conn), ctx}, mail.Terminal(func(identity.Letter) {}), nil)
	}()
	synctest.Wait()
	t.Cleanup(func() {
		stop()
		<-ended
		_ = d.Close()
	})
	return l
}

func (l *leap) do(act org.Act) *service.Look {
	l.t.Helper()
	v, err := l.service.As(l.t.Context(), "linde", 1)
	if err != nil {
		l.t.Fatal(err)
	}
	a, err := v.Do(l.t.Context(), service.Asked{Act: act})
	if err != nil {
		l.t.Fatal(err)
	}
	return a.Look
}

func (l *leap) lead() *org.Lead {
	l.t.Helper()
	s, err := l.service.Look(l.t.Context(), "linde", 0)
	if err != nil {
		l.t.Fatal(err)
	}
	return s.Lead(1)
}

func (l *leap) ask(path string) *httptest.ResponseRecorder {
	w, r := httptest.NewRecorder(), httptest.NewRequest(http.MethodGet, path, nil)
	if l.me != nil {
		r.AddCookie(l.me)
	}
	l.ServeHTTP(w, r)
	return w
}

// pass lets time go by, and the program do what it does then.
func pass(d time.Duration) {
	time.Sleep(d)
	synctest.Wait()
}

// A clock that goes ahead by a year ends nothing, dates nothing, and signs nobody out,
// and is told of, for a day; where it goes back in time, nothing came of it.
func TestAClockThatGoesAhead(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l := serving(t, &memory.Log{})
		pass(time.Hour)
		if ready := l.ask("/readyz").Body.String(); ready != "ok\n" || l.said() != "" {
			t.Errorf("before, it is %q", ready)
		}
		l.off.Store(int64(365 * 24 * time.Hour))
		pass(2 * time.Minute)
		if ready := l.ask("/readyz"); ready.Code != http.StatusOK || !strings.Contains(ready.Body.String(), "clock: ahead by 8760h0m0s, not followed") {
			t.Errorf("it is ready: %d %s", ready.Code, ready.Body)
		}
		if said := l.said(); !strings.Contains(said, "the clock went ahead") || strings.Count(said, "\n") != 1 {
			t.Errorf("the log says %q", said)
		}
		if home := l.ask("/linde"); home.Code != http.StatusOK || !strings.Contains(home.Body.String(), "The clock of the server went ahead") {
			t.Errorf("home says nothing of it: %d", home.Code)
		}
		look := l.do(&org.RaiseTension{Circle: org.Root, Title: "Doors"})
		if at := look.Present.Last.Std(); !at.Equal(time.Now()) {
			t.Errorf("what is done is dated %v at %v", at, time.Now())
		}
		pass(20 * time.Hour)
		if lead := l.lead(); lead.Until != 0 {
			t.Errorf("a lead of twenty days ended: %+v", lead)
		}
		l.off.Store(0)
		pass(2 * time.Minute)
		if ready := l.ask("/readyz").Body.String(); ready != "ok\n" || !strings.Contains(l.said(), "followed again") {
			t.Errorf("after, it is %q", ready)
		}
		if home := l.ask("/linde"); home.Code != http.StatusOK || strings.Contains(home.Body.String(), "The clock of the server") {
			t.Errorf("home still speaks of it: %d", home.Code)
		}
		pass(20 * 24 * time.Hour)
		if lead := l.lead(); lead.Until == 0 || lead.Until.Std().After(time.Now()) {
			t.Errorf("it did not end when it was planned: %+v", lead)
		}
	})
}

// A clock that is ahead for longer is believed. What was done then stays in its order when
// it is set right; that it is dated ahead is told wherever one looks, and an export comes
// back dated now.
func TestActsDatedAhead(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		store := &memory.Log{}
		l := serving(t, store)
		pass(time.Hour)
		l.off.Store(int64(365 * 24 * time.Hour))
		pass(2 * time.Minute)
		pass(25 * time.Hour)
		if lead := l.lead(); lead.Until == 0 || !lead.Until.Std().Equal(lead.Planned.Std()) {
			t.Errorf("a clock that was steady for a day is not believed: %+v", lead)
		}
		ahead := l.do(&org.RaiseTension{Circle: org.Root, Title: "Doors", Lead: true}).Present.Last
		l.off.Store(0)
		pass(time.Hour)
		l.said()
		look := l.do(&org.RaiseTension{Circle: org.Root, Title: "Windows"})
		if look.Present.Last != ahead || look.DatedAhead() != ahead.Std() {
			t.Errorf("it is dated %v after %v", look.Present.Last, ahead)
		}
		pass(time.Hour)
		if ready := l.ask("/readyz").Body.String(); !strings.Contains(ready, "dated ahead: organisations 1") {
			t.Errorf("it is ready: %q", ready)
		}
		if said := l.said(); !strings.Contains(said, "acts are dated ahead") || !strings.Contains(said, "org=linde") {
			t.Errorf("the log says %q", said)
		}
		l.me = nil // the session of then has ended, or not: not what this is about
		address, err := l.Identity.NewLink(t.Context(), identity.Link{Kind: identity.SignIn, Org: "linde", Person: 1, Printed: true})
		if err != nil {
			t.Fatal(err)
		}
		for _, cookie := range l.ask(strings.TrimPrefix(address, "http://o.example")).Result().Cookies() {
			if cookie.Name == "orpheus_session" {
				l.me = cookie
			}
		}
		if home := l.ask("/linde"); home.Code != http.StatusOK || !strings.Contains(home.Body.String(), "which is still to come") {
			t.Errorf("home says nothing of it: %d", home.Code)
		}
		pass(80 * 24 * time.Hour) // of what was taken then, nothing ends before its time
		if s, err := l.service.Look(t.Context(), "linde", 0); err != nil || s.Lead(2).Until != 0 {
			t.Errorf("a lead that was taken then ended: %v", err)
		}
		var export bytes.Buffer
		if err := l.service.Export(t.Context(), "linde", true, &export, func(uint64) {}); err != nil {
			t.Fatal(err)
		}
		if _, err := l.service.RestoreRedated(t.Context(), bytes.NewReader(export.Bytes()), func(_, _ uint64) {}); org.CodeOf(err) != org.Conflict {
			t.Errorf("dated anew over what is there: %v", err)
		}
		to := service.New(&memory.Log{}, ledger.Options{Now: l.service.Now})
		defer to.Close()
		done, err := to.RestoreRedated(t.Context(), &export, func(_, _ uint64) {})
		if err != nil {
			t.Fatal(err)
		}
		now, err := to.Look(t.Context(), "linde", 0)
		if err != nil || now.Version != done.Version || now.Last != org.At(time.Now()) || now.Tension(3).Title != "Windows" || now.Lead(1).End != org.LeadExpired {
			t.Errorf("dated anew it is of %v, %v", now.Last, err)
		}
		if v, err := to.Verify(t.Context(), "linde"); err != nil || v.Problem != nil {
			t.Errorf("dated anew it does not verify: %v, %v", v.Problem, err)
		}
		if dated, err := to.DatedAhead(t.Context()); err != nil || len(dated) != 0 {
			t.Errorf("dated anew it is ahead: %v, %v", dated, err)
		}
	})
}
