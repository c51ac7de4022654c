package web

import (
	"cmp"
	"net/url"
	"slices"

	"github.com/a-h/templ"

	"orpheus/face/web/ui"
	"orpheus/org"
	"orpheus/org/deciding"
	"orpheus/service/search"
)

// decisionsPage is what a list of decisions shows.
type decisionsPage struct {
	*place
	q     decisionsQuery
	all   []decisionItem // that may be seen, in the order of the lists
	lists map[string][]decisionItem
	asks  []decisionItem // of what is open: what asks something of the one who looks
	rest  []decisionItem
	ended []decisionItem // of those that ended, the part on the page, or those of this week
	page  paging
}

// decisionItem is a decision as a line of a list.
type decisionItem struct {
	id    org.DecisionID
	x     *org.Decision
	part  org.Part
	found bool // by the words asked for
}

func (s *server) decisionsPage(pg *place) (templ.Component, error) {
	l := decisionsPage{place: pg, q: pg.decisionsAsked()}
	if err := l.gather(); err != nil {
		return nil, err
	}
	l.lists = l.narrowed(l.q)
	switch l.q.tab {
	case tabOpen:
		for _, d := range l.lists[tabOpen] {
			if d.part != org.NoPart {
				l.asks = append(l.asks, d)
			} else {
				l.rest = append(l.rest, d)
			}
		}
		for _, d := range l.lists[tabPast] {
			if d.x.Ended > pg.at-7*org.Day {
				l.ended = append(l.ended, d)
			}
		}
	case tabOwn:
		for _, d := range l.lists[tabOwn] {
			if d.x.Open() {
				l.rest = append(l.rest, d)
			} else {
				l.ended = append(l.ended, d)
			}
		}
	default:
		l.page = pg.paged(len(l.lists[tabPast]))
		l.ended = l.lists[tabPast][l.page.first:l.page.last]
	}
	pg.title = pg.p.T("nav.decisions")
	pg.hourly(l.asks, l.rest)
	return decisionsShown(l), nil
}

// hourly keeps a page that tells how many hours are left from being kept for longer.
func (pg *place) hourly(lists ...[]decisionItem) {
	for _, list := range lists {
		for _, d := range list {
			if d.x.Open() && d.x.Until-pg.at < 2*org.Day {
				pg.w.Header().Del("ETag")
				pg.tag = ""
				return
			}
		}
	}
}

// gather finds all decisions that may be seen, what is open by its deadline and what ended
// the newest first, and marks what has the words asked for in its question or its texts.
func (l *decisionsPage) gather() error {
	texts, err := l.foundTexts(l.q.words)
	if err != nil {
		return err
	}
	m := search.NewMatch(l.q.words)
	for id, x := range l.s.Decisions() {
		if !l.sees(org.RefOf(id)) {
			continue
		}
		d := decisionItem{id: id, x: x, found: m.Fits(x.Title) || texts[org.RefOf(id)]}
		if !l.m.past() {
			if d.part, err = l.view.AskedOf(l.r.Context(), id); err != nil {
				return err
			}
		}
		l.all = append(l.all, d)
	}
	slices.SortStableFunc(l.all, func(a, b decisionItem) int {
		if a.x.Open() != b.x.Open() {
			return map[bool]int{true: -1, false: 1}[a.x.Open()]
		}
		return cmp.Or(cmp.Compare(a.x.Until, b.x.Until)*map[bool]int{true: 1}[a.x.Open()], cmp.Compare(b.x.Ended, a.x.Ended))
	})
	return nil
}

// narrowed are the decisions that a query asks for, by tab.
func (l *decisionsPage) narrowed(q decisionsQuery) map[string][]decisionItem {
	near := l.circlesOf(l.me.Person)
	out := map[string][]decisionItem{}
	for _, d := range l.all {
		switch {
		case q.words != "" && !d.found,
			q.circle != 0 && !l.s.Within(d.x.Circle, q.circle),
			q.process != deciding.NoProcess && d.x.Process != q.process,
			q.near && !slices.Contains(near, d.x.Circle),
			q.changes && len(d.x.Changes) == 0,
			q.asks && d.part == org.NoPart:
			continue
		}
		tab := tabPast
		if d.x.Open() {
			tab = tabOpen
		}
		out[tab] = append(out[tab], d)
		if l.me.Person != 0 && (d.x.By == l.me.Person || d.x.Facilitator == l.me.Person) {
			out[tabOwn] = append(out[tabOwn], d)
		}
	}
	return out
}

// tabs are the lists with how many decisions each has, and the register of what is in force.
func (l decisionsPage) tabs() []ui.Tab {
	tab := func(name, text string) ui.Tab {
		q := l.q
		if q.tab = name; name != tabOpen {
			q.asks = false
		}
		return ui.Tab{Text: l.p.T(text), Count: l.p.Number(len(l.narrowed(q)[name])), Href: l.at(q), Here: l.q.tab == name}
	}
	holds := 0
	for id, g := range l.s.Agreements() {
		if g.Holds() && l.sees(org.RefOf(id)) {
			holds++
		}
	}
	inForce := ui.Tab{Text: l.p.T("decisions.force"), Count: l.p.Number(holds), Href: l.to("/agreements"), Here: l.q.tab == tabForce}
	return []ui.Tab{tab(tabOpen, "decisions.open"), tab(tabOwn, "decisions.mine"), inForce, tab(tabPast, "decisions.past")}
}

// filters are those that a press turns on and off, with how many decisions they leave.
func (l decisionsPage) filters() (out []ui.Filter) {
	add := func(text string, which func(*decisionsQuery) *bool) {
		q := l.q
		on := which(&q)
		was := *on
		*on = true
		left := len(l.narrowed(q)[q.tab])
		*on = !was
		out = append(out, ui.Filter{Text: l.p.T(text), Count: l.p.Number(left), Href: l.at(q), On: was})
	}
	if l.q.tab == tabOpen && !l.m.past() {
		add("decisions.asks.me", func(q *decisionsQuery) *bool { return &q.asks })
	}
	add("filter.near", func(q *decisionsQuery) *bool { return &q.near })
	add("decisions.changes", func(q *decisionsQuery) *bool { return &q.changes })
	return out
}

// at is the address of a list.
func (l decisionsPage) at(q decisionsQuery) string { return l.with("/decisions", q.values()) }

func (l decisionsPage) pager() ui.Pager {
	return l.place.pager(l.page, l.q.values(), func(q url.Values) string { return l.with("/decisions", q) })
}

// processOptions are the ways of deciding to narrow the list to.
func (l decisionsPage) processOptions() []ui.Option {
	all := []ui.Option{{Text: l.p.T("decisions.process.every"), Chosen: l.q.process == deciding.NoProcess}}
	for _, name := range l.q.process.Offered() {
		all = append(all, ui.Option{Value: name, Text: l.p.T("process." + name), Chosen: l.q.process.String() == name})
	}
	return all
}

// kept is the query as the form that narrows it carries it along.
func (l decisionsPage) kept() url.Values {
	q := l.q
	q.process = deciding.NoProcess
	return q.values()
}
