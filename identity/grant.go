package identity

import (
	"context"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/base64"
	"errors"
	"slices"
	"strings"
	"time"

	"orpheus/org"
)

// The kinds of credentials by which an assistant acts for somebody. Their numbers are in the store.
const (
	OfGrant   CredentialKind = 32 + iota // lets an assistant read and draft, for an hour
	OfRenewal                            // makes the next of these, once
	OfCode                               // what the browser brings back to the assistant, once, within a minute
)

// How long they go on.
const (
	CodeFor    = time.Minute
	GrantFor   = time.Hour
	RenewalFor = 90 * 24 * time.Hour // from the consent, however often it is renewed
)

// Scope is what an assistant may do.
type Scope string

// The scopes there are. None of them lets an assistant do anything: what it drafts is done only
// once its person confirms it here.
const (
	MayRead  Scope = "read"
	MayDraft Scope = "draft"
)

// Scopes are all of them.
func Scopes() []Scope { return []Scope{MayRead, MayDraft} }

// Grant is what somebody lets an assistant do for them.
type Grant struct {
	Org      string
	Person   org.PersonID
	Family   string // of all that came of one consent
	Client   string // the address of what describes the assistant
	Name     string // what it calls itself
	Resource string // what the grant is for, and nothing else
	Scopes   []Scope
	Made     org.Time
	Ends     org.Time
}

// May reports whether it lets an assistant do something.
func (g *Grant) May(s Scope) bool { return slices.Contains(g.Scopes, s) }

type grantDetail struct {
	Family    string  `json:"family"`
	Client    string  `json:"client"`
	Resource  string  `json:"resource"`
	Scopes    []Scope `json:"scopes"`
	Redirect  string  `json:"redirect,omitempty"`
	Challenge string  `json:"challenge,omitempty"`

	Until org.Time `json:"until,omitzero"` // when all that comes of the consent ends
}

// ErrGrant is a code or token that makes no grant: it was used, has ended, or is another's.
var ErrGrant = errors.New("the grant is not valid")

// Consent is what somebody said yes to.
type Consent struct {
	Client, Name, Resource string
	Scopes                 []Scope
	Redirect, Challenge    string // of the request: where the code goes, and the S256 of what shows whose it is
}

// Agree makes the code that the browser of somebody brings back to an assistant.
func (s *Service) Agree(ctx context.Context, slug string, p org.PersonID, c Consent) (code string, err error) {
	code = secret()
	now := s.now()
	return code, s.Store.AddCredential(ctx, Credential{
		Key: HashOf(code), Kind: OfCode, Org: slug, Person: p, Name: firstLetters(c.Name), Made: now, Ends: now + span(CodeFor),
		Detail: detail(grantDetail{secret(), c.Client, c.Resource, c.Scopes, c.Redirect, c.Challenge, now + span(RenewalFor)}),
	})
}

// firstLetters is a name no longer than names of tokens are.
func firstLetters(name string) string {
	letters := []rune(strings.ToValidUTF8(name, "�"))
	return string(letters[:min(len(letters), maxTokenName)])
}

// Granted is what an assistant gets.
type Granted struct {
	Access, Renewal string
	Scopes          []Scope
}

// Exchange makes a grant of a code, once: for the assistant, the address and the resource that it was
// made for, and for whoever has what the challenge is of. A code that comes a second time ends all
// that came of it: one of both took it from the other.
func (s *Service) Exchange(ctx context.Context, slug, code, client, redirect, verifier, resource string) (Granted, error) {
	c, d, err := s.once(ctx, slug, OfCode, code)
	if err != nil {
		return Granted{}, err
	}
	sum := sha256.Sum256([]byte(verifier))
	shown := base64.RawURLEncoding.EncodeToString(sum[:])
	if len(verifier) < 43 || len(verifier) > 128 || subtle.ConstantTimeCompare([]byte(shown), []byte(d.Challenge)) != 1 || d.Client != client || d.Redirect != redirect || d.Resource != resource {
		return Granted{}, ErrGrant
	}
	return s.grant(ctx, c, d)
}

// Renew makes the next grant of what renews it, once.
func (s *Service) Renew(ctx context.Context, slug, renewal, client, resource string) (Granted, error) {
	c, d, err := s.once(ctx, slug, OfRenewal, renewal)
	if err != nil {
		return Granted{}, err
	}
	if d.Client != client || resource != "" && d.Resource != resource {
		return Granted{}, ErrGrant
	}
	return s.grant(ctx, c, d)
}

// once uses a code or a renewal. Whoever brings one that was used ends its family.
func (s *Service) once(ctx context.Context, slug string, kind CredentialKind, token string) (c Credential, d grantDetail, err error) {
	c, found, err := s.Store.Credential(ctx, HashOf(token))
	if err != nil {
		return c, d, err
	}
	if !found || c.Kind != kind || c.Org != slug || c.over(s.now()) {
		return c, d, ErrGrant
	}
	if d, err = detailed[grantDetail](&c); err != nil {
		return c, d, err
	}
	if _, here, err := s.People.Who(ctx, c.Org, c.Person); err != nil || !here {
		return c, d, errors.Join(ErrGrant, err)
	}
	first, err := s.Store.UseCredential(ctx, c.Key, s.now())
	if err != nil {
		return c, d, err
	}
	if !first {
		return c, d, errors.Join(ErrGrant, s.EndGrant(ctx, c.Org, c.Person, d.Family))
	}
	return c, d, nil
}

// grant makes a grant and what renews it, of a code or a renewal. Where that was ended meanwhile,
// what came of it ends too.
func (s *Service) grant(ctx context.Context, of Credential, d grantDetail) (Granted, error) {
	out, now := Granted{secret(), secret(), d.Scopes}, s.now()
	d.Redirect, d.Challenge = "", ""
	if d.Until == 0 { // it was agreed to before that was kept
		d.Until = of.Made + span(RenewalFor)
	}
	for _, c := range []Credential{
		{Key: HashOf(out.Access), Kind: OfGrant, Ends: min(now+span(GrantFor), d.Until)},
		{Key: HashOf(out.Renewal), Kind: OfRenewal, Ends: d.Until},
	} {
		c.Org, c.Person, c.Name, c.Made, c.Detail = of.Org, of.Person, of.Name, now, detail(d)
		if err := s.Store.AddCredential(ctx, c); err != nil {
			return Granted{}, err
		}
	}
	if _, there, err := s.Store.Credential(ctx, of.Key); err != nil || !there {
		return Granted{}, errors.Join(ErrGrant, err, s.EndGrant(ctx, of.Org, of.Person, d.Family))
	}
	return out, nil
}

// Assisting returns what a token lets an assistant do, and false for one that lets it do nothing: it
// is for something else, was ended, or its person has left.
func (s *Service) Assisting(ctx context.Context, slug, token, resource string) (Grant, bool, error) {
	c, _, found, err := s.lent(ctx, OfGrant, slug, token)
	if err != nil || !found {
		return Grant{}, false, err
	}
	g, err := grantFrom(&c)
	return g, err == nil && g.Resource == resource, err
}

func grantFrom(c *Credential) (Grant, error) {
	d, err := detailed[grantDetail](c)
	return Grant{c.Org, c.Person, d.Family, d.Client, c.Name, d.Resource, d.Scopes, c.Made, c.Ends}, err
}

// Grants are those of somebody that go on, the newest of each consent.
func (s *Service) Grants(ctx context.Context, slug string, p org.PersonID) (out []Grant, err error) {
	all, err := s.Store.Credentials(ctx, slug, p, OfRenewal)
	if err != nil {
		return nil, err
	}
	for i := range all {
		g, err := grantFrom(&all[i])
		if err != nil {
			return nil, err
		}
		if all[i].over(s.now()) || all[i].Seen != 0 {
			continue
		}
		out = append(out, g)
	}
	return out, nil
}

// EndGrant ends all that came of one consent of somebody. What makes more goes first, and what was
// made of it meanwhile is looked for after: so nothing comes of what was ended.
func (s *Service) EndGrant(ctx context.Context, slug string, p org.PersonID, family string) (err error) {
	for _, kind := range []CredentialKind{OfCode, OfRenewal, OfRenewal, OfGrant} {
		all, failed := s.Store.Credentials(ctx, slug, p, kind)
		err = errors.Join(err, failed)
		for i := range all {
			if d, failed := detailed[grantDetail](&all[i]); failed == nil && d.Family == family {
				err = errors.Join(err, s.Store.DropCredential(ctx, all[i].Key))
			}
		}
	}
	return err
}
