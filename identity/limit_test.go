package identity_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"orpheus/identity"
	"orpheus/org"
)

// Others who try passwords for an address keep neither its owner out, on a browser
// they signed in with before, nor a link from being asked for; and nobody goes round
// the limit by writing the address in another way.
func TestNobodyIsLockedOutByOthers(t *testing.T) {
	b := start(t)
	ctx := t.Context()
	const password, mail = "vroege vogels 7", "kofi@linde.example"
	is(t, b.SetPassword(ctx, "linde", 2, password), nil)
	in, err := b.SignIn(ctx, "", mail, password, "")
	is(t, err, nil)
	device, err := b.Know(ctx, in[0].Session, "")
	is(t, err, nil)
	if again, err := b.Know(ctx, in[0].Session, device); err != nil || again != "" {
		t.Errorf("a browser that is known is made known again: %q, %v", again, err)
	}
	stranger := identity.Visitor{From: "192.0.2.7"}
	tries := 0
	for i := range 40 { // the long s, the Kelvin sign, capitals
		written := []string{mail, "\u212aofi@linde.example", "KOFI@linde.example", "kofi@linde.example "}[i%4]
		if _, ok := b.MayTry(ctx, stranger, written); ok {
			tries++
		}
	}
	if tries != identity.PerMail.Burst {
		t.Errorf("%d tries for one address", tries)
	}
	owner := identity.Visitor{From: "192.0.2.99", Device: device}
	if _, ok := b.MayTry(ctx, owner, mail); !ok {
		t.Error("others lock the owner out")
	}
	b.Succeeded(ctx, owner, mail)
	if _, ok := b.MayAsk(stranger, mail); !ok {
		t.Error("who tries passwords keeps links from being asked for")
	}
	for range 40 { // a known browser has its own share, and no more
		b.MayTry(ctx, owner, mail)
	}
	if _, ok := b.MayTry(ctx, owner, mail); ok {
		t.Error("a known browser tries as often as it likes")
	}
	if _, ok := b.MayTry(ctx, identity.Visitor{From: "192.0.2.98", Device: device}, "fatima@linde.example"); !ok {
		t.Error("another address is refused")
	}
	for range 10 {
		b.MayTry(ctx, stranger, "fatima@linde.example")
	}
	if _, ok := b.MayTry(ctx, identity.Visitor{From: "192.0.2.97", Device: device}, "fatima@linde.example"); ok {
		t.Error("a browser of one goes for an address of another")
	}
}

// One person calls and invites so often, whichever way they come; others as they like.
func TestLimitsOfOnePerson(t *testing.T) {
	b := start(t)
	for name, c := range map[string]struct {
		may func(string, org.PersonID) (time.Duration, bool)
		of  identity.Limit
	}{"calls": {b.MayCall, identity.PerCaller}, "invitations": {b.MayInvite, identity.PerInviter}, "confirmations": {b.MayConfirm, identity.PerMail}} {
		for i := range c.of.Burst {
			if _, ok := c.may("linde", 2); !ok {
				t.Fatalf("%s: refused after %d", name, i)
			}
		}
		if wait, ok := c.may("linde", 2); ok || wait <= 0 || wait > c.of.Every {
			t.Errorf("%s: one too many: %v, to wait %v", name, ok, wait)
		}
		for slug, p := range map[string]org.PersonID{"linde": 1, "anker": 2} {
			if _, ok := c.may(slug, p); !ok {
				t.Errorf("%s: somebody else is refused", name)
			}
		}
		b.at = b.at.Add(c.of.Every)
		if _, ok := c.may("linde", 2); !ok {
			t.Errorf("%s: refused after the wait", name)
		}
	}
	b.at = b.at.Add(400 * 24 * time.Hour) // a clock that was ahead for a while
	for range identity.PerMail.Burst {
		b.MayConfirm("linde", 3)
	}
	b.at = b.at.Add(-400 * 24 * time.Hour)
	if wait, ok := b.MayConfirm("linde", 3); !ok {
		t.Errorf("after it was set right somebody waits for %v", wait)
	}
}

// An office has one address of the network: forty people sign in at once.
func TestAnOfficeSignsIn(t *testing.T) {
	b := start(t)
	office := identity.Visitor{From: "192.0.2.1"}
	for i := range 40 {
		mail := fmt.Sprintf("person-%d@linde.example", i)
		if _, ok := b.MayAsk(office, mail); !ok {
			t.Fatalf("person %d may not ask", i)
		}
	}
	for i := range 200 {
		mail := fmt.Sprintf("other-%d@linde.example", i)
		if _, ok := b.MayTry(t.Context(), office, mail); !ok && i < 20 {
			t.Fatalf("person %d may not try", i)
		} else if ok {
			b.Succeeded(t.Context(), office, mail)
		} else {
			t.Fatalf("who gets in counts: %d", i)
		}
	}
}

// Passwords that many use, or that are names and numbers, are refused.
func TestKnownPasswordsAreRefused(t *testing.T) {
	b := start(t)
	for _, bad := range []string{
		"1234567890", "qwertyuiop", "QWERTYUIOP", "aaaaaaaaaaaa", "Fatima2026!", "idrissi-1980", "DeLinde2026", "fatima.linde", "orpheus123!", "0612345678", "3141592653589",
	} {
		is(t, b.SetPassword(t.Context(), "linde", 1, bad), identity.ErrKnown)
	}
	for _, good := range []string{"vroege vogels 7", "correct horse battery", "xK9#mQ2$vL", "linde en nog drie bomen", strings.Repeat("31415926535 ", 3)} {
		is(t, b.SetPassword(t.Context(), "linde", 1, good), nil)
	}
}

// Who signed in a while ago says who they are before they change how they come in.
func TestConfirm(t *testing.T) {
	b := start(t)
	ctx := t.Context()
	is(t, b.SetPassword(ctx, "linde", 2, "vroege vogels 7"), nil)
	_, e, err := b.Enter(ctx, b.link(t, identity.Link{Kind: identity.SignIn, Org: "linde", Person: 2}), "")
	is(t, err, nil)
	is(t, b.Confirm(ctx, "linde", e.Secret, ""), nil)
	b.at = b.at.Add(16 * 60e9)
	is(t, b.Confirm(ctx, "linde", e.Secret, ""), identity.ErrConfirm)
	is(t, b.Confirm(ctx, "linde", e.Secret, "vroege vogels 8"), identity.ErrConfirm)
	is(t, b.Confirm(ctx, "linde", e.Secret, "vroege vogels 7"), nil)
	is(t, b.Confirm(ctx, "anker", e.Secret, "vroege vogels 7"), identity.ErrConfirm)
	is(t, b.Confirm(ctx, "linde", "x", "vroege vogels 7"), identity.ErrConfirm)
	b.at = b.at.Add(-20 * 60e9) // before the session began: a clock was ahead
	is(t, b.Confirm(ctx, "linde", e.Secret, ""), identity.ErrConfirm)
}
