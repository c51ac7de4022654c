package server_test

import (
	"io"
	"log"
	"log/slog"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/oauth2-proxy/mockoidc"

	"orpheus/identity"
	"orpheus/internal/browser"
	"orpheus/server"
)

// overLocalhost serves De Linde under a name, as passkeys want it, and by the clock of the
// machine, by which browsers keep cookies.
func overLocalhost(t *testing.T) (*site, string) {
	t.Helper()
	s := newSite(t, "http://o.example")
	s.clock.Store(time.Now().UnixNano())
	line := new(cable)
	srv := httptest.NewUnstartedServer(line)
	srv.Config.ErrorLog = log.New(io.Discard, "", 0)
	srv.Start()
	t.Cleanup(srv.Close)
	s.base = strings.Replace(srv.URL, "127.0.0.1", "localhost", 1)
	h := server.New(server.Config{Service: s.desk, URL: s.base, Calls: loopback, Now: s.now, Log: slog.New(slog.DiscardHandler)})
	s.h, s.people = h, h.Identity
	line.next, line.srv = h, srv
	return s, s.base
}

// A steward sets a provider up by hand; somebody whom it knows presses its button, is sent
// there and back, and is in.
func TestAProviderInABrowser(t *testing.T) {
	s, base := overLocalhost(t)
	by := newProvider(t, s.now)
	dark := browser.Phone
	dark.Dark = true
	p := browser.Open(t).Page(t, dark)
	p.Open(base + s.link(identity.Link{Kind: identity.SignIn, Org: "linde", Person: 1, Printed: true}))
	p.Open(base + ways + "?lang=nl")
	p.Accessible()
	fill := func(id, value string) {
		p.Text(`(() => { const f = document.getElementById("` + id + `"); f.value = "` + value + `"; return "" })()`)
	}
	fill("new-name", "Werkaccount")
	fill("new-issuer", by.Issuer())
	fill("new-client", by.ClientID)
	fill("new-secret", by.ClientSecret)
	p.Press(`document.querySelector("details button[value=provider]")`)
	p.Wait(`document.querySelector("[role=status]")?.textContent.includes("bewaard")`)
	if wide := p.Sideways(); wide > 0 {
		t.Errorf("the page is %v pixels wider than a phone", wide)
	}
	p.Text(`scrollTo(0, 0); ""`)
	p.Accessible()

	by.as(mockoidc.MockUser{Subject: "k", Email: "kofi@linde.example", EmailVerified: true})
	q := browser.Open(t).Page(t, browser.Wide)
	q.Open(base + "/signin?org=linde")
	q.Accessible()
	q.Press(`[...document.querySelectorAll("a.button")].find(a => a.textContent.includes("Werkaccount"))`)
	q.Wait(`location.pathname === "/linde"`)
	by.as(mockoidc.MockUser{Subject: "x", Email: "x@x.example"})
	r := browser.Open(t).Page(t, browser.Phone)
	r.Forgive("403")
	r.Open(base + "/signin?org=linde&lang=nl")
	r.Press(`[...document.querySelectorAll("a.button")].find(a => a.textContent.includes("Werkaccount"))`)
	r.Wait(`location.pathname === "/signin/return" && document.querySelector("h1").textContent.includes("niet bevestigd")`)
	r.Accessible()
}

// Somebody makes a passkey by a press, has it asked for as a second step, and comes in by it.
func TestAPasskeyInABrowser(t *testing.T) {
	s, base := overLocalhost(t)
	dark := browser.Phone
	dark.Dark = true
	p := browser.Open(t).Page(t, dark)
	p.Open(base + s.link(identity.Link{Kind: identity.SignIn, Org: "linde", Person: 2, Printed: true}))
	p.Passkeys()
	p.Open(base + keys + "?lang=nl")
	p.Accessible()
	p.Wait(`document.querySelector("form[data-passkey=create]").hidden === false && document.querySelector("[data-passkey-not]").hidden`)
	p.Press(`document.querySelector("form[data-passkey=create] button")`)
	p.Wait(`document.querySelector("[role=status]")?.textContent.includes("De passkey is gemaakt")`)
	p.Press(`document.querySelector("button[value=second]")`)
	p.Wait(`document.querySelector("[role=status]")?.textContent.includes("Bewaard")`)
	p.Press(`document.querySelector("button[value=codes]")`)
	p.Wait(`document.querySelectorAll("[role=status] ~ ul code, .note code").length === 10`)
	p.Text(`scrollTo(0, 0); ""`)
	p.Accessible()
	if wide := p.Sideways(); wide > 0 {
		t.Errorf("the page is %v pixels wider than a phone", wide)
	}
	out := func() {
		p.Open(base + "/linde/account")
		p.Press(`document.querySelector("#a-out ~ form button")`)
		p.Wait(`location.pathname === "/signin"`)
	}
	out()
	p.Wait(`document.querySelector("form[data-passkey=get]").hidden === false`)
	p.Accessible()
	p.Press(`document.querySelector("form[data-passkey=get] button")`)
	p.Wait(`location.pathname === "/linde"`)
	out()
	p.Open(base + s.link(identity.Link{Kind: identity.SignIn, Org: "linde", Person: 2, Printed: true}))
	p.Wait(`location.pathname === "/signin/second"`)
	p.Accessible()
	p.Press(`document.querySelector("form[data-passkey=get] button")`)
	p.Wait(`location.pathname === "/linde"`)
}
