package identity

import (
	"context"
	"crypto/rand"
	"errors"
	"strings"
	"unicode/utf8"

	"orpheus/org"
)

// Passkey is a key in a device or a manager of passwords, by which somebody comes in.
type Passkey struct {
	Hash   Hash // of its id
	Org    string
	Person org.PersonID
	Name   string // what its person calls it
	Made   org.Time
	Used   org.Time // zero for never
	Detail string   // what it is verified with, as JSON
}

const (
	mostPasskeys   = 20
	maxPasskeyName = 60
	// RecoveryCodes is how many codes somebody gets at once.
	RecoveryCodes = 10
)

// What somebody may be told of passkeys and codes.
var (
	ErrPasskey     = errors.New("the passkey was not taken")
	ErrPasskeyMany = errors.New("there are too many passkeys")
	ErrCode        = errors.New("the code is not one that counts")
)

// PasskeyHash is what a passkey is found by.
func PasskeyHash(id []byte) Hash { return HashOf("passkey\n" + string(id)) }

// PasskeyName is a name that a passkey can have: the one given, or else that of the browser.
func PasskeyName(name, agent string) (string, error) {
	if name = strings.TrimSpace(name); name == "" {
		name = Device(agent)
	}
	if utf8.RuneCountInString(name) > maxPasskeyName || !utf8.ValidString(name) {
		return "", ErrName
	}
	return name, nil
}

func passkeyFrom(c *Credential) Passkey {
	return Passkey{Hash: c.Key, Org: c.Org, Person: c.Person, Name: c.Name, Made: c.Made, Used: c.Seen, Detail: c.Detail}
}

// Passkeys returns those of a person, in the order in which they were made.
func (s *Service) Passkeys(ctx context.Context, slug string, p org.PersonID) ([]Passkey, error) {
	all, err := s.Store.Credentials(ctx, slug, p, OfPasskey)
	var out []Passkey
	for i := range all {
		out = append(out, passkeyFrom(&all[i]))
	}
	return out, err
}

// PasskeyOf returns the one with this id; false for none.
func (s *Service) PasskeyOf(ctx context.Context, id []byte) (Passkey, bool, error) {
	c, found, err := s.Store.Credential(ctx, PasskeyHash(id))
	return passkeyFrom(&c), found && c.Kind == OfPasskey, err
}

// KeepPasskey adds one that was made, or writes down how it was used. One that is somebody's
// is never another's.
func (s *Service) KeepPasskey(ctx context.Context, k Passkey, used bool) error {
	c := Credential{Key: k.Hash, Kind: OfPasskey, Org: k.Org, Person: k.Person, Name: k.Name, Made: k.Made, Seen: k.Used, Detail: k.Detail}
	if used {
		c.Seen = s.now()
		return s.Store.PutCredential(ctx, c)
	}
	all, err := s.Passkeys(ctx, k.Org, k.Person)
	if err != nil {
		return err
	}
	if len(all) >= mostPasskeys {
		return ErrPasskeyMany
	}
	if _, there, err := s.Store.Credential(ctx, k.Hash); err != nil || there {
		return errors.Join(err, ErrPasskey)
	}
	c.Made = s.now()
	return s.Store.AddCredential(ctx, c)
}

// DropPasskey removes one of a person, named by the id of its hash.
func (s *Service) DropPasskey(ctx context.Context, slug string, p org.PersonID, id string) error {
	return s.revoke(ctx, slug, p, OfPasskey, id)
}

// ForgetPasskeys removes all passkeys and codes of somebody who lost them, and that they are
// asked for one; for whoever runs the program.
func (s *Service) ForgetPasskeys(ctx context.Context, slug string, p org.PersonID) error {
	return errors.Join(
		s.Store.DropCredentials(ctx, slug, p, OfPasskey, Hash{}),
		s.Store.DropCredentials(ctx, slug, p, OfRecovery, Hash{}),
		s.SetSecond(ctx, slug, p, false),
	)
}

// Second reports whether somebody wants to be asked for a passkey after another way in.
func (s *Service) Second(ctx context.Context, slug string, p org.PersonID) (bool, error) {
	return s.flag(ctx, slug, p, privateSecond)
}

// SetSecond keeps what they want.
func (s *Service) SetSecond(ctx context.Context, slug string, p org.PersonID, on bool) error {
	return s.setFlag(ctx, slug, p, privateSecond, on)
}

// asksPasskey reports whether somebody who came in is asked for a passkey too. Where one is
// required and they have none, they come in owing one.
func (s *Service) asksPasskey(ctx context.Context, slug string, p org.PersonID, came *Came) (bool, error) {
	if came.Passkey {
		return false, nil
	}
	must, err := s.Required(ctx, slug)
	if err != nil {
		return false, err
	}
	wants, err := s.Second(ctx, slug, p)
	if err != nil || !wants && !must.Passkey {
		return false, err
	}
	all, err := s.Store.Credentials(ctx, slug, p, OfPasskey)
	if len(all) == 0 {
		came.Owes = must.Passkey
	}
	return len(all) > 0, err
}

// EnterByPasskey begins a session of somebody who has a passkey.
func (s *Service) EnterByPasskey(ctx context.Context, slug string, p org.PersonID, agent string) (Entered, error) {
	if _, present, err := s.People.Who(ctx, slug, p); err != nil || !present {
		return Entered{}, errors.Join(err, ErrGone)
	}
	return s.begin(ctx, slug, p, agent, Came{Way: ByPasskey, Passkey: true})
}

// FinishSecond begins the session that waited for a passkey, or for a code in its place, of
// whoever showed one. What waits for somebody else goes on waiting: a passkey of one's own is
// none of theirs.
func (s *Service) FinishSecond(ctx context.Context, step string, by Step, agent string) (Entered, error) {
	var came Came
	at, err := s.LookStep(ctx, StepSecond, step, &came)
	if err == nil && at != by {
		err = ErrStep
	}
	if err == nil {
		_, err = s.GoOn(ctx, StepSecond, step, &came)
	}
	if err != nil {
		return Entered{}, err
	}
	if _, present, err := s.People.Who(ctx, at.Org, at.Person); err != nil || !present {
		return Entered{}, errors.Join(err, ErrGone)
	}
	came.Passkey = true
	return s.begin(ctx, at.Org, at.Person, agent, came)
}

// Settled begins a session in place of one that owed a passkey.
func (s *Service) Settled(ctx context.Context, e Session, old, agent string) (Entered, error) {
	came := e.Came
	came.Owes, came.Passkey = false, true
	in, err := s.begin(ctx, e.Org, e.Person, agent, came)
	if err != nil {
		return in, err
	}
	return in, s.Store.DropCredential(ctx, HashOf(old))
}

// recoveryKey names a code of somebody. A code has 80 random bits, so that nobody finds it by
// its hash.
func recoveryKey(slug string, p org.PersonID, code string) Hash {
	code = strings.Map(func(r rune) rune {
		if r >= 'A' && r <= 'Z' {
			return r + 'a' - 'A'
		}
		if r >= 'a' && r <= 'z' || r >= '0' && r <= '9' {
			return r
		}
		return -1
	}, code)
	return HashOf("recovery\n" + slug + "\n" + p.String() + "\n" + code)
}

// NewRecovery makes codes that stand in for a passkey, each once, and returns them, which are
// told this once. Those of before stop.
func (s *Service) NewRecovery(ctx context.Context, slug string, p org.PersonID) ([]string, error) {
	if err := s.Store.DropCredentials(ctx, slug, p, OfRecovery, Hash{}); err != nil {
		return nil, err
	}
	var codes []string
	for range RecoveryCodes {
		text := strings.ToLower(rand.Text()[:16])
		code := text[:4] + "-" + text[4:8] + "-" + text[8:12] + "-" + text[12:]
		codes = append(codes, code)
		if err := s.Store.AddCredential(ctx, Credential{Key: recoveryKey(slug, p, code), Kind: OfRecovery, Org: slug, Person: p, Made: s.now()}); err != nil {
			return nil, err
		}
	}
	return codes, nil
}

// RecoveryLeft is how many codes of somebody still count.
func (s *Service) RecoveryLeft(ctx context.Context, slug string, p org.PersonID) (n int, err error) {
	all, err := s.Store.Credentials(ctx, slug, p, OfRecovery)
	for i := range all {
		if all[i].Seen == 0 {
			n++
		}
	}
	return n, err
}

// EnterByCode finishes what waits for a passkey by a code.
func (s *Service) EnterByCode(ctx context.Context, step, code, agent string) (Entered, error) {
	var came Came
	at, err := s.LookStep(ctx, StepSecond, step, &came)
	if err != nil {
		return Entered{}, err
	}
	used, err := s.Store.UseCredential(ctx, recoveryKey(at.Org, at.Person, code), s.now())
	if err != nil || !used {
		return Entered{}, errors.Join(err, ErrCode)
	}
	return s.FinishSecond(ctx, step, at, agent)
}
