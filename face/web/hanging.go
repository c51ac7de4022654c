package web

import (
	"slices"

	"orpheus/face/web/ui"
	"orpheus/org"
	"orpheus/org/form"
)

// hangsOn are the agreements that a role comes with, as far as the one who looks sees them.
func (pg *place) hangsOn(r org.RoleID) []org.AgreementID {
	return slices.DeleteFunc(pg.s.HangsOn(r), func(id org.AgreementID) bool { return !pg.sees(org.RefOf(id)) })
}

// loadAgreed loads the words of agreements.
func (pg *place) loadAgreed(ids []org.AgreementID) error {
	var texts []org.TextID
	for _, id := range ids {
		texts = append(texts, pg.s.Agreement(id).Text)
	}
	return pg.load(pg.r.Context(), texts...)
}

// takes are the agreements that whoever fills in a form accepts by it.
func (pg *place) takes(k *org.Kind, given map[string][]string) []org.AgreementID {
	if !org.Accepts(k.New()) {
		return nil
	}
	act, err := form.Act(k, given, pg.now.Location())
	if err != nil {
		return nil
	}
	return pg.s.AcceptedBy(act, pg.me.Person)
}

// mustRead refuses to accept by an act what did not stand in its form: an agreement that came
// meanwhile, or with a role that was chosen in the form.
func (s *server) mustRead(v *request, act org.Act) error {
	if !org.Accepts(act) {
		return nil
	}
	pg, err := s.placeNow(v)
	if err != nil {
		return err
	}
	for _, id := range pg.s.AcceptedBy(act, pg.me.Person) {
		if !slices.Contains(v.r.PostForm["_accepts"], id.String()) {
			return &form.FieldError{Field: "_accepts", Why: "do.accepts.read"}
		}
	}
	return nil
}

// acceptedLine is what a seat has to do with one agreement.
type acceptedLine struct {
	id      org.AgreementID
	g       *org.Agreement
	when    string // accepted; empty where it was not yet
	buttons []actButton
}

// acceptedWith are the agreements that somebody accepted with a seat, also those that are over,
// and those they did not accept yet.
func (pg *place) acceptedWith(seat org.SeatID) (all []acceptedLine) {
	for _, id := range pg.s.AcceptedWith(seat) {
		if g := pg.s.Agreement(id); pg.sees(org.RefOf(id)) {
			line := acceptedLine{id: id, g: g, when: pg.p.T("agreements.accepted.on", pg.shortDate(g.AcceptedIn(seat)))}
			if !g.Holds() {
				line.when = pg.looked(g)
			}
			all = append(all, line)
		}
	}
	for _, id := range pg.hangsOn(pg.s.Seat(seat).Role) {
		if g := pg.s.Agreement(id); g.AcceptedIn(seat) == 0 {
			all = append(all, acceptedLine{id: id, g: g, buttons: pg.acceptButtons(id, seat)})
		}
	}
	return all
}

// acceptButtons offer to accept an agreement to whoever holds the seat.
func (pg *place) acceptButtons(id org.AgreementID, seat org.SeatID) []actButton {
	list := pg.button(nil, ui.Plain, &org.AcceptAgreement{Agreement: id, Seat: seat})
	for i := range list {
		list[i].style += " " + ui.Small
		list[i].about = pg.s.Agreement(id).Title
	}
	return list
}

// roleChoices are the roles that an agreement can come with: those of the circle, and those
// that were chosen already.
func (p *proposePage) roleChoices() (all []ui.Option) {
	chosen := p.sent.fields["roles"]
	for _, id := range p.s.Circle(p.circle).Roles {
		if p.sees(org.RefOf(id)) {
			all = append(all, ui.Option{Value: id.String(), Text: p.s.Role(id).Name, Chosen: slices.Contains(chosen, id.String())})
		}
	}
	for _, text := range chosen {
		id, err := org.ParseID[org.RoleID](text)
		if err == nil && p.s.Role(id).Circle != p.circle {
			all = append(all, ui.Option{Value: text, Text: p.s.Role(id).Name, Chosen: true})
		}
	}
	return all
}

// beginRoles has the roles of what the proposal takes the place of chosen, where nobody chose
// yet, and leaves out what is no role that is seen.
func (p *proposePage) beginRoles() {
	if _, filled := p.sent.fields["text"]; p.supersede != nil && !filled {
		for _, id := range p.supersede.Roles {
			p.sent.fields["roles"] = append(p.sent.fields["roles"], id.String())
		}
	}
	p.sent.fields["roles"] = slices.DeleteFunc(p.sent.fields["roles"], func(text string) bool {
		id, err := org.ParseID[org.RoleID](text)
		return err != nil || !p.sees(org.RefOf(id)) || !p.s.Role(id).Live()
	})
}

// hanging are the roles that were chosen.
func (p *proposePage) hanging() (all []org.RoleID) {
	for _, text := range p.sent.fields["roles"] {
		if id, err := org.ParseID[org.RoleID](text); err == nil {
			all = append(all, id)
		}
	}
	return all
}

// visibleRoles are those of roles that the one who looks sees.
func (pg *place) visibleRoles(roles []org.RoleID) (all []org.RoleID) {
	for _, id := range roles {
		if pg.sees(org.RefOf(id)) {
			all = append(all, id)
		}
	}
	return all
}

// roles are those that the agreement comes with, while they are in force.
func (a agreementPage) roles() []org.RoleID {
	return slices.DeleteFunc(a.visibleRoles(a.g.Roles), func(id org.RoleID) bool { return !a.s.Role(id).Live() })
}

// seatsOf are the seats in a role to name with the agreement: those that are held while it is
// in force, and afterwards those with which it was accepted.
func (a agreementPage) seatsOf(id org.RoleID) (all []org.SeatID) {
	if a.g.Holds() {
		return a.s.Role(id).Seats
	}
	for _, one := range a.g.Accepted {
		if a.s.Seat(one.Seat).Role == id {
			all = append(all, one.Seat)
		}
	}
	return all
}

// acceptedOn says when whoever holds a seat accepted the agreement.
func (a agreementPage) acceptedOn(seat org.SeatID) string {
	if at := a.g.AcceptedIn(seat); at != 0 {
		return a.p.T("agreements.role.accepted", a.shortDate(at))
	}
	return a.p.T("agreements.role.accepted.not")
}
