package web

import (
	"github.com/a-h/templ"

	"orpheus/org"
)

// initiativePage is what the page of an initiative shows.
type initiativePage struct {
	*place
	id      org.InitiativeID
	i       *org.Initiative
	earlier []*org.Lead // ended, the newest first
	talk    talk
	steps   []org.StepID // to do
	results []result     // what came of it, once it is over
}

func (s *server) initiativePage(pg *place) (templ.Component, error) {
	id, err := id[org.InitiativeID](pg)
	if err != nil {
		return nil, err
	}
	i := initiativePage{place: pg, id: id, i: pg.s.Initiative(id)}
	if i.i == nil || !pg.sees(org.RefOf(i.id)) {
		return nil, errNotFound
	}
	texts := []org.TextID{i.i.Body, i.i.Outcome}
	for l := i.i.LastLead; l != 0; l = pg.s.Lead(l).PrevOfWork {
		if lead := pg.s.Lead(l); lead.Until != 0 && lead.End != org.LeadTakenBack {
			i.earlier = append(i.earlier, lead)
		}
	}
	said, spoken, err := pg.conversation(0, id)
	if err != nil {
		return nil, err
	}
	i.talk, texts = said, append(texts, spoken...)
	i.steps, _ = pg.s.Steps(id)
	for _, n := range i.steps {
		texts = append(texts, pg.s.Step(n).Text)
	}
	came, written := pg.results(0, id)
	i.results, texts = came, append(texts, written...)
	texts = append(texts, pg.words(0, id)...)
	pg.title, pg.way = i.i.Title, append(pg.wayTo(i.i.Circle), navHere(i.i.Title))
	if err = pg.load(pg.r.Context(), texts...); err != nil {
		return nil, err
	}
	return initiativeShown(i), pg.alsoThanks(pg.thanksFor(org.RefOf(id)))
}

// how says how a lead that ended came to its end.
func (pg *place) how(l *org.Lead) string {
	switch l.End {
	case org.LeadConcluded:
		return pg.p.T("lead.end.concluded")
	case org.LeadHandedOver:
		return pg.p.T("lead.end.handed")
	case org.LeadLaidDown:
		return pg.p.T("lead.end.laid")
	case org.LeadExpired:
		return pg.p.T("lead.end.expired")
	}
	return ""
}
