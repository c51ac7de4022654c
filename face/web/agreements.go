package web

import (
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/a-h/templ"

	"orpheus/face/web/ui"
	"orpheus/org"
	"orpheus/service/search"
)

// agreementsPage is the register of what was agreed.
type agreementsPage struct {
	*place
	q     agreementQuery
	asks  []org.AgreementID // to be looked at again now, the nearest day first
	list  []org.AgreementID // the others, the newest first
	page  paging
	any   bool // there is one at all that is seen
	count map[bool]int
}

// agreementQuery is what the register is narrowed to; all of it is in the address.
type agreementQuery struct {
	over   bool // those that ended
	book   bool // all of them on one page, with their texts, to be printed
	mine   bool // of one's own circles
	words  string
	circle org.CircleID
}

func (q agreementQuery) values() url.Values {
	v := url.Values{}
	for name, on := range map[string]bool{"over": q.over, "book": q.book, "mine": q.mine} {
		if on {
			v.Set(name, "")
		}
	}
	if q.words != "" {
		v.Set("q", q.words)
	}
	if q.circle != 0 {
		v.Set("circle", q.circle.String()[1:])
	}
	return v
}

func (q agreementQuery) narrow() bool { return q.words != "" || q.circle != 0 || q.mine }

func (s *server) agreementsPage(pg *place) (templ.Component, error) {
	asked := pg.r.URL.Query()
	l := &agreementsPage{place: pg, count: map[bool]int{}, q: agreementQuery{
		over: asked.Has("over"), book: asked.Has("book"), mine: asked.Has("mine"), words: cut(strings.TrimSpace(asked.Get("q")), 200), circle: pg.asked("circle"),
	}}
	pg.title = pg.p.T("agreements.title")
	if l.q.circle != 0 {
		pg.title = pg.p.T("agreements.of", pg.s.Circle(l.q.circle).Name)
	}
	if err := l.gather(); err != nil {
		return nil, err
	}
	tabs, err := l.tabs()
	return agreementsShown(l, tabs), err
}

// gather lists what is asked for, by words in titles and texts.
func (l *agreementsPage) gather() error {
	var seen []org.AgreementID
	var ids []org.TextID
	for id, g := range l.s.Agreements() {
		if l.sees(org.RefOf(id)) {
			seen, ids = append(seen, id), append(ids, g.Text)
		}
	}
	l.any = len(seen) > 0
	words := search.NewMatch(l.q.words)
	if words.Any() {
		if err := l.load(l.r.Context(), ids...); err != nil {
			return err
		}
	}
	own := l.circlesOf(l.me.Person)
	for _, id := range slices.Backward(seen) {
		g := l.s.Agreement(id)
		if words.Any() && !words.Fits(g.Title+" "+l.texts[g.Text]) || l.q.circle != 0 && !l.s.Within(g.Circle, l.q.circle) ||
			l.q.mine && !slices.Contains(own, g.Circle) {
			continue
		}
		l.count[!g.Holds()]++
		switch {
		case g.Holds() == l.q.over:
		case g.Asks(l.at):
			l.asks = append(l.asks, id)
		default:
			l.list = append(l.list, id)
		}
	}
	slices.SortStableFunc(l.asks, func(a, b org.AgreementID) int {
		return int((l.s.Agreement(a).Review - l.s.Agreement(b).Review) / org.Day)
	})
	l.page = l.paged(len(l.list))
	if l.q.book {
		l.page = paging{last: len(l.list), all: len(l.list)}
	}
	var texts []org.TextID
	for _, id := range append(slices.Clone(l.asks), l.shown()...) {
		texts = append(texts, l.s.Agreement(id).Text)
	}
	return l.load(l.r.Context(), texts...)
}

// shown are those of the list that are on the page.
func (l *agreementsPage) shown() []org.AgreementID { return l.list[l.page.first:l.page.last] }

func (l *agreementsPage) with(q agreementQuery) string {
	return l.place.with("/agreements", q.values())
}

// tabs are those of the decisions, of which this is one.
func (l *agreementsPage) tabs() ([]ui.Tab, error) {
	all := decisionsPage{place: l.place, q: decisionsQuery{tab: tabForce}}
	if err := all.gather(); err != nil {
		return nil, err
	}
	return all.tabs(), nil
}

// filters are those that a press turns on and off; what ended stands under one of them.
func (l *agreementsPage) filters() []ui.Filter {
	mine, over, book := l.q, l.q, l.q
	mine.mine, over.over, book.book = !l.q.mine, !l.q.over, !l.q.book
	return []ui.Filter{
		{Text: l.p.T("agreements.mine"), Href: l.with(mine), On: l.q.mine},
		{Text: l.p.T("agreements.over"), Count: l.p.Number(l.count[true]), Href: l.with(over), On: l.q.over},
		{Text: l.p.T("agreements.book"), Href: l.with(book), On: l.q.book},
	}
}

// day is the day that the register is of, as a field for days has it.
func (l *agreementsPage) day() string { return l.std(l.at).Format(time.DateOnly) }

func (l *agreementsPage) pager() ui.Pager {
	return l.place.pager(l.page, l.q.values(), func(q url.Values) string { return l.place.with("/agreements", q) })
}

// sum says how many are in force, and how many of them are looked at again.
func (l *agreementsPage) sum() string {
	if l.q.over {
		return l.p.T("agreements.sum.over", len(l.list))
	}
	sum := l.p.T("agreements.sum", len(l.list)+len(l.asks))
	if len(l.asks) > 0 {
		sum += " " + l.p.T("agreements.sum.asks", len(l.asks))
	}
	return sum
}

// agreementPage is what the page of one agreement shows.
type agreementPage struct {
	*place
	id org.AgreementID
	g  *org.Agreement
}

func (s *server) agreementPage(pg *place) (templ.Component, error) {
	id, err := id[org.AgreementID](pg)
	if err != nil {
		return nil, err
	}
	a := agreementPage{pg, id, pg.s.Agreement(id)}
	if a.g == nil || !pg.sees(org.RefOf(id)) {
		return nil, errNotFound
	}
	pg.title = a.g.Title
	pg.way = []ui.NavItem{{Text: pg.p.T("nav.decisions"), Href: pg.to("/decisions")}, {Text: pg.p.T("agreements.title"), Href: pg.to("/agreements")}, navHere(pg.title)}
	return agreementShown(a), pg.load(pg.r.Context(), a.g.Text)
}

func (pg *place) agreement(id org.AgreementID) string { return pg.to("/agreements/" + id.String()[1:]) }

// agreementButtons are what may be said of an agreement: that it goes on or may go, in the
// days before its day; and that another is to take its place.
func (pg *place) agreementButtons(id org.AgreementID) (list []actButton) {
	if !pg.s.Agreement(id).Holds() {
		return nil
	}
	list = pg.button(list, ui.Plain, &org.RenewAgreement{Agreement: id})
	if pg.may(&org.ProposeDecision{Circle: pg.s.Agreement(id).Circle, Title: "x", Text: org.Write("x"), Supersedes: id}) {
		list = append(list, actButton{kind: "decision.propose", href: pg.proposeTo("supersedes", id.String()), text: pg.p.T("agreements.change"), style: ui.Plain})
	}
	return pg.button(list, ui.Quiet, &org.LetGoOfAgreement{Agreement: id})
}

// lookedAtBy says how those of the circle answered who were asked to look again.
func (pg *place) lookedAtBy(g *org.Agreement) string {
	all := 0
	for _, p := range pg.s.Members(g.Circle) {
		if !pg.s.Person(p).Guest {
			all++
		}
	}
	if len(g.Keep)+len(g.LetGo) == 0 {
		return pg.p.T("agreements.answers.none", pg.date(g.Review))
	}
	return pg.p.T("agreements.answers", len(g.Keep), len(g.LetGo), max(all, len(g.Keep)+len(g.LetGo)), pg.date(g.Review))
}

// looked says when it is looked at again, or ended.
func (pg *place) looked(g *org.Agreement) string {
	switch {
	case g.SupersededBy != 0:
		return pg.p.T("agreements.replaced", pg.shortDate(g.Until))
	case !g.Holds():
		return pg.p.T("agreements.ended", pg.shortDate(g.Until))
	case g.Season:
		return pg.p.T("agreements.season", pg.shortDate(g.Review))
	}
	return pg.shortDate(g.Review)
}

// agreedBy says which way it was decided, or that it was elsewhere.
func (pg *place) agreedBy(g *org.Agreement) string {
	x := pg.s.Decision(g.Decision)
	way := "process." + x.Process.String()
	if x.Elsewhere() {
		way = "outcome." + x.Outcome.String()
	}
	return pg.p.T("agreements.from", g.Decision.String(), pg.p.T(way))
}
