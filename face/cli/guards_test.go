package cli_test

import (
	"bytes"
	"context"
	"errors"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"orpheus/face/web"
	"orpheus/identity"
)

// Where people come by https, cookies have names that a browser takes by https alone,
// and it is told to come by nothing else.
func TestCookiesByHTTPS(t *testing.T) {
	s := newSite(t, "https://o.example")
	v := s.in("linde", 1)
	c := v.cookies["__Secure-orpheus_session/linde"]
	if c == nil || !c.Secure || !c.HttpOnly || c.Path != "/linde" {
		t.Fatalf("the cookies are %v", v.cookies)
	}
	a := v.get("/linde/people?lang=da")
	if got := a.Header.Get("Set-Cookie"); got != "__Host-lang=da; Path=/; Max-Age=31536000; HttpOnly; Secure; SameSite=Lax" {
		t.Errorf("the cookie of the language is %s", got)
	}
	if got := a.Header.Get("Strict-Transport-Security"); got != "max-age=63072000" {
		t.Errorf("by https only: %q", got)
	}
	v.get("/linde/people").wants(t, 200, "", `<html lang="da"`, `data-jar="__Host-theme"`)
	tossed := s.visitor() // by a neighbour under the same domain, or by somebody on the way
	tossed.cookies["x"] = &http.Cookie{Name: "orpheus_session", Value: c.Value, Path: "/linde"}
	tossed.get("/linde/people").wants(t, 303, "/signin?next=%2Flinde%2Fpeople&org=linde")
	plain := newSite(t, "http://o.example")
	w := plain.in("linde", 1)
	if c := w.cookies["orpheus_session/linde"]; c == nil || c.Secure {
		t.Errorf("without https the cookies are %v", w.cookies)
	}
	if got := w.get("/linde").Header.Get("Strict-Transport-Security"); got != "" {
		t.Errorf("without https: %q", got)
	}
}

// What a proxy says of where somebody comes from is believed from this machine only.
func TestWhereSomebodyComesFrom(t *testing.T) {
	for _, c := range []struct {
		from    string
		limited bool
	}{{"10.1.2.3:999", true}, {"[2001:db8::1]:999", true}, {"127.0.0.1:999", false}, {"[::1]:999", false}, {"[::ffff:127.0.0.1]:999", false}} {
		s := newSite(t, "http://o.example")
		v := s.visitor()
		v.from = c.from
		status := 0
		for i := range identity.PerAddress.Burst + 1 {
			v.header["X-Forwarded-For"] = "198.51.100." + string(rune('0'+i%10)) + string(rune('0'+i/10))
			status = v.post("/signin", "org", "linde", "mail", "m"+string(rune('a'+i))+"@else.example").StatusCode
		}
		if got := status == http.StatusTooManyRequests; got != c.limited {
			t.Errorf("from %s, each time by another's address: status %d", c.from, status)
		}
	}
}

// A form that is too large is refused before it is read as a whole, at every address
// that takes one.
func TestNoFormIsTooLarge(t *testing.T) {
	s := newSite(t, "http://o.example")
	unread := map[string]bool{ // nothing of the form is asked for
		"POST /signin/{token}": true, "POST /{org}/signout": true, "POST /{org}/{rest...}": true,
	}
	found := s.link(identity.Link{Kind: identity.Found})
	forms := 0
	for _, route := range web.Routes() {
		method, path, _ := strings.Cut(route, " ")
		if method != http.MethodPost || unread[route] {
			continue
		}
		forms++
		path = strings.NewReplacer("/found/{token}", found, "{org}", "linde", "{kind}", "tension.raise", "{seq}", "3").Replace(path)
		send := func(size int) (int, int64) {
			v := s.in("linde", 1)
			body := &bottomless{left: int64(size)}
			r := httptest.NewRequest(http.MethodPost, path, body)
			r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
			r.AddCookie(v.cookies["orpheus_session/linde"])
			w := httptest.NewRecorder()
			s.h.ServeHTTP(w, r)
			return w.Code, body.read
		}
		status, read := send(64 << 20)
		if status != http.StatusBadRequest || read > 2<<20 {
			t.Errorf("%s: a form of 64 MB got status %d, and %d bytes of it were read", route, status, read)
		}
		if status, _ := send(1000); status == http.StatusBadRequest {
			t.Errorf("%s: a form of 1000 bytes got status %d, so that this test shows nothing", route, status)
		}
	}
	if forms < 8 {
		t.Errorf("only %d forms were sent", forms)
	}
}

// bottomless is a form with one long field.
type bottomless struct{ left, read int64 }

func (b *bottomless) Read(p []byte) (int, error) {
	n := min(int64(len(p)), b.left)
	if n == 0 {
		return 0, io.EOF
	}
	for i := range p[:n] {
		p[i] = 'x'
	}
	b.left, b.read = b.left-n, b.read+n
	return int(n), nil
}

// What goes wrong at a secret address is logged without it.
func TestNoSecretIsLogged(t *testing.T) {
	var log bytes.Buffer
	broken := identity.Service{Store: brokenStore{}, URL: "http://o.example"}
	h := web.New(web.Config{Source: struct{ web.Source }{}, Identity: &broken, Log: slog.New(slog.NewTextHandler(&log, nil))})
	for _, path := range []string{"/signin/THESECRET", "/found/THESECRET"} {
		for _, method := range []string{http.MethodGet, http.MethodPost} {
			log.Reset()
			r := httptest.NewRequest(method, path, strings.NewReader(url.Values{}.Encode()))
			w := httptest.NewRecorder()
			h.ServeHTTP(w, r)
			if w.Code != http.StatusInternalServerError || !strings.Contains(log.String(), "page failed") {
				t.Errorf("%s %s: status %d, and the log says %q", method, path, w.Code, log.String())
			}
			if strings.Contains(log.String(), "THESECRET") {
				t.Errorf("%s %s: the log says %q", method, path, log.String())
			}
		}
	}
}

// brokenStore is one whose disk is gone.
type brokenStore struct{ identity.Store }

func (brokenStore) Link(context.Context, identity.Hash) (identity.Link, bool, error) {
	return identity.Link{}, false, errors.New("the disk is gone")
}
