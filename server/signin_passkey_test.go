package server_test

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/x509"
	"regexp"
	"strings"
	"testing"
	"time"

	webauthn "github.com/descope/virtualwebauthn"

	"orpheus/identity"
)

const keys = "/linde/account/passkeys"

// device is an authenticator of somebody.
type device struct {
	webauthn.RelyingParty
	webauthn.Authenticator
	key webauthn.Credential
}

func newDevice() *device {
	return &device{RelyingParty: webauthn.RelyingParty{Name: "Orpheus", ID: "o.example", Origin: "http://o.example"}, Authenticator: webauthn.NewAuthenticator(), key: newKey()}
}

// enrol makes a passkey in a browser that is signed in.
func (d *device) enrol(v *visitor, name string) answer {
	v.t.Helper()
	asked := v.post(keys, "do", "begin")
	asked.wants(v.t, 200, "")
	o, err := webauthn.ParseAttestationOptions(asked.text)
	check(v.t, err)
	d.Options.UserHandle = []byte(o.UserID)
	d.AddCredential(d.key)
	return v.post(keys, "do", "add", "name", name, "answer", webauthn.CreateAttestationResponse(d.RelyingParty, d.Authenticator, d.key, *o))
}

// show answers what a browser is asked; twist changes the answer.
func (d *device) show(v *visitor, second string, twist func(string) string) answer {
	v.t.Helper()
	asked := v.post("/signin/passkey", "do", "begin", "second", second)
	asked.wants(v.t, 200, "")
	o, err := webauthn.ParseAssertionOptions(asked.text)
	check(v.t, err)
	d.key.Counter++
	said := webauthn.CreateAssertionResponse(d.RelyingParty, d.Authenticator, d.key, *o)
	if twist != nil {
		said = twist(said)
	}
	return v.post("/signin/passkey", "do", "add", "second", second, "answer", said)
}

// Somebody makes a passkey, comes in by it without saying who they are, and removes it.
func TestPasskeys(t *testing.T) {
	s := newSite(t, "http://o.example")
	v, d := s.in("linde", 2), newDevice()
	v.get(keys).wants(t, 200, "", "You have none yet.")
	v.get("/linde/account").wants(t, 200, "", keys)
	d.enrol(v, "My phone").wants(t, 200, "", "The passkey is made", "My phone", "never used")

	in := s.visitor()
	in.get("/signin").wants(t, 200, "", "Sign in with a passkey")
	d.show(in, "", nil).wants(t, 303, "/linde")
	in.get("/linde/people/2").wants(t, 200, "", "Kofi Mensah")
	in.get(keys).wants(t, 200, "", "last used")
	if all, err := s.people.Passkeys(t.Context(), "linde", 2); err != nil || len(all) != 1 {
		t.Fatalf("%+v, %v", all, err)
	}
	in.get("/linde/account/mine.json").wants(t, 200, "", `"passkeys"`, `"My phone"`)
	// What is not the answer lets nobody in.
	stranger := newDevice()
	stranger.Options.UserHandle = d.Options.UserHandle
	stranger.AddCredential(stranger.key)
	elsewhere := newDevice()
	elsewhere.key, elsewhere.Options.UserHandle, elsewhere.RelyingParty.Origin = d.key, d.Options.UserHandle, "https://else.example"
	unverified := newDevice()
	unverified.key, unverified.Options.UserHandle, unverified.Options.UserNotVerified = d.key, d.Options.UserHandle, true
	copied := newDevice()
	copied.key, copied.Options.UserHandle = d.key, d.Options.UserHandle
	copied.key.Counter = 0
	for name, c := range map[string]struct {
		by    *device
		twist func(string) string
	}{
		"a key nobody has":    {stranger, nil},
		"of another site":     {elsewhere, nil},
		"by whoever holds it": {unverified, nil},
		"a copy":              {copied, func(s string) string { return s }},
		"nothing":             {d, func(string) string { return "{}" }},
		"no JSON":             {d, func(string) string { return "x" }},
		"another signature": {d, func(s string) string {
			return regexp.MustCompile(`"signature":"[^"]*"`).ReplaceAllString(s, `"signature":"AAAA"`)
		}},
	} {
		bad := s.visitor()
		a := c.by.show(bad, "", c.twist)
		if a.StatusCode != 403 || !strings.Contains(a.text, "The passkey was not accepted") {
			t.Errorf("%s: %d %.200s", name, a.StatusCode, a.text)
		}
		bad.get("/linde").wants(t, 303, "/signin?next=%2Flinde&org=linde")
	}
	// An answer counts once, and only in the browser that was asked.
	a := s.visitor()
	a.post("/signin/passkey", "do", "add", "answer", "{}").wants(t, 403, "", "This sign-in has ended")
	// Somebody who leaves has none any more; a name is not too long; removing is for who says who they are.
	v.post(keys, "do", "begin").wants(t, 200, "")
	v.post(keys, "do", "add", "name", strings.Repeat("x", 61), "answer", "{}").wants(t, 422, "", "at most 60")
	v.post(keys, "do", "add", "answer", "{}").wants(t, 422, "", "No passkey was made")
	all, err := s.people.Passkeys(t.Context(), "linde", 2)
	check(t, err)
	s.move(time.Hour)
	v.post(keys, "do", "remove", "id", all[0].Hash.ID()).wants(t, 422, "", "Type your password")
	v = s.in("linde", 2)
	v.post(keys, "do", "remove", "id", all[0].Hash.ID()).wants(t, 200, "", "Removed", "You have none yet.")
	d.show(s.visitor(), "", nil).wants(t, 403, "", "The passkey was not accepted")
}

var codeIs = regexp.MustCompile(`<code>([a-z0-9]{4}(?:-[a-z0-9]{4}){3})</code>`)

// Somebody is asked for a passkey after another way in, where they want it: by the passkey or
// by a code they are in, and by the other way alone they are not. A code counts once.
func TestAPasskeyAsASecondStep(t *testing.T) {
	s := newSite(t, "http://o.example")
	v, d := s.in("linde", 2), newDevice()
	d.enrol(v, "").wants(t, 200, "", "Firefox, Linux")
	v.post(keys, "do", "second", "second", "yes").wants(t, 200, "", "It holds from the next time", "You are asked for a passkey")
	made := v.post(keys, "do", "codes")
	made.wants(t, 200, "", "you see them only this once")
	codes := codeIs.FindAllStringSubmatch(made.text, -1)
	if len(codes) != identity.RecoveryCodes || codeIs.MatchString(v.get(keys).text) {
		t.Fatalf("%d codes, or they are shown again", len(codes))
	}
	link := func() string {
		return s.link(identity.Link{Kind: identity.SignIn, Org: "linde", Person: 2, Next: "/linde/map"})
	}
	to := "/signin/second?next=%2Flinde%2Fmap&org=linde"

	in := s.visitor()
	in.post(link()).wants(t, 303, to)
	in.get("/linde").wants(t, 303, "/signin?next=%2Flinde&org=linde")
	in.get(to).wants(t, 200, "", "One more step")
	d.show(in, "yes", nil).wants(t, 303, "/linde")
	in.get("/linde").wants(t, 200, "")

	in = s.visitor()
	in.post(link()).wants(t, 303, to)
	in.post("/signin/second", "org", "linde", "code", "abcd-abcd-abcd-abcd").wants(t, 422, "", "This code does not count")
	in.post("/signin/second", "org", "linde", "next", "/linde/map", "code", strings.ToUpper(codes[0][1])+" ").wants(t, 303, "/linde/map")
	in.get("/linde").wants(t, 200, "")
	in.get(keys).wants(t, 200, "", "You have 9 codes left.")
	again := s.visitor()
	again.post(link()).wants(t, 303, to)
	again.post("/signin/second", "org", "linde", "code", codes[0][1]).wants(t, 422, "", "This code does not count")
	// The passkey of somebody else is no second step, and what was begun ends.
	other, o := s.in("linde", 1), newDevice()
	o.enrol(other, "").wants(t, 200, "")
	o.show(again, "yes", nil).wants(t, 403, "", "The passkey was not accepted")
	s.move(11 * time.Minute)
	again.get(to).wants(t, 403, "", "This sign-in has ended")
	s.visitor().get(to).wants(t, 403, "", "This sign-in has ended")
	// Codes cannot be tried for long.
	again = s.visitor()
	again.post(link()).wants(t, 303, to)
	got := 0
	for range 12 {
		if got = again.post("/signin/second", "org", "linde", "code", "abcd-abcd-abcd-abcd").StatusCode; got == 429 {
			break
		}
	}
	if got != 429 {
		t.Errorf("the twelfth try is answered %d", got)
	}
	// For whoever lost all, whoever runs the program forgets them.
	check(t, s.people.ForgetPasskeys(t.Context(), "linde", 2))
	s.visitor().post(link()).wants(t, 303, "/linde/map")
}

// Where a passkey is asked of everybody, whoever has none makes one before they see anything.
func TestAPasskeyIsRequired(t *testing.T) {
	s := newSite(t, "http://o.example")
	steward, d := s.in("linde", 1), newDevice()
	steward.post(ways, "do", "must", "by", "any", "passkey", "on").wants(t, 422, "", "You did not come in that way yourself")
	d.enrol(steward, "").wants(t, 200, "")
	by := s.visitor()
	d.show(by, "", nil).wants(t, 303, "/linde")
	kofi := s.in("linde", 2)
	by.post(ways, "do", "must", "by", "any", "passkey", "on").wants(t, 200, "", "It holds from now on", "And with a passkey")
	by.get("/linde").wants(t, 200, "")
	kofi.get("/linde").wants(t, 303, "/signin?next=%2Flinde&org=linde")
	steward.get("/linde").wants(t, 303, "/signin?next=%2Flinde&org=linde")

	kofi.post(s.link(identity.Link{Kind: identity.SignIn, Org: "linde", Person: 2})).wants(t, 303, "/linde")
	for _, at := range []string{"/linde", "/linde/map", "/linde/account", "/linde/account/mine.json", "/linde/people/1"} {
		kofi.get(at).wants(t, 303, keys)
	}
	kofi.post("/linde/acts/tension.raise", "title", "X").wants(t, 303, keys)
	kofi.post("/linde/account/tokens", "token", "X").wants(t, 303, keys)
	kofi.get(keys).wants(t, 200, "", "Everybody here comes in with a passkey")
	newDevice().enrol(kofi, "").wants(t, 303, keys)
	kofi.get("/linde").wants(t, 200, "")
	// From then on a link alone lets Kofi in no more.
	s.visitor().post(s.link(identity.Link{Kind: identity.SignIn, Org: "linde", Person: 2})).wants(t, 303, "/signin/second?next=&org=linde")
	check(t, s.desk.RequireNothing(t.Context(), "linde"))
	s.visitor().post(s.link(identity.Link{Kind: identity.SignIn, Org: "linde", Person: 2})).wants(t, 303, "/linde")
}

// newKey is a key whose two numbers have all their bytes: the authenticator of the tests leaves
// out those that are zero at their beginning.
func newKey() webauthn.Credential {
	for {
		key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
		if err != nil {
			panic(err)
		}
		point, err := key.PublicKey.Bytes()
		if err != nil {
			panic(err)
		}
		data, err := x509.MarshalPKCS8PrivateKey(key)
		if err != nil {
			panic(err)
		}
		if point[1] != 0 && point[33] != 0 {
			return webauthn.NewCredentialWithImportedKey(webauthn.KeyTypeEC2, data)
		}
	}
}
