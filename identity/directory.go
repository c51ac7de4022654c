package identity

import (
	"context"
	"strings"

	"orpheus/org"
)

// directoryPrefix lets people and scanners of leaked secrets see what a token is.
const directoryPrefix = "orpheus_scim_"

// DirectoryToken is what a directory of people has to say who takes part. It is of the
// organisation, so that it goes on when whoever made it leaves.
type DirectoryToken struct {
	Made org.Time
	Used org.Time // start of the day, in UTC, of the last use; zero for never
}

// NewDirectory makes the token of an organisation's directory, which is told this once. The
// one of before ends.
func (s *Service) NewDirectory(ctx context.Context, slug string) (string, error) {
	token := directoryPrefix + secret()
	if err := s.Store.AddCredential(ctx, Credential{Key: HashOf(token), Kind: OfDirectory, Org: slug, Made: s.now()}); err != nil {
		return "", err
	}
	return token, s.Store.DropCredentials(ctx, slug, 0, OfDirectory, HashOf(token))
}

// EndDirectory ends it.
func (s *Service) EndDirectory(ctx context.Context, slug string) error {
	return s.Store.DropCredentials(ctx, slug, 0, OfDirectory, Hash{})
}

// Directory is the token that an organisation's directory has; false for none.
func (s *Service) Directory(ctx context.Context, slug string) (DirectoryToken, bool, error) {
	all, err := s.Store.Credentials(ctx, slug, 0, OfDirectory)
	if err != nil || len(all) == 0 {
		return DirectoryToken{}, false, err
	}
	return DirectoryToken{Made: all[0].Made, Used: all[0].Seen}, true, nil
}

// DirectoryOf returns the organisation whose directory has a token; false for none.
func (s *Service) DirectoryOf(ctx context.Context, token string) (string, bool, error) {
	if !strings.HasPrefix(token, directoryPrefix) {
		return "", false, nil
	}
	c, found, err := s.credential(ctx, OfDirectory, HashOf(token))
	if err != nil || !found {
		return "", false, err
	}
	if today := s.now() / org.Day * org.Day; c.Seen != today {
		err = s.touch(ctx, c, today, c.Ends)
	}
	return c.Org, err == nil, err
}
