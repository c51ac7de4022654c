package server_test

import (
	"encoding/base64"
	"encoding/json"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/golang-jwt/jwt/v5"
	"github.com/oauth2-proxy/mockoidc"

	"orpheus/identity"
	"orpheus/org"
	"orpheus/service"
)

// provider is one on this machine, whose answers a test can twist.
type provider struct {
	*mockoidc.MockOIDC
	twist atomic.Pointer[func(claims jwt.MapClaims) string]
}

func newProvider(t *testing.T, now func() time.Time) *provider {
	t.Helper()
	mockoidc.NowFunc = now
	m, err := mockoidc.NewServer(nil)
	check(t, err)
	p := &provider{MockOIDC: m}
	check(t, m.AddMiddleware(func(next http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			twist := p.twist.Load()
			if twist == nil || r.URL.Path != mockoidc.TokenEndpoint {
				next.ServeHTTP(w, r)
				return
			}
			rec := httptest.NewRecorder()
			next.ServeHTTP(rec, r)
			var answer map[string]any
			if json.Unmarshal(rec.Body.Bytes(), &answer) != nil || answer["id_token"] == nil {
				w.WriteHeader(http.StatusBadRequest)
				return
			}
			part := strings.Split(answer["id_token"].(string), ".")[1]
			b, _ := base64.RawURLEncoding.DecodeString(part)
			claims := jwt.MapClaims{}
			_ = json.Unmarshal(b, &claims)
			answer["id_token"] = (*twist)(claims)
			w.Header().Set("Content-Type", "application/json")
			_ = json.NewEncoder(w).Encode(answer)
		})
	}))
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	check(t, err)
	check(t, m.Start(ln, nil))
	t.Cleanup(func() { _ = m.Shutdown() })
	return p
}

// as has the next one to come be somebody.
func (p *provider) as(u mockoidc.MockUser) {
	p.QueueUser(&u)
}

// through has the browser go to the provider and come back; it returns the address it comes
// back to.
func (v *visitor) through(start string) string {
	v.t.Helper()
	away := v.get(start)
	if away.StatusCode != http.StatusSeeOther || !strings.HasPrefix(away.Header.Get("Location"), "http://127.0.0.1:") {
		v.t.Fatalf("%d to %q: %.300s", away.StatusCode, away.Header.Get("Location"), away.text)
	}
	stay := &http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	r, err := http.NewRequestWithContext(v.t.Context(), http.MethodGet, away.Header.Get("Location"), nil)
	check(v.t, err)
	res, err := stay.Do(r)
	check(v.t, err)
	check(v.t, res.Body.Close())
	back := res.Header.Get("Location")
	if !strings.HasPrefix(back, v.base+"/signin/return?") {
		v.t.Fatalf("the provider answers %d to %q", res.StatusCode, back)
	}
	return strings.TrimPrefix(back, v.base)
}

// withProvider is De Linde with a provider that a steward made on the page, and its id.
func withProvider(t *testing.T, more ...string) (*site, *provider, *visitor, string) {
	t.Helper()
	s := newSite(t, "http://o.example")
	p := newProvider(t, s.now)
	steward := s.in("linde", 1)
	fields := append([]string{"do", "provider", "name", "Work account", "issuer", p.Issuer(), "client", p.ClientID, "secret", p.ClientSecret}, more...)
	steward.post(ways, fields...).wants(t, 200, "", "The provider is saved", "Work account")
	set, err := s.desk.WaysIn(t.Context(), "linde")
	check(t, err)
	return s, p, steward, set.Providers[0].ID
}

const ways = "/linde/settings/signin"

// A steward names a provider on a page; somebody whom it names by a verified address is in as
// who they are, and in the circles that the rules say, the first time already.
func TestSigningInByAProvider(t *testing.T) {
	s, p, steward, id := withProvider(t)
	s.form("Zorg Oost")
	steward.get(ways).wants(t, 200, "", "nobody comes into a circle by a group")
	steward.post(ways, "do", "rule", "group", "zorg-oost", "circle", "2").wants(t, 200, "", "The rule holds", "In “zorg-oost” there: member of")
	s.visitor().get("/signin?org=linde").wants(t, 200, "", "Sign in with Work account")
	start := "/signin/with/" + id + "?org=linde&next=/linde/map"

	kofi := s.visitor()
	p.as(mockoidc.MockUser{Subject: "k-1", Email: "Kofi@Linde.example", EmailVerified: true, Groups: []string{"zorg-oost", "other"}})
	kofi.get(kofi.through(start)).wants(t, 303, "/linde/map")
	kofi.get("/linde/people/2").wants(t, 200, "", "Kofi Mensah")
	st, err := s.desk.Look(t.Context(), "linde", 0)
	check(t, err)
	if c := st.Person(2).Circles; len(c) != 1 || c[0] != 2 {
		t.Errorf("in %v", c)
	}
	// The subject is theirs now, whatever becomes of the address.
	again := s.visitor()
	p.as(mockoidc.MockUser{Subject: "k-1", Email: "elsewhere@x.example"})
	again.get(again.through(start)).wants(t, 303, "/linde/map")
	// An address nobody has, and one of somebody who left.
	for _, c := range []struct{ mail, says string }{{"nobody@x.example", "Nobody here is known by this address"}, {"roza@linde.example", ""}} {
		v := s.visitor()
		if c.says == "" {
			_, err := s.desk.AddPerson(t.Context(), "linde", service.Profile{Name: "Gone", Mail: "gone@linde.example"}, false, false)
			check(t, err)
			v0, err := s.desk.As(t.Context(), "linde", 1)
			check(t, err)
			_, err = v0.Do(t.Context(), service.Asked{Act: &org.LeavePerson{Person: 4}})
			check(t, err)
			c.mail, c.says = "gone@linde.example", "You took part here before"
		}
		p.as(mockoidc.MockUser{Subject: c.mail, Email: c.mail, EmailVerified: true})
		v.get(v.through(start)).wants(t, 403, "", c.says)
		v.get("/linde").wants(t, 303, "/signin?next=%2Flinde&org=linde")
	}
	// Members read the page; a guest does not, and only stewards change anything.
	read := s.in("linde", 2).get(ways)
	read.wants(t, 200, "", "Work account", "zorg-oost")
	if strings.Contains(read.text, "<form class=\"stack\" method=\"post\" action=\"/linde/settings/signin\"") || strings.Contains(read.text, p.ClientSecret) {
		t.Error("a member gets a form, or the secret")
	}
	s.in("linde", 3).get(ways).wants(t, 404, "")
	s.in("linde", 2).post(ways, "do", "remove", "id", id).wants(t, 404, "")
	if strings.Contains(steward.get(ways).text, p.ClientSecret) {
		t.Error("the page shows the secret")
	}
	steward.post(ways, "do", "unrule", "group", "zorg-oost", "circle", "2").wants(t, 200, "", "The rule is gone")
	steward.post(ways, "do", "remove", "id", id).wants(t, 200, "", "Removed")
	s.visitor().get(start).wants(t, 404, "")
}

// People whom nobody knows come in only as the steward says; an address that the provider
// does not call verified is nobody's, but in a domain that is the provider's.
func TestUnknownPeopleOfAProvider(t *testing.T) {
	s, p, steward, id := withProvider(t, "unknown", "guest", "domains", "@Oost.example")
	start := "/signin/with/" + id + "?org=linde"
	steward.get(ways).wants(t, 200, "", "People nobody here knows come in as guests", "Addresses under oost.example count as verified.")
	v := s.visitor()
	p.as(mockoidc.MockUser{Subject: "a", Email: "kofi@linde.example"})
	v.get(v.through(start)).wants(t, 403, "", "Your mail address is not verified")
	p.as(mockoidc.MockUser{Subject: "b", PreferredUsername: "Ada", Email: "ada@oost.example"})
	v.get(v.through(start)).wants(t, 303, "/linde")
	st, err := s.desk.Look(t.Context(), "linde", 0)
	check(t, err)
	if ada := st.Person(4); ada == nil || !ada.Guest {
		t.Fatalf("%+v", ada)
	}
	who, _, err := s.desk.Who(t.Context(), "linde", 4)
	if err != nil || who.Name != "Ada" {
		t.Errorf("%+v, %v", who, err)
	}
}

// Whoever was invited is in with one press, by the provider too, whatever address it names.
func TestInvitedByAProvider(t *testing.T) {
	s, p, _, id := withProvider(t)
	check(t, s.people.Invite(t.Context(), "linde", identity.Invited{Person: 2, By: 1}))
	link := s.link(identity.Link{Kind: identity.Invite, Org: "linde", Person: 2})
	v := s.visitor()
	v.get(link).wants(t, 200, "", "Sign in with Work account", "Sign in as Kofi Mensah")
	start := "/signin/with/" + id + "?org=linde&link=" + strings.TrimPrefix(link, "/signin/")
	p.as(mockoidc.MockUser{Subject: "k", Email: "private@x.example"})
	v.get(v.through(start)).wants(t, 303, "/linde")
	s.visitor().get(link).wants(t, 410, "", "This link was used")
	if all, err := s.people.Invitations(t.Context(), "linde"); err != nil || len(all) != 0 {
		t.Errorf("%+v, %v", all, err)
	}
}

// What is not the answer to what this browser asked, or not of the provider for us, lets
// nobody in, and a page says so.
func TestHostileAnswers(t *testing.T) {
	s, p, _, id := withProvider(t)
	start := "/signin/with/" + id + "?org=linde"
	other, err := mockoidc.RandomKeypair(2048)
	check(t, err)
	sign := func(k *mockoidc.Keypair, c jwt.MapClaims) string {
		text, err := k.SignJWT(c)
		check(t, err)
		return text
	}
	set := func(name string, value any) func(jwt.MapClaims) string {
		return func(c jwt.MapClaims) string { c[name] = value; return sign(p.Keypair, c) }
	}
	plain := func(v any) string { b, _ := json.Marshal(v); return base64.RawURLEncoding.EncodeToString(b) }
	untrue := "The answer of the provider was not accepted"
	for name, c := range map[string]struct {
		twist func(jwt.MapClaims) string
		back  func(string) string
		says  string
	}{
		"another nonce":    {twist: set("nonce", "other"), says: untrue},
		"no nonce":         {twist: set("nonce", nil), says: untrue},
		"another issuer":   {twist: set("iss", "https://else.example"), says: untrue},
		"another audience": {twist: set("aud", "else"), says: untrue},
		"also for others":  {twist: set("aud", []string{p.ClientID, "else"}), says: untrue},
		"another party":    {twist: set("azp", "else"), says: untrue},
		"nobody":           {twist: set("sub", ""), says: untrue},
		"over":             {twist: set("exp", float64(s.now().Add(-time.Hour).Unix())), says: "too old"},
		"another key":      {twist: func(c jwt.MapClaims) string { return sign(other, c) }, says: untrue},
		"no algorithm": {twist: func(c jwt.MapClaims) string {
			return plain(map[string]string{"alg": "none", "typ": "JWT"}) + "." + plain(c) + "."
		}, says: untrue},
		"our own secret": {twist: func(c jwt.MapClaims) string {
			text, _ := jwt.NewWithClaims(jwt.SigningMethodHS256, c).SignedString([]byte(p.ClientSecret))
			return text
		}, says: untrue},
		"no token":         {twist: func(jwt.MapClaims) string { return "" }, says: untrue},
		"unverified":       {twist: set("email_verified", false), says: "Your mail address is not verified"},
		"another state":    {back: func(at string) string { return with(at, "state", "other") }, says: "This sign-in has ended"},
		"no state":         {back: func(at string) string { return with(at, "state", "") }, says: "This sign-in has ended"},
		"another provider": {back: func(at string) string { return with(at, "iss", "https://else.example") }, says: untrue},
		"declined":         {back: func(at string) string { return with(with(at, "code", ""), "error", "access_denied") }, says: "did not let you in"},
		"another code":     {back: func(at string) string { return with(at, "code", "other") }, says: "does not answer"},
	} {
		t.Run(name, func(t *testing.T) {
			v := s.visitor()
			p.as(mockoidc.MockUser{Subject: "k-1", Email: "kofi@linde.example", EmailVerified: true})
			back := v.through(start)
			if c.twist != nil {
				p.twist.Store(&c.twist)
				defer p.twist.Store(nil)
			}
			if c.back != nil {
				back = c.back(back)
			}
			a := v.get(back)
			if a.StatusCode < 400 || !strings.Contains(a.text, c.says) || !strings.Contains(a.text, "Everything is as it was.") {
				t.Fatalf("%d: %.800s", a.StatusCode, a.text)
			}
			v.get("/linde").wants(t, 303, "/signin?next=%2Flinde&org=linde")
			v.get(back).wants(t, 400, "", "This sign-in has ended") // it is not tried twice
		})
	}
	// Without the cookie of the browser that began, an answer that is right lets nobody in.
	v := s.visitor()
	p.as(mockoidc.MockUser{Subject: "k-1", Email: "kofi@linde.example", EmailVerified: true})
	back := v.through(start)
	s.visitor().get(back).wants(t, 400, "", "This sign-in has ended")
	v.get(back).wants(t, 303, "/linde")
	v.get(back).wants(t, 400, "", "This sign-in has ended")
	// Nor does one that comes too late, and another site sends nobody away.
	back = v.through(start)
	s.move(11 * time.Minute)
	v.get(back).wants(t, 400, "", "This sign-in has ended")
	v.header["Sec-Fetch-Site"] = "cross-site"
	v.get(start).wants(t, 303, "/signin?next=&org=linde")
}

func with(at, name, value string) string {
	path, query, _ := strings.Cut(at, "?")
	q, _ := url.ParseQuery(query)
	if q.Set(name, value); value == "" {
		q.Del(name)
	}
	return path + "?" + q.Encode()
}

// Only an address by https that a provider answers at is kept, and what was typed stays.
func TestProvidersAreLookedAt(t *testing.T) {
	s := newSite(t, "http://o.example")
	p := newProvider(t, s.now)
	steward := s.in("linde", 1)
	for _, c := range []struct{ issuer, says string }{
		{"http://accounts.example", "The address begins with https://"},
		{"https://localhost", "The address begins with https://"},
		{"ftp://x", "The address begins with https://"},
		{p.Issuer() + "/", "No provider of that name answers there"},
		{p.Addr() + "/nothing", "No provider of that name answers there"},
		{"", "Fill in a name"},
	} {
		steward.post(ways, "do", "provider", "name", "Work", "issuer", c.issuer, "client", "c-17", "secret", "hush-hush").wants(t, 422, "", c.says, "c-17")
		s.move(time.Hour)
		steward = s.in("linde", 1)
	}
	if set, err := s.desk.WaysIn(t.Context(), "linde"); err != nil || len(set.Providers) != 0 {
		t.Errorf("%+v, %v", set, err)
	}
	// Whoever signed in a while ago says who they are first.
	s.move(time.Hour)
	steward.get(ways).wants(t, 200, "", "You signed in a while ago")
	steward.post(ways, "do", "provider", "name", "Work", "issuer", p.Issuer(), "client", p.ClientID).wants(t, 422, "", "Type your password")
}

// Where everybody has to come by a provider, links, invitations and passwords let nobody in,
// and say so; sessions of before end; and no steward shuts themselves out.
func TestAProviderIsRequired(t *testing.T) {
	s, p, steward, id := withProvider(t)
	start := "/signin/with/" + id + "?org=linde"
	check(t, s.people.SetPassword(t.Context(), "linde", 2, "correct horse battery"))
	kofi, guest := s.in("linde", 2), s.in("linde", 3)
	link := s.link(identity.Link{Kind: identity.SignIn, Org: "linde", Person: 2})
	invitation := s.link(identity.Link{Kind: identity.Invite, Org: "linde", Person: 3})
	printed := s.link(identity.Link{Kind: identity.SignIn, Org: "linde", Person: 1, Printed: true})
	steward.post(ways, "do", "must", "by", id).wants(t, 422, "", "You did not come in that way yourself")
	kofi.get("/linde").wants(t, 200, "")

	by := s.visitor()
	p.as(mockoidc.MockUser{Subject: "f", Email: "fatima@linde.example", EmailVerified: true})
	by.get(by.through(start)).wants(t, 303, "/linde")
	by.post(ways, "do", "must", "by", id).wants(t, 200, "", "It holds from now on", "Only with Work account")
	by.get("/linde").wants(t, 200, "")
	for _, v := range []*visitor{steward, kofi, guest} {
		v.get("/linde").wants(t, 303, "/signin?next=%2Flinde&org=linde")
	}
	v := s.visitor()
	page := v.get("/signin?org=linde")
	page.wants(t, 200, "", "People of Org linde come in with Work account.", "Sign in with Work account")
	if strings.Contains(page.text, `name="mail"`) {
		t.Error("the page still asks for an address")
	}
	v.post("/signin", "org", "linde", "mail", "kofi@linde.example").wants(t, 403, "", "Links by mail and passwords let nobody in here")
	v.post("/signin", "org", "linde", "mail", "kofi@linde.example", "password", "correct horse battery").wants(t, 403, "", "Links by mail and passwords let nobody in here")
	v.post("/signin", "mail", "kofi@linde.example", "password", "correct horse battery").wants(t, 403, "", "This way in is closed here")
	v.get(link).wants(t, 200, "", "People of Org linde come in with Work account.")
	v.post(link).wants(t, 403, "", "This way in is closed here", "Sign in with Work account")
	v.post(invitation).wants(t, 403, "", "This way in is closed here")
	v.get(printed).wants(t, 403, "", "This way in is closed here")
	v.get("/linde").wants(t, 303, "/signin?next=%2Flinde&org=linde")
	// The invitation leads in by the provider, and links of Anker are as they were.
	p.as(mockoidc.MockUser{Subject: "r"})
	v.get(v.through(start+"&link="+strings.TrimPrefix(invitation, "/signin/"))).wants(t, 303, "/linde")
	s.in("anker", 1).get("/anker").wants(t, 200, "")
	// The way out is for whoever runs the program.
	check(t, s.desk.RequireNothing(t.Context(), "linde"))
	v.post(link).wants(t, 303, "/linde")
}
