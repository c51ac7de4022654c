package web

import (
	"orpheus/face/web/ui"
	"orpheus/org"
)

// awayRow is a time in which somebody is away, as a line: who stands in, and until when.
type awayRow struct {
	other   org.PersonID // the other of the two
	text    string
	buttons []actButton
}

// awayUntil says until when somebody is away now; empty for who is not.
func (pg *place) awayUntil(id org.PersonID) string {
	if away := pg.s.StandIn(pg.s.Away(id, pg.at)); away != nil {
		return pg.p.T("away.now", pg.date(away.Until))
	}
	return ""
}

// awayRows are the times in which somebody is or will be away, and those in which they
// stand in for somebody.
func (pg *place) awayRows(id org.PersonID) (rows []awayRow) {
	for _, v := range pg.s.StandInsOf(id) {
		t := pg.s.StandIn(v)
		row := pg.awayRow(v, t.Who, pg.p.T("away.own", pg.name(t.Who), pg.date(t.Until)))
		if t.From > pg.at {
			row.text = pg.p.T("away.own.later", pg.name(t.Who), pg.date(t.From), pg.date(t.Until))
		}
		rows = append(rows, row)
	}
	for _, v := range pg.s.StandInsBy(id) {
		t := pg.s.StandIn(v)
		if !pg.sees(org.RefOf(v)) {
			continue
		}
		row := pg.awayRow(v, t.Person, pg.p.T("away.for", pg.name(t.Person), pg.date(t.Until)))
		if t.From > pg.at {
			row.text = pg.p.T("away.for.later", pg.name(t.Person), pg.date(t.From), pg.date(t.Until))
		}
		rows = append(rows, row)
	}
	return rows
}

func (pg *place) awayRow(id org.StandInID, other org.PersonID, text string) awayRow {
	row := awayRow{other: other, text: text}
	row.buttons = pg.button(nil, ui.Quiet, &org.EndStandIn{StandIn: id})
	for i := range row.buttons {
		row.buttons[i].style += " " + ui.Small
		row.buttons[i].about = pg.name(other)
	}
	return row
}

// awayButtons offer to say that somebody is away, where somebody can stand in.
func (pg *place) awayButtons(id org.PersonID) []actButton {
	if id != pg.me.Person && !pg.me.Steward {
		return nil
	}
	act := &org.NameStandIn{Person: id, From: pg.at + org.LongestLead/2, Until: pg.at + org.LongestLead/2 + org.Day}
	for who, row := range pg.s.People() {
		if act.Who = who; row.Present() && who != id && pg.may(act) {
			d := actButton{kind: org.NameOf(act), style: ui.Plain, fields: []string{"person", id.String()}}
			d.text = pg.doing(org.KindOf(act), fieldsOf(d.fields))
			return []actButton{d}
		}
	}
	return nil
}
