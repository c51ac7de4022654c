package web

import (
	"slices"

	"orpheus/face/web/ui"
	"orpheus/org"
	"orpheus/org/deciding"
)

// mostParties is how many of those concerned stand on the page; the rest is behind a press.
const mostParties = 8

// partySays is why somebody is among those concerned, and whether they gave what is asked.
func (d decisionPage) partySays(p org.Party) string {
	text := d.p.T("decision.party")
	switch {
	case p.Person == d.x.By:
		text = d.p.T("decision.party.by")
	case p.Asked, d.x.Process == deciding.Advice:
		text = d.p.T("decision.party.asked")
	}
	if p.By != 0 {
		text = joined(text, d.p.T("decision.party.added", d.name(p.By)))
	}
	if d.x.Stage == deciding.Advising && p.Person != d.x.By {
		given := map[bool]string{true: "decision.given", false: "decision.not_yet"}[d.x.AdviceOf(p.Person) != nil]
		text = joined(text, d.p.T(given))
	}
	return text
}

// decides says who decides, by the way in which it is.
func (d decisionPage) decides() string {
	x := d.x
	switch x.Process {
	case deciding.Consent, deciding.Election:
		text := d.p.T("decision.together."+x.Process.String(), len(d.together))
		if x.TwoThirds {
			text += " " + d.p.T("decision.quorum")
		}
		return text
	case deciding.Vote:
		return d.p.T("decision.together.vote", len(x.Electorate()))
	case deciding.Probe:
		return d.p.T("decision.together.probe", d.nameOr(x.By))
	case deciding.ActFirst:
		return d.p.T("decision.together.act_first", d.nameOr(x.By), d.hour(x.Acted))
	}
	return d.p.T("decisions.decides", d.nameOr(x.By))
}

// firstNamed is one of those who were named; nobody where nobody was.
func (d decisionPage) firstNamed() org.PersonID {
	if len(d.x.Nominations) == 0 {
		return 0
	}
	return d.x.Nominations[0].For
}

// namedOptions are those who were named, each once, by name: nobody stands before others for
// having been named more often.
func (d decisionPage) namedOptions() (all []ui.Option) {
	for _, n := range d.x.Nominations {
		o := ui.Option{Value: n.For.String(), Text: d.name(n.For)}
		if !slices.Contains(all, o) {
			all = append(all, o)
		}
	}
	by := alphabetical(d.p.Lang())
	slices.SortStableFunc(all, func(a, b ui.Option) int { return by.CompareString(a.Text, b.Text) })
	return all
}
