package identity

import (
	"context"
	"encoding/json"
	"errors"
	"strings"
	"time"

	"orpheus/org"
)

// An address changes in two steps: a link goes to the new one, and what was before stays
// until somebody opens it there. So nobody is locked out by a slip, and nobody's mails go
// to somebody else unnoticed: the old address is told at once.
const (
	Confirm LinkKind = 6 // shows that mails reach an address
	Moved   LinkKind = 7 // a mail that tells the old address
)

// confirmFor is how long one has to open the link.
const confirmFor = 3 * 24 * time.Hour

// privateMoving is the change of an address that waits, or the last one that was done.
const privateMoving = "moving"

// Moving is an address that somebody is to have.
type Moving struct {
	Mail string       `json:"mail"`
	Was  string       `json:"was,omitzero"` // where the old address is told; empty for none
	By   org.PersonID `json:"by,omitzero"`  // who asked for it: themselves, or a steward
	At   org.Time     `json:"at"`
	Done bool         `json:"done,omitzero"` // it is confirmed, or was stopped
}

// letsIn reports whether a link of this kind begins a session.
func (k LinkKind) letsIn() bool { return k == SignIn || k == Invite }

// Move has somebody confirm a new address: a link goes there, and the old address is told.
// It takes the place of a change that waits.
func (s *Service) Move(ctx context.Context, slug string, p, by org.PersonID, mail, lang string) error {
	who, present, err := s.People.Who(ctx, slug, p)
	if err != nil {
		return err
	}
	if !present {
		return ErrGone
	}
	others, err := s.People.Find(ctx, slug, mail)
	if err != nil {
		return err
	}
	for _, o := range others {
		if o.Person != p {
			return ErrTaken
		}
	}
	if err := s.setMoving(ctx, slug, p, &Moving{Mail: mail, Was: who.Mail, By: by, At: s.now()}); err != nil {
		return err
	}
	if who.Mail != "" {
		if err := s.post(ctx, Mail{Kind: Moved, Org: slug, Person: p, By: by, Lang: lang}); err != nil {
			return err
		}
	}
	return s.post(ctx, Mail{Kind: Confirm, Org: slug, Person: p, By: by, Lang: lang})
}

// Moving returns the change of somebody's address that waits to be confirmed, and false
// for none. What was not confirmed in time is over.
func (s *Service) Moving(ctx context.Context, slug string, p org.PersonID) (Moving, bool, error) {
	m, err := s.moving(ctx, slug, p)
	return m, err == nil && m.Mail != "" && !m.Done && m.At+span(confirmFor) > s.now(), err
}

// Ends is until when it can be confirmed.
func (m *Moving) Ends() org.Time { return m.At + span(confirmFor) }

// StopMoving lets the old address be the one.
func (s *Service) StopMoving(ctx context.Context, slug string, p org.PersonID) error {
	m, waits, err := s.Moving(ctx, slug, p)
	if err != nil || !waits {
		return err
	}
	m.Done = true
	return s.setMoving(ctx, slug, p, &m)
}

// Confirming returns the link with this secret and the address that it is for. The error
// is that of Peek, or ErrEnded where another change took its place.
func (s *Service) Confirming(ctx context.Context, token string) (Link, Moving, error) {
	l, err := s.Peek(ctx, token)
	if err != nil {
		return l, Moving{}, err
	}
	m, waits, err := s.Moving(ctx, l.Org, l.Person)
	switch {
	case err != nil:
		return l, m, err
	case l.Kind != Confirm || !waits || l.Made < m.At:
		return l, m, ErrEnded
	}
	return l, m, nil
}

// Confirmed uses the link: change writes the address down. Nobody comes in by it.
func (s *Service) Confirmed(ctx context.Context, token string, change func(l Link, mail string) error) (Moving, error) {
	l, m, err := s.Confirming(ctx, token)
	if err != nil {
		return m, err
	}
	if err := change(l, m.Mail); err != nil { // the same link may be tried again
		return m, err
	}
	m.Done = true
	_, used := s.Store.UseCredential(ctx, l.Hash, s.now())
	return m, errors.Join(used, s.setMoving(ctx, l.Org, l.Person, &m))
}

// readdress says where a mail about a change of address goes, in place of what its person
// has now; nowhere where that change is over. It returns the new address.
func (s *Service) readdress(ctx context.Context, m *Mail, who *Who) (string, error) {
	if m.Kind != Confirm && m.Kind != Moved {
		return "", nil
	}
	moving, err := s.moving(ctx, m.Org, m.Person)
	who.Mail = moving.Was
	if m.Kind == Confirm {
		who.Mail = moving.Mail
		if moving.Done {
			who.Mail = ""
		}
	}
	return moving.Mail, err
}

func (s *Service) moving(ctx context.Context, slug string, p org.PersonID) (m Moving, err error) {
	text, err := s.Store.Private(ctx, slug, p, privateMoving)
	if err == nil && strings.TrimSpace(text) != "" {
		err = json.Unmarshal([]byte(text), &m)
	}
	return m, err
}

func (s *Service) setMoving(ctx context.Context, slug string, p org.PersonID, m *Moving) error {
	b, err := json.Marshal(m)
	if err != nil {
		return err
	}
	return s.Store.SetPrivate(ctx, slug, p, privateMoving, string(b))
}
