package web

import (
	"orpheus/face/web/ui"
	"orpheus/org"
)

// actButton is one thing that the one who looks may do: a button, or a link to a form.
type actButton struct {
	kind   string
	href   string // a page of its own that asks for it; empty for the form of the kind
	text   string
	style  string
	press  bool // nothing is to be filled in
	fields []string
	back   string
	about  string // for ears: what it is about, where several of one kind stand together
}

// leads is where the button leads that is a link.
func (d actButton) leads(pg *place) string {
	if d.href != "" {
		return d.href
	}
	return pg.act(d.kind, d.fields...)
}

// addButton offers an act where it may be done now; what is in test stands for what
// will be filled in.
func (pg *place) addButton(list []actButton, style string, press bool, act org.Act) []actButton {
	return pg.addTested(list, style, press, act, act)
}

// addTested offers an act where another of its kind may be done, or proposed, now.
func (pg *place) addTested(list []actButton, style string, press bool, act, test org.Act) []actButton {
	may := pg.may(test)
	if !may && !pg.mayPlan(test) {
		return list
	}
	kind := org.NameOf(act)
	d := actButton{kind: kind, text: pg.p.T("do." + kind), style: style, press: press, fields: idsOf(act)}
	if !may { // they propose it
		d.press, d.fields = false, append(d.fields, "_plan", "1")
	}
	if key := "do." + kind + ".short"; pg.p.Has(key) {
		d.text = pg.p.T(key)
	}
	return append(list, d)
}

// button offers an act that takes no more than a press.
func (pg *place) button(list []actButton, style string, act org.Act) []actButton {
	list = pg.addButton(list, style, true, act)
	if org.Lights(act) { // on to the work
		return list
	}
	if n := len(list); n > 0 && list[n-1].press {
		list[n-1].back = pg.r.URL.RequestURI()
	}
	return list
}

// form offers an act of which something is to be filled in.
func (pg *place) form(list []actButton, act org.Act) []actButton {
	return pg.addButton(list, ui.Plain, false, act)
}

// idsOf are the fields of an act that name things, with their values.
func idsOf(act org.Act) []string {
	var out []string
	for _, f := range org.KindOf(act).Fields {
		if !f.Derived && !f.Kept {
			for _, r := range f.Refs(act) {
				out = append(out, f.Name, r.String())
			}
		}
	}
	return out
}

// tensionButtons are what may be done about a tension.
func (pg *place) tensionButtons(id org.TensionID) (main, more []actButton) {
	t := pg.s.Tension(id)
	main = pg.button(main, ui.Lead, &org.TakeLead{Tension: id})
	if t.Initiative != 0 {
		main = pg.button(main, ui.Plain, &org.JoinInitiative{Initiative: t.Initiative})
	}
	main = pg.button(main, ui.Plain, &org.FeelTension{Tension: id})
	if pg.me.Person != 0 && t.Initiative == 0 {
		main = pg.asking(main, &org.OfferLead{Tension: id})
	}
	if t.Open() {
		main = pg.proposing(main, org.RefOf(id), t.Circle)
	}
	more = pg.button(more, ui.Plain, &org.UnfeelTension{Tension: id})
	more = pg.form(more, &org.ResolveTension{Tension: id})
	more = pg.button(more, ui.Plain, &org.ReopenTension{Tension: id})
	if t.Open() {
		more = pg.form(more, &org.AmendTension{Tension: id, Title: t.Title + "."})
		more = pg.moving(more, &org.MoveTension{Tension: id})
	}
	return main, more
}

// asking offers to ask somebody, where there is somebody who can be asked.
func (pg *place) asking(list []actButton, offer *org.OfferLead) []actButton {
	test := *offer
	for id, p := range pg.s.People() {
		if test.To = id; p.Present() && pg.may(&test) {
			list = pg.form(list, &test)
			list[len(list)-1].fields = idsOf(offer)
			break
		}
	}
	return list
}

// moving offers to move a tension to another circle.
func (pg *place) moving(list []actButton, move *org.MoveTension) []actButton {
	test := *move
	for id, c := range pg.s.Circles() {
		if test.Circle = id; c.Live() && pg.may(&test) {
			list = pg.form(list, &test)
			list[len(list)-1].fields = idsOf(move)
			break
		}
	}
	return list
}

// workButtons are what may be done about a piece of work.
func (pg *place) workButtons(id org.InitiativeID) (main, more []actButton) {
	i := pg.s.Initiative(id)
	if !i.Live() {
		return nil, pg.button(nil, ui.Plain, &org.ReopenInitiative{Initiative: id})
	}
	something := org.Write("x")
	main = pg.button(main, ui.Lead, &org.TakeLead{Initiative: id})
	main = pg.button(main, ui.Plain, &org.JoinInitiative{Initiative: id})
	main = pg.asking(main, &org.OfferLead{Initiative: id})
	if l := pg.s.LeadOf(pg.me.Person, id); pg.me.Person != 0 && l != 0 {
		if pg.may(&org.LayDownLead{Lead: l}) {
			main = append(main, actButton{kind: "lead.hand_over", text: pg.p.T("do.lead.hand_over"), style: ui.Plain, fields: []string{"lead", l.String()}})
		}
		main = pg.form(main, &org.ConcludeInitiative{Initiative: id, Outcome: something})
		more = pg.form(more, &org.LayDownLead{Lead: l})
		more = pg.form(more, &org.ExtendLead{Lead: l, Until: pg.s.Lead(l).Planned + org.Day})
		more = pg.form(more, &org.CorrectLeadOrigin{Lead: l, Origin: other(pg.s.Lead(l).Origin.Origin())})
	}
	main = pg.proposing(main, org.RefOf(id), i.Circle)
	title := i.Title + "."
	more = pg.form(more, &org.AmendInitiative{Initiative: id, Title: &title})
	more = pg.button(more, ui.Plain, &org.LeaveInitiative{Initiative: id})
	return main, more
}

// proposing offers to propose something about a thing of a circle, to whoever may.
func (pg *place) proposing(list []actButton, about org.Ref, in org.CircleID) []actButton {
	if !pg.may(&org.ProposeDecision{Circle: in, Title: "x", Text: org.Write("x")}) {
		return list
	}
	name := map[byte]string{'T': "tension", 'I': "initiative", 'C': "circle", 'M': "supersedes", 'D': "instead"}[about.Letter]
	return append(list, actButton{kind: "decision.propose", href: pg.proposeTo(name, about.String()), text: pg.p.T("propose.title"), style: ui.Plain})
}

// other is an origin that is not o.
func other(o org.Origin) org.Origin {
	if o == org.SelfStarted {
		return org.Invited
	}
	return org.SelfStarted
}

// circleButtons are what may be done about a circle.
func (pg *place) circleButtons(id org.CircleID) (main, more []actButton) {
	c := pg.s.Circle(id)
	name := c.Name + "."
	main = pg.form(main, &org.RaiseTension{Circle: id, Title: "x"})
	main = pg.form(main, &org.StartInitiative{Circle: id, Title: "x"})
	if !pg.s.Belongs(pg.me.Person, id) {
		main = pg.button(main, ui.Plain, &org.JoinCircle{Circle: id})
	}
	if c.Live() {
		main = pg.proposing(main, org.RefOf(id), id)
	}
	more = append(more, actButton{kind: "try.begin", href: pg.journeyOf(id), text: pg.p.T("journey.nav")})
	more = pg.bringing(more, id)
	more = pg.form(more, &org.AmendCircle{Circle: id, Name: &name})
	if id != org.Root {
		more = pg.addTested(more, ui.Plain, false, &org.MoveCircle{Circle: id}, &org.AmendCircle{Circle: id, Name: &name})
	}
	more = pg.form(more, &org.SetGuardrail{Circle: id, Text: "x"})
	more = pg.button(more, ui.Plain, &org.LeaveCircle{Circle: id})
	more = pg.form(more, &org.CloseCircle{Circle: id}) // which shows beforehand what goes
	more = pg.form(more, &org.RestoreCircle{Circle: id, Parents: c.Parents})
	return main, more
}

// bringing offers to bring somebody else into a circle, where there is anybody who
// can be brought.
func (pg *place) bringing(list []actButton, id org.CircleID) []actButton {
	for p := range pg.s.People() {
		if p != pg.me.Person && pg.may(&org.JoinCircle{Circle: id, Person: p}) {
			return append(list, actButton{kind: "circle.join", text: pg.p.T("circle.bring"), style: ui.Plain, fields: []string{"circle", id.String()}})
		}
	}
	return list
}

// roleButtons are what may be done about a role.
func (pg *place) roleButtons(id org.RoleID) (main, more []actButton) {
	r := pg.s.Role(id)
	name := r.Name + "."
	if pg.may(&org.TakeSeat{Role: id}) {
		main = pg.form(main, &org.TakeSeat{Role: id})
	}
	for p, row := range pg.s.People() {
		if fill := (&org.FillSeat{Role: id, Person: p}); row.Present() && pg.may(fill) {
			main = append(main, actButton{kind: "seat.fill", text: pg.p.T("do.seat.fill"), style: ui.Plain, fields: []string{"role", id.String()}})
			break
		}
	}
	if seat := pg.s.HoldsRole(pg.me.Person, id); seat != 0 {
		main = pg.button(main, ui.Plain, &org.LeaveSeat{Seat: seat})
	}
	more = pg.form(more, &org.AmendRole{Role: id, Name: &name})
	more = pg.addTested(more, ui.Plain, false, &org.MoveRole{Role: id}, &org.AmendRole{Role: id, Name: &name})
	more = pg.form(more, &org.RetireRole{Role: id})
	more = pg.button(more, ui.Plain, &org.RestoreRole{Role: id})
	return main, more
}

// offersOf are the offers about a tension or a piece of work that wait.
func (pg *place) offersOf(t org.TensionID, i org.InitiativeID) []org.OfferID {
	var out []org.OfferID
	for id, o := range pg.s.Offers() {
		if o.Answer == org.Unanswered && (t != 0 && o.Tension == t || i != 0 && o.Initiative == i) {
			out = append(out, id)
		}
	}
	return out
}

// refusedTo are the questions of the one who looks about a thing that somebody said no to
// in the last weeks: nobody else is told.
func (pg *place) refusedTo(t org.TensionID, i org.InitiativeID) []org.OfferID {
	var out []org.OfferID
	for id, o := range pg.s.Offers() {
		if o.Answer == org.Declined && o.By == pg.me.Person && pg.at-o.Answered < 4*7*org.Day && (t != 0 && o.Tension == t || i != 0 && o.Initiative == i) {
			out = append(out, id)
		}
	}
	return out
}

// offerButtons are the answers to an offer.
func (pg *place) offerButtons(id org.OfferID) []actButton {
	list := pg.button(nil, ui.Lead, &org.AcceptOffer{Offer: id})
	list = pg.form(list, &org.DeclineOffer{Offer: id})
	return pg.button(list, ui.Plain, &org.LapseOffer{Offer: id})
}
