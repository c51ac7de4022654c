package web

import (
	"slices"

	"github.com/a-h/templ"

	"orpheus/face/web/ui"
	"orpheus/org"
	"orpheus/service"
)

// circlePage is what the page of a circle shows.
type circlePage struct {
	*place
	id   org.CircleID
	c    *org.Circle
	m    *org.MapCircle // nil where it was closed
	acts actList

	learned []org.LearningID // the latest, of it and the circles in it
	taught  int              // how many there are

	open      *circleOpen // how it stands on the open map; nil for nothing to say
	asksPulse bool        // a round of it waits for whoever looks
}

// lately is how many acts a page about something else shows.
const lately = 8

// latelyLearned is how many learnings the page of a circle shows.
const latelyLearned = 3

func (s *server) circlePage(pg *place) (templ.Component, error) {
	id, err := id[org.CircleID](pg)
	if err != nil {
		return nil, err
	}
	c := circlePage{place: pg, id: id, c: pg.s.Circle(id)}
	if c.c == nil || !pg.sees(org.RefOf(id)) {
		return nil, errNotFound
	}
	c.m = findCircle(pg.view.Map(), id)
	pg.title, pg.way = c.c.Name, pg.wayTo(id)
	c.acts, err = pg.view.acts(pg.r.Context(), service.Query{Most: lately, Wants: func(e *org.Entry) bool { return pg.within(e, id) }})
	if err != nil {
		return nil, err
	}
	if now := pg.s.PulseNow(id); now != 0 {
		if c.asksPulse, err = pg.pulseAsks(now); err != nil {
			return nil, err
		}
	}
	if c.c.Live() {
		if c.open, err = pg.openOf(id); err != nil {
			return nil, err
		}
	}
	texts := pg.steps(c.c.Initiatives)
	c.learned, c.taught = pg.learningsOf(id, latelyLearned)
	for _, k := range c.learned {
		texts = append(texts, pg.s.Learning(k).Text)
	}
	return circleShown(c), pg.load(pg.r.Context(), texts...)
}

// makes is the address of a form that makes something in the circle, or proposes it; empty
// where whoever looks may neither.
func (c circlePage) makes(act org.Act, back ...string) string {
	switch {
	case c.mayPlan(act):
		back = []string{"_plan", "1"}
	case !c.may(act):
		return ""
	}
	return c.act(org.NameOf(act), append(idsOf(act), back...)...)
}

// makesCircle leads on to the new circle, where roles can be made.
func (c circlePage) makesCircle() string {
	return c.makes(&org.FormCircle{Parents: []org.CircleID{c.id}, Name: "x"})
}

func (c circlePage) makesRole() string {
	return c.makes(&org.CreateRole{Circle: c.id, Name: "x"}, "_back", c.circle(c.id))
}

func findCircle(m *org.MapCircle, id org.CircleID) *org.MapCircle {
	if m == nil || m.ID == id {
		return m
	}
	for _, sub := range m.Circles {
		if found := findCircle(sub, id); found != nil {
			return found
		}
	}
	return nil
}

// within reports whether an act is about something in a circle.
func (pg *place) within(e *org.Entry, id org.CircleID) bool {
	return slices.ContainsFunc(org.About(e.Act), func(r org.Ref) bool {
		c := pg.circleOf(r)
		return c != 0 && pg.s.Within(c, id)
	})
}

// circleOf is the circle that a thing is in; zero for what is in none.
func (pg *place) circleOf(r org.Ref) org.CircleID { return pg.s.HomeOf(r) }

// steps are the texts of the next steps of some work.
func (pg *place) steps(work []org.InitiativeID) []org.TextID {
	var ids []org.TextID
	for _, i := range work {
		if st := pg.next(i); st != nil {
			ids = append(ids, st.Text)
		}
	}
	return ids
}

// next is the first step of a piece of work that is still to do; nil for none.
func (pg *place) next(id org.InitiativeID) *org.Step {
	return pg.s.Step(pg.s.NextStep(id))
}

// ties are the circles that this one serves besides the one it is in, and
// those that help it from elsewhere.
func (c circlePage) ties() (serves, helped []org.CircleID) {
	if len(c.c.Parents) > 1 {
		serves = c.c.Parents[1:]
	}
	if c.m != nil {
		helped = c.m.Serves
	}
	hidden := func(id org.CircleID) bool { return !c.sees(org.RefOf(id)) }
	return slices.DeleteFunc(slices.Clone(serves), hidden), slices.DeleteFunc(slices.Clone(helped), hidden)
}

// rules are the guardrails in force.
func (c circlePage) rules() []string {
	var all []string
	for _, g := range c.c.Guardrails {
		r := c.s.Guardrail(g)
		if r.Text != "" {
			all = append(all, r.Text)
		}
	}
	return all
}

// structure says who may change roles and circles here.
func (pg *place) structure(id org.CircleID) string {
	if pg.s.Structure(id) == org.ByDecision {
		return pg.p.T("circle.structure.decision")
	}
	return pg.p.T("circle.structure.free")
}

// open is a tension as a line of a list.
func (pg *place) openRow(id org.TensionID) ui.Row {
	t := pg.s.Tension(id)
	r := ui.Row{
		Mark: ui.MarkOpen, Say: pg.p.T("mark.open"), Title: t.Title, Lang: pg.foreign(), Href: pg.tension(id),
		Meta: []ui.Fact{{Kind: ui.PlainFact, Text: pg.openSince(t)}},
	}
	if len(t.Felt) > 0 {
		r.Meta = append(r.Meta, ui.Fact{Kind: ui.PlainFact, Text: pg.feltBy(t.Felt)})
	}
	if i := pg.s.Initiative(t.Initiative); i != nil && i.Live() && len(i.Leads) > 0 {
		r.Mark, r.Say = ui.MarkLed, pg.p.T("mark.led")
		r.Meta = append(r.Meta, ui.Fact{Kind: ui.PlainFact, Text: pg.p.T("work.led.by", pg.leaders(i))})
	}
	return r
}
