// Package passkey lets people in by passkeys (WebAuthn). What was asked of a browser is kept in
// the store; what it answers counts once.
package passkey

import (
	"context"
	"encoding/json"
	"errors"
	"net"
	"net/url"

	"github.com/go-webauthn/webauthn/protocol"
	"github.com/go-webauthn/webauthn/webauthn"

	"orpheus/identity"
	"orpheus/org"
)

// Keys asks for passkeys, for one public address.
type Keys struct {
	in  *identity.Service
	web *webauthn.WebAuthn // nil where the address has no name
}

// New is for the address that people reach a service at. Passkeys hold for its name: where
// that changes, all of them are made anew.
func New(in *identity.Service) *Keys {
	k := &Keys{in: in}
	u, err := url.Parse(in.URL)
	if err != nil || u.Hostname() == "" || net.ParseIP(u.Hostname()) != nil {
		return k
	}
	made, err := webauthn.New(&webauthn.Config{RPDisplayName: "Orpheus", RPID: u.Hostname(), RPOrigins: []string{u.Scheme + "://" + u.Host}})
	if err == nil {
		k.web = made
	}
	return k
}

// Able reports whether there can be passkeys: the address has a name, and is not a number.
func (k *Keys) Able() bool { return k != nil && k.web != nil }

// owner is somebody with their passkeys, as the library knows people.
type owner struct {
	who  identity.Who
	keys []webauthn.Credential
}

func (o *owner) WebAuthnID() []byte {
	h := identity.HashOf("passkey user\n" + o.who.Slug + "\n" + o.who.Person.String())
	return h[:]
}

func (o *owner) WebAuthnName() string {
	if o.who.Mail != "" {
		return o.who.Mail
	}
	return o.who.Name
}

func (o *owner) WebAuthnDisplayName() string                { return o.who.Name + ", " + o.who.OrgName }
func (o *owner) WebAuthnCredentials() []webauthn.Credential { return o.keys }

func (k *Keys) owner(ctx context.Context, slug string, p org.PersonID) (*owner, error) {
	who, present, err := k.in.People.Who(ctx, slug, p)
	if err != nil {
		return nil, err
	}
	if !present {
		return nil, identity.ErrGone
	}
	o := &owner{who: who}
	all, err := k.in.Passkeys(ctx, slug, p)
	for _, one := range all {
		var c webauthn.Credential
		if err := json.Unmarshal([]byte(one.Detail), &c); err != nil {
			return nil, err
		}
		o.keys = append(o.keys, c)
	}
	return o, err
}

// verified asks that whoever holds the device shows that it is theirs.
const verified = protocol.VerificationRequired

// Enrol asks a browser to make a passkey for somebody, and returns what is asked and the secret
// of the step.
func (k *Keys) Enrol(ctx context.Context, slug string, p org.PersonID) (options []byte, step string, err error) {
	if !k.Able() {
		return nil, "", identity.ErrPasskey
	}
	o, err := k.owner(ctx, slug, p)
	if err != nil {
		return nil, "", err
	}
	asked, data, err := k.web.BeginRegistration(o,
		webauthn.WithAuthenticatorSelection(protocol.AuthenticatorSelection{ResidentKey: protocol.ResidentKeyRequirementRequired, UserVerification: verified}),
		webauthn.WithConveyancePreference(protocol.PreferNoAttestation),
		webauthn.WithExclusions(webauthn.Credentials(o.keys).CredentialDescriptors()))
	if err != nil {
		return nil, "", err
	}
	return k.begin(ctx, identity.StepEnrol, slug, p, asked, data)
}

func (k *Keys) begin(ctx context.Context, kind identity.StepKind, slug string, p org.PersonID, asked any, data *webauthn.SessionData) ([]byte, string, error) {
	options, err := json.Marshal(asked)
	if err != nil {
		return nil, "", err
	}
	step, err := k.in.Begin(ctx, kind, slug, p, data)
	return options, step, err
}

// Add keeps the passkey that a browser made.
func (k *Keys) Add(ctx context.Context, slug string, p org.PersonID, step, answer, name string) error {
	if !k.Able() {
		return identity.ErrPasskey
	}
	var data webauthn.SessionData
	at, err := k.in.GoOn(ctx, identity.StepEnrol, step, &data)
	if err != nil {
		return err
	}
	if at.Org != slug || at.Person != p {
		return identity.ErrStep
	}
	o, err := k.owner(ctx, slug, p)
	if err != nil {
		return err
	}
	said, err := protocol.ParseCredentialCreationResponseBytes([]byte(answer))
	if err != nil {
		return identity.ErrPasskey // what was sent is for no log
	}
	made, err := k.web.CreateCredential(o, data, said)
	if err != nil {
		return identity.ErrPasskey
	}
	made.Attestation = webauthn.CredentialAttestation{} // nothing is looked up about the device
	detail, err := json.Marshal(made)
	if err != nil {
		return err
	}
	return k.in.KeepPasskey(ctx, identity.Passkey{Hash: identity.PasskeyHash(made.ID), Org: slug, Person: p, Name: name, Detail: string(detail)}, false)
}

// Ask asks for a passkey: one of whoever waits at a second step, or any.
func (k *Keys) Ask(ctx context.Context, second string) (options []byte, step string, err error) {
	if !k.Able() {
		return nil, "", identity.ErrPasskey
	}
	if second != "" {
		var came identity.Came
		at, err := k.in.LookStep(ctx, identity.StepSecond, second, &came)
		if err == nil {
			o, err := k.owner(ctx, at.Org, at.Person)
			if err != nil {
				return nil, "", err
			}
			asked, data, err := k.web.BeginLogin(o, webauthn.WithUserVerification(verified))
			if err != nil {
				return nil, "", err
			}
			return k.begin(ctx, identity.StepPasskey, at.Org, at.Person, asked, data)
		}
		if !errors.Is(err, identity.ErrStep) {
			return nil, "", err
		}
	}
	asked, data, err := k.web.BeginDiscoverableLogin(webauthn.WithUserVerification(verified))
	if err != nil {
		return nil, "", err
	}
	return k.begin(ctx, identity.StepPasskey, "", 0, asked, data)
}

// Enter begins the session of whoever showed a passkey: what waited at a second step where it
// was asked for there.
func (k *Keys) Enter(ctx context.Context, step, second, answer, agent string) (identity.Entered, error) {
	if !k.Able() {
		return identity.Entered{}, identity.ErrPasskey
	}
	var data webauthn.SessionData
	at, err := k.in.GoOn(ctx, identity.StepPasskey, step, &data)
	if err != nil {
		return identity.Entered{}, err
	}
	said, err := protocol.ParseCredentialRequestResponseBytes([]byte(answer))
	if err != nil {
		return identity.Entered{}, identity.ErrPasskey
	}
	kept, found, err := k.in.PasskeyOf(ctx, said.RawID)
	if err != nil {
		return identity.Entered{}, err
	}
	if !found || at.Org != "" && (kept.Org != at.Org || kept.Person != at.Person) {
		return identity.Entered{}, identity.ErrPasskey
	}
	o, err := k.owner(ctx, kept.Org, kept.Person)
	if err != nil {
		return identity.Entered{}, err
	}
	var used *webauthn.Credential
	if at.Org != "" {
		used, err = k.web.ValidateLogin(o, data, said)
	} else {
		used, err = k.web.ValidateDiscoverableLogin(func(_, handle []byte) (webauthn.User, error) { return o, nil }, data, said)
	}
	if err != nil || used.Authenticator.CloneWarning { // somebody has a copy of it
		return identity.Entered{}, identity.ErrPasskey
	}
	detail, err := json.Marshal(used)
	if err != nil {
		return identity.Entered{}, err
	}
	kept.Detail = string(detail)
	if err := k.in.KeepPasskey(ctx, kept, true); err != nil {
		return identity.Entered{}, err
	}
	if at.Org != "" {
		return k.in.FinishSecond(ctx, second, at, agent)
	}
	return k.in.EnterByPasskey(ctx, kept.Org, kept.Person, agent)
}
