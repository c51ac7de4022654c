package web

import (
	"context"
	"errors"
	"net/http"
	"time"

	"orpheus/face/web/ui"
	"orpheus/identity"
	"orpheus/identity/oidc"
	"orpheus/org"
	"orpheus/service"
)

// stepCookie carries the secret of what was begun, to the pages of signing in only: whoever
// comes back with an answer is the browser that was sent away.
const stepCookie = "orpheus_step"

const stepFor = 10 * time.Minute

func (s *server) setStep(v *request, secret string) {
	v.jar.set(v.w, v.r, stepCookie, secret, "/signin", stepFor)
}

// atProvider is what is kept while somebody is at a provider.
type atProvider struct {
	Ask  oidc.Ask      `json:"ask"`
	By   string        `json:"by"` // id of the provider
	Next string        `json:"next,omitzero"`
	Link identity.Hash `json:"link,omitzero"` // of the invitation they came by
}

// asProvider is a provider as the client knows it.
func asProvider(p service.Provider) oidc.Provider {
	return oidc.Provider{Issuer: p.Issuer, ClientID: p.ClientID, Secret: p.Secret, Groups: p.Groups}
}

// toProvider sends a browser to a provider. Another site leads nobody there: whoever comes
// from one sees the page to sign in, and presses.
func (s *server) toProvider(v *request) error {
	v.w.Header().Set("Cache-Control", "no-store")
	ctx, q := v.r.Context(), v.r.URL.Query()
	d, err := s.signing(v, q.Get("org"), q.Get("next"))
	if err != nil {
		return err
	}
	if d.slug == "" {
		return errNotFound
	}
	if from := v.r.Header.Get("Sec-Fetch-Site"); from == "cross-site" || from == "same-site" {
		v.redirect(address("/signin", map[string][]string{"org": {d.slug}, "next": {d.next}}))
		return nil
	}
	if slow := s.slow(v); slow != nil {
		return slow
	}
	p, err := s.Service.ProviderOf(ctx, d.slug, v.r.PathValue("provider"))
	if errors.Is(err, service.ErrNoProvider) {
		return errNotFound
	}
	if err != nil {
		return err
	}
	at := atProvider{By: p.ID, Next: d.next}
	if token := q.Get("link"); token != "" {
		l, err := s.Identity.Peek(ctx, token)
		if err == nil && l.Kind == identity.Invite && l.Org == d.slug {
			at.Link = l.Hash
		}
	}
	where, ask, err := s.Providers.Begin(ctx, asProvider(p))
	if err != nil {
		return s.refusedBy(d, err)
	}
	at.Ask = ask
	step, err := s.Identity.Begin(ctx, identity.StepProvider, d.slug, 0, at)
	if err != nil {
		return err
	}
	s.setStep(v, step)
	http.Redirect(v.w, v.r, where, http.StatusSeeOther)
	return nil
}

// fromProvider hears what a browser comes back with.
func (s *server) fromProvider(v *request) error {
	v.w.Header().Set("Cache-Control", "no-store")
	v.w.Header().Set("Referrer-Policy", "no-referrer") // a code stands in the address
	ctx := v.r.Context()
	var at atProvider
	step, err := s.Identity.GoOn(ctx, identity.StepProvider, v.jar.get(v.r, stepCookie), &at)
	if errors.Is(err, identity.ErrStep) {
		if slow := s.slow(v); slow != nil {
			return slow
		}
		return s.refusedBy(signing{request: v}, oidc.Stale)
	}
	if err != nil {
		return err
	}
	s.setStep(v, "")
	d, err := s.signing(v, step.Org, at.Next)
	if err != nil {
		return err
	}
	p, err := s.Service.ProviderOf(ctx, step.Org, at.By)
	if err != nil {
		return s.refusedBy(d, err)
	}
	who, err := s.Providers.Finish(ctx, asProvider(p), at.Ask, v.r.URL.Query())
	if err != nil {
		return s.refusedBy(d, err)
	}
	var invited *identity.Link
	if at.Link != (identity.Hash{}) {
		l, err := s.Identity.PeekHash(ctx, at.Link)
		if err != nil {
			return s.refusedBy(d, err)
		}
		invited = &l
	}
	person, err := s.Service.Admit(ctx, step.Org, p, service.Claimed(who), invited)
	if err != nil {
		return s.refusedBy(d, err)
	}
	e, err := s.Identity.EnterBy(ctx, step.Org, person, p.ID, v.r.UserAgent())
	if err != nil {
		return s.refusedBy(d, err)
	}
	s.goIn(v, d.next, e)
	return nil
}

// providerFaults are the sentences about those who do not come in by a provider.
var providerFaults = []struct {
	err    error
	key    string
	status int
}{
	{oidc.Stale, "provider.stale", http.StatusBadRequest},
	{oidc.Declined, "provider.declined", http.StatusForbidden},
	{oidc.Unreachable, "provider.unreachable", http.StatusBadGateway},
	{oidc.Address, "provider.unreachable", http.StatusBadGateway},
	{oidc.Untrue, "provider.untrue", http.StatusForbidden},
	{oidc.Expired, "provider.expired", http.StatusForbidden},
	{service.ErrUnverified, "provider.unverified", http.StatusForbidden},
	{service.ErrStranger, "provider.stranger", http.StatusForbidden},
	{service.ErrLeft, "provider.left", http.StatusForbidden},
	{service.ErrNoProvider, "provider.stale", http.StatusBadRequest},
	{identity.ErrUsed, "provider.stale", http.StatusBadRequest},
	{identity.ErrEnded, "provider.stale", http.StatusBadRequest},
	{identity.ErrNoLink, "provider.stale", http.StatusBadRequest},
	{identity.ErrWay, "link.way", http.StatusForbidden},
}

// refusedBy shows why somebody does not come in by a provider. The log has which it was, not
// whom it was about.
func (s *server) refusedBy(d signing, err error) error {
	if errors.Is(err, context.Canceled) && d.r.Context().Err() != nil {
		return err
	}
	for _, f := range providerFaults {
		if errors.Is(err, f.err) {
			s.Log.WarnContext(d.r.Context(), "nobody got in by a provider", "org", d.slug, "from", d.jar.proxies.From(d.r), "why", f.key, "error", err)
			return d.show(f.status, providerFault(d, f.key))
		}
	}
	if org.CodeOf(err) != 0 { // a name that can be none
		s.Log.WarnContext(d.r.Context(), "nobody got in by a provider", "org", d.slug, "from", d.jar.proxies.From(d.r), "why", "profile")
		return d.show(http.StatusForbidden, providerFault(d, "provider.untrue"))
	}
	return err
}

// goIn gives a browser the sessions that have just begun, and leads on.
func (s *server) goIn(v *request, next string, in ...identity.Entered) {
	for _, e := range in {
		s.letIn(v, e)
	}
	for _, e := range in {
		if e.Step != "" {
			v.redirect(address("/signin/second", map[string][]string{"org": {e.Org}, "next": {next}}))
			return
		}
	}
	v.redirect(onwardFrom(in[0].Org, next))
}

// withHref is where one goes to sign in by a provider.
func (d signing) withHref(id, link string) string {
	q := map[string][]string{"org": {d.slug}}
	if d.next != "" {
		q["next"] = []string{d.next}
	}
	if link != "" {
		q["link"] = []string{link}
	}
	return address("/signin/with/"+id, q)
}

// only is the name of the provider that everybody has to come by; empty for none.
func (d signing) only() string {
	for _, p := range d.ways.Providers {
		if p.ID == d.ways.Must.Provider {
			return p.Name
		}
	}
	return ""
}

// offered are the providers to choose from: the one that is required, or all.
func (d signing) offered() (all []service.Provider) {
	for _, p := range d.ways.Providers {
		if d.ways.Must.Provider == "" || p.ID == d.ways.Must.Provider {
			all = append(all, p)
		}
	}
	return all
}

// look is how the button of a provider looks: as the one way in, where it is.
func (d signing) look() string {
	if d.ways.Must.Provider != "" {
		return ui.Solid
	}
	return ui.Plain
}
