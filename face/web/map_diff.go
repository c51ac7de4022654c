package web

import (
	"maps"
	"net/http"
	"net/url"
	"strconv"

	"github.com/a-h/templ"

	"orpheus/face/out"
	"orpheus/face/web/ui"
	"orpheus/internal/circlepack"
	"orpheus/org"
	"orpheus/org/compare"
)

// What of two moments is shown.
const (
	showThen = "then"
	showBoth = "both"
	showNow  = "now"
)

// mapDiff is the map in two states: at two moments, or as it is and as it would be.
type mapDiff struct {
	*difference
	shell    ui.Shell
	n        *mergedMap
	asked    url.Values // what its address says of the two
	from, to moment
	with     *planned // as it would be; nil for two moments
	show     string
	chosen   *mergedNode // the whole where nothing is chosen
	families map[org.CircleID]int
	looks    [2]*view // then, and now
	picture  ui.MapPicture
	outline  bool
	rows     []ui.TreeRow
}

// mapCompare shows the map at two moments, ?at= and ?to=, one over the other.
func (s *server) mapCompare(v *request) error {
	q := v.r.URL.Query()
	from, to := v.twoMoments(q)
	if from.fault != "" || to.fault != "" { // the list of changes says what is wrong
		v.redirect(address("/"+v.org.Slug+"/changes", url.Values{"at": {q.Get("at")}, "to": {q.Get("to")}}))
		return nil
	}
	d, err := s.difference(v, from, to)
	if err != nil {
		return err
	}
	if s.fresh(v, d.view.Version(), d.view.Edition()) {
		return nil
	}
	m := &mapDiff{difference: d, from: from, to: to, asked: url.Values{"at": {from.text}, "to": {"now"}}}
	if to.past() {
		m.asked.Set("to", to.text)
	}
	m.looks = [2]*view{d.was.view, d.view}
	m.merge(v)
	if !m.outline {
		// Starting from the map of the later moment, so that what is on it keeps its place.
		if m.picture, err = s.union(v, m, m.looks[1]); err != nil {
			return err
		}
	}
	m.shell = v.shell(v.p.T("compare.title"))
	m.shell.Nav, m.shell.Wide = v.nav("map"), true
	return v.show(http.StatusOK, mapDiffShown(m))
}

// merge lays the two maps over each other, and reads what is chosen and shown.
func (m *mapDiff) merge(v *request) {
	q := v.r.URL.Query()
	m.show, m.outline = showBoth, v.view == viewOutline
	if show := q.Get("show"); show == showThen || show == showNow {
		m.show = show
	}
	was, is := m.looks[0].Map(), m.looks[1].Map()
	m.n = mergeMaps(was, is, m.changes)
	if m.with != nil {
		m.with.count(was, is)
	}
	m.families = map[org.CircleID]int{}
	for _, look := range m.looks {
		colours(look, m.families)
	}
	if m.chosen = m.choice(q); m.chosen == nil {
		m.chosen = m.n.root
	}
	if m.outline {
		m.rows = m.lines()
	}
}

func (m *mapDiff) choice(q url.Values) *mergedNode {
	if id, err := org.ParseID[org.RoleID](q.Get("role")); err == nil {
		return m.n.find(org.RefOf(id))
	}
	if id, err := org.ParseID[org.CircleID](q.Get("circle")); err == nil {
		return m.n.find(org.RefOf(id))
	}
	return nil
}

// href is this page with something chosen, and shown so.
func (m *mapDiff) href(u *mergedNode, show string) string {
	q := maps.Clone(m.asked)
	if show != showBoth {
		q.Set("show", show)
	}
	if u != nil && u != m.n.root {
		name := "circle"
		if u.role != nil {
			name = "role"
		}
		q.Set(name, strconv.FormatUint(uint64(u.ref().N), 10))
	}
	return address("/"+m.org.Slug+"/map", q)
}

// union is the two maps as one picture, in which all that is on one of them keeps its place.
func (s *server) union(v *request, m *mapDiff, steady *view) (ui.MapPicture, error) {
	places, err := s.placed(v.r.Context(), steady)
	if err != nil {
		return ui.MapPicture{}, err
	}
	grown := 0 // two days may lie far apart
	if m.with != nil {
		grown = len(out.Steps(steady.Look))
	}
	l, err := s.places.Pack(v.r.Context(), m.n.root.nodes(), places, grown)
	if err != nil {
		return ui.MapPicture{}, err
	}
	return m.draw(l), nil
}

// shown reports whether something is part of what is shown.
func (m *mapDiff) shown(u *mergedNode) bool {
	return m.show == showBoth || m.show == showThen && u.then || m.show == showNow && u.now
}

// say is what became of a thing, in words; empty for nothing.
func (m *mapDiff) say(u *mergedNode) string {
	if k := changeKinds[u.mark]; k != "" && u.mark != compare.Same {
		return m.p.T("compare." + k)
	}
	return ""
}

// draw is the two maps as one picture.
func (m *mapDiff) draw(l *circlepack.Layout) ui.MapPicture {
	pic := ui.MapPicture{Label: m.label(), Lang: m.foreign()}
	if len(l.Items) != len(m.n.all) {
		return pic
	}
	c := l.Items[m.chosen.in().at]
	pic.X, pic.Y, pic.Scale = c.X, c.Y, ui.MapSide/(2*c.R*1.26)
	if c.Depth == 0 {
		pic.Scale = ui.MapSide / (2 * c.R * 1.1)
	}
	if m.chosen.role != nil {
		r := l.Items[m.chosen.at]
		pic.X, pic.Y, pic.Scale = r.X, r.Y, max(pic.Scale, 54/r.R)
	}
	pic.Root = m.node(m.n.root, l)
	return pic
}

func (m *mapDiff) node(u *mergedNode, l *circlepack.Layout) ui.MapNode {
	p := l.Items[u.at]
	n := ui.MapNode{
		ID: u.ref().String(), Name: u.name(), Family: m.families[u.in().circle.ID], Depth: p.Depth,
		X: p.X, Y: p.Y, R: p.R, Band: p.Band, Here: u == m.chosen,
	}
	if u.mark != compare.Same {
		n.Mark, n.Lit = changeKinds[u.mark], m.say(u)
	}
	n.Gone = !u.now
	if u.up != nil && u.up == m.chosen.in() {
		n.Href = m.href(u, m.show)
	}
	look := m.looks[1]
	if !u.now {
		look = m.looks[0]
	}
	if u.role != nil {
		n.Role, n.Dot, n.Who = true, dot(*u.role), m.holders(look, *u.role)
		n.Dim = m.show == showBoth && u.mark == compare.Same && u.now && u.then
		return n
	}
	n.Who = m.extent(u.circle)
	for _, k := range u.kids {
		if m.shown(k) {
			n.Kids = append(n.Kids, m.node(k, l))
		}
	}
	return n
}

// lines are the two maps as one outline: what is different, and the way there.
func (m *mapDiff) lines() []ui.TreeRow {
	var rows []ui.TreeRow
	small := len(m.n.all) <= roomy
	keep := make([]bool, len(m.n.all))
	for i := len(m.n.all) - 1; i >= 0; i-- {
		u := m.n.all[i]
		if keep[i] = keep[i] || u.up == nil || m.shown(u) && (small || u.mark != compare.Same); keep[i] && u.up != nil {
			keep[u.up.at] = true
		}
	}
	var add func(u *mergedNode, level, pos, of int)
	add = func(u *mergedNode, level, pos, of int) {
		r := ui.TreeRow{
			ID: u.ref().String(), Name: u.name(), Lang: m.foreign(), Level: level, Pos: pos, Of: of, Open: true,
			Family: m.families[u.in().circle.ID], Href: m.href(u, m.show), Chosen: u == m.chosen && u != m.n.root,
			Side: m.say(u), Mark: changeKinds[u.mark],
		}
		if u.left {
			r.ID += "-left"
		}
		if u.mark == compare.Same {
			r.Mark = ""
		}
		if u.role != nil {
			r.Dot = dot(*u.role)
			if r.Dot == ui.DotLit {
				r.Dot = ui.DotHeld
			}
		} else {
			r.Dot = ui.DotCircle
			r.Circle = strconv.FormatUint(uint64(u.circle.ID), 10)
		}
		rows = append(rows, r)
		var kids []*mergedNode
		for _, k := range u.kids {
			if keep[k.at] && m.shown(k) {
				kids = append(kids, k)
			}
		}
		for i, k := range kids {
			add(k, level+1, i+1, len(kids))
		}
	}
	if m.n.root != nil {
		add(m.n.root, 1, 1, 1)
	}
	return rows
}

// markGroup is what goes, is new, moves or changes on the map.
type markGroup struct {
	kind, title string
	all         []*mergedNode
}

func (m *mapDiff) groups() []markGroup {
	var out []markGroup
	for _, g := range []markGroup{
		{kind: "cut", title: m.p.T("changes.gone")},
		{kind: "add", title: m.p.T("changes.new")},
		{kind: "move", title: m.p.T("changes.moved")},
		{kind: "edit", title: m.p.T("changes.changed")},
	} {
		for _, u := range m.n.all {
			if u.mark != compare.Same && changeKinds[u.mark] == g.kind && !u.left {
				g.all = append(g.all, u)
			}
		}
		if len(g.all) > 0 {
			out = append(out, g)
		}
	}
	return out
}

// segments are what of the two moments can be shown.
func (m *mapDiff) segments() []ui.NavItem {
	then, now := m.p.T("compare.then"), m.p.T("compare.now")
	if m.to.past() {
		now = m.p.T("compare.after")
	}
	if m.with != nil {
		then, now = m.p.T("strip.today"), m.p.T("plan.proposed")
	}
	var out []ui.NavItem
	for _, s := range [][2]string{{showThen, then}, {showBoth, m.p.T("compare.both")}, {showNow, now}} {
		out = append(out, ui.NavItem{Text: s[1], Href: m.href(m.chosen, s[0]), Here: m.show == s[0]})
	}
	return out
}

// crumbs is the path of links to what is looked at.
func (m *mapDiff) crumbs() []ui.NavItem {
	var way []ui.NavItem
	for u := m.chosen; u != nil; u = u.up {
		way = append([]ui.NavItem{{Text: u.name(), Href: m.href(u, m.show)}}, way...)
	}
	return way
}

// until says the later moment.
func (m *mapDiff) until() string {
	if m.to.past() {
		return m.when(m.to)
	}
	return m.p.T("changes.now")
}

// label says what the picture is of.
func (m *mapDiff) label() string {
	if m.with != nil {
		return m.p.T("plan.map.of", m.org.Name)
	}
	return m.p.T("compare.of", m.org.Name)
}

// inText is the same as a list in words.
func (m *mapDiff) inText() string {
	if m.with != nil {
		return m.with.words
	}
	q := url.Values{"at": {m.from.text}}
	if m.to.past() {
		q.Set("to", m.to.text)
	}
	return address("/"+m.org.Slug+"/changes", q)
}

// within is the name of the circle that something is in.
func (u *mergedNode) within() string {
	if u.up == nil {
		return ""
	}
	return u.up.name()
}

func (m *mapDiff) viewHere() string {
	if m.outline {
		return viewOutline
	}
	return viewMap
}

func chosenHere(here bool) templ.Attributes {
	if here {
		return templ.Attributes{"aria-current": "true"}
	}
	return nil
}
