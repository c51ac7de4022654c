package web

import (
	"github.com/a-h/templ"

	"orpheus/org"
)

// tensionPage is what the page of a tension shows.
type tensionPage struct {
	*place
	id   org.TensionID
	t    *org.Tension
	work *org.Initiative // that answers it; nil for none
	talk talk

	alone   *org.WhoDecides // what lets who raised it decide it themselves; nil for nothing
	results []result        // what came of it
	alike   alikeFew        // what is like it, to who raised it, while nobody leads it
}

func (s *server) tensionPage(pg *place) (templ.Component, error) {
	id, err := id[org.TensionID](pg)
	if err != nil {
		return nil, err
	}
	t := tensionPage{place: pg, id: id, t: pg.s.Tension(id)}
	if t.t == nil || !pg.sees(org.RefOf(t.id)) {
		return nil, errNotFound
	}
	ids := []org.TextID{t.t.Body, t.t.How}
	ids = append(ids, pg.words(id, 0)...)
	said, spoken, err := pg.conversation(id, 0)
	if err != nil {
		return nil, err
	}
	t.talk, ids = said, append(ids, spoken...)
	came, written := pg.results(id, 0)
	t.results, ids = came, append(ids, written...)
	if t.work = pg.s.Initiative(t.t.Initiative); t.work != nil {
		ids = append(ids, pg.steps([]org.InitiativeID{t.t.Initiative})...)
	}
	pg.title, pg.way = t.t.Title, append(pg.wayTo(t.t.Circle), navHere(t.t.Title))
	if t.t.Open() && t.t.By == pg.me.Person && !pg.m.past() {
		if t.alone, err = pg.alone(t.t.Title, t.t.Circle); err != nil {
			return nil, err
		}
	}
	if t.t.Open() && t.work == nil && t.t.By == pg.me.Person && !pg.m.past() {
		few, texts, err := pg.alike(t.t.Title, t.t.Circle, id)
		if err != nil {
			return nil, err
		}
		t.alike, ids = few, append(ids, texts...)
	}
	if err := pg.load(pg.r.Context(), ids...); err != nil {
		return nil, err
	}
	return tensionShown(t), pg.alsoThanks(pg.thanksFor(org.RefOf(id)))
}
