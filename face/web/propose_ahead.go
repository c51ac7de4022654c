package web

import (
	"errors"
	"slices"
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

// wayName is the suggested way by its name: whose it is where a circle consents.
func (p *proposePage) wayName(g deciding.Suggestion) string {
	if g.Process == deciding.Consent {
		return p.p.T("propose.consent", p.s.Circle(p.circle).Name)
	}
	return p.p.T("process." + g.Process.String())
}

// why are the reasons for the suggested way, as one sentence each.
func (p *proposePage) why(g deciding.Suggestion) string {
	var all []string
	for _, r := range g.Why {
		all = append(all, p.p.T("propose.why."+string(r)))
	}
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

// steps are what happens when, where it goes as suggested.
func (p *proposePage) steps(g deciding.Suggestion) []ui.Step {
	steps := []ui.Step{{Name: p.p.T("stage.shaping"), When: p.p.T("propose.step.now"), Now: true, Status: p.p.T("propose.status.now")}}
	for _, t := range p.s.Course(g.Way(), p.at) {
		steps = append(steps, ui.Step{Name: p.p.T("stage." + t.Stage.String()), When: p.p.T("propose.step.until", p.p.DateTime(p.std(t.Until), p.now)), Status: p.p.T("propose.status.ahead")})
	}
	return steps
}

// silence is the rule for those who say nothing.
func (p *proposePage) silence(g deciding.Suggestion) string {
	return p.p.T("propose.silence." + g.Process.String())
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

// because says why somebody is concerned.
func (p *proposePage) because(c org.Concerned) string {
	key := "concern." + c.Because.String()
	if c.Of.Letter == 'G' {
		if g := p.s.Guardrail(org.GuardrailID(c.Of.N)); g != nil && g.Text != "" {
			return p.p.T(key, g.Text)
		}
		return p.p.T("concern.guardrail.structure")
	}
	if name := p.called(c.Of); name != "" && p.view.Sight.Knows(c.Of) {
		return p.p.T(key, name)
	}
	return p.p.T(key + ".alone")
}

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
