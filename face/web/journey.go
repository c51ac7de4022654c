package web

import (
	"net/url"
	"slices"
	"strings"

	"github.com/a-h/templ"

	"orpheus/face/web/ui"
	"orpheus/insight/measure"
	"orpheus/insight/readiness"
	"orpheus/insight/stat"
	"orpheus/org"
	"orpheus/org/practice"
)

// journeyPage is where a circle stands, what it tries, and what it looked back on.
type journeyPage struct {
	*place
	circle  org.CircleID
	profile *readiness.Profile // nil for guests, who see what their circles try
	pull    *measure.Answer    // whether leads were taken; nil where that is not known
	runs    []org.TryID        // the first to end first
	seen    []org.TryID        // looked back on, the newest first
}

func (s *server) journeyPage(pg *place) (templ.Component, error) {
	j, err := pg.journey()
	if err != nil {
		return nil, err
	}
	pg.title = pg.p.T("journey.title")
	pg.way = append(pg.wayTo(j.circle), navHere(pg.p.T("journey.nav")))
	return journeyShown(j), nil
}

// journey gathers what the journey of a circle is, with all inside it.
func (pg *place) journey() (*journeyPage, error) {
	j := &journeyPage{place: pg, circle: max(pg.askedKnown("circle"), org.Root)}
	var texts []org.TextID
	for id, t := range pg.s.Tries() {
		if !pg.sees(org.RefOf(id)) || !pg.s.Within(t.Circle, j.circle) {
			continue
		}
		texts = append(texts, t.What)
		if t.Runs() {
			j.runs = append(j.runs, id)
			continue
		}
		j.seen = append(j.seen, id)
		if k := pg.s.Learning(t.Taught); k != nil {
			texts = append(texts, k.Text)
		}
	}
	slices.SortStableFunc(j.runs, func(a, b org.TryID) int { return int((pg.s.Try(a).Until - pg.s.Try(b).Until) / org.Day) })
	slices.SortStableFunc(j.seen, func(a, b org.TryID) int { return int((pg.s.Try(b).Seen - pg.s.Try(a).Seen) / org.Day) })
	if err := pg.load(pg.r.Context(), texts...); err != nil || pg.me.Guest || !pg.s.Circle(j.circle).Live() {
		return j, err
	}
	var err error
	if j.profile, err = pg.view.Readiness(pg.r.Context(), j.circle); err != nil {
		return nil, err
	}
	found, err := pg.view.Insight(pg.r.Context(), j.circle, int(measure.Year.Hours())/24)
	if err != nil {
		return nil, err
	}
	if a := found.Answer(measure.PullShare); a != nil && a.State == stat.Value {
		j.pull = a
	}
	return j, nil
}

// askedKnown is the circle that is asked for, where whoever looks knows of it.
func (pg *place) askedKnown(name string) org.CircleID {
	if c := pg.asked(name); c != 0 && pg.view.Sight.Knows(org.RefOf(c)) {
		return c
	}
	return 0
}

// where is the circle in addresses; nothing for the whole organisation.
func (j *journeyPage) where() url.Values { return circleValues(j.circle) }

func circleValues(c org.CircleID) url.Values {
	q := url.Values{}
	if c > org.Root {
		q.Set("circle", c.String()[1:])
	}
	return q
}

// lede says in one sentence where it stands: by the first rule that holds.
func (j *journeyPage) lede() string {
	switch {
	case j.profile == nil:
		return j.p.T("journey.lede.guest")
	case j.profile.None:
		return j.p.T("journey.none")
	}
	return j.profile.Fired[0].Rule.Say.In(j.p.Lang())
}

// beside is what is to be seen of a subject, beside what people say about it.
func (j *journeyPage) beside(subject string) string {
	f := &j.profile.Facts
	counted := func(key string, args ...any) string {
		if !f.Figures() {
			return j.p.T("journey.fact.few")
		}
		return j.p.T(key, args...)
	}
	switch subject {
	case "reasons":
		if j.pull != nil {
			return teller{j.p}.says(j.pull)
		}
		return j.p.T("journey.fact.few")
	case "argument":
		return counted("journey.fact.advice", f.Followed, f.Advised)
	case "saying":
		return counted("journey.fact.objections", f.Objections, f.Settled)
	case "clear":
		return j.p.T("journey.fact.owners", f.TwoOwners) + " " + j.p.T("journey.fact.empty", f.Empty)
	case "open":
		return j.p.T("journey.fact.written", f.Guardrails, f.Agreements) + " " + j.p.T("journey.fact.learned", f.Learnings)
	}
	return j.p.T("journey.fact.waiting", f.Waiting)
}

// said is what people said about a subject; false for nothing that may be shown.
func (j *journeyPage) said(s readiness.Subject) (readiness.Said, bool) {
	if j.profile.Pulse == nil {
		return readiness.Said{}, false
	}
	return j.profile.Pulse.Said(s.Constructs[0])
}

func (j *journeyPage) saidSays(s readiness.Said) string {
	return j.p.T("insight.span", j.p.Number(int(s.Low+.5)), j.p.Number(int(s.High+.5)))
}

// stands says on which facts a rule stands.
func (j *journeyPage) stands(f *readiness.Fired) string {
	var all []string
	for _, name := range f.Facts {
		switch name {
		case "owners":
			all = append(all, j.p.T("journey.fact.owners", j.profile.Facts.TwoOwners))
		case "one":
			all = append(all, j.p.T("journey.stands.one", j.profile.Facts.OnOne))
		case "waiting":
			all = append(all, j.p.T("journey.fact.waiting", j.profile.Facts.Waiting))
		case "agreed", "pulse", "formal", "central":
			all = append(all, j.p.T("journey.stands."+name))
		default:
			all = append(all, j.p.T("journey.stands.said"))
		}
	}
	return strings.Join(all, " ")
}

// smallSteps are steps of the library by their ids.
func smallSteps(ids []string) (all []*practice.Step) {
	for _, id := range ids {
		if s := practice.StepNamed(id); s != nil {
			all = append(all, s)
		}
	}
	return all
}

// smallStep is where a step of the library is told.
func (pg *place) smallStep(id string, c org.CircleID) string {
	return pg.with("/journey/steps/"+id, circleValues(c))
}

// journeyOf is the journey of a circle.
func (pg *place) journeyOf(c org.CircleID) string { return pg.with("/journey", circleValues(c)) }

func (j *journeyPage) begun() bool {
	for id := range j.s.Tries() {
		if j.sees(org.RefOf(id)) {
			return true
		}
	}
	return false
}

// journeyWay is the path of links to a page of the journey.
func (pg *place) journeyWay(c org.CircleID, last string) []ui.NavItem {
	return []ui.NavItem{{Text: pg.s.Circle(max(c, org.Root)).Name, Href: pg.circle(max(c, org.Root))}, {Text: pg.p.T("journey.nav"), Href: pg.journeyOf(c)}, navHere(last)}
}

// beginPage is how others began in four weeks, week by week, each with what one does here.
func (s *server) beginPage(pg *place) (templ.Component, error) {
	pg.title = pg.p.T("journey.begin.title")
	pg.way = pg.journeyWay(0, pg.title)
	return beginShown(pg, pg.weeks()), nil
}

// beginWeek is one of the four weeks, with whether what it is about is there.
type beginWeek struct {
	n     string
	there string // what of it is there; empty for nothing yet
	go1   ui.NavItem
	go2   ui.NavItem
}

// weeks looks at what of each week is there already: from acts, not from ticks.
func (pg *place) weeks() []beginWeek {
	roles, limits, handed, tries := 0, 0, 0, 0
	for _, r := range pg.s.Roles() {
		if r.Live() {
			roles++
		}
	}
	for _, g := range pg.s.Guardrails() {
		if g.Until == 0 {
			limits++
		}
	}
	for _, g := range pg.s.Agreements() {
		if g.Holds() {
			handed++
		}
	}
	for range pg.s.Tries() {
		tries++
	}
	there := func(key string, n int) string {
		if n == 0 || pg.me.Guest { // they are of the whole
			return ""
		}
		return pg.p.T(key, n)
	}
	return []beginWeek{
		{"1", there("journey.begin.there.roles", roles), ui.NavItem{Text: pg.p.T("journey.begin.go.templates"), Href: pg.to("/journey/templates")}, ui.NavItem{Text: pg.p.T("journey.begin.go.name"), Href: pg.smallStep("name-what-is-there", 0)}},
		{"2", there("journey.begin.there.limits", limits), ui.NavItem{Text: pg.p.T("journey.begin.go.limits"), Href: pg.act("guardrail.set", "circle", org.Root.String())}, ui.NavItem{Text: pg.p.T("journey.begin.go.ten"), Href: pg.smallStep("who-decides-ten", 0)}},
		{"3", there("journey.begin.there.agreements", handed), ui.NavItem{Text: pg.p.T("propose.title"), Href: pg.proposeTo()}, ui.NavItem{Text: pg.p.T("journey.begin.go.three"), Href: pg.smallStep("three-decisions", 0)}},
		{"4", there("journey.begin.there.tries", tries), ui.NavItem{Text: pg.p.T("journey.begin.go.steps"), Href: pg.to("/journey/steps")}, ui.NavItem{Text: pg.p.T("journey.begin.go.reflect"), Href: pg.smallStep("reflection-45", 0)}},
	}
}

// journeyReport is all of it on paper: what members see, and nothing else.
func (s *server) journeyReport(pg *place) (templ.Component, error) {
	if pg.me.Guest {
		pg.title = pg.p.T("journey.report.title")
		return insightGuestShown(pg), nil
	}
	j, err := pg.journey()
	if err != nil {
		return nil, err
	}
	pg.title = pg.p.T("journey.report.title")
	pg.way = pg.journeyWay(j.circle, pg.title)
	return journeyReportShown(j), nil
}
