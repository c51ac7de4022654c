package identity

import (
	"context"
	"errors"
	"slices"

	"orpheus/org"
)

// FeedKind is what a feed tells.
type FeedKind string

// The kinds.
const (
	FeedDays FeedKind = "days" // what has a day for them, as a calendar
	FeedMine FeedKind = "mine" // what happens that concerns them
	FeedAll  FeedKind = "all"  // what happens, as far as they see it
)

// FeedKinds returns all of them, in their order.
func FeedKinds() []FeedKind { return []FeedKind{FeedDays, FeedMine, FeedAll} }

// Feed is an address by which programs read, for somebody, what is new for them. Whoever
// has the address reads it, and can do nothing else with it.
type Feed struct {
	Hash    Hash
	Org     string
	Person  org.PersonID
	Kind    FeedKind
	Made    org.Time
	Fetched org.Time // start of the day, in UTC, on which it was fetched last; zero for never
}

// ErrFeed is a kind of feed that there is not.
var ErrFeed = errors.New("there is no such kind of feed")

// NewFeed makes the feed of a kind that somebody has, and returns the secret in its
// address, which is told this once. The one they had before ends.
func (s *Service) NewFeed(ctx context.Context, slug string, p org.PersonID, kind FeedKind) (string, error) {
	if !slices.Contains(FeedKinds(), kind) {
		return "", ErrFeed
	}
	if err := s.EndFeed(ctx, slug, p, kind); err != nil {
		return "", err
	}
	token := secret()
	f := Feed{Hash: HashOf(token), Org: slug, Person: p, Kind: kind, Made: s.now()}
	return token, s.Store.AddCredential(ctx, f.credential())
}

// EndFeed ends the feed of a kind that somebody has, if they have one.
func (s *Service) EndFeed(ctx context.Context, slug string, p org.PersonID, kind FeedKind) error {
	all, err := s.Feeds(ctx, slug, p)
	for _, f := range all {
		if f.Kind == kind {
			err = errors.Join(err, s.Store.DropCredential(ctx, f.Hash))
		}
	}
	return err
}

// Feeds returns those that somebody has, in the order in which they were made.
func (s *Service) Feeds(ctx context.Context, slug string, p org.PersonID) ([]Feed, error) {
	all, err := s.Store.Credentials(ctx, slug, p, OfFeed)
	var out []Feed
	for i := range all {
		f, err := feedFrom(&all[i])
		if err != nil {
			return nil, err
		}
		out = append(out, f)
	}
	return out, err
}

// Feed returns the feed that the secret of an address in an organisation stands for, and
// whose it is; false for none, and for one of somebody who left.
func (s *Service) Feed(ctx context.Context, slug, token string) (Feed, Who, bool, error) {
	c, who, found, err := s.lent(ctx, OfFeed, slug, token)
	if err != nil || !found {
		return Feed{}, Who{}, false, err
	}
	f, err := feedFrom(&c)
	return f, who, err == nil, err
}
