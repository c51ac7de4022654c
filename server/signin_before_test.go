package server_test

import (
	"bytes"
	"log/slog"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"orpheus/identity"
	"orpheus/org"
	"orpheus/server"
)

// Whoever signs in again in a browser leaves no session of before behind, whosever it was; one
// in another organisation, and in another browser, goes on.
func TestASessionOfBeforeEnds(t *testing.T) {
	s := newSite(t, "http://o.example")
	v, other := s.in("linde", 2), s.in("linde", 2)
	in := func(slug string, p org.PersonID) {
		t.Helper()
		v.post(s.link(identity.Link{Kind: identity.SignIn, Org: slug, Person: p})).wants(t, 303, "/"+slug)
	}
	count := func(p org.PersonID) int {
		t.Helper()
		all, err := s.people.Sessions(t.Context(), "linde", p)
		check(t, err)
		return len(all)
	}
	in("anker", 1)
	in("linde", 2)
	if n := count(2); n != 2 {
		t.Errorf("Kofi has %d sessions, want this browser and another", n)
	}
	in("linde", 3)
	if count(2) != 1 || count(3) != 1 {
		t.Errorf("Kofi has %d sessions, Roza %d", count(2), count(3))
	}
	other.get("/linde").wants(t, 200, "")
	v.get("/anker").wants(t, 200, "")
	v.get("/linde").wants(t, 200, "")
	// What others write into that cookie ends nothing of people whose sessions they do not know.
	for k, c := range v.cookies {
		if strings.HasPrefix(k, "orpheus_was") {
			c.Value = "linde:P2:nothing|x|linde:P99999999999:y"
		}
	}
	in("linde", 3)
	other.get("/linde").wants(t, 200, "")
}

// Who signed in a while ago says who they are before they make what lets in for long.
func TestTokensAndFeedsWantSomebodyFresh(t *testing.T) {
	s := newSite(t, "http://o.example")
	v := s.in("linde", 2)
	v.post("/linde/account/tokens", "token", "Rota").wants(t, 200, "", "orpheus_")
	v.post("/linde/account/feeds", "do", "make", "kind", "days").wants(t, 200, "", ".ics")
	check(t, s.people.SetPassword(t.Context(), "linde", 2, "correct horse battery"))
	s.move(time.Hour)
	v.get("/linde/account").wants(t, 200, "", "tokens-current")
	v.post("/linde/account/tokens", "token", "More").wants(t, 422, "", "Type your current password")
	v.post("/linde/account/feeds", "do", "make", "kind", "mine").wants(t, 422, "", "Type your current password")
	v.post("/linde/account/feeds", "do", "end", "kind", "days").wants(t, 200, "")
	v.post("/linde/account/tokens", "token", "More", "current", "correct horse battery").wants(t, 200, "", "orpheus_")
	v.post("/linde/account/feeds", "do", "make", "kind", "mine", "current", "correct horse battery").wants(t, 200, "", ".atom")
	if all, err := s.people.Tokens(t.Context(), "linde", 2); err != nil || len(all) != 2 {
		t.Errorf("%d tokens, %v", len(all), err)
	}
}

// That somebody signed in stands in the log with the organisation and the way, and nothing of
// who it was; and so does that somebody did not.
func TestSignInsAreLogged(t *testing.T) {
	s := newSite(t, "http://o.example")
	var log bytes.Buffer
	h := server.New(server.Config{Service: s.desk, URL: s.base, Calls: loopback, Now: s.now, Log: slog.New(slog.NewTextHandler(&log, nil))})
	s.h, s.people = h, h.Identity
	s.in("linde", 2)
	v := s.visitor()
	v.post("/signin", "org", "linde", "mail", "kofi@linde.example", "password", "not this one at all")
	v.post("/signin/passkey", "do", "add", "answer", "{}")
	v.get("/signin/return?code=a-secret&state=b")
	r := httptest.NewRequest("GET", "/scim/v2/Users", nil)
	r.Header.Set("Authorization", "Bearer orpheus_scim_a-secret")
	h.ServeHTTP(httptest.NewRecorder(), r)
	text := log.String()
	for _, has := range []string{"somebody signed in\" org=linde by=link", "nobody got in by a password", "nobody got in by a passkey", "nobody got in by a provider", "no directory got in by a token"} {
		if !strings.Contains(text, has) {
			t.Errorf("the log lacks %q: %s", has, text)
		}
	}
	for _, lacks := range []string{"kofi", "Kofi", "P2", "a-secret"} {
		if strings.Contains(text, lacks) {
			t.Errorf("the log has %q: %s", lacks, text)
		}
	}
}
