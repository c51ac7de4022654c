package web

import (
	"errors"
	"net/http"
	"net/netip"
	"strconv"
	"strings"
	"time"

	"orpheus/face/web/ui"
	"orpheus/identity"
)

// sessionCookie carries the secret of a session. It is sent to the pages of its
// organisation only, so that one browser can be signed in to several.
const sessionCookie = "orpheus_session"

// cookieFor is how long the browser keeps the cookie; when the session ends is
// decided here, and moves on while it is used.
const cookieFor = 365 * 24 * time.Hour

// session is the secret of the session of this browser; empty for none.
func (s *server) session(v *visit) string { return v.jar.get(v.r, sessionCookie) }

// letIn gives the browser a session that has just begun.
func (s *server) letIn(v *visit, e identity.Entered) { s.setSession(v, e.Org, e.Secret, cookieFor) }

// setSession sets the cookie; an empty value takes it away.
func (s *server) setSession(v *visit, slug, value string, lasts time.Duration) {
	v.jar.set(v.w, v.r, sessionCookie, value, "/"+slug, lasts)
}

// slow refuses who tries too often, from one address of the network or for one
// mail address. It is the same for addresses that are known and that are not.
func (s *server) slow(v *visit, mail string) error {
	if wait, ok := s.Identity.Allow("from "+from(v.r), identity.PerAddress); !ok {
		return &tooOften{wait}
	}
	if mail == "" {
		return nil
	}
	if wait, ok := s.Identity.Allow("for "+strings.ToLower(mail), identity.PerMail); !ok {
		return &tooOften{wait}
	}
	return nil
}

// from is the address of the network a request comes from. What a proxy says is
// believed where it runs on this machine; of an IPv6 address the first half counts.
func from(r *http.Request) string {
	ip := peer(r)
	if !ip.IsValid() {
		return r.RemoteAddr
	}
	if told := r.Header.Values("X-Forwarded-For"); ip.IsLoopback() && len(told) > 0 {
		all := strings.Split(told[len(told)-1], ",")
		if behind, err := netip.ParseAddr(strings.TrimSpace(all[len(all)-1])); err == nil {
			ip = behind.Unmap()
		}
	}
	if ip.Is6() {
		if half, err := ip.Prefix(64); err == nil {
			return half.String()
		}
	}
	return ip.String()
}

// largestForm is how many bytes a form may have.
const largestForm = 1 << 20

// read reads the form that was sent: no form is read by another way.
func (v *visit) read() error {
	v.r.Body = http.MaxBytesReader(v.w, v.r.Body, largestForm)
	if err := v.r.ParseForm(); err != nil {
		return errors.Join(errForm, err)
	}
	return nil
}

// told is a text of the form, without spaces around it.
func (v *visit) told(name string) string { return strings.TrimSpace(v.r.PostForm.Get(name)) }

// signOut ends the session of this browser.
func (s *server) signOut(v *visit) error {
	if err := s.Identity.SignOut(v.r.Context(), s.session(v)); err != nil {
		return err
	}
	s.setSession(v, v.org.Slug, "", 0)
	v.redirect("/signin?org=" + v.org.Slug)
	return nil
}

// meMenu is what the one who is signed in can reach everywhere.
func (v *visit) meMenu() *ui.Me {
	home := "/" + v.org.Slug
	page := home + "/people/" + strconv.FormatUint(uint64(v.me.Person), 10)
	return &ui.Me{
		Name: v.me.Name, Who: v.me.Person.String(), Family: family(v.me.Person), Label: v.p.T("account.menu", v.me.Name), Out: home + "/signout", OutText: v.p.T("account.out"),
		Items: []ui.NavItem{
			{Text: v.p.T("account.page"), Href: page, Here: v.r.URL.Path == page},
			{Text: v.p.T("account.title"), Href: home + "/account", Here: v.r.URL.Path == home+"/account"},
			{Text: v.p.T("settings.title"), Href: home + "/settings", Here: v.r.URL.Path == home+"/settings"},
		},
	}
}
