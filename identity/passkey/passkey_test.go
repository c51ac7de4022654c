package passkey_test

import (
	"context"
	"errors"
	"testing"
	"time"

	webauthn "github.com/descope/virtualwebauthn"

	"orpheus/identity"
	"orpheus/identity/passkey"
	"orpheus/internal/test/stored"
	"orpheus/ledger"
	"orpheus/org"
	"orpheus/store/storetest"
)

// everybody takes part.
type everybody struct{}

func (everybody) Find(context.Context, string, string) ([]identity.Who, error) { return nil, nil }

func (everybody) Who(_ context.Context, slug string, p org.PersonID) (identity.Who, bool, error) {
	return identity.Who{Slug: slug, OrgName: slug, Person: p, Name: p.String()}, true, nil
}

// device is an authenticator of somebody, with one passkey.
type device struct {
	site webauthn.RelyingParty
	webauthn.Authenticator
	key webauthn.Credential
}

func (d *device) enrol(t *testing.T, k *passkey.Keys, slug string, p org.PersonID) {
	t.Helper()
	options, step, err := k.Enrol(t.Context(), slug, p)
	if err != nil {
		t.Fatal(err)
	}
	o, err := webauthn.ParseAttestationOptions(string(options))
	if err != nil {
		t.Fatal(err)
	}
	d.Options.UserHandle = []byte(o.UserID)
	d.AddCredential(d.key)
	if err := k.Add(t.Context(), slug, p, step, webauthn.CreateAttestationResponse(d.site, d.Authenticator, d.key, *o), "key"); err != nil {
		t.Fatal(err)
	}
}

// show answers what is asked of whoever waits at a second step.
func (d *device) show(t *testing.T, k *passkey.Keys, second string) (step, answer string) {
	t.Helper()
	options, step, err := k.Ask(t.Context(), second)
	if err != nil {
		t.Fatal(err)
	}
	o, err := webauthn.ParseAssertionOptions(string(options))
	if err != nil {
		t.Fatal(err)
	}
	d.key.Counter++
	return step, webauthn.CreateAssertionResponse(d.site, d.Authenticator, d.key, *o)
}

// Whoever knows the password of somebody else, and shows a passkey of their own where that other is
// asked for one, is in as nobody; the other still comes in by theirs.
func TestAPasskeyOfOneOpensNoSecondStepOfAnother(t *testing.T) {
	log, now := stored.New(t), time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC)
	for _, slug := range []string{"linde", "anker"} {
		if err := log.Append(t.Context(), ledger.Batch{Slug: slug, Rows: storetest.Rows(ledger.Head{}, 1, slug)}); err != nil {
			t.Fatal(err)
		}
	}
	in := &identity.Service{Store: log, People: everybody{}, Now: func() time.Time { return now }, URL: "http://o.example"}
	k := passkey.New(in)
	fresh := func() *device {
		return &device{webauthn.RelyingParty{Name: "Orpheus", ID: "o.example", Origin: "http://o.example"}, webauthn.NewAuthenticator(), webauthn.NewCredential(webauthn.KeyTypeEC2)}
	}
	waits := func(slug string, p org.PersonID) string {
		t.Helper()
		e, err := in.EnterBy(t.Context(), slug, p, "", "")
		if err != nil || e.Step == "" || e.Secret != "" {
			t.Fatalf("%+v, %v", e, err)
		}
		return e.Step
	}
	type somebody struct {
		slug string
		p    org.PersonID
	}
	theirs, theirStep := fresh(), ""
	for _, own := range []somebody{{"linde", 1}, {"anker", 2}} { // of the same organisation, and the same number in another
		d := fresh()
		d.enrol(t, k, own.slug, own.p)
		if err := in.SetSecond(t.Context(), own.slug, own.p, true); err != nil {
			t.Fatal(err)
		}
		if theirStep == "" {
			theirs.enrol(t, k, "linde", 2)
			if err := in.SetSecond(t.Context(), "linde", 2, true); err != nil {
				t.Fatal(err)
			}
			theirStep = waits("linde", 2)
		}
		step, answer := d.show(t, k, waits(own.slug, own.p))
		if e, err := k.Enter(t.Context(), step, theirStep, answer, ""); !errors.Is(err, identity.ErrStep) || e.Secret != "" {
			t.Fatalf("%+v is in: %+v, %v", own, e.Session, err)
		}
	}
	step, answer := theirs.show(t, k, theirStep)
	if e, err := k.Enter(t.Context(), step, theirStep, answer, ""); err != nil || e.Org != "linde" || e.Person != 2 || e.Secret == "" {
		t.Fatalf("%+v, %v", e.Session, err)
	}
}
