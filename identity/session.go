package identity

import (
	"cmp"
	"context"
	"errors"
	"slices"
	"time"

	"orpheus/org"
)

const (
	// SessionFor is how long a session holds after it was last seen.
	SessionFor = 30 * 24 * time.Hour
	// SessionLast is how long it holds at most, however often it is seen.
	SessionLast = 365 * 24 * time.Hour
	touchEvery  = time.Hour // writing each request down would cost too much
)

// Session is a browser that somebody signed in with.
type Session struct {
	Hash   Hash
	Org    string
	Person org.PersonID
	Device string // "Firefox on Windows"
	Made   org.Time
	Seen   org.Time // to the hour
	Ends   org.Time
	Came   Came
}

// Entered is a session just begun, with the secret that the browser keeps; or, where a passkey
// is asked for yet, none, and the secret of the step that waits for it.
type Entered struct {
	Session
	Secret string
	Step   string
}

// begin makes a session with a new secret for somebody who came in a way that is allowed, or
// has them go on with a passkey.
func (s *Service) begin(ctx context.Context, slug string, p org.PersonID, agent string, came Came) (Entered, error) {
	if err := s.allows(ctx, slug, came); err != nil {
		return Entered{}, err
	}
	asks, err := s.asksPasskey(ctx, slug, p, &came)
	if err != nil {
		return Entered{}, err
	}
	if asks {
		step, err := s.Begin(ctx, StepSecond, slug, p, came)
		return Entered{Session: Session{Org: slug, Person: p}, Step: step}, err
	}
	if err := s.cameIn(ctx, slug, p); err != nil {
		return Entered{}, err
	}
	token, now := secret(), s.now()
	e := Entered{Secret: token, Session: Session{
		Hash: HashOf(token), Org: slug, Person: p, Device: Device(agent), Made: now, Seen: now, Ends: now + span(SessionFor), Came: came,
	}}
	if err := s.Store.AddCredential(ctx, e.credential()); err != nil {
		return Entered{}, err
	}
	// What is required may have changed while this went on: then it let nobody in.
	if err := s.allows(ctx, slug, came); err != nil {
		return Entered{}, errors.Join(err, s.Store.DropCredential(ctx, e.Hash))
	}
	return e, nil
}

// Here returns whom a secret lets into an organisation, and false for nobody. It
// moves the end of the session.
func (s *Service) Here(ctx context.Context, slug, token string) (Who, Session, bool, error) {
	if token == "" {
		return Who{}, Session{}, false, nil
	}
	c, found, err := s.credential(ctx, OfSession, HashOf(token))
	if err != nil || !found || c.Org != slug {
		return Who{}, Session{}, false, err
	}
	who, present, err := s.People.Who(ctx, slug, c.Person)
	if err != nil || !present {
		return Who{}, Session{}, false, err
	}
	e := sessionFrom(&c)
	if now := s.now(); now-e.Seen >= span(touchEvery) {
		e.Seen, e.Ends = now, min(now+span(SessionFor), max(e.Ends, e.Made+span(SessionLast)))
		if err := s.touch(ctx, c, e.Seen, e.Ends); err != nil {
			return Who{}, Session{}, false, err
		}
	}
	return who, e, true, nil
}

// StillHere is Here for a stream that stays open, asked before everything it sends.
// It moves no end: a page that is only open is not used.
func (s *Service) StillHere(ctx context.Context, slug, token string) (bool, error) {
	if token == "" {
		return false, nil
	}
	c, found, err := s.credential(ctx, OfSession, HashOf(token))
	if err != nil || !found || c.Org != slug {
		return false, err
	}
	_, present, err := s.People.Who(ctx, slug, c.Person)
	return present && err == nil, err
}

// Sessions returns the sessions of a person that go on, the last seen first.
func (s *Service) Sessions(ctx context.Context, slug string, p org.PersonID) ([]Session, error) {
	all, err := s.Store.Credentials(ctx, slug, p, OfSession)
	var on []Session
	for i := range all {
		if !all[i].over(s.now()) {
			on = append(on, sessionFrom(&all[i]))
		}
	}
	slices.SortStableFunc(on, func(a, b Session) int { return cmp.Or(cmp.Compare(b.Seen, a.Seen), cmp.Compare(b.Made, a.Made)) })
	return on, err
}

// Revoke ends one session of a person, named by the id of its hash: its device takes no
// messages any more. One that is not there has ended.
func (s *Service) Revoke(ctx context.Context, slug string, p org.PersonID, id string) error {
	if err := s.dropPushes(ctx, slug, p, func(d *pushDetail) bool { return d.Session == id }); err != nil {
		return err
	}
	return s.revoke(ctx, slug, p, OfSession, id)
}

// revoke ends one credential of a person.
func (s *Service) revoke(ctx context.Context, slug string, p org.PersonID, kind CredentialKind, id string) error {
	all, err := s.Store.Credentials(ctx, slug, p, kind)
	for _, c := range all {
		if c.Key.ID() == id {
			return s.Store.DropCredential(ctx, c.Key)
		}
	}
	return err
}

// RevokeAll ends all sessions of a person, but the one with this secret. No other device
// takes messages any more either.
func (s *Service) RevokeAll(ctx context.Context, slug string, p org.PersonID, but string) error {
	here := HashOf(but).ID()
	if err := s.dropPushes(ctx, slug, p, func(d *pushDetail) bool { return d.Session != here }); err != nil {
		return err
	}
	return s.Store.DropCredentials(ctx, slug, p, OfSession, HashOf(but))
}

// SignOut ends the session with this secret: its device takes no messages any more. A session
// that ends because nobody uses it leaves them on.
func (s *Service) SignOut(ctx context.Context, token string) error {
	if token == "" {
		return nil
	}
	c, found, err := s.Store.Credential(ctx, HashOf(token))
	if err != nil || !found || c.Kind != OfSession {
		return err
	}
	if err := s.dropPushes(ctx, c.Org, c.Person, func(d *pushDetail) bool { return d.Session == c.Key.ID() }); err != nil {
		return err
	}
	return s.Store.DropCredential(ctx, c.Key)
}
