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
// moves the end of the session. A session that another program ended lets in for two
// seconds more; one that ended here does not, and who left does not.
func (s *Service) Here(ctx context.Context, slug, token string) (Who, Session, bool, error) {
	return s.here(ctx, slug, token, believed)
}

// StillHere is Here for a stream that stays open. It seldom reads the store, so
// that all streams hear of an act at once; Here has to be asked now and then.
func (s *Service) StillHere(ctx context.Context, slug, token string) (bool, error) {
	_, _, in, err := s.here(ctx, slug, token, followed)
	return in, err
}

func (s *Service) here(ctx context.Context, slug, token string, within time.Duration) (Who, Session, bool, error) {
	if token == "" {
		return Who{}, Session{}, false, nil
	}
	e, found, err := s.session(ctx, HashOf(token), within)
	if err != nil || !found || e.Org != slug {
		return Who{}, Session{}, false, err
	}
	who, present, err := s.People.Who(ctx, slug, e.Person)
	if err != nil || !present {
		return Who{}, Session{}, false, err
	}
	if now := s.now(); now-e.Seen >= span(touchEvery) {
		mark := s.near.mark()
		e.Seen, e.Ends = now, now+span(SessionFor)
		if err := s.Store.TouchSession(ctx, e.Hash, e.Seen, e.Ends); err != nil {
			return Who{}, Session{}, false, err
		}
		s.near.put(e, now, mark)
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
			return s.end(ctx, e.Hash)
		}
	}
	return err
}

// RevokeAll ends all sessions of a person, but the one with this secret.
func (s *Service) RevokeAll(ctx context.Context, slug string, p org.PersonID, but string) error {
	err := s.Store.DropSessions(ctx, slug, p, HashOf(but))
	s.near.forget(func(e Session) bool { return e.Org == slug && e.Person == p })
	return err
}

// SignOut ends the session with this secret.
func (s *Service) SignOut(ctx context.Context, token string) error {
	if token == "" {
		return nil
	}
	return s.end(ctx, HashOf(token))
}

func (s *Service) end(ctx context.Context, h Hash) error {
	err := s.Store.DropSession(ctx, h)
	s.near.forget(func(e Session) bool { return e.Hash == h })
	return err
}
