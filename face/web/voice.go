package web

import (
	"slices"

	"orpheus/face/web/ui"
	"orpheus/org"
	"orpheus/org/form"
)

// thanksFor are the thanks for a thing that the one who looks may read, the newest first; of
// work also those for its steps.
func (pg *place) thanksFor(of org.Ref) (all []org.ThanksID) {
	for id, t := range pg.s.AllThanks() {
		is := t.About == of
		if t.About.Letter == 'A' && of.Letter == 'I' {
			is = pg.s.Step(org.StepID(t.About.N)).Initiative == org.InitiativeID(of.N)
		}
		if is && pg.sees(org.RefOf(id)) {
			all = append(all, id)
		}
	}
	slices.Reverse(all)
	return all
}

// thanksTo are the thanks that somebody got, as far as the one who looks may read them, the
// newest first. How many there are stands nowhere.
func (pg *place) thanksTo(p org.PersonID) (all []org.ThanksID) {
	for id, t := range pg.s.AllThanks() {
		if t.To == p && pg.sees(org.RefOf(id)) {
			all = append(all, id)
		}
	}
	slices.Reverse(all)
	return all[:min(len(all), latelyThanked)]
}

// latelyThanked is how many thanks the page of a person shows.
const latelyThanked = 5

// alsoThanks fetches the words of thanks beside what a page has of texts.
func (pg *place) alsoThanks(all []org.ThanksID) error {
	had := pg.texts
	ids := make([]org.TextID, len(all))
	for i, id := range all {
		ids[i] = pg.s.Thanks(id).Text
	}
	if err := pg.load(pg.r.Context(), ids...); err != nil || len(had) == 0 {
		return err
	}
	for id, text := range had {
		pg.texts[id] = text
	}
	return nil
}

// thanking is the field of thanks.give that a thing goes into, by its letter.
var thanking = map[byte]string{'I': "initiative", 'A': "step", 'D': "decision", 'T': "tension", 'R': "role"}

// thanksAbout is the act of thanking somebody for a thing.
func thanksAbout(of org.Ref, to org.PersonID) *org.GiveThanks {
	a := &org.GiveThanks{To: to, Text: org.Write("x")}
	switch of.Letter {
	case 'I':
		a.Initiative = org.InitiativeID(of.N)
	case 'A':
		a.Step = org.StepID(of.N)
	case 'D':
		a.Decision = org.DecisionID(of.N)
	case 'T':
		a.Tension = org.TensionID(of.N)
	case 'R':
		a.Role = org.RoleID(of.N)
	}
	return a
}

// mayThank reports whether there is somebody whom the one who looks may thank for a thing.
func (pg *place) mayThank(of org.Ref) bool {
	return pg.me.Person != 0 && slices.ContainsFunc(pg.s.PartIn(of, pg.me.Person), func(p org.PersonID) bool {
		return pg.may(thanksAbout(of, p))
	})
}

// thanksForm is the address of the form that asks for the words.
func (pg *place) thanksForm(of org.Ref, to org.PersonID) string {
	fields := []string{thanking[of.Letter], of.String(), "_back", pg.r.URL.RequestURI() + "#thanks"}
	if to != 0 {
		fields = append(fields, "to", to.String())
	}
	return pg.act("thanks.give", fields...)
}

// thanksButtons are what may be done about thanks.
func (pg *place) thanksButtons(id org.ThanksID) []actButton {
	list := pg.button(nil, ui.Quiet, &org.HideThanks{Thanks: id})
	list = pg.button(list, ui.Quiet, &org.ShowThanks{Thanks: id})
	return pg.button(list, ui.Quiet, &org.TakeBackThanks{Thanks: id})
}

// informalWord is what somebody is to a circle, in a word.
func (v *request) informalWord(n *org.Informal) string {
	if n.As == org.AsOwn {
		return n.Name
	}
	return v.p.T("informal.word." + n.As.String())
}

// informalLang is the language of that word, where the organisation chose it and speaks another.
func (v *request) informalLang(n *org.Informal) string {
	if n.As == org.AsOwn {
		return v.foreign()
	}
	return ""
}

// informal are the informal roles that stand in a circle of the map.
func (pg mapPage) informal(c org.CircleID) []*org.Informal { return informalOn(pg.look, c) }

// informalOn are the informal roles that stand in a circle, as far as whoever looks may know.
func informalOn(look *view, c org.CircleID) (all []*org.Informal) {
	for _, id := range look.State.RecognisedIn(c) {
		if look.Sight.Sees(org.RefOf(id)) {
			all = append(all, look.State.Informal(id))
		}
	}
	return all
}

// thankedAt is where what thanks is for is told.
func (pg *place) thankedAt(of org.Ref) string { return pg.href(pg.worked(of)) }

// worked is a thing, or the work that it is a step of.
func (pg *place) worked(of org.Ref) org.Ref {
	if st := pg.s.Step(org.StepID(of.N)); of.Letter == 'A' && st != nil {
		return org.RefOf(st.Initiative)
	}
	return of
}

// informalsIn are the informal roles that the one who looks may know of in a circle, those that
// stand before those that wait for a yes or for a second colleague.
func (pg *place) informalsIn(c org.CircleID) []org.InformalID {
	return pg.informalsWhere(func(n *org.Informal) bool { return n.Circle == c })
}

// informalsOf are those of a person.
func (pg *place) informalsOf(p org.PersonID) []org.InformalID {
	return pg.informalsWhere(func(n *org.Informal) bool { return n.Person == p })
}

func (pg *place) informalsWhere(is func(*org.Informal) bool) []org.InformalID {
	var stand, wait []org.InformalID
	for id, n := range pg.s.Informals() {
		switch {
		case n.Ended != 0 || !is(n) || !pg.sees(org.RefOf(id)):
		case pg.s.Recognised(n):
			stand = append(stand, id)
		default:
			wait = append(wait, id)
		}
	}
	return append(stand, wait...)
}

// informalState says how far an informal role is that does not stand yet.
func (pg *place) informalState(n *org.Informal) string {
	switch {
	case pg.s.Recognised(n):
		return pg.p.T("informal.by", pg.names(n.By))
	case n.Accepted == 0 && n.Person == pg.me.Person:
		return pg.p.T("informal.asks", pg.names(n.By))
	case n.Accepted == 0:
		return pg.p.T("informal.waits", pg.name(n.Person))
	}
	return pg.p.T("informal.one", pg.names(n.By))
}

// informalButtons are what may be done about an informal role.
func (pg *place) informalButtons(id org.InformalID) []actButton {
	list := pg.button(nil, ui.Plain+" "+ui.Small, &org.AcceptInformal{Informal: id})
	list = pg.button(list, ui.Plain+" "+ui.Small, &org.ConfirmInformal{Informal: id})
	list = pg.button(list, ui.Quiet+" "+ui.Small, &org.WithdrawInformal{Informal: id})
	list = pg.button(list, ui.Quiet+" "+ui.Small, &org.DeclineInformal{Informal: id})
	for i := range list {
		if list[i].kind == "informal.decline" && pg.s.Informal(id).Accepted != 0 {
			list[i].text = pg.p.T("informal.lay_down")
		}
	}
	return list
}

// recognisesIn is the address of the form that recognises an informal role in a circle, of
// somebody where one is given; empty where the one who looks may not.
func (pg *place) recognisesIn(c org.CircleID, of org.PersonID) string {
	if pg.me.Person == 0 || !pg.s.Circle(c).Live() || !pg.s.Belongs(pg.me.Person, c) {
		return ""
	}
	for _, p := range pg.s.Members(c) {
		if (of == 0 || of == p) && p != pg.me.Person && pg.may(&org.RecogniseInformal{Circle: c, Person: p, As: org.AsOwn, Name: "\u00b7"}) {
			fields := []string{"circle", c.String(), "_back", pg.r.URL.RequestURI()}
			if of != 0 {
				fields = append(fields, "person", of.String())
			}
			return pg.act("informal.recognise", fields...)
		}
	}
	return ""
}

// recognises is where the one who looks recognises an informal role of somebody: in the first
// circle that both belong to.
func (pg *place) recognises(p org.PersonID) string {
	for _, c := range pg.s.CirclesOf(p) {
		if href := pg.recognisesIn(c, p); href != "" {
			return href
		}
	}
	return ""
}

// thankable leaves of the people of a form for thanks those who had a part in what it is for,
// and of one for an informal role those of its circle.
func (d *actForm) thankable(all []ui.Option) []ui.Option {
	var whom []org.PersonID
	switch {
	case d.kind.Name == "thanks.give":
		for letter, name := range thanking {
			if r, ok := form.Ref(d.kind.Named(name), d.sent.fields[name]); ok && r.Letter == letter {
				whom = d.s.PartIn(r, d.me.Person)
			}
		}
	case d.kind.Name == "informal.recognise" && d.circleGiven() != 0:
		whom = d.s.Members(d.circleGiven())
		whom = slices.DeleteFunc(slices.Clone(whom), func(p org.PersonID) bool { return p == d.me.Person })
	default:
		return all
	}
	return slices.DeleteFunc(all, func(o ui.Option) bool {
		p, err := org.ParseID[org.PersonID](o.Value)
		return err != nil || !slices.Contains(whom, p)
	})
}
