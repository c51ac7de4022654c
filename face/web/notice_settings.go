package web

import (
	"maps"
	"slices"

	"github.com/a-h/templ"

	"orpheus/face/web/ui"
	"orpheus/org"
)

// noticeSettings is what the one who looks wants to be told of.
type noticeSettings struct {
	*place
	saved bool
}

func (s *server) noticeSettingsPage(pg *place) (templ.Component, error) {
	pg.title = pg.p.T("notices.settings.title")
	pg.way = []ui.NavItem{{Text: pg.p.T("account.title"), Href: pg.to("/account")}, navHere(pg.title)}
	return noticeSettingsShown(noticeSettings{pg, pg.r.URL.Query().Has("saved")}), nil
}

// choosable are the matters that one may be told of or not. What is asked of somebody waits
// for them in any case.
var choosable = slices.DeleteFunc(org.Matters(), func(m org.Matter) bool { return m == org.MatterAsked })

// matterText is what a matter is about, and when it comes.
func (n noticeSettings) matterText(m org.Matter) (what, as string) {
	key := "notices.settings." + m.String()
	return n.p.T(key), n.p.T(key + ".text")
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

// saveNoticeSettings keeps what the form says.
func (s *server) saveNoticeSettings(v *request) error {
	if err := v.read(); err != nil {
		return err
	}
	silent := slices.DeleteFunc(slices.Clone(choosable), func(m org.Matter) bool { return v.r.PostForm.Get(m.String()) != "never" })
	if err := v.as.Silence(v.r.Context(), silent...); err != nil {
		return err
	}
	v.redirect("/" + v.org.Slug + "/account/notices?saved")
	return nil
}
