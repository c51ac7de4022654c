package web

import (
	"slices"

	"github.com/a-h/templ"

	"orpheus/face/web/ui"
	"orpheus/org"
)

// meetingPage is what the page of a meeting or a reflection shows: the same to everybody,
// to those in the room as to those who come later.
type meetingPage struct {
	*place
	id      org.MeetingID
	e       *org.Meeting
	topics  []org.Topic // that can be put on the agenda
	last    *org.Meeting
	minutes []org.Entry // what was done in it, while it goes on the newest first
	lessons []org.LearningID
}

// mostMinutes is how many acts of a meeting its page shows.
const mostMinutes = 100

func (s *server) meetingPage(pg *place) (templ.Component, error) {
	id, err := id[org.MeetingID](pg)
	if err != nil {
		return nil, err
	}
	l := &meetingPage{place: pg, id: id, e: pg.s.Meeting(id)}
	if l.e == nil || !pg.sees(org.RefOf(id)) {
		return nil, errNotFound
	}
	pg.title = pg.p.T("meeting.title", pg.s.Circle(l.e.Circle).Name)
	if l.e.Looks {
		pg.title = pg.p.T("meeting.title.looks", pg.s.Circle(l.e.Circle).Name)
	}
	pg.way = append(pg.wayTo(l.e.Circle), ui.NavItem{Text: l.kind(), Href: pg.href(org.RefOf(id))})
	if l.goesOn() {
		l.topics = slices.DeleteFunc(pg.s.ForAgenda(id, pg.at), func(t org.Topic) bool { return !pg.sees(t.About) })
	}
	for before := l.e.Prev; before != 0; before = pg.s.Meeting(before).Prev {
		if row := pg.s.Meeting(before); row.Looks && row.Closed != 0 {
			l.last = row
			break
		}
	}
	if err := l.write(); err != nil {
		return nil, err
	}
	l.lessons = pg.learnedWhere(func(k *org.Learning) bool { return k.Meeting == id })
	if err := pg.loadPictures(l.lessons...); err != nil {
		return nil, err
	}
	return meetingShown(l), pg.load(pg.r.Context(), l.written()...)
}

// goesOn reports whether something can be done in it.
func (l *meetingPage) goesOn() bool { return l.e.Open() && !l.m.past() }

// kind is what it is called.
func (l *meetingPage) kind() string {
	if l.e.Looks {
		return l.p.T("meeting.reflection")
	}
	return l.p.T("meeting.meeting")
}

// back is the address of the page, as what is done on it comes back to.
func (l *meetingPage) back() string { return "/" + l.org.Slug + Path(org.RefOf(l.id)) }

// aMeeting is what the page of a meeting shows.
func (s *shown) aMeeting() bool {
	id, err := id[org.MeetingID](s.place)
	e := s.s.Meeting(id)
	if err != nil || e == nil {
		return false
	}
	s.things(org.RefOf(id))
	s.around(e.Circle)
	for i := range e.Points {
		s.things(e.Points[i].About())
	}
	return true
}

// lede says from when it is, and until when.
func (l *meetingPage) lede() string {
	switch {
	case !l.e.Open() && l.e.Closed-l.e.Opened < org.Day:
		return l.p.T("meeting.lede.was", l.date(l.e.Opened))
	case !l.e.Open():
		return l.p.T("meeting.lede.over", l.date(l.e.Opened), l.date(l.e.Closed))
	case l.e.Looks:
		return l.p.T("meeting.lede.looks", l.date(l.e.Ends))
	}
	return l.p.T("meeting.lede")
}

// meetingOn is a button to a meeting that goes on.
func meetingOn(pg *place, id org.MeetingID) string {
	if pg.s.Meeting(id).Looks {
		return pg.p.T("meetings.go.looks")
	}
	return pg.p.T("meetings.go")
}
