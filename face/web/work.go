package web

import (
	"net/url"
	"slices"
	"strconv"
	"strings"

	"orpheus/face/web/ui"
	"orpheus/org"
)

// query1 is a query with one number in it.
func query1[ID ~uint32](name string, id ID) url.Values {
	return url.Values{name: {strconv.FormatUint(uint64(id), 10)}}
}

// onMap is the map with a circle or role chosen.
func (pg *place) onMap(c org.CircleID, r org.RoleID) string {
	if r != 0 {
		return pg.with("/map", query1("role", r))
	}
	return pg.with("/map", query1("circle", c))
}

// leaders names who leads a piece of work.
func (pg *place) leaders(i *org.Initiative) string {
	var names []string
	for _, l := range i.Leads {
		names = append(names, pg.name(pg.s.Lead(l).Person))
	}
	return strings.Join(names, ", ")
}

// wasLed says from when until when somebody led, and how that ended: one day where
// both are the same.
func (pg *place) wasLed(l *org.Lead) string {
	from, to := pg.date(l.Since), pg.date(l.Until)
	if from == to {
		return pg.p.T("lead.was_day", to, pg.how(l))
	}
	return pg.p.T("lead.was", from, to, pg.how(l))
}

// feltBy says how many people notice something too: who looks is told that they are
// one of them, and is never counted as somebody else.
func (pg *place) feltBy(felt []org.PersonID) string {
	n := len(felt)
	switch {
	case !slices.Contains(felt, pg.me.Person):
		return pg.p.T("tension.felt", n)
	case n == 1:
		return pg.p.T("tension.felt.you")
	}
	return pg.p.T("tension.felt.you_and", n-1)
}

// openSince says how long something waits for somebody to lead it: since it was
// raised, or since its last lead ended.
func (pg *place) openSince(t *org.Tension) string {
	i := pg.s.Initiative(t.Initiative)
	if i == nil || !i.Live() || len(i.Leads) > 0 || i.LastLead == 0 {
		return pg.openFor(t.Raised)
	}
	return pg.p.T("tension.open.again", pg.date(pg.s.Lead(i.LastLead).Until))
}

// heldBy names who holds a role.
func (pg *place) heldBy(r org.MapRole) string {
	return pg.holders(pg.view, r)
}

// workRow is a piece of work as a line of a list.
func (pg *place) workRow(id org.InitiativeID) ui.Row {
	i := pg.s.Initiative(id)
	r := ui.Row{Title: i.Title, Lang: pg.foreign(), Href: pg.initiative(id)}
	plain := func(text string) { r.Meta = append(r.Meta, ui.Fact{Kind: ui.PlainFact, Text: text}) }
	switch {
	case !i.Live():
		r.Mark, r.Say = ui.MarkDone, pg.p.T("mark.done")
		if i.Stopped {
			r.Mark, r.Say = ui.MarkAside, pg.p.T("mark.stopped")
		}
		plain(pg.ended(i))
		return r
	case len(i.Leads) == 0:
		r.Mark, r.Say = ui.MarkBack, pg.p.T("mark.open")
		plain(pg.p.T("work.open"))
		return r
	}
	r.Mark, r.Say = ui.MarkLed, pg.p.T("mark.led")
	plain(pg.p.T("work.led.until", pg.leaders(i), pg.date(pg.s.Lead(i.Leads[0]).Planned)))
	if st := pg.next(id); st != nil {
		if text := pg.texts[st.Text]; text != "" {
			plain(pg.p.T("work.next", cut(strings.Join(strings.Fields(text), " "), 80)))
		}
		if f := pg.due(st); f.Text != "" {
			r.Meta = append(r.Meta, f)
		}
	}
	return r
}

// due is when a step is due, marked where that is past.
func (pg *place) due(st *org.Step) ui.Fact {
	switch {
	case st.Due == 0:
		return ui.Fact{}
	case pg.late(st.Due):
		return ui.Fact{Kind: "late", Icon: "alert", Text: pg.p.T("step.late", pg.date(st.Due))}
	}
	return ui.Fact{Kind: "", Icon: "clock", Text: pg.p.T("step.due", pg.date(st.Due))}
}

// ended says how a piece of work ended, and when.
func (pg *place) ended(i *org.Initiative) string {
	if i.Withdrawn {
		return pg.p.T("page.withdrawn", pg.date(i.Concluded))
	}
	if i.Stopped {
		return pg.p.T("work.stopped", pg.date(i.Concluded))
	}
	return pg.p.T("work.concluded", pg.date(i.Concluded))
}

// origin says how a lead or seat came about, and what the rule had found where
// people set it right. What is not known is not said.
func (pg *place) origin(o org.Corrected) string {
	if o.Origin() == org.Unknown {
		return ""
	}
	said := pg.p.T("tell.origin." + o.Origin().String())
	if o.Set != org.Unknown && o.Found != org.Unknown && o.Set != o.Found {
		return pg.p.T("origin.corrected", said, pg.p.T("tell.origin."+o.Found.String()))
	}
	return said
}

// joined puts what is known into one line.
func joined(parts ...string) string {
	var some []string
	for _, p := range parts {
		if p != "" {
			some = append(some, p)
		}
	}
	return strings.Join(some, " · ")
}

// nameOrNone is what somebody is called; nothing for nobody in person.
func (pg *place) nameOrNone(id org.PersonID) string {
	if id == 0 {
		return ""
	}
	return pg.view.Name(id)
}

func servesOf(i *org.Initiative) []org.CircleID { return []org.CircleID{i.Serves} }
