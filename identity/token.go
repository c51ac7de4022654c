package identity

import (
	"context"
	"strings"
	"time"
	"unicode/utf8"

	"orpheus/org"
)

// tokenPrefix lets people and scanners of leaked secrets see what a token is.
const tokenPrefix = "orpheus_"

const maxTokenName = 60

// Token lets a program act as somebody.
type Token struct {
	Hash   Hash
	Org    string
	Person org.PersonID
	Name   string
	Made   org.Time
	Used   org.Time // start of the day, in UTC, of the last use; zero for never
	Ends   org.Time // zero for never: only tokens of before they had an end
	Reads  bool     // it reads, and does nothing
}

// How long tokens hold: as long as is said, a year where nothing is.
const (
	TokenFor  = 365 * 24 * time.Hour
	TokenMost = 3 * TokenFor
)

// TokenTerms is what a new token may do, and for how long.
type TokenTerms struct {
	For   time.Duration // zero for TokenFor
	Reads bool          // it may read only
}

// NewToken makes a token and returns its secret, which is told this once.
func (s *Service) NewToken(ctx context.Context, slug string, p org.PersonID, name string, terms TokenTerms) (string, error) {
	name = strings.TrimSpace(name)
	if name == "" || utf8.RuneCountInString(name) > maxTokenName || !utf8.ValidString(name) {
		return "", ErrName
	}
	if terms.For == 0 {
		terms.For = TokenFor
	}
	if terms.For < 0 || terms.For > TokenMost {
		return "", ErrTerm
	}
	token, now := tokenPrefix+secret(), s.now()
	t := Token{Hash: HashOf(token), Org: slug, Person: p, Name: name, Made: now, Ends: now + span(terms.For), Reads: terms.Reads}
	return token, s.Store.AddCredential(ctx, t.credential())
}

// Tokens returns those of a person that go on, in the order in which they were made.
func (s *Service) Tokens(ctx context.Context, slug string, p org.PersonID) ([]Token, error) {
	all, err := s.Store.Credentials(ctx, slug, p, OfToken)
	if err != nil {
		return nil, err
	}
	var on []Token
	for i := range all {
		t, err := tokenFrom(&all[i])
		if err != nil {
			return nil, err
		}
		if !all[i].over(s.now()) {
			on = append(on, t)
		}
	}
	return on, nil
}

// RevokeToken ends one token of a person, named by the id of its hash.
func (s *Service) RevokeToken(ctx context.Context, slug string, p org.PersonID, id string) error {
	return s.revoke(ctx, slug, p, OfToken, id)
}

// Bearer returns whom a token of a request stands for, and false for one that lets
// nobody in: it is not there, was revoked, has ended, or its person has left. What
// was asked a moment ago is answered from memory, and is as true as what the store
// would say.
func (s *Service) Bearer(ctx context.Context, token string) (Token, bool, error) {
	if !strings.HasPrefix(token, tokenPrefix) {
		return Token{}, false, nil
	}
	c, _, found, err := s.lent(ctx, OfToken, "", token)
	if err != nil || !found {
		return Token{}, false, err
	}
	t, err := tokenFrom(&c)
	return t, err == nil, err
}

// lent returns the credential of a secret that programs use, and whose it is; false where it
// lets nobody in, or not into the organisation that is asked for. It notes the day.
func (s *Service) lent(ctx context.Context, kind CredentialKind, slug, secret string) (c Credential, who Who, found bool, err error) {
	if c, found, err = s.credential(ctx, kind, HashOf(secret)); err != nil || !found || slug != "" && c.Org != slug {
		return c, who, false, err
	}
	if who, found, err = s.People.Who(ctx, c.Org, c.Person); err != nil || !found {
		return c, who, false, err
	}
	if today := s.now() / org.Day * org.Day; c.Seen != today {
		err = s.touch(ctx, c, today, c.Ends)
	}
	return c, who, err == nil, err
}
