package web

import (
	"strings"
	"time"

	"orpheus/face/out"
	"orpheus/org"
)

// mapTable answers with the map as a table, for who works on with it elsewhere:
// a row for each seat, and for each role and circle that has none.
func (s *server) mapTable(v *request) error {
	m := readMoment(v.r.URL.Query().Get("at"), v.founded(), v.now)
	if m.fault != "" {
		return s.theMap(v) // which says what is wrong
	}
	look, err := s.mapLook(v, m)
	if err != nil {
		return err
	}
	if s.fresh(v, look.Version(), look.Edition()) {
		return nil
	}
	t := &mapSheet{v: v, look: look, out: [][]string{{
		v.p.T("csv.circle"), v.p.T("csv.in"), v.p.T("csv.role"), v.p.T("csv.person"),
		v.p.T("csv.since"), v.p.T("csv.until"), v.p.T("csv.formal"), v.p.T("csv.leads"), v.p.T("csv.light"),
	}}}
	if look.Map() != nil {
		t.circle(look.Map(), nil)
	}
	name := v.org.Slug + "-" + v.now.Format(time.DateOnly)
	if m.past() {
		name = v.org.Slug + "-" + m.at.Format(time.DateOnly)
	}
	if with := v.r.URL.Query().Get("with"); with != "" { // which names something, or it would not be here
		name = v.org.Slug + "-" + strings.ToLower(with) + "-" + v.now.Format(time.DateOnly)
	}
	return v.sendTable(name, t.out)
}

// sheet is where the map of this page is to be had as a table.
func (pg mapPage) sheet() string {
	return query{path: pg.q.path + ".csv", at: pg.q.at, mark: markLead}.href()
}

type mapSheet struct {
	v    *request
	look *view
	out  [][]string
}

func (t *mapSheet) row(cells ...string) {
	for i, c := range cells {
		cells[i] = harmless(c)
	}
	t.out = append(t.out, cells)
}

// harmless is a text of which a spreadsheet takes no part for a formula.
func harmless(cell string) string { return out.Harmless(cell) }

func (t *mapSheet) circle(m *org.MapCircle, way []string) {
	in := inside(way)
	if len(m.Roles) == 0 {
		t.row(m.Name, in, "", "", "", "", "", "", "")
	}
	for _, r := range m.Roles {
		if r.Vacant() {
			t.row(m.Name, in, r.Name, "", "", "", t.yes(r.Formal), t.yes(r.Leads), "")
		}
		for _, seat := range r.Seats {
			t.row(m.Name, in, r.Name, t.v.name(t.look, seat.Person), t.day(seat.Since), t.day(seat.Term), t.yes(r.Formal), t.yes(r.Leads), t.yes(seat.Leading))
		}
	}
	way = append(way[:len(way):len(way)], m.Name)
	for _, c := range m.Circles {
		t.circle(c, way)
	}
}

// mostWay is how many of the circles around one a row names.
const mostWay = 8

// inside names the circles around one, from the outermost; of many the outermost and
// the nearest, so that a table grows with the rows it has and not with their depth.
func inside(way []string) string {
	if over := len(way) - mostWay; over > 0 {
		way = append([]string{way[0], "…"}, way[over+2:]...)
	}
	return strings.Join(way, " › ")
}

func (t *mapSheet) yes(is bool) string {
	if is {
		return t.v.p.T("csv.yes")
	}
	return ""
}

func (t *mapSheet) day(at org.Time) string {
	if at == 0 {
		return ""
	}
	return at.Std().In(t.v.now.Location()).Format(time.DateOnly)
}
