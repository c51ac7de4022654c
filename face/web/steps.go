package web

import (
	"slices"

	"orpheus/face/web/ui"
	"orpheus/org"
)

// doer is who does a step; nobody where that is whoever leads, or where they left.
func (pg *place) doer(st *org.Step) org.PersonID {
	if p := pg.s.Person(st.Who); p != nil && p.Present() {
		return st.Who
	}
	return 0
}

// stepButtons are what may be done about a step.
func (pg *place) stepButtons(id org.StepID) []actButton {
	list := pg.button(nil, ui.Plain, &org.FinishStep{Step: id})
	n := len(list)
	if list = pg.form(list, &org.AmendStep{Step: id}); len(list) > n {
		list[n].style = ui.Quiet
	}
	return pg.button(list, ui.Quiet, &org.DropStep{Step: id})
}

// doers are the people to choose from for a step: who takes part and who belongs to the
// circle, by name; first whoever leads.
func (i initiativePage) doers() []ui.Option {
	var near []org.PersonID
	for _, l := range i.i.Leads {
		near = append(near, i.s.Lead(l).Person)
	}
	near = append(append(near, i.i.Joined...), i.s.Members(i.i.Circle)...)
	var all []ui.Option
	for _, p := range near {
		o := ui.Option{Value: p.String(), Text: i.view.Name(p)}
		if o.Text != "" && i.s.Person(p).Present() && !slices.Contains(all, o) {
			all = append(all, o)
		}
	}
	by := alphabetical(i.p.Lang())
	slices.SortStableFunc(all, func(a, b ui.Option) int { return by.CompareString(a.Text, b.Text) })
	return append([]ui.Option{{Text: i.p.T("step.leads")}}, all...)
}
