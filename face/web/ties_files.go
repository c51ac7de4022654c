package web

import (
	"math/rand/v2"
	"net/http"
	"net/url"
	"slices"
	"time"

	"github.com/a-h/templ"

	"orpheus/face/web/ui"
	"orpheus/insight/ties"
	"orpheus/org"
)

// tieFiles are the kinds of files in which a network is to be had.
var tieFiles = []string{"svg", "csv", "gexf", "graphml"}

func (t *tiesPage) bundled(n *ties.Network) bool { return t.drawing(n).bundled() }

// whole is this picture with the ties of all circles.
func (t *tiesPage) whole() string {
	q := t.q
	q.circle = 0
	return t.with(tiesPath, q.values())
}

// yearKept is what the form that moves through the year keeps of the address.
func (t *tiesPage) yearKept() url.Values {
	q := t.q
	q.view, q.month = viewMonths, 13
	v := q.values()
	if t.m.past() {
		v.Set("at", t.m.text)
	}
	return v
}

func (t *tiesPage) frameKind() string {
	if t.q.month > 12 {
		return "whole"
	}
	return "month"
}

// file is where the network of this page is to be had as a file.
func (t *tiesPage) file(kind string) string {
	v := t.q.values()
	v.Del("circle")
	return t.with(tiesPath+"."+kind, v)
}

func (t *tiesPage) fileName() string {
	return t.org.Slug + "-" + string(t.q.kind) + "-" + t.std(t.place.at).Format(time.DateOnly)
}

// tiesFile answers with the network as a file: the picture, or data with people under numbers
// that are dealt anew each time.
func (s *server) tiesFile(kind string) func(*request) error {
	return func(v *request) error {
		pg, err := s.placeAsked(v)
		if err != nil {
			return err
		}
		t := &tiesPage{place: pg, q: pg.tiesAsked()}
		t.n = pg.view.Ties(t.q.kind, pg.at, tiesWindow)
		switch {
		case t.n.Reason == ties.ForGuests:
			return errNotFound
		case t.n.Reason != ties.Shown: // the page says why
			http.Redirect(v.w, v.r, t.with(tiesPath, t.q.values()), http.StatusSeeOther)
			return nil
		}
		t.lay()
		v.w.Header().Set("Cache-Control", "no-store")
		if kind == "csv" {
			return v.sendTable(t.fileName(), harmlessRows(t.data().CSV()))
		}
		v.w.Header().Set("Content-Disposition", `attachment; filename="`+t.fileName()+"."+kind+`"`)
		if kind == "svg" {
			v.send(http.StatusOK, "image/svg+xml", []byte(t.alone()))
			return nil
		}
		write, mime := t.data().GEXF, "application/gexf+xml"
		if kind == "graphml" {
			write, mime = t.data().GraphML, "application/graphml+xml"
		}
		b, err := write()
		if err != nil {
			return err
		}
		v.send(http.StatusOK, mime, b)
		return nil
	}
}

// alone is the picture for whoever shows it to others: nobody is marked in it, and nothing says
// who led what.
func (t *tiesPage) alone() string {
	d := t.drawing(t.n)
	d.ink, d.link, d.you, d.led = lookTies, nil, "", nil
	return d.svg()
}

func (t *tiesPage) data() *ties.NetworkFile {
	return t.n.File(rand.New(rand.NewPCG(rand.Uint64(), rand.Uint64())), func(i int) string { return t.names[i] }, t.p.T("ties.file.note"))
}

func harmlessRows(rows [][]string) [][]string {
	for _, row := range rows {
		for i := range row {
			row[i] = harmless(row[i])
		}
	}
	return rows
}

// placeAsked is the organisation at the moment that is asked for.
func (s *server) placeAsked(v *request) (*place, error) {
	pg := &place{request: v, m: readMoment(v.r.URL.Query().Get("at"), v.founded(), v.now)}
	if pg.m.fault != "" {
		return nil, errNotFound
	}
	view, err := s.look(v, pg.m.at)
	if err != nil {
		return nil, err
	}
	pg.view, pg.s, pg.at = view, view.State, view.At
	return pg, nil
}

// tiesList is everyone who led something in the open, by name, with what it was. It has no
// numbers, and its order is that of names.
type tiesList struct {
	*place
	people []org.PersonID
	works  map[org.PersonID][]org.InitiativeID
	page   paging
}

func (s *server) tiesListPage(pg *place) (templ.Component, error) {
	t := tiesList{place: pg}
	pg.title = pg.p.T("ties.list.title")
	pg.way = []ui.NavItem{{Text: pg.p.T("ties.title"), Href: pg.to(tiesPath)}, {Text: pg.title}}
	if !pg.view.Sight.All() {
		return nil, errNotFound
	}
	from := max(pg.at-org.Time(tiesWindow.Microseconds()), pg.view.Present.StatisticsFrom)
	t.works = pg.ledIn(from)
	for p := range t.works {
		if pg.view.Name(p) != "" {
			t.people = append(t.people, p)
		}
	}
	by := alphabetical(pg.p.Lang())
	slices.SortFunc(t.people, func(a, b org.PersonID) int {
		if c := by.CompareString(pg.view.Name(a), pg.view.Name(b)); c != 0 {
			return c
		}
		return int(a) - int(b)
	})
	t.page = pg.paged(len(t.people))
	return tiesListShown(t), nil
}
