package web

import (
	"net/http"
	"strconv"
	"time"

	"orpheus/face/web/ui"
	"orpheus/identity"
	"orpheus/text/i18n"
)

// sessionCookie carries the secret of a session. It is sent to the pages of its
// organisation only, so that one browser can be signed in to several.
const sessionCookie = "orpheus_session"

// cookieFor is how long the browser keeps the cookie; when the session ends is
// decided here, and moves on while it is used.
const cookieFor = 365 * 24 * time.Hour

// session is the secret of the session of this browser; empty for none.
func (s *server) session(v *request) string { return v.jar.get(v.r, sessionCookie) }

// letIn gives the browser a session that has just begun.
func (s *server) letIn(v *request, e identity.Entered) {
	if e.Step != "" { // they go on with a passkey
		s.setStep(v, e.Step)
		return
	}
	s.Log.InfoContext(v.r.Context(), "somebody signed in", "org", e.Org, "by", e.Came.Way)
	s.endBefore(v, e)
	s.setSession(v, e.Org, e.Secret, cookieFor)
	s.know(v, e)
	s.speakAs(v, e)
}

// speakAs has a browser that has no language of its own speak that of who signed in.
func (s *server) speakAs(v *request, e identity.Entered) {
	if v.jar.get(v.r, langCookie) != "" {
		return
	}
	lang, err := s.Identity.Lang(v.r.Context(), e.Org, e.Person)
	if err != nil {
		s.Log.WarnContext(v.r.Context(), "the language of somebody could not be read", "error", err)
	}
	if i18n.Known(lang) {
		v.jar.set(v.w, v.r, langCookie, lang, "/", year)
	}
}

// setSession sets the cookie; an empty value takes it away.
func (s *server) setSession(v *request, slug, value string, lasts time.Duration) {
	v.jar.set(v.w, v.r, sessionCookie, value, "/"+slug, lasts)
}

// slow refuses who tries links too often, from one address of the network.
func (s *server) slow(v *request) error {
	if wait, ok := s.Identity.Allow("from "+v.jar.proxies.From(v.r), identity.PerAddress); !ok {
		return &tooOften{wait}
	}
	return nil
}

// visitor is who asks, before they are known.
func (s *server) visitor(r *http.Request) identity.Visitor {
	return identity.Visitor{From: s.Proxies.From(r), Device: s.jar.get(r, deviceCookie)}
}

// deviceCookie carries what a browser is known by where it signed in before. It lets
// nobody in; it is sent to the pages of signing in only.
const deviceCookie = "orpheus_device"

// know remembers this browser as one of who just signed in.
func (s *server) know(v *request, e identity.Entered) {
	token, err := s.Identity.Know(v.r.Context(), e.Session, s.visitor(v.r).Device)
	if err != nil {
		s.Log.WarnContext(v.r.Context(), "a browser could not be remembered", "error", err)
	}
	if token == "" {
		return
	}
	v.jar.set(v.w, v.r, deviceCookie, token, "/signin", cookieFor)
}

// signOut ends the session of this browser.
func (s *server) signOut(v *request) error {
	if err := s.Identity.SignOut(v.r.Context(), s.session(v)); err != nil {
		return err
	}
	s.setSession(v, v.org.Slug, "", 0)
	v.redirect("/signin?org=" + v.org.Slug)
	return nil
}

// meMenu is what the one who is signed in can reach everywhere.
func (v *request) meMenu() *ui.Me {
	home := "/" + v.org.Slug
	page := home + "/people/" + strconv.FormatUint(uint64(v.me.Person), 10)
	m := &ui.Me{
		Name: v.me.Name, Who: v.me.Person.String(), Photo: v.myPhoto, Family: family(v.me.Person), Label: v.p.T("account.menu", v.me.Name), Out: home + "/signout", OutText: v.p.T("account.out"),
		Items: []ui.NavItem{
			{Text: v.p.T("account.page"), Href: page, Here: v.r.URL.Path == page},
			{Text: v.p.T("notices.title"), Href: home + "/notices", Here: v.r.URL.Path == home+"/notices"},
			{Text: v.p.T("account.title"), Href: home + "/account", Here: v.r.URL.Path == home+"/account"},
			{Text: v.p.T("settings.title"), Href: home + "/settings", Here: v.r.URL.Path == home+"/settings"},
		},
	}
	if n := len(v.inbox.Changed); n > 0 {
		m.New, m.NewText = n, v.p.T("shell.unseen", n)
	}
	return m
}
