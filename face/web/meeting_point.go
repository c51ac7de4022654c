package web

import (
	"orpheus/face/web/ui"
	"orpheus/org"
	"orpheus/text/sentence"
)

// pointTitle is what a point is about; a guest is not told of what they do not see.
func (l *meetingPage) pointTitle(p *org.Point) string {
	if p.N != 0 && !l.sees(p.About()) {
		return l.p.T("meeting.hidden")
	}
	if p.Letter == 'E' {
		if row := l.s.Meeting(org.MeetingID(p.N)); row != nil {
			return l.texts[row.Step]
		}
	}
	if p.N == 0 {
		if text := l.texts[p.Text]; text != "" {
			return text
		}
		return l.p.T("page.text.gone")
	}
	return sentence.Title(l.p, l.s, p.About())
}

// topicTitle is what something that can be a point is called.
func (l *meetingPage) topicTitle(t org.Topic) string {
	return l.pointTitle(&org.Point{Letter: t.About.Letter, N: t.About.N})
}

// why says why a point is here.
func (l *meetingPage) why(w org.Why, r org.Ref) string {
	if r.N != 0 && !l.sees(r) {
		return l.p.T("meeting.why.added")
	}
	switch w {
	case org.WhyUntouched:
		return l.p.T("meeting.why.untouched", l.month(l.s.RolesTouched(l.e.Opened)[org.RoleID(r.N)]))
	case org.WhyAgreement:
		return l.p.T("meeting.why.agreement", l.date(l.s.Agreement(org.AgreementID(r.N)).Review))
	case org.WhyOpen:
		return l.p.T("meeting.why.open", l.date(l.s.Tension(org.TensionID(r.N)).Raised))
	case org.WhyTerm:
		if row := l.s.Role(org.RoleID(r.N)); len(row.Seats) > 0 {
			for _, seat := range row.Seats {
				if end := l.s.Seat(seat).Term; end != 0 {
					return l.p.T("meeting.why.term", l.date(end))
				}
			}
		}
		return l.p.T("meeting.why.term.over")
	}
	return l.p.T("meeting.why." + w.String())
}

// leads is where what a point is about is told; empty for nowhere, and where it is hidden.
func (l *meetingPage) leads(r org.Ref) string {
	if r.N == 0 || !l.sees(r) {
		return ""
	}
	return l.href(r)
}

// settledAs says what became of a point.
func (l *meetingPage) settledAs(p *org.Point) string {
	return l.p.T("meeting.became." + p.Outcome.String())
}

// current is the point that is talked about; nil in the first and last round.
func (l *meetingPage) current() *org.Point { return l.e.Point(l.e.Floor.Point) }

// consequence says beforehand what ending a role or changing it asks for.
func (l *meetingPage) consequence(p *org.Point) string {
	if p.Letter == 'R' && l.s.Structure(l.s.HomeOf(p.About())) == org.ByDecision {
		return l.p.T("meeting.by_decision")
	}
	return l.p.T("meeting.anybody")
}

// rounds are those of what is talked about, with where it is.
func (l *meetingPage) rounds() (items []ui.NavItem) {
	rounds := []org.Round{l.e.Floor.Round}
	if l.e.Floor.Round.OfPoint() {
		rounds = []org.Round{org.Clearing, org.Speaking, org.Becoming}
	}
	for _, r := range rounds {
		items = append(items, ui.NavItem{Text: l.p.T("meeting.round." + r.String()), Here: r == l.e.Floor.Round, Href: "#floor"})
	}
	return items
}
