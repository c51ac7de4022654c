// Package identity knows who somebody is: the links that let people in, their
// sessions, passwords and tokens, and the mails on their way to them. Of every
// secret only a hash is kept. The clock is given.
package identity

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base32"
	"encoding/base64"
	"errors"
	"strings"
	"sync/atomic"
	"time"

	"orpheus/org"
)

// Hash stands for a secret in the store.
type Hash [32]byte

// HashOf returns the hash of a secret. A secret is random and long, so that
// nobody finds it by trying; a password is neither, and is kept in another way.
func HashOf(secret string) Hash { return sha256.Sum256([]byte(secret)) }

// ID names what is behind a hash without giving it away.
func (h Hash) ID() string { return strings.ToLower(base32.HexEncoding.EncodeToString(h[:10])) }

// secret returns 256 random bits as text.
func secret() string {
	var b [32]byte
	_, _ = rand.Read(b[:]) // never fails
	return base64.RawURLEncoding.EncodeToString(b[:])
}

// Who is somebody who takes part in an organisation.
type Who struct {
	Slug, OrgName, Lang string // of the organisation
	Person              org.PersonID
	Name, Mail          string
	Guest, Steward      bool
}

// Directory knows who takes part.
type Directory interface {
	// Find returns those who take part and have this mail address, in one
	// organisation, or in all where slug is empty.
	Find(ctx context.Context, slug, mail string) ([]Who, error)
	// Who returns somebody, and false for who does not take part now.
	Who(ctx context.Context, slug string, p org.PersonID) (Who, bool, error)
}

// Errors of links and of signing in.
var (
	ErrNoLink   = errors.New("there is no such link")
	ErrUsed     = errors.New("the link was used")
	ErrEnded    = errors.New("the link has ended")
	ErrGone     = errors.New("who the link is for does not take part any more")
	ErrPassword = errors.New("the address or the password is not right")
	ErrShort    = errors.New("the password is too short")
	ErrKnown    = errors.New("the password is one that many use, or is made of names that others know")
	ErrConfirm  = errors.New("say who you are again: your password is needed, or that you signed in a moment ago")
	ErrTerm     = errors.New("a token ends after at most three years")
	ErrWay      = errors.New("people of the organisation come in another way")
	ErrStep     = errors.New("what was begun has ended, or is not of this browser")
	ErrName     = errors.New("the name is missing or too long")
)

// Service lets people in. Its fields are set before it is used.
type Service struct {
	Store  Store
	People Directory
	Now    func() time.Time // time.Now where nil
	URL    string           // address of the pages, without a slash at the end
	Nudge  func()           // says that a mail was queued; nil for nobody to tell
	Writer Writer           // of mails that tell of what happened; nil drops those
	Pusher Pusher           // reaches devices; nil for none

	// Policy says what stewards require of everybody who comes in; nil for nothing.
	Policy func(ctx context.Context, slug string) (Policy, error)

	limits limits
	near   near
	silent atomic.Bool // no mail goes out
}

// Mails reports whether mails go out; else links are shown to whoever may hand them on.
func (s *Service) Mails() bool { return !s.silent.Load() }

// By says who takes the mails away.
func (s *Service) By(p Postman) { s.silent.Store(p.Printed()) }

func (s *Service) now() org.Time {
	if s.Now == nil {
		return org.At(time.Now())
	}
	return org.At(s.Now())
}

// Span returns a duration in the unit of org.Time.
func span(d time.Duration) org.Time { return org.Time(d / time.Microsecond) }
