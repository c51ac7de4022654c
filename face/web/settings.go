package web

import (
	"github.com/a-h/templ"

	"orpheus/face/web/ui"
	"orpheus/org"
	"orpheus/text/i18n"
)

// settingsPage is what holds for the organisation as a whole, and who may change it.
type settingsPage struct {
	*place
	stewards []org.PersonID
	buttons  []actButton
	invites  bool

	logoFault string // why a picture was not taken
}

func (s *server) settingsPage(pg *place) (templ.Component, error) {
	return settingsShown(s.settingsOf(pg)), nil
}

func (s *server) settingsOf(pg *place) settingsPage {
	p := settingsPage{place: pg, invites: s.invites(pg)}
	for id, who := range pg.s.People() {
		if who.Present() && who.Steward && pg.sees(org.RefOf(id)) {
			p.stewards = append(p.stewards, id)
		}
	}
	p.buttons = pg.form(p.buttons, &org.AmendOrganisation{})
	p.buttons = pg.form(p.buttons, &org.SayInMails{})
	p.buttons = pg.form(p.buttons, &org.SetInviting{Members: org.ByStewards, Guests: org.ByStewards})
	p.buttons = pg.form(p.buttons, &org.SetBar{})
	if pg.sees(org.RefOf(org.Root)) {
		p.buttons = pg.form(p.buttons, &org.SetGuardrail{Circle: org.Root, Text: "x"})
	}
	pg.title = pg.p.T("settings.title")
	return p
}

// facts are what is set, as pairs.
func (p settingsPage) facts() []ui.Pair {
	o := p.s.Organisation
	from := p.p.T("settings.statistics.none")
	if o.StatisticsFrom != 0 {
		from = p.p.T("settings.statistics.day", p.p.Day(p.std(o.StatisticsFrom)))
		if o.StatisticsFrom > p.view.At {
			from = p.p.T("settings.statistics.later", p.p.Day(p.std(o.StatisticsFrom)))
		}
	}
	mails := p.p.T("settings.mails.whole")
	if o.BareMails {
		mails = p.p.T("settings.mails.bare")
	}
	bar := p.p.T("settings.bar.none")
	if o.Bar != "" {
		bar = o.Bar
	}
	return []ui.Pair{
		{Term: p.p.T("settings.language"), Text: i18n.Names[o.Lang]},
		{Term: p.p.T("settings.zone"), Text: o.Zone},
		{Term: p.p.T("settings.since"), Text: p.p.Day(p.std(o.Founded))},
		{Term: p.p.T("settings.statistics"), Text: from},
		{Term: p.p.T("settings.mails"), Text: mails},
		{Term: p.p.T("field.members"), Text: p.p.T("inviter." + o.Inviter(false).String())},
		{Term: p.p.T("field.guests"), Text: p.p.T("inviter." + o.Inviter(true).String())},
		{Term: p.p.T("field.colour"), Text: bar},
	}
}
