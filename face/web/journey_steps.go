package web

import (
	"net/url"
	"slices"
	"strings"

	"github.com/a-h/templ"

	"orpheus/face/web/ui"
	"orpheus/insight/readiness"
	"orpheus/org"
	"orpheus/org/practice"
	"orpheus/service/search"
)

// stepsPage is the library of small steps, narrowed to what somebody looks for.
type stepsPage struct {
	*place
	q    stepsQuery
	list []*practice.Step
	fits *readiness.Profile // where the circle stands; nil for guests
}

// stepsQuery is what the library is narrowed to; all of it is in the address.
type stepsQuery struct {
	words, theme, whose, long string
	circle                    org.CircleID
}

// lengths are for how long: up to so many weeks.
var lengths = []string{"short", "weeks", "months"}

func lengthOf(s *practice.Step) string {
	switch {
	case s.Weeks <= 3:
		return lengths[0]
	case s.Weeks <= 6:
		return lengths[1]
	}
	return lengths[2]
}

func (q stepsQuery) values() url.Values {
	v := circleValues(q.circle)
	for name, text := range map[string]string{"q": q.words, "about": q.theme, "for": q.whose, "long": q.long} {
		if text != "" {
			v.Set(name, text)
		}
	}
	return v
}

func (q stepsQuery) narrow() bool { return q.words+q.theme+q.whose+q.long != "" }

func (s *server) stepsPage(pg *place) (templ.Component, error) {
	get := func(name string, known []string) string {
		if text := pg.r.URL.Query().Get(name); slices.Contains(known, text) {
			return text
		}
		return ""
	}
	l := stepsPage{place: pg, q: stepsQuery{
		words: cut(strings.TrimSpace(pg.r.URL.Query().Get("q")), 200), theme: get("about", practice.Themes), whose: get("for", practice.Whose), long: get("long", lengths), circle: pg.askedKnown("circle"),
	}}
	lang, m := pg.p.Lang(), search.NewMatch(l.q.words)
	for _, one := range practice.Steps() {
		text := one.Title.In(lang) + " " + one.What.In(lang) + " " + one.Look.In(lang) + " " + one.NotWhen.In(lang) + " " + one.Source.In(lang)
		switch {
		case l.q.theme != "" && !slices.Contains(one.Themes, l.q.theme), l.q.whose != "" && !slices.Contains(one.For, l.q.whose),
			l.q.long != "" && lengthOf(one) != l.q.long, m.Any() && !m.Fits(text):
			continue
		}
		l.list = append(l.list, one)
	}
	if c := pg.s.Circle(max(l.q.circle, org.Root)); !pg.me.Guest && c.Live() && !l.q.narrow() {
		var err error
		if l.fits, err = pg.view.Readiness(pg.r.Context(), l.q.circle); err != nil {
			return nil, err
		}
	}
	pg.title = pg.p.T("journey.steps.title")
	pg.way = pg.journeyWay(l.q.circle, pg.p.T("journey.steps"))
	return libraryShown(l), nil
}

func (l stepsPage) at(q stepsQuery) string { return l.with("/journey/steps", q.values()) }

// filters narrow the library by a press, each pressed again taking it back.
func (l stepsPage) filters() (themes, whose, long []ui.Filter) {
	turn := func(now, to string) string {
		if now == to {
			return ""
		}
		return to
	}
	for _, t := range practice.Themes {
		q := l.q
		q.theme = turn(q.theme, t)
		themes = append(themes, ui.Filter{Text: l.p.T("journey.theme." + t), Href: l.at(q), On: l.q.theme == t})
	}
	for _, w := range practice.Whose {
		q := l.q
		q.whose = turn(q.whose, w)
		whose = append(whose, ui.Filter{Text: l.p.T("journey.for." + w), Href: l.at(q), On: l.q.whose == w})
	}
	for _, w := range lengths {
		q := l.q
		q.long = turn(q.long, w)
		long = append(long, ui.Filter{Text: l.p.T("journey.long." + w), Href: l.at(q), On: l.q.long == w})
	}
	return themes, whose, long
}

// stepPairs is what one should know about a step before one tries it.
func (pg *place) stepPairs(s *practice.Step) []ui.Pair {
	lang := pg.p.Lang()
	return []ui.Pair{
		{Term: pg.p.T("journey.step.long"), Text: pg.p.T("journey.weeks", s.Weeks)},
		{Term: pg.p.T("journey.step.look"), Text: s.Look.In(lang)},
		{Term: pg.p.T("journey.step.not"), Text: s.NotWhen.In(lang)},
		{Term: pg.p.T("journey.step.source"), Text: s.Source.In(lang)},
	}
}

// stepPage is one step of the library.
type stepPage struct {
	*place
	step   *practice.Step
	circle org.CircleID
	before []org.TryID // where it was tried, as far as one sees it, the newest first
}

func (s *server) stepPage(pg *place) (templ.Component, error) {
	one := practice.StepNamed(pg.r.PathValue("step"))
	if one == nil {
		return nil, errNotFound
	}
	p := stepPage{place: pg, step: one, circle: pg.askedKnown("circle")}
	var texts []org.TextID
	for id, t := range pg.s.Tries() {
		if t.Small == one.ID && pg.sees(org.RefOf(id)) {
			p.before = append(p.before, id)
			if k := pg.s.Learning(t.Taught); k != nil {
				texts = append(texts, k.Text)
			}
		}
	}
	slices.Reverse(p.before)
	pg.title = one.Title.In(pg.p.Lang())
	pg.way = append(pg.journeyWay(p.circle, pg.p.T("journey.steps")), navHere(pg.title))
	pg.way[2].Href = pg.with("/journey/steps", circleValues(p.circle))
	return stepShown(p), pg.load(pg.r.Context(), texts...)
}

// places are the circles in which whoever looks may begin the step, the one asked for chosen.
func (p stepPage) places() (all []ui.Option) {
	for _, o := range p.circleChoices(p.view.Map(), nil) {
		id, err := org.ParseID[org.CircleID](o.Value)
		if err == nil && p.may(&org.BeginTry{Circle: id, Small: p.step.ID}) {
			o.Text = strings.TrimLeft(o.Text, "\u2003")
			o.Chosen = id == p.circle
			all = append(all, o)
		}
	}
	return all
}

// ownStep is the form for a step of one's own; empty where whoever looks may begin none.
func (pg *place) ownStep(c org.CircleID) string {
	c = max(c, org.Root)
	if !pg.may(&org.BeginTry{Circle: c, Title: "x"}) {
		return ""
	}
	return pg.act("try.begin", "circle", c.String())
}
