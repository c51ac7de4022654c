package web

import (
	"net/url"
	"slices"
	"strconv"

	"github.com/a-h/templ"

	"orpheus/face/web/ui"
	"orpheus/insight/measure"
	"orpheus/org"
	"orpheus/text/i18n"
	"orpheus/text/sentence"
)

// meetingsPage is how a circle comes together: what goes on, its rhythm, and what was.
type meetingsPage struct {
	*place
	id  org.CircleID
	all []org.MeetingID
	few paging

	round string // whether facilitating goes round; empty for nothing
}

func (s *server) meetingsPage(pg *place) (templ.Component, error) {
	id, err := id[org.CircleID](pg)
	if err != nil {
		return nil, err
	}
	if pg.s.Circle(id) == nil || !pg.sees(org.RefOf(id)) {
		return nil, errNotFound
	}
	l := &meetingsPage{place: pg, id: id}
	for e := range pg.s.MeetingsOf(id) {
		l.all = append(l.all, e)
	}
	l.few = pg.paged(len(l.all))
	pg.title = pg.p.T("meetings.title", pg.s.Circle(id).Name)
	pg.way = append(pg.wayTo(id), ui.NavItem{Text: pg.p.T("meetings.short"), Href: pg.meetingsOf(id, nil)})
	if l.round, err = pg.goneRound(id); err != nil {
		return nil, err
	}
	return meetingsShown(l), nil
}

// meetingsOf is where a circle's meetings are told.
func (pg *place) meetingsOf(id org.CircleID, q url.Values) string {
	return pg.with(Path(org.RefOf(id))+"/meetings", q)
}

// meetingRow is a meeting as a line of a list.
func (pg *place) meetingRow(id org.MeetingID) ui.Row {
	e := pg.s.Meeting(id)
	r := ui.Row{Mark: ui.MarkDone, Say: pg.p.T("meetings.closed"), Title: i18n.Capital(sentence.Title(pg.p, pg.s, org.RefOf(id))), Href: pg.href(org.RefOf(id))}
	settled := 0
	for i := range e.Points {
		if !e.Points[i].Open() {
			settled++
		}
	}
	if e.Open() {
		r.Mark, r.Full, r.Say = ui.MarkDeciding, .5, pg.p.T("meetings.open")
		r.Meta = append(r.Meta, ui.Fact{Kind: "soon", Text: pg.p.T("meetings.open")})
	}
	r.Meta = append(r.Meta, ui.Fact{Kind: ui.PlainFact, Text: pg.p.T("meeting.part.points.count", settled, len(e.Points))})
	if e.Facilitator != 0 {
		r.Meta = append(r.Meta, ui.Fact{Kind: ui.PlainFact, Text: pg.p.T("meeting.facilitates", pg.name(e.Facilitator))})
	}
	return r
}

// rhythm says how often a circle looks back.
func (pg *place) rhythm(id org.CircleID) string {
	c := pg.s.Circle(id)
	if c.Weeks == 0 {
		return pg.p.T("meetings.rhythm.none")
	}
	return pg.p.T("meetings.rhythm", int(c.Weeks), pg.date(c.LooksBack))
}

// facilitates says whose turn it is next in a circle; empty where it is nobody's.
func (pg *place) facilitates(id org.CircleID) string {
	who := pg.s.NextFacilitator(id, org.Moment{At: pg.at})
	if who == 0 {
		return ""
	}
	return pg.p.T("meetings.turn", pg.name(who))
}

// goneRound says whether facilitating went round in a circle, beside a lot; empty where there is
// too little to say it.
func (pg *place) goneRound(id org.CircleID) (string, error) {
	t, ok, err := pg.view.Facilitated(pg.r.Context(), id)
	if !ok || err != nil {
		return "", err
	}
	switch t.Verdict() {
	case measure.AboveIt:
		return pg.p.T("meetings.round.even", t.Meetings), nil
	case measure.BelowIt:
		return pg.p.T("meetings.round.few", t.Meetings), nil
	}
	return pg.p.T("meetings.round.lot", t.Meetings), nil
}

// openings are the buttons by which a circle comes together.
func (pg *place) openings(id org.CircleID) (list []actButton) {
	list = pg.button(list, ui.Plain, &org.BeginReflection{Circle: id})
	list = pg.button(list, ui.Plain, &org.OpenMeeting{Circle: id})
	for i := range list {
		list[i].back = ""
	}
	return list
}

// turnsButtons are those about facilitating in turn, and the rhythm.
func (pg *place) turnsButtons(id org.CircleID) (list []actButton) {
	c := pg.s.Circle(id)
	if !c.Live() {
		return nil
	}
	if pg.may(&org.SetRhythm{Circle: id, Weeks: c.Weeks%50 + 2}) {
		list = append(list, actButton{kind: "reflection.rhythm", text: pg.p.T("do.reflection.rhythm"), style: ui.Plain, fields: []string{"circle", id.String(), "_back", pg.meetingsOf(id, nil)}})
	}
	if spared := pg.s.Belongs(pg.me.Person, id) && !pg.s.TakesTurns(pg.me.Person, id); pg.may(&org.SpareFacilitator{Circle: id, Spared: !spared}) {
		text := map[bool]string{true: "meetings.spared.again", false: "meetings.spared"}[spared]
		list = append(list, actButton{kind: "meeting.spare", text: pg.p.T(text), style: ui.Quiet, press: true, fields: []string{"circle", id.String(), "spared", strconv.FormatBool(!spared)}, back: pg.meetingsOf(id, nil)})
	}
	return list
}

// meetingsNow are the meetings of circles of the one who looks that go on.
func (pg *place) meetingsNow() (all []org.MeetingID) {
	if pg.me.Person == 0 {
		return nil
	}
	for _, c := range append([]org.CircleID{org.Root}, pg.s.CirclesOf(pg.me.Person)...) {
		for _, looks := range []bool{false, true} {
			if id := pg.s.MeetingNow(c, looks); id != 0 && !slices.Contains(all, id) && pg.sees(org.RefOf(id)) {
				all = append(all, id)
			}
		}
	}
	return all
}

func (l *meetingsPage) paging(q url.Values) string {
	return l.meetingsOf(l.id, q)
}
