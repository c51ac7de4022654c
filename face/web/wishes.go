package web

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"

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
	failed []string // mails to them that did not arrive
}

func (s *server) wishesPage(pg *place) (templ.Component, error) {
	page := wishesPage{place: pg, wishes: pg.inbox.Wishes, saved: pg.r.URL.Query().Get("saved") != ""}
	pg.title = pg.p.T("wishes.title")
	pg.way = []ui.NavItem{{Text: pg.p.T("account.title"), Href: pg.to("/account")}, navHere(pg.title)}
	mails, err := s.Identity.Undelivered(pg.r.Context(), pg.org.Slug)
	for _, m := range mails {
		if m.Person == pg.me.Person {
			page.failed = append(page.failed, pg.p.Lately(pg.std(max(m.Tried, m.Made)), pg.now)+": "+m.Fault)
		}
	}
	return wishesShown(page), err
}

// matters are the rows of the table: those that ask something, or the others.
func (w wishesPage) matters(ask bool) []org.Matter {
	return slices.DeleteFunc(org.Matters(), func(m org.Matter) bool { return m.Asks() != ask })
}

// ways are the answers of one row.
func (w wishesPage) ways(m org.Matter) []ui.Option {
	var all []ui.Option
	for _, way := range service.Ways() {
		all = append(all, ui.Option{Value: way.String(), Text: w.p.T("wishes.way." + way.String()), Chosen: w.wishes.Way(m) == way})
	}
	return all
}

func (w wishesPage) rhythms() []ui.Option {
	now, _ := w.wishes.Overview()
	var all []ui.Option
	for _, r := range []service.Rhythm{service.Daily, service.Weekly, service.NoMore} {
		all = append(all, ui.Option{Value: string(r), Text: w.p.T("wishes.rhythm." + string(r)), Chosen: r == now})
	}
	return all
}

func clock(m service.Minute) string { return fmt.Sprintf("%02d:%02d", m/60, m%60) }

func (w wishesPage) hour() string {
	_, at := w.wishes.Overview()
	return clock(at)
}

// quiet is the beginning or end of the quiet hours; empty for none.
func (w wishesPage) quiet(n int) string {
	if w.wishes.Quiet == nil {
		return ""
	}
	return clock(w.wishes.Quiet[n])
}

// away is the first or last day of being away.
func (w wishesPage) away(n int) string {
	if at := w.wishes.Away[n]; at != 0 {
		return w.std(at).Format(time.DateOnly)
	}
	return ""
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
		var way service.Way
		if _ = way.UnmarshalText([]byte(f.Get("way-" + m.String()))); way != 0 {
			ways[m.String()] = way
		}
	}
	w.Ways = ways
	if r := service.Rhythm(f.Get("rhythm")); slices.Contains([]service.Rhythm{service.Daily, service.Weekly, service.NoMore}, r) {
		w.Rhythm = r
	}
	if at, ok := readClock(f.Get("hour")); ok {
		w.Hour = &at
	}
	w.Quiet = nil
	if from, ok := readClock(f.Get("quiet-from")); ok {
		if until, ok := readClock(f.Get("quiet-until")); ok {
			w.Quiet = &[2]service.Minute{from, until}
		}
	}
	w.Away = [2]org.Time{}
	from, err := time.ParseInLocation(time.DateOnly, f.Get("away-from"), v.now.Location())
	if until, bad := time.ParseInLocation(time.DateOnly, f.Get("away-until"), v.now.Location()); err == nil && bad == nil && !until.Before(from) {
		w.Away = [2]org.Time{org.At(from), org.At(until.AddDate(0, 0, 1)) - 1}
	}
	w.Weekends, w.Bare, w.NoMail = f.Has("weekends"), f.Has("bare"), !f.Has("mail")
}

// readClock reads a time of the day, as "07:30".
func readClock(text string) (service.Minute, bool) {
	at, err := time.Parse("15:04", strings.TrimSpace(text))
	return service.Minute(at.Hour()*60 + at.Minute()), err == nil
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
