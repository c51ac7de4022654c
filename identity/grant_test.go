package identity_test

import (
	"context"
	"crypto/sha256"
	"encoding/base64"
	"strings"
	"testing"
	"time"

	"orpheus/identity"
	"orpheus/org"
)

const (
	assistant = "https://assistant.example/client.json"
	resource  = "https://o.example/linde/mcp"
	back      = "https://assistant.example/back"
)

var verifier = strings.Repeat("v", 43)

// agreed has Kofi say yes to an assistant, and returns what it gets.
func agreed(t *testing.T, s *identity.Service) (identity.Granted, error) {
	t.Helper()
	sum := sha256.Sum256([]byte(verifier))
	code, err := s.Agree(t.Context(), "linde", 2, identity.Consent{
		Client: assistant, Name: "Notebook", Resource: resource, Scopes: identity.Scopes(), Redirect: back, Challenge: base64.RawURLEncoding.EncodeToString(sum[:]),
	})
	if err != nil {
		t.Fatal(err)
	}
	return s.Exchange(t.Context(), "linde", code, assistant, back, verifier, resource)
}

// A grant ends 90 days after its person agreed, however often it is renewed.
func TestAGrantEndsHoweverOftenItIsRenewed(t *testing.T) {
	b := start(t)
	got, err := agreed(t, b.Service)
	is(t, err, nil)
	began, renewed := b.at, 0
	for b.at.Before(began.Add(identity.RenewalFor - 24*time.Hour)) {
		b.at = b.at.Add(24 * time.Hour)
		got, err = b.Renew(t.Context(), "linde", got.Renewal, assistant, resource)
		is(t, err, nil)
		renewed++
	}
	if all, err := b.Grants(t.Context(), "linde", 2); err != nil || len(all) != 1 || all[0].Ends != org.At(began.Add(identity.RenewalFor)) || renewed != 89 {
		t.Fatalf("%+v, %v", all, err)
	}
	b.at = began.Add(identity.RenewalFor - time.Minute)
	got, err = b.Renew(t.Context(), "linde", got.Renewal, assistant, resource)
	is(t, err, nil)
	if _, in, err := b.Assisting(t.Context(), "linde", got.Access, resource); err != nil || !in {
		t.Fatal("it ends before it said", err)
	}
	b.at = began.Add(identity.RenewalFor)
	if _, in, err := b.Assisting(t.Context(), "linde", got.Access, resource); err != nil || in {
		t.Error("a grant goes on after its end", err)
	}
	_, err = b.Renew(t.Context(), "linde", got.Renewal, assistant, resource)
	is(t, err, identity.ErrGrant)
}

// meanwhile does something as soon as a credential of a kind was added.
type meanwhile struct {
	identity.Store
	kind identity.CredentialKind
	do   func()
}

func (m *meanwhile) AddCredential(ctx context.Context, c identity.Credential) error {
	err := m.Store.AddCredential(ctx, c)
	if do := m.do; c.Kind == m.kind && do != nil {
		m.do = nil
		do()
	}
	return err
}

// Of what somebody ends nothing comes any more, at whatever moment they do.
func TestNothingComesOfAGrantThatIsEndedMeanwhile(t *testing.T) {
	for _, kind := range []identity.CredentialKind{identity.OfGrant, identity.OfRenewal} {
		b := start(t)
		first, err := agreed(t, b.Service)
		is(t, err, nil)
		all, err := b.Grants(t.Context(), "linde", 2)
		if err != nil || len(all) != 1 {
			t.Fatal(all, err)
		}
		m := &meanwhile{Store: b.Store, kind: kind}
		m.do = func() { is(t, b.EndGrant(t.Context(), "linde", 2, all[0].Family), nil) }
		b.Store = m
		_, err = b.Renew(t.Context(), "linde", first.Renewal, assistant, resource)
		is(t, err, identity.ErrGrant)
		for _, kind := range []identity.CredentialKind{identity.OfGrant, identity.OfRenewal, identity.OfCode} {
			if left, err := b.Store.Credentials(t.Context(), "linde", 2, kind); err != nil || len(left) != 0 {
				t.Errorf("%d are left, %v", len(left), err)
			}
		}
	}
}
