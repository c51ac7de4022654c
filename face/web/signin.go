package web

import (
	"context"
	"errors"
	"net/http"
	"regexp"
	"time"

	"orpheus/face/web/ui"
	"orpheus/identity"
	"orpheus/org/form"
	"orpheus/service"
	"orpheus/text/i18n"
)

// signing is the page to sign in.
type signing struct {
	*request
	slug, name string // of the organisation, where one is named
	next       string
	mail       string
	mails      bool            // the server sends mails
	ways       service.SignIns // of the organisation
	fault      string          // "mail" or "password"; empty for none
	gone       string          // whoever comes here just ended their part: a message key
}

// How somebody ended their part, in the address of the page that says so.
const (
	goneLeft   = "left"
	goneErased = "erased"
)

func (s *server) signing(v *request, slug, next string) (signing, error) {
	d := signing{request: v, mails: s.Identity.Mails()}
	if slug == "" {
		return d, nil
	}
	now, err := s.Service.Organisation(v.r.Context(), slug)
	if isMissing(err) {
		return d, nil
	}
	if err != nil {
		return d, err
	}
	d.slug, d.name = now.Slug, now.Name
	v.speak(now.Lang)
	if to, ok := within(now.Slug, next); ok {
		d.next = to
	}
	d.ways, err = s.Service.WaysIn(v.r.Context(), now.Slug)
	return d, err
}

func (s *server) signInPage(v *request) error {
	q := v.r.URL.Query()
	d, err := s.signing(v, q.Get("org"), q.Get("next"))
	if err != nil {
		return err
	}
	switch gone := q.Get("gone"); {
	case d.slug == "": // nothing says what was left
	case gone == goneLeft:
		d.gone = "signin.gone.left"
	case gone == goneErased:
		d.gone = "signin.gone.erased"
	}
	v.w.Header().Set("Cache-Control", "no-store")
	return v.show(http.StatusOK, signInShown(d))
}

// asks bounds how many requests for links are worked on beside their answers.
var asks = make(chan struct{}, 16)

// askIn takes a mail address, and a password where there is one. The answer to an
// address alone is the same for all, and does not wait until it was looked for.
func (s *server) askIn(v *request) error {
	if err := v.read(); err != nil {
		return err
	}
	d, err := s.signing(v, v.told("org"), v.told("next"))
	if err != nil {
		return err
	}
	v.w.Header().Set("Cache-Control", "no-store")
	d.mail = v.told("mail")
	if d.only() != "" { // whoever is asked for: nobody is looked up
		d.fault = "way"
		return v.show(http.StatusForbidden, signInShown(d))
	}
	if !form.IsMail(d.mail) {
		d.fault = "mail"
		return v.show(http.StatusUnprocessableEntity, signInShown(d))
	}
	if password := v.r.PostForm.Get("password"); password != "" {
		return s.byPassword(d, password)
	}
	if wait, ok := s.Identity.MayAsk(s.visitor(v.r), d.mail); !ok {
		return &tooOften{wait}
	}
	select {
	case asks <- struct{}{}:
	case <-v.r.Context().Done():
		return v.r.Context().Err()
	}
	ctx, end := context.WithTimeout(context.WithoutCancel(v.r.Context()), 30*time.Second)
	slug, mail, lang, next := d.slug, d.mail, v.p.Lang(), d.next
	go func() {
		defer func() { end(); <-asks }()
		if err := s.Identity.Ask(ctx, slug, mail, lang, next); err != nil {
			s.Log.ErrorContext(ctx, "a link could not be sent", "error", err)
		}
	}()
	return v.show(http.StatusOK, linkSent(d))
}

func (s *server) byPassword(d signing, password string) error {
	ctx, who := d.r.Context(), s.visitor(d.r)
	if wait, ok := s.Identity.MayTry(ctx, who, d.mail); !ok {
		return &tooOften{wait}
	}
	in, err := s.Identity.SignIn(d.r.Context(), d.slug, d.mail, password, d.r.UserAgent())
	if errors.Is(err, identity.ErrPassword) {
		s.Log.WarnContext(ctx, "nobody got in by a password", "from", who.From)
		d.fault = "password"
		return d.show(http.StatusUnprocessableEntity, signInShown(d))
	}
	if errors.Is(err, identity.ErrWay) { // the password was right
		return s.refusedBy(d, err)
	}
	if err != nil {
		return err
	}
	s.Identity.Succeeded(ctx, who, d.mail)
	s.goIn(d.request, d.next, in...)
	return nil
}

// onwardFrom is where one goes after signing in.
func onwardFrom(slug, next string) string {
	if to, ok := within(slug, next); ok {
		return to
	}
	return "/" + slug
}

// linked is the page behind a link.
type linked struct {
	*request
	token string
	who   identity.Who
	line  string  // what whoever invites says
	by    string  // and what they are called
	fault string  // prefix of the sentences that say why it lets nobody in
	sign  signing // to sign in instead
}

// previews are what chats and searches call themselves when they look at a link that
// was handed to somebody.
var previews = regexp.MustCompile(`(?i)bot\b|crawl|spider|preview|facebookexternalhit|whatsapp|telegram|slack|discord|skype|teams|embed`)

// linkPage opens a link. One from a terminal signs in at once, but shows a button to
// what only looks. One from a mail always does: whatever scans mails opens theirs.
func (s *server) linkPage(v *request) error {
	l, err := s.Identity.Peek(v.r.Context(), v.r.PathValue("token"))
	early := v.r.Method == http.MethodHead || v.r.Header.Get("Sec-Purpose") != "" || v.r.Header.Get("Purpose") == "prefetch"
	if asked, fault := s.confirmPage(v, l, err); asked || fault != nil {
		return fault
	}
	early = early || previews.MatchString(v.r.UserAgent())
	if err == nil && l.Kind != identity.Found && l.Printed && !early {
		return s.enter(v)
	}
	return s.showLink(v, l, err)
}

// enter uses a link.
func (s *server) enter(v *request) error {
	if l, err := s.Identity.Peek(v.r.Context(), v.r.PathValue("token")); err == nil && l.Kind == identity.Confirm {
		return s.confirmMail(v, l)
	}
	// A link cannot be guessed: only who tries what is none is slowed down.
	l, e, err := s.Identity.Enter(v.r.Context(), v.r.PathValue("token"), v.r.UserAgent())
	if err != nil {
		s.Log.WarnContext(v.r.Context(), "nobody got in by a link", "from", v.jar.proxies.From(v.r), "error", err)
		if slow := s.slow(v); slow != nil {
			return slow
		}
		return s.showLink(v, l, err)
	}
	s.goIn(v, l.Next, e)
	return nil
}

// linkFaults are the sentences about links that let nobody in.
var linkFaults = []struct {
	err    error
	key    string
	status int
}{
	{identity.ErrUsed, "link.used", http.StatusGone},
	{identity.ErrEnded, "link.ended", http.StatusGone},
	{identity.ErrGone, "link.gone", http.StatusGone},
	{identity.ErrWay, "link.way", http.StatusForbidden},
	{identity.ErrNoLink, "link.none", http.StatusNotFound},
}

// showLink shows the button of a link, or why it lets nobody in.
func (s *server) showLink(v *request, l identity.Link, fault error) error {
	v.w.Header().Set("Cache-Control", "no-store")
	if fault == nil && v.r.Method == http.MethodGet && !previews.MatchString(v.r.UserAgent()) {
		if err := s.Identity.Opened(v.r.Context(), l); err != nil {
			return err
		}
	}
	if fault == nil && l.Kind == identity.Found {
		fault = identity.ErrNoLink
	}
	d := linked{request: v, token: v.r.PathValue("token")}
	if fault == nil {
		who, in, err := s.Identity.People.Who(v.r.Context(), l.Org, l.Person)
		if err != nil {
			return err
		}
		if in {
			v.speak(who.Lang)
			d.who = who
			if d.sign, err = s.signing(v, l.Org, l.Next); err != nil {
				return err
			}
			if l.Kind == identity.Invite {
				if err := s.welcome(&d, l); err != nil {
					return err
				}
			}
			return v.show(http.StatusOK, linkShown(d))
		}
		fault = identity.ErrGone
	}
	for _, f := range linkFaults {
		if errors.Is(fault, f.err) {
			sign, err := s.signing(v, l.Org, l.Next)
			if err != nil {
				return err
			}
			d.fault = f.key
			return v.show(f.status, linkFault(d, sign))
		}
	}
	return fault
}

// welcome speaks to somebody who was invited: in the language chosen for them, with the
// words of whoever invites.
func (s *server) welcome(d *linked, l identity.Link) error {
	ctx := d.r.Context()
	lang, err := s.Identity.Lang(ctx, l.Org, l.Person)
	if err != nil {
		return err
	}
	if i18n.Known(lang) && d.jar.get(d.r, langCookie) == "" {
		d.p = i18n.For(lang)
	}
	in, invited, err := s.Identity.Invited(ctx, l.Org, l.Person)
	if err != nil || !invited || in.Line == "" {
		return err
	}
	by, _, err := s.Identity.People.Who(ctx, l.Org, in.By)
	d.line, d.by = in.Line, by.Name
	return err
}

func (d signing) signTitle() string {
	if d.name != "" {
		return d.p.T("signin.title.org", d.name)
	}
	return d.p.T("signin.title")
}

func (d signing) mailField() ui.FieldProps {
	f := ui.FieldProps{ID: "mail", Name: "mail", Type: "email", Label: d.p.T("signin.mail"), Value: d.mail, Fill: "email"}
	if d.fault == "mail" {
		f.Fault = d.p.T("signin.mail.fault")
	}
	return f
}

// leaving is the shell of the page to sign in: the pages of the organisation that is asked for
// are for nobody in this browser now.
func (d signing) leaving() ui.Shell {
	s := d.shell(d.signTitle())
	s.Left = leaving(d.slug)
	return s
}
