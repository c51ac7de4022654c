package web

import (
	"slices"

	"orpheus/face/web/ui"
	"orpheus/org"
	"orpheus/org/deciding"
)

// mostParties is how many of those concerned stand on the page; the rest is behind a press.
const mostParties = 8

// mostListed is how many people or ballots a list of the page has at most, also behind a
// press: of a vote of ten thousand it says how many more there are.
const mostListed = 200

// findConcerns works out why people are concerned by what is proposed now.
func (d *decisionPage) findConcerns() {
	if !d.x.Open() {
		return
	}
	d.concerns = map[org.PersonID]org.Concerned{}
	acts := org.Affecting(d.x.Changes, d.x.Roles)
	for _, c := range append(d.s.LeftOut(d.x.Circle, acts, d.at), d.s.Concerned(d.x.Circle, acts, d.at)...) {
		d.concerns[c.Person] = c
	}
}

// partySays is why somebody is among those concerned.
func (d decisionPage) partySays(p org.Party) string {
	text := d.p.T("decision.party")
	switch c, worked := d.concerns[p.Person]; {
	case p.Person == d.x.By:
		text = d.p.T("decision.party.by")
	case worked && p.Asked && d.x.Process != deciding.Advice:
		text = joined(d.p.T("decision.party.asked"), d.because(c))
	case worked:
		text = d.because(c)
	case p.Asked, d.x.Process == deciding.Advice:
		text = d.p.T("decision.party.asked")
	}
	if p.By == p.Person {
		return joined(text, d.p.T("decision.party.self"))
	}
	if p.By != 0 {
		text = joined(text, d.p.T("decision.party.added", d.name(p.By)))
	}
	return text
}

// partyState is whether somebody concerned did what is theirs in this stage, as a chip: its
// kind, its icon and its words; no words where the stage asks nothing of them.
func (d decisionPage) partyState(p org.Party) (kind, icon, text string) {
	done := false
	switch d.x.Stage {
	case deciding.Advising:
		if p.Person == d.x.By {
			return "", "", ""
		}
		done = d.x.AdviceOf(p.Person) != nil
	case deciding.Naming:
		if p.Asked {
			return "", "", ""
		}
		done = d.x.Nomination(p.Person) != nil
	default:
		return "", "", ""
	}
	if done {
		return "ok", "check", d.p.T("decision.given")
	}
	if p.Person == d.me.Person {
		return "soon", "", d.p.T("decision.you")
	}
	return "", "", d.p.T("decision.not_yet")
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
	return d.nameOr(x.By)
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
