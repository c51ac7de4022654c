package web

import (
	"net/http"
	"net/url"
	"strconv"
	"time"

	"orpheus/face/web/ui"
	"orpheus/org"
	"orpheus/org/compare"
)

// changesPage tells what changed in the structure between two days.
type changesPage struct {
	*place
	d                 *difference // nil where a day cannot be shown
	from              moment
	fault             moment // what is wrong with one of the days
	fromDay, toDay    string
	firstDay, lastDay string
}

// changesPage answers for two moments: from ?at=, a month ago where it is not
// given, to ?to=, now where it is not given.
func (s *server) changesPage(v *request) error {
	from, to := v.twoMoments(v.r.URL.Query())
	c := changesPage{
		place: &place{request: v, m: to}, from: from, firstDay: v.founded().Format(time.DateOnly), lastDay: v.now.Format(time.DateOnly),
		fromDay: from.day(), toDay: to.day(),
	}
	c.title = v.p.T("changes.title")
	c.way = []ui.NavItem{{Text: v.org.Name, Href: "/" + v.org.Slug}, navHere(c.title)}
	for _, m := range []moment{from, to} {
		if m.fault != "" {
			c.fault, c.m = m, moment{}
			v.w.Header().Set("Cache-Control", "no-store")
			return v.show(http.StatusBadRequest, changesShown(c))
		}
	}
	d, err := s.difference(v, from, to)
	if err != nil {
		return err
	}
	if s.fresh(v, d.view.Version(), d.view.Edition()) {
		return nil
	}
	title, way := c.title, c.way
	c.place, c.d = d.place, d
	c.title, c.way = title, way
	if err := d.findAuthors(); err != nil {
		return err
	}
	return v.show(http.StatusOK, changesShown(c))
}

// twoMoments reads ?at= and ?to=, the earlier first.
func (v *request) twoMoments(q url.Values) (from, to moment) {
	at := q.Get("at")
	if at == "" {
		at = later(v.now.AddDate(0, -1, 0), v.founded()).Format(time.DateOnly)
	}
	text := q.Get("to")
	if text == "now" {
		text = ""
	}
	from, to = readMoment(at, v.founded(), v.now), readMoment(text, v.founded(), v.now)
	if from.fault == "" && to.fault == "" && (from.at.IsZero() || to.past() && to.at.Before(from.at)) {
		from, to = to, from
	}
	if from.fault == "" && from.at.IsZero() { // both are now
		from = readMoment(v.now.Format(time.RFC3339Nano), v.founded(), v.now)
	}
	return from, to
}

// day is a moment as a field of a form takes it.
func (m moment) day() string {
	if !m.past() {
		return ""
	}
	return m.at.Format(time.DateOnly)
}

// difference compares the organisation at two moments.
func (s *server) difference(v *request, from, to moment) (*difference, error) {
	at := func(m moment) (*place, error) {
		view, err := s.look(v, m.at)
		if err != nil {
			return nil, err
		}
		return &place{request: v, m: m, view: view, s: view.State, at: view.At}, nil
	}
	was, err := at(from)
	if err != nil {
		return nil, err
	}
	is, err := at(to)
	if err != nil {
		return nil, err
	}
	return differ(was, is), nil
}

// entry is where an act is told, among what happened before it.
func (d *difference) entry(e *org.Entry) string {
	return d.with("/stream", url.Values{"before": {strconv.FormatUint(e.Seq+1, 10)}})
}

// doer says who did an act: the program where nobody did.
func (d *difference) doer(e *org.Entry) string {
	if e.By == 0 {
		return d.p.T("change.by." + e.Face.String())
	}
	return d.name(e.By)
}

// changesSince is the address of what changed since a moment.
func (v *request) changesSince(m moment) string {
	return address("/"+v.org.Slug+"/changes", url.Values{"at": {m.text}})
}

func (c changesPage) shellOf() ui.Shell {
	s := c.shell(c.title)
	if c.d != nil && !c.m.past() {
		c.live(&s, c.view.Version(), anything)
	}
	return s
}

// lede says from when to when, and how much.
func (c changesPage) lede() string {
	to := c.p.T("changes.now")
	if c.m.past() {
		to = c.when(c.m)
	}
	return c.p.T("changes.lede", len(c.d.changes), c.when(c.from), to)
}

// onMap is the address of the same two moments on the map.
func (c changesPage) onMap() string {
	to := c.m.text
	if to == "" {
		to = "now"
	}
	return address("/"+c.org.Slug+"/map", url.Values{"at": {c.from.text}, "to": {to}})
}

func (c changesPage) sinceFirst() string {
	return address("/"+c.org.Slug+"/changes", url.Values{"at": {c.firstDay}})
}

func (c changesPage) faultText() string {
	if c.fault.fault == before {
		return c.p.T("past.before.title", c.org.Name, c.p.Day(c.founded()))
	}
	return c.p.T("past."+c.fault.fault+".what", c.fault.asked)
}

// changeGroup is what goes, is new, moves or changes.
type changeGroup struct {
	kind, title string
	all         int
	rows        []changeRow
}

// mostRows is how many changes of one group are shown.
const mostRows = 200

func (d *difference) groups() []changeGroup {
	g := compare.Grouped(d.changes)
	var out []changeGroup
	add := func(kind, title string, changes []compare.Change) {
		if len(changes) > 0 {
			out = append(out, changeGroup{kind, title, len(changes), d.rows(changes[:min(len(changes), mostRows)])})
		}
	}
	add("cut", d.p.T("changes.gone"), g.Gone)
	add("add", d.p.T("changes.new"), g.New)
	add("move", d.p.T("changes.moved"), g.Moved)
	add("edit", d.p.T("changes.changed"), g.Changed)
	return out
}

// groups of a page are those of the difference.
func (c changesPage) groups() []changeGroup { return c.d.groups() }
