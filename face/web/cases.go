package web

import (
	"net/url"
	"slices"

	"github.com/a-h/templ"

	"orpheus/face/web/ui"
	"orpheus/insight/forms"
	"orpheus/insight/measure"
	"orpheus/org"
	"orpheus/service"
)

// casesPage is how led work is placed, planned or not and fitting or not, case by case.
type casesPage struct {
	*place
	*service.Cases
	q    casesQuery
	list []forms.Case // the newest first
	page paging
}

// casesQuery is what the list is narrowed to; all of it is in the address.
type casesQuery struct {
	circle  org.CircleID
	planned string // planned or unplanned; empty for both
	fit     string // fits, does_not_fit or unknown; empty for all
	quarter bool   // of the last quarter; else of the last year
}

func (q casesQuery) values() url.Values {
	v := url.Values{}
	if q.circle != 0 {
		v.Set("circle", q.circle.String()[1:])
	}
	if q.planned != "" {
		v.Set("planned", q.planned)
	}
	if q.fit != "" {
		v.Set("fit", q.fit)
	}
	if q.quarter {
		v.Set("window", "quarter")
	}
	return v
}

func (s *server) casesPage(pg *place) (templ.Component, error) {
	pg.title = pg.p.T("cases.title")
	if why := pg.noInsight(); why != nil {
		return why, nil
	}
	c := casesPage{place: pg, q: pg.casesAsked()}
	var err error
	if c.Cases, err = pg.view.Cases(pg.r.Context(), c.q.circle, insightQuery{quarter: c.q.quarter}.days()); err != nil {
		return nil, err
	}
	for _, one := range c.Cases.Cases {
		planned, fit := one.Counted()
		if (c.q.planned == "" || c.q.planned == plannedWord(planned)) && (c.q.fit == "" || c.q.fit == fitWord(fit)) {
			c.list = append(c.list, one)
		}
	}
	slices.SortStableFunc(c.list, func(a, b forms.Case) int { return int(max(-1, min(1, b.Since-a.Since))) })
	c.page = pg.paged(len(c.list))
	return casesShown(c), nil
}

func (pg *place) casesAsked() casesQuery {
	q := pg.r.URL.Query()
	c := casesQuery{circle: pg.asked("circle"), quarter: q.Get("window") == "quarter"}
	if p := q.Get("planned"); p == plannedWord(true) || p == plannedWord(false) {
		c.planned = p
	}
	if f := q.Get("fit"); f == fitWord(org.FitsIn) || f == fitWord(org.FitsNot) || f == fitWord(org.FitUnsaid) {
		c.fit = f
	}
	return c
}

func plannedWord(planned bool) string {
	if planned {
		return org.WasPlanned.String()
	}
	return org.WasUnplanned.String()
}

func fitWord(f org.Fit) string {
	if f == org.FitUnsaid {
		return "unknown"
	}
	return f.String()
}

func (c casesPage) at(q casesQuery) string { return c.with("/insight/cases", q.values()) }

func (c casesPage) shown() []forms.Case { return c.list[c.page.first:c.page.last] }

func (c casesPage) pager() ui.Pager {
	return c.place.pager(c.page, c.q.values(), func(q url.Values) string { return c.with("/insight/cases", q) })
}

// windows choose of which time.
func (c casesPage) windows() []ui.NavItem {
	year, quarter := c.q, c.q
	year.quarter, quarter.quarter = false, true
	return []ui.NavItem{
		{Text: c.p.T("insight.window.quarter"), Href: c.at(quarter), Here: c.q.quarter},
		{Text: c.p.T("insight.window.year"), Href: c.at(year), Here: !c.q.quarter},
	}
}

// caseCell is a count of the panel, which leads to its cases.
type caseCell struct {
	count int
	href  string
	here  bool
}

// cells are the counts of a row: those that fit, that do not, and that nobody looked at.
func (c casesPage) cells(planned bool) []caseCell {
	row := 1
	if planned {
		row = 0
	}
	var cells []caseCell
	for i, n := range []int{c.Panel.Fits[row], c.Panel.Not[row], c.Panel.Unknown[row]} {
		q := c.q
		q.planned, q.fit = plannedWord(planned), fitWord([]org.Fit{org.FitsIn, org.FitsNot, org.FitUnsaid}[i])
		cells = append(cells, caseCell{n, c.at(q), q == c.q})
	}
	return cells
}

// unknown is how many in a hundred nobody looked at.
func (c casesPage) unknown() int {
	n := c.Panel.Unknown[0] + c.Panel.Unknown[1]
	return (100*n + c.Panel.M/2) / c.Panel.M
}

// fewWhy says why there are no counts.
func (c casesPage) fewWhy() string {
	switch c.Panel.Reason {
	case measure.BeforeAgreement:
		return c.p.T("cases.few.before", c.date(c.view.Present.StatisticsFrom))
	case measure.FewActed:
		return c.p.T("cases.few.acted")
	case measure.OneHolds:
		return c.p.T("cases.few.one")
	}
	return c.p.T("cases.few", forms.LeastLeads, measure.LeastPeople)
}

// ruleSays are the two things that rules found of a case.
func (c casesPage) ruleSays(one *forms.Case) (planned, fit string) {
	planned = c.p.T("cases.is." + plannedWord(one.Planned))
	fit = c.p.T("cases.is." + fitWord(one.Fit))
	return planned + ": " + c.p.T("cases.why."+string(one.WhyPlanned)), fit + ": " + c.p.T("cases.why."+string(one.WhyFit))
}

// saidOf is what those involved said of a case; empty for nothing.
func (c casesPage) saidOf(one *forms.Case) (lines []string) {
	if one.SaidPlanned != org.PlanUnsaid {
		lines = append(lines, c.p.T("cases.said."+one.SaidPlanned.String()))
	}
	switch {
	case one.Split:
		lines = append(lines, c.p.T("cases.said.split"))
	case one.SaidFit != org.FitUnsaid:
		lines = append(lines, c.p.T("cases.said."+one.SaidFit.String()))
	}
	if one.Said > 0 && len(lines) == 0 {
		lines = append(lines, c.p.T("cases.said.split"))
	}
	return lines
}

// labels is the form in which the one who looks says how they see it; empty where they are
// not involved.
func (c casesPage) labels(one *forms.Case) string {
	act := &org.LabelInitiative{Initiative: one.Work, Fit: org.FitsIn}
	if c.m.past() || !c.may(act) {
		return ""
	}
	return c.act("initiative.label", "initiative", one.Work.String(), "_back", c.r.URL.RequestURI())
}

// premiseSays says what the acts answer to a premise.
func (c casesPage) premiseSays(p *forms.Premise) string {
	key := "cases.premise." + p.ID + "." + string(p.Says)
	if len(p.Args) == 0 {
		return c.p.T("cases.premise.small")
	}
	args := make([]any, len(p.Args))
	for i, a := range p.Args {
		if f, ok := a.(float64); ok {
			a = c.p.Decimal(f, 2)
		}
		args[i] = a
	}
	return c.p.T(key, args...)
}

// caseMark is the shape of what became of a lead: it goes on, the work is open again, or done.
func (c casesPage) caseMark(one *forms.Case) ui.MarkKind {
	switch {
	case c.s.Lead(one.Lead).Until == 0:
		return ui.MarkLed
	case c.s.Initiative(one.Work).Live() && len(c.s.Initiative(one.Work).Leads) == 0:
		return ui.MarkOpen
	}
	return ui.MarkDone
}
