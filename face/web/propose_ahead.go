package web

import (
	"errors"
	"slices"
	"strconv"
	"strings"

	"orpheus/face/web/ui"
	"orpheus/org"
	"orpheus/org/deciding"
	"orpheus/org/form"
	"orpheus/text/sentence"
)

// isRefusal reports whether an error is the one who asks being told no, or what is amiss.
func isRefusal(err error) bool {
	_, fault := errors.AsType[*form.FieldError](err)
	return fault || org.CodeOf(err) != 0
}

// blame says why it could not be proposed.
func (p *proposePage) blame(err error) {
	if f, ok := errors.AsType[*form.FieldError](err); ok {
		p.fault = p.p.T(f.Why, f.Text)
		return
	}
	p.fault = sentence.Refusal(p.p, p.view.Name, p.s, err)
}

// suggestion is the way that fits, by how the one who looks sees the question.
func (p *proposePage) suggestion() deciding.Suggestion {
	return deciding.Suggest([]deciding.Reading{p.reading})
}

// going is the way in which it would be decided: as the questions suggest, or another one.
func (p *proposePage) going(g deciding.Suggestion) deciding.Way {
	if p.other == deciding.NoProcess || p.other == g.Process {
		return g.Way()
	}
	return deciding.Way{Process: p.other}
}

// wayName is the way by its name: whose it is where a circle consents.
func (p *proposePage) wayName(w deciding.Way) string {
	if w.Process == deciding.Consent {
		return p.p.T("propose.consent", p.s.Circle(p.circle).Name)
	}
	return p.p.T("process." + w.Process.String())
}

// why are the reasons for the suggested way, as one sentence each.
func (p *proposePage) why(g deciding.Suggestion) string {
	all := p.whyThus(g)
	switch {
	case g.AdviceFirst:
		all = append(all, p.p.T("propose.with.advice_first"))
	case g.Second:
		all = append(all, p.p.T("propose.with.second"))
	case g.Portfolio:
		all = append(all, p.p.T("propose.with.portfolio"))
	case g.OnlyContain:
		all = append(all, p.p.T("propose.with.contain"))
	}
	if !g.Quorum.IsZero() {
		n := g.Quorum.Of(len(p.side(false)))
		all = append(all, p.p.T("propose.with.quorum", n))
	}
	return strings.Join(all, " ")
}

// steps are what happens when, in a way.
func (p *proposePage) steps(w deciding.Way) []ui.Step {
	steps := []ui.Step{{Name: p.p.T("stage.shaping"), When: p.p.T("propose.step.now"), Now: true, Status: p.p.T("propose.status.now")}}
	ahead := func(name, when string) {
		steps = append(steps, ui.Step{Name: name, When: when, Status: p.p.T("propose.status.ahead")})
	}
	last := p.at
	for _, t := range p.s.Course(w, p.at) {
		ahead(p.p.T("stage."+t.Stage.String()), p.p.T("propose.step.until", p.p.DateTime(p.std(t.Until), p.now)))
		last = t.Until
	}
	switch w.Process {
	case deciding.Consent, deciding.Election:
		ahead(p.p.T("decision.step.decided"), p.p.T("decision.step.unless"))
	case deciding.Probe, deciding.ActFirst:
		return steps
	}
	if p.value("text") != "" && p.value("holds") == "" {
		days, err := strconv.Atoi(p.value("review"))
		if err != nil || days <= 0 {
			days = org.UsualReview
		}
		ahead(p.p.T("decision.step.review"), p.p.T("propose.step.around", p.date(last+org.Time(days)*org.Day)))
	}
	return steps
}

// otherWays are the ways to choose from beside the suggested one. A probe needs its trials,
// which the page asks for only of what takes the place of something larger; a vote its
// options.
func (p *proposePage) otherWays() []ui.Option {
	all := []ui.Option{{Text: p.p.T("propose.other.none"), Chosen: p.other == deciding.NoProcess}}
	for _, name := range p.other.Offered() {
		if name != deciding.Vote.String() && (name != deciding.Probe.String() || p.instead != nil) {
			all = append(all, ui.Option{Value: name, Text: p.p.T("process." + name), Chosen: p.other.String() == name})
		}
	}
	return all
}

// roleOptions are the roles of the one who proposes, and those of the circle for which
// somebody can be elected.
func (p *proposePage) roleOptions() []ui.Option {
	all := []ui.Option{{Text: p.p.T("propose.other.no_role")}}
	for id, r := range p.s.Roles() {
		if r.Live() && p.sees(org.RefOf(id)) && (p.s.HoldsRole(p.me.Person, id) != 0 || r.Circle == p.circle && !r.Formal) {
			all = append(all, ui.Option{Value: id.String(), Text: r.Name, Chosen: p.value("role") == id.String()})
		}
	}
	return all
}

// silence is the rule for those who say nothing.
func (p *proposePage) silence(w deciding.Way) string {
	return p.p.T("propose.silence." + w.Process.String())
}

// side are who decides together, or who is asked for advice.
func (p *proposePage) side(asked bool) (all []org.Concerned) {
	for _, c := range p.concerned {
		if c.Asked == asked {
			all = append(all, c)
		}
	}
	return all
}

// mostConcerned is how many people are shown with the reason why they are concerned; the
// others by a press.
const mostConcerned = 6

// circles are the circles of which it can be the question: in each the one who looks may
// propose something.
func (p *proposePage) circles() []ui.Option {
	all := p.ownCircles()
	for i := range all {
		if all[i].Value == "" {
			all[i].Value = org.Root.String()
		}
		all[i].Chosen = all[i].Value == p.circle.String()
	}
	return all
}

// from are the things that it comes from, as the form carries them along.
func (p *proposePage) from() (hidden [][2]string) {
	for _, name := range []string{"tension", "initiative", "supersedes", "instead"} {
		if v := p.value(name); v != "" {
			hidden = append(hidden, [2]string{name, v})
		}
	}
	return hidden
}

// adds reports whether somebody near it is to be added.
func (p *proposePage) adds(id org.PersonID) bool { return slices.Contains(p.also, id) }

// sends is what the button says: how many are asked.
func (p *proposePage) sends() string {
	n := len(p.also)
	for _, c := range p.concerned {
		if c.Person != p.me.Person && !p.adds(c.Person) {
			n++
		}
	}
	if n == 0 {
		return p.p.T("propose.send.nobody")
	}
	return p.p.T("propose.send", n)
}

// part is the number of a part of the page: what a smaller trial is comes before most.
func (p *proposePage) part(n int) int {
	if p.instead != nil {
		n++
	}
	return n
}
