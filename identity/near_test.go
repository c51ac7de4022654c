package identity_test

import (
	"context"
	"testing"
	"time"

	"orpheus/identity"
)

// counting counts how often a session is read.
type counting struct {
	identity.Store
	reads int
}

func (c *counting) Session(ctx context.Context, h identity.Hash) (identity.Session, bool, error) {
	c.reads++
	return c.Store.Session(ctx, h)
}

func TestSessionsAreRememberedForAMoment(t *testing.T) {
	b := start(t)
	store := &counting{Store: b.log}
	b.Store = store
	enter := func() identity.Entered {
		t.Helper()
		_, e, err := b.Enter(t.Context(), b.link(t, identity.Link{Kind: identity.SignIn, Org: "linde", Person: 2}), "")
		is(t, err, nil)
		return e
	}
	in := func(e identity.Entered, want bool) {
		t.Helper()
		_, _, in, err := b.Here(t.Context(), "linde", e.Secret)
		if is(t, err, nil); in != want {
			t.Errorf("in is %v", in)
		}
	}
	one, two, three, four := enter(), enter(), enter(), enter()
	for range 10 {
		in(one, true)
	}
	if store.reads != 1 {
		t.Errorf("%d reads for ten pages", store.reads)
	}
	if _, _, in, _ := b.Here(t.Context(), "anker", one.Secret); in {
		t.Error("a session that is remembered lets into another organisation")
	}
	for _, e := range []identity.Entered{two, three, four} {
		in(e, true)
	}
	is(t, b.SignOut(t.Context(), one.Secret), nil)
	in(one, false)
	is(t, b.Revoke(t.Context(), "linde", 2, two.Hash.ID()), nil)
	in(two, false)
	is(t, b.RevokeAll(t.Context(), "linde", 2, three.Secret), nil)
	in(four, false)
	in(three, true)

	// Another program ends it.
	is(t, b.log.DropSession(t.Context(), three.Hash), nil)
	b.at = b.at.Add(2 * time.Second)
	in(three, false)

	five := enter()
	in(five, true)
	is(t, b.log.DropSession(t.Context(), five.Hash), nil)
	b.at = b.at.Add(29 * time.Second)
	if still, err := b.StillHere(t.Context(), "linde", five.Secret); err != nil || !still {
		t.Error("a stream asks for each act")
	}
	b.at = b.at.Add(time.Second)
	if still, err := b.StillHere(t.Context(), "linde", five.Secret); err != nil || still {
		t.Error("a stream never asks again")
	}

	six := enter()
	in(six, true)
	b.crowd = b.crowd[:1]
	in(six, false) // left
}

func TestASessionMovesItsEndWhileRemembered(t *testing.T) {
	b := start(t)
	_, e, err := b.Enter(t.Context(), b.link(t, identity.Link{Kind: identity.SignIn, Org: "linde", Person: 2}), "")
	is(t, err, nil)
	for range 40 {
		b.at = b.at.Add(identity.SessionFor - time.Minute)
		_, _, in, err := b.Here(t.Context(), "linde", e.Secret)
		if is(t, err, nil); !in {
			t.Fatal("it ended while it was used")
		}
	}
	b.at = b.at.Add(identity.SessionFor)
	if _, _, in, _ := b.Here(t.Context(), "linde", e.Secret); in {
		t.Error("it never ends")
	}
}
