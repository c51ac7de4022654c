package web

import (
	"errors"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"orpheus/face/assistant"
	"orpheus/face/web/ui"
	"orpheus/identity"
	"orpheus/org"
	"orpheus/service"
	"orpheus/text/sentence"
)

// assistantsPage is what assistants wrote for somebody and waits for them, and which assistants may.
type assistantsPage struct {
	*place
	drafts []service.Draft
	grants []identity.Grant
	said   string
	fault  string
	base   string
}

func (s *server) assistantsOf(v *request) (*assistantsPage, error) {
	pg, err := s.placeNow(v)
	if err != nil {
		return nil, err
	}
	d := &assistantsPage{place: pg, base: s.Identity.URL}
	pg.title = v.p.T("assistants.title")
	pg.way = []ui.NavItem{{Text: v.p.T("account.title"), Href: "/" + v.org.Slug + "/account"}, navHere(pg.title)}
	return d, d.gather(s)
}

func (d *assistantsPage) gather(s *server) (err error) {
	if d.drafts, err = d.as.Drafts(d.r.Context()); err != nil {
		return err
	}
	d.grants, err = s.Identity.Grants(d.r.Context(), d.org.Slug, d.me.Person)
	return err
}

func (s *server) assistantsPage(v *request) error {
	d, err := s.assistantsOf(v)
	if err != nil {
		return err
	}
	return d.shown(http.StatusOK)
}

func (d *assistantsPage) shown(status int) error {
	d.w.Header().Set("Cache-Control", "no-store")
	return d.show(status, assistantsShown(d))
}

// changeAssistants confirms a draft or throws it away, and ends what an assistant may.
func (s *server) changeAssistants(v *request) error {
	if err := v.read(); err != nil {
		return err
	}
	d, err := s.assistantsOf(v)
	if err != nil {
		return err
	}
	ctx := v.r.Context()
	switch v.told("do") {
	case "confirm":
		_, err = v.as.ConfirmDraft(ctx, v.told("draft"))
		d.said = v.p.T("assistants.done")
	case "drop":
		err = v.as.DropDraft(ctx, v.told("draft"))
		d.said = v.p.T("assistants.dropped")
	case "end":
		err = s.Identity.EndGrant(ctx, v.org.Slug, v.me.Person, v.told("grant"))
		d.said = v.p.T("assistants.ended")
	default:
		return errForm
	}
	status := http.StatusOK
	if org.CodeOf(err) != 0 { // it stays, and says why
		d.said, d.fault = "", sentence.RefusalAt(v.p, d.view.Name, d.s, err, v.now)
		status, err = http.StatusUnprocessableEntity, nil
	}
	if err == nil {
		err = d.gather(s)
	}
	if err != nil {
		return err
	}
	return d.shown(status)
}

// consentPage asks somebody whether an assistant may read and draft for them.
type consentPage struct {
	*place
	client   *assistant.Client
	scopes   []identity.Scope
	redirect string
	hidden   [][2]string // the request as it came
	until    org.Time    // when it ends, where they say yes now
	stale    bool        // whoever says yes says first who they are: it lets in for months
	failed   bool        // they did not
	fault    string
}

func (d *consentPage) currentField() ui.FieldProps {
	f := ui.FieldProps{ID: "current", Name: "current", Type: "password", Fill: "current-password", Label: d.p.T("account.current"), Hint: d.p.T("ways.current.hint"), Optional: true}
	if d.failed {
		f.Fault = d.p.T("account.current.fault")
	}
	return f
}

// consentFields are what a request has.
var consentFields = []string{"response_type", "client_id", "redirect_uri", "code_challenge", "code_challenge_method", "state", "scope", "resource"}

// consent reads a request of an assistant. What is wrong with it is said here, and sent nowhere: who
// asked is not known.
func (s *server) consent(v *request, q url.Values) (*consentPage, error) {
	pg, err := s.placeNow(v)
	if err != nil {
		return nil, err
	}
	d := &consentPage{place: pg, redirect: q.Get("redirect_uri"), until: org.At(v.now.Add(identity.RenewalFor))}
	pg.title = v.p.T("assistants.ask")
	pg.still = true
	v.w.Header().Set("Cache-Control", "no-store")
	for _, name := range consentFields {
		if len(q[name]) > 1 {
			d.fault = v.p.T("assistants.fault.request")
			return d, nil
		}
		if q.Has(name) {
			d.hidden = append(d.hidden, [2]string{name, q.Get(name)})
		}
	}
	for scope := range strings.FieldsSeq(q.Get("scope")) {
		if !slices.Contains(identity.Scopes(), identity.Scope(scope)) {
			continue // others mean nothing here, and are not given
		}
		d.scopes = append(d.scopes, identity.Scope(scope))
	}
	if q.Get("scope") == "" { // who says nothing gets the least
		d.scopes = []identity.Scope{identity.MayRead}
	}
	if q.Get("response_type") != "code" || q.Get("code_challenge_method") != "S256" || len(q.Get("code_challenge")) != 43 || len(d.scopes) == 0 || len(q.Get("state")) > 1000 ||
		q.Get("resource") != assistant.Resource(s.Identity.URL, v.org.Slug) {
		d.fault = v.p.T("assistants.fault.request")
		return d, nil
	}
	if wait, ok := s.Identity.Allow("assistant "+v.org.Slug+v.me.Person.String(), identity.PerMail); !ok {
		return nil, &tooOften{wait}
	}
	d.client, err = s.Clients.Describe(v.r.Context(), q.Get("client_id"))
	if errors.Is(err, assistant.ErrClient) {
		d.fault, d.client = v.p.T("assistants.fault.client"), nil
		return d, nil
	}
	if err != nil {
		return nil, err
	}
	if !d.client.Leads(d.redirect) {
		d.fault = v.p.T("assistants.fault.redirect")
		return d, nil
	}
	if err = s.Identity.Confirm(v.r.Context(), v.org.Slug, s.session(v), ""); errors.Is(err, identity.ErrConfirm) {
		d.stale, err = true, nil
	}
	if err != nil {
		return nil, err
	}
	to, err := url.Parse(d.redirect)
	if err != nil {
		return nil, err
	}
	v.w.Header().Set("Content-Security-Policy", strings.Replace(policy, "form-action 'self'", "form-action 'self' "+to.Scheme+"://"+to.Host, 1)) // where the answer leads on to
	return d, nil
}

func (s *server) consentPage(v *request) error {
	d, err := s.consent(v, v.r.URL.Query())
	if err != nil {
		return err
	}
	if d.fault != "" {
		return v.show(http.StatusBadRequest, consentShown(d))
	}
	return v.show(http.StatusOK, consentShown(d))
}

// answerConsent sends the browser back to the assistant, with a code or with a no.
func (s *server) answerConsent(v *request) error {
	if err := v.read(); err != nil {
		return err
	}
	d, err := s.consent(v, v.r.PostForm)
	if err != nil {
		return err
	}
	if d.fault != "" {
		return v.show(http.StatusBadRequest, consentShown(d))
	}
	f := v.r.PostForm
	to, err := url.Parse(d.redirect)
	if err != nil {
		return err
	}
	q := to.Query()
	q.Set("iss", s.Identity.URL+"/"+v.org.Slug)
	if state := f.Get("state"); state != "" {
		q.Set("state", state)
	}
	if v.told("do") == "allow" {
		if err := s.confirmHere(v); errors.Is(err, identity.ErrConfirm) {
			d.failed = true
			return v.show(http.StatusUnprocessableEntity, consentShown(d))
		} else if err != nil {
			return err
		}
		code, err := s.Identity.Agree(v.r.Context(), v.org.Slug, v.me.Person, identity.Consent{
			Client: d.client.ID, Name: d.client.Name, Resource: f.Get("resource"), Scopes: d.scopes, Redirect: d.redirect, Challenge: f.Get("code_challenge"),
		})
		if err != nil {
			return err
		}
		q.Set("code", code)
	} else {
		q.Set("error", "access_denied")
	}
	to.RawQuery = q.Encode()
	v.w.Header().Set("Referrer-Policy", "no-referrer")
	http.Redirect(v.w, v.r, to.String(), http.StatusSeeOther)
	return nil
}
