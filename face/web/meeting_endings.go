package web

import (
	"strconv"
	"strings"

	"orpheus/face/web/ui"
	"orpheus/org"
	"orpheus/service"
)

// about is a point as a form carries it, so that what is done there ends the point.
func (l *meetingPage) about(n uint16) string { return l.id.String() + "." + strconv.Itoa(int(n)) }

// endings are the buttons by which a point ends: each does what it says in one press, or
// leads to the form that asks for what is missing.
func (l *meetingPage) endings(n uint16) (list []actButton) {
	p := l.e.Point(n)
	if p == nil || !p.Open() || p.N != 0 && !l.sees(p.About()) || !l.may(&org.SettlePoint{Meeting: l.id, Point: n, Outcome: p.Outcomes()[0]}) {
		return nil
	}
	for _, o := range p.Outcomes() {
		if d, ok := l.ending(n, p, o); ok {
			d.text, d.about = l.p.T("meeting.do."+o.String()), l.pointTitle(p)
			list = append(list, d)
		}
	}
	return list
}

// ending is one of them; false where it cannot be done.
func (l *meetingPage) ending(n uint16, p *org.Point, o org.Outcome) (actButton, bool) {
	point := []string{"_point", l.about(n)}
	press := func(style string, act org.Act) (actButton, bool) {
		return actButton{kind: org.NameOf(act), style: style, press: true, fields: append(idsOf(act), point...), back: l.back()}, l.may(act)
	}
	form := func(kind string, fields ...string) actButton {
		return actButton{kind: kind, style: ui.Plain, fields: append(append(fields, point...), "_back", l.back())}
	}
	settle := actButton{
		kind: "meeting.settle", style: ui.Plain, press: true, back: l.back(),
		fields: []string{"meeting", l.id.String(), "point", strconv.Itoa(int(n)), "outcome", o.String()},
	}
	switch role, work := org.RoleID(p.N), org.InitiativeID(p.N); {
	case o == org.Proposed:
		return l.proposed(n, p)
	case o == org.Raised:
		return form("tension.raise", "circle", l.e.Circle.String()), true
	case o == org.LeftOpen, p.Letter == 'E', p.Letter != 'M' && o == org.Kept:
		settle.style = map[bool]string{true: ui.Quiet, false: ui.Plain}[o == org.LeftOpen]
		return settle, true
	case p.Letter == 'M' && o == org.Kept:
		return press(ui.Plain, &org.RenewAgreement{Agreement: org.AgreementID(p.N)})
	case p.Letter == 'M' && o == org.Retired:
		return press(ui.Plain, &org.LetGoOfAgreement{Agreement: org.AgreementID(p.N)})
	case p.Letter == 'M':
		return l.proposed(n, p)
	case p.Letter == 'R' && o == org.Retired:
		if d, may := press(ui.Plain, &org.RetireRole{Role: role}); may {
			return d, true
		}
		return l.proposed(n, p)
	case p.Letter == 'R' && o == org.Altered:
		name := l.called(p.About()) + "."
		if l.may(&org.AmendRole{Role: role, Name: &name}) {
			return form("role.amend", "role", role.String()), true
		}
		return l.proposed(n, p)
	case p.Letter == 'R' && o == org.HandedOver:
		for who, row := range l.s.People() {
			if row.Present() && l.may(&org.FillSeat{Role: role, Person: who}) {
				return form("seat.fill", "role", role.String()), true
			}
		}
	case p.Letter == 'I' && o == org.HandedOver && l.s.LeadOf(l.me.Person, work) != 0:
		return form("lead.hand_over", "lead", l.s.LeadOf(l.me.Person, work).String()), true
	case p.Letter == 'I' && o == org.HandedOver:
		return form("lead.offer", "initiative", work.String()), l.mayAsk(p.About())
	case p.Letter == 'T' && o == org.HandedOver:
		return form("lead.offer", "tension", org.TensionID(p.N).String()), l.mayAsk(p.About())
	case p.Letter == 'I' && o == org.Taken:
		return press(ui.Lead, &org.TakeLead{Initiative: work})
	case p.Letter == 'T' && o == org.Taken:
		return press(ui.Lead, &org.TakeLead{Tension: org.TensionID(p.N)})
	}
	return actButton{}, false
}

// proposed leads to the page on which something is proposed, about what the point is about.
func (l *meetingPage) proposed(n uint16, p *org.Point) (actButton, bool) {
	if !l.may(&org.ProposeDecision{Circle: l.e.Circle, Title: "x", Text: org.Write("x")}) {
		return actButton{}, false
	}
	fields := []string{"circle", l.e.Circle.String()}
	if name := map[byte]string{'T': "tension", 'I': "initiative", 'M': "supersedes"}[p.Letter]; name != "" {
		fields = []string{name, p.About().String()}
	}
	return actButton{kind: "decision.propose", style: ui.Plain, href: l.proposeTo(append(fields, "_point", l.about(n))...)}, true
}

// addTopic is the button that puts something on the agenda.
func (l *meetingPage) addTopic(t org.Topic) actButton {
	name := map[byte]string{'R': "role", 'T': "tension", 'I': "initiative", 'D': "decision", 'M': "agreement", 'E': "earlier"}[t.About.Letter]
	return actButton{
		kind: "meeting.add_point", text: l.p.T("meeting.add"), style: ui.Plain + " " + ui.Small, press: true, about: l.topicTitle(t), back: l.back(),
		fields: []string{"meeting", l.id.String(), name, t.About.String()},
	}
}

// ends ends the point of a meeting that a form was about, with the act that it did. What was
// done stands in any case: whoever ended the point before was as right.
func (s *server) ends(v *request, point string, done service.Answer) {
	meeting, number, ok := strings.Cut(point, ".")
	id, err := org.ParseID[org.MeetingID](meeting)
	n, fault := strconv.ParseUint(number, 10, 16)
	if !ok || err != nil || fault != nil || len(done.Entries) == 0 || done.Repeated {
		return
	}
	e := done.Entries[0]
	outcome, is := org.EndsPoint(org.NameOf(e.Act))
	if !is {
		return
	}
	settle := &org.SettlePoint{Meeting: id, Point: uint16(n), Outcome: outcome, Act: e.Seq}
	_, _ = v.as.Do(v.r.Context(), service.Asked{Act: settle, Face: org.Web}) // refused where somebody else ended it
}

func (l *meetingPage) aboutPoint(d actButton, p *org.Point) actButton {
	d.about = l.pointTitle(p)
	return d
}

// again is a button that opens a point again.
func (l *meetingPage) again(d actButton, n uint16) actButton {
	d.text = l.p.T("meeting.again")
	d.fields = []string{"meeting", l.id.String(), "point", strconv.Itoa(int(n)), "outcome", org.Pending.String()}
	return l.aboutPoint(d, l.e.Point(n))
}

// trying is the form that begins the small step with which a reflection ended, for some weeks;
// empty where the one who looks cannot.
func (l *meetingPage) trying() string {
	text := []rune(oneLine(l.texts[l.e.Step]))
	if len(text) == 0 || !l.may(&org.BeginTry{Circle: l.e.Circle, Title: "x"}) {
		return ""
	}
	return l.act("try.begin", "circle", l.e.Circle.String(), "title", string(text[:min(len(text), org.MaxName)]))
}
