package web

import (
	"bytes"
	"encoding/json"
	"math"
	"net/http"

	"orpheus/internal/circlepack"
	"orpheus/org"
)

// mapData answers with the map as the script draws it: a row for each circle
// and role, circles before what is in them.
func (s *server) mapData(v *request) error {
	m := readMoment(v.r.URL.Query().Get("at"), v.founded(), v.now)
	if m.fault != "" {
		v.w.Header().Set("Cache-Control", "no-store")
		v.send(http.StatusBadRequest, "application/json", []byte("[]\n"))
		return nil
	}
	look, err := s.mapLook(v, m)
	if err != nil {
		return err
	}
	if s.fresh(v, look.Version(), look.Edition()) {
		return nil
	}
	l, err := s.placed(v.r.Context(), look)
	if err != nil {
		return err
	}
	rows := mapRows{v: v, look: look, chart: newChart(look), l: l}
	if rows.chart.root != nil {
		rows.circle(rows.chart.root)
	}
	var b bytes.Buffer
	if err := json.NewEncoder(&b).Encode(rows.all); err != nil {
		return err
	}
	v.send(http.StatusOK, "application/json", b.Bytes())
	return nil
}

type mapRows struct {
	v     *request
	look  *view
	chart *chart
	l     *circlepack.Layout
	all   [][]any
}

// The kinds of row.
const (
	rowCircle = iota
	rowHeld
	rowLit
	rowOpen
)

func (d *mapRows) circle(m *org.MapCircle) {
	family := d.chart.family[m.ID]
	d.row(rowCircle, uint64(m.ID), family, m.Name, d.v.extent(m), m.Open, m.OpenCount)
	if light := share(m); light > 0 {
		last := &d.all[len(d.all)-1]
		if len(*last) == plainRow {
			*last = append(*last, "")
		}
		*last = append(*last, short(light))
	}
	for _, r := range m.Roles {
		kind := rowHeld
		switch {
		case r.Vacant():
			kind = rowOpen
		case r.Leading:
			kind = rowLit
		}
		d.row(kind, uint64(r.ID), family, r.Name, d.v.holders(d.look, r), 0, 0)
	}
	for _, c := range m.Circles {
		d.circle(c)
	}
}

// plainRow is how long a row is that says nothing more: no soft hyphens in its name, and no
// light in it.
const plainRow = 12

func (d *mapRows) row(kind int, id uint64, family int, name, who string, open, within int) {
	p := d.l.Items[len(d.all)]
	d.all = append(d.all, []any{kind, id, p.Parent, short(p.X), short(p.Y), short(p.R), short(p.Band), family, name, who, open, within})
	if say := d.v.hyphenated(name); say != "" {
		d.all[len(d.all)-1] = append(d.all[len(d.all)-1], say)
	}
}

// short is a measure as exact as a picture needs it.
func short(f float64) float64 { return math.Round(f*1000) / 1000 }
