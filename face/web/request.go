package web

import (
	"errors"
	"net/http"
	"net/url"
	"path"
	"strings"
	"time"

	"orpheus/face/sse"
	"orpheus/face/web/ui"
	"orpheus/identity"
	"orpheus/org"
	"orpheus/service"
	"orpheus/text/i18n"
	"orpheus/text/sentence"
)

// request is what was asked for a page, with what was found out about it.
type request struct {
	w       http.ResponseWriter
	r       *http.Request
	p       *i18n.Printer
	theme   string
	keys    string           // "off" where single keys do nothing
	view    string           // how the map is seen: as a picture or as an outline
	now     time.Time        // in the organisation's zone, if there is one
	org     org.Organisation // empty outside an organisation
	as      *service.Visit   // of who asks; nil for nobody
	me      identity.Who     // who asks
	own     own              // what they said about their home, for themselves
	myPhoto string           // the address of their photo; empty for none
	orgLogo string           // that of the organisation's picture; empty for none
	room    bool             // who asks has room to lead one more
	tag     string           // of the page, where it may be kept
	jar     jar
	inbox   *service.Inbox // of who asks; empty for nobody
	cache   *pageCache     // pages made before
	version uint64         // that a page which follows was made from
	owes    bool           // who asks makes a passkey first
	mark    string         // what else a page was made from
}

const (
	langCookie  = "lang"
	themeCookie = "theme"
	viewCookie  = "view"
	keysCookie  = "keys"
	year        = 365 * 24 * time.Hour
)

// The ways to see the map.
const (
	viewMap     = "map"
	viewOutline = "outline"
)

// page makes a handler of a function that shows a page of an organisation to its
// people, or returns an error. Before it runs, a wish for a language or theme is
// kept, the organisation of the address is found, and who asks.
func (s *server) page(show func(*request) error) http.Handler {
	return s.open(func(v *request) error {
		if err := s.identify(v); err != nil {
			return err
		}
		return show(v)
	})
}

// owing is page for somebody too who owes a passkey: all other pages lead them to where they
// make one.
func (s *server) owing(show func(*request) error) http.Handler {
	return s.open(func(v *request) error {
		if err := s.identify(v); err != nil && !errors.Is(err, errOwes) {
			return err
		}
		return show(v)
	})
}

// open is page for whoever comes.
func (s *server) open(show func(*request) error) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		s.keepLang(r)
		if s.jar.keepWishes(w, r) {
			return
		}
		v := s.request(w, r)
		err := s.find(v)
		if err == nil {
			err = show(v)
		}
		if err != nil {
			s.problem(v, err)
		}
	})
}

// request starts from what the HTTP request alone tells.
func (s *server) request(w http.ResponseWriter, r *http.Request) *request {
	v := &request{w: w, r: r, now: s.Now().UTC(), jar: s.jar, inbox: new(service.Inbox), cache: s.cache}
	v.speak("")
	if t := v.jar.get(r, themeCookie); t == "light" || t == "dark" {
		v.theme = t
	}
	if v.jar.get(r, keysCookie) == "off" {
		v.keys = "off"
	}
	v.view = viewMap
	if v.jar.get(r, viewCookie) == viewOutline {
		v.view = viewOutline
	}
	return v
}

// find looks up the organisation in the address, where there is one.
func (s *server) find(v *request) error {
	slug := v.r.PathValue("org")
	if slug == "" {
		return nil
	}
	var err error
	if v.org, err = s.Service.Organisation(v.r.Context(), slug); err != nil {
		return err
	}
	v.now = v.now.In(service.Zone(v.org.Zone))
	v.speak(v.org.Lang)
	v.p = sentence.In(v.p, &v.org)
	return nil
}

// speak picks the language: the one chosen here, else one the browser asks
// for, else the organisation's.
func (v *request) speak(own string) {
	if l := v.jar.get(v.r, langCookie); i18n.Known(l) {
		v.p = i18n.For(l)
		return
	}
	v.p = i18n.For(i18n.Match(v.r.Header.Get("Accept-Language"), own))
}

// keepWishes stores what ?lang=, ?theme=, ?view= and ?keys= ask for and comes back without
// them, so that the address stays one to share. It reports whether it answered.
func (j jar) keepWishes(w http.ResponseWriter, r *http.Request) bool {
	if r.URL.RawQuery == "" || r.Method == http.MethodPost {
		return false
	}
	q := r.URL.Query()
	if !q.Has(langCookie) && !q.Has(themeCookie) && !q.Has(viewCookie) && !q.Has(keysCookie) {
		return false
	}
	if l := q.Get(langCookie); i18n.Known(l) {
		j.set(w, r, langCookie, l, "/", year)
	}
	if t := q.Get(themeCookie); t == "light" || t == "dark" {
		j.set(w, r, themeCookie, t, "/", year)
	}
	if m := q.Get(viewCookie); m == viewMap || m == viewOutline {
		j.set(w, r, viewCookie, m, "/", year)
	}
	if k := q.Get(keysCookie); k == "on" || k == "off" {
		j.set(w, r, keysCookie, k, "/", year)
	}
	q.Del(keysCookie)
	q.Del(langCookie)
	q.Del(viewCookie)
	q.Del(themeCookie)
	w.Header().Set("Cache-Control", "no-store")
	http.Redirect(w, r, address(r.URL.Path, q), http.StatusSeeOther)
	return true
}

// keepLang keeps the language that somebody who is signed in chooses with them too, for
// mails and for their other browsers. The page comes anyway.
func (s *server) keepLang(r *http.Request) {
	slug := r.PathValue("org")
	if r.Method != http.MethodGet || slug == "" || r.URL.RawQuery == "" {
		return
	}
	lang := r.URL.Query().Get(langCookie)
	if !i18n.Known(lang) {
		return
	}
	ctx := r.Context()
	who, _, in, err := s.Identity.Here(ctx, slug, s.jar.get(r, sessionCookie))
	if err == nil && in {
		err = s.Identity.SetLang(ctx, slug, who.Person, lang)
	}
	if err != nil && ctx.Err() == nil {
		s.Log.WarnContext(ctx, "a language could not be kept", "error", err)
	}
}

// errOwes is somebody who makes a passkey before they see anything else.
var errOwes = errors.New("make a passkey first")

// errSignIn is a page for people of the organisation, asked for by nobody who is
// known.
var errSignIn = errors.New("sign in first")

// identify finds out who asks. Pages of an organisation are for its people.
func (s *server) identify(v *request) error {
	who, here, in, err := s.Identity.Here(v.r.Context(), v.org.Slug, s.session(v))
	if err != nil {
		return err
	}
	if !in {
		return errSignIn
	}
	if err := s.identified(v, who); err != nil || !here.Came.Owes {
		return err
	}
	must, err := s.Identity.Required(v.r.Context(), v.org.Slug)
	if err != nil || !must.Passkey {
		return err
	}
	v.owes = true
	return errOwes
}

// identified finds what pages need to know of who asks.
func (s *server) identified(v *request, who identity.Who) (err error) {
	v.me = who
	if v.as, err = s.Service.As(v.r.Context(), v.org.Slug, who.Person); err != nil {
		return err
	}
	if v.inbox, err = v.as.Inbox(v.r.Context()); err != nil {
		return err
	}
	own, logo, err := v.as.PicturesAt(v.r.Context())
	v.myPhoto, v.orgLogo = photoURL(v.org.Slug, who.Person, own), logoURL(v.org.Slug, logo)
	return err
}

// signIn leads to where one signs in, and back here afterwards. A stream cannot be led
// anywhere: it tells its page that somebody is out, and the page asks for itself anew.
func (v *request) signIn() {
	if v.r.Header.Get("Accept") == "text/event-stream" {
		if out, err := sse.Open(v.w, v.r, 2*time.Second); err == nil && out != nil {
			_ = out.Put(tellOut)
		}
		return
	}
	next := "/" + v.org.Slug
	if v.r.Method == http.MethodGet || v.r.Method == http.MethodHead {
		next = v.r.URL.RequestURI()
	}
	v.redirect(address("/signin", map[string][]string{"org": {v.org.Slug}, "next": {next}}))
}

// address joins a path of this server with a query. It never leads elsewhere.
func address(p string, q url.Values) string {
	u := url.URL{Path: path.Clean("/" + p), RawQuery: q.Encode()}
	return u.String()
}

// here is the address of this page with one parameter set.
func (v *request) here(key, value string) string {
	q := v.r.URL.Query()
	q.Set(key, value)
	return address(v.r.URL.Path, q)
}

// shell is what stands around a page of this request.
func (v *request) shell(title string) ui.Shell {
	s := ui.Shell{P: v.p, Jar: v.jar.name(themeCookie), Title: title, Home: "/", Theme: v.theme, Here: v.here}
	if v.org.Slug != "" {
		s.Org, s.Home = v.org.Name, "/"+v.org.Slug
		s.Bar, s.BarStyle, s.Emblem = v.org.Bar, barStyle(v.org.Bar), v.orgLogo
		s.Printed = v.p.T("print.head", strings.Trim(v.org.Name+", "+title, ", "), v.p.Day(v.now))
		v.finding(&s)
		here := v.area()
		s.Nav, s.Tabs = v.nav(here), v.tabs(here)
		if v.me.Person != 0 {
			s.Me, s.App = v.meMenu(), "/"+v.org.Slug
		}
		for _, n := range s.Nav {
			if v.me.Person != 0 && (n.Key == "i" || n.Key == "p" || n.Key == "n") {
				n.Phone = true
				s.More = append(s.More, n)
			}
		}
		s.More = append(s.More,
			ui.NavItem{Text: v.p.T("learnings.title"), Href: "/" + v.org.Slug + "/learnings", Here: here == "learnings"},
			ui.NavItem{Text: v.p.T("nav.stream"), Href: "/" + v.org.Slug + "/stream", Here: here == "stream"},
		)
	}
	in := ""
	if v.org.Slug != "" && v.me.Person != 0 {
		in = "/" + v.org.Slug
	}
	for _, kind := range infoKinds {
		s.More = append(s.More, ui.NavItem{Text: v.p.T("info." + kind + ".short"), Href: in + "/" + kind, Here: v.r.URL.Path == in+"/"+kind})
	}
	return s
}

// foreign is the language that the organisation writes in, where it is not
// that of the page.
func (v *request) foreign() string {
	if l := v.org.Lang; l != v.p.Lang() {
		return l
	}
	return ""
}

// nav are the places of an organisation that there are so far.
func (v *request) nav(here string) []ui.NavItem {
	items := []ui.NavItem{
		{Text: v.p.T("nav.map"), Href: "/" + v.org.Slug + "/map", Icon: "map", Key: "m", Here: here == "map"},
		{Text: v.p.T("nav.initiatives"), Href: "/" + v.org.Slug + "/initiatives", Icon: "work", Key: "i", Here: here == "initiatives"},
		{Text: v.p.T("nav.decisions"), Href: "/" + v.org.Slug + "/decisions", Icon: "decide", Key: "d", Here: here == "decisions"},
		{Text: v.p.T("nav.people"), Href: "/" + v.org.Slug + "/people", Icon: "people", Key: "p", Here: here == "people"},
	}
	if !v.me.Guest {
		items = append(items, ui.NavItem{Text: v.p.T("nav.insight"), Href: "/" + v.org.Slug + "/insight", Icon: "insight", Key: "n", Here: here == "insight"})
	}
	if v.me.Person != 0 {
		items = append([]ui.NavItem{{Text: v.p.T("nav.home"), Href: "/" + v.org.Slug, Icon: "home", Key: "h", Here: here == ""}}, items...)
	}
	return items
}

// tabs are the places at the bottom of a phone, with raising in their middle. What has no
// room there is under more, at the foot of the page.
func (v *request) tabs(here string) []ui.NavItem {
	items := v.nav(here)
	if v.me.Person == 0 {
		return items
	}
	raise := ui.NavItem{Text: v.p.T("do.tension.raise"), Href: "/" + v.org.Slug + "#raise", Icon: "plus", Main: true}
	more := ui.NavItem{Text: v.p.T("nav.more"), Href: "#more", Icon: "menu", Here: here == "initiatives" || here == "people" || here == "insight"}
	return []ui.NavItem{items[0], items[1], raise, items[3], more}
}

// area is the part of the organisation's pages that this one belongs to.
func (v *request) area() string {
	_, rest, _ := strings.Cut(strings.TrimPrefix(v.r.URL.Path, "/"), "/")
	area, _, _ := strings.Cut(rest, "/")
	switch area {
	case "circles", "roles":
		return "map"
	case "tensions":
		return "initiatives"
	case "propose", "agreements", "draft":
		return "decisions"
	case "who-leads-whom":
		return "insight"
	}
	return area
}
