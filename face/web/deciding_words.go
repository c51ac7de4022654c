package web

import (
	"orpheus/org"
	"orpheus/org/deciding"
)

// questionNames are the six questions by the names of their fields, in their order.
var questionNames = [deciding.Questions]string{"harm", "familiar", "knowable", "reactive", "undoable", "shared"}

// whyThus are the reasons of the questions for a way of deciding, a sentence each.
func (pg *place) whyThus(g deciding.Suggestion) (all []string) {
	for _, r := range g.Why {
		all = append(all, pg.p.T("propose.why."+string(r)))
	}
	return all
}

// because says why somebody is concerned.
func (pg *place) because(c org.Concerned) string {
	key := "concern." + c.Because.String()
	if c.Of.Letter == 'G' {
		if g := pg.s.Guardrail(org.GuardrailID(c.Of.N)); g != nil && g.Text != "" {
			return pg.p.T(key, g.Text)
		}
		return pg.p.T("concern.guardrail.structure")
	}
	if name := pg.called(c.Of); name != "" && pg.view.Sight.Knows(c.Of) {
		return pg.p.T(key, name)
	}
	return pg.p.T(key + ".alone")
}

// lede says who does what now; empty where it ended.
func (d decisionPage) lede() string {
	who, key := d.x.By, "decision.lede."+d.x.Stage.String()
	switch {
	case d.x.Stage == deciding.Forwarding && d.x.Facilitator != 0:
		who = d.x.Facilitator
	case d.x.Stage == deciding.Mending && d.x.Moved:
		key += ".moved"
	}
	if !d.x.Open() || !d.p.Has(key) {
		return ""
	}
	return d.p.T(key, d.nameOr(who))
}
