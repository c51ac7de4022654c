package identity_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"orpheus/identity"
	"orpheus/internal/test/stored"
	"orpheus/ledger"
	"orpheus/org"
	"orpheus/store/records"
	"orpheus/store/storetest"
)

// crowd is a directory of invented people.
type crowd []identity.Who

func (c crowd) Find(_ context.Context, slug, mail string) (out []identity.Who, err error) {
	for _, w := range c {
		if w.Mail == mail && (slug == "" || slug == w.Slug) {
			out = append(out, w)
		}
	}
	return out, nil
}

func (c crowd) Who(_ context.Context, slug string, p org.PersonID) (identity.Who, bool, error) {
	for _, w := range c {
		if w.Slug == slug && w.Person == p {
			return w, true, nil
		}
	}
	return identity.Who{}, false, nil
}

type bench struct {
	*identity.Service
	log   storetest.Store
	at    time.Time
	crowd crowd
}

// start gives a service over an organisation with two people, at a moment that the
// test moves.
func start(t *testing.T) *bench {
	t.Helper()
	b := &bench{log: stored.New(t), at: time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC)}
	for _, slug := range []string{"linde", "anker"} {
		if err := b.log.Append(t.Context(), ledger.Batch{Slug: slug, Rows: storetest.Rows(ledger.Head{}, 1, slug)}); err != nil {
			t.Fatal(err)
		}
	}
	b.crowd = crowd{
		{Slug: "linde", OrgName: "De Linde", Lang: "nl", Person: 1, Name: "Fatima Idrissi", Mail: "fatima@linde.example", Steward: true},
		{Slug: "linde", OrgName: "De Linde", Lang: "nl", Person: 2, Name: "Kofi Mensah", Mail: "kofi@linde.example"},
		{Slug: "anker", OrgName: "Anker", Lang: "da", Person: 1, Name: "Fatima Idrissi", Mail: "fatima@linde.example"},
	}
	b.Service = &identity.Service{Store: b.log, People: &b.crowd, Now: func() time.Time { return b.at }, URL: "https://o.example"}
	return b
}

func (b *bench) link(t *testing.T, l identity.Link) string {
	t.Helper()
	address, err := b.NewLink(t.Context(), l)
	if err != nil {
		t.Fatal(err)
	}
	return address[strings.LastIndex(address, "/")+1:]
}

func is(t *testing.T, err, want error) {
	t.Helper()
	if !errors.Is(err, want) {
		t.Fatalf("the error is %v, want %v", err, want)
	}
}

func TestLinksHoldOnceAndForAWhile(t *testing.T) {
	for _, c := range []struct {
		link  identity.Link
		lasts time.Duration
	}{
		{identity.Link{Kind: identity.SignIn}, 30 * time.Minute},
		{identity.Link{Kind: identity.SignIn, Printed: true}, 24 * time.Hour},
		{identity.Link{Kind: identity.Invite}, 14 * 24 * time.Hour},
	} {
		b := start(t)
		c.link.Org, c.link.Person = "linde", 2
		late, early := b.link(t, c.link), b.link(t, c.link)
		b.at = b.at.Add(c.lasts - time.Second)
		_, e, err := b.Enter(t.Context(), early, "Mozilla/5.0 (Windows NT 10.0) Firefox/140.0")
		is(t, err, nil)
		if e.Person != 2 || e.Org != "linde" || e.Device != "Firefox, Windows" || len(e.Secret) < 43 || strings.Contains(fmt.Sprint(e.Session), e.Secret) {
			t.Errorf("entered as %+v", e)
		}
		_, _, err = b.Enter(t.Context(), early, "")
		is(t, err, identity.ErrUsed)
		b.at = b.at.Add(time.Second)
		_, _, err = b.Enter(t.Context(), late, "")
		is(t, err, identity.ErrEnded)
		_, _, err = b.Enter(t.Context(), late[:len(late)-1]+"?", "")
		is(t, err, identity.ErrNoLink)
	}
}

func TestALinkForManyLetsManyIn(t *testing.T) {
	b := start(t)
	token := b.link(t, identity.Link{Kind: identity.SignIn, Org: "linde", Person: 1, Many: true})
	seen := map[string]bool{}
	for range 3 {
		_, e, err := b.Enter(t.Context(), token, "")
		is(t, err, nil)
		seen[e.Secret] = true
	}
	if len(seen) != 3 {
		t.Error("sessions share a secret")
	}
}

func TestALinkOfSomebodyWhoLeft(t *testing.T) {
	b := start(t)
	token := b.link(t, identity.Link{Kind: identity.Invite, Org: "linde", Person: 2})
	b.crowd = b.crowd[:1]
	_, _, err := b.Enter(t.Context(), token, "")
	is(t, err, identity.ErrGone)
}

func TestFoundingHappensOnce(t *testing.T) {
	b := start(t)
	old, token := b.link(t, identity.Link{Kind: identity.Found}), b.link(t, identity.Link{Kind: identity.Found})
	_, err := b.Peek(t.Context(), old)
	is(t, err, identity.ErrNoLink)
	_, _, err = b.Enter(t.Context(), token, "")
	is(t, err, identity.ErrNoLink)
	fault := errors.New("the name is taken")
	_, err = b.Founding(t.Context(), token, "", func(identity.Use) (string, org.PersonID, error) { return "", 0, fault })
	is(t, err, fault)
	e, err := b.Founding(t.Context(), token, "", func(use identity.Use) (string, org.PersonID, error) {
		return "linde", 1, b.log.Amend(t.Context(), "linde", records.Changes{Uses: []records.Use{use}})
	})
	is(t, err, nil)
	if e.Org != "linde" || e.Person != 1 {
		t.Errorf("entered as %+v", e)
	}
	_, err = b.Founding(t.Context(), token, "", func(identity.Use) (string, org.PersonID, error) { t.Error("founded twice"); return "", 0, nil })
	is(t, err, identity.ErrUsed)
}

// Of two who found by one link at once, in two processes, one does.
func TestTwoFoundByOneLink(t *testing.T) {
	b := start(t)
	token := b.link(t, identity.Link{Kind: identity.Found})
	other := &identity.Service{Store: b.log, People: &b.crowd, Now: b.Service.Now}
	use := func(use identity.Use) error {
		return b.log.Amend(t.Context(), "linde", records.Changes{Uses: []records.Use{use}})
	}
	_, err := b.Founding(t.Context(), token, "", func(first identity.Use) (string, org.PersonID, error) {
		_, err := other.Founding(t.Context(), token, "", func(second identity.Use) (string, org.PersonID, error) { return "linde", 1, use(second) })
		is(t, err, nil)
		return "anker", 1, use(first)
	})
	is(t, err, identity.ErrUsed)
}

// Of two who enter by one link at once, one does.
func TestTwoEnterByOneLink(t *testing.T) {
	b := start(t)
	token := b.link(t, identity.Link{Kind: identity.SignIn, Org: "linde", Person: 2})
	late := &identity.Service{People: &b.crowd, Now: b.Service.Now}
	late.Store = &between{Store: b.log, f: func() {
		_, _, err := b.Enter(t.Context(), token, "")
		is(t, err, nil)
	}}
	_, _, err := late.Enter(t.Context(), token, "")
	is(t, err, identity.ErrUsed)
}

// between runs f once between the look at a credential and its use.
type between struct {
	identity.Store
	f func()
}

func (b *between) UseCredential(ctx context.Context, h identity.Hash, at org.Time) (bool, error) {
	if f := b.f; f != nil {
		b.f = nil
		f()
	}
	return b.Store.UseCredential(ctx, h, at)
}

func TestSessionsSlideAndEnd(t *testing.T) {
	b := start(t)
	enter := func() identity.Entered {
		_, e, err := b.Enter(t.Context(), b.link(t, identity.Link{Kind: identity.SignIn, Org: "linde", Person: 1}), "")
		is(t, err, nil)
		return e
	}
	in := func(slug string, e identity.Entered) bool {
		who, _, ok, err := b.Here(t.Context(), slug, e.Secret)
		is(t, err, nil)
		return ok && who.Person == 1 && who.Steward
	}
	one, two := enter(), enter()
	if !in("linde", one) || in("anker", one) || in("linde", identity.Entered{}) {
		t.Error("a session holds in its own organisation")
	}
	for range 3 { // used now and then, it goes on
		b.at = b.at.Add(identity.SessionFor - time.Hour)
		if !in("linde", one) {
			t.Fatal("a session that is used has ended")
		}
	}
	if in("linde", two) {
		t.Error("a session that was not used goes on")
	}
	three := enter()
	all, err := b.Sessions(t.Context(), "linde", 1)
	is(t, err, nil)
	if len(all) != 2 {
		t.Errorf("%d sessions are listed", len(all))
	}
	is(t, b.Revoke(t.Context(), "linde", 2, three.Hash.ID()), nil)
	if !in("linde", three) {
		t.Error("somebody else ended a session")
	}
	is(t, b.Revoke(t.Context(), "linde", 1, three.Hash.ID()), nil)
	if in("linde", three) || !in("linde", one) {
		t.Error("one session is revoked")
	}
	two = enter()
	is(t, b.RevokeAll(t.Context(), "linde", 1, two.Secret), nil)
	if in("linde", one) || !in("linde", two) {
		t.Error("all but this one are revoked")
	}
	is(t, b.SignOut(t.Context(), two.Secret), nil)
	if in("linde", two) {
		t.Error("signed out and still in")
	}
}

func TestPasswords(t *testing.T) {
	b := start(t)
	ctx := t.Context()
	is(t, b.SetPassword(ctx, "linde", 1, "short-123"), identity.ErrShort)
	is(t, b.SetPassword(ctx, "linde", 1, "ten signs "), nil)
	sealed, err := b.log.Private(ctx, "linde", 1, "password")
	is(t, err, nil)
	if !strings.HasPrefix(sealed, "$argon2id$v=19$m=19456,t=2,p=1$") {
		t.Errorf("sealed as %s", sealed)
	}
	for _, c := range []struct{ slug, mail, password string }{
		{"", "fatima@linde.example", "ten signs"},
		{"", "kofi@linde.example", "ten signs "},
		{"", "kofi@linde.example", ""},
		{"", "nobody@linde.example", "ten signs "},
		{"anker", "fatima@linde.example", "ten signs "},
		{"", "", ""},
	} {
		_, err := b.SignIn(ctx, c.slug, c.mail, c.password, "")
		is(t, err, identity.ErrPassword)
	}
	in, err := b.SignIn(ctx, "", "fatima@linde.example", "ten signs ", "")
	is(t, err, nil)
	if len(in) != 1 || in[0].Org != "linde" {
		t.Errorf("entered as %+v", in)
	}
	is(t, b.SetPassword(ctx, "linde", 1, ""), nil)
	_, err = b.SignIn(ctx, "linde", "fatima@linde.example", "", "")
	is(t, err, identity.ErrPassword)
}

func TestTokens(t *testing.T) {
	b := start(t)
	ctx := t.Context()
	_, err := b.NewToken(ctx, "linde", 2, "  ", identity.TokenTerms{})
	is(t, err, identity.ErrName)
	token, err := b.NewToken(ctx, "linde", 2, " Roster ", identity.TokenTerms{})
	is(t, err, nil)
	k, ok, err := b.Bearer(ctx, token)
	is(t, err, nil)
	if k.Org != "linde" || k.Person != 2 || !ok {
		t.Errorf("the token stands for %+v %v", k, ok)
	}
	all, err := b.Tokens(ctx, "linde", 2)
	is(t, err, nil)
	if len(all) != 1 || all[0].Name != "Roster" || all[0].Used != org.At(b.at.Truncate(24*time.Hour)) {
		t.Errorf("tokens: %+v", all)
	}
	for _, bad := range []string{"", "orpheus_", token + "x", strings.TrimPrefix(token, "orpheus_")} {
		if _, ok, err := b.Bearer(ctx, bad); ok || err != nil {
			t.Errorf("%q lets in, %v", bad, err)
		}
	}
	is(t, b.RevokeToken(ctx, "linde", 2, all[0].Hash.ID()), nil)
	if _, ok, _ := b.Bearer(ctx, token); ok {
		t.Error("a revoked token lets in")
	}
}

func TestLimits(t *testing.T) {
	b := start(t)
	l := identity.Limit{Burst: 3, Every: time.Minute}
	for range 3 {
		if _, ok := b.Allow("a", l); !ok {
			t.Fatal("refused too early")
		}
	}
	for range 3 { // what is refused does not count
		if wait, ok := b.Allow("a", l); ok || wait != time.Minute {
			t.Fatalf("let through, or to wait %s", wait)
		}
	}
	if _, ok := b.Allow("b", l); !ok {
		t.Error("another one is refused")
	}
	b.at = b.at.Add(time.Minute)
	if _, ok := b.Allow("a", l); !ok {
		t.Error("refused after the wait")
	}
	if _, ok := b.Allow("a", l); ok {
		t.Error("two after one wait")
	}
}

// postman takes letters, or is out of order.
type postman struct {
	down bool
	got  []identity.Letter
}

func (p *postman) Printed() bool { return false }

func (p *postman) Send(_ context.Context, l identity.Letter) error {
	if p.down {
		return errors.New("no answer")
	}
	p.got = append(p.got, l)
	return nil
}

func TestMailsAreTriedAgainAndGivenUp(t *testing.T) {
	b := start(t)
	ctx := t.Context()
	is(t, b.Ask(ctx, "", "nobody@linde.example", "en", ""), nil)
	is(t, b.Ask(ctx, "linde", "fatima@linde.example", "nl", "/linde/map"), nil)
	p := &postman{down: true}
	next, err := b.Deliver(ctx, p)
	is(t, err, nil)
	if want := org.At(b.at.Add(time.Minute)); next != want {
		t.Errorf("tried again at %v, want %v", next, want)
	}
	vain, err := b.Undelivered(ctx, "linde")
	is(t, err, nil)
	if len(vain) != 1 || vain[0].Fault != "no answer" || vain[0].Tried != org.At(b.at) {
		t.Errorf("undelivered: %+v", vain)
	}
	p.down, b.at = false, next.Std()
	next, err = b.Deliver(ctx, p)
	is(t, err, nil)
	if next != 0 || len(p.got) != 1 {
		t.Fatalf("%d letters, next at %v", len(p.got), next)
	}
	// The link is as young as the letter.
	b.at = b.at.Add(29 * time.Minute)
	l, _, err := b.Enter(ctx, strings.TrimPrefix(p.got[0].Link, "https://o.example/signin/"), "")
	is(t, err, nil)
	if l.Next != "/linde/map" {
		t.Errorf("leads to %q", l.Next)
	}

	p.down = true
	is(t, b.Invite(ctx, "linde", identity.Invited{Person: 2, By: 1, Lang: "nl"}), nil)
	began, tries := b.at, 0
	for {
		next, err := b.Deliver(ctx, p)
		is(t, err, nil)
		if tries++; next == 0 {
			break
		}
		b.at = next.Std()
	}
	if days := b.at.Sub(began).Hours() / 24; days < 3 || days > 5 || tries > 15 {
		t.Errorf("given up after %.1f days and %d tries", days, tries)
	}
	vain, err = b.Undelivered(ctx, "linde")
	is(t, err, nil)
	if len(vain) != 1 || vain[0].Due != 0 {
		t.Errorf("undelivered: %+v", vain)
	}
}

func TestDevice(t *testing.T) {
	for agent, want := range map[string]string{
		"Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0":                                                           "Firefox, Linux",
		"Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36 Edg/140.0":        "Edge, Windows",
		"Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Mobile Safari/604.1": "Safari, iPhone",
		"Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Mobile Safari/537.36":                     "Chrome, Android",
		"": "", "<script>": "",
	} {
		if got := identity.Device(agent); got != want {
			t.Errorf("%s: %q, want %q", agent, got, want)
		}
	}
}
