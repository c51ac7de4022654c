package server_test

import (
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"orpheus/identity"
	"orpheus/identity/mail"
	"orpheus/ledger"
	"orpheus/org"
	"orpheus/server"
	"orpheus/service"
	"orpheus/store/memory"
	"orpheus/store/records"
)

// site is De Linde and Anker, served at a moment that the test moves.
type site struct {
	t      *testing.T
	h      http.Handler
	people *identity.Service
	desk   *service.Service
	clock  atomic.Int64 // nanoseconds; requests go on by themselves after the answer
	base   string
}

func (s *site) now() time.Time { return time.Unix(0, s.clock.Load()).UTC() }

func newSite(t *testing.T, base string) *site {
	s := &site{t: t, base: base}
	s.clock.Store(time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC).UnixNano())
	now := s.now
	s.desk = service.New(&memory.Log{}, ledger.Options{Now: now, Follow: -1})
	t.Cleanup(func() { _ = s.desk.Close() })
	for _, slug := range []string{"linde", "anker"} {
		_, err := s.desk.Found(t.Context(), service.Founding{Slug: slug, Name: "Org " + slug, Lang: "en", Person: records.Profile{Name: "Fatima Idrissi", Mail: "fatima@" + slug + ".example"}})
		if err != nil {
			t.Fatal(err)
		}
	}
	for _, p := range []records.Profile{{Name: "Kofi Mensah", Mail: "kofi@linde.example"}, {Name: "Roza", Mail: "roza@linde.example"}} {
		if _, err := s.desk.AddPerson(t.Context(), "linde", p, p.Name == "Roza", false); err != nil {
			t.Fatal(err)
		}
	}
	h := server.New(server.Config{Service: s.desk, URL: base, Calls: loopback, Now: now, Log: slog.New(slog.DiscardHandler)})
	s.h, s.people = h, h.Identity
	return s
}

// answer is what a request led to.
type answer struct {
	*http.Response
	text string
}

// visitor keeps the cookies of one browser, by path.
type visitor struct {
	*site
	cookies map[string]*http.Cookie
	header  map[string]string
	from    string // address and port; empty for any
}

func (s *site) visitor() *visitor {
	return &visitor{site: s, cookies: map[string]*http.Cookie{}, header: map[string]string{}}
}

func (v *visitor) send(method, path string, form url.Values) answer {
	v.t.Helper()
	r := httptest.NewRequest(method, path, strings.NewReader(form.Encode()))
	if method == http.MethodPost {
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	r.Header.Set("User-Agent", "Mozilla/5.0 (X11; Linux) Firefox/140.0")
	if v.from != "" {
		r.RemoteAddr = v.from
	}
	for k, h := range v.header {
		r.Header.Set(k, h)
	}
	for _, c := range v.cookies {
		if r.URL.Path == c.Path || strings.HasPrefix(r.URL.Path, c.Path+"/") || c.Path == "/" {
			r.AddCookie(c)
		}
	}
	w := httptest.NewRecorder()
	v.h.ServeHTTP(w, r)
	res := w.Result()
	for _, c := range res.Cookies() {
		v.cookies[c.Name+c.Path] = c
	}
	b, err := io.ReadAll(res.Body)
	if err != nil {
		v.t.Fatal(err)
	}
	if strings.Contains(string(b), "%!") {
		v.t.Errorf("%s: a sentence that was filled in wrongly", path)
	}
	return answer{res, string(b)}
}

func (v *visitor) get(path string) answer { v.t.Helper(); return v.send(http.MethodGet, path, nil) }

func (v *visitor) post(path string, fields ...string) answer {
	v.t.Helper()
	f := url.Values{}
	for i := 0; i+1 < len(fields); i += 2 {
		f.Add(fields[i], fields[i+1])
	}
	return v.send(http.MethodPost, path, f)
}

// wants checks status, where it leads, and what is on the page.
func (a answer) wants(t *testing.T, status int, leads string, has ...string) {
	t.Helper()
	if a.StatusCode != status || a.Header.Get("Location") != leads {
		t.Fatalf("status %d to %q, want %d to %q: %.300s", a.StatusCode, a.Header.Get("Location"), status, leads, a.text)
	}
	for _, h := range has {
		if !strings.Contains(a.text, h) {
			t.Errorf("lacks %q", h)
		}
	}
}

func (s *site) link(l identity.Link) string {
	s.t.Helper()
	address, err := s.people.NewLink(s.t.Context(), l)
	if err != nil {
		s.t.Fatal(err)
	}
	return strings.TrimPrefix(address, s.base)
}

// in is a browser that is signed in.
func (s *site) in(slug string, p org.PersonID) *visitor {
	s.t.Helper()
	v := s.visitor()
	v.get(s.link(identity.Link{Kind: identity.SignIn, Org: slug, Person: p, Printed: true})).wants(s.t, 303, "/"+slug)
	return v
}

func (v *visitor) session(slug string) string { return v.cookies["orpheus_session/"+slug].Value }

// letters waits for the mails that are due.
func (s *site) letters(n int) []identity.Mail {
	s.t.Helper()
	for range 500 {
		var mails []identity.Mail
		for _, slug := range []string{"linde", "anker"} {
			more, err := s.people.Store.Mails(s.t.Context(), slug)
			if err != nil {
				s.t.Fatal(err)
			}
			mails = append(mails, more...)
		}
		if len(mails) == n {
			return mails
		}
		time.Sleep(2 * time.Millisecond)
	}
	s.t.Fatalf("there are not %d mails", n)
	return nil
}

func TestALinkFromAMailShowsAButton(t *testing.T) {
	s := newSite(t, "https://o.example")
	link := s.link(identity.Link{Kind: identity.SignIn, Org: "linde", Person: 1, Next: "/linde/people"})
	v := s.visitor()
	for range 2 { // a scanner of mails opens it, and uses nothing up
		v.get(link).wants(t, 200, "", "Sign in as Fatima Idrissi", "Org linde")
		v.send(http.MethodHead, link, nil).wants(t, 200, "")
	}
	if len(v.cookies) > 0 {
		t.Error("opening the link of a mail signs in")
	}
	v.post(link).wants(t, 303, "/linde/people")
	c := v.cookies["__Secure-orpheus_session/linde"]
	if !c.HttpOnly || !c.Secure || c.SameSite != http.SameSiteLaxMode || c.MaxAge < 30*24*3600 || c.Domain != "" {
		t.Errorf("the cookie is %s", c)
	}
	v.get("/linde/people").wants(t, 200, "", "Kofi Mensah", `action="/linde/signout"`)
	v.get("/anker/people").wants(t, 303, "/signin?next=%2Fanker%2Fpeople&org=anker")
	v.post(link).wants(t, 410, "", "This link was used", "Everything is as it was", `name="mail"`)
	v.get(link).wants(t, 410, "", "This link was used")
}

func TestAPrintedLinkSignsInAtOnce(t *testing.T) {
	s := newSite(t, "http://127.0.0.1:8080")
	link := s.link(identity.Link{Kind: identity.SignIn, Org: "linde", Person: 2, Printed: true})
	v := s.visitor()
	v.send(http.MethodHead, link, nil).wants(t, 200, "")
	v.header["Sec-Purpose"] = "prefetch"
	v.get(link).wants(t, 200, "", "Sign in as Kofi Mensah")
	delete(v.header, "Sec-Purpose")
	for _, chat := range []string{"WhatsApp/2.24.6 A", "TelegramBot (like TwitterBot)", "Mozilla/5.0 (compatible; Slackbot-LinkExpanding 1.0)", "facebookexternalhit/1.1"} {
		v.header["User-Agent"] = chat // looks at what it was handed
		v.get(link).wants(t, 200, "", "Sign in as Kofi Mensah")
	}
	delete(v.header, "User-Agent")
	v.get(link).wants(t, 303, "/linde")
	if c := v.cookies["orpheus_session/linde"]; c.Secure || !c.HttpOnly {
		t.Errorf("the cookie without TLS is %s", c)
	}
	s.visitor().get(link).wants(t, 410, "", "This link was used")
	w := s.visitor()
	w.header["X-Forwarded-Proto"] = "https"
	w.get(s.link(identity.Link{Kind: identity.SignIn, Org: "linde", Person: 2, Printed: true})).wants(t, 303, "/linde")
	if w.cookies["orpheus_session/linde"].Secure {
		t.Error("anybody says that they came by TLS")
	}
	w.from = "127.0.0.1:999"
	w.get(s.link(identity.Link{Kind: identity.SignIn, Org: "linde", Person: 2, Printed: true})).wants(t, 303, "/linde")
	if !w.cookies["orpheus_session/linde"].Secure {
		t.Error("behind a proxy with TLS the cookie is not secure")
	}
}

func TestLinksThatDoNotHold(t *testing.T) {
	s := newSite(t, "http://o.example")
	link := s.link(identity.Link{Kind: identity.SignIn, Org: "linde", Person: 1})
	s.clock.Add(int64(31 * time.Minute))
	for _, c := range []struct{ path, says string }{{link, "This link has ended"}, {"/signin/" + strings.Repeat("A", 43), "This link does not work"}} {
		for _, method := range []string{http.MethodGet, http.MethodPost} {
			a := s.visitor().send(method, c.path, nil)
			if (a.StatusCode != 410 && a.StatusCode != 404) || !strings.Contains(a.text, c.says) || !strings.Contains(a.text, `name="mail"`) || len(a.Cookies()) > 0 {
				t.Errorf("%s %s: %d %.200s", method, c.path, a.StatusCode, a.text)
			}
		}
	}
	s.visitor().get("/found/"+strings.Repeat("A", 43)).wants(t, 404, "", "This link does not work")
	s.visitor().get(strings.Replace(link, "signin", "found", 1)).wants(t, 410, "")
}

func TestAskingForALink(t *testing.T) {
	s := newSite(t, "http://o.example")
	v := s.visitor()
	v.get("/signin").wants(t, 200, "", "Sign in", `type="email"`, `autocomplete="current-password"`)
	v.get("/signin?org=linde&next=/linde/people").wants(t, 200, "", "Sign in to Org linde", `value="/linde/people"`)
	v.get("/signin?org=nobody&next=/nobody").wants(t, 200, "")
	same := func(a answer, mail string) string { return strings.ReplaceAll(a.text, mail, "…") }
	known := v.post("/signin", "mail", "fatima@linde.example", "org", "linde", "next", "/linde/people")
	unknown := v.post("/signin", "mail", "nobody@linde.example", "org", "linde", "next", "/linde/people")
	known.wants(t, 200, "", "If fatima@linde.example is known here, a link is on its way.")
	if same(known, "fatima@linde.example") != same(unknown, "nobody@linde.example") {
		t.Error("the answer tells who is known")
	}
	m := s.letters(1)[0]
	if m.Person != 1 || m.Org != "linde" || m.Next != "/linde/people" || m.Lang != "en" {
		t.Errorf("the mail is %+v", m)
	}
	v.post("/signin", "mail", "no address").wants(t, 422, "", "This is no mail address", `value="no address"`)
}

func TestNextLeadsNowhereElse(t *testing.T) {
	s := newSite(t, "http://o.example")
	for _, next := range []string{
		"https://evil.example/linde", "//evil.example/linde", "/anker", "/linde/../anker", "/lindenhof", `/\evil.example`, "javascript:alert(1)",
		"/linde/..//evil.example", "linde", "", "https:/linde", "/%2e%2e/evil",
	} {
		if a := s.visitor().get("/signin?org=linde&next=" + url.QueryEscape(next)); !strings.Contains(a.text, `name="next" value=""`) && !strings.Contains(a.text, `name="next" value="/linde"`) {
			t.Errorf("next=%q is kept", next)
		}
		v := s.visitor()
		v.post(s.link(identity.Link{Kind: identity.SignIn, Org: "linde", Person: 1, Next: next})).wants(t, 303, "/linde")
	}
	v := s.visitor()
	v.post(s.link(identity.Link{Kind: identity.SignIn, Org: "linde", Person: 1, Next: "/linde/map?role=2#x"})).wants(t, 303, "/linde/map?role=2#x")
}

func TestSigningInTooOften(t *testing.T) {
	s := newSite(t, "http://o.example")
	for _, mail := range []string{"kofi@linde.example", "nobody@linde.example"} {
		n := 0
		for ; n < 30; n++ {
			v := s.visitor()
			v.header["X-Forwarded-For"] = "203.0.113." + string(rune('1'+n%9)) // not believed: this is no proxy
			a := v.post("/signin", "mail", mail)
			if a.StatusCode == 200 {
				continue
			}
			a.wants(t, 429, "", "Too many tries", "Wait a few minutes")
			if wait := a.Header.Get("Retry-After"); wait == "" || wait == "0" {
				t.Errorf("Retry-After is %q", wait)
			}
			break
		}
		if n != identity.PerMail.Burst {
			t.Errorf("%s: %d tries were let through", mail, n)
		}
	}
	s.clock.Add(int64(time.Hour))
	s.visitor().post("/signin", "mail", "kofi@linde.example").wants(t, 200, "")
	s.clock.Add(int64(time.Hour))
	n := 0
	for ; n < 100; n++ {
		v := s.visitor()
		v.header["X-Forwarded-For"] = fmt.Sprintf("203.0.113.%d", n) // not believed: this is no proxy
		if v.post("/signin", "mail", "u"+strings.Repeat("x", n)+"@linde.example").StatusCode != 200 {
			break
		}
	}
	if n != identity.PerAddress.Burst {
		t.Errorf("%d tries from one address were let through", n)
	}
}

func TestAnotherSiteCannotSignAnybodyIn(t *testing.T) {
	s := newSite(t, "http://o.example")
	link := s.link(identity.Link{Kind: identity.SignIn, Org: "linde", Person: 1})
	v := s.in("linde", 2)
	v.header["Sec-Fetch-Site"] = "cross-site"
	for _, path := range []string{link, "/signin", "/linde/signout", "/linde/account/profile", "/linde/people/invite"} {
		v.post(path).wants(t, 403, "", "This did not come from here")
	}
	delete(v.header, "Sec-Fetch-Site")
	v.get("/linde/account").wants(t, 200, "", "Kofi Mensah")
}

func TestASessionIsNewAtEachSignIn(t *testing.T) {
	s := newSite(t, "http://o.example")
	v := s.visitor()
	v.cookies["orpheus_session/linde"] = &http.Cookie{Name: "orpheus_session", Value: "chosen-by-somebody-else", Path: "/linde"}
	v.get("/linde/map").wants(t, 303, "/signin?next=%2Flinde%2Fmap&org=linde")
	v.post(s.link(identity.Link{Kind: identity.SignIn, Org: "linde", Person: 1})).wants(t, 303, "/linde")
	first := v.session("linde")
	if first == "chosen-by-somebody-else" || len(first) < 43 {
		t.Error("the session is one that was there before")
	}
	v.post(s.link(identity.Link{Kind: identity.SignIn, Org: "linde", Person: 1})).wants(t, 303, "/linde")
	if v.session("linde") == first {
		t.Error("two sessions are one")
	}
	v.get(s.link(identity.Link{Kind: identity.SignIn, Org: "anker", Person: 1, Printed: true})).wants(t, 303, "/anker")
	v.get("/anker/account").wants(t, 200, "", "fatima@anker.example")
	v.get("/linde/account").wants(t, 200, "", "fatima@linde.example")
	v.post("/linde/signout").wants(t, 303, "/signin?org=linde")
	v.get("/linde/account").wants(t, 303, "/signin?next=%2Flinde%2Faccount&org=linde")
	v.get("/anker/account").wants(t, 200, "")
}

func TestAccount(t *testing.T) {
	s := newSite(t, "http://o.example")
	s.people.By(mail.Terminal(func(identity.Letter) {})) // an address changes at once
	v, other := s.in("linde", 2), s.in("linde", 2)
	v.get("/linde/account").wants(t, 200, "", "Kofi Mensah", "Firefox, Linux", "this browser", "Sign out everywhere else")

	version := func() uint64 { st, _ := s.desk.Look(t.Context(), "linde", 0); return st.Version }
	was := version()
	v.post("/linde/account/profile", "name", "Kofi M.", "mail", "kofi").wants(t, 422, "", "This is no mail address", `value="Kofi M."`)
	v.post("/linde/account/profile", "name", "Kofi\x1b[2J", "mail", "kofi@new.example").wants(t, 422, "", "at most 200 characters")
	v.post("/linde/account/profile", "name", "Kofi M.", "mail", "kofi@new.example").wants(t, 303, "/linde/account?done=profile")
	v.get("/linde/account?done=profile").wants(t, 200, "", "Your name and address are saved.", "kofi@new.example")
	if version() != was {
		t.Error("a corrected name is in the log")
	}

	v.post("/linde/account/password", "password", "short").wants(t, 422, "", "Too short")
	v.post("/linde/account/password", "password", "correct horse").wants(t, 303, "/linde/account?done=password")
	other.get("/linde/account").wants(t, 303, "/signin?next=%2Flinde%2Faccount&org=linde")
	other.post("/signin", "mail", "kofi@new.example", "password", "wrong horse").wants(t, 422, "", "The address or the password is not right")
	other.post("/signin", "mail", "nobody@new.example", "password", "correct horse").wants(t, 422, "", "The address or the password is not right")
	other.post("/signin", "mail", "KOFI@new.example", "password", "correct horse", "org", "linde", "next", "/linde/map").wants(t, 303, "/linde/map")
	v.post("/linde/account/password", "do", "remove").wants(t, 303, "/linde/account?done=password")
	other.post("/signin", "mail", "kofi@new.example", "password", "correct horse").wants(t, 422, "")

	other = s.in("linde", 2)
	id := regexp.MustCompile(`account/sessions"><input type="hidden" name="id" value="([a-z0-9]+)"`).FindStringSubmatch(v.get("/linde/account").text)
	if id == nil {
		t.Fatal("no session to end")
	}
	s.in("linde", 1).post("/linde/account/sessions", "id", id[1]).wants(t, 303, "/linde/account?done=sessions")
	other.get("/linde/account").wants(t, 200, "")
	v.post("/linde/account/sessions", "id", id[1]).wants(t, 303, "/linde/account?done=sessions")
	other.get("/linde/account").wants(t, 303, "/signin?next=%2Flinde%2Faccount&org=linde")

	v.post("/linde/account/tokens", "token", " ").wants(t, 422, "", "at most 60 characters")
	made := v.post("/linde/account/tokens", "token", "Roster")
	made.wants(t, 200, "", "shown this once")
	token := regexp.MustCompile(`orpheus_[\w-]{43}`).FindString(made.text)
	if k, ok, err := s.people.Bearer(t.Context(), token); k.Org != "linde" || k.Person != 2 || !ok || err != nil {
		t.Errorf("the token stands for %+v %v %v", k, ok, err)
	}
	again := v.get("/linde/account")
	if strings.Contains(again.text, token) || !strings.Contains(again.text, "Roster") {
		t.Error("the token is shown again, or not listed")
	}
	id = regexp.MustCompile(`account/tokens"><input type="hidden" name="id" value="([a-z0-9]+)"`).FindStringSubmatch(again.text)
	v.post("/linde/account/tokens", "id", id[1]).wants(t, 303, "/linde/account?done=tokens")
	if _, ok, _ := s.people.Bearer(t.Context(), token); ok {
		t.Error("a revoked token lets in")
	}
	for _, lang := range []string{"nl", "da"} {
		v.header["Accept-Language"] = lang
		v.get("/linde/account").wants(t, 200, "", `lang="`+lang)
	}
}

func TestWhoLeavesOrIsErasedIsOut(t *testing.T) {
	s := newSite(t, "http://o.example")
	v, w := s.in("linde", 2), s.in("linde", 3)
	token, err := s.people.NewToken(t.Context(), "linde", 2, "x", identity.TokenTerms{})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := act(t.Context(), s.desk, service.Nobody, &org.LeavePerson{Person: 2}); err != nil {
		t.Fatal(err)
	}
	if err := s.desk.Erase(t.Context(), "linde", 3, false); err != nil {
		t.Fatal(err)
	}
	for _, gone := range []*visitor{v, w} {
		gone.get("/linde/map").wants(t, 303, "/signin?next=%2Flinde%2Fmap&org=linde")
	}
	if _, err := act(t.Context(), s.desk, service.Nobody, &org.JoinPerson{Person: 2}); err != nil {
		t.Fatal(err)
	}
	v.get("/linde/map").wants(t, 303, "/signin?next=%2Flinde%2Fmap&org=linde")
	if _, ok, _ := s.people.Bearer(t.Context(), token); ok {
		t.Error("the token of before they left lets in")
	}
}

func TestInviting(t *testing.T) {
	s := newSite(t, "http://o.example")
	guest, member, steward := s.in("linde", 3), s.in("linde", 2), s.in("linde", 1)
	guest.get("/linde/people/invite").wants(t, 404, "")
	guest.post("/linde/people/invite", "list", "A <a@x.example>", "do", "invite").wants(t, 404, "")
	member.get("/linde/people/invite").wants(t, 200, "", "You invite guests")
	steward.get("/linde/people").wants(t, 200, "", `href="/linde/people/invite"`)

	const list = "Name;E-mail\nAda Øst;ada@x.example\nno address\nKofi <KOFI@linde.example>\nBo <bo@x.example>\nBo again, bo@x.example\n"
	look := steward.post("/linde/people/invite", "list", list, "as", "member", "do", "look")
	look.wants(t, 200, "", "Invite 2 people", "The mail address is missing.", "Kofi Mensah is here already.", "twice", `value="Ada Øst &lt;ada@x.example&gt;"`, `value="no address"`)
	s.letters(0)
	done := steward.post("/linde/people/invite", "list", list, "as", "member", "do", "invite", "_key", "k1")
	done.wants(t, 200, "", "2 people take part now", "2 lines are left", `value="no address"`, `value="Kofi &lt;KOFI@linde.example&gt;"`)
	if strings.Contains(done.text, "ada@x.example") {
		t.Error("who was invited stays in the list")
	}
	s.letters(2)
	steward.post("/linde/people/invite", "list", list, "as", "member", "do", "invite", "_key", "k1").wants(t, 422, "")
	s.letters(2)
	st, err := s.desk.Look(t.Context(), "linde", 0)
	if err != nil {
		t.Fatal(err)
	}
	if p := st.Person(4); p == nil || p.Guest || !p.Present() || st.Person(5) == nil || st.Person(6) != nil {
		t.Errorf("who joined: %+v", p)
	}
	// To look it over invites nobody, also where one is alone; a member invites guests only.
	member.post("/linde/people/invite", "name", "Cy", "mail", "cy@x.example", "as", "member", "do", "look").wants(t, 200, "", "Invite 1 person")
	if st, _ = s.desk.Look(t.Context(), "linde", 0); st.Person(6) != nil {
		t.Error("a look invites")
	}
	member.post("/linde/people/invite", "person", "Cy <cy@x.example>", "as", "member", "do", "invite").wants(t, 200, "", "1 person takes part now")
	st, _ = s.desk.Look(t.Context(), "linde", 0)
	if !st.Person(6).Guest {
		t.Error("a member invited a member")
	}
	steward.post("/linde/people/invite", "do", "look").wants(t, 422, "", "Write at least one name")
}

func TestFounding(t *testing.T) {
	s := newSite(t, "http://o.example")
	link := s.link(identity.Link{Kind: identity.Found})
	v := s.visitor()
	v.get(link).wants(t, 200, "", "Begin an organisation")
	v.post(link, "name", "De Eik", "slug", "linde", "lang", "nl", "person", "Ada", "mail", "ada@eik.example").wants(t, 422, "", `value="De Eik"`, "What you typed is below")
	v.post(link, "name", "De Eik", "lang", "nl", "person", "", "mail", "ada").wants(t, 422, "", "This is no mail address")
	v.post(link, "name", "De Eik", "lang", "nl", "zone", "Mars/Phobos", "person", "Ada", "mail", "ada@eik.example").wants(t, 422, "")
	v.post(link, "name", "De Eik", "lang", "nl", "zone", "Europe/Brussels", "person", "Ada", "mail", "ada@eik.example").wants(t, 303, "/de-eik")
	v.get("/de-eik/account").wants(t, 200, "", "ada@eik.example")
	v.post(link, "name", "De Eik", "slug", "eik", "lang", "nl", "person", "Ada", "mail", "ada@eik.example").wants(t, 410, "")
	s.visitor().get(strings.Replace(link, "found", "signin", 1)).wants(t, 410, "")
}

// Who founds from a template sees it first: nothing of it is made before they say so.
func TestFoundingFromATemplate(t *testing.T) {
	s := newSite(t, "http://o.example")
	link := s.link(identity.Link{Kind: identity.Found})
	v := s.visitor()
	v.get(link).wants(t, 200, "", "Begin from", `<option value="care-team"`)
	v.post(link, "name", "De Eik", "begin", "care-team", "lang", "nl", "person", "Ada", "mail", "ada").wants(t, 422, "", `<option value="care-team" selected`)
	to := "/de-eik/journey/templates/care-team?circle=1"
	v.post(link, "name", "De Eik", "begin", "care-team", "lang", "nl", "person", "Ada", "mail", "ada@eik.example").wants(t, 303, to)
	v.get(to).wants(t, 200, "", `name="do" value="draft"`, `name="do" value="now"`)
	st, err := s.desk.Look(t.Context(), "de-eik", 0)
	if err != nil {
		t.Fatal(err)
	}
	if st.Circle(2) != nil || st.Role(1) != nil {
		t.Error("something of it was made")
	}
	v.post("/de-eik/journey/templates/care-team", "circle", "1", "do", "now").wants(t, 303, "/de-eik/circles/1")
}
