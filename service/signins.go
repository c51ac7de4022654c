package service

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"orpheus/identity"
	"orpheus/ledger"
	"orpheus/org"
	"orpheus/store/records"
)

// SignIns is how people of an organisation come in beside links: by which providers, into
// which circles, and what is required of everybody.
type SignIns struct {
	Providers []Provider      `json:"providers,omitzero"`
	Rules     []GroupRule     `json:"rules,omitzero"`
	Must      identity.Policy `json:"must,omitzero"`
}

// Provider is where people of an organisation have accounts.
type Provider struct {
	ID       string   `json:"id"`
	Name     string   `json:"name"`
	Issuer   string   `json:"issuer"`
	ClientID string   `json:"client"`
	Secret   string   `json:"secret,omitzero"`  // told to nobody but the provider
	Groups   string   `json:"groups,omitzero"`  // the claim that names groups; "groups" where empty
	Domains  []string `json:"domains,omitzero"` // addresses under these are the provider's to give: they count as verified
	Unknown  Unknown  `json:"unknown,omitzero"`
}

// Unknown is what becomes of people whom nobody here knows.
type Unknown string

// What becomes of them.
const (
	UnknownOut    Unknown = "" // they do not come in
	UnknownGuest  Unknown = "guest"
	UnknownMember Unknown = "member"
)

// GroupRule makes those of a group of a provider, or of a directory, members of a circle. No
// rule gives a role.
type GroupRule struct {
	Group  string       `json:"group"`
	Circle org.CircleID `json:"circle"`
}

const (
	boxSignIns     = "signin"
	mostProviders  = 10
	mostRules      = 200
	longestSetting = 500
)

// What a steward may be told of a provider or a rule.
var (
	ErrProviderMany = errors.New("there are too many")
	ErrProviderText = errors.New("a text is missing, too long, or none")
	ErrLockedOut    = errors.New("whoever requires it did not come in that way themselves")
)

// Why somebody whom a provider named does not come in.
var (
	ErrNoProvider = errors.New("there is no such provider")
	ErrUnverified = errors.New("the provider does not say that the address is theirs")
	ErrStranger   = errors.New("nobody here is known by this address")
	ErrLeft       = errors.New("who is known by this took part before, and left")
)

// signIns reads what is set, and what to put it in place of.
func (d *Service) signIns(ctx context.Context, slug string) (set SignIns, was string, err error) {
	was, err = d.readBox(ctx, slug, boxSignIns, &set)
	return set, was, err
}

// policy is what is required of everybody.
func (d *Service) policy(ctx context.Context, slug string) (identity.Policy, error) {
	set, _, err := d.signIns(ctx, slug)
	return set.Must, err
}

// ProviderOf returns a provider of an organisation, with its secret, for the sign-in alone.
func (d *Service) ProviderOf(ctx context.Context, slug, id string) (Provider, error) {
	set, _, err := d.signIns(ctx, slug)
	if err != nil {
		return Provider{}, err
	}
	for _, p := range set.Providers {
		if p.ID == id {
			return p, nil
		}
	}
	return Provider{}, ErrNoProvider
}

// WaysIn is what anybody may know before they sign in: the providers by name, and what is
// required.
func (d *Service) WaysIn(ctx context.Context, slug string) (SignIns, error) {
	set, _, err := d.signIns(ctx, slug)
	for i, p := range set.Providers {
		set.Providers[i] = Provider{ID: p.ID, Name: p.Name}
	}
	set.Rules = nil
	return set, err
}

// changeSignIns changes what is set, whoever else changes it meanwhile.
func (d *Service) changeSignIns(ctx context.Context, slug string, change func(*SignIns) error) error {
	for {
		set, was, err := d.signIns(ctx, slug)
		if err != nil {
			return err
		}
		if err := change(&set); err != nil {
			return err
		}
		if done, err := d.putBox(ctx, slug, boxSignIns, was, set); done || err != nil {
			return err
		}
	}
}

// SignIns is what is set, without secrets, to members: everybody may know how people come
// into circles.
func (v *Visit) SignIns(ctx context.Context) (SignIns, error) {
	s, err := v.present(ctx)
	if err != nil {
		return SignIns{}, err
	}
	if p := s.Person(v.who); p == nil || p.Guest {
		return SignIns{}, &org.Error{Code: org.Forbidden, Key: "right.member"}
	}
	set, _, err := v.d.signIns(ctx, v.slug)
	for i := range set.Providers {
		set.Providers[i].Secret = ""
	}
	return set, err
}

// plain reports whether a text can be a setting.
func plain(text string) bool {
	return len(text) <= longestSetting && utf8.ValidString(text) && !strings.ContainsFunc(text, func(r rune) bool { return r < ' ' || r == 0x7f })
}

// SetProvider adds a provider, or changes the one with its id, whose secret stays where none is
// given. A provider at another issuer knows other people: nobody is taken for somebody else,
// since subjects are kept by issuer.
func (v *Visit) SetProvider(ctx context.Context, p Provider) error {
	if _, err := v.steward(ctx); err != nil {
		return err
	}
	if org.CheckName(p.Name) != nil || p.Issuer == "" || p.ClientID == "" {
		return ErrProviderText
	}
	for _, text := range append(p.Domains, p.Issuer, p.ClientID, p.Secret, p.Groups) {
		if !plain(text) {
			return ErrProviderText
		}
	}
	return v.d.changeSignIns(ctx, v.slug, func(set *SignIns) error {
		at := slices.IndexFunc(set.Providers, func(o Provider) bool { return o.ID == p.ID })
		switch {
		case p.ID != "" && at < 0:
			return ErrNoProvider
		case at >= 0:
			if p.Secret == "" && p.Issuer == set.Providers[at].Issuer { // a secret is for the one it was made at
				p.Secret = set.Providers[at].Secret
			}
			set.Providers[at] = p
			return nil
		case len(set.Providers) >= mostProviders:
			return ErrProviderMany
		}
		p.ID = strings.ToLower(rand.Text()[:10])
		set.Providers = append(set.Providers, p)
		return nil
	})
}

// DropProvider removes a provider. Who came by it comes in another way from then on; it is not
// required any more.
func (v *Visit) DropProvider(ctx context.Context, id string) error {
	if _, err := v.steward(ctx); err != nil {
		return err
	}
	return v.d.changeSignIns(ctx, v.slug, func(set *SignIns) error {
		set.Providers = slices.DeleteFunc(set.Providers, func(p Provider) bool { return p.ID == id })
		if set.Must.Provider == id {
			set.Must.Provider = ""
		}
		return nil
	})
}

// AddGroupRule adds a rule.
func (v *Visit) AddGroupRule(ctx context.Context, r GroupRule) error {
	s, err := v.steward(ctx)
	if err != nil {
		return err
	}
	if r.Group = strings.TrimSpace(r.Group); r.Group == "" || !plain(r.Group) {
		return ErrProviderText
	}
	if c := s.Circle(r.Circle); c == nil || c.Closed != 0 {
		return &org.Error{Code: org.NotFound, Key: "circle.unknown", Args: []any{r.Circle}}
	}
	err = v.d.changeSignIns(ctx, v.slug, func(set *SignIns) error {
		if slices.Contains(set.Rules, r) {
			return nil
		}
		if len(set.Rules) >= mostRules {
			return ErrProviderMany
		}
		set.Rules = append(set.Rules, r)
		return nil
	})
	if err != nil {
		return err
	}
	dir := v.d.DirectoryOf(v.slug) // it holds for those whom the directory named already
	groups, rules, err := dir.groupsAndRules(ctx)
	if err != nil {
		return err
	}
	return dir.place(ctx, nil, circlesOf(groups.Groups, rules), 0)
}

// DropGroupRule removes a rule. Whoever came into a circle by it stays there.
func (v *Visit) DropGroupRule(ctx context.Context, r GroupRule) error {
	if _, err := v.steward(ctx); err != nil {
		return err
	}
	return v.d.changeSignIns(ctx, v.slug, func(set *SignIns) error {
		set.Rules = slices.DeleteFunc(set.Rules, func(o GroupRule) bool { return o == r })
		return nil
	})
}

// Require says what is required of everybody from now on, by a steward who came in that way
// themselves: so nobody shuts out all stewards. Whoever is in another way signs in again.
func (v *Visit) Require(ctx context.Context, must identity.Policy, came identity.Came) error {
	s, err := v.steward(ctx)
	if err != nil {
		return err
	}
	if came.Owes || !came.Meets(must) {
		return ErrLockedOut
	}
	err = v.d.changeSignIns(ctx, v.slug, func(set *SignIns) error {
		if must.Provider != "" && !slices.ContainsFunc(set.Providers, func(p Provider) bool { return p.ID == must.Provider }) {
			return ErrNoProvider
		}
		set.Must = must
		return nil
	})
	if err != nil {
		return err
	}
	in := v.d.Identity("")
	for id, p := range s.People() {
		if p.Present() {
			err = errors.Join(err, in.EndOthers(ctx, v.slug, id, must))
		}
	}
	return err
}

// RequireNothing is the way out, for whoever runs the program, where stewards cannot come in
// any more: links and passwords let in again. Providers stay.
func (d *Service) RequireNothing(ctx context.Context, slug string) error {
	if _, err := d.Organisation(ctx, slug); err != nil {
		return err
	}
	err := d.changeSignIns(ctx, slug, func(set *SignIns) error {
		set.Must = identity.Policy{}
		return nil
	})
	if closedAlone(err) { // what cannot be opened requires nothing either
		return d.dropBox(ctx, slug, boxSignIns)
	}
	return err
}

// Claimed is somebody as a provider names them.
type Claimed struct {
	Issuer, Subject string
	Name, Mail      string
	Verified        bool
	Groups          []string
}

// owns reports whether addresses like this one are the provider's to give.
func (p *Provider) owns(mail string) bool {
	_, domain, _ := cutLast(mail, "@")
	return slices.ContainsFunc(p.Domains, func(d string) bool { return strings.EqualFold(d, domain) })
}

// Admit finds who somebody is whom a provider named: who came as them before, who was invited
// by the link they bring, who has the verified address; or it adds them, where the stewards
// say so. The rules about groups have held when it returns.
func (d *Service) Admit(ctx context.Context, slug string, by Provider, who Claimed, invited *identity.Link) (org.PersonID, error) {
	p, err := d.recogniseClaimed(ctx, slug, by, who, invited)
	if err != nil {
		return 0, err
	}
	return p, d.placeByGroups(ctx, slug, p, who.Groups)
}

func (d *Service) recogniseClaimed(ctx context.Context, slug string, by Provider, who Claimed, invited *identity.Link) (org.PersonID, error) {
	in := d.Identity("")
	bind := func(p org.PersonID) (org.PersonID, error) {
		return p, in.Bind(ctx, slug, p, by.ID, who.Issuer, who.Subject)
	}
	if p, known, err := in.BySubject(ctx, slug, who.Issuer, who.Subject); err != nil || known {
		if err == nil {
			_, known, err = d.Who(ctx, slug, p)
		}
		if err == nil && !known {
			err = ErrLeft
		}
		return p, err
	}
	if invited != nil && invited.Org == slug {
		_, present, err := d.Who(ctx, slug, invited.Person)
		if err == nil && present {
			present, err = in.Spend(ctx, *invited)
		}
		if err != nil {
			return 0, err
		}
		if !present {
			return 0, identity.ErrUsed
		}
		return bind(invited.Person)
	}
	if who.Mail == "" || !who.Verified && !by.owns(who.Mail) {
		return 0, ErrUnverified
	}
	for range 2 { // the same person may come twice at once
		p, err := d.byAddress(ctx, slug, who.Mail)
		if err == nil {
			return bind(p)
		}
		if !errors.Is(err, ErrStranger) || by.Unknown == UnknownOut {
			return 0, err
		}
		p, err = d.addBy(ctx, slug, org.Directory, records.Profile{Name: nameOf(who.Name, who.Mail), Mail: who.Mail}, by.Unknown == UnknownGuest)
		if err == nil {
			return bind(p)
		}
		if !errors.Is(err, ErrAddress) {
			return 0, err
		}
	}
	return 0, ErrStranger
}

// nameOf is what somebody is called who has no name that can be one: what stands before the
// place in their address.
func nameOf(name, mail string) string {
	if name = strings.TrimSpace(name); org.CheckName(name) == nil {
		return name
	}
	local, _, _ := strings.Cut(mail, "@")
	return local
}

// byAddress is who takes part and has an address. Who left is not brought back by it.
func (d *Service) byAddress(ctx context.Context, slug, mail string) (org.PersonID, error) {
	places, err := d.store.ByMail(ctx, mail)
	if err != nil {
		return 0, err
	}
	left := false
	for _, at := range places {
		if at.Slug != slug {
			continue
		}
		if _, present, err := d.Who(ctx, slug, at.Person); err != nil || present {
			return at.Person, err
		}
		left = true
	}
	if left {
		return 0, ErrLeft
	}
	return 0, ErrStranger
}

// addBy adds somebody in nobody's name.
func (d *Service) addBy(ctx context.Context, slug string, face org.Face, p records.Profile, guest bool) (org.PersonID, error) {
	p, err := tidy(p)
	if err != nil {
		return 0, err
	}
	join := &org.JoinPerson{Guest: guest}
	_, err = d.engine.Bulk(ctx, slug, 0, face, func(b *ledger.Bulk) error { return b.Add(join, p) })
	return join.Person, err
}

// placeByGroups makes somebody a member of the circles that their groups lead to. It takes
// nobody out of one.
func (d *Service) placeByGroups(ctx context.Context, slug string, p org.PersonID, groups []string) error {
	if len(groups) == 0 {
		return nil
	}
	set, _, err := d.signIns(ctx, slug)
	if err != nil {
		return err
	}
	s, err := d.engine.State(ctx, slug)
	if err != nil {
		return err
	}
	for _, r := range set.Rules {
		if !slices.Contains(groups, r.Group) || slices.Contains(s.Person(p).Circles, r.Circle) {
			continue
		}
		_, err := d.engine.Do(ctx, slug, ledger.Request{Act: &org.JoinCircle{Circle: r.Circle, Person: p}, Face: org.Directory})
		if err != nil && org.CodeOf(err) == 0 { // a circle that was closed since keeps nobody out
			return fmt.Errorf("bringing somebody into a circle by a rule: %w", err)
		}
	}
	return nil
}
