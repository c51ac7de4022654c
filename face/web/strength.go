package web

import (
	"slices"

	"orpheus/face/web/ui"
	"orpheus/org"
)

// named are what a person named about themselves, of one naming, in the order in
// which they did: how many confirmed something orders nothing.
func (p personPage) named(as org.Naming) []org.StrengthID {
	var out []org.StrengthID
	if p.me.Person != 0 && !p.s.SeesStrengths(p.me.Person, p.id) {
		return nil
	}
	for _, id := range p.row.Strengths {
		if z := p.s.Strength(id); z.As == as && p.texts[z.Text] != "" { // taken back since, where there are no words
			out = append(out, id)
		}
	}
	return out
}

// namedTexts are the texts of all that a person named.
func (pg *place) namedTexts(id org.PersonID) []org.TextID {
	var out []org.TextID
	for _, z := range pg.s.Person(id).Strengths {
		out = append(out, pg.s.Strength(z).Text)
	}
	return out
}

// namedButtons are what may be done about something that somebody named.
func (pg *place) namedButtons(id org.StrengthID) []actButton {
	list := pg.button(nil, ui.Plain+" "+ui.Small, &org.ConfirmStrength{Strength: id})
	list = pg.button(list, ui.Quiet+" "+ui.Small, &org.UnconfirmStrength{Strength: id})
	return pg.button(list, ui.Quiet+" "+ui.Small, &org.DropStrength{Strength: id})
}

// own reports whether the page is that of the one who looks.
func (p personPage) own() bool { return p.me.Person == p.id && !p.m.past() }

// namings are the parts about what people name, in the order of the page.
var namings = []struct {
	as        org.Naming
	key, hint string
}{
	{org.AsStrength, "strength.ask", "strength.ask.hint"},
	{org.AsWish, "strength.wish", "strength.wish.hint"},
	{org.AsEnergy, "strength.energy", "strength.energy.hint"},
}

// seenOf is a person as far as the one who looks may see them.
func (pg *place) seenOf(row *org.Person) *org.Person {
	if pg.view.Sight.All() {
		return row
	}
	part := *row
	part.Leads = slices.DeleteFunc(slices.Clone(row.Leads), func(l org.LeadID) bool {
		return !pg.sees(org.RefOf(l))
	})
	part.Seats = slices.DeleteFunc(slices.Clone(row.Seats), func(t org.SeatID) bool {
		return !pg.sees(org.RefOf(t))
	})
	part.Circles = slices.DeleteFunc(slices.Clone(row.Circles), func(c org.CircleID) bool { return !pg.sees(org.RefOf(c)) })
	return &part
}
