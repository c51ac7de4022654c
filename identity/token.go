package identity

import (
	"context"
	"strings"
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
}

// NewToken makes a token and returns its secret, which is told this once.
func (s *Service) NewToken(ctx context.Context, slug string, p org.PersonID, name string) (string, error) {
	name = strings.TrimSpace(name)
	if name == "" || utf8.RuneCountInString(name) > maxTokenName || !utf8.ValidString(name) {
		return "", ErrName
	}
	token := tokenPrefix + secret()
	return token, s.Store.AddToken(ctx, Token{Hash: HashOf(token), Org: slug, Person: p, Name: name, Made: s.now()})
}

// Tokens returns those of a person, in the order in which they were made.
func (s *Service) Tokens(ctx context.Context, slug string, p org.PersonID) ([]Token, error) {
	return s.Store.Tokens(ctx, slug, p)
}

// RevokeToken ends one token of a person, named by the id of its hash.
func (s *Service) RevokeToken(ctx context.Context, slug string, p org.PersonID, id string) error {
	all, err := s.Store.Tokens(ctx, slug, p)
	for _, t := range all {
		if t.Hash.ID() == id {
			return s.Store.DropToken(ctx, t.Hash)
		}
	}
	return err
}

// Bearer returns whom a token of a request stands for, and false for one that lets
// nobody in: it is not there, was revoked, or its person has left.
func (s *Service) Bearer(ctx context.Context, token string) (slug string, person org.PersonID, ok bool, err error) {
	if !strings.HasPrefix(token, tokenPrefix) {
		return "", 0, false, nil
	}
	t, found, err := s.Store.Token(ctx, HashOf(token))
	if err != nil || !found {
		return "", 0, false, err
	}
	if _, present, err := s.People.Who(ctx, t.Org, t.Person); err != nil || !present {
		return "", 0, false, err
	}
	if today := s.now() / org.Day * org.Day; t.Used != today {
		if err := s.Store.TouchToken(ctx, t.Hash, today); err != nil {
			return "", 0, false, err
		}
	}
	return t.Org, t.Person, true, nil
}
