package server_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"orpheus/face/web"
	"orpheus/identity"
	"orpheus/ledger"
	"orpheus/org"
	"orpheus/service"
	"orpheus/store/memory"
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
	v.get("/linde/people").wants(t, 200, "", `<html lang="da"`, `data-jar="__Host-theme"`)
	for name, c := range v.cookies {
		if !c.Secure || strings.HasPrefix(name, "__Host-") != (c.Path == "/") || !strings.HasPrefix(name, "__") {
			t.Errorf("a browser does not take the cookie %s", c)
		}
	}
	if v.cookies["__Secure-orpheus_device/signin"] == nil {
		t.Errorf("this browser is not known again by %v", v.cookies)
	}
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

// No answer is without what keeps a browser from frames, from guessing and from http: pages and
// the API, health, and what only sends to a tidier address.
func TestHeadersOfEveryAnswer(t *testing.T) {
	s := newSite(t, "https://o.example")
	v := s.in("linde", 1)
	for _, path := range []string{"/", "/linde", "/linde/people", "/linde//people", "/linde/../linde", "/nobody/here", "/api/v1/orgs/linde", "/api//v1", "/healthz", "/readyz", "/assets/none"} {
		h := v.get(path).Header
		for name, want := range map[string]string{"Strict-Transport-Security": "max-age=63072000", "X-Content-Type-Options": "nosniff", "X-Frame-Options": "DENY"} {
			if got := h.Get(name); got != want {
				t.Errorf("%s: %s is %q", path, name, got)
			}
		}
		if got := h.Get("Content-Security-Policy"); !strings.Contains(got, "frame-ancestors 'none'") || !strings.Contains(got, "default-src '") {
			t.Errorf("%s: its policy is %q", path, got)
		}
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
			v.header["X-Forwarded-For"] = fmt.Sprintf("198.51.100.%d", i)
			status = v.post("/signin", "org", "linde", "mail", fmt.Sprintf("m%d@else.example", i)).StatusCode
		}
		if got := status == http.StatusTooManyRequests; got != c.limited {
			t.Errorf("from %s, each time by another's address: status %d", c.from, status)
		}
	}
}

// That somebody came by https is believed of a proxy on this machine only.
func TestHTTPSBeforeAProxy(t *testing.T) {
	for from, believed := range map[string]bool{"10.1.2.3:999": false, "[2001:db8::1]:999": false, "127.0.0.1:999": true, "[::1]:999": true} {
		v := newSite(t, "http://o.example").visitor()
		v.from, v.header["X-Forwarded-Proto"] = from, "https"
		if got := v.get("/signin?lang=da").Header.Get("Set-Cookie"); strings.Contains(got, "Secure") != believed || !strings.Contains(got, "lang=da") {
			t.Errorf("from %s the cookie is %q", from, got)
		}
	}
}

// What people call things is no formula in the table of the map, in any of its cells.
func TestTheTableHasNoFormula(t *testing.T) {
	s := newSite(t, "http://o.example")
	v := s.in("linde", 1)
	me, err := s.desk.As(t.Context(), "linde", 1)
	if err != nil {
		t.Fatal(err)
	}
	for _, act := range []org.Act{
		&org.FormCircle{Name: "=Circle", Parents: []org.CircleID{org.Root}}, &org.FormCircle{Name: "Empty;=x", Parents: []org.CircleID{2}},
		&org.CreateRole{Circle: 2, Name: "@Role"}, &org.CreateRole{Circle: 2, Name: "+Vacant"}, &org.TakeSeat{Role: 1},
	} {
		if _, err := me.Do(t.Context(), asked(act)); err != nil {
			t.Fatal(err)
		}
	}
	if err := me.Correct(t.Context(), "-Fatima", "fatima@linde.example"); err != nil {
		t.Fatal(err)
	}
	a := v.get("/linde/map.csv")
	a.wants(t, 200, "", "'=Circle", "Empty;'=x", "'@Role", "'+Vacant", "'-Fatima")
	for _, bad := range []string{",=", "\n=", ",@", ",+", ",-", ";="} {
		if strings.Contains(a.text, bad) {
			t.Errorf("the table has %q: %s", bad, a.text)
		}
	}
}

// What goes wrong at a secret address is logged without it.
func TestNoSecretIsLogged(t *testing.T) {
	var log bytes.Buffer
	d := service.New(&memory.Log{}, ledger.Options{})
	t.Cleanup(func() { _ = d.Close() })
	h := web.New(web.Config{Service: d, Identity: &identity.Service{Store: brokenStore{}, URL: "http://o.example"}, Log: slog.New(slog.NewTextHandler(&log, nil))})
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

func (brokenStore) Credential(context.Context, identity.Hash) (identity.Credential, bool, error) {
	return identity.Credential{}, false, errors.New("the disk is gone")
}
