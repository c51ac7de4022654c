package identity

import (
	"context"
	"encoding/json"
	"time"

	"orpheus/org"
)

// StepKind is what was begun.
type StepKind string

// The kinds.
const (
	StepProvider StepKind = "provider" // somebody went to a provider, and is to come back
	StepPasskey  StepKind = "passkey"  // a passkey is asked for, of nobody in particular
	StepSecond   StepKind = "second"   // somebody came in and is asked for a passkey too
	StepEnrol    StepKind = "enrol"    // somebody who is in adds a passkey
)

// stepFor is how long one has to go on.
const stepFor = 10 * time.Minute

// stepDetail is what only steps have: what was asked, which is looked at when the answer comes.
type stepDetail struct {
	Kind StepKind        `json:"kind"`
	With json.RawMessage `json:"with"`
}

// Begin keeps what was asked of a browser until its answer comes, and returns the secret that
// the browser is to bring back with it.
func (s *Service) Begin(ctx context.Context, kind StepKind, slug string, p org.PersonID, with any) (string, error) {
	b, err := json.Marshal(with)
	if err != nil {
		return "", err
	}
	token, now := secret(), s.now()
	return token, s.Store.AddCredential(ctx, Credential{
		Key: HashOf(token), Kind: OfStep, Org: slug, Person: p, Made: now, Ends: now + span(stepFor), Detail: detail(stepDetail{kind, b}),
	})
}

// Step is what was begun in an organisation, for somebody or nobody yet.
type Step struct {
	Org    string
	Person org.PersonID
}

// LookStep reads what was begun, and leaves it to be gone on with.
func (s *Service) LookStep(ctx context.Context, kind StepKind, token string, with any) (Step, error) {
	c, found, err := s.Store.Credential(ctx, HashOf(token))
	if err != nil {
		return Step{}, err
	}
	if !found || c.Kind != OfStep || c.over(s.now()) || c.Seen != 0 {
		return Step{}, ErrStep
	}
	d, err := detailed[stepDetail](&c)
	if err == nil && d.Kind != kind {
		err = ErrStep
	}
	if err == nil {
		err = json.Unmarshal(d.With, with)
	}
	return Step{c.Org, c.Person}, err
}

// GoOn reads what was begun, and ends it: of two answers one is heard.
func (s *Service) GoOn(ctx context.Context, kind StepKind, token string, with any) (Step, error) {
	step, err := s.LookStep(ctx, kind, token, with)
	if err != nil {
		return step, err
	}
	first, err := s.Store.UseCredential(ctx, HashOf(token), s.now())
	if err == nil && !first {
		err = ErrStep
	}
	if err == nil {
		err = s.Store.DropCredential(ctx, HashOf(token))
	}
	return step, err
}
