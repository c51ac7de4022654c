package server_test

import (
	"context"
	"errors"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"orpheus/identity"
	"orpheus/identity/mail"
	"orpheus/ledger"
	"orpheus/server"
	"orpheus/service"
	"orpheus/store/memory"
	"orpheus/store/records"
)

// failing is a store that cannot be read.
type failing struct{ *memory.Log }

func (failing) Orgs(context.Context) ([]ledger.Info, error) { return nil, errors.New("no disk") }

// full is a store that can be read, and can keep nothing.
type full struct{ *memory.Log }

func (full) Ready(context.Context) error { return errors.New("the disk is full") }

// Whether the program is well says whether, and not why.
func TestHealth(t *testing.T) {
	for name, c := range map[string]struct {
		store service.Store
		ready int
	}{"well": {&memory.Log{}, http.StatusOK}, "without a disk": {failing{&memory.Log{}}, http.StatusServiceUnavailable}, "with a full disk": {full{&memory.Log{}}, http.StatusServiceUnavailable}} {
		t.Run(name, func(t *testing.T) {
			s := service.New(c.store, ledger.Options{})
			t.Cleanup(func() { _ = s.Close() })
			h := server.New(server.Config{Service: s, URL: "http://o.example", Log: slog.New(slog.DiscardHandler)})
			for path, status := range map[string]int{"/healthz": http.StatusOK, "/readyz": c.ready} {
				w := httptest.NewRecorder()
				h.ServeHTTP(w, httptest.NewRequest(http.MethodGet, path, nil))
				if w.Code != status || w.Header().Get("Cache-Control") != "no-store" || strings.Contains(w.Body.String(), "disk") {
					t.Errorf("%s: %d %v %q", path, w.Code, w.Header(), w.Body)
				}
			}
		})
	}
}

// A server serves pages and API, sends mails, and ends with its context, streams
// that are open at that moment included.
func TestServe(t *testing.T) {
	d := service.New(&memory.Log{}, ledger.Options{})
	defer d.Close()
	id, err := d.Found(t.Context(), service.Founding{Slug: "linde", Name: "De Linde", Lang: "nl", Person: records.Profile{Name: "Ann", Mail: "ann@o.example"}})
	if err != nil {
		t.Fatal(err)
	}
	s := server.New(server.Config{Service: d, URL: "http://o.example", Log: slog.New(slog.DiscardHandler)})
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	base := "http://" + listener.Addr().String()
	sent := make(chan identity.Letter, 1)
	ctx, stop := context.WithCancel(t.Context())
	started, ended := make(chan struct{}), make(chan error, 1)
	go func() {
		ended <- s.Serve(ctx, listener, mail.Terminal(func(l identity.Letter) { sent <- l }), func() error { close(started); return nil })
	}()
	<-started
	if err := s.Identity.Invite(t.Context(), "linde", identity.Invited{Person: id, By: id, Lang: "nl"}); err != nil {
		t.Fatal(err)
	}
	if l := <-sent; l.To.Name != "Ann" || !strings.HasPrefix(l.Link, "http://o.example/signin/") {
		t.Errorf("the mail is %+v", l)
	}
	token, err := s.Identity.NewToken(t.Context(), "linde", id, "test", identity.TokenTerms{})
	if err != nil {
		t.Fatal(err)
	}
	for path, want := range map[string]int{"/signin": 200, "/healthz": 200, "/linde": 303, "/api/v1/orgs/linde/circles": 401} {
		c := http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
		res, err := c.Get(base + path)
		if err != nil {
			t.Fatal(err)
		}
		res.Body.Close()
		if res.StatusCode != want {
			t.Errorf("%s: %d, want %d", path, res.StatusCode, want)
		}
	}
	r, _ := http.NewRequest(http.MethodGet, base+"/api/v1/orgs/linde/events", nil)
	r.Header.Set("Authorization", "Bearer "+token)
	stream, err := http.DefaultClient.Do(r)
	if err != nil || stream.StatusCode != http.StatusOK {
		t.Fatalf("the stream: %v, %v", stream, err)
	}
	defer stream.Body.Close()
	stop()
	if _, err := io.ReadAll(stream.Body); err != nil {
		t.Errorf("the stream ended with %v", err)
	}
	select {
	case err := <-ended:
		if err != nil {
			t.Error(err)
		}
	case <-time.After(20 * time.Second):
		t.Fatal("the server goes on")
	}
	if _, err := net.DialTimeout("tcp", listener.Addr().String(), time.Second); err == nil {
		t.Error("somebody still answers")
	}
}

// What cannot start is said, and nothing goes on listening.
func TestServeNotStarted(t *testing.T) {
	d := service.New(&memory.Log{}, ledger.Options{})
	defer d.Close()
	s := server.New(server.Config{Service: d, URL: "http://o.example", Log: slog.New(slog.DiscardHandler)})
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	no := errors.New("no")
	if err := s.Serve(t.Context(), listener, mail.Terminal(func(identity.Letter) {}), func() error { return no }); !errors.Is(err, no) {
		t.Errorf("it ended with %v", err)
	}
	if _, err := net.DialTimeout("tcp", listener.Addr().String(), time.Second); err == nil {
		t.Error("it listens still")
	}
}
