package web

import "orpheus/org"

// result is what came of a piece of work that is over: its outcome and what it taught.
type result struct {
	id      org.InitiativeID
	i       *org.Initiative
	learned []org.TextID
}

// results are what came of all that answered a tension, or of one piece of work, the
// latest first, and the texts of it. What left no word is not among them.
func (pg *place) results(t org.TensionID, only org.InitiativeID) (all []result, texts []org.TextID) {
	for id, i := range pg.s.Initiatives() {
		if id != only && (t == 0 || i.Tension != t) || i.Live() || !pg.sees(org.RefOf(id)) {
			continue
		}
		r := result{id: id, i: i}
		for _, k := range pg.s.Learnings() {
			if k.Initiative == id {
				r.learned, texts = append(r.learned, k.Text), append(texts, k.Text)
			}
		}
		if i.Outcome != 0 || len(r.learned) > 0 {
			all, texts = append([]result{r}, all...), append(texts, i.Outcome)
		}
	}
	return all, texts
}

// led are who led a piece of work, each once, the last first.
func (pg *place) led(i *org.Initiative) (all []org.PersonID) {
	for l := i.LastLead; l != 0; l = pg.s.Lead(l).PrevOfWork {
		p := pg.s.Lead(l).Person
		for _, q := range all {
			if p == q {
				p = 0
			}
		}
		if p != 0 {
			all = append(all, p)
		}
	}
	return all
}
