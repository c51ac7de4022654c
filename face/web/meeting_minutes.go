package web

import (
	"slices"

	"orpheus/org"
	"orpheus/service"
)

// written are the texts on the page.
func (l *meetingPage) written() []org.TextID {
	texts := []org.TextID{l.e.Step}
	if l.last != nil {
		texts = append(texts, l.last.Step)
		for i := range l.last.Points {
			texts = append(texts, l.last.Points[i].Text)
		}
	}
	for i := range l.e.Points {
		p := &l.e.Points[i]
		texts = append(texts, p.Text)
		if row := l.s.Meeting(org.MeetingID(p.N)); p.Letter == 'E' && row != nil {
			texts = append(texts, row.Step)
		}
	}
	for _, k := range l.lessons {
		texts = append(texts, l.s.Learning(k).Text)
	}
	for i := range l.e.Spoken {
		texts = append(texts, l.e.Spoken[i].Text)
	}
	for _, t := range l.topics {
		if t.About.Letter == 'E' {
			texts = append(texts, l.s.Meeting(org.MeetingID(t.About.N)).Step)
		}
	}
	return texts
}

// write gathers the minutes: the acts by which points ended, what those who are there did
// about the points meanwhile, and how the meeting itself went. Going on to the next turn is
// none of it.
func (l *meetingPage) write() (err error) {
	about := map[org.Ref]bool{}
	did := map[uint64]bool{}
	for i := range l.e.Points {
		about[l.e.Points[i].About()] = true
		did[l.e.Points[i].Act] = l.e.Points[i].Act != 0
	}
	delete(about, org.Ref{})
	q := service.Query{After: l.e.First - 1, Most: mostMinutes, Wants: func(e *org.Entry) bool {
		if did[e.Seq] {
			return true
		}
		r, _ := org.Subject(e.Act)
		if r == org.RefOf(l.id) {
			return slices.Contains([]string{"meeting.open", "reflection.begin", "meeting.settle", "meeting.facilitate", "meeting.close"}, org.NameOf(e.Act))
		}
		return e.By != 0 && about[r] && slices.Contains(l.e.In, e.By)
	}}
	if l.e.Last != 0 {
		q.Before = l.e.Last + 1
	}
	list, err := l.view.acts(l.r.Context(), q)
	l.minutes = list.Entries
	if !l.e.Open() {
		slices.Reverse(l.minutes)
	}
	return err
}

// said are the numbers of what was said about a point; zero is the first round, and the last
// where closing.
func (l *meetingPage) said(point uint16, closing bool) (all []uint16) {
	for i := range l.e.Spoken {
		if w := &l.e.Spoken[i]; w.Point == point && w.Closing == closing && (w.Text != 0 || w.By == l.me.Person) {
			all = append(all, uint16(i+1)) //nolint:gosec // there are few
		}
	}
	return all
}
