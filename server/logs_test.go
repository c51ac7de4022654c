package server

import (
	"bytes"
	"context"
	"errors"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync"
	"testing"

	"orpheus/identity"
	"orpheus/service"
)

// written is what a log says, at every level.
type written struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (w *written) Write(b []byte) (int, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.b.Write(b)
}

func (w *written) String() string {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.b.String()
}

// refusing is a mail server that repeats whom a mail is to, as they do.
type refusing struct{}

func (refusing) Send(_ context.Context, l identity.Letter) error {
	return errors.New("550 5.1.1 <" + l.To.Mail + ">: nobody here is called " + l.To.Name + ", see " + l.Link)
}
func (refusing) Printed() bool { return false }

// Through a whole story, in which much goes wrong, no name, address, secret or sentence gets
// into the log, at any level.
func TestTheLogSaysNothingOfAnybody(t *testing.T) {
	log := &written{}
	before := slog.Default()
	slog.SetDefault(slog.New(slog.NewTextHandler(log, &slog.HandlerOptions{Level: slog.LevelDebug})))
	t.Cleanup(func() { slog.SetDefault(before) })
	s, _, _ := copying(t, log)
	var secrets []string
	link, err := s.Identity.NewLink(t.Context(), identity.Link{Kind: identity.SignIn, Org: "linde", Person: 1, Printed: true})
	if err != nil {
		t.Fatal(err)
	}
	path := strings.TrimPrefix(link, "http://o.example")
	secrets = append(secrets, strings.TrimPrefix(path, "/signin/"))
	w := httptest.NewRecorder()
	s.ServeHTTP(w, httptest.NewRequest("GET", path, nil))
	me := w.Result().Cookies()
	for _, c := range me {
		if len(c.Value) > 20 {
			secrets = append(secrets, c.Value)
		}
	}
	if len(secrets) < 2 {
		t.Fatal("nobody is signed in")
	}
	send := func(method, path string, form url.Values) int {
		r := httptest.NewRequest(method, path, strings.NewReader(form.Encode()))
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		for _, c := range me {
			r.AddCookie(c)
		}
		w := httptest.NewRecorder()
		s.ServeHTTP(w, r)
		return w.Code
	}
	raise := url.Values{"title": {"MARKEDTITLE"}, "body": {"MARKEDSENTENCE about Kofi Mensah"}, "circle": {"C1"}}
	if code := send("POST", "/linde/acts/tension.raise", raise); code != http.StatusSeeOther {
		t.Fatal("raised:", code)
	}
	raise.Set("circle", "C99")
	send("POST", "/linde/acts/tension.raise", raise)
	send("POST", "/linde/acts/person.leave", url.Values{"person": {"MARKEDFIELD"}})
	send("GET", "/linde/search?q=MARKEDSEARCH", nil)
	send("GET", "/linde/people/MARKEDPATH", nil)
	send("POST", "/signin", url.Values{"mail": {"MARKEDMAIL@linde.example"}, "password": {"MARKEDPASSWORD"}, "org": {"linde"}})
	send("POST", "/signin", url.Values{"mail": {"fatima@linde.example"}, "password": {"MARKEDPASSWORD"}, "org": {"linde"}})
	send("GET", "/signin/MARKEDLINK", nil)
	send("GET", "/found/MARKEDFOUND", nil)
	send("GET", "/linde/feeds/MARKEDFEED", nil)
	for _, token := range []string{"MARKEDTOKEN", "orpheus_MARKEDTOKEN"} {
		r := httptest.NewRequest("GET", "/api/v1/orgs/linde/people", nil)
		r.Header.Set("Authorization", "Bearer "+token)
		s.ServeHTTP(httptest.NewRecorder(), r)
	}
	s.Identity.By(refusing{})
	if err := s.Identity.Ask(t.Context(), "linde", "fatima@linde.example", "nl", ""); err != nil {
		t.Fatal(err)
	}
	if err := s.service.QueueMails(t.Context()); err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(t.Context())
	done := make(chan struct{})
	go func() { defer close(done); s.Identity.Run(ctx, refusing{}, s.nudged, s.log) }()
	for { // until the mail was tried
		all, err := s.Identity.Undelivered(t.Context(), "linde")
		if err != nil {
			t.Fatal(err)
		}
		if len(all) > 0 && all[0].Tries > 0 {
			break
		}
	}
	stop()
	<-done
	if _, err := s.service.Look(t.Context(), "MARKEDSLUG", 0); !errors.Is(err, service.ErrNoOrganisation) {
		t.Fatal(err)
	}
	text := log.String()
	if !strings.Contains(text, "nobody got in by a password") {
		t.Fatalf("the log says nothing at all: %s", text)
	}
	for _, word := range append(secrets, "MARKED", "Fatima", "Idrissi", "Kofi", "Mensah", "linde.example") {
		if k := strings.Index(text, word); k >= 0 {
			t.Errorf("the log says %q: …%s", word, text[max(0, k-200):min(len(text), k+60)])
		}
	}
}
