package web

import (
	"errors"
	"net/http"
	"strconv"
	"strings"

	"orpheus/face/out"
	"orpheus/face/web/ui"
	"orpheus/internal/circlepack"
	"orpheus/org"
	"orpheus/service"
)

// openMap is the page of an open map, for whoever has its link.
type openMap struct {
	*request
	o     *service.InOpen
	shell ui.Shell
	pic   ui.MapPicture
	root  *org.MapCircle
}

// inTheOpen finds what a link opens, and says who may show it within a page of theirs. A link that
// opens nothing is a page that is not there.
func (s *server) inTheOpen(v *request) (*service.InOpen, error) {
	h := v.w.Header()
	h.Set("Referrer-Policy", "no-referrer") // the link lets others in
	h.Set("X-Robots-Tag", "noindex")
	h.Set("Cache-Control", "no-store") // of what goes wrong
	o, err := s.Service.InTheOpen(v.r.Context(), v.org.Slug, v.r.PathValue("token"))
	if errors.Is(err, service.ErrNoOpening) {
		return nil, errNotFound
	}
	if err != nil {
		return nil, err
	}
	if len(o.Frames) > 0 {
		h.Del("X-Frame-Options") // which cannot name a site
		h.Set("Content-Security-Policy", strings.Replace(policy, "frame-ancestors 'none'", "frame-ancestors "+strings.Join(o.Frames, " "), 1))
	}
	h.Set("Cache-Control", "private, no-cache") // withdrawn is withdrawn at once
	return o, nil
}

func (s *server) openPage(v *request) error {
	o, err := s.inTheOpen(v)
	if err != nil {
		return err
	}
	v.mark = "open " + strconv.FormatUint(o.Edition, 10) + " " + v.r.PathValue("token")
	d := openMap{request: v, o: o, root: o.Map()}
	d.shell = ui.Shell{P: v.p, Jar: v.jar.name(themeCookie), Title: v.p.T("open.title"), Org: v.org.Name, Home: v.r.URL.Path, Theme: v.theme, Here: v.here, Bar: v.org.Bar, BarStyle: barStyle(v.org.Bar)}
	l, err := out.Placed(v.r.Context(), s.places, o.Look)
	if err != nil {
		return err
	}
	d.draw(l)
	return v.show(http.StatusOK, openShown(d))
}

// draw draws the map as the pages draw it, with nothing to press.
func (d *openMap) draw(l *circlepack.Layout) {
	look := &view{Look: d.o.Look}
	pg := mapPage{look: look, chart: newChart(look), q: query{mark: markNone}}
	pg.chosen.circle = pg.chart.root
	d.pic = d.drawing(pg, l)
	d.pic.Data, d.pic.Link = "", ""
	bare(&d.pic.Root)
}

// bare takes what is said beside a name, and where it leads, off a picture.
func bare(n *ui.MapNode) {
	n.Who, n.Href, n.Lit = "", "", ""
	for i := range n.Kids {
		bare(&n.Kids[i])
	}
}

// who is who holds a role, as far as the map says it.
func (d openMap) who(r org.MapRole) string {
	if r.Vacant() {
		return d.p.T("legend.open")
	}
	var names []string
	for _, seat := range r.Seats {
		if name := d.o.Name(seat.Person); name != "" {
			names = append(names, name)
		}
	}
	return strings.Join(names, ", ")
}

// openText is an open map as a text.
func (s *server) openText(v *request) error {
	o, err := s.inTheOpen(v)
	if err != nil {
		return err
	}
	body, err := out.LLMs(v.r.Context(), o.Look, v.p, o.Names)
	if err != nil {
		return err
	}
	v.send(http.StatusOK, "text/plain; charset=utf-8", body)
	return nil
}

// openSettings is where stewards open the map and withdraw its link, and where everybody sees how it
// stands.
type openSettings struct {
	*place
	o     *service.Showing
	said  string
	fault string
	typed string // sites, as they were typed where that is at fault
	names bool
}

func (s *server) openSettingsOf(v *request) (*openSettings, error) {
	pg, err := s.placeNow(v)
	if err != nil {
		return nil, err
	}
	d := &openSettings{place: pg}
	pg.title = v.p.T("open.settings")
	pg.way = []ui.NavItem{{Text: v.p.T("settings.title"), Href: pg.to("/settings")}, navHere(pg.title)}
	return d, d.load()
}

func (d *openSettings) load() (err error) {
	d.o, err = d.as.Showing(d.r.Context())
	if err == nil && d.o != nil && d.fault == "" {
		d.names, d.typed = d.o.Names, strings.Join(d.o.Frames, "\n")
	}
	return err
}

func (s *server) openSettingsPage(v *request) error {
	d, err := s.openSettingsOf(v)
	if err != nil {
		return err
	}
	return d.shown(s, http.StatusOK)
}

func (d *openSettings) shown(s *server, status int) error {
	d.w.Header().Set("Cache-Control", "no-store")
	return d.show(status, openSettingsShown(d, s.Identity.URL))
}

// link is the address that lets others see the map; empty for who may not hand it out.
func (d *openSettings) link(base string) string {
	if d.o == nil || d.o.Token == "" {
		return ""
	}
	return strings.TrimSuffix(base, "/") + "/" + d.org.Slug + "/open/" + d.o.Token
}

// changeOpening opens the map, changes how, withdraws its link, or has a circle say who is welcome.
func (s *server) changeOpening(v *request) error {
	if err := v.read(); err != nil {
		return err
	}
	d, err := s.openSettingsOf(v)
	if err != nil {
		return err
	}
	ctx := v.r.Context()
	switch v.told("do") {
	case "open":
		d.names, d.typed = v.told("names") != "", v.told("frames")
		_, err = v.as.OpenMap(ctx, d.names, strings.FieldsFunc(d.typed, func(r rune) bool { return r == '\n' || r == '\r' || r == ',' || r == ' ' }))
		d.said = v.p.T("open.opened")
		switch {
		case errors.Is(err, service.ErrFrame):
			d.fault, err = v.p.T("open.frames.fault"), nil
		case errors.Is(err, service.ErrFrameMany):
			d.fault, err = v.p.T("open.frames.many"), nil
		}
	case "close":
		err = v.as.CloseMap(ctx)
		d.said = v.p.T("open.closed")
	case "welcome", "unwelcome":
		var c org.CircleID
		if c, err = org.ParseID[org.CircleID](v.told("circle")); err != nil {
			return errForm
		}
		if err = v.as.SayWelcome(ctx, c, v.told("do") == "welcome"); err == nil {
			v.redirect(d.circle(c) + "#open")
			return nil
		}
	default:
		return errForm
	}
	if code := org.CodeOf(err); code == org.Forbidden || code == org.NotFound { // for them there is no such thing
		return errNotFound
	}
	if err != nil {
		return err
	}
	if d.fault != "" {
		d.said = ""
		return d.shown(s, http.StatusUnprocessableEntity)
	}
	if err := d.load(); err != nil {
		return err
	}
	return d.shown(s, http.StatusOK)
}

// circleOpen is how a circle stands on the open map, for whoever may say so; nil for nothing to say.
type circleOpen struct {
	On, May bool
}

func (pg *place) openOf(c org.CircleID) (*circleOpen, error) {
	if pg.m.past() {
		return nil, nil
	}
	o, err := pg.as.Showing(pg.r.Context())
	if err != nil || o == nil {
		return nil, err
	}
	out := &circleOpen{May: pg.view.MaySayWelcome(c) == nil}
	for _, x := range o.Welcome {
		out.On = out.On || x == c
	}
	if !out.On && !out.May {
		return nil, nil
	}
	return out, nil
}
