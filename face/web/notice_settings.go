package web

import (
	"errors"
	"fmt"
	"maps"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"orpheus/face/web/ui"
	"orpheus/identity"
	"orpheus/org"
	"orpheus/service"
)

// noticeSettings is how notices reach the one who looks.
type noticeSettings struct {
	*place
	set    service.NoticeSettings
	saved  bool
	mails  bool            // mails go out
	failed []identity.Mail // mails to them that did not arrive

	key     string // of the server, for browsers that are to take messages
	devices []identity.PushDevice
	gone    bool // one was just taken off
}

// noticeSettingsPage is made anew each time: what did not arrive, and when something did,
// changes without an act.
func (s *server) noticeSettingsPage(v *request) error {
	pg, err := s.placeNow(v)
	if err != nil {
		return err
	}
	pg.title = pg.p.T("notices.settings.title")
	pg.way = []ui.NavItem{{Text: pg.p.T("account.title"), Href: pg.to("/account")}, navHere(pg.title)}
	n := noticeSettings{place: pg, set: pg.inbox.Settings, saved: pg.r.URL.Query().Has("saved"), mails: s.Identity.Mails()}
	all, err := s.Identity.Undelivered(pg.r.Context(), pg.org.Slug)
	n.failed = slices.DeleteFunc(all, func(m identity.Mail) bool { return m.Person != pg.me.Person })
	slices.Reverse(n.failed)
	n.gone = pg.r.URL.Query().Has("off")
	var err1, err2 error
	n.key, err1 = s.Identity.PushKey(pg.r.Context())
	n.devices, err2 = s.Identity.PushDevices(pg.r.Context(), pg.org.Slug, pg.me.Person)
	if err := errors.Join(err, err1, err2); err != nil {
		return err
	}
	v.w.Header().Set("Cache-Control", "no-store")
	return v.show(http.StatusOK, noticeSettingsShown(n))
}

// matters are those that ask something, or the others.
func (n noticeSettings) matters(ask bool) []org.Matter {
	return slices.DeleteFunc(org.Matters(), func(m org.Matter) bool { return (m <= org.MatterDue) != ask })
}

// matterText is what a matter is about, and when it comes.
func (n noticeSettings) matterText(m org.Matter) (what, as string) {
	key := "notices.settings." + m.String()
	return n.p.T(key), n.p.T(key + ".text")
}

// ways are the answers of one row. What is asked of somebody is told in any case.
func (n noticeSettings) ways(m org.Matter) []ui.Option {
	var all []ui.Option
	for _, way := range service.Ways() {
		if way != service.Never || m != org.MatterAsked {
			all = append(all, ui.Option{Value: way.String(), Text: n.p.T("notices.settings.way." + way.String()), Chosen: n.set.Way(m) == way})
		}
	}
	return all
}

// rhythms are how often the overview may come: every day, on one day of the week, never.
func (n noticeSettings) rhythms() []ui.Option {
	rhythm, _, day := n.set.Overview()
	all := n.onDays(rhythm, day)
	return append(all, ui.Option{Value: string(service.NoMore), Text: n.p.T("notices.settings.way.never"), Chosen: rhythm == service.NoMore})
}

// onDays are every day, and each day of the week.
func (v *request) onDays(rhythm service.Rhythm, day time.Weekday) []ui.Option {
	all := []ui.Option{{Value: string(service.Daily), Text: v.p.T("notices.settings.daily"), Chosen: rhythm == service.Daily}}
	for k := range 7 {
		on := time.Weekday((k + 1) % 7) // weeks begin on Monday
		text := v.p.T("notices.settings.day." + strconv.Itoa(int(on)))
		all = append(all, ui.Option{Value: strconv.Itoa(int(on)), Text: text, Chosen: rhythm == service.Weekly && day == on})
	}
	return all
}

func clock(m service.Minute) string { return fmt.Sprintf("%02d:%02d", m/60, m%60) }

func (n noticeSettings) hour() string {
	_, at, _ := n.set.Overview()
	return clock(at)
}

// quiet is the beginning or the end of the quiet hours; empty for none.
func (n noticeSettings) quiet(k int) string {
	if n.set.Quiet == nil {
		return ""
	}
	return clock(n.set.Quiet[k])
}

// listed is a thing that somebody follows or is quiet about.
type listed struct {
	thing org.Ref
	title string
	since org.Time
}

// things are those of a list that can still be seen.
func (n noticeSettings) things(of map[string]org.Time) (all []listed) {
	for _, name := range slices.Sorted(maps.Keys(of)) {
		if r, ok := org.ParseRef(name); ok && n.sees(r) {
			all = append(all, listed{r, n.thingTitle(r), of[name]})
		}
	}
	return all
}

// saveNoticeSettings keeps what the form says; what it does not name stays.
func (s *server) saveNoticeSettings(v *request) error {
	if err := v.read(); err != nil {
		return err
	}
	if err := v.as.Choose(v.r.Context(), v.readNoticeSettings); err != nil {
		return err
	}
	v.redirect("/" + v.org.Slug + "/account/notices?saved")
	return nil
}

func (v *request) readNoticeSettings(n *service.NoticeSettings) {
	f := v.r.PostForm
	n.Ways = maps.Clone(n.Ways)
	if n.Ways == nil {
		n.Ways = map[string]service.Way{}
	}
	for _, m := range org.Matters() {
		var way service.Way
		if _ = way.UnmarshalText([]byte(f.Get(m.String()))); way != 0 { // it never fails
			n.Ways[m.String()] = way
		}
	}
	v.readRhythm(n)
	if at, ok := readClock(f.Get("hour")); ok {
		n.Hour = &at
	}
	n.Quiet = nil
	from, begins := readClock(f.Get("quiet-from"))
	until, ends := readClock(f.Get("quiet-until"))
	if begins && ends {
		n.Quiet = &[2]service.Minute{from, until}
	}
	n.Weekends, n.Bare, n.NoMail = f.Has("weekends"), f.Has("bare"), !f.Has("mail")
	v.readOnce(n)
}

// readRhythm reads how often the overview comes: as a word, or as a day of the week.
func (v *request) readRhythm(n *service.NoticeSettings) {
	said := v.r.PostForm.Get("rhythm")
	if r := service.Rhythm(said); r == service.Daily || r == service.NoMore {
		n.Rhythm = r
	}
	if day, err := strconv.Atoi(said); err == nil && day >= 0 && day < 7 {
		on := time.Weekday(day)
		n.Rhythm, n.Day = service.Weekly, &on
	}
}

// readClock reads a time of the day, as "07:30".
func readClock(text string) (service.Minute, bool) {
	at, err := time.Parse("15:04", strings.TrimSpace(text))
	return service.Minute(at.Hour()*60 + at.Minute()), err == nil
}
