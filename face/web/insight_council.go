package web

import (
	"github.com/a-h/templ"

	"orpheus/face/web/ui"
	"orpheus/insight/measure"
)

// councilParts are the parts of the pack beside the table of what is computed, in their order.
var councilParts = []string{"who", "never", "minimum", "start", "kept", "asked", "dpia", "object"}

// councilPage is the pack for a works council, to be printed: what is computed from what, who
// sees it, what it never does. What is computed stands in it by the table that computes.
func (s *server) councilPage(pg *place) (templ.Component, error) {
	pg.title = pg.p.T("insight.council.title")
	pg.way = []ui.NavItem{{Text: pg.p.T("nav.insight"), Href: pg.to("/insight")}, navHere(pg.title)}
	return councilShown(pg), nil
}

// computed is what is computed from what: one line for each question.
func (pg *place) computed() ui.Table {
	t := teller{pg.p}
	table := ui.Table{Caption: pg.p.T("insight.council.computed"), Head: []string{pg.p.T("insight.council.question"), pg.p.T("insight.how.what"), pg.p.T("insight.how.population"), pg.p.T("insight.how.minimum")}}
	for _, q := range measure.Questions {
		table.Rows = append(table.Rows, []string{
			pg.p.T("insight.q." + string(q)), pg.p.T("insight.define." + string(q)), pg.p.T("insight.population." + string(q)), minimum(t, q),
		})
	}
	return table
}

// begins is from when statistics count here.
func (pg *place) begins() string {
	if pg.view.Present.StatisticsFrom == 0 {
		return pg.p.T("insight.council.day.none", pg.org.Name)
	}
	return pg.p.T("insight.council.day", pg.org.Name, pg.p.Day(pg.std(pg.view.Present.StatisticsFrom)))
}
