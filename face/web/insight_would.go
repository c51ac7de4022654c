package web

import (
	"net/http"

	"orpheus/face/web/ui"
	"orpheus/insight/measure"
	"orpheus/org"
)

// wouldPage is what a proposal, or one's own draft, would change in the numbers of insight.
type wouldPage struct {
	*place
	with *planned
	rows []wouldRow
}

// wouldRow is one number, today and as it would be.
type wouldRow struct {
	label, was, is string
	clear          bool // whether that is more than chance
}

// counted are the units of the numbers that are no answers, all of which count something.
var counted = map[measure.Question]measure.Unit{
	measure.LeadSeats: measure.Count, measure.LeadHolders: measure.Count, measure.EffectiveHolders: measure.OfPeople, measure.Leaderless: measure.Count,
}

// wouldPage is not kept: what somebody gathers is no act by which a page could be told to
// be old.
func (s *server) wouldPage(v *request) error {
	pg, err := s.placeNow(v)
	if err != nil {
		return err
	}
	v.w.Header().Set("Cache-Control", "no-store")
	pg.title = pg.p.T("insight.would.title")
	if why := pg.noInsight(); why != nil {
		return v.show(http.StatusOK, why)
	}
	p, err := s.planAsked(v, v.r.URL.Query().Get("with"))
	if err != nil {
		return err
	}
	w := &wouldPage{place: pg, with: p}
	said, err := pg.view.Insight(pg.r.Context(), org.Root, insightQuery{}.days())
	if err != nil {
		return err
	}
	t := teller{pg.p}
	for _, d := range p.view.Differences(org.Root, insightQuery{}.days()) {
		row := wouldRow{clear: d.Clear}
		unit, other := counted[d.ID]
		if row.label = pg.p.T("insight.would." + string(d.ID)); !other {
			unit, row.label = said.Answer(d.ID).Unit, pg.p.T("insight.q."+string(d.ID))
		}
		if row.was = t.found(unit, d.Was); row.was == "" {
			row.was = pg.p.T("insight.would.no_number")
		}
		if row.is = t.found(unit, d.Is); row.is == "" {
			row.is = pg.p.T("insight.would.no_number")
		}
		w.rows = append(w.rows, row)
	}
	pg.way = []ui.NavItem{{Text: pg.p.T("nav.insight"), Href: pg.to("/insight")}, navHere(pg.title)}
	return v.show(http.StatusOK, wouldShown(w))
}
