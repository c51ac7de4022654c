package web

import (
	"cmp"
	"errors"
	"net/http"
	"strings"

	"github.com/a-h/templ"

	"orpheus/face/feed"
	"orpheus/face/web/ui"
	"orpheus/identity"
	"orpheus/org"
	"orpheus/text/i18n"
	"orpheus/text/sentence"
)

// feedEnds are the ends of the addresses of feeds, which say what a program gets.
var feedEnds = map[identity.FeedKind]string{identity.FeedDays: ".ics", identity.FeedMine: ".atom", identity.FeedAll: ".atom"}

// feedTypes are what they are served as, by the ends of their addresses.
var feedTypes = map[string]string{".ics": "text/calendar; charset=utf-8", ".atom": "application/atom+xml; charset=utf-8"}

// feedOf serves a feed to whoever has its address: no cookie is asked for, and what is in it
// is what its person may see at that moment.
func (s *server) feedOf(v *request) error {
	ctx, h := v.r.Context(), v.w.Header()
	h.Set("Cache-Control", "no-store") // of what goes wrong
	h.Set("Referrer-Policy", "no-referrer")
	h.Set("X-Robots-Tag", "noindex")
	name := v.r.PathValue("feed")
	dot := strings.LastIndexByte(name, '.')
	if dot < 0 {
		return errNotFound
	}
	f, who, there, err := s.Identity.Feed(ctx, v.org.Slug, name[:dot])
	if err != nil {
		return err
	}
	if !there || feedEnds[f.Kind] != name[dot:] {
		return errNotFound
	}
	if wait, ok := s.Identity.MayFetch(f); !ok {
		return &tooOften{wait}
	}
	made, err := s.writeFeed(v, f, who)
	if org.CodeOf(err) != 0 {
		return errNotFound
	}
	if err != nil {
		return err
	}
	h.Set("Cache-Control", "private, no-cache")
	if v.hasAlready(made.Tag) {
		return nil
	}
	h.Set("Content-Disposition", `inline; filename="`+v.org.Slug+name[dot:]+`"`)
	v.send(http.StatusOK, feedTypes[name[dot:]], made.Body)
	return nil
}

// writeFeed writes one in the language of whose it is.
func (s *server) writeFeed(v *request, f identity.Feed, who identity.Who) (feed.Made, error) {
	ctx := v.r.Context()
	as, err := s.Service.As(ctx, f.Org, f.Person)
	if err != nil {
		return feed.Made{}, err
	}
	lang, err := s.Identity.Lang(ctx, f.Org, f.Person)
	if err != nil {
		return feed.Made{}, err
	}
	w := &feed.Writer{URL: s.Identity.URL, Path: Path, P: sentence.In(i18n.For(cmp.Or(lang, who.Lang)), &v.org), Now: v.now}
	if f.Kind == identity.FeedDays {
		days, err := as.Agenda(ctx)
		if err != nil {
			return feed.Made{}, err
		}
		return w.Calendar(days), nil
	}
	news, err := as.News(ctx, f.Kind == identity.FeedMine, feed.MostNews)
	if err != nil {
		return feed.Made{}, err
	}
	return w.News(f.Kind, f.Person, news)
}

// feedsPage is the page on which somebody makes and ends their feeds.
type feedsPage struct {
	*place
	feeds map[identity.FeedKind]identity.Feed
	made  identity.FeedKind // just made; empty for none
	link  string            // its address, shown this once
	ended bool              // one was just ended
	stale bool              // they say who they are before they make one
	fault string            // why none was made
	bare  bool              // they say only that something is there
}

func (s *server) feedsOf(v *request) (*feedsPage, error) {
	pg, err := s.placeNow(v)
	if err != nil {
		return nil, err
	}
	d := &feedsPage{place: pg, feeds: map[identity.FeedKind]identity.Feed{}, bare: pg.inbox.Settings.Bare || pg.s.BareMails}
	pg.title = v.p.T("feeds.title")
	pg.way = []ui.NavItem{{Text: pg.p.T("account.title"), Href: pg.to("/account")}, navHere(pg.title)}
	if err = s.Identity.Confirm(v.r.Context(), v.org.Slug, s.session(v), ""); errors.Is(err, identity.ErrConfirm) {
		d.stale, err = true, nil
	}
	return d, errors.Join(err, d.load(s))
}

func (d *feedsPage) load(s *server) error {
	clear(d.feeds)
	all, err := s.Identity.Feeds(d.r.Context(), d.org.Slug, d.me.Person)
	for _, f := range all {
		d.feeds[f.Kind] = f
	}
	return err
}

func (d *feedsPage) shown() error {
	d.w.Header().Set("Cache-Control", "no-store")
	if d.fault != "" {
		return d.show(http.StatusUnprocessableEntity, feedsShown(d))
	}
	return d.show(http.StatusOK, feedsShown(d))
}

func (s *server) feedsPage(v *request) error {
	d, err := s.feedsOf(v)
	if err != nil {
		return err
	}
	return d.shown()
}

// changeFeed makes the address of a feed, or ends it.
func (s *server) changeFeed(v *request) error {
	if err := v.read(); err != nil {
		return err
	}
	d, err := s.feedsOf(v)
	if err != nil {
		return err
	}
	ctx, kind := v.r.Context(), identity.FeedKind(v.told("kind"))
	if feedEnds[kind] == "" {
		return errForm
	}
	switch v.told("do") {
	case "make":
		if err := s.confirmHere(v); errors.Is(err, identity.ErrConfirm) { // whoever has its address reads it for good
			d.fault = v.p.T("account.current.fault")
			break
		} else if err != nil {
			return err
		}
		token, err := s.Identity.NewFeed(ctx, v.org.Slug, v.me.Person, kind)
		if err != nil {
			return err
		}
		d.made, d.link = kind, s.Identity.URL+"/"+v.org.Slug+"/feeds/"+token+feedEnds[kind]
	case "end":
		if err := s.Identity.EndFeed(ctx, v.org.Slug, v.me.Person, kind); err != nil {
			return err
		}
		d.ended = true
	default:
		return errForm
	}
	if err := d.load(s); err != nil {
		return err
	}
	return d.shown()
}

// kindTexts are the name of a kind of feed and what is in it.
func (d *feedsPage) kindTexts(kind identity.FeedKind) (name, text string) {
	switch kind {
	case identity.FeedDays:
		return d.p.T("feeds.days"), d.p.T("feeds.days.text")
	case identity.FeedMine:
		return d.p.T("feeds.mine"), d.p.T("feeds.mine.text")
	}
	return d.p.T("feeds.all"), d.p.T("feeds.all.text")
}

// state says when a feed was made, and fetched last.
func (d *feedsPage) state(f identity.Feed) string {
	if f.Fetched == 0 {
		return d.p.T("feeds.never", d.date(f.Made))
	}
	return d.p.T("feeds.fetched", d.date(f.Made), d.date(f.Fetched))
}

// subscribe is the address as calendars open it.
func (d *feedsPage) subscribe() templ.SafeURL {
	_, rest, _ := strings.Cut(d.link, "://")
	return templ.SafeURL("webcal://" + rest)
}

// currentField asks who somebody is, where they signed in a while ago.
func (d *feedsPage) currentField(of string) ui.FieldProps {
	return ui.FieldProps{ID: of + "-current", Name: "current", Type: "password", Fill: "current-password", Label: d.p.T("account.current"), Hint: d.p.T("ways.current.hint"), Fault: d.fault, Optional: true}
}
