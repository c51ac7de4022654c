package web

import (
	"net/url"

	"github.com/a-h/templ"

	"orpheus/face/web/ui"
	"orpheus/insight/measure"
	"orpheus/insight/stat"
	"orpheus/org"
	"orpheus/service"
)

// insightPage is what the acts of a scope say about how leading is spread.
type insightPage struct {
	*place
	q     insightQuery
	found *measure.Insight
	works []ownWork       // where there are too few people for statistics: who leads what
	worth templ.Component // what is worth a conversation; nil for nothing

	directions *service.Directions // of feedback; nil where there is too little
}

// insightQuery is what is asked about; all of it is in the address.
type insightQuery struct {
	circle  org.CircleID // zero for the whole organisation
	quarter bool         // else the year
}

func (q insightQuery) values() url.Values {
	v := url.Values{}
	if q.circle != 0 {
		v.Set("circle", q.circle.String()[1:])
	}
	if q.quarter {
		v.Set("window", "quarter")
	}
	return v
}

// days are how far back acts count.
func (q insightQuery) days() int {
	if q.quarter {
		return int(measure.Quarter.Hours()) / 24
	}
	return int(measure.Year.Hours()) / 24
}

func (pg *place) insightAsked() insightQuery {
	q := insightQuery{circle: pg.asked("circle"), quarter: pg.r.URL.Query().Get("window") == "quarter"}
	if q.circle == org.Root {
		q.circle = 0
	}
	return q
}

// insightPage answers: with the twelve, or with why there are none.
func (s *server) insightPage(pg *place) (templ.Component, error) {
	pg.title = pg.p.T("insight.title")
	if why := pg.noInsight(); why != nil {
		return why, nil
	}
	l := &insightPage{place: pg, q: pg.insightAsked()}
	if err := l.gather(l.q.days()); err != nil {
		return nil, err
	}
	switch {
	case l.later():
		return insightLaterShown(pg), nil
	case l.few():
		l.works = l.listed()
		return insightFewShown(l), nil
	}
	var err error
	if l.directions, err = l.directed(); err != nil {
		return nil, err
	}
	l.worth = signalsShort(pg, worthShown)
	return insightShown(l), nil
}

// worthShown is how many signals the page names.
const worthShown = 5

// noInsight is the page for whoever may not look; nil for all others.
func (pg *place) noInsight() templ.Component {
	if pg.me.Guest {
		return insightGuestShown(pg)
	}
	return nil
}

// later reports whether the agreed day is still to come.
func (l *insightPage) later() bool {
	a := l.found.Answer(measure.EffectiveLeaders)
	return a != nil && a.Reason == measure.BeforeAgreement
}

// gather asks the service.
func (l *insightPage) gather(days int) error {
	found, err := l.view.Insight(l.r.Context(), l.q.circle, days)
	l.found = found
	return err
}

func (l *insightPage) say() teller { return teller{l.p} }

// few reports whether there are too few people for any statistics: they would be about
// persons.
func (l *insightPage) few() bool {
	a := l.found.Answer(measure.EffectiveLeaders)
	return a != nil && a.State != stat.Value && a.Of == stat.People
}

// at is this page with another question.
func (l *insightPage) at(q insightQuery) string { return l.insight("", q) }

// insight is a page about insight, of the same scope and window.
func (pg *place) insight(path string, q insightQuery) string {
	return pg.with("/insight"+path, q.values())
}

func (l *insightPage) how(q measure.Question) string { return l.insight("/how/"+string(q), l.q) }

func (l *insightPage) file(q measure.Question) string { return l.insight("/"+string(q)+".svg", l.q) }

// scopeName is what is looked at.
func (l *insightPage) scopeName() string {
	if l.q.circle == 0 {
		return l.org.Name
	}
	return l.s.Circle(l.q.circle).Name
}

// windows are the quarter and the year.
func (l *insightPage) windows() []ui.NavItem {
	quarter, year := l.q, l.q
	quarter.quarter, year.quarter = true, false
	return []ui.NavItem{
		{Text: l.p.T("insight.window.quarter"), Href: l.at(quarter), Here: l.q.quarter},
		{Text: l.p.T("insight.window.year"), Href: l.at(year), Here: !l.q.quarter},
	}
}

// lede is the sentence over everything: what was found, in the middle the interval, and how
// it lies beside chance and to what was before.
func (l *insightPage) lede() (before, interval, after string) {
	a := l.found.Answer(measure.EffectiveLeaders)
	if a.State != stat.Value {
		return l.say().lack(a), "", ""
	}
	window := "year"
	if l.q.quarter {
		window = "quarter"
	}
	before = l.p.T("insight.lede."+window, l.scopeName())
	interval = l.p.T("insight.lede.people", l.say().found(a.Unit, a.Wire), l.p.Number(a.N))
	after = l.p.T("insight.lede.shared")
	if m := l.found.Course.Moves; m == stat.Upwards || m == stat.Downwards {
		after += " " + l.p.T("insight.lede."+string(m))
	}
	if v := a.Verdict(); v != measure.NoVerdict {
		after += " " + l.p.T("insight.lede."+string(v))
	}
	return before, interval, after
}

// rest are all answers but the first.
func (l *insightPage) rest() []*measure.Answer {
	var all []*measure.Answer
	for i := range l.found.Answers {
		if a := &l.found.Answers[i]; a.ID != measure.EffectiveLeaders {
			all = append(all, a)
		}
	}
	return all
}

// plannedRows are the counts of planned and unplanned work by whether it fits.
func (l *insightPage) plannedRows() [][]string {
	pl := l.found.Planned
	row := func(key string, i int) []string {
		return []string{l.p.T(key), l.p.Number(pl.Fits[i]), l.p.Number(pl.Not[i]), l.p.Number(pl.Unknown[i])}
	}
	return [][]string{row("insight.planned.planned", 0), row("insight.planned.unplanned", 1)}
}

// plannedSays is the sentence over them: it weighs nothing, and says how many nobody looked at.
func (l *insightPage) plannedSays() string {
	pl := l.found.Planned
	if !pl.Told {
		if pl.Reason != "" {
			return l.p.T("insight.reason." + string(pl.Reason))
		}
		return l.p.T("insight.planned.few")
	}
	return l.p.T("insight.planned.says", l.p.Number(pl.Fits[0]+pl.Fits[1]), l.p.Number(pl.M))
}

// ownWork is a piece of work of a small team.
type ownWork struct {
	title, href string
	by          []org.PersonID
}

// listed is who leads what in the scope, where there are too few people for statistics: it
// says the same, and everybody sees it already.
func (l *insightPage) listed() (all []ownWork) {
	for id, i := range l.s.Initiatives() {
		if i.Live() && len(i.Leads) > 0 && (l.q.circle == 0 || l.s.Within(i.Circle, l.q.circle)) && l.sees(org.RefOf(id)) {
			w := ownWork{title: i.Title, href: l.initiative(id)}
			for _, lead := range i.Leads {
				w.by = append(w.by, l.s.Lead(lead).Person)
			}
			all = append(all, w)
		}
	}
	return all
}

// barSays is a picture of an interval in words.
func (l *insightPage) barSays(a *measure.Answer) string {
	t := l.say()
	said := t.found(a.Unit, a.Wire)
	if a.Chance != nil {
		said = l.p.T("insight.label.chance", said, t.span(a.Unit, a.Chance.Low, a.Chance.High))
	}
	if a.Before != nil {
		said = l.p.T("insight.label.before", said, t.span(a.Unit, a.Before.Low, a.Before.High))
	}
	return said
}

// runSays is the end of the course in words.
func (l *insightPage) runSays() string {
	end := l.found.Course.Points[len(l.found.Course.Points)-1]
	said := l.say().found(measure.OfPeople, end.Wire)
	if end.Chance != nil {
		said = l.p.T("insight.label.chance", said, l.say().span(measure.OfPeople, end.Chance.Low, end.Chance.High))
	}
	return said
}

// beforeKey is the text for the window before.
func (l *insightPage) beforeKey() string {
	if l.q.quarter {
		return "insight.legend.before.quarter"
	}
	return "insight.legend.before.year"
}
