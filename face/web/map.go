package web

import (
	"net/http"
	"time"

	"orpheus/face/web/ui"
	"orpheus/org"
)

// theMap shows the map of an organisation, as a picture or as an outline, on
// any day.
func (s *server) theMap(v *request) error {
	switch q := v.r.URL.Query(); {
	case q.Has("with"):
		return s.mapWhatIf(v)
	case q.Has("to"):
		return s.mapCompare(v)
	}
	m := readMoment(v.r.URL.Query().Get("at"), v.founded(), v.now)
	at := m.at
	if m.fault != "" {
		at = time.Time{} // the page says what is wrong, over the map of today
	}
	look, err := s.look(v, at)
	if err != nil {
		return err
	}
	if s.fresh(v, look.Version(), look.Edition()) {
		return nil
	}
	q := readQuery("/"+v.org.Slug+"/map", v.r.URL.Query(), m)
	page := v.mapPage(look, m, q)
	page.place = &place{request: v, view: look, s: look.State, m: m, at: look.At}
	if err := page.place.sayDone(); err != nil {
		return err
	}
	if page.drawn() {
		l, err := s.placed(v.r.Context(), look)
		if err != nil {
			return err
		}
		page.drawing = v.drawing(page, l)
	}
	status := http.StatusOK
	switch {
	case m.fault == unreadable || m.fault == ahead:
		status = http.StatusBadRequest
	case page.chosen.gone && !m.past():
		status = http.StatusNotFound
	}
	if status != http.StatusOK || len(page.place.undo) > 0 {
		v.w.Header().Del("ETag")
	}
	if len(page.place.undo) > 0 { // not for long
		v.w.Header().Set("Cache-Control", "no-store")
	}
	return v.show(status, outlinePage(v, page))
}

// mapPage is all that the page of the map shows.
type mapPage struct {
	shell  ui.Shell
	look   *view
	chart  *chart
	q      query
	m      moment
	chosen choice
	view   string
	acting bool         // the one who looks may do something here now
	rows   []ui.TreeRow // of the outline
	slider ui.Strip

	drawing ui.MapPicture // of the picture
	place   *place        // to say what was just done; nil where two days stand side by side
}

// drawn reports whether the page shows the picture, which takes something to
// be drawn.
func (pg mapPage) drawn() bool {
	return pg.view == viewMap && pg.m.fault != before && !pg.chart.empty()
}

// manyRows is from how many circles and roles on some are too small to be drawn.
const manyRows = 800

// views are the ways to see the map.
func (v *request) views(here string) []ui.NavItem {
	return []ui.NavItem{
		{Text: v.p.T("map.view.map"), Icon: "map", Href: v.here(viewCookie, viewMap), Here: here == viewMap},
		{Text: v.p.T("map.view.outline"), Icon: "outline", Href: v.here(viewCookie, viewOutline), Here: here == viewOutline},
	}
}

func (v *request) mapPage(look *view, m moment, q query) mapPage {
	pg := mapPage{look: look, m: m, q: q, chart: newChart(look), view: v.view, acting: v.me.Person != 0 && !m.past()}
	pg.chosen = pg.chart.choice(q)
	if !pg.drawn() {
		pg.rows = (&outliner{v: v, look: look, chart: pg.chart, q: q, chosen: pg.chosen}).lines()
	}
	pg.slider = v.timeSlider(pg)
	pg.shell = v.shell(pg.title(v))
	pg.shell.Nav, pg.shell.Wide = v.nav("map"), true
	if !m.past() {
		v.live(&pg.shell, look.Version(), anything)
	}
	return pg
}

// title names the page: what is looked at, and when.
func (pg mapPage) title(v *request) string {
	title := v.p.T("map.title")
	switch {
	case pg.chosen.gone || !pg.chosen.made:
	case pg.chosen.role != nil:
		title = pg.chosen.role.Name + ", " + pg.chosen.circle.Name
	case pg.chosen.circle != pg.chart.root:
		title = pg.chosen.circle.Name
	}
	if pg.m.past() {
		title += ", " + v.when(pg.m)
	}
	return title
}

// when says a moment gone by: the day, and the time where it was given.
func (v *request) when(m moment) string {
	if m.exact() {
		return v.p.DateTime(m.at, time.Time{})
	}
	return v.p.Day(m.at)
}

// way is the path of links to what is looked at.
func (pg mapPage) way() []ui.NavItem {
	var way []ui.NavItem
	for _, m := range pg.chart.way(pg.chosen.circle) {
		id := m.ID
		if id == org.Root || m == pg.chart.root {
			id = 0
		}
		way = append(way, ui.NavItem{Text: m.Name, Href: pg.q.choose(id, 0).href()})
	}
	if pg.chosen.role != nil {
		way = append(way, ui.NavItem{Text: pg.chosen.role.Name})
	}
	return way
}

// marks are the choices of the highlight.
func (pg mapPage) marks(v *request) []ui.Option {
	var all []ui.Option
	for _, m := range []string{markLead, markVacant, markOpen, markNone} {
		all = append(all, ui.Option{Value: m, Text: v.p.T("map.mark." + m), Chosen: m == pg.q.mark})
	}
	return all
}

// keep are the parameters that a form carries along, without its own.
func (q query) keep(but string) []ui.Option {
	var all []ui.Option
	for _, v := range q.values() {
		if v[0] != but {
			all = append(all, ui.Option{Value: v[0], Text: v[1]})
		}
	}
	return all
}
