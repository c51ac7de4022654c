package web

import (
	"context"
	"maps"
	"slices"
	"strconv"

	"github.com/a-h/templ"

	"orpheus/face/web/ui"
	"orpheus/org"
	"orpheus/service"
)

// wishesPage is how notices reach the one who looks.
type wishesPage struct {
	*place
	wishes service.Wishes
	saved  bool
}

func (s *server) wishesPage(pg *place) (templ.Component, error) {
	page := wishesPage{place: pg, wishes: pg.inbox.Wishes, saved: pg.r.URL.Query().Get("saved") != ""}
	pg.title = pg.p.T("wishes.title")
	pg.way = []ui.NavItem{{Text: pg.p.T("account.title"), Href: pg.to("/account")}, navHere(pg.title)}
	return wishesShown(page), nil
}

// matters are the rows of the table: those that ask something, or the others. Nobody can be
// named in a conversation yet.
func (w wishesPage) matters(ask bool) []org.Matter {
	return slices.DeleteFunc(org.Matters(), func(m org.Matter) bool { return m.Asks() != ask || m == org.MatterNamed })
}

// ways are the answers of one row.
func (w wishesPage) ways(m org.Matter) []ui.Option {
	var all []ui.Option
	for _, way := range []service.Way{service.OnlyHere, service.Never} {
		never := w.wishes.Way(m) == service.Never
		all = append(all, ui.Option{Value: way.String(), Text: w.p.T("wishes.way." + way.String()), Chosen: never == (way == service.Never)})
	}
	return all
}

// kept is a thing that somebody follows or is quiet about.
type kept struct {
	thing org.Ref
	title string
	since org.Time
}

func (w wishesPage) things(of map[string]org.Time) []kept {
	var all []kept
	for _, name := range slices.Sorted(maps.Keys(of)) {
		if r, ok := org.ParseRef(name); ok && w.sees(r) && w.thingTitle(r) != "" {
			all = append(all, kept{r, w.thingTitle(r), of[name]})
		}
	}
	return all
}

// follows reports whether the one who looks follows a thing.
func (pg *place) follows(thing string) bool {
	_, on := pg.inbox.Wishes.Follows[thing]
	return on
}

// upto is the version that marking all as seen reaches to.
func (pg *place) upto() string { return strconv.FormatUint(pg.view.Version(), 10) }

func num(n uint64) string { return strconv.FormatUint(n, 10) }

// saveWishes keeps what the form says; what it does not name stays.
func (s *server) saveWishes(v *request) error {
	if err := v.read(); err != nil {
		return err
	}
	if err := v.as.Wish(v.r.Context(), v.readWishes); err != nil {
		return err
	}
	v.redirect("/" + v.org.Slug + "/account/notices?saved=yes")
	return nil
}

func (v *request) readWishes(w *service.Wishes) {
	f := v.r.PostForm
	ways := maps.Clone(w.Ways)
	if ways == nil {
		ways = map[string]service.Way{}
	}
	for _, m := range org.Matters() {
		switch f.Get("way-" + m.String()) {
		case service.Never.String():
			ways[m.String()] = service.Never
		case service.OnlyHere.String():
			delete(ways, m.String())
		}
	}
	w.Ways = ways
}

// wishOf changes what somebody wants to be told of one thing, and goes back.
func (s *server) wishOf(v *request, change func(ctx context.Context, thing org.Ref, on bool) error) error {
	if err := v.read(); err != nil {
		return err
	}
	thing, ok := org.ParseRef(v.r.PostForm.Get("thing"))
	if !ok {
		return errForm
	}
	if err := change(v.r.Context(), thing, v.r.PostForm.Get("on") != ""); err != nil {
		return err
	}
	v.back()
	return nil
}

// back goes to where a form says it came from, else home.
func (v *request) back() {
	to, ok := within(v.org.Slug, v.r.PostForm.Get("_back"))
	if !ok {
		to = "/" + v.org.Slug
	}
	v.redirect(to)
}
