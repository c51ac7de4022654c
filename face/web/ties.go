package web

import (
	"math"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/a-h/templ"

	"orpheus/face/web/ui"
	"orpheus/insight/measure"
	"orpheus/insight/ties"
	"orpheus/org"
)

const (
	tiesPath   = "/insight/who-leads-whom"
	tiesWindow = measure.Year
)

// What is drawn of it, as it stands in the address.
const (
	viewThen   = "then"
	viewMonths = "months"

	levelWithin  = "within"
	levelBetween = "between"
	levelWhole   = "whole"
)

// tiesQuery is which picture is asked for; all of it is in the address.
type tiesQuery struct {
	kind   ties.Kind
	view   string
	month  int // from 1 to 12; 13 for the year
	circle org.CircleID
	level  string
}

func (pg *place) tiesAsked() tiesQuery {
	q := pg.r.URL.Query()
	out := tiesQuery{kind: ties.Leading, month: 13, circle: pg.asked("circle")}
	if q.Get("of") == string(ties.Advice) {
		out.kind = ties.Advice
	}
	if v := q.Get("show"); v == viewThen || v == viewMonths {
		out.view = v
	}
	if l := q.Get("level"); l == levelWithin || l == levelBetween || l == levelWhole {
		out.level = l
	}
	if m, err := strconv.Atoi(q.Get("month")); err == nil && m >= 1 && m <= 12 && out.view == viewMonths {
		out.month = m
	}
	return out
}

func (q tiesQuery) values() url.Values {
	v := url.Values{}
	if q.kind == ties.Advice {
		v.Set("of", string(q.kind))
	}
	if q.view != "" {
		v.Set("show", q.view)
	}
	if q.view == viewMonths && q.month < 13 {
		v.Set("month", strconv.Itoa(q.month))
	}
	if q.level != "" {
		v.Set("level", q.level)
	}
	if q.circle != 0 {
		v.Set("circle", q.circle.String()[1:])
	}
	return v
}

// tiesPage is who is tied to whom.
type tiesPage struct {
	*place
	q       tiesQuery
	n       *ties.Network
	then    *ties.Network // a year before; nil where it is not asked for
	aside   *ties.Beside
	was     *ties.Beside // a year before
	names   []string     // of circles
	answers *measure.Insight
	short   []string // in the head of the table
	most    int      // ties of one cell
	grid    *tiePlaces
	works   map[org.PersonID][]org.InitiativeID // led in the window, as far as whoever looks sees them
}

func (s *server) tiesPage(pg *place) (templ.Component, error) {
	t := &tiesPage{place: pg, q: pg.tiesAsked()}
	pg.title = pg.p.T("ties.title")
	pg.way = []ui.NavItem{{Text: pg.p.T("nav.insight"), Href: pg.to("/insight")}, navHere(pg.title)}
	t.n = pg.view.Ties(t.q.kind, pg.at, tiesWindow)
	t.aside = pg.view.TiesAside(pg.at, tiesWindow)
	if t.n.Reason != ties.Shown {
		return tiesShown(t), nil
	}
	var err error
	if t.answers, err = pg.view.Insight(pg.r.Context(), org.Root, insightQuery{}.days()); err != nil {
		return nil, err
	}
	if t.q.view == viewThen {
		t.then = pg.view.Ties(t.q.kind, pg.at-365*org.Day, tiesWindow)
		t.was = pg.view.TiesAside(pg.at-365*org.Day, tiesWindow)
	}
	t.lay()
	t.works = pg.ledIn(t.n.From)
	return tiesShown(t), nil
}

// lay gives every circle its place: the same for every window and both networks.
func (t *tiesPage) lay() {
	for _, c := range t.n.Circles {
		t.names = append(t.names, t.s.Circle(c.ID).Name)
	}
	t.short = shortened(t.names)
	t.most = 1
	for _, row := range t.n.Cells {
		for _, c := range row {
			t.most = max(t.most, c.Ties)
		}
	}
	t.grid = placeTies(t.n.Circles, t.names, len(t.n.People) > mostDots || t.then != nil && len(t.then.People) > mostDots)
}

// drawing is the picture of a network, on this page.
func (t *tiesPage) drawing(n *ties.Network) *tieDrawing {
	d := &tieDrawing{
		n: n, at: t.grid, names: t.names, month: t.q.month - 1, circle: -1, level: t.q.level, ink: classed,
		label: t.p.T("ties.picture." + string(n.Kind)), you: t.p.T("ties.you.mark"), led: t.saysLed,
		link: func(i int) string {
			q := t.q
			if q.circle = n.Circles[i].ID; q.circle == t.q.circle {
				q.circle = 0
			}
			return t.with(tiesPath, q.values())
		},
	}
	if t.q.month > 12 {
		d.month = -1
	}
	for i, c := range n.Circles {
		d.families = append(d.families, t.family(c.ID))
		if c.ID == t.q.circle {
			d.circle = i
		}
	}
	return d
}

// svg is a picture as it stands in the page.
func (t *tiesPage) svg(n *ties.Network) templ.Component { return templ.Raw(t.drawing(n).svg()) }

// mostTitles is how much of what somebody led their dot says.
const mostTitles = 4

// saysLed says what somebody led in the open, at their dot.
func (t *tiesPage) saysLed(p ties.Person) string {
	var titles []string
	for _, id := range t.works[p.ID] {
		if len(titles) == mostTitles {
			titles = append(titles, "…")
			break
		}
		titles = append(titles, t.s.Initiative(id).Title)
	}
	if len(titles) == 0 {
		return ""
	}
	return t.p.T("ties.dot", strings.Join(titles, "; "))
}

// ledIn is what people led since a moment, as far as whoever looks sees it: facts of the work.
func (pg *place) ledIn(from org.Time) map[org.PersonID][]org.InitiativeID {
	out := map[org.PersonID][]org.InitiativeID{}
	for _, l := range pg.s.Leads() {
		if l.Since > pg.at || l.Until != 0 && l.Until <= from || !pg.sees(org.RefOf(l.Initiative)) {
			continue
		}
		if !slices.Contains(out[l.Person], l.Initiative) {
			out[l.Person] = append(out[l.Person], l.Initiative)
		}
	}
	return out
}

// shortened are names by two letters each, no two alike.
func shortened(names []string) []string {
	out, taken := make([]string, len(names)), map[string]bool{}
	for i, name := range names {
		for _, s := range shorts(name, i) {
			if !taken[s] {
				out[i], taken[s] = s, true
				break
			}
		}
	}
	return out
}

// shorts are what a name may be shortened to, the best first.
func shorts(name string, number int) (all []string) {
	var words [][]rune
	for w := range strings.FieldsSeq(name) {
		if r := []rune(w); len(r) > 3 || len(words) == 0 {
			words = append(words, r)
		}
	}
	if len(words) > 0 {
		first := strings.ToUpper(string(words[0][0]))
		for _, w := range words[1:] {
			all = append(all, first+strings.ToLower(string(w[0])))
		}
		for _, w := range words {
			for _, r := range w[1:] {
				all = append(all, first+strings.ToLower(string(r)))
			}
		}
	}
	return append(all, strconv.Itoa(number+1))
}

// views are the three ways to see it.
func (t *tiesPage) views() []ui.NavItem {
	item := func(view string, key string) ui.NavItem {
		q := t.q
		q.view, q.month = view, 13
		if view == viewMonths {
			q.month = 12
		}
		return ui.NavItem{Text: t.p.T(key), Href: t.with(tiesPath, q.values()), Here: t.q.view == view}
	}
	return []ui.NavItem{item("", "ties.view.year"), item(viewThen, "ties.view.then"), item(viewMonths, "ties.view.months")}
}

// kinds are the two networks.
func (t *tiesPage) kinds() []ui.NavItem {
	item := func(kind ties.Kind) ui.NavItem {
		q := t.q
		q.kind = kind
		return ui.NavItem{Text: t.p.T("ties.of." + string(kind)), Href: t.with(tiesPath, q.values()), Here: t.q.kind == kind}
	}
	return []ui.NavItem{item(ties.Leading), item(ties.Advice)}
}

// levels are the widths at which it can be looked at.
func (t *tiesPage) levels() []ui.NavItem {
	var all []ui.NavItem
	for _, l := range []string{"", levelWhole, levelBetween, levelWithin} {
		q := t.q
		q.level = l
		key := "ties.level.all"
		if l != "" {
			key = "ties.level." + l
		}
		all = append(all, ui.NavItem{Text: t.p.T(key), Href: t.with(tiesPath, q.values()), Here: t.q.level == l})
	}
	return all
}

// drawn is how many ties there are in the picture, as it is shown.
func (t *tiesPage) drawn(n *ties.Network) int {
	d, count := t.drawing(n), 0
	for _, tie := range n.Ties {
		if d.drawn(tie) {
			count++
		}
	}
	return measure.Rounded(count)
}

// home is the circle of whoever looks among those of the network; below 0 for none.
func (t *tiesPage) home() int {
	if t.n.Own.Dot < 0 {
		return -1
	}
	return t.n.People[t.n.Own.Dot].Home
}

// rows are the circles in the table: those in which anybody is at home.
func (t *tiesPage) rows() (all []int) {
	for i, c := range t.n.Circles {
		if c.Seats > 0 {
			all = append(all, i)
		}
	}
	return all
}

// mostCircles is of how many circles the table shows each with each; of more, one with each.
const mostCircles = 24

// wide reports whether there are more.
func (t *tiesPage) wide() bool { return len(t.rows()) > mostCircles }

// near is the circle whose ties the table shows where there are many: the one chosen in the
// picture, else that of whoever looks, else the first.
func (t *tiesPage) near() int {
	for i, c := range t.n.Circles {
		if c.ID == t.q.circle {
			return i
		}
	}
	return max(t.home(), 0)
}

// nearest are the circles of which there is something to show beside that one.
func (t *tiesPage) nearest() (all []int) {
	a := t.near()
	for _, b := range t.rows() {
		if t.n.Cells[a][b].Shown || t.n.Cells[b][a].Shown {
			all = append(all, b)
		}
	}
	return all
}

// told is a cell of the table in words, and how dark it is.
func (t *tiesPage) told(a, b int) (text, class string) {
	c := t.n.Cells[a][b]
	if !c.Shown {
		return t.p.T("ties.few"), "ties-few"
	}
	n := c.Ties
	if a != t.home() && b != t.home() {
		n = measure.Rounded(n)
	}
	step := int(math.Ceil(4 * math.Log1p(float64(c.Ties)) / math.Log1p(float64(t.most)) * .999))
	if c.Ties == t.most {
		step = 5
	}
	class = "ties-" + strconv.Itoa(max(1, step))
	if a == b {
		class += " ties-in"
	}
	return t.p.Number(n), class
}

// monthOf says which part of the year is shown.
func (t *tiesPage) monthOf(m int) string {
	window := org.Time(tiesWindow.Microseconds())
	if m > 12 {
		return t.p.T("ties.span", t.month(t.n.At-window), t.month(t.n.At))
	}
	return t.p.T("ties.span", t.p.Day(t.std(ties.Month(t.n.At, window, m-1))), t.p.Day(t.std(ties.Month(t.n.At, window, m))))
}
