package identity_test

import (
	"errors"
	"testing"

	"orpheus/identity"
)

// Somebody has one feed of a kind: a new one ends the one before, and no other.
func TestFeeds(t *testing.T) {
	s := start(t)
	ctx := t.Context()
	make := func(kind identity.FeedKind) string {
		t.Helper()
		token, err := s.NewFeed(ctx, "linde", 1, kind)
		if err != nil {
			t.Fatal(err)
		}
		return token
	}
	days, mine := make(identity.FeedDays), make(identity.FeedMine)
	holds := func(slug, token string, want bool) {
		t.Helper()
		f, who, ok, err := s.Feed(ctx, slug, token)
		if err != nil || ok != want || ok && (f.Person != 1 || who.Person != 1) {
			t.Errorf("%+v of %+v: %v, %v", f, who, ok, err)
		}
	}
	holds("linde", days, true)
	holds("anker", days, false)
	holds("linde", days+"x", false)
	holds("linde", "", false)
	if _, ok, err := s.Bearer(ctx, days); ok || err != nil {
		t.Error("a feed is a token", err)
	}
	if _, _, ok, err := s.Here(ctx, "linde", days); ok || err != nil {
		t.Error("a feed is a session", err)
	}
	anew := make(identity.FeedDays)
	holds("linde", days, false)
	holds("linde", anew, true)
	holds("linde", mine, true)
	if err := s.EndFeed(ctx, "linde", 1, identity.FeedDays); err != nil {
		t.Fatal(err)
	}
	holds("linde", anew, false)
	all, err := s.Feeds(ctx, "linde", 1)
	if err != nil || len(all) != 1 || all[0].Kind != identity.FeedMine || all[0].Fetched == 0 {
		t.Errorf("%+v, %v", all, err)
	}
	if _, err := s.NewFeed(ctx, "linde", 1, "else"); !errors.Is(err, identity.ErrFeed) {
		t.Error(err)
	}
}

// Neither a feed nor a token lets in somebody who takes part no longer.
func TestWhoLeftIsLent(t *testing.T) {
	s := start(t)
	ctx := t.Context()
	feed, err := s.NewFeed(ctx, "linde", 1, identity.FeedDays)
	if err != nil {
		t.Fatal(err)
	}
	token, err := s.NewToken(ctx, "linde", 1, "Roster", identity.TokenTerms{})
	if err != nil {
		t.Fatal(err)
	}
	for _, here := range []bool{true, false} {
		if !here {
			s.crowd = s.crowd[1:]
		}
		_, _, reads, err := s.Feed(ctx, "linde", feed)
		_, does, fault := s.Bearer(ctx, token)
		if err != nil || fault != nil || reads != here || does != here {
			t.Errorf("here: %v; their feed reads: %v, their token does: %v, %v, %v", here, reads, does, err, fault)
		}
	}
}
