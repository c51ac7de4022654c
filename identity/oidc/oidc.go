// Package oidc signs people in by OpenID Connect: the code flow with PKCE, at providers that
// organisations name. State and nonce are looked at here, beside what the library looks at.
package oidc

import (
	"context"
	"crypto/subtle"
	"errors"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/coreos/go-oidc/v3/oidc"
	"golang.org/x/oauth2"

	"orpheus/internal/outgoing"
)

// Provider is where people of an organisation have their accounts.
type Provider struct {
	Issuer   string
	ClientID string
	Secret   string // empty for a public client
	Groups   string // the claim that names groups; empty for "groups"
}

// Ask is what a browser was sent away with, and what its answer is held against.
type Ask struct {
	State    string `json:"state"`
	Nonce    string `json:"nonce"`
	Verifier string `json:"verifier"`
}

// Claims is what a provider says of somebody.
type Claims struct {
	Issuer, Subject string
	Name, Mail      string
	Verified        bool // the provider says that the address is theirs
	Groups          []string
}

// Fault is why somebody did not come in.
type Fault string

// The faults.
const (
	Declined    Fault = "declined"    // they, or the provider, said no
	Stale       Fault = "stale"       // the answer is to nothing that this browser asked
	Unreachable Fault = "unreachable" // the provider does not answer, or not as it should
	Untrue      Fault = "untrue"      // what it says is not for us, or nobody signed it
	Expired     Fault = "expired"     // what it says is over
	Address     Fault = "address"     // an address that may not be called
)

func (f Fault) Error() string { return "signing in by a provider: " + string(f) }

// because says which fault an error is, and keeps it for the log.
func because(f Fault, err error) error { return errors.Join(f, err) }

// signed are the algorithms that are believed: those with a key of the provider. "none" and
// those with our own secret are not among them.
var signed = []string{oidc.RS256, oidc.RS384, oidc.RS512, oidc.ES256, oidc.ES384, oidc.ES512, oidc.PS256, oidc.PS384, oidc.PS512, oidc.EdDSA}

// knownFor is how long what a provider says of itself is believed.
const knownFor = time.Hour

// mostKnown is how many providers are remembered.
const mostKnown = 500

// Client calls providers.
type Client struct {
	Calls  outgoing.Networks // that may be called besides the public internet
	Now    func() time.Time
	Return string // where browsers come back to

	once sync.Once
	http *http.Client
	mu   sync.Mutex
	by   map[string]known
}

type known struct {
	provider *oidc.Provider
	at       time.Time
}

// calls is a context in which both libraries call by our client.
func (c *Client) calls(ctx context.Context) context.Context {
	c.once.Do(func() { c.http = c.Calls.Client() })
	return oidc.ClientContext(ctx, c.http)
}

// Check looks at what a provider says of itself, before it is kept. An issuer is reached by
// https, or as the operator allows on this machine.
func (c *Client) Check(ctx context.Context, p Provider) error {
	if err := c.address(p.Issuer); err != nil {
		return err
	}
	c.mu.Lock()
	delete(c.by, p.Issuer)
	c.mu.Unlock()
	_, err := c.find(ctx, p.Issuer)
	return err
}

func (c *Client) address(text string) error {
	if err := c.Calls.Check(text); err != nil {
		return because(Address, err)
	}
	return nil
}

// find discovers a provider. The name it gives itself is the one that it is called by.
func (c *Client) find(ctx context.Context, issuer string) (*oidc.Provider, error) {
	now := c.Now()
	c.mu.Lock()
	have, there := c.by[issuer]
	c.mu.Unlock()
	if age := now.Sub(have.at); there && age >= 0 && age < knownFor {
		return have.provider, nil
	}
	p, err := oidc.NewProvider(c.calls(ctx), issuer)
	if err != nil {
		return nil, because(Unreachable, err)
	}
	var says struct {
		Keys string `json:"jwks_uri"`
	}
	if err := p.Claims(&says); err != nil {
		return nil, because(Unreachable, err)
	}
	for _, at := range []string{p.Endpoint().AuthURL, p.Endpoint().TokenURL, says.Keys} {
		if err := c.address(at); err != nil { // by https too
			return nil, err
		}
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.by == nil || len(c.by) >= mostKnown {
		c.by = map[string]known{}
	}
	c.by[issuer] = known{p, now}
	return p, nil
}

func (c *Client) config(p Provider, at *oidc.Provider) *oauth2.Config {
	endpoint := at.Endpoint()
	endpoint.AuthStyle = oauth2.AuthStyleInParams // a code is good once: nothing is tried out with it
	var says struct {
		Methods []string `json:"token_endpoint_auth_methods_supported"`
		Scopes  []string `json:"scopes_supported"`
	}
	_ = at.Claims(&says) // read once already
	if p.Secret != "" && (len(says.Methods) == 0 || !slices.Contains(says.Methods, "client_secret_post")) {
		endpoint.AuthStyle = oauth2.AuthStyleInHeader
	}
	scopes := []string{oidc.ScopeOpenID, "profile", "email"}
	if slices.Contains(says.Scopes, "groups") {
		scopes = append(scopes, "groups")
	}
	return &oauth2.Config{ClientID: p.ClientID, ClientSecret: p.Secret, Endpoint: endpoint, RedirectURL: c.Return, Scopes: scopes}
}

// Begin returns where a browser is sent, and what is to be kept until it comes back.
func (c *Client) Begin(ctx context.Context, p Provider) (address string, ask Ask, err error) {
	at, err := c.find(ctx, p.Issuer)
	if err != nil {
		return "", Ask{}, err
	}
	ask = Ask{State: oauth2.GenerateVerifier(), Nonce: oauth2.GenerateVerifier(), Verifier: oauth2.GenerateVerifier()}
	return c.config(p, at).AuthCodeURL(ask.State, oidc.Nonce(ask.Nonce), oauth2.S256ChallengeOption(ask.Verifier)), ask, nil
}

func same(a, b string) bool { return a != "" && subtle.ConstantTimeCompare([]byte(a), []byte(b)) == 1 }

// Finish hears what a browser came back with, and what the provider says of who it is.
func (c *Client) Finish(ctx context.Context, p Provider, ask Ask, answer url.Values) (Claims, error) {
	switch {
	case !same(answer.Get("state"), ask.State):
		return Claims{}, because(Stale, errors.New("another state"))
	case answer.Has("iss") && answer.Get("iss") != p.Issuer: // RFC 9207: no other provider answers in its place
		return Claims{}, because(Untrue, errors.New("another provider answers"))
	case answer.Get("error") != "" || answer.Get("code") == "":
		return Claims{}, because(Declined, errors.New("the provider gave no code")) // what it said may name somebody
	}
	at, err := c.find(ctx, p.Issuer)
	if err != nil {
		return Claims{}, err
	}
	given, err := c.config(p, at).Exchange(c.calls(ctx), answer.Get("code"), oauth2.VerifierOption(ask.Verifier))
	if err != nil {
		return Claims{}, because(Unreachable, exchanged(err))
	}
	raw, _ := given.Extra("id_token").(string)
	if raw == "" {
		return Claims{}, because(Untrue, errors.New("it says nothing of who it is"))
	}
	token, err := at.Verifier(&oidc.Config{ClientID: p.ClientID, SupportedSigningAlgs: signed, Now: c.Now}).Verify(c.calls(ctx), raw)
	if late, ok := errors.AsType[*oidc.TokenExpiredError](err); ok {
		return Claims{}, because(Expired, late)
	}
	if err != nil {
		return Claims{}, because(Untrue, errors.New("what it says could not be verified")) // the words of the library have parts of the token
	}
	return read(p, ask, token)
}

// exchanged is an error of handing in a code without what the provider wrote, which may name
// somebody.
func exchanged(err error) error {
	if said, ok := errors.AsType[*oauth2.RetrieveError](err); ok {
		return errors.New("the code was not taken: " + said.ErrorCode)
	}
	return err
}

// read takes what is told out of a token that was verified.
func read(p Provider, ask Ask, token *oidc.IDToken) (Claims, error) {
	var says struct {
		Name      string `json:"name"`
		Given     string `json:"given_name"`
		Family    string `json:"family_name"`
		Preferred string `json:"preferred_username"`
		Mail      string `json:"email"`
		Verified  any    `json:"email_verified"` // some write it as a text
		Party     string `json:"azp"`
	}
	all := map[string]any{}
	if err := errors.Join(token.Claims(&says), token.Claims(&all)); err != nil {
		return Claims{}, because(Untrue, errors.New("what it says cannot be read"))
	}
	switch {
	case !same(token.Nonce, ask.Nonce):
		return Claims{}, because(Untrue, errors.New("another nonce"))
	case token.Subject == "":
		return Claims{}, because(Untrue, errors.New("it names nobody"))
	case (len(token.Audience) > 1 || says.Party != "") && says.Party != p.ClientID:
		return Claims{}, because(Untrue, errors.New("it is for somebody else"))
	}
	who := Claims{Issuer: token.Issuer, Subject: token.Subject, Mail: says.Mail, Verified: says.Verified == true || says.Verified == "true"}
	for _, name := range []string{says.Name, strings.TrimSpace(says.Given + " " + says.Family), says.Preferred} {
		if who.Name = strings.TrimSpace(name); who.Name != "" {
			break
		}
	}
	claim := p.Groups
	if claim == "" {
		claim = "groups"
	}
	switch groups := all[claim].(type) {
	case string:
		who.Groups = []string{groups}
	case []any:
		for _, g := range groups {
			if text, ok := g.(string); ok {
				who.Groups = append(who.Groups, text)
			}
		}
	}
	return who, nil
}

// FaultOf is the fault in an error; empty for none.
func FaultOf(err error) Fault {
	f, _ := errors.AsType[Fault](err)
	return f
}
