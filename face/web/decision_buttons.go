package web

import (
	"orpheus/face/web/ui"
	"orpheus/org"
	"orpheus/org/deciding"
)

// decisionButtons are what else may be done about a decision, beside what it asks of the
// one who looks.
func (d decisionPage) decisionButtons() (main, more []actButton) {
	x, something := d.x, org.Write("x")
	if d.me.Person != 0 && x.Open() && x.Party(d.me.Person) == nil {
		if main = d.button(main, ui.Plain, &org.InvolveInDecision{Decision: d.id, Person: d.me.Person}); len(main) > 0 {
			main[0].text = d.p.T("decision.me_too")
		}
	}
	more = d.form(more, &org.ExtendDecision{Decision: d.id, Until: x.Until + org.Day, Why: something})
	more = d.form(more, &org.AddTrial{Decision: d.id, Text: something, Limit: something, On: d.at + 7*org.Day})
	more = d.form(more, &org.AddOption{Decision: d.id, Name: "x"})
	more = d.form(more, &org.CallVote{Decision: d.id, Method: d.anyMethod(), Why: something, Secret: d.x.Vote.Persons(), Role: d.anyRole()})
	for i := range more {
		more[i].fields = []string{"decision", d.id.String()}
	}
	more = d.form(more, &org.DropDecision{Decision: d.id, Why: something})
	if keep := (&org.KeepLearning{Decision: d.id, Text: something}); d.me.Person != 0 && !x.Open() && !d.m.past() && d.may(keep) {
		more = d.form(more, keep)
		more[len(more)-1].fields = []string{"decision", d.id.String()}
	}
	return main, more
}

// involving offers to add somebody to those concerned.
func (d decisionPage) involving() []actButton {
	for p, who := range d.s.People() {
		if p != d.me.Person && who.Present() && d.may(&org.InvolveInDecision{Decision: d.id, Person: p}) {
			return []actButton{{kind: "decision.involve", text: d.p.T("do.decision.involve"), style: ui.Plain + " " + ui.Small, fields: []string{"decision", d.id.String()}}}
		}
	}
	return nil
}

// openButtons begin the way in which it is decided: the one that the questions suggest, with
// a press, and any other with a reason.
func (d decisionPage) openButtons() (list []actButton) {
	list = d.button(list, ui.Solid, &org.OpenDecision{Decision: d.id})
	if len(list) > 0 {
		list[0].text = d.p.T("decision.begin", d.p.T("process."+d.x.Suggestion().Process.String()))
	}
	if d.x.By == d.me.Person && !d.m.past() {
		list = append(list, actButton{kind: "decision.open", text: d.p.T("decision.otherwise"), style: ui.Plain, fields: []string{"decision", d.id.String()}})
	}
	return list
}

// mineButtons are what the one who looks is asked to do of which there is no field on the
// page.
func (d decisionPage) mineButtons() (list []actButton) {
	something := org.Write("x")
	list = d.form(list, &org.AdoptDecision{Decision: d.id})
	list = d.button(list, ui.Solid, &org.SecondDecision{Decision: d.id})
	list = d.form(list, &org.LookBack{Decision: d.id, Word: something})
	if len(list) > 0 {
		list[0].style = ui.Solid
	}
	return list
}

// trialButtons are what may be done about one of its trials.
func (d decisionPage) trialButtons(i int) []actButton {
	if !d.may(&org.ObserveTrial{Decision: d.id, Trial: uint16(i + 1), Word: org.Write("x")}) {
		return nil
	}
	return []actButton{{kind: "decision.observe", text: d.p.T("do.decision.observe"), style: ui.Plain + " " + ui.Small, fields: []string{"decision", d.id.String(), "trial", d.p.Number(i + 1)}}}
}

// mayTrySmaller reports whether the one who looks may propose a smaller trial in its place:
// its objections are open, and it is theirs.
func (d decisionPage) mayTrySmaller() bool {
	return d.may(&org.ProposeDecision{Circle: d.x.Circle, Title: d.x.Title, Text: org.Write("x"), Instead: d.id})
}

// partAt is where on the page of a decision stands what it asks of somebody.
func partAt(p org.Part) string {
	switch p {
	case org.PartJudge:
		return "#judge"
	case org.PartOpen:
		return "#begin"
	case org.PartObject:
		return "#objections"
	case org.PartTrial:
		return "#trials-title"
	}
	return "#mine"
}

// otherWay is how one person alone would decide it.
type otherWay struct {
	who     org.PersonID
	process deciding.Process
}

// seenOtherwise are those whose answers alone point to another way.
func (d decisionPage) seenOtherwise(g deciding.Suggestion) (all []otherWay) {
	for _, r := range d.x.Readings {
		if own := deciding.Suggest([]deciding.Reading{r.Is}); own.Process != deciding.NoProcess && own.Process != g.Process {
			all = append(all, otherWay{r.Person, own.Process})
		}
	}
	return all
}
