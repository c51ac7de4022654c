package identity

import (
	"context"
	"crypto/rand"
	"crypto/subtle"
	"encoding/base64"
	"errors"
	"fmt"
	"strings"
	"time"
	"unicode/utf8"

	"golang.org/x/crypto/argon2"

	"orpheus/org"
)

// Shortest and longest password, in characters and bytes. There are no rules about
// kinds of characters: they make passwords worse. Those that many use are refused.
const (
	MinPassword = 10
	maxPassword = 1024
)

// The cost of argon2id: what OWASP asks for at least.
const (
	argonPasses, argonKiB, argonThreads = 2, 19 * 1024, 1
	argonSalt, argonLen                 = 16, 32
)

// atOnce keeps many who try from taking all memory.
var atOnce = make(chan struct{}, 2)

// seal returns what a password is verified with.
func seal(password string) string {
	salt := make([]byte, argonSalt)
	_, _ = rand.Read(salt)
	key := derive(password, salt, argonPasses, argonKiB, argonThreads)
	b64 := base64.RawStdEncoding
	return fmt.Sprintf("$argon2id$v=%d$m=%d,t=%d,p=%d$%s$%s", argon2.Version, argonKiB, argonPasses, argonThreads, b64.EncodeToString(salt), b64.EncodeToString(key))
}

func derive(password string, salt []byte, passes, kib uint32, threads uint8) []byte {
	atOnce <- struct{}{}
	defer func() { <-atOnce }()
	return argon2.IDKey([]byte(password), salt, passes, kib, threads, argonLen)
}

// decoy is what the password of somebody who has none is compared with, so that it
// takes as long.
var decoy = fmt.Sprintf("$argon2id$v=%d$m=%d,t=%d,p=%d$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", argon2.Version, argonKiB, argonPasses, argonThreads)

// mostArgon is how many times more than for a password of now one may take to be compared.
const mostArgon = 4

// verify reports whether a password is the sealed one. It takes as long where it
// is not.
func verify(sealed, password string) bool {
	real := sealed != ""
	if !real {
		sealed = decoy
	}
	var version int
	var kib, passes uint32
	var threads uint8
	parts := strings.Split(sealed, "$")
	if len(parts) != 6 || parts[1] != "argon2id" || len(password) > maxPassword {
		return false
	}
	_, err := fmt.Sscanf(parts[2]+" "+parts[3], "v=%d m=%d,t=%d,p=%d", &version, &kib, &passes, &threads)
	salt, err2 := base64.RawStdEncoding.DecodeString(parts[4])
	key, err3 := base64.RawStdEncoding.DecodeString(parts[5])
	if err != nil || err2 != nil || err3 != nil || version != argon2.Version || passes == 0 || threads == 0 {
		return false
	}
	if kib > mostArgon*argonKiB || passes > mostArgon*argonPasses || threads > mostArgon*argonThreads {
		return false // it would take all memory there is
	}
	same := subtle.ConstantTimeCompare(derive(password, salt, passes, kib, threads), key) == 1
	return same && real
}

// HasPassword reports whether somebody set a password.
func (s *Service) HasPassword(ctx context.Context, slug string, p org.PersonID) (bool, error) {
	sealed, err := s.Store.Private(ctx, slug, p, privatePassword)
	return sealed != "", err
}

// SetPassword sets somebody's password, or removes it where it is empty.
func (s *Service) SetPassword(ctx context.Context, slug string, p org.PersonID, password string) error {
	if password == "" {
		return s.Store.SetPrivate(ctx, slug, p, privatePassword, "")
	}
	if utf8.RuneCountInString(password) < MinPassword || len(password) > maxPassword {
		return ErrShort
	}
	who, _, err := s.People.Who(ctx, slug, p)
	if err != nil {
		return err
	}
	if weak(password, who.Name, who.OrgName, who.Slug, who.Mail) {
		return ErrKnown
	}
	return s.Store.SetPrivate(ctx, slug, p, privatePassword, seal(password))
}

// SignIn begins a session by mail address and password: in one organisation, or
// in all where slug is empty and the same password holds. Whether an address is
// known cannot be told from the answer, nor from how long it takes. The error is
// ErrPassword where nobody gets in.
func (s *Service) SignIn(ctx context.Context, slug, mail, password, agent string) ([]Entered, error) {
	began := time.Now()
	in, err := s.signIn(ctx, slug, mail, password, agent)
	if errors.Is(err, ErrPassword) {
		evenly(ctx, began)
	}
	return in, err
}

// refusedIn is when those who do not get in are told so, or twice as late, and so on:
// long enough for an address in several organisations.
const refusedIn = 250 * time.Millisecond

func evenly(ctx context.Context, began time.Time) {
	wait := time.NewTimer(refusedIn - time.Since(began)%refusedIn)
	defer wait.Stop()
	select {
	case <-wait.C:
	case <-ctx.Done():
	}
}

func (s *Service) signIn(ctx context.Context, slug, mail, password, agent string) (in []Entered, err error) {
	found, err := s.People.Find(ctx, slug, mail)
	if err != nil {
		return nil, err
	}
	if len(found) == 0 {
		verify("", password)
	}
	var elsewhere error // they have to come another way
	for _, who := range found {
		if right, err := s.passes(ctx, who.Slug, who.Person, password); err != nil {
			return nil, err
		} else if !right {
			continue
		}
		e, err := s.begin(ctx, who.Slug, who.Person, agent, Came{Way: ByPassword})
		if errors.Is(err, ErrWay) {
			elsewhere = err
			continue
		}
		if err != nil {
			return nil, err
		}
		in = append(in, e)
	}
	if len(in) == 0 && elsewhere != nil {
		return nil, elsewhere
	}
	if len(in) == 0 {
		return nil, ErrPassword
	}
	return in, nil
}

// passes reports whether a password is somebody's.
func (s *Service) passes(ctx context.Context, slug string, p org.PersonID, password string) (bool, error) {
	sealed, err := s.Store.Private(ctx, slug, p, privatePassword)
	return err == nil && verify(sealed, password), err
}

// fresh is how long ago somebody signed in who need not say who they are again.
const fresh = 15 * time.Minute

// Confirm returns ErrConfirm where who has this session has to say who they are before
// they change how they come in: they signed in a while ago, and the password is not
// theirs.
func (s *Service) Confirm(ctx context.Context, slug, token, password string) error {
	c, found, err := s.credential(ctx, OfSession, HashOf(token))
	if err != nil {
		return err
	}
	if !found || c.Org != slug {
		return ErrConfirm
	}
	if age := s.now() - c.Made; age >= 0 && age < span(fresh) { // one of days to come is none of a moment ago
		return nil
	}
	if right, err := s.passes(ctx, slug, c.Person, password); err != nil || !right {
		return errors.Join(err, ErrConfirm)
	}
	return nil
}
