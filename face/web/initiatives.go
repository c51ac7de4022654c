package web

import (
	"net/url"
	"strings"

	"github.com/a-h/templ"

	"orpheus/face/web/ui"
	"orpheus/org"
)

// initiativesPage is what a list of initiatives shows.
type initiativesPage struct {
	*place
	q      workQuery
	lists  map[string][]workItem // by tab, each in its order
	page   paging
	groups []workGroup
}

// workGroup is a part of the page of a list, under a heading with how many it has
// on all pages.
type workGroup struct {
	title string // empty for a list in one part
	count int
	items []workItem
}

func (s *server) initiativesPage(pg *place) (templ.Component, error) {
	l := initiativesPage{place: pg, q: pg.workAsked()}
	all, err := pg.gatherWork(l.q)
	if err != nil {
		return nil, err
	}
	l.lists = all.lists(l.q)
	list := l.lists[l.q.tab]
	l.page = pg.paged(len(list))
	l.groups = l.grouped(list)
	pg.title = pg.p.T("nav.initiatives")
	var led []org.InitiativeID
	for _, w := range list[l.page.first:l.page.last] {
		if w.step != nil {
			led = append(led, w.initiative)
		}
	}
	return initiativesShown(l, all), pg.load(pg.r.Context(), pg.steps(led)...)
}

// grouped are the parts of the list that the page shows something of.
func (l *initiativesPage) grouped(list []workItem) (out []workGroup) {
	count := map[due]int{}
	for _, w := range list {
		count[w.due]++
	}
	for _, w := range list[l.page.first:l.page.last] {
		if n := len(out); n > 0 && (l.q.tab != tabLed || out[n-1].items[0].due == w.due) {
			out[n-1].items = append(out[n-1].items, w)
			continue
		}
		g := workGroup{items: []workItem{w}}
		if l.q.tab == tabLed {
			g.title, g.count = l.p.T(dueTexts[w.due]), count[w.due]
		}
		out = append(out, g)
	}
	return out
}

// tabs are the lists, each with how many things it has under the same filters.
func (l initiativesPage) tabs() (tabs []ui.Tab) {
	for _, tab := range workTabs {
		q := l.q
		if q.tab = tab.name; q.tab != tabLed {
			q.late = false
		}
		tabs = append(tabs, ui.Tab{Text: l.p.T(tab.title), Count: l.p.Number(len(l.lists[tab.name])), Href: l.at(q), Here: tab.name == l.q.tab})
	}
	return tabs
}

// filters are those that a press turns on and off, with how many things they leave.
func (l initiativesPage) filters(all gathered) (out []ui.Filter) {
	add := func(text string, which func(*workQuery) *bool) {
		q := l.q
		on := which(&q)
		was := *on
		*on = true
		left := len(all.lists(q)[q.tab])
		*on = !was
		out = append(out, ui.Filter{Text: text, Count: l.p.Number(left), Href: l.at(q), On: was})
	}
	add(l.p.T("filter.mine"), func(q *workQuery) *bool { return &q.mine })
	add(l.p.T("filter.near"), func(q *workQuery) *bool { return &q.near })
	if l.q.tab == tabLed {
		add(l.p.T("filter.late"), func(q *workQuery) *bool { return &q.late })
	}
	return out
}

// at is the address of a list.
func (l initiativesPage) at(q workQuery) string { return l.with("/initiatives", q.values()) }

func (l initiativesPage) pager() ui.Pager {
	return l.place.pager(l.page, l.q.values(), func(q url.Values) string { return l.with("/initiatives", q) })
}

// shown says which part of the list is on the page, and in which order.
func (l initiativesPage) shown() string {
	return l.p.T(l.q.of().order, l.page.first+1, l.page.last, l.page.all)
}

// asked reads the circle that a list is about; zero for none there is.
func (pg *place) asked(name string) org.CircleID {
	if text := pg.r.URL.Query().Get(findPrefix + name); text != "" {
		return org.CircleID(pg.first('C', text))
	}
	id, err := org.ParseID[org.CircleID](pg.r.URL.Query().Get(name))
	if err != nil || pg.s.Circle(id) == nil {
		return 0
	}
	return id
}

// circleOptions are the circles to narrow a list to, as deep as they are.
func (pg *place) circleOptions(chosen org.CircleID, whole string) []ui.Option {
	all := []ui.Option{{Value: "", Text: whole, Chosen: chosen == 0}}
	for _, o := range pg.circleChoices(pg.view.Map(), nil) {
		if o.Value != org.Root.String() {
			all = append(all, ui.Option{Value: o.Value[1:], Text: strings.TrimPrefix(o.Text, "\u2003"), Chosen: o.Value == chosen.String()})
		}
	}
	return all
}

// nameOr is what somebody is called; somebody for nobody in person.
func (pg *place) nameOr(id org.PersonID) string {
	if id == 0 {
		return pg.p.T("tell.somebody")
	}
	return pg.name(id)
}
