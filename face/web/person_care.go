package web

import (
	"strconv"

	"orpheus/face/web/ui"
	"orpheus/org"
	"orpheus/text/sentence"
)

// care is what the one who looks may do about somebody's part here: their own, or as a
// steward anybody's. Why it cannot be done is told before anybody presses.
type care struct {
	buttons []actButton
	mail    string // where their address is set right; empty where that is not for this one
	why     string // why the rest cannot be done now; empty for nothing
}

func (c *care) none() bool { return len(c.buttons) == 0 && c.why == "" && c.mail == "" }

// careOf gathers what may be done about somebody's part.
func (pg *place) careOf(id org.PersonID) care {
	var c care
	row := pg.s.Person(id)
	if row == nil || row.Erased || pg.m.past() {
		return c
	}
	c.add(pg, &org.SetSteward{Person: id, Steward: !row.Steward}, "steward", strconv.FormatBool(!row.Steward))
	c.add(pg, &org.LeavePerson{Person: id})
	c.add(pg, &org.ErasePerson{Person: id})
	if pg.me.Steward && row.Present() && id != pg.me.Person {
		c.mail = pg.person(id) + "/mail"
	}
	if err := pg.view.May(&org.LeavePerson{Person: id}); row.Present() && org.CodeOf(err) == org.Conflict {
		c.why = sentence.Refusal(pg.p, pg.view.Name, pg.s, err)
	}
	return c
}

// add offers an act by its form, where it may be done now.
func (c *care) add(pg *place, act org.Act, given ...string) {
	if !pg.may(act) {
		return
	}
	fields := append(idsOf(act), given...)
	text := pg.doing(org.KindOf(act), fieldsOf(fields))
	c.buttons = append(c.buttons, actButton{kind: org.NameOf(act), text: text, style: ui.Plain, fields: fields})
}

// fieldsOf are names and values as a form has them.
func fieldsOf(pairs []string) map[string][]string {
	out := map[string][]string{}
	for i := 0; i+1 < len(pairs); i += 2 {
		out[pairs[i]] = append(out[pairs[i]], pairs[i+1])
	}
	return out
}

// endSeat offers to end a seat: one's own, or as a steward or a formal leader that of
// somebody else. Nothing is to be filled in, and it can be undone.
func (pg *place) endSeat(id org.SeatID) []actButton {
	list := pg.button(nil, ui.Quiet, &org.LeaveSeat{Seat: id})
	for i := range list {
		if pg.s.Seat(id).Person != pg.me.Person {
			list[i].text = pg.p.T("do.seat.leave.other")
		}
		list[i].style += " " + ui.Small
		list[i].about = pg.called(org.RefOf(pg.s.Seat(id).Role)) + ", " + pg.name(pg.s.Seat(id).Person)
	}
	return list
}
