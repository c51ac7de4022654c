package identity

import (
	"context"
	"time"

	"orpheus/org"
)

const (
	// SessionFor is how long a session holds after it was last seen.
	SessionFor = 30 * 24 * time.Hour
	touchEvery = time.Hour // writing each request down would cost too much
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
}

// Entered is a session just begun, with the secret that the browser keeps.
type Entered struct {
	Session
	Secret string
}

// begin makes a session with a new secret.
func (s *Service) begin(ctx context.Context, slug string, p org.PersonID, agent string) (Entered, error) {
	token, now := secret(), s.now()
	e := Entered{Secret: token, Session: Session{
		Hash: HashOf(token), Org: slug, Person: p, Device: Device(agent), Made: now, Seen: now, Ends: now + span(SessionFor),
	}}
	return e, s.Store.AddSession(ctx, e.Session)
}

// Here returns whom a secret lets into an organisation, and false for nobody. It
// moves the end of the session.
func (s *Service) Here(ctx context.Context, slug, token string) (Who, Session, bool, error) {
	if token == "" {
		return Who{}, Session{}, false, nil
	}
	e, found, err := s.Store.Session(ctx, HashOf(token))
	now := s.now()
	if err != nil || !found || e.Org != slug || e.Ends <= now {
		return Who{}, Session{}, false, err
	}
	who, present, err := s.People.Who(ctx, slug, e.Person)
	if err != nil || !present {
		return Who{}, Session{}, false, err
	}
	if now-e.Seen >= span(touchEvery) {
		e.Seen, e.Ends = now, now+span(SessionFor)
		if err := s.Store.TouchSession(ctx, e.Hash, e.Seen, e.Ends); err != nil {
			return Who{}, Session{}, false, err
		}
	}
	return who, e, true, nil
}

// Sessions returns the sessions of a person that go on, the last seen first.
func (s *Service) Sessions(ctx context.Context, slug string, p org.PersonID) ([]Session, error) {
	all, err := s.Store.Sessions(ctx, slug, p)
	var on []Session
	for _, e := range all {
		if e.Ends > s.now() {
			on = append(on, e)
		}
	}
	return on, err
}

// Revoke ends one session of a person, named by the id of its hash. One that is
// not there has ended.
func (s *Service) Revoke(ctx context.Context, slug string, p org.PersonID, id string) error {
	all, err := s.Store.Sessions(ctx, slug, p)
	for _, e := range all {
		if e.Hash.ID() == id {
			return s.Store.DropSession(ctx, e.Hash)
		}
	}
	return err
}

// RevokeAll ends all sessions of a person, but the one with this secret.
func (s *Service) RevokeAll(ctx context.Context, slug string, p org.PersonID, but string) error {
	return s.Store.DropSessions(ctx, slug, p, HashOf(but))
}

// SignOut ends the session with this secret.
func (s *Service) SignOut(ctx context.Context, token string) error {
	if token == "" {
		return nil
	}
	return s.Store.DropSession(ctx, HashOf(token))
}
