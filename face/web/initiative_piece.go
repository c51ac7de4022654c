package web

import (
	"orpheus/insight/measure"
	"orpheus/org"
)

// piece is how the work was led, in a line for each count; none before there is more than one
// lead, since then the page has said it, and none for guests, who see no insight.
func (i initiativePage) piece() (lines []string) {
	p, ok := measure.PieceOf(i.view.Counted(), i.id, i.at)
	if !ok || p.Leads < 2 || i.me.Guest {
		return nil
	}
	lines = append(lines, i.p.T("insight.by", i.p.T("insight.about.leads", p.Leads), i.p.T("insight.people", p.People)))
	for _, of := range []struct {
		key string
		n   int
	}{
		{"taken", p.Taken},
		{"handed", p.Handed},
		{"given", p.Given},
		{"unknown", p.Unknown},
		{"passed", p.Passed},
		{"open", int(p.Open / org.Day)},
	} {
		if of.n > 0 {
			lines = append(lines, i.p.T("initiative.piece."+of.key, of.n))
		}
	}
	return lines
}
