package web

import (
	"time"

	"orpheus/face/web/ui"
	"orpheus/org"
)

// workMark is how a piece of work stands, as a mark and in words.
func (pg *place) workMark(w workItem) (mark ui.MarkKind, says string) {
	switch {
	case w.tab == tabLed:
		return ui.MarkLed, pg.p.T("mark.led")
	case w.tab == tabOpen:
		return ui.MarkBack, pg.p.T("mark.open")
	case pg.s.Initiative(w.initiative).Stopped:
		return ui.MarkAside, pg.p.T("mark.stopped")
	}
	return ui.MarkDone, pg.p.T("mark.done")
}

// fromWhom says who raised what is open, or who led it last.
func (pg *place) fromWhom(w workItem) string {
	if w.tension != 0 {
		return pg.p.T("initiatives.by", pg.nameOr(pg.s.Tension(w.tension).By))
	}
	return pg.p.T("initiatives.back", pg.name(pg.s.Lead(pg.s.Initiative(w.initiative).LastLead).Person))
}

// call is what is open, as a call.
func (w workItem) call() org.Call {
	return org.Call{Tension: w.tension, Initiative: w.initiative, Circle: w.circle}
}

// openDays says how long something has been open to take.
func (pg *place) openDays(t org.Time) string {
	now, then := pg.std(pg.at), pg.std(t)
	switch then.Format(time.DateOnly) {
	case now.Format(time.DateOnly):
		return pg.p.T("initiatives.open.today")
	case now.AddDate(0, 0, -1).Format(time.DateOnly):
		return pg.p.T("initiatives.open.yesterday")
	}
	return pg.openFor(t)
}
