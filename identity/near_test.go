package identity_test

import (
	"context"
	"testing"
	"time"

	"orpheus/identity"
)

// counting counts how often a credential is read.
type counting struct {
	identity.Store
	reads int
}

func (c *counting) Credential(ctx context.Context, h identity.Hash) (identity.Credential, bool, error) {
	c.reads++
	return c.Store.Credential(ctx, h)
}

// What lets people in is read once, and believed for as long as it is so, and no
// longer: what ends, here or in another process, has ended at once.
func TestCredentialsAreRememberedAsLongAsTheyHold(t *testing.T) {
	b := start(t)
	store := &counting{Store: b.log}
	b.Store = store
	ctx := t.Context()
	enter := func() identity.Entered {
		t.Helper()
		_, e, err := b.Enter(ctx, b.link(t, identity.Link{Kind: identity.SignIn, Org: "linde", Person: 2}), "")
		is(t, err, nil)
		return e
	}
	in := func(e identity.Entered, want bool) {
		t.Helper()
		_, _, in, err := b.Here(ctx, "linde", e.Secret)
		if is(t, err, nil); in != want {
			t.Errorf("in is %v", in)
		}
		if in, err = b.StillHere(ctx, "linde", e.Secret); err != nil || in != want {
			t.Errorf("still in is %v, %v", in, err)
		}
	}
	one, two, three, four := enter(), enter(), enter(), enter()
	token, err := b.NewToken(ctx, "linde", 2, "Roster", identity.TokenTerms{})
	is(t, err, nil)
	bears := func(want bool) {
		t.Helper()
		if _, ok, err := b.Bearer(ctx, token); err != nil || ok != want {
			t.Errorf("the token lets in: %v, %v", ok, err)
		}
	}
	store.reads = 0
	for range 10 {
		in(one, true)
		bears(true)
	}
	if store.reads != 2 {
		t.Errorf("%d reads for ten pages and ten requests", store.reads)
	}
	if _, _, in, _ := b.Here(ctx, "anker", one.Secret); in {
		t.Error("a session that is remembered lets into another organisation")
	}
	if _, ok, _ := b.Bearer(ctx, one.Secret); ok {
		t.Error("a session is a token")
	}
	for _, e := range []identity.Entered{two, three, four} {
		in(e, true)
	}
	is(t, b.SignOut(ctx, one.Secret), nil)
	in(one, false)
	is(t, b.Revoke(ctx, "linde", 2, two.Hash.ID()), nil)
	in(two, false)
	is(t, b.RevokeAll(ctx, "linde", 2, three.Secret), nil)
	in(four, false)
	in(three, true)
	bears(true)

	// Another program ends them.
	is(t, b.log.DropCredential(ctx, three.Hash), nil)
	in(three, false)
	is(t, b.log.DropCredential(ctx, identity.HashOf(token)), nil)
	bears(false)

	six := enter()
	in(six, true)
	b.crowd = b.crowd[:1]
	in(six, false) // left
}

// A session that is used goes on, but not for ever; a page that is only open does not
// use it.
func TestASessionMovesItsEnd(t *testing.T) {
	b := start(t)
	enter := func() (identity.Entered, time.Time) {
		_, e, err := b.Enter(t.Context(), b.link(t, identity.Link{Kind: identity.SignIn, Org: "linde", Person: 2}), "")
		is(t, err, nil)
		return e, b.at
	}
	e, began := enter()
	for b.at.Sub(began) < identity.SessionLast-identity.SessionFor {
		b.at = b.at.Add(identity.SessionFor - time.Minute)
		if _, _, in, err := b.Here(t.Context(), "linde", e.Secret); err != nil || !in {
			t.Fatalf("it ended after %s while it was used: %v", b.at.Sub(began), err)
		}
	}
	b.at = began.Add(identity.SessionLast)
	if _, _, in, _ := b.Here(t.Context(), "linde", e.Secret); in {
		t.Error("it never ends")
	}
	e, began = enter()
	for b.at.Sub(began) < identity.SessionFor {
		if still, err := b.StillHere(t.Context(), "linde", e.Secret); err != nil || !still {
			t.Fatal("it ended too early", err)
		}
		b.at = b.at.Add(24 * time.Hour)
	}
	if still, _ := b.StillHere(t.Context(), "linde", e.Secret); still {
		t.Error("a page that is only open keeps a session")
	}
}

// A token ends when it was to end.
func TestTokensEnd(t *testing.T) {
	b := start(t)
	ctx := t.Context()
	for _, bad := range []time.Duration{-1, identity.TokenMost + 1} {
		_, err := b.NewToken(ctx, "linde", 2, "x", identity.TokenTerms{For: bad})
		is(t, err, identity.ErrTerm)
	}
	began := b.at
	for terms, lasts := range map[identity.TokenTerms]time.Duration{
		{}:                            identity.TokenFor,
		{For: time.Hour, Reads: true}: time.Hour,
	} {
		b.at = began
		token, err := b.NewToken(ctx, "linde", 2, "x", terms)
		is(t, err, nil)
		b.at = began.Add(lasts - time.Second)
		if k, ok, err := b.Bearer(ctx, token); err != nil || !ok || k.Reads != terms.Reads {
			t.Errorf("%+v: %+v, %v, %v", terms, k, ok, err)
		}
		b.at = began.Add(lasts)
		if _, ok, _ := b.Bearer(ctx, token); ok {
			t.Errorf("%+v: it goes on after its end", terms)
		}
	}
}
