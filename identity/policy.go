package identity

import (
	"context"
	"fmt"

	"orpheus/org"
)

// Policy is what stewards require of everybody who comes in. It holds for browsers: tokens and
// feeds are made by people who are in.
type Policy struct {
	Provider string `json:"provider,omitzero"` // id of the one they come by; empty for any way
	Passkey  bool   `json:"passkey,omitzero"`  // by a passkey, or with one after another way
}

// Way is how somebody came in.
type Way string

// The ways.
const (
	ByLink     Way = "link"
	ByPassword Way = "password"
	ByProvider Way = "provider"
	ByPasskey  Way = "passkey"
)

// Came is how the session of a browser began.
type Came struct {
	Way      Way    `json:"way,omitzero"`      // empty for sessions of before it was kept
	Provider string `json:"provider,omitzero"` // id of the provider
	Passkey  bool   `json:"passkey,omitzero"`  // with a passkey too, or a code that stands in for one
	Owes     bool   `json:"owes,omitzero"`     // a passkey is required and they have none: they may make one, and nothing else
}

// Meets reports whether somebody who came in this way may be in.
func (c Came) Meets(p Policy) bool {
	return (p.Provider == "" || c.Provider == p.Provider) && (!p.Passkey || c.Passkey || c.Owes)
}

// Required is what is required of everybody in an organisation.
func (s *Service) Required(ctx context.Context, slug string) (Policy, error) {
	if s.Policy == nil {
		return Policy{}, nil
	}
	return s.Policy(ctx, slug)
}

// allows returns ErrWay for a way that stewards do not let in by.
func (s *Service) allows(ctx context.Context, slug string, c Came) error {
	p, err := s.Required(ctx, slug)
	if err == nil && p.Provider != "" && c.Provider != p.Provider {
		err = fmt.Errorf("%s: %w", slug, ErrWay)
	}
	return err
}

// EndOthers ends the sessions of somebody that do not meet what is required.
func (s *Service) EndOthers(ctx context.Context, slug string, p org.PersonID, policy Policy) error {
	all, err := s.Store.Credentials(ctx, slug, p, OfSession)
	for i := range all {
		if e := sessionFrom(&all[i]); err == nil && !e.Came.Meets(policy) {
			err = s.Revoke(ctx, slug, p, e.Hash.ID())
		}
	}
	return err
}
